package lcg

import "slices"

// Task is a piece of work that may hold a resource: from start + shift on, for as many periods as Duration says, it takes Demand.
// Both may be variables, which only their lower bounds count for; a task that may not take place has a demand from 0.
type Task struct {
	Start    Var
	Shift    int
	Duration Amount
	Demand   Amount
}

// Amount is a constant, or what a variable says where Var is above 0: its value, or where Values are given, the entry with that
// index. Values ascend.
type Amount struct {
	Const  int
	Var    Var
	Values []int32
}

// cumulative keeps, in every period, the demands of all tasks within the capacity. It reasons with compulsory parts: where a
// task must be running wherever it starts. Explanations are pointwise: one period, and enough tasks that must run in it.
type cumulative struct {
	id       int32
	guard    Lit
	capacity []int32
	tasks    []task

	least int32 // the smallest capacity: what a task meets where no compulsory part is

	free   []int32 // scratch: capacity left over by the compulsory parts
	active []int32 // scratch: tasks with a duration and a demand
	marked []int32 // scratch of explain
}

type task struct {
	side, shift int32 // lower side of the start
	dur, dem    amount
}

// amount is a constant when its side is -1.
type amount struct {
	side, value int32
	values      []int32
}

func (a *amount) now(s *Solver) int32 {
	switch {
	case a.side < 0:
		return a.value
	case a.values != nil:
		return a.values[s.bound[a.side]]
	}
	return s.bound[a.side]
}

// require asks for the amount to be at least v.
func (a *amount) require(s *Solver, v int32) {
	if a.side < 0 {
		return
	}
	if a.values != nil {
		at, _ := slices.BinarySearch(a.values, v)
		v = int32(at)
	}
	s.require(a.side, v)
}

// Cumulative adds a resource with a capacity per period; it counts while guard holds. Tasks must end by the last period there is.
func (s *Solver) Cumulative(capacity []int32, tasks []Task, guard Lit) {
	c := &cumulative{guard: guard, capacity: capacity, least: slices.Min(capacity), free: make([]int32, len(capacity))}
	for _, t := range tasks {
		c.tasks = append(c.tasks, task{2 * int32(t.Start), int32(t.Shift), side(t.Duration), side(t.Demand)})
	}
	c.id = s.register(c)
	s.watchAtom(c.id, guard)
	for _, t := range c.tasks {
		s.subscribe(c.id, t.side)
		s.subscribe(c.id, t.side+1)
		for _, a := range []amount{t.dur, t.dem} {
			if a.side >= 0 {
				s.subscribe(c.id, a.side)
			}
		}
	}
}

func side(a Amount) amount {
	if a.Var > 0 {
		return amount{side: 2 * int32(a.Var), values: a.Values}
	}
	return amount{side: -1, value: int32(a.Const)}
}

func (c *cumulative) rank() int { return 1 }

// window is where a task may run, seen from one propagation.
type window struct{ est, lst, dur, dem int32 }

func (c *cumulative) window(s *Solver, i int32) window {
	t := &c.tasks[i]
	return window{s.bound[t.side] + t.shift, -s.bound[t.side+1] + t.shift, t.dur.now(s), t.dem.now(s)}
}

func (c *cumulative) propagate(s *Solver) bool {
	if !s.Holds(c.guard) {
		return true
	}
	c.active = c.active[:0]
	for i := range c.tasks {
		t := &c.tasks[i]
		if t.dur.now(s) > 0 && t.dem.now(s) > 0 {
			c.active = append(c.active, int32(i))
		}
	}
	tightest, at := c.profile(s)
	if tightest < 0 {
		return s.clash(c.id, at*int32(len(c.tasks)))
	}
	for _, i := range c.active {
		w := c.window(s, i)
		if w.dem <= tightest || w.est == w.lst {
			continue
		}
		if !c.pushEarly(s, i, w) || !c.pushLate(s, i, w) {
			return false
		}
	}
	return true
}

