package schedule

// blocker says what stopped an activity: the kind of limit, its index, and the period.
type blocker struct {
	kind   LimitKind
	index  int32
	period int32
}

// fits asks whether activity a in mode x can start at s beside everything that is placed. When it cannot, later is the
// first start after s that is not excluded for the same reason, and why names the reason.
func (st *state) fits(a, mode int32, x *actMode, s int32) (ok bool, later int32, why blocker) {
	h := st.m.h
	end := int(s + x.dur)
	for _, d := range x.demands {
		row := st.free[int(d.res)*h:]
		for t := end - 1; t >= int(s); t-- {
			if row[t] < d.amount {
				st.work += 6 + int64(end-t)
				return false, int32(t) + 1, blocker{LimitResource, d.res, int32(t)}
			}
		}
	}
	st.work += 8 + int64(len(x.demands))*int64(x.dur)
	for i := range x.profiles {
		pr := &x.profiles[i]
		if t := st.shortage(pr, int(s)); t >= 0 {
			later = s + 1
			if x.regular {
				// what was drawn only shrinks afterwards, so period t stays short until the activity starts after it
				later = max(later, int32(t)+1-pr.offs[0])
			}
			return false, later, blocker{LimitReservoir, pr.v, int32(t)}
		}
	}
	for _, d := range x.draws {
		if t := int(s + d.off); t < h && st.draw[int(d.v)*h+t] < d.amount {
			return false, s + 1, blocker{LimitDraw, d.v, int32(t)}
		}
	}
	for i := range st.debts {
		if t := st.overcharged(i, x, s); t >= 0 {
			return false, s + 1, blocker{LimitReservoir, int32(st.m.charges[i].v), int32(t)}
		}
	}
	if x.exclusive {
		for t := end - 1; t >= int(s); t-- {
			if !st.allowed(a, mode, x, t) {
				return false, int32(t) + 1, blocker{LimitOverlap, -1, int32(t)}
			}
		}
	}
	return true, s, blocker{}
}

// shortage finds a period in which the reservoir could not bear the profile started at s: the last one for the open
// end, else any; -1 when there is none.
func (st *state) shortage(pr *profile, s int) int {
	h := st.m.h
	base := int(pr.v) * h
	st.fresh(int(pr.v))
	low := st.low[base : base+h]
	n := len(pr.offs) - 1
	if t := s + int(pr.offs[n]); t < h && low[t] < pr.net[n] {
		// the last t with level below net is where low steps up: low is not decreasing
		lo, hi := t, h-1
		for lo < hi {
			mid := (lo + hi + 1) / 2
			if low[mid] < pr.net[n] {
				lo = mid
			} else {
				hi = mid - 1
			}
		}
		st.work += 12
		return lo
	}
	for i := n - 1; i >= 0; i-- {
		t, until := s+int(pr.offs[i]), min(h, s+int(pr.offs[i+1]))
		if t >= h || low[t] >= pr.net[i] {
			continue
		}
		level := st.level[base : base+h]
		for u := until - 1; u >= t; u-- {
			if level[u] < pr.net[i] {
				st.work += 6 + int64(until-u)
				return u
			}
		}
		st.work += int64(until - t)
	}
	st.work += 6
	return -1
}

// earliest finds the first start in lo … hi that fits, or -1.
func (st *state) earliest(a, mode int32, x *actMode, lo, hi int32) int32 {
	for s := x.next[lo]; s <= hi; {
		ok, later, _ := st.fits(a, mode, x, s)
		if ok {
			return s
		}
		if later > hi {
			return -1
		}
		s = x.next[later]
	}
	return -1
}

// latest finds the last start in lo … hi that fits, or -1.
func (st *state) latest(a, mode int32, x *actMode, lo, hi int32) int32 {
	for s := x.prev[hi]; s >= lo; {
		ok, _, why := st.fits(a, mode, x, s)
		if ok {
			return s
		}
		s--
		if why.kind == LimitResource || why.kind == LimitOverlap {
			s = min(s, why.period-x.dur)
		}
		if s < lo {
			return -1
		}
		s = x.prev[s]
	}
	return -1
}
