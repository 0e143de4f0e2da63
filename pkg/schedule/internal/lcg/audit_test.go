package lcg

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// audit compares what a solver believes with the list of all solutions: every explanation that it could give for what stands
// on its trail, every conflict, every clause that it learns.
type audit struct {
	t      *testing.T
	seed   uint64
	r      *rand.Rand
	all    [][]int32 // solutions, one value per variable of the solver
	checks int
}

// demand is what an explanation asks for: a side that is at least need.
type demand struct{ side, need int32 }

func (d demand) holds(x []int32) bool {
	if d.side&1 == 1 {
		return -x[d.side>>1] >= d.need
	}
	return x[d.side>>1] >= d.need
}

// reasons collects what f requires, and leaves the solver as it was but for activities.
func (a *audit) reasons(s *Solver, f func()) []demand {
	s.sides, s.recent, s.floor = s.sides[:0], 0, int32(len(s.trail)+1)
	f()
	var out []demand
	for _, side := range s.sides {
		out = append(out, demand{side, s.want[side]})
		if s.bound[side] < s.want[side] {
			a.t.Fatalf("puzzle %d: a reason that does not hold: side %d is %d, not %d", a.seed, side, s.bound[side], s.want[side])
		}
	}
	s.clearWants()
	return out
}

// counterexample is a solution in which all reasons hold and the conclusion does not.
func (a *audit) counterexample(reasons []demand, conclusion func(x []int32) bool) []int32 {
	a.checks++
	for _, x := range a.all {
		if !slices.ContainsFunc(reasons, func(d demand) bool { return !d.holds(x) }) && !conclusion(x) {
			return x
		}
	}
	return nil
}

func never([]int32) bool { return false }

// conflict checks the reasons of the conflict, and then those of every step before it.
func (a *audit) conflict(s *Solver) {
	f := s.fail
	why := a.reasons(s, func() {
		if f.side >= 0 {
			s.require(f.side^1, 1-f.now)
		}
		s.explain(&f, f.now)
	})
	if x := a.counterexample(why, never); x != nil {
		a.t.Fatalf("puzzle %d: conflict of kind %d: %v holds in the solution %v", a.seed, f.kind, why, x)
	}
	a.steps(s)
}

// steps checks the reasons of everything on the trail, as the analysis of a conflict would meet it.
func (a *audit) steps(s *Solver) {
	defer preserve(s)()
	for len(s.starts) > 0 && len(s.trail) > int(s.starts[0]) {
		e := s.trail[len(s.trail)-1]
		s.undo()
		if e.kind == whyDecision {
			continue
		}
		for _, need := range []int32{e.now, e.old + 1 + a.r.Int32N(e.now-e.old)} {
			a.step(s, &e, need)
		}
	}
}

func (a *audit) step(s *Solver, e *step, need int32) {
	to := demand{e.side, need}
	why := a.reasons(s, func() { s.explain(e, need) })
	if x := a.counterexample(why, to.holds); x != nil {
		a.t.Fatalf("puzzle %d: kind %d moved side %d from %d to %d: %v does not imply %v in the solution %v",
			a.seed, e.kind, e.side, e.old, e.now, why, to, x)
	}
}

// learned checks a new clause.
func (a *audit) learned(s *Solver, c []Lit) {
	x := a.counterexample(nil, func(x []int32) bool {
		return slices.ContainsFunc(c, func(l Lit) bool { return demand(s.atoms[l]).holds(x) })
	})
	if x != nil {
		a.t.Fatalf("puzzle %d: learned %v, which is false in the solution %v", a.seed, c, x)
	}
}

// root checks what holds for good.
func (a *audit) root(s *Solver) {
	for side, n := range s.bound {
		if x := a.counterexample(nil, demand{int32(side), n}.holds); x != nil {
			a.t.Fatalf("puzzle %d: side %d is at least %d for good, not so in the solution %v", a.seed, side, n, x)
		}
	}
}

// preserve returns a function that restores what the audit of a conflict disturbs.
func preserve(s *Solver) func() {
	bound, last, trail := slices.Clone(s.bound), slices.Clone(s.last), slices.Clone(s.trail)
	activity, place, heap := slices.Clone(s.activity), slices.Clone(s.place), slices.Clone(s.heap)
	work, bumpBy, fail := s.work, s.bumpBy, s.fail
	return func() {
		s.bound, s.last, s.trail = bound, last, trail
		s.activity, s.place, s.heap = activity, place, heap
		s.work, s.bumpBy, s.fail = work, bumpBy, fail
	}
}
