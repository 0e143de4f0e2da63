package cli

import (
	"context"
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/batch/pool"
	"github.com/riprep/riprep/pkg/batch/queue"
	"github.com/riprep/riprep/pkg/batch/work"
)

const batchWorkLong = `Takes units of a batch off a queue (riprep batch submit), does each in a process of its own, and stores the results there.
Run it on as many machines as you like, at any time, of the same version of riprep.

A unit counts as done only when its result is stored. While it runs the server is told so every ten seconds; a machine
that is silent for thirty loses its units to the others. A unit that crashes, runs over its time or takes too much memory is
tried again after 1 s and 10 s, and after the third time stands on the dead-letter list that riprep batch collect shows.

It stays and waits for more until it is interrupted; with --until-empty it ends when nothing waits and nothing runs anywhere.
On ^C the units that run are handed back, and no try is lost.`

type batchWorkOptions struct {
	app *app

	queue      queueFlags
	machine    batchMachine
	untilEmpty bool
	quiet      bool
	progress   string

	tell *batchProgress
}

func newBatchWork(a *app) *cobra.Command {
	o := &batchWorkOptions{app: a, queue: queueFlags{app: a}}
	cmd := &cobra.Command{
		Use:   "work --nats URL [flags]",
		Short: "do units off a queue, on any number of machines",
		Long:  batchWorkLong,
		Example: `  riprep batch work --nats nats://127.0.0.1:4222 --batch night
  riprep batch work --nats tls://queue.example.org:4222 --creds worker.creds --until-empty`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	o.queue.flags(cmd)
	o.machine.limits(cmd)
	f := cmd.Flags()
	f.BoolVar(&o.untilEmpty, "until-empty", false, "end when no unit waits and none is with a worker")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no status line, and nothing on standard output")
	progressFlag(cmd, &o.progress)
	return cmd
}

func (o *batchWorkOptions) run(cmd *cobra.Command) error {
	if err := o.queue.check(cmd); err != nil {
		return err
	}
	if err := o.machine.check(cmd); err != nil {
		return err
	}
	tell, err := newProgress(o.app, o.progress, o.quiet)
	if err != nil {
		return err
	}
	tell.endless = true
	o.tell = tell
	ctx, end := o.app.searching()
	defer end()
	c, err := o.queue.connect(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	slots := make(chan *pool.Slot, o.machine.workers)
	for range o.machine.workers {
		slots <- pool.NewSlot(o.app.launch, pool.Limits{Timeout: o.machine.timeout, Memory: int64(o.machine.memory)})
	}
	defer func() {
		for range o.machine.workers {
			(<-slots).Close()
		}
	}()
	done := o.tell.begin(0, batchCounts{})
	err = c.Work(ctx, o.queue.batch, queue.WorkOptions{
		Slots: o.machine.workers, Cores: max(runtime.GOMAXPROCS(0)/o.machine.workers, 1), Timeout: o.machine.timeout,
		Engine: version(), Rules: work.Builtins(), UntilEmpty: o.untilEmpty,
		Do: func(ctx context.Context, t *batch.Task) *batch.Result {
			s := <-slots
			defer func() { slots <- s }()
			return s.Do(ctx, t)
		},
		Done: o.unit,
	})
	done()
	if counts := o.tell.counts; !o.quiet {
		if perr := o.app.print(fmt.Sprintf("batch %s: %s done here, %d without a plan, %d failed\n", o.queue.batch, some(counts.done, "unit"), counts.noPlan, counts.failed)); perr != nil && err == nil {
			err = perr
		}
	}
	return o.queue.interruptedBy(err, "units that ran were handed back; the same command goes on")
}

// unit says what became of a unit.
func (o *batchWorkOptions) unit(e queue.Event) {
	said := batchEvent{Event: "unit", Status: e.Status, Kind: e.Kind, Tries: e.Tries}
	note := ""
	switch {
	case e.Had:
		note = "has a result already"
	case e.Back:
	case e.Again:
		said.Event, note = "again", fmt.Sprintf("%s on try %d, to be tried again", e.Kind, e.Tries)
	case e.Status == batch.StatusFailed:
		note = fmt.Sprintf("failed on try %d: %s", e.Tries, e.Kind)
	}
	if note != "" && o.progress != "json" {
		o.queue.notice(e.Unit.Operator + " " + e.Unit.Scenario + ": " + note)
	}
	if !e.Had && !e.Back {
		o.tell.event(e.Unit, said)
	}
}
