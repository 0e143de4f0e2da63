package schedule

import "slices"

// parallel is parallel schedule generation: period by period, every activity that may start is started, in the order of
// the key of its group, the modes being those of least cost. Where few things are scarce it packs better than inserting
// group by group. Groups that do not get through are taken out, and inserted afterwards.
func (s *stream) parallel() {
	m := s.m
	s.reset()
	s.bank = s.bank[:0]
	for g := range int32(m.nG) {
		if mode := s.guide.mainMode(g); mode >= 0 {
			s.mode[g] = mode
		}
	}
	open := make([]int32, m.nA) // predecessors that are not placed yet
	var ready []int32
	release := func(a int32) {
		for _, e := range m.succs[a] {
			if open[e.other]--; open[e.other] == 0 {
				ready = append(ready, e.other)
			}
		}
	}
	for a := range open {
		open[a] = int32(len(m.preds[a]))
		if open[a] == 0 {
			ready = append(ready, int32(a))
		}
	}
	for t := int32(0); t <= int32(m.h) && !s.stop.Load(); t++ {
		slices.SortStableFunc(ready, func(a, b int32) int {
			switch ka, kb := s.key[m.groupOf[a]], s.key[m.groupOf[b]]; {
			case ka < kb:
				return -1
			case ka > kb:
				return 1
			}
			return int(a - b)
		})
		wait := ready[:0:0]
		for i := 0; i < len(ready); i++ { // it may grow while it is read
			a := ready[i]
			mode := s.mode[m.groupOf[a]]
			x := m.am(a, mode)
			switch {
			case x.absent:
				release(a)
			case s.startable(a, mode, x, t):
				s.place(a, x, t)
				release(a)
			case t < x.lst:
				wait = append(wait, a)
			}
		}
		ready = wait
		s.work += int64(20 * len(ready))
	}
	s.settleParallel()
}

// startable tells whether activity a may start in period t.
func (s *stream) startable(a, mode int32, x *actMode, t int32) bool {
	if t < x.est || t > x.lst || x.next[t] != t {
		return false
	}
	for _, e := range s.m.preds[a] {
		if s.start[e.other] >= 0 && t < s.end[e.other]+e.min {
			return false
		}
	}
	ok, _, _ := s.fits(a, mode, x, t)
	return ok
}

// settleParallel books the groups that are complete and inserts the others.
func (s *stream) settleParallel() {
	m := s.m
	var left []int32
	for g := range int32(m.nG) {
		mode := s.mode[g]
		gm := m.gm(g, mode)
		if !slices.ContainsFunc(gm.present, func(a int32) bool { return s.start[a] < 0 }) {
			s.choose(g, mode)
			s.addRates(g, 1)
		} else {
			s.clearGroup(g, mode)
			left = append(left, g)
		}
	}
	for b := range s.budget { // the cheapest modes together may be more than a budget bears: make room
		for g := int32(0); g < int32(m.nG) && s.budget[b] < 0; g++ {
			if s.mode[g] >= 0 && use(m.gm(g, s.mode[g]), b) > 0 {
				s.take(g)
				left = append(left, g)
			}
		}
	}
	s.order = s.guide.sequence(left, s.key, s.order, s.mark)
	for _, g := range s.order {
		if s.stop.Load() || !s.insert(g) {
			s.bank = append(s.bank, g)
		}
	}
}
