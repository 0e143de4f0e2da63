// Package pool does the units of a batch in workers: other processes of the same program, fed over pipes, watched, killed when
// they run over their time or memory, and started again when they die. So what a hostile or unlucky unit can do to the others is
// to cost them a worker for a while.
//
// Run in this file is the way through all units; begin there. Beside it:
//
//	fair.go     which unit comes next
//	slot.go     a place for one worker: one unit done in it, whatever becomes of the worker
//	guard.go    who takes too long or too much is killed
//	process.go  a worker that is a process
//	crash.go    what a worker said before it died, in a few words
//	serve.go    the worker's side of the pipe
//
// The room imports pkg/batch alone. It starts no process but those that Launch makes, opens no file of the batch, and asks no
// clock for the time; what it waits for, it waits for with timers.
package pool

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/riprep/riprep/pkg/batch"
)

// ErrTooMany is what Run gives where more units failed than may.
var ErrTooMany = errors.New("too many units failed")

// Options of Run.
type Options struct {
	Slots  int // how many workers, 1 or more
	Cores  int // of the machine, that they share
	Launch Launch
	Limits Limits

	Attempts    int // how often a unit is tried where the failure may pass: 1 or more
	MaxFailures int // units that may fail before no more are begun; negative for any number

	// Read reads a unit's files. It is called from several goroutines at once. With a failure there may be a task too, of
	// what could be read.
	Read func(*batch.Unit) (*batch.Task, *batch.Failure)
	// Done takes what became of a unit, once for each, and never two at the same time. While it waits, workers that have
	// ended their units wait with it, so no more results are in memory than there are slots. t is nil where nothing was read.
	// attempts is how often the unit was begun.
	Done func(u *batch.Unit, t *batch.Task, r *batch.Result, attempts int)
}

// Run does all units, in the order that fair.go has, and returns when all are done and all workers are gone. A unit with a Fault
// fails with it, unread. A failure that is not final is tried again when every other unit has had its turn. The error is
// ErrTooMany, that of ctx, or that no worker can be started. When too many units failed, or no worker starts, those that run
// are done to their end and no more are begun; when ctx ends, workers are killed and what they did is not Done.
func Run(ctx context.Context, units []*batch.Unit, o Options) error {
	o.Slots, o.Attempts, o.Cores = max(o.Slots, 1), max(o.Attempts, 1), max(o.Cores, 1)
	r := &run{Options: o, line: newLine(units), waiting: len(units)}
	var wg sync.WaitGroup
	for i := range min(o.Slots, max(len(units), 1)) {
		wg.Go(func() { r.slot(ctx, i == 0 && o.Slots > 1) })
	}
	wg.Wait()
	if r.err != nil {
		return r.err
	}
	return ctx.Err()
}

// run is what the slots share.
type run struct {
	Options
	mu       sync.Mutex
	line     *line
	waiting  int // units in line
	running  int
	failures int
	err      error // why no more units are begun

	done sync.Mutex // held while Done is called
}

// slot does units until there is none.
func (r *run) slot(ctx context.Context, largest bool) {
	s := NewSlot(r.Launch, r.Limits)
	defer s.Close()
	for {
		w, cores := r.take(ctx, largest)
		if w == nil {
			return
		}
		t, result := r.do(ctx, s, w.unit, cores)
		if result == nil {
			return // the batch ends, by ctx or without workers
		}
		r.give(w, t, result)
	}
}

// do tries a unit once.
func (r *run) do(ctx context.Context, s *Slot, u *batch.Unit, cores int) (*batch.Task, *batch.Result) {
	if u.Fault != nil {
		return nil, batch.Failed(u, u.Fault)
	}
	t, failure := r.Read(u)
	if failure != nil {
		return t, batch.Failed(u, failure)
	}
	if err := s.start(ctx); err != nil {
		r.stop(err)
		return nil, nil
	}
	t.Cores = min(cores, batch.MaxCores)
	return t, s.Do(ctx, t)
}

// take gives the next unit and how many cores it may use: an equal share, and more where fewer units are left than slots.
func (r *run) take(ctx context.Context, largest bool) (w *waiting, cores int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err != nil || ctx.Err() != nil || r.waiting == 0 {
		return nil, 0
	}
	w = r.line.take(largest)
	w.attempts++
	r.waiting--
	r.running++
	return w, max(1, r.Cores/min(r.Slots, r.waiting+r.running))
}

// give ends a unit: it is Done, or goes back to the end of the line.
func (r *run) give(w *waiting, t *batch.Task, result *batch.Result) {
	r.mu.Lock()
	r.running--
	r.line.release(w)
	if result.Outcome.Status == batch.StatusFailed {
		if !result.Outcome.Failure.Final() && w.attempts < r.Attempts {
			r.line.again(w)
			r.waiting++
			r.mu.Unlock()
			return
		}
		r.failures++
		if r.MaxFailures >= 0 && r.failures > r.MaxFailures && r.err == nil {
			r.err = fmt.Errorf("%w: %d", ErrTooMany, r.failures)
		}
	}
	r.mu.Unlock()
	r.done.Lock()
	defer r.done.Unlock()
	r.Done(w.unit, t, result, w.attempts)
}

// stop lets no more units begin.
func (r *run) stop(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err == nil {
		r.err = err
	}
}
