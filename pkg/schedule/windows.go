package schedule

import "slices"

// tighten narrows the windows of all modes by the lags around them, kills modes that have no start left, and repeats
// until nothing dies any more. What it removes is in no schedule at all, so everything computed afterwards stays valid for
// the full problem.
func (m *model) tighten() {
	for {
		died := m.forward()
		died = m.backward() || died
		if !died {
			return
		}
	}
}

// forward moves earliest starts behind the earliest completions of what comes before.
func (m *model) forward() (died bool) {
	for _, a := range m.topo {
		g := m.groupOf[a]
		for mode := range m.modes(g) {
			x, gm := m.am(a, mode), m.gm(g, mode)
			if x.absent || gm.dead {
				continue
			}
			lo := x.est
			for _, e := range m.preds[a] {
				if bound, binds := m.headOf(e, g, mode); binds {
					lo = max(lo, bound)
				}
			}
			x.est = x.next[min(max(lo, 0), int32(m.h+1))]
			if x.est > x.lst {
				gm.dead, died = true, true
			}
		}
	}
	return died
}

// headOf is the earliest start that the lag e leaves to an activity of group g in the given mode, over all modes that the
// predecessor may still take.
func (m *model) headOf(e arc, g, mode int32) (int32, bool) {
	b := m.groupOf[e.other]
	if b == g {
		y := m.am(e.other, mode)
		return y.est + y.dur + e.min, !y.absent
	}
	bound, binds := int32(0), false
	for mb := range m.modes(b) {
		if m.gm(b, mb).dead {
			continue
		}
		y := m.am(e.other, mb)
		if y.absent {
			return 0, false
		}
		if at := y.est + y.dur + e.min; !binds || at < bound {
			bound, binds = at, true
		}
	}
	return bound, binds
}

// backward moves latest starts before the latest starts of what comes after.
func (m *model) backward() (died bool) {
	for _, a := range slices.Backward(m.topo) {
		g := m.groupOf[a]
		for mode := range m.modes(g) {
			x, gm := m.am(a, mode), m.gm(g, mode)
			if x.absent || gm.dead {
				continue
			}
			hi := x.lst
			for _, e := range m.succs[a] {
				if bound, binds := m.tailOf(e, g, mode); binds {
					hi = min(hi, bound-e.min-x.dur)
				}
			}
			x.lst = -1
			if hi >= 0 {
				x.lst = x.prev[min(hi, int32(m.h))]
			}
			if x.est > x.lst {
				gm.dead, died = true, true
			}
		}
	}
	return died
}

// tailOf is the latest start of the activity behind the lag e, over all modes that it may still take.
func (m *model) tailOf(e arc, g, mode int32) (int32, bool) {
	b := m.groupOf[e.other]
	if b == g {
		y := m.am(e.other, mode)
		return y.lst, !y.absent
	}
	bound, binds := int32(0), false
	for mb := range m.modes(b) {
		if m.gm(b, mb).dead {
			continue
		}
		y := m.am(e.other, mb)
		if y.absent {
			return 0, false
		}
		if !binds || y.lst > bound {
			bound, binds = y.lst, true
		}
	}
	return bound, binds
}

// startAllowed narrows the windows by what the set function says of single activities.
func (m *model) startAllowed() {
	for asker := newState(m); m.firstAllowed(asker); {
		m.tighten()
	}
}

// firstAllowed moves earliest starts to where the set function allows the activity alone. It asks only until the first
// allowed start, because one question may cost a network computation. It reports whether anything changed.
func (m *model) firstAllowed(st *state) (changed bool) {
	if m.overlap == nil {
		return false
	}
	for _, a := range m.topo {
		if m.stopped() {
			return false
		}
		g := m.groupOf[a]
		for mode := range m.modes(g) {
			x, gm := m.am(a, mode), m.gm(g, mode)
			if gm.dead || !x.exclusive {
				continue
			}
			s := x.est
			for t := s; s <= x.lst && t < s+x.dur; {
				if st.allowed(a, mode, x, int(t)) {
					t++
					continue
				}
				s = x.next[t+1]
				t = s
			}
			changed = changed || s != x.est
			x.est = s
			if s > x.lst {
				gm.dead = true
			}
		}
	}
	return changed
}

// killDominated removes modes that another mode of the group replaces in every schedule.
func (m *model) killDominated() {
	for g := range int32(m.nG) {
		if m.stopped() {
			return
		}
		n := m.modes(g)
		for i := range n {
			for j := range n {
				if i == j || m.gm(g, i).dead || m.gm(g, j).dead || !m.dominates(g, i, j) {
					continue
				}
				if i < j || !m.dominates(g, j, i) {
					m.gm(g, j).dead = true
				}
			}
		}
	}
}

// dominates tells whether mode i can take the place of mode j at the same starts in any schedule, at no higher cost. It
// compares activity by activity, which is sufficient and not necessary.
func (m *model) dominates(g, i, j int32) bool {
	a, b := m.gm(g, i), m.gm(g, j)
	if !slices.Equal(a.present, b.present) {
		return false
	}
	for bud := range m.nB {
		if use(a, bud) > use(b, bud) {
			return false
		}
	}
	for k := range m.nK {
		fa, fb := int64(0), int64(0)
		for _, act := range m.members[g] {
			x, y := m.am(act, i), m.am(act, j)
			if !x.absent {
				ra, rb := rate(x, k), rate(y, k)
				if ra > rb {
					return false
				}
				fa += ra * int64(x.dur)
				fb += rb * int64(y.dur)
			}
		}
		if a.fixed[k]+fa > b.fixed[k]+fb {
			return false
		}
	}
	for _, act := range a.present {
		if !m.replaces(m.am(act, i), m.am(act, j)) {
			return false
		}
	}
	return true
}

func use(gm *groupMode, b int) int64 {
	if gm.uses == nil {
		return 0
	}
	return gm.uses[b]
}

func rate(x *actMode, k int) int64 {
	if x.rate == nil {
		return 0
	}
	return x.rate[k]
}

// replaces tells whether x at start s takes no more than y at start s, for every s that y can take.
func (m *model) replaces(x, y *actMode) bool {
	if x.dur > y.dur || x.exclusive {
		return false
	}
	for s := range int32(m.h + 1) {
		if y.next[s] == s && x.next[s] != s {
			return false
		}
	}
	for _, d := range x.demands {
		if !slices.ContainsFunc(y.demands, func(e demand) bool { return e.res == d.res && e.amount >= d.amount }) {
			return false
		}
	}
	for i := range x.profiles {
		j := slices.IndexFunc(y.profiles, func(q profile) bool { return q.v == x.profiles[i].v })
		if j < 0 || !below(&x.profiles[i], &y.profiles[j]) {
			return false
		}
	}
	for _, d := range x.draws {
		if !slices.ContainsFunc(y.draws, func(e draw) bool { return e.v == d.v && e.off == d.off && e.amount >= d.amount }) {
			return false
		}
	}
	return true
}

// netAt is what the profile has taken out by the given offset.
func (p *profile) netAt(off int32) int64 {
	net := int64(0)
	for i, o := range p.offs {
		if o > off {
			break
		}
		net = p.net[i]
	}
	return net
}

// below tells whether profile p never has more out than q.
func below(p, q *profile) bool {
	for _, o := range p.offs {
		if p.netAt(o) > q.netAt(o) {
			return false
		}
	}
	for _, o := range q.offs {
		if p.netAt(o) > q.netAt(o) {
			return false
		}
	}
	return true
}
