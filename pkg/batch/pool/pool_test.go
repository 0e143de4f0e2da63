package pool

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/riprep/riprep/pkg/batch"
)

// fake is a worker in this process. do may wait for killed, and sleep on the clock of a synctest bubble.
type fake struct {
	do     func(t *batch.Task, killed <-chan struct{}) (*batch.Result, error)
	memory func() int64
	once   sync.Once
	killed chan struct{}
	gone   *atomic.Int32
}

func (f *fake) Do(t *batch.Task) (*batch.Result, error) { return f.do(t, f.killed) }
func (f *fake) Kill()                                   { f.once.Do(func() { close(f.killed); f.gone.Add(1) }) }
func (f *fake) Words() string                           { return "" }
func (f *fake) Memory() (int64, bool) {
	if f.memory == nil {
		return 0, false
	}
	return f.memory(), true
}

// shop launches fakes and counts them.
type shop struct {
	do             func(t *batch.Task, killed <-chan struct{}) (*batch.Result, error)
	memory         func() int64
	launched, gone atomic.Int32
}

func (s *shop) launch() (Worker, error) {
	s.launched.Add(1)
	return &fake{do: s.do, memory: s.memory, killed: make(chan struct{}), gone: &s.gone}, nil
}

func done(t *batch.Task) *batch.Result {
	return &batch.Result{Outcome: batch.NewOutcome(t.Unit, batch.StatusDone)}
}

func failed(t *batch.Task, kind string) *batch.Result {
	return batch.Failed(t.Unit, &batch.Failure{Kind: kind, Exit: 1})
}

// record is what Done is told.
type record struct {
	unit     *batch.Unit
	task     *batch.Task
	result   *batch.Result
	attempts int
}

// options of a batch whose Done writes to records.
func options(s *shop, slots int, records *[]record) Options {
	return Options{
		Slots: slots, Cores: slots, Launch: s.launch, Attempts: 3, MaxFailures: -1,
		Read: func(u *batch.Unit) (*batch.Task, *batch.Failure) { return &batch.Task{Unit: u}, nil },
		Done: func(u *batch.Unit, t *batch.Task, r *batch.Result, attempts int) {
			*records = append(*records, record{u, t, r, attempts})
		},
	}
}

// TestRunAll: every unit is Done once, one call at a time, with no more tasks in memory than slots, and all workers are gone.
func TestRunAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &shop{do: func(t *batch.Task, _ <-chan struct{}) (*batch.Result, error) {
			time.Sleep(time.Millisecond * time.Duration(len(t.Unit.Scenario)))
			return done(t), nil
		}}
		units := slices.Concat(some("a", 150, 100), some("b", 30, 100_000), some("c", 1, 1))
		var records []record
		o := options(s, 3, &records)
		var inMemory, calls, most atomic.Int32
		read, note := o.Read, o.Done
		o.Read = func(u *batch.Unit) (*batch.Task, *batch.Failure) {
			most.Store(max(most.Load(), inMemory.Add(1)))
			return read(u)
		}
		o.Done = func(u *batch.Unit, task *batch.Task, r *batch.Result, attempts int) {
			if calls.Add(1) != 1 {
				t.Error("two calls of Done at a time")
			}
			for range 10 {
				runtime.Gosched() // slower than the work, for a moment: it must hold the work back
			}
			note(u, task, r, attempts)
			inMemory.Add(-1)
			calls.Add(-1)
		}
		if err := Run(t.Context(), units, o); err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, r := range records {
			if r.attempts != 1 || r.result.Outcome.Unit != r.unit.ID || r.task.Unit != r.unit || seen[r.unit.ID] {
				t.Fatalf("%+v", r)
			}
			seen[r.unit.ID] = true
		}
		if len(records) != len(units) {
			t.Errorf("%d of %d units done", len(records), len(units))
		}
		if most.Load() > 3 {
			t.Errorf("%d tasks at a time on 3 slots", most.Load())
		}
		if s.launched.Load() != 3 || s.gone.Load() != 3 {
			t.Errorf("%d workers launched, %d gone", s.launched.Load(), s.gone.Load())
		}
	})
}

