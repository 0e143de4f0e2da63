package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/batch/queue"
)

const batchSubmitLong = `Puts the units of a batch on a queue, NATS JetStream, where riprep batch work takes them on any number of machines; riprep
batch collect brings the results home. PATH and the flags of the work are those of riprep batch.

The files of the units go to the server too, each distinct file once. A unit is in the queue once and no more when it has a
result, so the same command may be given again: after an interrupt, or with more units. All units of a batch have the same
--do, --effort and so on; what differs is another --batch.

Off this machine the server must have TLS, and credentials, an nkey, a token or a certificate must be given.
docs/recipes/nats.md sets servers up.`

type batchSubmitOptions struct {
	app *app

	units    batchUnits
	queue    queueFlags
	replicas int
	attempts int
	retry    bool
	quiet    bool
}

func newBatchSubmit(a *app) *cobra.Command {
	o := &batchSubmitOptions{app: a, queue: queueFlags{app: a}}
	cmd := &cobra.Command{
		Use:   "submit PATH... --nats URL [flags]",
		Short: "put the units of a batch on a queue for many machines",
		Long:  batchSubmitLong,
		Example: `  riprep batch submit carriers --nats nats://127.0.0.1:4222 --batch night
  riprep batch submit carriers --nats tls://queue.example.org:4222 --tls-ca ca.pem --tls-cert me.pem --tls-key me-key.pem --replicas 3`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("usage: "+cmd.UseLine(), fmt.Errorf("submit: no PATH given"))
			}
			o.units.paths = args
			return o.run(cmd)
		},
	}
	o.units.flags(cmd)
	o.queue.flags(cmd)
	f := cmd.Flags()
	f.IntVar(&o.replicas, "replicas", 1, "servers of a cluster that keep a copy of the batch, 1 to 5")
	f.IntVar(&o.attempts, "max-attempts", queue.DefaultAttempts, "try a unit `N` times where its worker crashed, ran over its time or was lost")
	f.BoolVar(&o.retry, "retry-failed", false, "queue units again that failed and might go well")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "nothing on standard output")
	return cmd
}

// maxTries bounds --max-attempts.
const maxTries = 100

func (o *batchSubmitOptions) run(cmd *cobra.Command) error {
	if err := o.queue.check(cmd); err != nil {
		return err
	}
	switch {
	case o.replicas < 1 || o.replicas > 5:
		return usage("3 for a cluster of three", fmt.Errorf("--replicas %d: want 1 to 5", o.replicas))
	case o.attempts < 1 || o.attempts > maxTries:
		return usage("", fmt.Errorf("--max-attempts %d: want 1 to %d", o.attempts, maxTries))
	}
	m, _, err := o.units.read(o.app, cmd)
	if err != nil {
		return err
	}
	if len(m.Units) == 0 {
		return o.app.print("no units\n")
	}
	ctx, end := o.app.searching()
	defer end()
	c, err := o.queue.connect(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	done := o.app.status.begin()
	sum, err := c.Submit(ctx, o.queue.batch, m.Units, queue.SubmitOptions{
		Load: batch.Load, Replicas: o.replicas, Attempts: o.attempts, RetryFailed: o.retry,
		Progress: func(done, all int) { o.app.status.say(fmt.Sprintf("submitted %d of %s", done, some(all, "unit"))) },
	})
	done()
	if err != nil {
		return o.queue.interruptedBy(err, "the same command goes on where it was")
	}
	if o.quiet {
		return nil
	}
	text := fmt.Sprintf("batch %s: %s queued", o.queue.batch, some(sum.Queued, "unit"))
	for _, also := range []struct {
		n    int
		what string
	}{{sum.Waiting, "in the queue already"}, {sum.Settled, "with a result already"}, {sum.Failed, "not readable, which is their result"}} {
		if also.n > 0 {
			text += fmt.Sprintf(", %d %s", also.n, also.what)
		}
	}
	return o.app.print(text + "\n")
}
