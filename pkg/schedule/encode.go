package schedule

import (
	"math"
	"slices"

	"github.com/riprep/riprep/pkg/schedule/internal/lcg"
)

// encoding is a model stated in the terms of the lazy-clause solver: a start variable per activity, a literal per mode of a
// group, and for what differs between modes (duration, demand) a variable that follows the choice of mode.
type encoding struct {
	m      *model
	s      *lcg.Solver
	latest []int32 // per activity in a mode: last start that a better makespan leaves over

	limits []int64               // per objective: the largest value wanted; noLimit where any will do
	guard  func(limitID) lcg.Lit // the literal under which a limit counts

	start   []lcg.Var   // per activity; meaningless where every mode left is absent
	pick    [][]lcg.Lit // per group and mode; False where the mode is dead
	present []lcg.Lit   // per activity
	length  []amount    // per activity: duration
	finish  lcg.Var     // the makespan, where it is the first objective

	asker *overlapAsker // nil where there is no set function

	sums  []*lcg.Sum       // per Sum objective; nil for others
	debts []*lcg.Overdraft // per Overdraft objective; nil for others
	both  map[[2]lcg.Lit]lcg.Lit
}

// amount is what depends on the mode: a value per level, and the literal that says that it is at least that level. The first
// literal is True. Where there is more than one level a variable says which.
type amount struct {
	levels  []int32
	atLeast []lcg.Lit
	in      lcg.Amount
}

// limitID names a limit as a Clash does.
type limitID struct {
	kind  LimitKind
	index int
}

const noLimit = math.MaxInt64 / 4

// noLimits has no limit for any of n objectives.
func noLimits(n int) []int64 { return slices.Repeat([]int64{noLimit}, n) }

// always is the guard of limits that count in any case.
func always(limitID) lcg.Lit { return lcg.True }

// encode states the model; solutions are the schedules whose objectives keep the limits. A model that is stopped is half stated.
func encode(m *model, s *lcg.Solver, limits []int64, guard func(limitID) lcg.Lit) *encoding {
	e := &encoding{m: m, s: s, limits: limits, guard: guard, both: map[[2]lcg.Lit]lcg.Lit{}}
	e.latest = m.latestStarts(limits)
	for _, part := range []func(){e.encodeModes, e.encodeStarts, e.encodeLags, e.encodeResources, e.encodeBudgets, e.encodeReservoirs,
		e.encodeOverlap, e.encodeObjectives} {
		if m.stopped() {
			break
		}
		part()
	}
	return e
}

// latestStarts gives for every activity in a mode the last start with which the schedule can keep the limits on its makespan.
func (m *model) latestStarts(limits []int64) []int32 {
	last := make([]int32, len(m.ams))
	for i := range m.ams {
		last[i] = m.ams[i].lst
	}
	end := int64(m.h)
	for k, is := range m.makespan {
		if is {
			end = min(end, limits[k])
		}
	}
	if end >= int64(m.h) {
		return last
	}
	for _, a := range slices.Backward(m.topo) {
		g := m.groupOf[a]
		for mode := range m.modes(g) {
			i := m.amOff[a] + mode
			x := &m.ams[i]
			if x.absent {
				continue
			}
			last[i] = min(last[i], int32(end)-x.dur)
			for _, arc := range m.succs[a] {
				if by, binds := m.lastOf(last, arc.other); binds {
					last[i] = min(last[i], by-arc.min-x.dur)
				}
			}
		}
	}
	return last
}

// lastOf is the last start of an activity over its modes, if it takes place in all of them.
func (m *model) lastOf(last []int32, a int32) (int32, bool) {
	g := m.groupOf[a]
	by := int32(math.MinInt32)
	for mode := range m.modes(g) {
		if m.gm(g, mode).dead {
			continue
		}
		if m.am(a, mode).absent {
			return 0, false
		}
		by = max(by, last[m.amOff[a]+mode])
	}
	return by, true
}

// encodeModes makes the literals of the modes, of which exactly one holds per group.
func (e *encoding) encodeModes() {
	for g := range int32(e.m.nG) {
		row := make([]lcg.Lit, e.m.modes(g))
		var alive []lcg.Lit
		for mode := range row {
			row[mode] = lcg.False
			if !e.m.gm(g, int32(mode)).dead {
				row[mode] = e.s.NewBool()
				alive = append(alive, row[mode])
			}
		}
		e.exactlyOne(alive)
		e.pick = append(e.pick, row)
	}
}

func (e *encoding) exactlyOne(lits []lcg.Lit) {
	e.s.Add(lits...)
	for i, a := range lits {
		for _, b := range lits[i+1:] {
			e.s.Add(a.Not(), b.Not())
		}
	}
}

// modesOf calls f for every mode of the activity that is alive.
func (e *encoding) modesOf(a int32, f func(p lcg.Lit, x *actMode, last int32)) {
	for mode, p := range e.pick[e.m.groupOf[a]] {
		if p != lcg.False {
			i := e.m.amOff[a] + int32(mode)
			f(p, &e.m.ams[i], e.latest[i])
		}
	}
}

