package lcg

// Runner is a piece of work of fixed length that takes part in a set function if When holds.
type Runner struct {
	Start    Var
	Duration int
	When     Lit
}

// exclusion asks a monotone set function which runners may run together. What it forbids is cut down to a minimal set before
// it becomes an explanation, so that the clause learned from it says as much as possible.
type exclusion struct {
	id      int32
	guard   Lit
	allowed func(t int, set []int32) bool
	runners []runner
	periods int

	must [][]int32 // scratch, per period: who must run in it
	set  []int32   // scratch
}

type runner struct {
	side, dur int32
	when      Lit
}

// Exclusion adds a set function over runners, named by their index. allowed must be monotone and may keep a cache; it must
// not keep the slice.
func (s *Solver) Exclusion(periods int, runners []Runner, allowed func(t int, set []int32) bool, guard Lit) {
	c := &exclusion{guard: guard, allowed: allowed, periods: periods, must: make([][]int32, periods)}
	for _, r := range runners {
		c.runners = append(c.runners, runner{2 * int32(r.Start), int32(r.Duration), r.When})
	}
	c.id = s.register(c)
	s.watchAtom(c.id, guard)
	for _, r := range c.runners {
		s.subscribe(c.id, r.side)
		s.subscribe(c.id, r.side+1)
		s.watchAtom(c.id, r.when)
	}
}

func (c *exclusion) rank() int { return 1 }

func (c *exclusion) propagate(s *Solver) bool {
	if !s.Holds(c.guard) {
		return true
	}
	for t := range c.must {
		c.must[t] = c.must[t][:0]
	}
	for i := range c.runners {
		r := &c.runners[i]
		if s.Holds(r.when) {
			for t := -s.bound[r.side+1]; t < s.bound[r.side]+r.dur; t++ {
				c.must[t] = append(c.must[t], int32(i))
			}
		}
	}
	s.work += int64(c.periods + 8*len(c.runners))
	for t, set := range c.must {
		if len(set) > 0 && !c.ask(s, t, set) {
			return s.clash(c.id, int32(t*len(c.runners)))
		}
	}
	for i := range c.runners {
		if s.Holds(c.runners[i].when) && !c.push(s, int32(i)) {
			return false
		}
	}
	return true
}

func (c *exclusion) ask(s *Solver, t int, set []int32) bool {
	s.work += int64(60 + 40*len(set))
	return c.allowed(t, set)
}

// bars tells whether the runner could not run in t beside those that must.
func (c *exclusion) bars(s *Solver, i int32, t int32) bool {
	c.set = append(append(c.set[:0], c.must[t]...), i)
	return !c.ask(s, int(t), c.set)
}

// push moves the start of a runner away from periods that bar it.
func (c *exclusion) push(s *Solver, i int32) bool {
	r := &c.runners[i]
	lo, hi := s.bound[r.side], -s.bound[r.side+1]
	if lo == hi {
		return true
	}
	n, first, own := int32(len(c.runners)), hi, lo+r.dur
	for t := lo + r.dur - 1; t >= lo; t-- {
		if t >= first && t < own || !c.bars(s, i, t) {
			continue
		}
		lo = t + 1
		if !s.raise(r.side, lo, c.id, t*n+i) {
			return false
		}
		t = lo + r.dur
	}
	for t := hi; t < hi+r.dur; t++ {
		if t >= first && t < own || !c.bars(s, i, t) {
			continue
		}
		hi = t - r.dur
		if !s.raise(r.side+1, -hi, c.id, t*n+i) {
			return false
		}
		t = hi - 1
	}
	return true
}

// explain gives a minimal set of runners that may not run together in the period.
func (c *exclusion) explain(s *Solver, data, side, _ int32) {
	n := int32(len(c.runners))
	t, moved := data/n, int32(-1)
	s.requireLit(c.guard)
	var set []int32
	if side >= 0 {
		moved = data % n
		r := &c.runners[moved]
		s.requireLit(r.when)
		if side == r.side {
			s.require(side, t+1-r.dur)
		} else {
			s.require(side, -t)
		}
		set = append(set, moved)
	}
	fixed := len(set)
	for i := range c.runners {
		r := &c.runners[i]
		if int32(i) != moved && s.Holds(r.when) && -s.bound[r.side+1] <= t && t < s.bound[r.side]+r.dur {
			set = append(set, int32(i))
		}
	}
	for _, i := range c.minimal(s, int(t), set, fixed)[fixed:] {
		r := &c.runners[i]
		s.requireLit(r.when)
		s.require(r.side, t+1-r.dur)
		s.require(r.side+1, -t)
	}
}

// minimal drops members of a forbidden set, except the first few, while it stays forbidden.
func (c *exclusion) minimal(s *Solver, t int, set []int32, fixed int) []int32 {
	for k := len(set) - 1; k >= fixed; k-- {
		c.set = append(append(c.set[:0], set[:k]...), set[k+1:]...)
		if !c.ask(s, t, c.set) {
			set = append(set[:k], set[k+1:]...)
		}
	}
	return set
}
