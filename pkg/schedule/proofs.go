package schedule

import "fmt"

// proveInfeasible looks for the plain reasons why there can be no schedule at all: a group without a mode left, a budget
// or a reservoir that the cheapest choices already exceed, more work due than a resource can do. An empty answer proves
// nothing. Every reason found is valid for the full problem.
func (m *model) proveInfeasible() []Clash {
	var why []Clash
	for g := range int32(m.nG) {
		if m.stopped() {
			return nil
		}
		if !m.alive(g) {
			why = append(why, m.whyDead(g)...)
		}
	}
	if len(why) > 0 {
		return why
	}
	why = append(why, m.overBudget()...)
	why = append(why, m.overDrawn()...)
	return append(why, m.overWorked()...)
}

func (m *model) alive(g int32) bool {
	for mode := range m.modes(g) {
		if !m.gm(g, mode).dead {
			return true
		}
	}
	return false
}

// whyDead explains, mode by mode, the first activity of a group that has no start left.
func (m *model) whyDead(g int32) []Clash {
	var why []Clash
	for mode := range m.modes(g) {
		for _, a := range m.gm(g, mode).present {
			if x := m.am(a, mode); x.est > x.lst {
				why = append(why, m.whyNoStart(a, mode))
				break
			}
		}
	}
	return why
}

// whyNoStart adds the limits on one activity one after the other until none of its starts is left; the last one added is
// named.
func (m *model) whyNoStart(a, mode int32) Clash {
	md := &m.p.Activities[a].Modes[mode]
	name := m.p.Activities[a].Name
	clash := func(kind LimitKind, index, period int, amount int64, format string, args ...any) Clash {
		return Clash{Kind: kind, Index: index, Period: period, Amount: amount, Activities: []int{int(a)},
			Text: fmt.Sprintf("activity %q, mode %d: ", name, mode) + fmt.Sprintf(format, args...)}
	}
	last := m.h
	if md.Due > 0 {
		last = min(last, md.Due)
	}
	if md.Release+md.Duration > m.h {
		return clash(LimitHorizon, -1, m.h, int64(md.Release+md.Duration-m.h), "released in period %d, takes %d periods, the horizon is %d", md.Release, md.Duration, m.h)
	}
	if md.Release+md.Duration > last {
		return clash(LimitWindow, -1, last, int64(md.Release+md.Duration-last), "released in period %d, takes %d periods, due by %d", md.Release, md.Duration, last)
	}
	var starts []int // what is left so far
	for s := md.Release; s+md.Duration <= last && !m.stopped(); s++ {
		open := true
		for t := s; md.Closed != nil && t < s+md.Duration; t++ {
			open = open && !md.Closed[t]
		}
		if open {
			starts = append(starts, s)
		}
	}
	if len(starts) == 0 {
		return clash(LimitWindow, -1, md.Release, 0, "no %d open periods in a row from %d to %d", md.Duration, md.Release, last)
	}
	x := m.am(a, mode)
	for _, d := range x.demands {
		starts = m.filter(starts, func(s int) (int64, int) {
			worst, at := int64(0), -1
			for t := s; t < s+md.Duration; t++ {
				if over := d.amount - m.capacity[int(d.res)*m.h+t]; over > worst {
					worst, at = over, t
				}
			}
			return worst, at
		})
		if short := starts[0]; short < 0 {
			return clash(LimitResource, int(d.res), starts[2], int64(starts[1]), "needs %d of resource %q, which is never there for %d periods in a row", d.amount, m.p.Resources[d.res].Name, md.Duration)
		}
	}
	for i := range x.profiles {
		pr := &x.profiles[i]
		starts = m.filter(starts, func(s int) (int64, int) {
			worst, at := int64(0), -1
			for t := s; t < m.h; t++ {
				if over := pr.netAt(int32(t-s)) - m.supply[int(pr.v)*m.h+t]; over > worst {
					worst, at = over, t
				}
			}
			return worst, at
		})
		if starts[0] < 0 {
			return clash(LimitReservoir, int(pr.v), starts[2], int64(starts[1]), "draws more from reservoir %q than is ever there, at least %d more", m.p.Reservoirs[pr.v].Name, starts[1])
		}
	}
	for _, d := range x.draws {
		starts = m.filter(starts, func(s int) (int64, int) {
			if t := s + int(d.off); t < m.h {
				return max(0, d.amount-m.maxDraw[int(d.v)*m.h+t]), t
			}
			return 0, -1
		})
		if starts[0] < 0 {
			return clash(LimitDraw, int(d.v), starts[2], int64(starts[1]), "draws %d from reservoir %q in one period, at least %d more than any period allows", d.amount, m.p.Reservoirs[d.v].Name, starts[1])
		}
	}
	if x.exclusive && len(m.preds[a]) == 0 && len(m.succs[a]) == 0 {
		return clash(LimitOverlap, -1, starts[0], 0, "may not run in any period of its window, not even alone")
	}
	from, to := int(x.est), int(x.lst)
	index, period := m.bindingLag(a)
	kind := LimitLag
	if index < 0 {
		kind, period = LimitOverlap, starts[0]
		return clash(kind, -1, period, 0, "may not run in any period of its window, not even alone")
	}
	return clash(kind, index, period, int64(max(0, from-to)), "what comes before it and what comes after it leave no start between them")
}

