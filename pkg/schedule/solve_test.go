package schedule

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestSolveAgainstEnumeration compares Solve with the truth on problems small enough to enumerate.
func TestSolveAgainstEnumeration(t *testing.T) {
	n := 1200
	if testing.Short() {
		n = 300
	}
	var solved, reached, proved, infeasible, shown, missed atomic.Int64
	const lanes = 4
	t.Run("problems", func(t *testing.T) {
		for lane := range lanes {
			t.Run(fmt.Sprint(lane), func(t *testing.T) {
				t.Parallel()
				for seed := lane; seed < n; seed += lanes {
					p := small(uint64(seed))
					if err := Validate(&p); err != nil {
						t.Fatalf("seed %d: %v", seed, err)
					}
					want, _, _, feasible := enumerate(p)
					s, err := Solve(context.Background(), p, Options{Effort: 20_000, Seed: uint64(seed), Workers: 1})
					if err != nil {
						t.Fatalf("seed %d: %v", seed, err)
					}
					if !feasible {
						infeasible.Add(1)
						if s.Status == Infeasible {
							shown.Add(1)
						}
						if s.Starts != nil {
							t.Errorf("seed %d: a schedule where there is none", seed)
						}
						continue
					}
					solved.Add(1)
					judge(t, seed, p, s, want)
					switch {
					case s.Values == nil:
						missed.Add(1)
					case slices.Equal(s.Values, want):
						reached.Add(1)
					}
					if s.Status == Optimal {
						proved.Add(1)
					}
				}
			})
		}
	})
	t.Logf("%d feasible: optimum reached %d, proved %d, nothing found %d; %d infeasible: proved %d",
		solved.Load(), reached.Load(), proved.Load(), missed.Load(), infeasible.Load(), shown.Load())
	if reached.Load()*100 < solved.Load()*95 {
		t.Errorf("optimum reached in %d of %d", reached.Load(), solved.Load())
	}
}

// judge fails the test when a solution of a feasible problem contradicts its true optimum.
func judge(t *testing.T, seed int, p Problem, s Solution, want []int64) {
	t.Helper()
	if s.Status == Infeasible {
		t.Errorf("seed %d: infeasible claimed, optimum is %v: %v", seed, want, s.Reason)
		return
	}
	if s.BoundKnown[0] && s.Bounds[0] > want[0] {
		t.Errorf("seed %d: bound %d above the optimum %d", seed, s.Bounds[0], want[0])
	}
	if s.Values == nil {
		if len(s.Reason) == 0 {
			t.Errorf("seed %d: unknown without a reason", seed)
		}
		return
	}
	for _, c := range Check(p, s) {
		t.Errorf("seed %d: %s", seed, c.Text)
	}
	if slices.Compare(s.Values, want) < 0 {
		t.Errorf("seed %d: value %v below the optimum %v", seed, s.Values, want)
	}
	if s.Values[0] == want[0] && s.BoundKnown[1] && s.Bounds[1] > want[1] {
		t.Errorf("seed %d: second bound %d above the optimum %v", seed, s.Bounds[1], want)
	}
	if s.Status == Optimal && !slices.Equal(s.Values, want) {
		t.Errorf("seed %d: %v called optimal, optimum is %v", seed, s.Values, want)
	}
}

// TestWorkersDoNotMatter solves with different numbers of workers and compares everything.
func TestWorkersDoNotMatter(t *testing.T) {
	p := network(40, 3)
	var first Solution
	for i, workers := range []int{1, 2, 8} {
		s, err := Solve(context.Background(), p, Options{Effort: 400_000, Workers: workers, Seed: 5})
		if err != nil {
			t.Fatal(err)
		}
		if len(Check(p, s)) > 0 || s.Values == nil {
			t.Fatalf("%d workers: no valid schedule", workers)
		}
		if i == 0 {
			first = s
		} else if d := cmp.Diff(first, s); d != "" {
			t.Errorf("%d workers: %s", workers, d)
		}
	}
}

// TestCancel ends the context while the search runs: the best so far comes back, and soon.
func TestCancel(t *testing.T) {
	p := network(60, 1)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var at time.Time
	s, err := Solve(ctx, p, Options{Effort: 1 << 40, Progress: func(pr Progress) {
		if pr.Values != nil && at.IsZero() {
			at = time.Now()
			cancel()
		}
	}})
	if err != nil || !s.Stopped || s.Status != Feasible || len(Check(p, s)) > 0 {
		t.Fatalf("stopped %v, status %v, err %v", s.Stopped, s.Status, err)
	}
	t.Logf("came back after %v", time.Since(at)) // 100 ms is the promise; a loaded machine must not fail the test
	if took := time.Since(at); took > 5*time.Second {
		t.Errorf("came back after %v", took)
	}
	cancel()
	s, err = Solve(ctx, p, Options{})
	if err != nil || !s.Stopped || s.Status != Unknown {
		t.Errorf("with a dead context: stopped %v, status %v, err %v", s.Stopped, s.Status, err)
	}
}
