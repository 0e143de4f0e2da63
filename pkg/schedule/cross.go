package schedule

// cross makes a child of two members (Hartmann 1998, Valls et al. 2008). Either it keeps a stretch of the first parent's
// list and has what comes before and what comes after in the order of the second, or the other way round. Both parts of a
// list are closed under the lags, so the child is an order of the lags again. Modes come from the parent that gave the
// place.
func (e *evolver) cross(a, b *plan) {
	from, to := e.rng.below(e.nA+1), e.rng.below(e.nA+1)
	from, to = min(from, to), max(from, to)
	c := e.child
	copy(c.list, a.list)
	copy(c.mode, a.mode)
	if e.rng.below(2) == 0 {
		e.reorder(b, from, to)
	} else {
		e.reorder(b, 0, from)
		e.reorder(b, to, e.nA)
	}
	e.work += int64(4 * e.nA)
}

// reorder puts what stands at from … to-1 of the child's list into the order, and the modes, of another plan.
func (e *evolver) reorder(b *plan, from, to int) {
	if to-from < 2 {
		return
	}
	c := e.child
	part := c.list[from:to]
	for _, x := range part {
		e.mark[x] = true
	}
	k := 0
	for _, x := range b.list {
		if e.mark[x] {
			part[k] = x
			c.mode[x] = b.mode[x]
			e.mark[x] = false
			k++
		}
	}
}

// mutate changes a few modes and moves a few activities within what their neighbours in the lags leave over.
func (e *evolver) mutate() {
	c := e.child
	for e.multi && e.rng.below(3) > 0 {
		a := e.rng.below(e.nA)
		c.mode[a] = e.choices[a][e.rng.below(len(e.choices[a]))]
	}
	for e.rng.below(2) > 0 {
		e.shiftOne(e.rng.below(e.nA), e.rng.below(2*shiftReach+1)-shiftReach)
	}
}

const shiftReach = 12 // places in the list that a mutation moves an activity at most

// shiftOne moves the activity at place i of the child's list by some places, as far as its neighbours in the lags let it.
func (e *evolver) shiftOne(i, by int) {
	list := e.child.list
	a := list[i]
	for ; by > 0 && i+1 < len(list) && !e.linked(a, list[i+1]); by-- {
		list[i], list[i+1] = list[i+1], a
		i++
	}
	for ; by < 0 && i > 0 && !e.linked(list[i-1], a); by++ {
		list[i], list[i-1] = list[i-1], a
		i--
	}
}

// linked tells whether there is a lag from a to b.
func (e *evolver) linked(a, b int32) bool {
	for _, arc := range e.behind.of(a) {
		if arc.other == b {
			return true
		}
	}
	return false
}
