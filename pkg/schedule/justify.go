package schedule

import "slices"

// justify is forward-backward improvement (Li and Willis 1992, Tormos and Lova 2001) for schedules with calendars and
// reservoirs: every activity is moved as late as it fits, the last first, and then as early as it fits, the first first.
// The first pass gathers room at the front that the second one uses. It reports whether the result was kept.
func (s *stream) justify() bool {
	m := s.m
	if len(s.bank) > 0 {
		return false
	}
	if s.owing >= 0 {
		s.easeAll()
		return true
	}
	copy(s.oldVals, s.values)
	copy(s.oldAt, s.start)
	s.each(-1)
	order := s.placed
	order = order[:0]
	for a := range int32(m.nA) {
		if s.start[a] >= 0 {
			order = append(order, a)
		}
	}
	s.placed = order
	slices.SortStableFunc(order, func(a, b int32) int { return int(s.end[b] - s.end[a]) })
	s.shift(order, false)
	slices.SortStableFunc(order, func(a, b int32) int { return int(s.start[a] - s.start[b]) })
	s.shift(order, true)
	for g := range int32(m.nG) {
		s.delayAll(g, s.mode[g])
	}
	s.each(1)
	s.finish()
	if s.acceptable(float64(s.oldVals[s.focus])) {
		if slices.Compare(s.values, s.best.values) < 0 {
			s.capture()
		}
		return true
	}
	for _, a := range order {
		x := m.am(a, s.mode[m.groupOf[a]])
		s.unplace(a, x)
		s.place(a, x, s.oldAt[a])
	}
	copy(s.values, s.oldVals)
	return false
}

// each adds or takes away what all groups contribute by their completions.
func (s *stream) each(sign int64) {
	for g := range int32(s.m.nG) {
		s.addRates(g, sign)
	}
}

// shift moves each activity, in the given order, to the first or the last start that its placed neighbours and the
// limits leave it. Its present start is one of them, so it never loses its place. Followers are left where they are by
// the second pass: nobody gains by their being early, and their money would be gone.
func (s *stream) shift(order []int32, early bool) {
	m := s.m
	for _, a := range order {
		if s.stop.Load() {
			return
		}
		mode := s.mode[m.groupOf[a]]
		x := m.am(a, mode)
		at := s.start[a]
		lo, hi := at, at
		if early && !x.hurry {
			continue
		}
		if early {
			lo = x.est
			for _, e := range m.preds[a] {
				if s.start[e.other] >= 0 {
					lo = max(lo, s.end[e.other]+e.min)
				}
			}
		} else {
			hi = x.lst
			for _, e := range m.succs[a] {
				if s.start[e.other] >= 0 {
					hi = min(hi, s.start[e.other]-e.min-x.dur)
				}
			}
		}
		if lo >= hi {
			continue
		}
		s.unplace(a, x)
		to := int32(-1)
		if early {
			to = s.earliest(a, mode, x, lo, hi)
		} else {
			to = s.latest(a, mode, x, lo, hi)
		}
		if to < 0 {
			to = at
		}
		s.place(a, x, to)
	}
}
