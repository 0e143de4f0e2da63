package schedule

// InOrder schedules without any search, the way a spreadsheet does: the groups one after the other in the given order,
// each activity as early as it fits beside what is already placed, nothing moved afterwards. An activity whose
// predecessors by lags come later in the list waits and is placed as soon as they are. modes has one entry per group; -1
// stands for the mode that completes the weighted steps (rate in the first objective) earliest at the moment when the
// group's turn comes, on a tie the one that is cheaper in the objectives after it. Groups missing from order come last, in
// their own order. It answers false when an activity does not fit inside its window, when a mode is not one of its
// group's, or when the problem is not valid.
func InOrder(p Problem, order []int, modes []int) (Solution, bool) {
	if Validate(&p) != nil || len(modes) != len(p.Groups) {
		return Solution{}, false
	}
	m := compile(&p)
	list := &lister{builder: newBuilder(m, 0, 0), rank: make([]int32, m.nG), open: make([]int32, m.nA), wanted: make([]int32, m.nG)}
	for g := range list.rank {
		list.rank[g] = -1
		list.wanted[g] = int32(modes[g])
		if modes[g] < -1 || modes[g] >= p.Groups[g].Modes {
			return Solution{}, false
		}
	}
	next := int32(0)
	for _, g := range order {
		if g < 0 || g >= m.nG {
			return Solution{}, false
		}
		if list.rank[g] < 0 {
			list.rank[g] = next
			next++
		}
	}
	for g := range list.rank {
		if list.rank[g] < 0 {
			list.rank[g] = next
			next++
		}
	}
	if !list.all() {
		return Solution{}, false
	}
	return list.solution(), true
}

// lister is serial list scheduling, activity by activity.
type lister struct {
	*builder
	rank     []int32 // per group: position in the order
	open     []int32 // per activity: predecessors that are not settled yet
	wanted   []int32 // per group: mode asked for, or -1
	slots    []int32 // activity at each position of the list
	position []int32 // position of each activity
	ready    int32Heap
}

func (l *lister) all() bool {
	m := l.m
	groups := make([]int32, m.nG)
	for g, r := range l.rank {
		groups[r] = int32(g)
	}
	l.position = make([]int32, m.nA)
	for _, g := range groups {
		if len(m.members[g]) == 0 && !l.decide(g) {
			return false
		}
		for _, a := range m.members[g] {
			l.position[a] = int32(len(l.slots))
			l.slots = append(l.slots, a)
		}
	}
	for a := range l.open {
		l.open[a] = int32(len(m.preds[a]))
		if l.open[a] == 0 {
			l.ready.push(l.position[a])
		}
	}
	for len(l.ready) > 0 {
		a := l.slots[l.ready.pop()]
		if !l.schedule(a) {
			return false
		}
		for _, e := range m.succs[a] {
			if l.open[e.other]--; l.open[e.other] == 0 {
				l.ready.push(l.position[e.other])
			}
		}
	}
	return true
}

// schedule places one activity whose predecessors are all settled, at its earliest.
func (l *lister) schedule(a int32) bool {
	m := l.m
	g := m.groupOf[a]
	if l.mode[g] < 0 && !l.decide(g) {
		return false
	}
	x := m.am(a, l.mode[g])
	return x.absent || l.earliestNow(a, l.mode[g], x)
}

// earliestNow places an activity behind its placed predecessors.
func (l *lister) earliestNow(a, mode int32, x *actMode) bool {
	lo := x.est
	for _, e := range l.m.preds[a] {
		if l.start[e.other] >= 0 {
			lo = max(lo, l.end[e.other]+e.min)
		}
	}
	if lo > x.lst {
		return false
	}
	s := l.earliest(a, mode, x, lo, x.lst)
	if s < 0 {
		return false
	}
	l.place(a, x, s)
	return true
}

// decide settles the mode of a group: the one asked for, or the one that a trial completes earliest.
func (l *lister) decide(g int32) bool {
	m := l.m
	if l.wanted[g] >= 0 {
		l.choose(g, l.wanted[g])
		return l.afford()
	}
	chosen := int32(-1)
	var best, chosenCost int64
	var rest []int64
	for mode := range m.modes(g) {
		end, ok := l.trial(g, mode)
		if !ok {
			continue
		}
		// completing early by leaving everything out is no completion: such a mode counts with its cost
		key := int64(end)
		if len(m.gm(g, mode).present) == 0 {
			key = int64(m.h) + 1
		}
		if chosen < 0 || key < best || key == best && (l.later(rest) || key > int64(m.h) && l.cost[0] < chosenCost) {
			chosen, best, chosenCost = mode, key, l.cost[0]
			rest = append(rest[:0], l.cost...)
		}
	}
	if chosen < 0 {
		return false
	}
	l.choose(g, chosen)
	return l.afford()
}

// later tells whether the cost of the present trial is lower in the objectives after the first.
func (l *lister) later(than []int64) bool {
	for k := 1; k < l.m.nK; k++ {
		if l.cost[k] != than[k] {
			return l.cost[k] < than[k]
		}
	}
	return false
}

// afford tells whether no budget is exceeded by the modes chosen so far.
func (l *lister) afford() bool {
	for _, left := range l.budget {
		if left < 0 {
			return false
		}
	}
	return true
}

// trial places a whole group in a mode, as if predecessors in other groups that are not placed yet did not matter, and
// takes it out again. It gives the completion of the last weighted step, or of the last step where none is weighted.
func (l *lister) trial(g, mode int32) (end int32, ok bool) {
	m := l.m
	gm := m.gm(g, mode)
	for b, u := range gm.uses {
		if l.budget[b] < u {
			return 0, false
		}
	}
	l.mode[g] = mode
	ok = true
	weighted, last := int32(-1), int32(0)
	for _, a := range gm.present {
		x := m.am(a, mode)
		if !l.earliestNow(a, mode, x) {
			ok = false
			break
		}
		last = max(last, l.end[a])
		if rate(x, 0) > 0 {
			weighted = max(weighted, l.end[a])
		}
	}
	if ok {
		l.placedCost(g, mode)
	}
	l.clearGroup(g, mode)
	if weighted >= 0 {
		return weighted, ok
	}
	return last, ok
}

func (l *lister) solution() Solution {
	s := Solution{Status: Feasible}
	for _, mode := range l.mode {
		s.Modes = append(s.Modes, int(mode))
	}
	for _, start := range l.start {
		s.Starts = append(s.Starts, int(start))
	}
	s.Values = Evaluate(*l.m.p, s.Modes, s.Starts)
	s.Bounds, s.BoundKnown = make([]int64, l.m.nK), make([]bool, l.m.nK)
	return s
}
