package schedule

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"time"
)

// soon is what the tests allow between the end of the context and the answer. The promise is 100 ms on a machine with nothing
// else to do, which BenchmarkCancel measures; without the checks in the long loops it would be minutes with long horizons.
const soon = 5 * time.Second

// endless makes problems whose every step is long: many activities, or a horizon at the limit.
func endless() map[string]Problem {
	deep := network(4, 1)
	return map[string]Problem{
		"activities":  network(4000, 1),
		"makespan":    spanOf(network(4000, 1)),
		"periods":     stretched(network(40, 1), MaxHorizon),
		"both":        stretched(network(400, 1), 100_000),
		"few periods": stretched(deep, MaxHorizon),
	}
}

// spanOf is the makespan problem behind a plan.
func spanOf(p Problem) Problem {
	p.Objectives, p.Overlap, p.Reservoirs = []Objective{{Kind: Makespan}}, nil, nil
	for a := range p.Activities {
		for i := range p.Activities[a].Modes {
			md := &p.Activities[a].Modes[i]
			md.Costs, md.Flows, md.Exclusive = nil, nil, false
		}
	}
	return p
}

// stretched goes on with the last period until the horizon is h.
func stretched(p Problem, h int) Problem {
	p.Horizon = h
	for r := range p.Resources {
		p.Resources[r].Capacity = stretch(p.Resources[r].Capacity, h)
	}
	for v := range p.Reservoirs {
		p.Reservoirs[v].Supply = stretch(p.Reservoirs[v].Supply, h)
	}
	calendars := map[*bool][]bool{}
	for a := range p.Activities {
		for i := range p.Activities[a].Modes {
			md := &p.Activities[a].Modes[i]
			md.Due = 0
			if c := md.Closed; c != nil {
				if calendars[&c[0]] == nil {
					calendars[&c[0]] = stretch(c, h)
				}
				md.Closed = calendars[&c[0]]
			}
		}
	}
	if f, ok := p.Overlap.(subtree); ok {
		f.cap = stretch(f.cap, h)
		p.Overlap = f
	}
	return p
}

func stretch[T any](s []T, h int) []T {
	return append(slices.Clip(s), slices.Repeat(s[len(s)-1:], h-len(s))...)
}

// late solves until the delay is over and says how much longer it took.
func late(t testing.TB, p Problem, delay time.Duration, o Options) (time.Duration, Solution) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var at atomic.Int64
	begin := time.Now()
	time.AfterFunc(delay, func() {
		at.Store(int64(time.Since(begin)))
		cancel()
	})
	s, err := Solve(ctx, p, o)
	took := time.Since(begin)
	if err != nil || !s.Stopped {
		t.Fatalf("stopped %v, status %v, err %v", s.Stopped, s.Status, err)
	}
	return took - time.Duration(at.Load()), s
}

// TestCancelAnywhere ends the context in the middle of whatever a large problem is at: validation, preparation, construction,
// relaxation, search.
func TestCancelAnywhere(t *testing.T) {
	if testing.Short() {
		t.Skip("large problems")
	}
	for name, p := range endless() {
		t.Run(name, func(t *testing.T) {
			for _, delay := range []time.Duration{0, 5, 20, 80, 250, 600} {
				took, s := late(t, p, delay*time.Millisecond, Options{Effort: 1 << 40})
				if took > soon {
					t.Errorf("canceled after %d ms: came back %v later", delay, took)
				}
				if s.Values != nil && len(Check(p, s)) > 0 {
					t.Errorf("canceled after %d ms: broken schedule", delay)
				}
			}
		})
	}
}

// TestCancelBeforeAnything finds the context at its end: nothing is begun, and the hint is the best so far.
func TestCancelBeforeAnything(t *testing.T) {
	p := network(20, 1)
	known, err := Solve(context.Background(), p, Options{First: true})
	if err != nil || known.Values == nil {
		t.Fatalf("status %v, err %v", known.Status, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	s, err := Solve(ctx, p, Options{Hint: &Hint{known.Modes, known.Starts}})
	if err != nil || !s.Stopped || s.Status != Feasible || s.Work != 0 || !slices.Equal(s.Values, known.Values) {
		t.Errorf("stopped %v, status %v, work %d, err %v", s.Stopped, s.Status, s.Work, err)
	}
}

// BenchmarkCancel measures the longest time between the end of the context and the answer.
func BenchmarkCancel(b *testing.B) {
	for name, p := range endless() {
		b.Run(name, func(b *testing.B) {
			worst, delay := time.Duration(0), time.Millisecond
			for b.Loop() {
				took, _ := late(b, p, delay, Options{Effort: 1 << 40})
				worst, delay = max(worst, took), delay*3/2+time.Millisecond
				if delay > 3*time.Second {
					delay = time.Millisecond
				}
			}
			b.ReportMetric(float64(worst.Microseconds())/1000, "ms-late")
		})
	}
}
