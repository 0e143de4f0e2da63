package schedule

import (
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/internal/trials"
)

// shortest turns a small problem into one of the class that evolvers take: the makespan first, every activity with a
// choice of its own, no reservoir, no set function.
func shortest(seed uint64) Problem {
	p := small(seed)
	p.Objectives[0].Kind = Makespan
	p.Reservoirs, p.Overlap, p.Groups = nil, nil, nil
	for a := range p.Activities {
		act := &p.Activities[a]
		act.Group = a
		p.Groups = append(p.Groups, Group{"g", len(act.Modes)})
		for i := range act.Modes {
			act.Modes[i].Flows, act.Modes[i].Exclusive = nil, false
		}
	}
	return p
}

// project generates a problem of n activities for evolvers that has everything they must bear: calendars, capacities that
// vary and that need more than one word, budgets, windows, lags of both signs, absent modes.
func project(n int, seed uint64) Problem {
	r := rand.New(rand.NewPCG(seed, 17))
	h := 12 * n
	p := Problem{Horizon: h, Objectives: []Objective{{Name: "length", Kind: Makespan}, {Name: "cost", Kind: Sum}}}
	for i := range 1 + r.IntN(5) {
		row := make([]int64, h)
		for t := range row {
			row[t] = (8 + r.Int64N(5)) << (6 * i)
		}
		p.Resources = append(p.Resources, Resource{"r", row})
	}
	calendar := make([]bool, h)
	for t := range calendar {
		calendar[t] = t%7 > 4
	}
	least := int64(0)
	for a := range n {
		act := Activity{Name: "a", Group: a}
		cheapest := int64(9)
		for range 1 + r.IntN(3) {
			md := Mode{Duration: r.IntN(6), Absent: r.IntN(15) == 0, Release: r.IntN(8), Costs: []Cost{{}, {r.Int64N(9), r.Int64N(3)}}}
			if r.IntN(4) == 0 {
				md.Closed = calendar
			}
			for i := range p.Resources {
				if r.IntN(2) == 0 {
					md.Demands = append(md.Demands, Demand{i, r.Int64N(9) << (6 * i)})
				}
			}
			use := r.Int64N(9)
			cheapest = min(cheapest, use)
			md.Uses = []Use{{0, use}}
			act.Modes = append(act.Modes, md)
		}
		least += cheapest
		p.Groups = append(p.Groups, Group{"g", len(act.Modes)})
		p.Activities = append(p.Activities, act)
		for range r.IntN(3) {
			if a > 0 {
				p.Lags = append(p.Lags, Lag{r.IntN(a), a, r.IntN(5) - 2})
			}
		}
	}
	p.Budgets = []Budget{{"b", least + int64(n)}}
	return p
}

// evolverFor prepares a problem as Solve does. It is nil when there is nothing left to search.
func evolverFor(t *testing.T, p *Problem, seed uint64) *evolver {
	t.Helper()
	if err := Validate(p); err != nil {
		t.Fatal(err)
	}
	s := &solver{p: p, m: compile(p), bounds: make([]int64, len(p.Objectives)), known: make([]bool, len(p.Objectives))}
	if len(s.prepare()) > 0 {
		return nil
	}
	if !s.m.evolvable() {
		t.Fatal("not evolvable")
	}
	return newEvolver(s.m, seed, 0, new(atomic.Bool))
}

// checkBest fails the test when the best schedule of an evolver breaks a limit or misstates a value.
func checkBest(t *testing.T, p *Problem, b *best) {
	t.Helper()
	s := Solution{Values: b.values}
	for _, mode := range b.mode {
		s.Modes = append(s.Modes, int(mode))
	}
	for _, start := range b.start {
		s.Starts = append(s.Starts, int(start))
	}
	for _, c := range Check(*p, s) {
		t.Error(c.Text)
	}
}

// TestEvolverAgainstEnumeration wants a schedule wherever there is one, and the shortest almost everywhere: a list cannot
// express every schedule where windows, calendars and modes meet.
func TestEvolverAgainstEnumeration(t *testing.T) {
	t.Parallel()
	feasible, missed, reached := 0, 0, 0
	for seed := range uint64(trials.Of(t, 400)) {
		p := shortest(seed)
		want, _, _, found := enumerate(p)
		e := evolverFor(t, &p, seed)
		if e == nil {
			if found {
				t.Errorf("seed %d: called infeasible", seed)
			}
			continue
		}
		e.run(3_000_000)
		switch {
		case !found && e.best != nil:
			t.Errorf("seed %d: a schedule where there is none", seed)
		case !found:
		case e.best == nil:
			feasible, missed = feasible+1, missed+1
		default:
			feasible++
			checkBest(t, &p, e.best)
			if slices.Compare(e.best.values, want) < 0 {
				t.Errorf("seed %d: %v is below the optimum %v", seed, e.best.values, want)
			}
			if e.best.values[0] == want[0] {
				reached++
			}
		}
	}
	t.Logf("%d feasible: nothing found in %d, shortest in %d", feasible, missed, reached)
	if missed*100 > feasible || reached*100 < 98*feasible {
		t.Errorf("%d feasible: nothing found in %d, shortest in only %d", feasible, missed, reached)
	}
}

