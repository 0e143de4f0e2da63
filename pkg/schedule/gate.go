package schedule

import (
	"slices"

	"github.com/riprep/riprep/pkg/schedule/internal/lcg"
)

// A gate is a group that much of the plan waits for and that itself waits for many: a core that must be in service before
// any radio can move to it. When it opens is settled by all groups before it together, none of which matters much alone.

const (
	gateBefore = 5    // groups that a gate waits for, at least
	gateBehind = 0.05 // share of all rates behind it, at least
)

// gate finds the group with the most of both, -1 when there is none. Gates matter for sums only: a makespan has every
// group in a hurry anyway.
func (d *guide) gate() int32 {
	m := d.m
	if m.nG == 0 || m.makespan[0] {
		return -1
	}
	total := 0.0
	weight := make([]float64, m.nG)
	for g := range int32(m.nG) {
		if mode := d.mainMode(g); mode >= 0 {
			for _, a := range m.gm(g, mode).present {
				weight[g] += float64(rate(m.am(a, mode), 0))
			}
		}
		total += weight[g]
	}
	found, most := int32(-1), 0.0
	for g, below := range d.descendants() {
		behind := 0.0
		for _, o := range below {
			behind += weight[o]
		}
		if behind < gateBehind*total || behind == 0 || len(d.preds[g]) < gateBefore {
			continue
		}
		if score := behind * float64(len(d.preds[g])); score > most {
			found, most = int32(g), score
		}
	}
	return found
}

// ancestors lists a group after all groups that it waits for, directly or not.
func (d *guide) ancestors(g int32) []int32 {
	list := []int32{g}
	for i := 0; i < len(list); i++ {
		for _, p := range d.preds[list[i]] {
			if !slices.Contains(list, p) {
				list = append(list, p)
			}
		}
	}
	slices.Reverse(list)
	return list
}

const (
	openingShare = 20            // the proof may take one part in so many of the effort
	openingWork  = 1_000_000_000 // and no more than this
)

// proveOpening finds out how early the gate can open at all: the groups that it waits for are a problem of their own, of which the
// prover asks period by period whether there is a schedule that opens in it. The full problem only adds to what they
// must keep, so what is impossible for them alone is impossible. The relaxation, which lets crews work in fractions, sees the gate
// open too early; this is where its bound gains.
func (s *solver) proveOpening() {
	g := s.d.gate()
	if g < 0 || s.o.First {
		return
	}
	list := s.d.ancestors(g)
	sub := compile(s.m.part(newState(s.m), list).problem)
	sub.tighten()
	first := sub.nA - len(s.m.members[g]) // the gate's activities are the last ones of the part
	if !sub.exactable() || s.stop.Load() {
		return
	}
	solver := lcg.New(&s.stop)
	e := encode(sub, solver, noLimits(sub.nK), always)
	solver.Otherwise(e.earliest)
	until := solver.Work() + min(s.effort/openingShare, openingWork)
	for i, a := range s.m.members[g] {
		s.m.startsFrom(a, opens(solver, e.start[first+i], until))
	}
	s.opening = solver.Work() + solver.Size()
	s.m.tighten()
	s.m.class = s.m.classes()
	s.d = newGuide(s.m)
}

// opens is the first value of a start that is not proved impossible.
func opens(s *lcg.Solver, start lcg.Var, until int64) int32 {
	for s.Solve([]lcg.Lit{s.AtMost(start, s.Min(start))}, until) == lcg.Conflicting {
		s.Add(s.AtLeast(start, s.Min(start)+1))
	}
	return int32(s.Min(start))
}

// startsFrom narrows the windows of an activity.
func (m *model) startsFrom(a, from int32) {
	for mode := range m.modes(m.groupOf[a]) {
		if x := m.am(a, mode); !x.absent {
			x.est = max(x.est, x.next[min(from, int32(m.h+1))])
		}
	}
}
