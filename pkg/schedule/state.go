package schedule

// state is a schedule under construction: what is placed, and what that leaves over in every period. place and unplace
// keep it consistent; fit.go asks it questions. Each stream owns one.
type state struct {
	m     *model
	start []int32 // per activity; -1 when not placed or absent
	end   []int32 // per activity: start + duration, where placed
	mode  []int32 // per group; -1 when not placed
	last  []int32 // per group: end of its last urgent step, or of its last step, where placed

	free   []int64 // resource r, period t at r*h+t
	level  []int64 // reservoir v, period t at v*h+t
	low    []int64 // likewise: the smallest level from t on; see fresh
	stale  []int   // per reservoir: first period whose level changed since low was computed; h when none
	draw   []int64 // likewise: what MaxDraw leaves over
	budget []int64
	needed []int64 // per budget: what the groups without a place use at least, all together
	least  []int64 // group g, budget b at g*nB+b: what the group uses at least

	excl     [][]int32 // per period: exclusive activities that run
	exclHash []uint64  // per period: sum of their keys
	cache    *overlapCache
	met      *conflictRecord // nil where nobody wants to know

	debts []debt // per charge of the model

	values []int64 // sums of the Sum objectives over placed groups; the other entries are filled by finish
	work   int64   // nanoseconds on a reference core, estimated by counting: the same on every machine
}

func newState(m *model) *state {
	st := &state{m: m, start: make([]int32, m.nA), end: make([]int32, m.nA), mode: make([]int32, m.nG), last: make([]int32, m.nG),
		free: make([]int64, m.nR*m.h), level: make([]int64, m.nV*m.h), low: make([]int64, m.nV*m.h), draw: make([]int64, m.nV*m.h),
		budget: make([]int64, m.nB), stale: make([]int, m.nV), values: make([]int64, m.nK),
		needed: make([]int64, m.nB), least: m.leastUses()}
	if m.overlap != nil {
		st.excl, st.exclHash, st.cache = make([][]int32, m.h), make([]uint64, m.h), newOverlapCache()
		st.met = m.newConflictRecord()
	}
	for range m.charges {
		st.debts = append(st.debts, debt{charged: make([]int64, m.h), cap: noCap, marginal: make([]float64, m.h+1)})
	}
	st.reset()
	return st
}

// reset removes everything from the schedule.
func (st *state) reset() {
	m := st.m
	for a := range st.start {
		st.start[a] = -1
	}
	for g := range st.mode {
		st.mode[g] = -1
	}
	copy(st.free, m.capacity)
	copy(st.level, m.supply)
	copy(st.draw, m.maxDraw)
	copy(st.budget, m.budget)
	clear(st.needed)
	for i, u := range st.least {
		st.needed[i%m.nB] += u
	}
	for v := range m.nV {
		st.stale[v] = 0
	}
	st.touch(-1, 0)
	for t := range st.excl {
		st.excl[t], st.exclHash[t] = st.excl[t][:0], 0
	}
	clear(st.values)
	st.work += int64(m.nA + m.nR*m.h + 2*m.nV*m.h)
}

// fresh recomputes the suffix minima of a reservoir if levels have changed. Doing that only when somebody asks saves most
// of it: groups are taken out and put back several steps at a time.
func (st *state) fresh(v int) {
	h := st.m.h
	from := st.stale[v]
	if from >= h {
		return
	}
	level, low := st.level[v*h:v*h+h], st.low[v*h:v*h+h]
	low = low[:len(level)]
	least := int64(noCap)
	t := h - 1
	for ; t >= from; t-- {
		least = min(least, level[t])
		low[t] = least
	}
	for ; t >= 0; t-- {
		least = min(least, level[t])
		if low[t] == least {
			break
		}
		low[t] = least
	}
	st.stale[v] = h
	st.work += int64(h-t) + 4
}

// place puts activity a, in the mode of its group, at start s. It does not ask whether it fits.
func (st *state) place(a int32, x *actMode, s int32) {
	st.start[a], st.end[a] = s, s+x.dur
	st.apply(a, x, s, 1)
}

// unplace takes activity a out again.
func (st *state) unplace(a int32, x *actMode) {
	s := st.start[a]
	st.start[a] = -1
	st.apply(a, x, s, -1)
}