// TestGeneratedSchedules follows random lists through generation and justification: every schedule is valid, and
// justification makes none longer.
func TestGeneratedSchedules(t *testing.T) {
	t.Parallel()
	generated := 0
	for seed := range uint64(60) {
		p := project(5+int(seed), seed)
		e := evolverFor(t, &p, seed)
		if e == nil {
			continue
		}
		for range 20 {
			e.randomModes(e.child)
			e.randomList(e.child.list)
			copy(e.mode, e.child.mode)
			if e.settleBudgets() > 0 || !e.generate(e.child.list) {
				continue
			}
			generated++
			before := e.span
			checkFrame(t, &p, e)
			e.justify()
			checkFrame(t, &p, e)
			if e.span > before {
				t.Errorf("seed %d: justified from %d to %d", seed, before, e.span)
			}
		}
	}
	if generated < 1000 {
		t.Errorf("only %d schedules", generated)
	}
}

// checkFrame checks the schedule that the frame holds.
func checkFrame(t *testing.T, p *Problem, e *evolver) {
	t.Helper()
	c := &plan{start: e.start, mode: e.mode, value: e.span}
	e.best = nil
	e.capture(c)
	checkBest(t, p, e.best)
}

// TestEvolverBreeds lets whole populations evolve and checks the best schedules, then that another stream's schedule is
// taken over when it is better, and only then.
func TestEvolverBreeds(t *testing.T) {
	t.Parallel()
	for seed := range uint64(trials.Of(t, 12)) {
		p := project(12+4*int(seed), seed)
		e, other := evolverFor(t, &p, seed), evolverFor(t, &p, seed+100)
		if e == nil {
			continue
		}
		e.run(60_000_000)
		other.run(1_000_000)
		if e.best == nil || other.best == nil {
			t.Errorf("seed %d: nothing found", seed)
			continue
		}
		checkBest(t, &p, e.best)
		better := e.best
		e.adopt(other.best)
		other.adopt(e.best)
		if e.best != better || slices.Compare(other.best.values, better.values) > 0 {
			t.Errorf("seed %d: %v and %v after an exchange of %v", seed, e.best.values, other.best.values, better.values)
		}
		other.run(5_000_000)
		checkBest(t, &p, other.best)
	}
}

// TestEvolverRepeats wants the same answer from the same seed, and the same from many short turns as from a long one.
func TestEvolverRepeats(t *testing.T) {
	t.Parallel()
	p := project(40, 3)
	a, b := evolverFor(t, &p, 7), evolverFor(t, &p, 7)
	a.run(20_000_000)
	for until := int64(0); until < 20_000_000; until += 1_000_000 {
		b.run(until)
	}
	b.run(20_000_000)
	if d := cmp.Diff([][]int32{a.best.start, a.best.mode}, [][]int32{b.best.start, b.best.mode}); d != "" || a.work != b.work {
		t.Errorf("work %d and %d: %s", a.work, b.work, d)
	}
}

// TestEvolverStops wants no work done once stop is set.
func TestEvolverStops(t *testing.T) {
	p := project(40, 3)
	e := evolverFor(t, &p, 7)
	e.stop.Store(true)
	if e.run(1 << 50); e.best != nil {
		t.Error("it went on")
	}
}

// TestLanes compares packed capacities and demands with plain ones, of all widths and in several words.
func TestLanes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 300 {
		p := Problem{Horizon: 4, Objectives: []Objective{{Name: "length", Kind: Makespan}}, Groups: []Group{{"g", 1}, {"g", 1}}}
		acts := [2]Mode{{Duration: 1}, {Duration: 1}}
		for i := range 1 + r.IntN(9) {
			top := int64(1) << r.IntN(55)
			row := []int64{r.Int64N(top), r.Int64N(top), 0, top}
			p.Resources = append(p.Resources, Resource{"r", row})
			for j := range acts {
				acts[j].Demands = append(acts[j].Demands, Demand{i, r.Int64N(top)})
			}
		}
		for j := range acts {
			p.Activities = append(p.Activities, Activity{"a", j, []Mode{acts[j]}})
		}
		if err := Validate(&p); err != nil {
			t.Fatal(err)
		}
		f := newFrame(newLine(compile(&p)))
		for s := range int32(4) {
			want := true
			for i, res := range p.Resources {
				want = want && acts[0].Demands[i].Amount <= res.Capacity[s]
			}
			if got := f.blockedDown(0, s, s+1) < s; got != want {
				t.Fatalf("round %d, period %d: fits %v, want %v", round, s, got, want)
			}
			if !want {
				continue
			}
			f.occupy(0, 0, s, 1)
			for i, res := range p.Resources {
				want = want && acts[0].Demands[i].Amount+acts[1].Demands[i].Amount <= res.Capacity[s]
			}
			if got := f.blockedUp(1, s, s+1) > s; got != want {
				t.Fatalf("round %d, period %d: both fit %v, want %v", round, s, got, want)
			}
		}
	}
}