func (e *encoding) encodeStarts() {
	for a := range int32(e.m.nA) {
		lo, hi := int32(math.MaxInt32), int32(math.MinInt32)
		e.modesOf(a, func(_ lcg.Lit, x *actMode, last int32) {
			if !x.absent {
				lo, hi = min(lo, x.est), max(hi, last)
			}
		})
		v := e.s.NewVar(int(min(lo, max(hi, 0))), int(max(hi, 0)))
		e.start = append(e.start, v)
		e.modesOf(a, func(p lcg.Lit, x *actMode, last int32) {
			if !x.absent {
				e.window(v, p, x, last)
			}
		})
		e.present = append(e.present, e.presence(a))
		e.length = append(e.length, e.amountOf(a, func(x *actMode) int32 { return x.dur }))
		e.endInTime(a)
	}
}

// endInTime lets an activity start no later than the modes of a length allow as soon as that length is known, the mode still open:
// what runs for that long never runs past the horizon.
func (e *encoding) endInTime(a int32) {
	q := &e.length[a]
	for i := 1; i < len(q.levels); i++ {
		by := int32(0)
		e.modesOf(a, func(_ lcg.Lit, x *actMode, last int32) {
			if !x.absent && x.dur >= q.levels[i] {
				by = max(by, last)
			}
		})
		e.s.Add(q.atLeast[i].Not(), e.s.AtMost(e.start[a], int(by)))
	}
}

// window keeps a start within what a mode allows.
func (e *encoding) window(v lcg.Var, p lcg.Lit, x *actMode, last int32) {
	if x.est > last {
		e.s.Add(p.Not())
		return
	}
	e.s.Add(p.Not(), e.s.AtLeast(v, int(x.est)))
	e.s.Add(p.Not(), e.s.AtMost(v, int(last)))
	for t := x.est; t <= last; t++ {
		if after := x.next[t]; after != t {
			e.s.Add(p.Not(), e.s.AtMost(v, int(t-1)), e.s.AtLeast(v, int(after)))
			t = after
		}
	}
}

// presence is a literal that holds when the activity takes place.
func (e *encoding) presence(a int32) lcg.Lit {
	var in, out []lcg.Lit
	e.modesOf(a, func(p lcg.Lit, x *actMode, _ int32) {
		if x.absent {
			out = append(out, p)
		} else {
			in = append(in, p)
		}
	})
	switch {
	case len(out) == 0:
		return lcg.True
	case len(in) == 0:
		return lcg.False
	case len(in) == 1:
		return in[0]
	case len(out) == 1:
		return out[0].Not()
	}
	b := e.s.NewBool()
	for _, p := range in {
		e.s.Add(p.Not(), b)
	}
	for _, p := range out {
		e.s.Add(p.Not(), b.Not())
	}
	return b
}

// amountOf makes what follows the mode of an activity. Where the activity is absent it is zero, and no more is promised than that
// it is at least the smallest level.
func (e *encoding) amountOf(a int32, of func(*actMode) int32) amount {
	var q amount
	e.modesOf(a, func(_ lcg.Lit, x *actMode, _ int32) { q.levels = append(q.levels, valueIn(x, of)) })
	slices.Sort(q.levels)
	q.levels = slices.Compact(q.levels)
	if len(q.levels) == 1 {
		q.atLeast, q.in = []lcg.Lit{lcg.True}, lcg.Amount{Const: int(q.levels[0])}
		return q
	}
	v := e.s.NewVar(0, len(q.levels)-1)
	q.in = lcg.Amount{Var: v, Values: q.levels}
	q.atLeast = []lcg.Lit{lcg.True}
	for i := 1; i < len(q.levels); i++ {
		q.atLeast = append(q.atLeast, e.s.AtLeast(v, i))
		smaller := []lcg.Lit{q.atLeast[i]}
		e.modesOf(a, func(p lcg.Lit, x *actMode, _ int32) {
			if valueIn(x, of) < q.levels[i] {
				smaller = append(smaller, p)
				e.s.Add(p.Not(), q.atLeast[i].Not())
			} else {
				e.s.Add(p.Not(), q.atLeast[i])
			}
		})
		e.s.Add(smaller...)
	}
	return q
}

func valueIn(x *actMode, of func(*actMode) int32) int32 {
	if x.absent {
		return 0
	}
	return of(x)
}

// and is a literal that holds whenever all the given ones do.
func (e *encoding) and(lits ...lcg.Lit) lcg.Lit {
	all := lcg.True
	for _, l := range lits {
		switch {
		case all == lcg.False || l == lcg.False:
			return lcg.False
		case all == lcg.True || all == l:
			all = l
			continue
		case l == lcg.True:
			continue
		}
		key := [2]lcg.Lit{min(all, l), max(all, l)}
		c, known := e.both[key]
		if !known {
			c = e.s.NewBool()
			e.s.Add(all.Not(), l.Not(), c)
			e.both[key] = c
		}
		all = c
	}
	return all
}

// encodeLags states every lag once per level of the duration it starts from.
func (e *encoding) encodeLags() {
	for a := range int32(e.m.nA) {
		for _, arc := range e.m.succs[a] {
			here := e.and(e.present[a], e.present[arc.other])
			q := &e.length[a]
			for i, level := range q.levels {
				e.s.Edge(e.start[a], e.start[arc.other], int(level+arc.min), e.and(here, q.atLeast[i]))
			}
		}
	}
}
