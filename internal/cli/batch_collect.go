package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/batch/queue"
	"github.com/riprep/riprep/pkg/failure"
)

const batchCollectLong = `Brings the results of a batch home from a queue (riprep batch submit), into a folder as riprep batch makes it, and adds them
up when all are there. It fetches what is not in the folder yet, so it may be given again at any time; with --wait it fetches
results as they come until all units are settled.

Units that failed as often as they may, and those whose machines were lost, are the dead-letter list: it is shown, and the
folder's quarantine/ and failures.csv have more. riprep batch submit --retry-failed queues them again. --remove takes the
batch off the server when all of it is home.`

type batchCollectOptions struct {
	app *app

	queue  queueFlags
	out    string
	wait   bool
	remove bool
	quiet  bool

	progress string
}

func newBatchCollect(a *app) *cobra.Command {
	o := &batchCollectOptions{app: a, queue: queueFlags{app: a}}
	cmd := &cobra.Command{
		Use:     "collect --nats URL --out FOLDER [flags]",
		Short:   "bring the results of a batch home from a queue",
		Long:    batchCollectLong,
		Example: `  riprep batch collect --nats nats://127.0.0.1:4222 --batch night --out results --wait`,
		Args:    exactly(),
		RunE:    func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	o.queue.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.out, "out", "", "write the results into `FOLDER`")
	f.BoolVar(&o.wait, "wait", false, "wait until every unit is settled")
	f.BoolVar(&o.remove, "remove", false, "take the batch off the server when all of it is home")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no status line, and nothing on standard output")
	progressFlag(cmd, &o.progress)
	return cmd
}

func (o *batchCollectOptions) run(cmd *cobra.Command) error {
	if err := o.queue.check(cmd); err != nil {
		return err
	}
	progress, err := newProgress(o.app, o.progress, o.quiet)
	switch {
	case err != nil:
		return err
	case o.out == "":
		return usage("--out results", errors.New("collect: no --out FOLDER given"))
	}
	ctx, end := o.app.searching()
	defer end()
	c, err := o.queue.connect(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	units, err := c.Units(ctx, o.queue.batch)
	if err != nil {
		return o.queue.interruptedBy(err, "the same command goes on where it was")
	}
	if len(units) == 0 {
		return o.queue.fault(fmt.Errorf("batch %q: %w: it has no units", o.queue.batch, queue.ErrNoBatch))
	}
	j := &batchJob{app: o.app, out: o.out, resume: true, quiet: o.quiet, progress: progress}
	if err := j.open(units[0].Spec); err != nil {
		return err
	}
	defer j.folder.Close()
	todo, _, err := j.begin(units)
	if err != nil {
		return err
	}
	home := make(map[string]bool, len(units))
	for _, u := range units {
		home[u.ID] = true
	}
	for _, u := range todo {
		delete(home, u.ID)
	}
	done := j.progress.begin(len(units), j.written)
	got, err := c.Collect(ctx, o.queue.batch, queue.CollectOptions{
		Wait: o.wait,
		Want: func(u *batch.Unit) bool { return !home[u.ID] },
		Put: func(u *batch.Unit, t *batch.Task, r *batch.Result, tries int) error {
			j.folder.Put(u, t, r, tries)
			return nil
		},
	})
	if serr := j.folder.Sync(); serr != nil {
		err = errors.Join(err, serr)
	}
	done()
	o.say(got)
	if err != nil {
		return o.queue.interruptedBy(err, "what was fetched is kept; the same command goes on")
	}
	if open := len(got.Units) - got.Settled; open > 0 {
		return &coded{exitPart, fmt.Errorf("%d of %s %s not settled yet", open, some(len(got.Units), "unit"), agree(open, "is", "are")), "the same command goes on; --wait waits for the others"}
	}
	if len(got.Refused) > 0 {
		return &coded{exitPart, errors.New("part of what is on the server is no result of this batch, and was left there"), ""}
	}
	verdict := j.finish(got.Units, len(todo) == 0)
	if o.remove && len(j.lost) == 0 && (verdict == nil || failure.CodeOf(verdict) == exitPart) { // units that failed are home too
		if err := c.Remove(ctx, o.queue.batch); err != nil {
			return o.queue.fault(err)
		}
	}
	return verdict
}

// mostDead is how many units of the dead-letter list are shown; failures.csv has all.
const mostDead = 50

// say shows the dead-letter list and what is odd on the server.
func (o *batchCollectOptions) say(got queue.Collected) {
	for i := range got.Dead[:min(len(got.Dead), mostDead)] {
		e := &got.Dead[i]
		o.app.warn("dead after %s: %s %s (%s): %s: %s", tries(e.Tries), e.Operator, e.Scenario, e.Unit, e.Kind, e.Says)
	}
	if more := len(got.Dead) - mostDead; more > 0 {
		o.app.warn("and %s more; failures.csv has all", some(more, "dead unit"))
	}
	for i := range got.Conflicts {
		o.app.warn("%s; please report it", got.Conflicts[i].Error())
	}
	for _, text := range got.Refused {
		o.app.warn("refused: %s", text)
	}
}

func tries(n int) string {
	if n == 1 {
		return "1 try"
	}
	return fmt.Sprintf("%d tries", n)
}