// TestRunAttempts: what may pass is tried again, after all others, as often as it may be; what is final is not; a unit with a
// fault and one that cannot be read never see a worker.
func TestRunAttempts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tries := map[string]int{}
		var order []string
		s := &shop{do: func(t *batch.Task, _ <-chan struct{}) (*batch.Result, error) {
			op := t.Unit.Operator
			tries[op]++
			order = append(order, op)
			switch {
			case op == "final":
				return failed(t, batch.FailInput), nil
			case op == "dies":
				return nil, errors.New("exit status 2")
			case op == "panics", op == "passes" && tries[op] < 3:
				return failed(t, batch.FailPanic), nil
			}
			return done(t), nil
		}}
		units := []*batch.Unit{}
		for _, op := range []string{"panics", "dies", "final", "passes", "fault", "unread", "flaky", "good"} {
			units = append(units, some(op, 1, 100)...)
		}
		units[4].Fault = &batch.Failure{Kind: batch.FailInput}
		var records []record
		o := options(s, 1, &records)
		reads := map[string]int{}
		o.Read = func(u *batch.Unit) (*batch.Task, *batch.Failure) {
			reads[u.Operator]++
			switch {
			case u.Operator == "unread":
				return &batch.Task{Unit: u}, &batch.Failure{Kind: batch.FailInput}
			case u.Operator == "flaky" && reads["flaky"] == 1:
				return nil, &batch.Failure{Kind: batch.FailUnexpected}
			}
			return &batch.Task{Unit: u}, nil
		}
		if err := Run(t.Context(), units, o); err != nil {
			t.Fatal(err)
		}
		want := map[string]string{
			"panics": "panic 3", "dies": "crash 3", "final": "input 1", "passes": "done 3", "fault": "input 1", "unread": "input 1", "flaky": "done 2", "good": "done 1",
		}
		for _, r := range records {
			got := r.result.Outcome.Status
			if r.result.Outcome.Failure != nil {
				got = r.result.Outcome.Failure.Kind
			}
			if got = fmt.Sprint(got, " ", r.attempts); got != want[r.unit.Operator] {
				t.Errorf("%s: %s, want %s", r.unit.Operator, got, want[r.unit.Operator])
			}
			delete(want, r.unit.Operator)
			if r.unit.Operator == "unread" && r.task == nil {
				t.Error("what could be read is not handed on")
			}
		}
		if len(want) > 0 {
			t.Errorf("not done: %v", want)
		}
		if tries["fault"] != 0 || tries["unread"] != 0 || reads["fault"] != 0 || tries["panics"] != 3 {
			t.Errorf("tries %v, reads %v", tries, reads)
		}
		if got, want := strings.Join(order, " "), "panics dies final passes good panics dies passes flaky panics dies passes"; got != want {
			t.Errorf("order %s, want %s", got, want)
		}
		if s.launched.Load() != 4 || s.gone.Load() != 4 {
			t.Errorf("%d workers launched, %d gone: want one and one after each of three deaths", s.launched.Load(), s.gone.Load())
		}
	})
}

// TestRunAlone: one slot takes what is small first; of two, the first takes what is large.
func TestRunAlone(t *testing.T) {
	for slots, want := range map[int]string{1: "small", 2: "large"} {
		synctest.Test(t, func(t *testing.T) {
			s := &shop{do: func(t *batch.Task, _ <-chan struct{}) (*batch.Result, error) { return done(t), nil }}
			var records []record
			o := options(s, slots, &records)
			var begun []string
			var mu sync.Mutex
			read := o.Read
			o.Read = func(u *batch.Unit) (*batch.Task, *batch.Failure) {
				mu.Lock()
				begun = append(begun, u.Operator)
				mu.Unlock()
				time.Sleep(time.Second)
				return read(u)
			}
			if err := Run(t.Context(), slices.Concat(some("small", 6, 10), some("large", 1, 100_000)), o); err != nil {
				t.Fatal(err)
			}
			if !slices.Contains(begun[:slots], want) {
				t.Errorf("%d slots: begun in the order %v", slots, begun)
			}
		})
	}
}

// TestRunTooMany: past the bound no unit begins, those that run are done to their end.
func TestRunTooMany(t *testing.T) {
	for bound, want := range map[int]int{-1: 10, 0: 1, 2: 3, 9: 10, 10: 10} {
		synctest.Test(t, func(t *testing.T) {
			s := &shop{do: func(t *batch.Task, _ <-chan struct{}) (*batch.Result, error) {
				if t.Unit.Operator == "slow" {
					time.Sleep(time.Minute)
					return done(t), nil
				}
				time.Sleep(time.Second)
				return failed(t, batch.FailInput), nil
			}}
			units := append(some("slow", 1, 1<<20), some("bad", 10, 100)...)
			var records []record
			o := options(s, 2, &records)
			o.MaxFailures = bound
			err := Run(t.Context(), units, o)
			if tooMany := want < 10 || bound == 9; errors.Is(err, ErrTooMany) != tooMany {
				t.Errorf("at most %d failures: %v", bound, err)
			}
			if len(records) != want+1 || records[len(records)-1].unit.Operator != "slow" {
				t.Errorf("at most %d failures: %d units done", bound, len(records))
			}
		})
	}
}

