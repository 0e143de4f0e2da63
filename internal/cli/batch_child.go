package cli

import (
	"context"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/batch/pool"
	"github.com/riprep/riprep/pkg/batch/work"
)

// doUnit does a unit; a test puts a defect in its place.
var doUnit = work.Do

// maxStack ends a recursion without end in a second, not in the minute that the usual gigabyte takes.
const maxStack = 64 << 20

// smallUnit is the size of input below which memory is traded for time.
const smallUnit = 1 << 20

// newBatchChild is the worker of a batch: tasks on standard input, results on standard output, nobody at the keyboard.
func newBatchChild(a *app) *cobra.Command {
	return &cobra.Command{
		Use:    "child",
		Short:  "do the units of a batch that come on standard input",
		Hidden: true,
		Args:   exactly(),
		RunE: func(*cobra.Command, []string) error {
			// ^C is for the process that hands out the units; it ends this one by closing its input or by killing it.
			signal.Ignore(os.Interrupt)
			defer signal.Reset(os.Interrupt)
			debug.SetMaxStack(maxStack)
			// A stray print must not get between the results.
			stdout := os.Stdout
			os.Stdout = os.Stderr
			defer func() { os.Stdout = stdout }()
			return pool.Serve(a.Stdin, a.Stdout, doTask)
		},
	}
}

// gcPercent is what was last set; a worker does one task after the other.
var gcPercent int

// doTask does a task on as many cores as it may use.
func doTask(ctx context.Context, t *batch.Task) *batch.Result {
	if cores := min(t.Cores, runtime.NumCPU()); runtime.GOMAXPROCS(0) != cores {
		runtime.GOMAXPROCS(cores)
	}
	// A small unit leaves garbage and little else: what its worker holds is mostly the built-in rules, so collecting them again
	// and again would take a fifth of the time.
	percent := 100
	if t.Unit.Size() < smallUnit {
		percent = 400
	}
	if percent != gcPercent { // it stops all that runs
		gcPercent = percent
		debug.SetGCPercent(percent)
	}
	return doUnit(ctx, t)
}
