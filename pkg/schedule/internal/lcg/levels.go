package lcg

// Levels demands for every period t that what all items take at t is within the supply of t. What an item takes depends on
// how long ago it started: a step function, not negative, zero before the start. Reservoirs are of this kind, and what may be
// drawn in one period.
type levels struct {
	id     int32
	guard  Lit
	supply []int64
	items  []item

	// What every item takes at least, per period, as of the bounds in seen; recomputed for those whose bounds have moved.
	row   [][]int64
	seen  []seen
	total []int64
	lost  []int64 // scratch of explain
	fresh []int64 // scratch of refresh
	spare []int64
}

// Profile is an item of Levels: it takes what the alternative that holds says.
type Profile struct {
	Start        Var
	Alternatives []Steps
}

// Steps takes Amounts[i] from Start + Offsets[i] until the next offset, if When holds. Offsets ascend and are not negative.
type Steps struct {
	When    Lit
	Offsets []int32
	Amounts []int64
}

type item struct {
	side int32
	alts []Steps
}

type seen struct {
	lo, hi int32
	alive  uint64
}

// Levels adds such a constraint; it counts while guard holds.
func (s *Solver) Levels(supply []int64, items []Profile, guard Lit) {
	c := newLevels(supply, items)
	c.guard = guard
	c.attach(s, s.register(c))
	s.watchAtom(c.id, guard)
}

func newLevels(supply []int64, items []Profile) *levels {
	c := &levels{supply: supply, total: make([]int64, len(supply)), lost: make([]int64, len(items)),
		fresh: make([]int64, len(supply)), spare: make([]int64, len(supply))}
	for _, it := range items {
		c.items = append(c.items, item{2 * int32(it.Start), it.Alternatives})
		c.row = append(c.row, make([]int64, len(supply)))
		c.seen = append(c.seen, seen{lo: 1, hi: 0})
	}
	return c
}

// attach has the propagator of that number run whenever an item moves.
func (c *levels) attach(s *Solver, id int32) {
	c.id = id
	for i := range c.items {
		s.subscribe(c.id, c.items[i].side)
		s.subscribe(c.id, c.items[i].side+1)
		for _, a := range c.items[i].alts {
			s.watchAtom(c.id, a.When)
		}
	}
}

func (c *levels) rank() int { return 1 }

// at is what the alternative takes k periods after the start.
func (a *Steps) at(k int32) int64 {
	amount := int64(0)
	for i, o := range a.Offsets {
		if o > k {
			break
		}
		amount = a.Amounts[i]
	}
	return amount
}

// least is the smallest that the alternative takes from k periods after the start up to l.
func (a *Steps) least(k, l int32) int64 {
	least := a.at(k)
	for i, o := range a.Offsets {
		if o > k && o <= l {
			least = min(least, a.Amounts[i])
		}
	}
	return least
}

func (c *levels) propagate(s *Solver) bool {
	if !s.Holds(c.guard) {
		return true
	}
	for i := range c.items {
		c.refresh(s, i)
	}
	slack := int64(1) << 62
	for t, sup := range c.supply {
		if c.total[t] > sup {
			return s.clash(c.id, int32(t*len(c.items)))
		}
		slack = min(slack, sup-c.total[t])
	}
	s.work += int64(len(c.supply) + 10*len(c.items))
	for i := range c.items {
		if !c.push(s, i, slack) {
			return false
		}
	}
	return true
}

// refresh recomputes what an item takes at least, if its bounds have moved.
func (c *levels) refresh(s *Solver, i int) {
	it := &c.items[i]
	now := seen{lo: s.bound[it.side], hi: -s.bound[it.side+1]}
	for j := range it.alts {
		if !s.Fails(it.alts[j].When) {
			now.alive |= 1 << uint(j&63)
		}
	}
	if now == c.seen[i] {
		return
	}
	from := max(0, min(now.hi, c.seen[i].hi, int32(len(c.supply))))
	c.seen[i] = now
	row, fresh := c.row[i][from:], c.fresh[from:]
	it.fill(s, fresh, from, c.spare[from:])
	total := c.total[from:]
	for t, v := range fresh {
		total[t] += v - row[t]
		row[t] = v
	}
	s.work += int64(4 * len(row))
}

// fill writes what the item takes at least in the periods from the given one on, which is not after its latest start.
func (it *item) fill(s *Solver, out []int64, from int32, spare []int64) {
	lo, hi := s.bound[it.side]-from, -s.bound[it.side+1]-from
	found := false
	for j := range it.alts {
		a := &it.alts[j]
		if s.Fails(a.When) {
			continue
		}
		if !found {
			a.fill(out, lo, hi)
			found = true
			continue
		}
		a.fill(spare, lo, hi)
		for t, v := range spare {
			out[t] = min(out[t], v)
		}
	}
	if !found {
		clear(out)
	}
}

