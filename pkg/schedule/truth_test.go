package schedule

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/riprep/riprep/internal/trials"
)

// TestSolveEqualsEnumeration solves problems small enough to try everything. All are settled: the optimum is found and proved where
// there is a schedule, and where there is none Solve says so and names limits that clash.
func TestSolveEqualsEnumeration(t *testing.T) {
	t.Parallel()
	n := trials.Of(t, 2000)
	if testing.Short() {
		n = min(n, 400)
	}
	const lanes = 4
	var optimal, infeasible, diagnosed atomic.Int64
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
					s, err := Solve(context.Background(), p, Options{Seed: uint64(seed), Workers: 1})
					if err != nil {
						t.Fatalf("seed %d: %v", seed, err)
					}
					if feasible {
						optimal.Add(1)
						judgeOptimal(t, seed, p, s, want)
						continue
					}
					infeasible.Add(1)
					judgeInfeasible(t, seed, p, s)
					if judgeReason(t, seed, p, diagnose(p)) {
						diagnosed.Add(1)
					}
				}
			})
		}
	})
	t.Logf("%d proved optimal, %d infeasible, %d of these by limits that are not windows or lags", optimal.Load(), infeasible.Load(), diagnosed.Load())
	if d := diagnosed.Load(); d < int64(n/10) {
		t.Errorf("only %d problems have limits to blame", d)
	}
}

// diagnose asks for a minimal set of limits, whether or not a plain proof would do; nothing where no group has a mode left by
// windows and lags alone, which the search never gets to see.
func diagnose(p Problem) []Clash {
	s := solver{p: &p, m: compile(&p)}
	u := s.m.unlimited()
	for g := range int32(u.nG) {
		if !u.alive(g) {
			return nil
		}
	}
	return s.whyInfeasible()
}

// judgeOptimal demands the true optimum, proved.
func judgeOptimal(t *testing.T, seed int, p Problem, s Solution, want []int64) {
	t.Helper()
	for _, c := range Check(p, s) {
		t.Errorf("seed %d: %s", seed, c.Text)
	}
	if s.Status != Optimal || !slices.Equal(s.Values, want) {
		t.Errorf("seed %d: status %v, value %v; the optimum is %v", seed, s.Status, s.Values, want)
	}
	for k, b := range s.Bounds {
		if !s.BoundKnown[k] || b > want[k] {
			t.Errorf("seed %d: objective %d: bound %d (known: %v) of %d", seed, k, b, s.BoundKnown[k], want[k])
		}
	}
}

// judgeInfeasible demands the status and a reason. One that names no activities comes from the diagnosis.
func judgeInfeasible(t *testing.T, seed int, p Problem, s Solution) {
	t.Helper()
	if s.Status != Infeasible || s.Starts != nil || len(s.Reason) == 0 {
		t.Errorf("seed %d: status %v, reason %v, where there is no schedule", seed, s.Status, s.Reason)
		return
	}
	if len(s.Reason[0].Activities) == 0 {
		judgeReason(t, seed, p, s.Reason)
	}
}

// judgeReason demands a minimal set: alone it leaves no schedule, without any one of it there is one. It reports whether there
// is more to it than windows and lags.
func judgeReason(t *testing.T, seed int, p Problem, why []Clash) bool {
	t.Helper()
	keep := map[limitID]bool{}
	for _, c := range why {
		if c.Kind != LimitLag {
			keep[limitID{c.Kind, c.Index}] = true
		}
	}
	if _, _, starts, found := enumerate(only(p, keep)); found {
		t.Errorf("seed %d: %v is no reason: %v", seed, why, starts)
	}
	for id := range keep {
		rest := map[limitID]bool{}
		for other := range keep {
			rest[other] = other != id
		}
		if _, _, _, found := enumerate(only(p, rest)); !found {
			t.Errorf("seed %d: %v is not needed in %v", seed, id, why)
		}
	}
	return len(keep) > 0
}

// only is the problem with no other limits than windows, lags and those to keep.
func only(p Problem, keep map[limitID]bool) Problem {
	p.Resources = slices.Clone(p.Resources)
	for r := range p.Resources {
		if !keep[limitID{LimitResource, r}] {
			p.Resources[r].Capacity = slices.Repeat([]int64{maxTotal}, p.Horizon)
		}
	}
	p.Budgets = slices.Clone(p.Budgets)
	for b := range p.Budgets {
		if !keep[limitID{LimitBudget, b}] {
			p.Budgets[b].Capacity = maxTotal
		}
	}
	p.Reservoirs = slices.Clone(p.Reservoirs)
	for v := range p.Reservoirs {
		if !keep[limitID{LimitReservoir, v}] {
			p.Reservoirs[v].Supply = slices.Repeat([]int64{maxTotal}, p.Horizon)
		}
		if !keep[limitID{LimitDraw, v}] {
			p.Reservoirs[v].MaxDraw = nil
		}
	}
	if !keep[limitID{LimitOverlap, -1}] {
		p.Overlap = nil
	}
	return p
}
