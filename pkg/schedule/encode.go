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

	sums []*lcg.Sum // per Sum objective; nil for others
	both map[[2]lcg.Lit]lcg.Lit
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

func (e *encoding) encodeResources() {
	for r := range e.m.nR {
		capacity := e.m.capacity[r*e.m.h : (r+1)*e.m.h]
		unit := e.m.unitOf(r)
		row, most := make([]int32, e.m.h), e.m.mostOf(r)
		for t, c := range capacity {
			row[t] = int32(min(c, most) / unit)
		}
		var tasks []lcg.Task
		for a := range int32(e.m.nA) {
			q := e.amountOf(a, func(x *actMode) int32 { return int32(x.demandOf(r) / unit) })
			if q.levels[len(q.levels)-1] > 0 {
				tasks = append(tasks, lcg.Task{Start: e.start[a], Duration: e.length[a].in, Demand: q.in})
			}
		}
		if len(tasks) > 0 {
			e.s.Cumulative(row, tasks, e.guard(limitID{LimitResource, r}))
		}
	}
}

// unitOf is the largest number that divides every demand of the resource: capacities count in it, rounded down.
func (m *model) unitOf(r int) int64 {
	unit := int64(0)
	for i := range m.ams {
		for b := m.ams[i].demandOf(r); b != 0; {
			unit, b = b, unit%b
		}
	}
	return max(unit, 1)
}

// mostOf is what all activities together can ask of a resource.
func (m *model) mostOf(r int) int64 {
	total := int64(0)
	for a := range int32(m.nA) {
		most := int64(0)
		for i := m.amOff[a]; i < m.amOff[a+1]; i++ {
			most = max(most, m.ams[i].demandOf(r))
		}
		total += most
	}
	return total
}

func (x *actMode) demandOf(r int) int64 {
	for _, d := range x.demands {
		if int(d.res) == r {
			return d.amount
		}
	}
	return 0
}

func (e *encoding) encodeBudgets() {
	for b := range e.m.nB {
		var terms []lcg.Term
		for g := range int32(e.m.nG) {
			var t lcg.Term
			for mode, p := range e.pick[g] {
				if p != lcg.False {
					t.Alternatives = append(t.Alternatives, lcg.Alternative{When: p, Fixed: use(e.m.gm(g, int32(mode)), b)})
				}
			}
			terms = append(terms, t)
		}
		e.s.AddSum(e.m.budget[b], terms, e.guard(limitID{LimitBudget, b}))
	}
}

// encodeReservoirs states levels and draws. A draw counts in one period: it is a step up and down again.
func (e *encoding) encodeReservoirs() {
	h := e.m.h
	for v := range e.m.nV {
		levels := e.profiles(func(x *actMode) lcg.Steps {
			for i := range x.profiles {
				if int(x.profiles[i].v) == v {
					return lcg.Steps{Offsets: x.profiles[i].offs, Amounts: x.profiles[i].net}
				}
			}
			return lcg.Steps{}
		})
		e.s.Levels(e.m.supply[v*h:(v+1)*h], levels, e.guard(limitID{LimitReservoir, v}))
		if e.m.p.Reservoirs[v].MaxDraw != nil {
			draws := e.profiles(func(x *actMode) lcg.Steps { return x.drawSteps(v) })
			e.s.Levels(e.m.maxDraw[v*h:(v+1)*h], draws, e.guard(limitID{LimitDraw, v}))
		}
	}
}

// drawSteps is what a mode draws from a reservoir in single periods.
func (x *actMode) drawSteps(v int) lcg.Steps {
	var st lcg.Steps
	for _, d := range x.draws {
		if int(d.v) != v {
			continue
		}
		if n := len(st.Offsets); n > 0 && st.Offsets[n-1] == d.off {
			st.Offsets, st.Amounts = st.Offsets[:n-1], st.Amounts[:n-1]
		}
		st.Offsets = append(st.Offsets, d.off, d.off+1)
		st.Amounts = append(st.Amounts, d.amount, 0)
	}
	return st
}