func (st *state) apply(a int32, x *actMode, s int32, sign int64) {
	h := st.m.h
	end := int(s + x.dur)
	for _, d := range x.demands {
		row := st.free[int(d.res)*h:]
		amount := sign * d.amount
		for t := int(s); t < end; t++ {
			row[t] -= amount
		}
	}
	st.work += 15 + int64(len(x.demands))*int64(2+x.dur)
	for i := range x.profiles {
		pr := &x.profiles[i]
		first := int(s + pr.offs[0])
		if first >= h {
			continue
		}
		level := st.level[int(pr.v)*h : int(pr.v)*h+h]
		for j, off := range pr.offs {
			until := h
			if j+1 < len(pr.offs) {
				until = min(h, int(s+pr.offs[j+1]))
			}
			if net := sign * pr.net[j]; net != 0 {
				row := level[min(int(s+off), until):until]
				for t := range row {
					row[t] -= net
				}
			}
		}
		st.stale[pr.v] = min(st.stale[pr.v], first)
		st.touch(int(pr.v), first)
		st.work += int64(12 + (h-first)/2)
	}
	for _, d := range x.draws {
		if t := int(s + d.off); t < h {
			st.draw[int(d.v)*h+t] -= sign * d.amount
		}
	}
	if x.exclusive {
		for t := int(s); t < end; t++ {
			st.exclude(a, x, t, sign > 0)
		}
		st.work += 10 * int64(x.dur)
	}
}

func (st *state) exclude(a int32, x *actMode, t int, in bool) {
	list := st.excl[t]
	if in {
		st.excl[t] = append(list, a)
		st.exclHash[t] += x.key
		return
	}
	for i, b := range list {
		if b == a {
			list[i] = list[len(list)-1]
			st.excl[t] = list[:len(list)-1]
			break
		}
	}
	st.exclHash[t] -= x.key
}

// choose books the mode of a group: budgets and the parts of the objectives that do not depend on time.
func (st *state) choose(g, mode int32) {
	st.mode[g] = mode
	st.bookMode(g, st.m.gm(g, mode), 1)
}

func (st *state) bookMode(g int32, gm *groupMode, sign int64) {
	for b := range st.needed {
		st.needed[b] -= sign * st.least[int(g)*len(st.needed)+b]
	}
	for b, u := range gm.uses {
		st.budget[b] -= sign * u
	}
	for k, f := range gm.fixed {
		st.values[k] += sign * f
	}
}

// affords tells whether a group without a place can use that much of a budget and leave what the others without one need at
// least.
func (st *state) affords(g int32, b int, use int64) bool {
	return st.budget[b]-use >= st.needed[b]-st.least[int(g)*len(st.needed)+b]
}

// leastUses is what each group uses at least of each budget.
func (m *model) leastUses() []int64 {
	least := make([]int64, m.nG*m.nB)
	for g := range int32(m.nG) {
		for b := range m.nB {
			use := int64(noCap)
			for mode := range m.modes(g) {
				gm := m.gm(g, mode)
				switch {
				case gm.dead:
				case gm.uses == nil:
					use = 0
				default:
					use = min(use, gm.uses[b])
				}
			}
			if use < noCap {
				least[int(g)*m.nB+b] = use
			}
		}
	}
	return least
}

// addRates adds (or takes away) what the placed activities of a group contribute by their completions.
func (st *state) addRates(g int32, sign int64) {
	mode := st.mode[g]
	gm := st.m.gm(g, mode)
	st.last[g] = -1
	for i, a := range gm.present {
		x := st.m.am(a, mode)
		done := int64(st.end[a])
		if gm.urgent[i] || !gm.vital {
			st.last[g] = st.end[a]
		}
		for k, r := range x.rate {
			st.values[k] += sign * r * done
		}
	}
}

// put places a whole group at known starts without asking; starts is indexed by activity.
func (st *state) put(g, mode int32, starts []int32) {
	st.choose(g, mode)
	for _, a := range st.m.gm(g, mode).present {
		st.place(a, st.m.am(a, mode), starts[a])
	}
	st.addRates(g, 1)
}

// take removes a whole group that is completely placed.
func (st *state) take(g int32) {
	mode := st.mode[g]
	st.addRates(g, -1)
	gm := st.m.gm(g, mode)
	for _, a := range gm.present {
		st.unplace(a, st.m.am(a, mode))
	}
	st.bookMode(g, gm, -1)
	st.mode[g] = -1
}

// finish fills in the objectives that are no sums.
func (st *state) finish() {
	for i := range st.debts {
		st.values[st.m.charges[i].k] = st.overdraft(i)
	}
	for k, is := range st.m.makespan {
		if !is {
			continue
		}
		last := int32(0)
		for a, s := range st.start {
			if s >= 0 {
				last = max(last, st.end[a])
			}
		}
		st.values[k] = int64(last)
		st.work += int64(st.m.nA)
	}
}

// load replaces the schedule by another one.
func (st *state) load(b *best) {
	st.reset()
	for g, mode := range b.mode {
		st.put(int32(g), mode, b.start)
	}
	st.finish()
}
