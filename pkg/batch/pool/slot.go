package pool

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/riprep/riprep/pkg/batch"
)

// Worker does tasks, one after the other. It may die on any of them.
type Worker interface {
	// Do does one task. After an error the worker is of no more use.
	Do(*batch.Task) (*batch.Result, error)
	// Kill ends the worker at once, and a Do that waits for it, and returns when it is gone. It may be called at any time and
	// more than once.
	Kill()
	// Memory is how much it takes now; ok is false where that cannot be known.
	Memory() (bytes int64, ok bool)
	// Words is what it said on standard error since its last task began, or the beginning and the end of that.
	Words() string
}

// Launch starts a worker.
type Launch func() (Worker, error)

// Limits of what one unit may take. Zero is no limit.
type Limits struct {
	Timeout time.Duration // from the task's begin; the worker's own start counts where it must be started
	Memory  int64         // bytes of the worker's process; looked at ten times a second, so a short peak may pass
}

// Slot is a place for one worker. It starts one when it has something to do, and another where that one died or was killed. A
// Slot is used from one goroutine at a time.
type Slot struct {
	launch Launch
	limits Limits
	worker Worker // nil where none runs
}

// NewSlot makes a slot without a worker.
func NewSlot(launch Launch, limits Limits) *Slot { return &Slot{launch: launch, limits: limits} }

// Close ends its worker.
func (s *Slot) Close() {
	if s.worker != nil {
		s.worker.Kill()
		s.worker = nil
	}
}

// pauses are waited between the tries to launch a worker: a machine may be out of processes or memory for a moment.
var pauses = []time.Duration{100 * time.Millisecond, time.Second}

// start launches a worker where none runs.
func (s *Slot) start(ctx context.Context) error {
	for try := 0; s.worker == nil; try++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		w, err := s.launch()
		if err == nil {
			s.worker = w
			return nil
		}
		if try == len(pauses) {
			return fmt.Errorf("cannot start a worker: %w", err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(pauses[try]):
		}
	}
	return nil
}

// Do does a task. Whatever becomes of the worker is a failed result: that it died (batch.FailCrash), ran over its time
// (FailTimeout) or memory (FailMemory), cannot be started (FailUnexpected). The result is nil only where ctx ended, and then the
// worker is gone.
func (s *Slot) Do(ctx context.Context, t *batch.Task) *batch.Result {
	if err := s.start(ctx); ctx.Err() != nil {
		return nil
	} else if err != nil {
		return fail(t, batch.FailUnexpected, err.Error(), "")
	}
	w := s.worker
	g := guardOf(ctx, w, s.limits)
	r, err := w.Do(t)
	why := g.end()
	if why != answered {
		s.worker = nil // it was killed
	}
	switch {
	case why == ended:
		return nil
	case why == late:
		return fail(t, batch.FailTimeout, fmt.Sprintf("ran over its time of %s", s.limits.Timeout), "--timeout gives every unit more time")
	case why == large:
		return fail(t, batch.FailMemory, fmt.Sprintf("took more than its %d MB of memory", s.limits.Memory>>20), "--memory lets every unit take more; fewer workers at a time leave more for each")
	case err == nil && r.Outcome.Unit != t.Unit.ID:
		err = fmt.Errorf("it answered for unit %s", r.Outcome.Unit)
	case errors.Is(err, errRefused): // not the worker's fault, which saw nothing of it
		return fail(t, batch.FailInput, err.Error(), "")
	}
	if err != nil {
		s.Close()
		return fail(t, batch.FailCrash, "the worker died: "+lastWords(err, w.Words()), "please report it, with the unit's input")
	}
	// What is left of a large unit must not be held against the next one.
	if s.limits.Memory > 0 {
		if n, ok := w.Memory(); ok && n > s.limits.Memory/2 {
			s.Close()
		}
	}
	return r
}

// fail is a failed result.
func fail(t *batch.Task, kind, message, hint string) *batch.Result {
	f := batch.NewFailure(kind, batch.Said{Message: message})
	if hint != "" {
		f.Hints = append(f.Hints, hint)
	}
	return batch.Failed(t.Unit, f)
}
