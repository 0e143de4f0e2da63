package pool

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/riprep/riprep/pkg/batch"
)

// TestSlotLimits: what runs over its time or memory is killed with its worker, and the next unit has a new one.
func TestSlotLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var memory atomic.Int64
		s := &shop{memory: memory.Load, do: func(task *batch.Task, killed <-chan struct{}) (*batch.Result, error) {
			switch task.Unit.Operator {
			case "endless":
				<-killed
				return nil, errors.New("killed")
			case "hungry":
				time.Sleep(time.Second / 2)
				memory.Store(101 << 20)
				<-killed
				memory.Store(0)
				return nil, errors.New("killed")
			case "other":
				return done(&batch.Task{Unit: some("good", 1, 1)[0]}), nil
			case "mixed up":
				return done(&batch.Task{Unit: some("mixed up", 2, 1)[1]}), nil
			}
			time.Sleep(time.Second)
			return done(task), nil
		}}
		slot := NewSlot(s.launch, Limits{Timeout: 2 * time.Second, Memory: 100 << 20})
		defer slot.Close()
		for _, c := range []struct{ operator, kind, message string }{
			{"good", "", ""},
			{"endless", batch.FailTimeout, "ran over its time of 2s"},
			{"good", "", ""},
			{"hungry", batch.FailMemory, "took more than its 100 MB of memory"},
			{"good", "", ""},
			{"other", batch.FailCrash, "the worker died: it answered for unit " + some("good", 1, 1)[0].ID},
			{"good", "", ""},
			{"mixed up", batch.FailCrash, "the worker died: it answered for unit " + some("mixed up", 2, 1)[1].ID},
			{"good", "", ""},
		} {
			r := slot.Do(t.Context(), &batch.Task{Unit: some(c.operator, 1, 1)[0], Cores: 1})
			kind, message := "", ""
			if f := r.Outcome.Failure; f != nil {
				kind, message = f.Kind, f.Errors[0].Message
			}
			if kind != c.kind || message != c.message || r.Outcome.Operator != c.operator {
				t.Errorf("%s: %s, %q, want %s, %q", c.operator, kind, message, c.kind, c.message)
			}
		}
		if s.launched.Load() != 5 || s.gone.Load() != 4 {
			t.Errorf("%d workers launched, %d gone", s.launched.Load(), s.gone.Load())
		}
	})
}

// TestSlotLeftovers: a worker that still holds much of a unit's memory is not given another one.
func TestSlotLeftovers(t *testing.T) {
	memory := int64(0)
	s := &shop{memory: func() int64 { return memory }, do: func(t *batch.Task, _ <-chan struct{}) (*batch.Result, error) { return done(t), nil }}
	slot := NewSlot(s.launch, Limits{Memory: 100})
	defer slot.Close()
	for i, held := range []int64{50, 51, 0} {
		memory = held
		slot.Do(t.Context(), &batch.Task{Unit: some("a", 1, 1)[0]})
		if want := []int32{0, 1, 1}[i]; s.gone.Load() != want {
			t.Errorf("with %d of 100 held after a unit: %d workers gone, want %d", held, s.gone.Load(), want)
		}
	}
}

// TestSlotEnds: when ctx ends there is no result, also while a worker cannot be started.
func TestSlotEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &shop{do: func(_ *batch.Task, killed <-chan struct{}) (*batch.Result, error) {
			<-killed
			return nil, errors.New("killed")
		}}
		no := func() (Worker, error) { return nil, errors.New("no") }
		for _, launch := range []Launch{s.launch, no} {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			if r := NewSlot(launch, Limits{}).Do(ctx, &batch.Task{Unit: some("a", 1, 1)[0]}); r != nil {
				t.Errorf("%+v", r.Outcome)
			}
		}
		if s.gone.Load() != 1 {
			t.Error("the worker is still there")
		}
		r := NewSlot(no, Limits{}).Do(t.Context(), &batch.Task{Unit: some("a", 1, 1)[0]})
		if f := r.Outcome.Failure; f == nil || f.Kind != batch.FailUnexpected || f.Errors[0].Message != "cannot start a worker: no" {
			t.Errorf("no worker: %+v", f)
		}
	})
}