// profile computes what the compulsory parts leave free, and where that is least.
func (c *cumulative) profile(s *Solver) (tightest, at int32) {
	copy(c.free, c.capacity)
	tightest, at = 1<<30, 0
	periods := int32(0)
	for _, i := range c.active {
		w := c.window(s, i)
		for t := w.lst; t < w.est+w.dur; t++ {
			c.free[t] -= w.dem
			if c.free[t] < tightest {
				tightest, at = c.free[t], t
			}
			periods++
		}
	}
	s.work += int64(len(c.capacity)/4) + int64(6*len(c.tasks)) + int64(2*periods)
	return min(tightest, c.least), at
}

// pushEarly moves the earliest start behind periods where the task would be too much.
func (c *cumulative) pushEarly(s *Solver, i int32, w window) bool {
	own := w.est + w.dur // where its own compulsory part ends
	for t := w.est + w.dur - 1; t >= w.est; t-- {
		if c.free[t] >= w.dem || t >= w.lst && t < own {
			continue
		}
		s.work += int64(w.dur)
		if !s.raise(c.tasks[i].side, t+1-c.tasks[i].shift, c.id, t*int32(len(c.tasks))+i) {
			return false
		}
		w.est = t + 1
		t = w.est + w.dur
	}
	s.work += int64(w.dur)
	return true
}

// pushLate moves the latest start before such periods.
func (c *cumulative) pushLate(s *Solver, i int32, w window) bool {
	from, own := w.lst, w.est+w.dur
	for t := w.lst; t < w.lst+w.dur; t++ {
		if c.free[t] >= w.dem || t >= from && t < own {
			continue
		}
		s.work += int64(w.dur)
		lst := t - w.dur
		if !s.raise(c.tasks[i].side+1, c.tasks[i].shift-lst, c.id, t*int32(len(c.tasks))+i) {
			return false
		}
		w.lst = lst
		t = w.lst - 1
	}
	s.work += int64(w.dur)
	return true
}

// explain gives, for one period, enough tasks that must run in it, and where the moved task was.
func (c *cumulative) explain(s *Solver, data, side, need int32) {
	n := int32(len(c.tasks))
	t, i := data/n, data%n
	room := c.capacity[t]
	s.requireLit(c.guard)
	if side < 0 {
		i = -1
	} else {
		room -= c.explainMoved(s, i, t, side)
	}
	c.marked = c.marked[:0]
	excess := -room - 1
	for j := range n {
		if j == i {
			continue
		}
		w := c.window(s, j)
		if w.dem > 0 && w.lst <= t && t < w.est+w.dur {
			c.marked = append(c.marked, j)
			excess += w.dem
		}
	}
	for _, j := range c.marked {
		w := c.window(s, j)
		k := &c.tasks[j]
		if w.dem <= excess && !c.wanted(s, j, t, w) {
			excess -= w.dem
			continue
		}
		s.require(k.side, t+1-w.dur-k.shift)
		s.require(k.side+1, k.shift-t)
		k.dur.require(s, w.dur)
		k.dem.require(s, w.dem)
	}
	s.work += int64(8 * n)
}

// explainMoved gives the part of the explanation that concerns the task itself, and its demand.
func (c *cumulative) explainMoved(s *Solver, i, t, side int32) int32 {
	k := &c.tasks[i]
	dur, dem := k.dur.now(s), k.dem.now(s)
	if side == k.side {
		s.require(side, t+1-dur-k.shift)
	} else {
		s.require(side, k.shift-t)
	}
	k.dur.require(s, dur)
	k.dem.require(s, dem)
	return dem
}

// wanted tells whether a task can take part at no cost, because what it needs is in the conflict already.
func (c *cumulative) wanted(s *Solver, j, t int32, w window) bool {
	k := &c.tasks[j]
	return s.want[k.side] >= t+1-w.dur-k.shift && s.want[k.side+1] >= k.shift-t
}
