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
	// six systems of four periods, two at a time
	if at, found := d.opening(want); !found || at != 12 {
		t.Errorf("opens at %d (%v), want 12", at, found)
	}
	p.Lags = p.Lags[:6] // nobody waits for it
	if g := preparedGuide(&p).gate(); g != -1 {
		t.Errorf("gate %d where nothing is behind it", g)
	}
}

// A narrowed model lets the gate open no later than told, and what comes before it in time for that; the model that it
// was made from stays as it was.
func TestNarrowed(t *testing.T) {
	p := gated()
	d := preparedGuide(&p)
	gate := int32(len(p.Groups) - 1)
	before := d.m.am(gate, 0).lst
	n := d.m.narrowed(gate, 12)
	if n == nil {
		t.Fatal("no model left")
	}
	if got := n.am(gate, 0).lst; got != 12 {
		t.Errorf("the gate may open at %d, want 12", got)
	}
	if got := n.am(0, 0).lst; got != 8 {
		t.Errorf("a system may start at %d, want 8", got)
	}
	if got := d.m.am(gate, 0).lst; got != before {
		t.Errorf("the first model's window moved from %d to %d", before, got)
	}
	if d.m.narrowed(gate, 3) != nil {
		t.Error("a gate before what it waits for is complete")
	}
}

// Schedules from narrowed models are schedules of the problem, and the same on any number of cores.
func TestGateSolve(t *testing.T) {
	p := gated()
	var first Solution
	for i, workers := range []int{1, 4} {
		sol, err := Solve(context.Background(), p, Options{Effort: 200_000, Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		if broken := Check(p, sol); sol.Starts == nil || len(broken) > 0 {
			t.Fatalf("%v %v", sol.Status, broken)
		}
		if sol.Bounds[0] > sol.Values[0] {
			t.Errorf("bound %d above the value %d", sol.Bounds[0], sol.Values[0])
		}
		if i > 0 && (sol.Values[0] != first.Values[0] || sol.Work != first.Work) {
			t.Errorf("%d workers: value %d work %d, with one %d and %d", workers, sol.Values[0], sol.Work, first.Values[0], first.Work)
		}
		first = sol
	}
}
