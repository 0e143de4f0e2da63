package schedule

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/riprep/riprep/internal/trials"
)

// diary is all that a caller sees of Solve.
func diary(t *testing.T, p Problem, o Options) (Solution, []Progress) {
	t.Helper()
	var seen []Progress
	o.Progress = func(pr Progress) { seen = append(seen, pr) }
	s, err := Solve(context.Background(), p, o)
	if err != nil {
		t.Fatal(err)
	}
	return s, seen
}

// mixed has the makespan first and the cost of a plan second, with everything that binds a plan.
func mixed(n int, seed uint64) Problem {
	p := network(n, seed)
	p.Objectives = []Objective{{Name: "length", Kind: Makespan}, {Name: "cost", Kind: Sum}}
	return p
}

// crowded is a makespan problem whose critical path says little: crews decide.
func crowded(n int, seed uint64) Problem {
	r := rand.New(rand.NewPCG(seed, 31))
	h := 5 * n
	p := Problem{Horizon: h, Objectives: []Objective{{Name: "length", Kind: Makespan}}}
	for range 4 {
		p.Resources = append(p.Resources, Resource{"crew", slices.Repeat([]int64{12}, h)})
	}
	for a := range n {
		md := Mode{Duration: 1 + r.IntN(9)}
		for i := range p.Resources {
			md.Demands = append(md.Demands, Demand{i, r.Int64N(9)})
		}
		p.Groups = append(p.Groups, Group{"g", 1})
		p.Activities = append(p.Activities, Activity{"a", a, []Mode{md}})
		for range 2 {
			if b := a - 1 - r.IntN(8); b >= 0 {
				p.Lags = append(p.Lags, Lag{b, a, 0})
			}
		}
	}
	return p
}

// TestSameOnAnyNumberOfCores compares everything that a caller sees on one, two and eight cores: the answer and every report on
// the way to it.
func TestSameOnAnyNumberOfCores(t *testing.T) {
	for name, tt := range map[string]struct {
		p      Problem
		effort int64
	}{
		"makespan":             {crowded(80, 0), 900_000},
		"lists":                {project(40, 3), 100_000},
		"weighted":             {network(30, 3), 150_000},
		"mixed":                {mixed(16, 2), 500_000},
		"medium":               {medium(21), 100_000},
		"debts":                {owing(30, 3, true), 150_000},
		"debts of small plans": {owing(12, 4, false), 60_000},
	} {
		t.Run(name, func(t *testing.T) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
			first := ""
			for _, cores := range []int{1, 2, 8} {
				if cores == 1 && trials.Raced {
					continue // nothing can race; without the detector it is compared
				}
				runtime.GOMAXPROCS(cores)
				s, seen := diary(t, tt.p, Options{Effort: int64(trials.Of(t, int(tt.effort))), Workers: cores * (cores % 3 % 2), Seed: 5})
				if s.Values == nil {
					t.Fatal("no schedule to compare")
				}
				now := fmt.Sprintf("%#v %#v", s, seen)
				if first == "" {
					first = now
				} else if now != first {
					t.Errorf("%d cores: %s\nfewer: %s", cores, now, first)
				}
			}
		})
	}
}

// insides runs the driver and keeps it for inspection.
func insides(p Problem, o Options) *solver {
	s := newSolver(&p, o)
	s.m = compile(&p)
	s.prepare()
	s.search()
	return s
}

// TestEverybodyWorks makes sure that the comparison of cores is about something: searchers, relay and both provers take part in a
// makespan problem, and the relaxation in a weighted one.
func TestEverybodyWorks(t *testing.T) {
	t.Parallel()
	if trials.Raced {
		t.Skip("TestSameOnAnyNumberOfCores has the same problems under the race detector; this test runs without it")
	}
	c := insides(crowded(80, 0), Options{Effort: 900_000, Seed: 5}).crew
	if c.prover.e == nil || c.climber.e == nil || c.spans[0].worker.(*relay).first.spent() == 0 {
		t.Errorf("makespan: prover asked: %v, climber: %v, work of the evolver: %d",
			c.prover.e != nil, c.climber.e != nil, c.spans[0].worker.(*relay).first.spent())
	}
	c = insides(network(30, 3), Options{Effort: 150_000, Seed: 5}).crew
	if c.prover.e == nil || c.relax.iterations == 0 || c.streams[1].moves == 0 {
		t.Errorf("weighted: prover asked: %v, relaxation: %d iterations, %d moves", c.prover.e != nil, c.relax.iterations, c.streams[1].moves)
	}
}

