package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/riprep/riprep/pkg/schedule"
)

// largestEffort is more than any machine spends.
const largestEffort = int64(1) << 50

const maxCores = 1024

type options struct {
	limit    time.Duration // wall time for an instance; 0: none
	effort   int64
	seed     uint64
	cores    int
	jobs     int
	ref      string
	out      string
	generate *weightedSize // nil: solve the paths
	paths    []string
}

// parseOptions reads the command line. Help, and what package flag finds, goes to stderr.
func parseOptions(args []string, stderr io.Writer) (options, error) {
	var o options
	var generate string
	f := flag.NewFlagSet("schedbench", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.Usage = func() {
		fmt.Fprintln(stderr, "usage: schedbench [flags] PATH...   (.sm and .mm files of PSPLIB, or folders with them)\n"+
			"       schedbench [flags] -generate weighted:N:T:R:SEED")
		f.PrintDefaults()
	}
	f.DurationVar(&o.limit, "time", 10*time.Second, "wall `time` for each instance; with -effort, none unless it is given")
	f.Int64Var(&o.effort, "effort", 0, "work `units` for each instance (default: what the time allows)")
	f.Uint64Var(&o.seed, "seed", 0, "seed of the search")
	f.IntVar(&o.cores, "cores", runtime.NumCPU(), "cores for an instance")
	f.IntVar(&o.jobs, "jobs", 1, "instances that are solved side by side")
	f.StringVar(&o.ref, "ref", "", "CSV `file` with the best results known")
	f.StringVar(&o.out, "out", "", "`file` that gets what standard output gets, in the end and as a whole")
	f.StringVar(&generate, "generate", "", "solve a generated instance, `weighted:N:T:R:SEED`: N activities, T periods, R resources")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	o.paths = f.Args()
	if err := errors.Join(o.check(given(f)), o.checkOut()); err != nil {
		return o, err
	}
	if generate == "" {
		return o, o.checkPaths()
	}
	if len(o.paths) > 0 || o.ref != "" || o.jobs != 1 {
		return o, errors.New("-generate solves one instance: leave out paths, -ref and -jobs")
	}
	size, err := parseWeighted(generate)
	o.generate = &size
	return o, err
}

// given tells which flags were on the command line.
func given(f *flag.FlagSet) map[string]bool {
	set := map[string]bool{}
	f.Visit(func(f *flag.Flag) { set[f.Name] = true })
	return set
}

// check refuses what makes no sense, and settles which of time and effort ends a search.
func (o *options) check(given map[string]bool) error {
	switch {
	case o.limit <= 0:
		return fmt.Errorf("-time %v: want more than 0, as in -time 10s", o.limit)
	case given["effort"] && (o.effort < 1 || o.effort > largestEffort):
		return fmt.Errorf("-effort %d: want 1 to %d", o.effort, largestEffort)
	case o.cores < 1 || o.cores > maxCores:
		return fmt.Errorf("-cores %d: want 1 to %d", o.cores, maxCores)
	case o.jobs < 1 || o.jobs > maxCores:
		return fmt.Errorf("-jobs %d: want 1 to %d", o.jobs, maxCores)
	}
	if !given["effort"] {
		o.effort = effortWithin(o.limit, o.cores)
	} else if !given["time"] {
		o.limit = 0
	}
	return nil
}

// effortWithin is the effort that the cores can just about spend in the time: a search plans by its effort (how fast it cools,
// when it turns to the next objective), so "as much as you like" would plan badly.
func effortWithin(limit time.Duration, cores int) int64 {
	return max(1, min(largestEffort, int64(limit/time.Microsecond)*int64(cores)*5/4))
}

// checkOut sees to it that a long run does not end with nowhere to write.
func (o *options) checkOut() error {
	if o.out == "" {
		return nil
	}
	if st, err := os.Stat(o.out); err == nil && st.IsDir() {
		return fmt.Errorf("-out %q: is a folder: name a file in it", o.out)
	}
	if st, err := os.Stat(filepath.Dir(o.out)); err != nil || !st.IsDir() {
		return fmt.Errorf("-out %q: the folder is not there: make it first", o.out)
	}
	return nil
}

func (o *options) checkPaths() error {
	if len(o.paths) == 0 {
		return errors.New("no instance: name .sm or .mm files, folders with them, or use -generate")
	}
	for _, path := range o.paths {
		if path == "" || path[0] == '-' {
			return fmt.Errorf("path %q: flags go before the paths (a file of such a name is ./%s)", path, path)
		}
	}
	return nil
}

// deadline is the context of one search.
func (o *options) deadline(ctx context.Context) (context.Context, context.CancelFunc) {
	if o.limit == 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, o.limit)
}

// engine is what the optimizer is told.
func (o *options) engine(progress func(schedule.Progress)) schedule.Options {
	return schedule.Options{Seed: o.seed, Effort: o.effort, Workers: o.cores, Progress: progress}
}
