package milp

import (
	"slices"

	"github.com/riprep/riprep/pkg/schedule"
)

// lagRows hold back what waits. Rows of one lag grow stricter on the left with t and looser on the right, so only those
// are written that no other implies.
func (m *Model) lagRows(e *emitter) {
	for l, lag := range m.p.Lags {
		if e.stop {
			return
		}
		if m.p.Activities[lag.From].Group != m.p.Activities[lag.To].Group {
			m.lagBetween(e, l, lag)
			continue
		}
		for mode := range m.layout.modesOf(lag.From) {
			if !m.impliedLag(lag, mode) {
				m.lagInside(e, l, lag, mode)
			}
		}
	}
}

// steps visits the periods t of the rows that are needed. began(t) and ready(t) count the starts on the left and on the
// right, neither ever falls; all is the number of those on the right in the end.
func steps(first, last, all int, began, ready func(t int) int, visit func(t int)) {
	written := 0 // starts on the left of the row written last
	for t := first; t <= last && ready(t) < all; t++ {
		if t < last && ready(t+1) == ready(t) { // the row of t+1 says more
			continue
		}
		if n := began(t); n > written {
			written = n
			visit(t)
		}
	}
}

// lagInside is a lag between two steps of one group in one mode: both take place or there is nothing to keep.
func (m *Model) lagInside(e *emitter, l int, lag schedule.Lag, mode int) {
	from, to := m.layout.am(lag.From, mode), m.layout.am(lag.To, mode)
	if from.absent || to.absent || len(to.starts) == 0 {
		return
	}
	wait := from.dur + lag.Min
	ready := func(t int) int { return from.count(t - wait) }
	steps(to.starts[0], to.starts[len(to.starts)-1], len(from.starts), to.count, ready, func(t int) {
		e.begin('L', 0, "lag", l)
		e.part('m', mode)
		e.part('t', t)
		e.addBegun(to, to.count(t), 1)
		e.addBegun(from, ready(t), -1)
		e.emit()
	})
}

// lagBetween is a lag between two groups, over all modes of both.
func (m *Model) lagBetween(e *emitter, l int, lag schedule.Lag) {
	from, to := m.layout.modesOf(lag.From), m.layout.modesOf(lag.To)
	all, first, last := 0, m.p.Horizon+1, -1
	for i := range from {
		all += len(from[i].starts)
	}
	for i := range to {
		if s := to[i].starts; len(s) > 0 {
			first, last = min(first, s[0]), max(last, s[len(s)-1])
		}
	}
	began := func(t int) (n int) {
		for i := range to {
			n += to[i].count(t)
		}
		return n
	}
	ready := func(t int) (n int) {
		for i := range from {
			n += from[i].count(t - from[i].dur - lag.Min)
		}
		return n
	}
	steps(first, last, all, began, ready, func(t int) {
		e.begin('L', 0, "lag", l)
		e.part('t', t)
		for i := range to {
			e.addBegun(&to[i], to[i].count(t), 1)
		}
		for i := range from {
			if from[i].absent {
				e.add(from[i].y, -1)
			} else {
				e.addBegun(&from[i], from[i].count(t-from[i].dur-lag.Min), -1)
			}
		}
		e.emit()
	})
}

// impliedLag reports whether two other lags over a step between, which takes place in the mode, demand as much: the steps
// of a package are often given with the lags of all pairs, for the modes in which some of them are left out.
func (m *Model) impliedLag(lag schedule.Lag, mode int) bool {
	group := m.p.Activities[lag.From].Group
	for _, i := range m.lagsFrom[lag.From] {
		a := m.p.Lags[i]
		if a.To == lag.To || m.p.Activities[a.To].Group != group || m.layout.am(a.To, mode).absent {
			continue
		}
		least := lag.Min - a.Min - m.layout.am(a.To, mode).dur
		if slices.ContainsFunc(m.lagsFrom[a.To], func(j int) bool {
			return m.p.Lags[j].To == lag.To && m.p.Lags[j].Min >= least
		}) {
			return true
		}
	}
	return false
}