// TestRunEnds: when the context ends, workers are killed at once and nothing of theirs is Done.
func TestRunEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &shop{do: func(task *batch.Task, killed <-chan struct{}) (*batch.Result, error) {
			if task.Unit.Operator == "quick" {
				return done(task), nil
			}
			<-killed
			return nil, errors.New("killed")
		}}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var records []record
		err := Run(ctx, append(some("quick", 3, 1), some("endless", 9, 1000)...), options(s, 3, &records))
		if !errors.Is(err, context.DeadlineExceeded) || len(records) != 3 || s.gone.Load() != 3 {
			t.Errorf("%v, %d units done, %d workers gone", err, len(records), s.gone.Load())
		}
		unread := options(s, 3, &records)
		unread.Read = func(u *batch.Unit) (*batch.Task, *batch.Failure) {
			t.Errorf("%s is read", u.Operator)
			return nil, &batch.Failure{Kind: batch.FailInput}
		}
		bad := some("bad", 1, 1)
		bad[0].Fault = &batch.Failure{Kind: batch.FailInput}
		if err := Run(ctx, append(bad, some("quick", 3, 1)...), unread); !errors.Is(err, context.DeadlineExceeded) || len(records) != 3 {
			t.Errorf("with a context that has ended: %v, %d units done", err, len(records))
		}
	})
}

// TestRunCores: the cores are shared among the slots, and among fewer units when fewer are left.
func TestRunCores(t *testing.T) {
	for _, c := range []struct {
		slots, cores, units int
		want                string // cores of each unit, in the order of their ends
	}{
		{2, 8, 4, "4 4 4 4"}, {4, 9, 3, "3 3 3"}, {4, 2, 4, "1 1 1 1"}, {4, 4, 1, "4"}, {4, 8, 5, "2 2 2 2 2"}, {1, 3, 2, "3 3"}, {3, 0, 3, "1 1 1"}, {1, 2 * batch.MaxCores, 1, "4096"},
	} {
		synctest.Test(t, func(t *testing.T) {
			var mu sync.Mutex
			var got []string
			s := &shop{do: func(t *batch.Task, _ <-chan struct{}) (*batch.Result, error) {
				time.Sleep(time.Second)
				mu.Lock()
				defer mu.Unlock()
				got = append(got, fmt.Sprint(t.Cores))
				return done(t), nil
			}}
			var records []record
			o := options(s, c.slots, &records)
			o.Cores = c.cores
			if err := Run(t.Context(), some("a", c.units, 1), o); err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(got, " "); got != c.want {
				t.Errorf("%d slots, %d cores, %d units: %s, want %s", c.slots, c.cores, c.units, got, c.want)
			}
		})
	}
}

// TestRunNoWorker: where no worker starts the batch ends, and units are not said to have failed.
func TestRunNoWorker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &shop{do: func(t *batch.Task, _ <-chan struct{}) (*batch.Result, error) { return done(t), nil }}
		var records []record
		o := options(s, 1, &records)
		launches, broken := 0, 2
		o.Launch = func() (Worker, error) {
			if launches++; launches <= broken {
				return nil, errors.New("resource temporarily unavailable")
			}
			return s.launch()
		}
		if err := Run(t.Context(), some("a", 2, 1), o); err != nil || len(records) != 2 {
			t.Errorf("a machine that is out of processes for a moment: %v, %d units done", err, len(records))
		}
		launches, broken = 0, 1000
		err := Run(t.Context(), some("a", 20, 1), o)
		if err == nil || err.Error() != "cannot start a worker: resource temporarily unavailable" || len(records) != 2 || launches != 3 {
			t.Errorf("%v, %d units done, %d launches", err, len(records), launches)
		}
	})
}

// TestRunNothing: a batch of no units is done.
func TestRunNothing(t *testing.T) {
	s := &shop{}
	if err := Run(t.Context(), nil, options(s, 4, nil)); err != nil || s.launched.Load() != 0 {
		t.Errorf("%v, %d workers", err, s.launched.Load())
	}
}