// fill writes what the alternative takes at least in the periods from 0 on if it starts between lo and hi.
func (a *Steps) fill(out []int64, lo, hi int32) {
	n := int32(len(out))
	at, amount := int32(0), int64(0)
	for i, o := range a.Offsets {
		until := min(n, hi+o)
		for ; at < until; at++ {
			out[at] = amount
		}
		amount = a.Amounts[i]
	}
	for ; at < n; at++ {
		out[at] = amount
	}
	for i, o := range a.Offsets { // a step down that an earlier start has behind it already
		for t := max(0, hi, lo+o); t < min(n, hi+o); t++ {
			out[t] = min(out[t], a.Amounts[i])
		}
	}
}

// takes is what the item takes at t at least.
func (it *item) takes(s *Solver, t int32) int64 {
	least, found := int64(0), false
	for j := range it.alts {
		a := &it.alts[j]
		if s.Fails(a.When) {
			continue
		}
		v := a.least(t+s.bound[it.side+1], t-s.bound[it.side])
		if !found || v < least {
			least, found = v, true
		}
	}
	return least
}

// push moves the start of an item whose alternative is decided away from where it would take too much.
func (c *levels) push(s *Solver, i int, slack int64) bool {
	it := &c.items[i]
	lo, hi := s.bound[it.side], -s.bound[it.side+1]
	a := it.decided(s)
	if a == nil || lo == hi || a.most() <= slack {
		return true
	}
	for lo <= hi {
		t := c.blocked(s, i, a, lo)
		if t < 0 {
			break
		}
		for lo <= hi && c.tooMuch(i, a, lo, t) {
			lo++
		}
		if !s.raise(it.side, lo, c.id, t*int32(len(c.items))+int32(i)) {
			return false
		}
	}
	for hi >= lo {
		t := c.blocked(s, i, a, hi)
		if t < 0 {
			break
		}
		for hi >= lo && c.tooMuch(i, a, hi, t) {
			hi--
		}
		if !s.raise(it.side+1, -hi, c.id, t*int32(len(c.items))+int32(i)) {
			return false
		}
	}
	return true
}

func (it *item) decided(s *Solver) *Steps {
	for j := range it.alts {
		if s.Holds(it.alts[j].When) {
			return &it.alts[j]
		}
	}
	return nil
}

func (a *Steps) most() int64 {
	most := int64(0)
	for _, v := range a.Amounts {
		most = max(most, v)
	}
	return most
}

// blocked finds a period in which the item started at x would take too much; -1 if there is none.
func (c *levels) blocked(s *Solver, i int, a *Steps, x int32) int32 {
	h := int32(len(c.supply))
	s.work += int64(h - x)
	for j, o := range a.Offsets {
		until := h
		if j+1 < len(a.Offsets) {
			until = min(h, x+a.Offsets[j+1])
		}
		for t := until - 1; t >= x+o; t-- {
			if a.Amounts[j] > c.room(i, t) {
				return t
			}
		}
	}
	return -1
}

func (c *levels) room(i int, t int32) int64 { return c.supply[t] - c.total[t] + c.row[i][t] }

func (c *levels) tooMuch(i int, a *Steps, x, t int32) bool { return a.at(t-x) > c.room(i, t) }

// explain gives, for one period, what the others take at least, and where the moved item was.
func (c *levels) explain(s *Solver, data, side, need int32) {
	n := int32(len(c.items))
	t, moved := data/n, int(data%n)
	s.requireLit(c.guard)
	excess := -c.supply[t] - 1
	if side < 0 {
		moved = -1
	} else {
		excess += c.explainMoved(s, moved, t, side, need)
	}
	for j := range c.items {
		c.lost[j] = 0
		if j != moved && t >= -s.bound[c.items[j].side+1] {
			c.lost[j] = c.items[j].takes(s, t)
			excess += c.lost[j]
		}
	}
	for j, v := range c.lost {
		switch {
		case v == 0 || j == moved:
		case v <= excess:
			excess -= v
		default:
			c.items[j].require(s, t, v)
		}
	}
	s.work += int64(20 * len(c.items))
}

// explainMoved asks for where the item was and returns what it would have taken at t wherever the explained bound excludes it.
func (c *levels) explainMoved(s *Solver, i int, t, side, need int32) int64 {
	it := &c.items[i]
	a := it.decided(s)
	s.requireLit(a.When)
	if side == it.side {
		from := s.bound[side]
		s.require(side, from)
		return a.least(t-need+1, t-from)
	}
	from := -s.bound[side]
	s.require(side, -from)
	return a.least(t-from, t+need-1)
}

// require asks for the item to take at least v at t, with bounds as wide as that allows. It reports whether these are as narrow as
// they are now.
func (it *item) require(s *Solver, t int32, v int64) (narrow bool) {
	lo, hi := s.bound[it.side], -s.bound[it.side+1]
	wide, low := s.hi[it.side>>1], s.lo[it.side>>1]
	for j := range it.alts {
		a := &it.alts[j]
		if a.least(t-hi, t-lo) < v { // also where the alternative no longer counts
			s.requireLit(a.When ^ 1)
			continue
		}
		to, from := hi, lo
		for to < wide && a.at(t-to-1) >= v {
			to++
		}
		for from > low && a.at(t-from+1) >= v {
			from--
		}
		wide, low = to, from
	}
	s.require(it.side, low)
	s.require(it.side+1, -wide)
	return low == lo && wide == hi
}
