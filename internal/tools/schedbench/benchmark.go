package main

import (
	"context"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/riprep/riprep/pkg/schedule"
)

// benchmark is one run of the command.
type benchmark struct {
	options
	solve  func(context.Context, schedule.Problem, schedule.Options) (schedule.Solution, error)
	stdout io.Writer
	status *status
}

// run solves the instances in the paths and writes their rows and the summary. It gives what was wrong with them, and
// whether the context ended before all were solved.
func (b *benchmark) run(ctx context.Context) (faults []error, interrupted bool) {
	instances, references, faults := b.load()
	if len(faults) > 0 {
		return faults, false
	}
	out := &table{w: b.stdout, status: b.status}
	out.line(heading)
	var sum summary
	for r := range b.rows(ctx, instances, references) {
		if r == nil {
			interrupted = true
			continue
		}
		out.line(r.csv())
		sum.add(r)
		for _, text := range r.faults {
			faults = append(faults, fmt.Errorf("%s: %s", r.name, text))
		}
		b.status.show("%5d/%-5d %-12s %-10s %8s %8.1f s", sum.instances, len(instances), r.name, r.status, r.makespan, r.took.Seconds())
	}
	out.line(sum.comment())
	if err := out.save(b.out); err != nil {
		faults = append(faults, err)
	}
	return faults, interrupted
}

// load reads everything that the run needs, so that an hour of solving does not end with a file that is not there.
func (b *benchmark) load() ([]*instance, map[string]reference, []error) {
	instances, faults := loadAll(b.paths)
	if len(faults) > 0 || b.ref == "" {
		return instances, nil, faults
	}
	references, err := loadReferences(b.ref)
	if err != nil {
		return nil, nil, []error{err}
	}
	for _, in := range instances {
		if _, ok := references[in.name]; ok {
			return instances, references, nil
		}
	}
	return nil, nil, []error{fmt.Errorf("%s: none of the %d instances is in this table: name the one that goes with them",
		b.ref, len(instances))}
}

// rows solves the instances, as many side by side as there are jobs, and yields the rows in the order of the instances;
// nil for one that the context cut short.
func (b *benchmark) rows(ctx context.Context, instances []*instance, references map[string]reference) func(func(*row) bool) {
	return func(yield func(*row) bool) {
		done := make([]chan *row, len(instances))
		for i := range done {
			done[i] = make(chan *row, 1)
		}
		var next atomic.Int64
		var wg sync.WaitGroup
		defer wg.Wait()
		for range min(b.jobs, len(instances)) {
			wg.Go(func() {
				for i := int(next.Add(1)) - 1; i < len(instances); i = int(next.Add(1)) - 1 {
					in := instances[i]
					done[i] <- b.row(ctx, in, references[in.name])
				}
			})
		}
		for _, d := range done {
			if !yield(<-d) {
				return
			}
		}
	}
}

// row solves one instance.
func (b *benchmark) row(ctx context.Context, in *instance, ref reference) *row {
	if ctx.Err() != nil {
		return nil
	}
	p := in.problem()
	s, took, err := b.timed(ctx, p, nil)
	if ctx.Err() != nil && s.Stopped {
		return nil
	}
	r := &row{name: in.name, took: took}
	r.cpm, _ = in.criticalPath()
	r.bestLower, r.bestUpper = ref.bounds(in.horizon())
	if err != nil {
		r.status, r.faults = statusInvalid, []string{err.Error()}
		return r
	}
	r.judge(p, s)
	return r
}

// timed solves a problem within the limit and takes the time of that alone.
func (b *benchmark) timed(ctx context.Context, p schedule.Problem, progress func(schedule.Progress)) (
	s schedule.Solution, took time.Duration, err error,
) {
	ctx, cancel := b.deadline(ctx)
	defer cancel()
	began := time.Now()
	s, err = b.solve(ctx, p, b.engine(progress))
	return s, time.Since(began), err
}
