// Command schedbench measures the optimizer: it solves instances of PSPLIB (Kolisch and Sprecher 1996) with one or several
// modes per job, or a generated weighted one, checks every schedule, and compares with the best results known.
//
//	go run ./internal/tools/schedbench -time 10s -cores 2 -ref j60.ref.csv -out results.csv FOLDER
//	go run ./internal/tools/schedbench -time 30s -cores 2 -generate weighted:500:100:4:1
//
// Standard output gets a row of CSV per instance and, as the last line, a comment with the counts. The exit code is 0; 1
// where an input or a result is wrong, which includes a bound above a makespan that is known; 2 for usage; 130 when
// interrupted, after the summary of the rows so far. The reference is compared with, and never shown to the optimizer.
//
// Begin with benchmark.run in benchmark.go. The reader of the instances is psplib.go, that of the best results reference.go.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"syscall"

	"github.com/riprep/riprep/pkg/schedule"
)

const (
	exitDone        = 0
	exitFault       = 1
	exitUsage       = 2
	exitInterrupted = 130
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the second one ends the process at once
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run is the command without its process.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o, err := parseOptions(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitDone
	case err != nil:
		fmt.Fprintf(stderr, "schedbench: error: %v\n", err)
		return exitUsage
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(o.cores * o.jobs))
	b := &benchmark{options: o, solve: schedule.Solve, stdout: stdout, status: newStatus(stderr)}
	var faults []error
	var interrupted bool
	if o.generate != nil {
		faults, interrupted = b.runGenerated(ctx)
	} else {
		faults, interrupted = b.run(ctx)
	}
	printFaults(stderr, faults)
	switch {
	case len(faults) > 0:
		return exitFault
	case interrupted:
		return exitInterrupted
	}
	return exitDone
}

// printFaults shows the first faults and counts the rest.
func printFaults(w io.Writer, faults []error) {
	const most = 50
	for _, fault := range faults[:min(len(faults), most)] {
		fmt.Fprintf(w, "schedbench: error: %v\n", fault)
	}
	if more := len(faults) - most; more > 0 {
		fmt.Fprintf(w, "schedbench: error: and %d more\n", more)
	}
}
