package schedule

import (
	"slices"

	"github.com/riprep/riprep/pkg/schedule/internal/lcg"
)

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
		e.s.Levels(e.m.supply[v*h:(v+1)*h], e.netOf(v), e.guard(limitID{LimitReservoir, v}))
		if e.m.p.Reservoirs[v].MaxDraw != nil {
			draws := e.profiles(func(x *actMode) lcg.Steps { return x.drawSteps(v) })
			e.s.Levels(e.m.maxDraw[v*h:(v+1)*h], draws, e.guard(limitID{LimitDraw, v}))
		}
	}
}

// netOf is what the activities have out of a reservoir, from their starts on.
func (e *encoding) netOf(v int) []lcg.Profile {
	return e.profiles(func(x *actMode) lcg.Steps {
		if pr := x.profileOf(v); pr != nil {
			return lcg.Steps{Offsets: pr.offs, Amounts: pr.net}
		}
		return lcg.Steps{}
	})
}

// encodeDebt states an overdraft. Where it is neither in focus nor before that, any value will do, and it is not stated.
func (e *encoding) encodeDebt(c *charge, limit int64) *lcg.Overdraft {
	if limit >= noLimit {
		return nil
	}
	own := make([]int64, e.m.h)
	for t := range own {
		own[t] = e.m.supply[c.v*e.m.h+t] + c.shift[t]
	}
	return e.s.AddOverdraft(own, e.netOf(c.v), c.on, limit)
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
	e.asker = asker
	e.s.Exclusion(e.m.h, runners, asker.allowed, e.guard(limitID{LimitOverlap, -1}))
}

// encodeObjectives makes the makespan variable, the sums and the overdrafts, with their limits.
func (e *encoding) encodeObjectives() {
	e.sums, e.debts = make([]*lcg.Sum, e.m.nK), make([]*lcg.Overdraft, e.m.nK)
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
		if e.m.p.Objectives[k].Kind == Sum {
			e.sums[k] = e.s.AddSum(noLimit, e.terms(k), lcg.True)
		}
		e.lower(k, e.limits[k])
	}
}

// lower makes the limit of an objective smaller.
func (e *encoding) lower(k int, limit int64) {
	e.limits[k] = min(e.limits[k], limit)
	switch c := e.m.chargeOf(k); {
	case c != nil && e.debts[k] == nil:
		e.debts[k] = e.encodeDebt(c, limit)
	case c != nil:
		e.debts[k].Lower(e.s, limit)
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
