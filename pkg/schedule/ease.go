package schedule

import (
	"math"
	"slices"
)

// What follows is for an overdraft in focus. Steps are then worth most neither as early nor as late as they fit: late leaves
// money where it is, but what comes back some time after it was spent may be needed before the next release. So each step
// looks at all its starts and takes the one that is charged least, with everything else where it stands; of several the
// last, which leaves the steps before it the most room.

// focusOn turns to another objective.
func (b *builder) focusOn(k int) {
	b.focus, b.owing = k, -1
	for i := range b.m.charges {
		if b.m.charges[i].k == k {
			b.owing = i
		}
	}
}

// ease does that for the steps of a group that is placed in a mode, from the last to the first. A step that groups without a
// place wait for stays early: where it will be late, they would have to be later still.
func (b *builder) ease(g, mode int32) {
	if b.owing < 0 {
		return
	}
	for _, a := range slices.Backward(b.m.gm(g, mode).present) {
		awaited := slices.ContainsFunc(b.m.succs[a], func(e arc) bool {
			o := b.m.groupOf[e.other]
			return o != g && b.mode[o] < 0
		})
		if !awaited {
			b.easeStep(a, mode)
		}
	}
}

// easeStep moves a placed step to the start that costs least. It makes no objective before the one in focus worse.
func (b *builder) easeStep(a, mode int32) {
	m := b.m
	x := m.am(a, mode)
	at := b.start[a]
	lo, hi := x.est, min(x.lst, max(b.ends-x.dur, at))
	for _, e := range m.preds[a] {
		if b.start[e.other] >= 0 {
			lo = max(lo, b.end[e.other]+e.min)
		}
	}
	for _, e := range m.succs[a] {
		if b.start[e.other] >= 0 {
			hi = min(hi, b.start[e.other]-e.min-x.dur)
		}
	}
	for j := range b.focus {
		if rate(x, j) > 0 {
			hi = min(hi, at)
		}
	}
	b.work += 10
	if lo >= hi {
		return
	}
	b.unplace(a, x)
	if x.profileOf(m.charges[b.owing].v) == nil {
		if s := b.latest(a, mode, x, max(lo, at), hi); s >= 0 {
			at = s
		}
		b.place(a, x, at)
		return
	}
	b.place(a, x, b.thriftiest(a, mode, x, at, lo, hi))
}

// thriftiest finds the start in lo … hi that is charged least, the last of several; at is known to fit. Most starts are passed
// over at a glance: charges are convex but for rounding, so that what each unit out costs where things stand is a lower
// bound for an activity more.
func (b *builder) thriftiest(a, mode int32, x *actMode, at, lo, hi int32) int32 {
	marginal := b.marginal(b.owing)
	pr := x.profileOf(b.m.charges[b.owing].v)
	base, rounding := float64(b.overdraft(b.owing)), float64(b.m.h)
	least := b.overdraftWith(b.owing, x, at, noCap)
	try := func(s int32) {
		value := b.overdraftWith(b.owing, x, s, least)
		if value < least || value == least && s > at {
			if ok, _, _ := b.fits(a, mode, x, s); ok {
				at, least = s, value
			}
		}
	}
	first, lowest := int32(-1), math.Inf(1) // the most promising start comes first: then more are passed over
	for s := x.prev[hi]; s >= lo; s = x.prev[s-1] {
		b.glance[s] = pr.linear(marginal, s)
		if b.glance[s] < lowest {
			first, lowest = s, b.glance[s]
		}
		b.work += 8
		if s == 0 {
			break
		}
	}
	if first >= 0 {
		try(first)
	}
	for s := x.prev[hi]; s >= lo; s = x.prev[s-1] {
		if base+b.glance[s]-rounding <= float64(least) {
			try(s)
		}
		if s == 0 {
			break
		}
	}
	return at
}

// easeRemoved does it once more for the groups of a move: now all that waits for them has a place.
func (s *stream) easeRemoved() {
	if s.owing < 0 {
		return
	}
	for _, g := range slices.Backward(s.order) {
		s.easeGroup(g)
	}
}

func (s *stream) easeGroup(g int32) {
	mode := s.mode[g]
	s.addRates(g, -1)
	for _, a := range slices.Backward(s.m.gm(g, mode).present) {
		s.easeStep(a, mode)
	}
	s.addRates(g, 1)
}

// easePasses is how often easeAll goes through all steps.
const easePasses = 2

// easeAll takes the place of justification: all steps, the last to complete first.
func (s *stream) easeAll() {
	m := s.m
	order := s.placed[:0]
	for a := range int32(m.nA) {
		if s.start[a] >= 0 {
			order = append(order, a)
		}
	}
	s.placed = order
	s.each(-1)
	for range easePasses {
		slices.SortStableFunc(order, func(a, b int32) int { return int(s.end[b] - s.end[a]) })
		for _, a := range order {
			if s.stop.Load() {
				break
			}
			s.easeStep(a, s.mode[m.groupOf[a]])
		}
	}
	s.each(1)
	s.finish()
	if s.best == nil || slices.Compare(s.values, s.best.values) < 0 {
		s.capture()
	}
}

// keepWithin tells the state what objectives before the focus must not exceed, as far as single starts can tell.
func (s *stream) keepWithin() {
	s.capDebts(s.focus, s.limits)
	s.ends = int32(s.m.h)
	for j, limit := range s.limits {
		if j < s.focus && s.m.makespan[j] {
			s.ends = min(s.ends, int32(limit))
		}
	}
}

// soFar is what the objective in focus comes to for what is placed.
func (s *stream) soFar() int64 {
	if s.owing >= 0 {
		return s.overdraft(s.owing)
	}
	return s.values[s.focus]
}
