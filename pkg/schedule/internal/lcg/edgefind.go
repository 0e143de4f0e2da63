package lcg

import (
	"cmp"
	"slices"
)

// edgeFinder is time-table edge finding (Vilím 2011) for a cumulative resource: in a stretch of time the energy of the tasks
// that must lie in it, compulsory parts and the least overlap of the others included, cannot exceed what the
// resource offers there; and a task that would bring in too much starts later. Both directions are the same code on
// mirrored time. Explanations are as in Schutt, Feydy and Stuckey 2013: every task with as much overlap as is needed.
type edgeFinder struct {
	*cumulative
	id      int32
	deepest int32 // last level on which it looks

	views  []view
	byEst  []int32
	ends   []int32
	offer  []int64 // per period: energy that the resource offers before it
	fixed  []int64 // likewise: energy of compulsory parts
	mirror bool
}

// view is a task as one direction sees it.
type view struct {
	task               int32
	est, lst, dur, dem int32
}

// deepestEdge is the last level on which edges are looked for. Deeper down it takes three times as long as it saves (measured on
// PSPLIB j60 and j120: as many conflicts to a proof, each much dearer); near the root it raises bounds at once.
const deepestEdge = 1

// longestEdge is the largest number of periods for which a stretch of time fits what the trail keeps for a reason.
const longestEdge = 40_000

// EdgeFinding adds time-table edge finding to every Cumulative stated so far.
func (s *Solver) EdgeFinding() {
	for _, p := range slices.Clone(s.props) {
		c, ok := p.(*cumulative)
		if !ok || len(c.capacity) > longestEdge {
			continue
		}
		f := &edgeFinder{cumulative: c, deepest: deepestEdge, offer: make([]int64, len(c.capacity)+1), fixed: make([]int64, len(c.capacity)+1)}
		f.id = s.register(f)
		s.watchAtom(f.id, c.guard)
		for _, t := range c.tasks {
			s.subscribe(f.id, t.side)
			s.subscribe(f.id, t.side+1)
		}
	}
}

func (f *edgeFinder) rank() int { return 2 }

func (f *edgeFinder) propagate(s *Solver) bool {
	if s.level() > f.deepest || !s.Holds(f.guard) {
		return true
	}
	for _, mirror := range []bool{false, true} {
		f.mirror = mirror
		f.look(s)
		if !f.sweep(s) {
			return false
		}
	}
	return true
}

// look fills in the views and the energies in the present direction.
func (f *edgeFinder) look(s *Solver) {
	h := int32(len(f.capacity))
	f.views, f.byEst, f.ends = f.views[:0], f.byEst[:0], f.ends[:0]
	clear(f.fixed)
	for i := range f.tasks {
		w := f.window(s, int32(i))
		if w.dur <= 0 || w.dem <= 0 {
			continue
		}
		if f.mirror {
			w.est, w.lst = h-w.lst-w.dur, h-w.est-w.dur
		}
		f.byEst = append(f.byEst, int32(len(f.views)))
		f.views = append(f.views, view{int32(i), w.est, w.lst, w.dur, w.dem})
		f.ends = append(f.ends, w.lst+w.dur)
		if w.lst < w.est+w.dur {
			f.fixed[w.lst+1] += int64(w.dem)
			if at := w.est + w.dur + 1; at <= h {
				f.fixed[at] -= int64(w.dem)
			}
		}
	}
	height := int64(0)
	for t := range h {
		height += f.fixed[t+1]
		at := t
		if f.mirror {
			at = h - 1 - t
		}
		f.fixed[t+1] = f.fixed[t] + height
		f.offer[t+1] = f.offer[t] + int64(f.capacity[at])
	}
	slices.SortFunc(f.byEst, func(a, b int32) int { return cmp.Compare(f.views[b].est, f.views[a].est) })
	slices.Sort(f.ends)
	f.ends = slices.Compact(f.ends)
	s.work += int64(30*len(f.tasks)) + int64(3*h)
}

// sweep looks at every stretch from an earliest start to a latest end.
func (f *edgeFinder) sweep(s *Solver) bool {
	for _, b := range f.ends {
		if !f.sweepTo(s, b) {
			return false
		}
	}
	s.work += int64(4 * len(f.ends) * len(f.views))
	return true
}

