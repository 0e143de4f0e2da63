package schedule

import (
	"slices"
	"sync/atomic"
	"testing"

	"github.com/riprep/riprep/internal/trials"
)

// prove runs the proving stream alone through all objectives.
func prove(t *testing.T, m *model, climb bool) *exact {
	t.Helper()
	var stop atomic.Bool
	x := newExact(m, 0, climb, &stop)
	for {
		x.run(x.work + 5_000_000_000)
		if !x.proof {
			if !x.infeasible {
				t.Fatal("no answer")
			}
			return x
		}
		if x.level+1 == m.nK {
			return x
		}
		x.focusOn(x.level+1, 0)
	}
}

// TestExactAlone compares the proving stream, on its own, with enumeration.
func TestExactAlone(t *testing.T) {
	t.Parallel()
	problems := trials.Of(t, 1000)
	feasible := 0
	for seed := range uint64(problems) {
		p := small(seed)
		if err := Validate(&p); err != nil {
			t.Fatal(err)
		}
		want, _, _, found := enumerate(p)
		m := compile(&p)
		m.killDominated()
		m.tighten()
		if len(m.proveInfeasible()) > 0 {
			if found {
				t.Fatalf("seed %d: said to be infeasible", seed)
			}
			continue
		}
		x := prove(t, m, seed%2 == 0)
		if x.infeasible == found {
			t.Fatalf("seed %d: infeasible %v, enumeration found %v", seed, x.infeasible, want)
		}
		if !found {
			continue
		}
		feasible++
		if !slices.Equal(x.best.values, want) {
			t.Fatalf("seed %d: proved %v, the optimum is %v", seed, x.best.values, want)
		}
		if broken := Check(p, x.best.solution()); len(broken) > 0 {
			t.Fatalf("seed %d: %v", seed, broken)
		}
	}
	if feasible < problems/2 {
		t.Errorf("only %d of %d problems have a schedule", feasible, problems)
	}
}
