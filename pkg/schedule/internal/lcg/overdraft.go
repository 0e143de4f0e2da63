package lcg

// Overdraft is a limit on what debts are charged, which may be lowered from outside. With T(t) what all items take at t (see
// Levels), the charges by period are
//
//	J(0) = 0,  J(t+1) = J(t) + on(J(t) − own(t) + T(t))
//
// where on does not fall and is 0 for what is no debt; J of the last period is limited. J does not fall with any T(t), so what
// the items take at least gives the least it can come to.
type Overdraft struct {
	*levels // supply is own
	limit   int64
	on      func(debt int64) int64
	sum     []int64 // scratch of explain
}

// AddOverdraft states that the charges come to at most the limit; like Add it may be called at any time outside Solve. on must not
// depend on anything but the debt.
func (s *Solver) AddOverdraft(own []int64, items []Profile, on func(debt int64) int64, limit int64) *Overdraft {
	s.backTo(0)
	c := &Overdraft{levels: newLevels(own, items), limit: limit, on: on, sum: make([]int64, len(own))}
	c.attach(s, s.register(c))
	return c
}

// Lower makes the limit smaller. What has been learned stays true.
func (c *Overdraft) Lower(s *Solver, limit int64) {
	s.backTo(0)
	c.limit = min(c.limit, limit)
	s.enqueue(c.id)
}

func (c *Overdraft) rank() int { return 2 }

// exceeded gives the period by which the charges exceed the limit if the items take that, -1 where they do not.
func (c *Overdraft) exceeded(s *Solver, takes []int64) int {
	charged, n := int64(0), len(takes)-1
	for t, v := range takes[:n] {
		charged += c.on(charged - c.supply[t] + v)
		if charged > c.limit {
			s.work += int64(3 * t)
			return t
		}
	}
	s.work += int64(3 * n)
	return -1
}

func (c *Overdraft) propagate(s *Solver) bool {
	for i := range c.items {
		c.refresh(s, i)
	}
	s.work += int64(10 * len(c.items))
	if c.limit < 0 || c.exceeded(s, c.total) >= 0 {
		return s.clash(c.id, -1)
	}
	for i := range c.items {
		if !c.push(s, i) {
			return false
		}
	}
	return true
}

// What was moved, in the data of a step: four times the item plus one of these, plus for an alternative its number times four
// times the number of items.
const (
	movedLow int32 = iota
	movedHigh
	movedAlternative
)

// with is what the items take at least if item i is alternative a and starts between lo and hi; valid until the next call.
func (c *Overdraft) with(i int, a *Steps, lo, hi int32) []int64 {
	a.fill(c.fresh, lo, hi)
	for t, v := range c.row[i] {
		c.fresh[t] += c.total[t] - v
	}
	return c.fresh
}

// push moves an item away from the starts at which it costs too much, one start at a time, and excludes its alternatives.
func (c *Overdraft) push(s *Solver, i int) bool {
	it := &c.items[i]
	lo, hi := s.bound[it.side], -s.bound[it.side+1]
	a := it.decided(s)
	if a == nil {
		return c.choose(s, i, lo, hi)
	}
	if lo == hi || len(a.Offsets) == 0 {
		return true
	}
	for ; lo <= hi && c.exceeded(s, c.with(i, a, lo, lo)) >= 0; lo++ {
		if !s.raise(it.side, lo+1, c.id, 4*int32(i)+movedLow) {
			return false
		}
	}
	for ; lo <= hi && c.exceeded(s, c.with(i, a, hi, hi)) >= 0; hi-- {
		if !s.raise(it.side+1, 1-hi, c.id, 4*int32(i)+movedHigh) {
			return false
		}
	}
	return true
}

// choose excludes the alternatives of an item that cost too much wherever it starts.
func (c *Overdraft) choose(s *Solver, i int, lo, hi int32) bool {
	for j := range c.items[i].alts {
		a := &c.items[i].alts[j]
		if s.Fails(a.When) || len(a.Offsets) == 0 || c.exceeded(s, c.with(i, a, lo, hi)) < 0 {
			continue
		}
		if !s.raiseLit(a.When^1, c.id, 4*(int32(j)*int32(len(c.items))+int32(i))+movedAlternative) {
			return false
		}
	}
	return true
}

// explain asks for where the moved item was, and for the others to take what is needed: those without which the limit is
// exceeded all the same are left out, and only periods count whose debt is charged something.
func (c *Overdraft) explain(s *Solver, data, side, need int32) {
	if c.limit < 0 {
		return // nothing is charged less than nothing
	}
	for i := range c.items {
		c.refresh(s, i)
	}
	moved := -1
	copy(c.sum, c.total)
	if data >= 0 {
		moved = int(data / 4 % int32(len(c.items)))
		copy(c.sum, c.explainMoved(s, moved, data, side, need))
	}
	var needed []int
	for j := range c.items {
		if j == moved {
			continue
		}
		c.give(j, -1)
		if c.exceeded(s, c.sum) < 0 {
			c.give(j, 1)
			needed = append(needed, j)
		}
	}
	charged := int64(0)
	for t := 0; t < len(c.sum)-1 && charged <= c.limit; t++ {
		more := c.on(charged - c.supply[t] + c.sum[t])
		charged += more
		if more > 0 {
			needed = c.require(s, needed, int32(t))
		}
	}
}

// require asks for the items to take at t what they take at least, and gives those of which there is more to ask.
func (c *Overdraft) require(s *Solver, items []int, t int32) []int {
	more := items[:0]
	for _, j := range items {
		it, v := &c.items[j], c.row[j][t]
		if v > 0 {
			s.work += 80
		}
		if v == 0 || !it.require(s, t, v) {
			more = append(more, j)
			continue
		}
		for i := range it.alts { // no bound can be asked for more, so only alternatives that no longer count can still matter
			if s.Fails(it.alts[i].When) {
				s.requireLit(it.alts[i].When ^ 1)
			}
		}
	}
	return more
}

// give adds what an item takes at least to the scratch of explain, or takes it away.
func (c *Overdraft) give(j int, sign int64) {
	for t, v := range c.row[j] {
		c.sum[t] += sign * v
	}
}

// explainMoved asks for what concerns the moved item itself, and gives what all take if it is where it was excluded.
func (c *Overdraft) explainMoved(s *Solver, i int, data, side, need int32) []int64 {
	it := &c.items[i]
	if data%4 == movedAlternative {
		s.require(it.side, s.bound[it.side])
		s.require(it.side+1, s.bound[it.side+1])
		return c.with(i, &it.alts[data/4/int32(len(c.items))], s.bound[it.side], -s.bound[it.side+1])
	}
	a := it.decided(s)
	s.requireLit(a.When)
	s.require(side, need-1)
	at := need - 1 // the start that is excluded
	if data%4 == movedHigh {
		at = 1 - need
	}
	return c.with(i, a, at, at)
}
