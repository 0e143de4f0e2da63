package schedule

// startTable says at which periods a mode could start if nothing else were scheduled.
type startTable struct {
	next, prev []int32
}

// startTables builds start tables and keeps equal ones once: thousands of modes share a few calendars.
type startTables struct {
	m     *model
	known map[string]*startTable
	bits  []byte
}

func (ts *startTables) get(x *actMode, md *Mode) *startTable {
	m := ts.m
	h := m.h
	if cap(ts.bits) < h+1 {
		ts.bits = make([]byte, h+1)
	}
	ok := ts.bits[:h+1]
	last := h
	if md.Due > 0 {
		last = min(last, md.Due)
	}
	for s := range ok {
		ok[s] = 1
		if s < md.Release || s+md.Duration > last {
			ok[s] = 0
		}
	}
	if md.Duration > 0 && md.Duration <= h {
		ts.clearClosed(ok, x, md)
	}
	for _, pr := range x.profiles {
		ts.clearDrawn(ok, &pr)
	}
	for _, d := range x.draws {
		for s := range ok {
			if t := s + int(d.off); t < h && m.maxDraw[int(d.v)*h+t] < d.amount {
				ok[s] = 0
			}
		}
	}
	if t, seen := ts.known[string(ok)]; seen {
		return t
	}
	t := &startTable{next: make([]int32, h+2), prev: make([]int32, h+1)}
	t.next[h+1] = int32(h + 1)
	for s := h; s >= 0; s-- {
		t.next[s] = t.next[s+1]
		if ok[s] == 1 {
			t.next[s] = int32(s)
		}
	}
	before := int32(-1)
	for s := range h + 1 {
		if ok[s] == 1 {
			before = int32(s)
		}
		t.prev[s] = before
	}
	ts.known[string(ok)] = t
	return t
}

// clearClosed rules out the starts that would occupy a closed period or one with too little of a resource.
func (ts *startTables) clearClosed(ok []byte, x *actMode, md *Mode) {
	m := ts.m
	blocked := -1 // last period that may not be occupied, seen so far
	for t := range m.h {
		bad := md.Closed != nil && md.Closed[t]
		for _, d := range x.demands {
			bad = bad || m.capacity[int(d.res)*m.h+t] < d.amount
		}
		if bad {
			blocked = t
		}
		if s := t - md.Duration + 1; s >= 0 && blocked >= s {
			ok[s] = 0
		}
	}
}

// clearDrawn rules out the starts whose draws the reservoir could not bear even if nobody else drew.
func (ts *startTables) clearDrawn(ok []byte, pr *profile) {
	h := ts.m.h
	supply := ts.m.supply[int(pr.v)*h : int(pr.v)*h+h]
	for i, o := range pr.offs {
		after := h // where the next amount takes over, as an offset
		if i+1 < len(pr.offs) {
			after = int(pr.offs[i+1])
		}
		short := h // first period, of those seen, in which the supply falls short
		for s := h; s >= 0; s-- {
			if t := s + int(o); t < h && supply[t] < pr.net[i] {
				short = t
			}
			if short < min(s+after, h) {
				ok[s] = 0
			}
		}
	}
}