// profiles collects the activities that take something, by whatever measure of tells.
func (e *encoding) profiles(of func(*actMode) lcg.Steps) []lcg.Profile {
	var out []lcg.Profile
	for a := range int32(e.m.nA) {
		it, some := lcg.Profile{Start: e.start[a]}, false
		e.modesOf(a, func(p lcg.Lit, x *actMode, _ int32) {
			st := lcg.Steps{}
			if !x.absent {
				st = of(x)
			}
			st.When = p
			it.Alternatives = append(it.Alternatives, st)
			some = some || len(st.Offsets) > 0
		})
		if some {
			out = append(out, it)
		}
	}
	return out
}

// encodeOverlap states the set function over all exclusive modes.
func (e *encoding) encodeOverlap() {
	if e.m.overlap == nil {
		return
	}
	asker := &overlapAsker{m: e.m, known: map[uint64]bool{}}
	var runners []lcg.Runner
	for a := range int32(e.m.nA) {
		for mode, p := range e.pick[e.m.groupOf[a]] {
			if x := e.m.am(a, int32(mode)); p != lcg.False && x.exclusive {
				runners = append(runners, lcg.Runner{Start: e.start[a], Duration: int(x.dur), When: p})
				asker.who = append(asker.who, Running{Activity: int(a), Mode: mode})
				asker.keys = append(asker.keys, x.key)
			}
		}
	}
	e.s.Exclusion(e.m.h, runners, asker.allowed, e.guard(limitID{LimitOverlap, -1}))
}

// encodeObjectives makes the makespan variable and the sums, with their limits.
func (e *encoding) encodeObjectives() {
	e.sums = make([]*lcg.Sum, e.m.nK)
	if slices.Contains(e.m.makespan, true) {
		e.finish = e.s.NewVar(0, e.m.h)
		for a := range int32(e.m.nA) {
			q := &e.length[a]
			for i, level := range q.levels {
				e.s.Edge(e.start[a], e.finish, int(level), e.and(e.present[a], q.atLeast[i]))
			}
		}
	}
	for k := range e.m.nK {
		if !e.m.makespan[k] {
			e.sums[k] = e.s.AddSum(noLimit, e.terms(k), lcg.True)
		}
		e.lower(k, e.limits[k])
	}
}

// lower makes the limit of an objective smaller.
func (e *encoding) lower(k int, limit int64) {
	e.limits[k] = min(e.limits[k], limit)
	switch {
	case !e.m.makespan[k]:
		e.sums[k].Lower(e.s, limit)
	case limit < int64(e.m.h):
		e.s.Add(e.s.AtMost(e.finish, int(max(limit, -1))))
	}
}

// terms are the summands of a Sum objective: one per activity with a rate, the first of which carries what its group costs
// anyway, and one for every other group.
func (e *encoding) terms(k int) []lcg.Term {
	var out []lcg.Term
	for g := range int32(e.m.nG) {
		carried := false
		for _, a := range e.m.members[g] {
			if t, rated := e.term(a, k, !carried); rated {
				out, carried = append(out, t), true
			}
		}
		if carried {
			continue
		}
		t := lcg.Term{}
		for mode, p := range e.pick[g] {
			if p != lcg.False {
				t.Alternatives = append(t.Alternatives, lcg.Alternative{When: p, Fixed: e.m.gm(g, int32(mode)).fixed[k]})
			}
		}
		out = append(out, t)
	}
	return out
}

// term is what the completion of an activity adds to objective k, and where carry is set the fixed part of its group.
func (e *encoding) term(a int32, k int, carry bool) (t lcg.Term, rated bool) {
	g := e.m.groupOf[a]
	t.Start = e.start[a]
	for mode, p := range e.pick[g] {
		if p == lcg.False {
			continue
		}
		alt := lcg.Alternative{When: p}
		if carry {
			alt.Fixed = e.m.gm(g, int32(mode)).fixed[k]
		}
		if x := e.m.am(a, int32(mode)); !x.absent {
			alt.Rate, alt.From = rate(x, k), int(x.est)
			alt.Fixed += alt.Rate * int64(x.dur)
			rated = rated || alt.Rate > 0
		}
		t.Alternatives = append(t.Alternatives, alt)
	}
	return t, rated
}
