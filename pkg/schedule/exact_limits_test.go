package schedule

import (
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/riprep/riprep/internal/trials"
)

// TestModesOfOneLength has an activity whose long modes must start earlier than its short one: with the length decided and the mode
// open, it may still not run past the horizon.
func TestModesOfOneLength(t *testing.T) {
	crew := []Demand{{0, 1}}
	long := Mode{Duration: 3, Demands: crew, Costs: []Cost{{5, 1}}}
	var p Problem
	p.Horizon, p.Objectives = 6, []Objective{{Kind: Sum}}
	p.Resources = []Resource{{"crew", []int64{1, 1, 1, 1, 1, 1}}}
	for g := range 3 {
		p.Groups = append(p.Groups, Group{"g", 3})
		short := Mode{Duration: 1, Demands: crew, Costs: []Cost{{int64(4 + g), 2}}}
		p.Activities = append(p.Activities, Activity{"a", g, []Mode{short, long, long}})
		p.Activities[g].Modes[2].Costs = []Cost{{6, 0}}
	}
	want, _, _, _ := enumerate(p)
	var stop atomic.Bool
	x := newExact(compile(&p), 0, false, &stop)
	x.run(exactPatience + 100_000_000)
	if !x.proof || !slices.Equal(x.best.values, want) {
		t.Errorf("proof %v, %v, the optimum is %v", x.proof, x.best, want)
	}
}

// TestLargeAmounts states amounts of all sizes to the prover, or keeps them from it: it never proves what is wrong.
func TestLargeAmounts(t *testing.T) {
	for _, big := range []int64{10, 1 << 20, 1 << 28, 1 << 29, 1 << 30, 1 << 33, 1 << 45, 1 << 55} {
		p := Problem{Horizon: 4, Objectives: []Objective{{Kind: Makespan}}, Resources: []Resource{{"power", slices.Repeat([]int64{2*big + 7}, 4)}}}
		for g := range 4 {
			p.Groups = append(p.Groups, Group{"g", 2})
			half := Mode{Duration: 2, Demands: []Demand{{0, big/2 + 1}}}
			whole := Mode{Duration: 1, Demands: []Demand{{0, big + int64(g)}}}
			p.Activities = append(p.Activities, Activity{"a", g, []Mode{half, whole}})
		}
		if err := Validate(&p); err != nil {
			t.Fatal(err)
		}
		m := compile(&p)
		if want := big < 1<<28; m.exactable() != want {
			t.Errorf("amounts of %d: exactable %v", big, !want)
		}
		if !m.exactable() {
			continue
		}
		var stop atomic.Bool
		x := newExact(m, 0, true, &stop)
		x.run(exactPatience + 100_000_000)
		if !x.proof || x.best.values[0] != 2 {
			t.Errorf("amounts of %d: proof %v, %v", big, x.proof, x.best)
		}
	}
}

// TestProofAfterChangeOfHeart has the prover at work on the second objective when another stream improves the first, at the cost
// of the second. What it then proves holds for the schedule that it has by then.
func TestProofAfterChangeOfHeart(t *testing.T) {
	t.Parallel()
	changed, n := 0, trials.Of(t, 300)
	for seed := range uint64(n) {
		p := small(seed)
		all := schedules(p, rand.New(rand.NewPCG(seed, 1)))
		m := compile(&p)
		m.tighten()
		for _, a := range all {
			for _, b := range all {
				between := func(c *best) bool {
					return c.values[0] <= b.values[0] && a.values[1] <= c.values[1] && c.values[1] < b.values[1]
				}
				if b.values[0] < a.values[0] && slices.ContainsFunc(all, between) {
					proveSecond(t, seed, m, a, b, all)
					changed++
				}
			}
		}
	}
	if changed < n/3 {
		t.Errorf("only %d cases", changed)
	}
}

// proveSecond begins to prove the second objective of a, then hears of b, and compares what it proves with all schedules.
func proveSecond(t *testing.T, seed uint64, m *model, a, b *best, all []*best) {
	t.Helper()
	var stop atomic.Bool
	x := newExact(m, 0, false, &stop)
	x.turnTo(1, a, 0)
	x.run(x.work + 1) // enough to state the problem
	x.hear(b, 0)
	x.run(x.work + 100_000_000)
	bound, proved := x.bounded(1)
	if !x.proof || !proved {
		t.Fatalf("seed %d: nothing proved", seed)
	}
	for _, c := range all {
		if c.values[0] <= x.best.values[0] && c.values[1] < bound {
			t.Errorf("seed %d: bound %d with %v known, but there is %v", seed, bound, x.best.values, c.values)
		}
	}
}

// schedules is a few schedules of a small problem with different values, sampled.
func schedules(p Problem, r *rand.Rand) (out []*best) {
	for range 400 {
		b := &best{}
		for _, g := range p.Groups {
			b.mode = append(b.mode, int32(r.IntN(g.Modes)))
		}
		for _, act := range p.Activities {
			start := int32(-1)
			if !act.Modes[b.mode[act.Group]].Absent {
				start = int32(r.IntN(p.Horizon))
			}
			b.start = append(b.start, start)
		}
		s := b.solution()
		b.values = Evaluate(p, s.Modes, s.Starts)
		same := func(c *best) bool { return slices.Equal(b.values, c.values) }
		if s.Values = nil; len(out) < 12 && !slices.ContainsFunc(out, same) && len(Check(p, s)) == 0 {
			out = append(out, b)
		}
	}
	return out
}

// TestLargeAmountsInLargeProblems has amounts that the lazy-clause solver cannot reckon with in a problem that is taken apart.
func TestLargeAmountsInLargeProblems(t *testing.T) {
	trials.Alone(t)
	t.Parallel()
	const big = 1 << 32
	p := network(30, 3)
	for r := range p.Resources {
		for i := range p.Resources[r].Capacity {
			p.Resources[r].Capacity[i] = big + int64(i%3)
		}
	}
	n := int64(0)
	p = withModes(p, func(md *Mode) {
		md.Demands = slices.Clone(md.Demands)
		for d := range md.Demands {
			n++
			md.Demands[d].Amount = md.Demands[d].Amount*big - n%2
		}
	})
	p.Reservoirs = nil
	p = withModes(p, func(md *Mode) { md.Flows, md.Due = nil, 0 })
	s, _ := diary(t, p, Options{Effort: 300_000, Workers: 1})
	if s.Status != Feasible && s.Status != Optimal || len(Check(p, s)) > 0 {
		t.Errorf("status %v, %v", s.Status, s.Reason)
	}
}