// sweepTo looks at the stretches that end at b, from the shortest on.
func (f *edgeFinder) sweepTo(s *Solver, b int32) bool {
	energy, most, who := int64(0), int64(0), int32(-1)
	for k, i := range f.byEst {
		v := &f.views[i]
		if v.est >= b {
			continue
		}
		must := min(v.dur, max(0, b-v.lst))
		energy += int64(v.dem) * int64(must-max(0, min(v.est+v.dur, b)-v.lst))
		if more := int64(v.dem) * int64(min(v.dur, b-v.est)-must); more > most {
			most, who = more, i
		}
		if k+1 < len(f.byEst) && f.views[f.byEst[k+1]].est == v.est {
			continue
		}
		room := f.offer[b] - f.offer[v.est] - (f.fixed[b] - f.fixed[v.est]) - energy
		if room < 0 {
			return s.clash(f.id, f.stretch(v.est, b))
		}
		if most > room && !f.push(s, &f.views[who], v.est, b, room) {
			return false
		}
	}
	return true
}

// push moves a task to where it overlaps the stretch from a to b no more than there is room for.
func (f *edgeFinder) push(s *Solver, u *view, a, b int32, room int64) bool {
	must := int64(min(u.dur, max(0, b-u.lst)))
	est := b - int32(must+room/int64(u.dem))
	if est <= u.est {
		return true
	}
	t := &f.tasks[u.task]
	if f.mirror {
		lst := int32(len(f.capacity)) - est - u.dur
		return s.raise(t.side+1, t.shift-lst, f.id, f.stretch(a, b))
	}
	return s.raise(t.side, est-t.shift, f.id, f.stretch(a, b))
}

// stretch packs a stretch in the direction of time.
func (f *edgeFinder) stretch(a, b int32) int32 {
	h := int32(len(f.capacity))
	if f.mirror {
		a, b = h-b, h-a
	}
	return a*(h+1) + b
}

// explain gives, for the stretch, as much overlap of as many tasks as is too much together with the moved one's.
func (f *edgeFinder) explain(s *Solver, data, side, need int32) {
	h := int32(len(f.capacity))
	a, b := data/(h+1), data%(h+1)
	s.requireLit(f.guard)
	excess, moved := int64(-1), int32(-1)
	for t := a; t < b; t++ {
		excess -= int64(f.capacity[t])
	}
	if side >= 0 {
		moved = f.taskOf(side)
		excess += f.explainMoved(s, moved, a, b, side, need)
	}
	for j := range f.tasks {
		if int32(j) != moved {
			w := f.window(s, int32(j))
			excess += int64(w.dem) * int64(w.overlap(a, b))
		}
	}
	for j := range f.tasks {
		w := f.window(s, int32(j))
		p := w.overlap(a, b)
		if int32(j) == moved || w.dem <= 0 || p <= 0 {
			continue
		}
		less := min(int64(p), excess/int64(w.dem))
		excess -= less * int64(w.dem)
		if p -= int32(less); p > 0 {
			k := &f.tasks[j]
			s.require(k.side, a+p-w.dur-k.shift)
			s.require(k.side+1, k.shift-(b-p))
			k.dur.require(s, w.dur)
			k.dem.require(s, w.dem)
		}
	}
	s.work += int64(20 * len(f.tasks))
}

// overlap is how much of the task lies between a and b wherever it starts.
func (w window) overlap(a, b int32) int32 {
	return max(0, min(w.dur, b-a, w.est+w.dur-a, b-w.lst))
}

// taskOf is the task whose start has the side. Tasks of one resource have starts of their own.
func (f *edgeFinder) taskOf(side int32) int32 {
	for i := range f.tasks {
		if f.tasks[i].side == side&^1 {
			return int32(i)
		}
	}
	return -1
}

// explainMoved asks for where the moved task was, and returns the energy that it would have brought.
func (f *edgeFinder) explainMoved(s *Solver, i, a, b, side, need int32) int64 {
	k := &f.tasks[i]
	dur, dem := k.dur.now(s), k.dem.now(s)
	var q int32
	if side == k.side {
		q = min(dur, b-a, b-(need+k.shift)+1)
		s.require(side, a+q-dur-k.shift)
	} else {
		lst := k.shift - need
		q = min(dur, b-a, lst+dur+1-a)
		s.require(side, k.shift-(b-q))
	}
	k.dur.require(s, dur)
	k.dem.require(s, dem)
	return int64(dem) * int64(q)
}