// TestEffort spends what it was given and hardly more: the last round may end late by what its streams were at.
func TestEffort(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]Problem{"makespan": crowded(80, 0), "weighted": network(40, 2), "mixed": mixed(30, 4), "debts": owing(40, 2, true)} {
		for _, effort := range []int64{1, 1_000, 30_000, 300_000} {
			if effort > 100_000 && trials.Raced {
				continue // one goroutine, and without the detector it runs
			}
			s, seen := diary(t, p, Options{Effort: effort, Workers: 1})
			// A round gives each of at most seven workers 0.5 ms or a 240th of the effort; a worker ends with the schedule, the bound or
			// the stretch that it is at.
			if over := s.Work - effort; over > 7*max(500, effort/turns)+20_000 {
				t.Errorf("%s: effort %d: work %d", name, effort, s.Work)
			}
			if s.Work < effort && s.Status != Optimal {
				t.Errorf("%s: effort %d: gave up after %d, status %v", name, effort, s.Work, s.Status)
			}
			judgeProgress(t, name, seen, s)
		}
	}
}

// judgeProgress demands that nothing that was reported is ever taken back.
func judgeProgress(t *testing.T, name string, seen []Progress, s Solution) {
	t.Helper()
	for i, now := range seen {
		if now.Values != nil && now.BoundKnown[0] && now.Bounds[0] > now.Values[0] {
			t.Errorf("%s: report %d: bound %d above the value %d", name, i, now.Bounds[0], now.Values[0])
		}
		if i == 0 {
			continue
		}
		was := seen[i-1]
		if was.Values != nil && (now.Values == nil || slices.Compare(now.Values, was.Values) > 0) || now.Work < was.Work {
			t.Errorf("%s: report %d: %v after %v, work %d after %d", name, i, now.Values, was.Values, now.Work, was.Work)
		}
		for k := range now.Bounds {
			if was.BoundKnown[k] && (!now.BoundKnown[k] || now.Bounds[k] < was.Bounds[k]) {
				t.Errorf("%s: report %d: bounds %v after %v", name, i, now.Bounds, was.Bounds)
			}
		}
	}
	if n := len(seen); n > 0 && (slices.Compare(s.Values, seen[n-1].Values) > 0 || s.Work < seen[n-1].Work) {
		t.Errorf("%s: ends with %v, reported %v", name, s.Values, seen[n-1].Values)
	}
}

// TestFirstIsFirst stops with the round in which there is a schedule, or at once when the caller has one.
func TestFirstIsFirst(t *testing.T) {
	for name, p := range map[string]Problem{"makespan": crowded(60, 0), "weighted": network(60, 2)} {
		s, seen := diary(t, p, Options{First: true, Workers: 1})
		if s.Values == nil || len(Check(p, s)) > 0 {
			t.Fatalf("%s: status %v", name, s.Status)
		}
		some := slices.DeleteFunc(seen, func(pr Progress) bool { return pr.Values == nil })
		if len(some) != 1 {
			t.Errorf("%s: %d reports of schedules", name, len(some))
		}
		again, _ := diary(t, p, Options{First: true, Workers: 1, Hint: &Hint{s.Modes, s.Starts}})
		if again.Work != 0 || !slices.Equal(again.Values, s.Values) {
			t.Errorf("%s: with a hint: work %d, %v after %v", name, again.Work, again.Values, s.Values)
		}
	}
}

// TestHint starts from the caller's schedule, and not from one that is none.
func TestHint(t *testing.T) {
	t.Parallel()
	p := network(40, 2)
	good, _ := diary(t, p, Options{Effort: 60_000, Workers: 1})
	s, seen := diary(t, p, Options{Effort: 1, Workers: 1, Hint: &Hint{good.Modes, good.Starts}})
	if slices.Compare(s.Values, good.Values) > 0 || !slices.Equal(seen[0].Values, good.Values) {
		t.Errorf("%v, first report %v, from a hint of %v", s.Values, seen[0].Values, good.Values)
	}
	starts := slices.Clone(good.Starts)
	starts[len(starts)-1] = 0
	for _, h := range []Hint{{good.Modes, starts}, {nil, nil}, {good.Modes, nil}} {
		with, _ := diary(t, p, Options{Effort: 1, Workers: 1, Hint: &h})
		without, _ := diary(t, p, Options{Effort: 1, Workers: 1})
		if fmt.Sprint(with) != fmt.Sprint(without) {
			t.Errorf("a broken hint changed the answer")
		}
	}
}

// TestThreeObjectives optimises each with those before at their optimum.
func TestThreeObjectives(t *testing.T) {
	t.Parallel()
	compared, n := 0, trials.Of(t, 300)
	for seed := range uint64(n) {
		p, r := small(seed), rand.New(rand.NewPCG(seed, 5))
		p.Objectives = append(p.Objectives, Objective{Name: "c", Kind: ObjectiveKind(r.IntN(2))})
		p = withModes(p, func(md *Mode) {
			first := Cost{int64(r.IntN(2)), 0} // few values, so that the later ones have a say
			md.Costs = []Cost{first, {int64(r.IntN(3)), int64(r.IntN(2))}, {int64(r.IntN(9)), int64(r.IntN(4))}}
		})
		want, _, _, feasible := enumerate(p)
		if !feasible {
			continue
		}
		compared++
		s, _ := diary(t, p, Options{Workers: 1})
		judgeOptimal(t, int(seed), p, s, want)
	}
	if compared < n/2 {
		t.Errorf("only %d compared", compared)
	}
}