// filter keeps the starts without a shortage. When none is left it answers (-1, smallest shortage, its period) instead.
func (m *model) filter(starts []int, shortage func(int) (int64, int)) []int {
	var kept []int
	least, at := int64(noCap), -1
	for _, s := range starts {
		if m.stopped() {
			return []int{-1, 0, -1}
		}
		over, t := shortage(s)
		if over == 0 {
			kept = append(kept, s)
		} else if over < least {
			least, at = over, t
		}
	}
	if len(kept) == 0 {
		return []int{-1, int(least), at}
	}
	return kept
}

// bindingLag names one lag into or out of an activity, as an index into the problem's lags, and a period near it.
func (m *model) bindingLag(a int32) (index, period int) {
	for l, lag := range m.p.Lags {
		if lag.From == int(a) || lag.To == int(a) {
			return l, -1
		}
	}
	return -1, -1
}

func (m *model) overBudget() []Clash {
	var why []Clash
	for b, capacity := range m.budget {
		total := int64(0)
		var who []int
		for g := range int32(m.nG) {
			least, mode := int64(noCap), int32(-1)
			for i := range m.modes(g) {
				if gm := m.gm(g, i); !gm.dead && use(gm, b) < least {
					least, mode = use(gm, b), i
				}
			}
			total += least
			if least > 0 {
				who = appendInts(who, m.gm(g, mode).present)
			}
		}
		if total > capacity {
			why = append(why, Clash{Kind: LimitBudget, Index: b, Period: -1, Amount: total - capacity, Activities: who,
				Text: fmt.Sprintf("budget %q: the least possible use is %d, %d are there", m.p.Budgets[b].Name, total, capacity)})
		}
	}
	return why
}

// overDrawn adds up, for every period, what is out of a reservoir by then however late and however thrifty everybody is.
func (m *model) overDrawn() []Clash {
	var why []Clash
	for v := range m.nV {
		total := make([]int64, m.h)
		var who []int
		for g := range int32(m.nG) {
			if m.stopped() {
				return nil
			}
			least := m.leastOutOf(g, v)
			for t := range least {
				total[t] += least[t]
			}
			if least[m.h-1] > 0 {
				who = appendInts(who, m.members[g])
			}
		}
		worst, at := int64(0), -1
		for t := range m.h {
			if over := total[t] - m.supply[v*m.h+t]; over > worst {
				worst, at = over, t
			}
		}
		if at >= 0 {
			why = append(why, Clash{Kind: LimitReservoir, Index: v, Period: at, Amount: worst, Activities: who,
				Text: fmt.Sprintf("reservoir %q: by period %d at least %d must have been drawn, %d are there", m.p.Reservoirs[v].Name, at, total[at], m.supply[v*m.h+at])})
		}
	}
	return why
}

// leastOutOf is leastOut over all modes that are alive.
func (m *model) leastOutOf(g int32, v int) []int64 {
	var least []int64
	for mode := range m.modes(g) {
		if m.gm(g, mode).dead {
			continue
		}
		out := m.leastOut(g, mode, v)
		if least == nil {
			least = out
			continue
		}
		for t := range least {
			least[t] = min(least[t], out[t])
		}
	}
	return least
}

// leastOut is, per period, the least that a group in a mode can have out of reservoir v at the end of it.
func (m *model) leastOut(g, mode int32, v int) []int64 {
	out := make([]int64, m.h)
	for _, a := range m.gm(g, mode).present {
		x := m.am(a, mode)
		for i := range x.profiles {
			pr := &x.profiles[i]
			if int(pr.v) != v {
				continue
			}
			for t := int(x.lst + pr.offs[0]); t < m.h; t++ {
				// at t the offset lies between t-lst and t-est
				least := pr.netAt(int32(t) - x.lst)
				for j, o := range pr.offs {
					if o > int32(t)-x.lst && o <= int32(t)-x.est {
						least = min(least, pr.net[j])
					}
				}
				out[t] += least
			}
		}
	}
	return out
}

// overWorked compares the work that must be complete by each period with what the resource can do by then.
func (m *model) overWorked() []Clash {
	var why []Clash
	for r := range m.nR {
		total := make([]int64, m.h+1)
		var who []int
		for g := range int32(m.nG) {
			if m.stopped() {
				return nil
			}
			var least []int64
			for mode := range m.modes(g) {
				if m.gm(g, mode).dead {
					continue
				}
				done := make([]int64, m.h+1)
				for _, a := range m.gm(g, mode).present {
					x := m.am(a, mode)
					for _, d := range x.demands {
						if int(d.res) == r {
							done[x.lst+x.dur] += d.amount * int64(x.dur)
						}
					}
				}
				for t := 1; t <= m.h; t++ {
					done[t] += done[t-1]
				}
				if least == nil {
					least = done
				}
				for t := range least {
					least[t] = min(least[t], done[t])
				}
			}
			for t := range least {
				total[t] += least[t]
			}
			if least[m.h] > 0 {
				who = appendInts(who, m.members[g])
			}
		}
		worst, at, can := int64(0), -1, int64(0)
		for t := 1; t <= m.h; t++ {
			can = satAdd(can, m.capacity[r*m.h+t-1])
			if over := total[t] - can; over > worst {
				worst, at = over, t
			}
		}
		if at >= 0 {
			why = append(why, Clash{Kind: LimitResource, Index: r, Period: at, Amount: worst, Activities: who,
				Text: fmt.Sprintf("resource %q: the work that is due by period %d is %d unit-periods more than there are", m.p.Resources[r].Name, at, worst)})
		}
	}
	return why
}

func appendInts(to []int, from []int32) []int {
	for _, a := range from {
		to = append(to, int(a))
	}
	return to
}
