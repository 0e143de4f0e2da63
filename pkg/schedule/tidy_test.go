package schedule

import (
	"context"
	"testing"

	"github.com/riprep/riprep/internal/trials"
)

// A schedule comes out of Solve without slack behind: no step that nothing waits for and that no objective weighs could
// start earlier.
func TestTidy(t *testing.T) {
	t.Parallel()
	followers, n := 0, trials.Of(t, 600)
	for seed := range uint64(n) {
		p := small(seed)
		s, err := Solve(context.Background(), p, Options{Effort: 5000, Workers: 1})
		if err != nil || s.Starts == nil {
			continue
		}
		waited := make([]bool, len(p.Activities))
		for _, l := range p.Lags {
			waited[l.From] = true
		}
		for a := range p.Activities {
			mode := s.Modes[p.Activities[a].Group]
			if s.Starts[a] <= 0 || waited[a] || weighs(&p.Activities[a].Modes[mode]) || hasMakespan(&p) {
				continue
			}
			followers++
			kept := s.Starts[a]
			for at := range kept {
				s.Starts[a] = at
				if len(Check(p, Solution{Modes: s.Modes, Starts: s.Starts})) == 0 {
					t.Fatalf("seed %d: %s starts in %d and could in %d", seed, p.Activities[a].Name, kept, at)
				}
			}
			s.Starts[a] = kept
		}
	}
	if followers < n/20 {
		t.Errorf("only %d steps looked at: the test is too easy", followers)
	}
}

func weighs(m *Mode) bool {
	for _, c := range m.Costs {
		if c.Rate > 0 {
			return true
		}
	}
	return false
}

func hasMakespan(p *Problem) bool {
	for _, o := range p.Objectives {
		if o.Kind == Makespan {
			return true
		}
	}
	return false
}
