package schedule

import (
	"context"
	"testing"
)

// gated is a plan in which six systems, each of little weight, must all be in service before ten sites may move; one crew
// does the systems' work, another the sites' and that of ten chores that compete with them.
func gated() Problem {
	const h = 60
	flat := func(c int64) []int64 {
		out := make([]int64, h)
		for t := range out {
			out[t] = c
		}
		return out
	}
	p := Problem{Horizon: h, Objectives: []Objective{{Name: "exposure"}}, Resources: []Resource{{"core", flat(2)}, {"field", flat(1)}}}
	add := func(dur, res int, rate int64) int {
		md := Mode{Duration: dur, Costs: []Cost{{Rate: rate}}}
		if res >= 0 {
			md.Demands = []Demand{{res, 1}}
		}
		p.Groups = append(p.Groups, Group{"g", 1})
		p.Activities = append(p.Activities, Activity{Name: "a", Group: len(p.Groups) - 1, Modes: []Mode{md}})
		return len(p.Activities) - 1
	}
	var systems, sites []int
	for range 6 {
		systems = append(systems, add(4, 0, 1))
	}
	for range 10 {
		sites = append(sites, add(1, 1, 9))
		add(2, 1, 5)
	}
	gate := add(0, -1, 0)
	for _, a := range systems {
		p.Lags = append(p.Lags, Lag{From: a, To: gate})
	}
	for _, a := range sites {
		p.Lags = append(p.Lags, Lag{From: gate, To: a})
	}
	return p
}

func preparedGuide(p *Problem) *guide {
	m := compile(p)
	m.killDominated()
	m.tighten()
	m.class = m.classes()
	return newGuide(m)
}

func TestGateIsFound(t *testing.T) {
	p := gated()
	d := preparedGuide(&p)
	want := int32(len(p.Groups) - 1)
	if g := d.gate(); g != want {
		t.Fatalf("gate %d, want %d", g, want)
	}
	p.Lags = p.Lags[:6] // nobody waits for it
	if g := preparedGuide(&p).gate(); g != -1 {
		t.Errorf("gate %d where nothing is behind it", g)
	}
}

// Six systems of four periods, two at a time, open the gate in period 12, where windows alone would have it in 4.
func TestOpeningIsProved(t *testing.T) {
	p := gated()
	s := newSolver(&p, Options{})
	s.m = compile(&p)
	s.m.tighten()
	gate := s.m.am(int32(len(p.Activities)-1), 0)
	if gate.est != 4 {
		t.Fatalf("by windows it opens in %d, want 4", gate.est)
	}
	s.prepare()
	if gate.est != 12 || s.opening == 0 {
		t.Errorf("it opens in %d, want 12; work %d", gate.est, s.opening)
	}
	if site := s.m.am(6, 0); site.est != 12 {
		t.Errorf("a site behind it starts in %d, want 12", site.est)
	}
}

// The bound with the proof of the opening never lies above a schedule, and is at least the bound without it.
func TestGateSolve(t *testing.T) {
	t.Parallel()
	p := gated()
	sol, err := Solve(context.Background(), p, Options{Effort: 200_000})
	if err != nil {
		t.Fatal(err)
	}
	if broken := Check(p, sol); sol.Starts == nil || len(broken) > 0 {
		t.Fatalf("%v %v", sol.Status, broken)
	}
	if sol.Bounds[0] > sol.Values[0] {
		t.Errorf("bound %d above the value %d", sol.Bounds[0], sol.Values[0])
	}
	if at := sol.Starts[len(sol.Starts)-1]; at < 12 {
		t.Errorf("the gate opens in %d", at)
	}
}
