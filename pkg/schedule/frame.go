package schedule

// far is where the start of an absent activity stands, and -far its end, so that no lag from or to it binds.
const far = int32(1) << 29

// frame is a schedule under construction by serial generation. One pass over an order of all activities builds it from
// nothing; where a neighbour in the lags has not had its turn yet, its time of the pass before counts.
type frame struct {
	*line
	mode       []int32 // per activity
	start, end []int32
	free       []uint64 // what room has left
	low, high  int32    // the periods low … high-1 of free may differ from room
	span       int32    // the makespan after a pass that succeeded
	work       int64    // nanoseconds on a reference core, by counting
	count      []int32  // scratch of sorting
}

func newFrame(l *line) *frame {
	f := &frame{line: l, mode: make([]int32, l.nA), start: make([]int32, l.nA), end: make([]int32, l.nA),
		free: make([]uint64, len(l.room)), count: make([]int32, l.h+2)}
	copy(f.free, l.room)
	return f
}

// clear takes everything out of the profile.
func (f *frame) clear() {
	if f.low < f.high {
		from, to := int(f.low)*f.words, int(f.high)*f.words
		copy(f.free[from:to], f.room[from:to])
		f.work += int64(to-from)/4 + 20
	}
	f.low, f.high = int32(f.h), 0
}

// forward starts every activity as early as it fits, in the given order. It reports failure when an activity finds no
// place in its window. Applied to a schedule, in the order of its starts, it never delays an activity: what was moved
// before occupies no period that it did not occupy, or that lies before.
func (f *frame) forward(order []int32) bool {
	f.clear()
	f.span = 0
	for _, a := range order {
		if !f.startEarly(a) {
			return false
		}
	}
	return true
}

// startEarly puts an activity where it fits first.
func (f *frame) startEarly(a int32) bool {
	am := f.amOff[a] + f.mode[a]
	x := &f.tasks[am]
	if x.absent {
		f.start[a], f.end[a] = far, -far
		return true
	}
	s := f.earliest(am, x, f.ready(a, x))
	if s < 0 {
		return false
	}
	f.occupy(a, am, s, x.dur)
	f.span = max(f.span, s+x.dur)
	return true
}

// ready is the first start of an activity that its window and the lags allow.
func (f *frame) ready(a int32, x *task) int32 {
	lo := x.est
	for _, e := range f.before.of(a) {
		lo = max(lo, f.end[e.other]+e.min)
	}
	return lo
}

// backward is the mirror image: every activity completes as late as it fits, and by the deadline.
func (f *frame) backward(order []int32, deadline int32) bool {
	f.clear()
	for _, a := range order {
		am := f.amOff[a] + f.mode[a]
		x := &f.tasks[am]
		if x.absent {
			f.start[a], f.end[a] = far, -far
			continue
		}
		hi := min(x.lst, deadline-x.dur)
		for _, e := range f.behind.of(a) {
			hi = min(hi, f.start[e.other]-e.min-x.dur)
		}
		s := f.latest(am, x, hi)
		if s < 0 {
			return false
		}
		f.occupy(a, am, s, x.dur)
	}
	return true
}

func (f *frame) occupy(a, am, s, dur int32) {
	end := s + dur
	f.start[a], f.end[a] = s, end
	f.low, f.high = min(f.low, s), max(f.high, end)
	if f.words == 1 {
		need := f.need[am]
		row := f.free[s:end]
		for t := range row {
			row[t] -= need
		}
		return
	}
	need := f.need[int(am)*f.words : int(am+1)*f.words]
	for t := s; t < end; t++ {
		row := f.free[int(t)*f.words : int(t+1)*f.words]
		for w := range row {
			row[w] -= need[w]
		}
	}
}

// fitsAt tells whether period t has room for an activity, where there is more than one word.
func (f *frame) fitsAt(am, t int32) bool {
	row, need := f.free[int(t)*f.words:int(t+1)*f.words], f.need[int(am)*f.words:int(am+1)*f.words]
	for w, g := range f.guard {
		if (row[w]-need[w])&g != g {
			return false
		}
	}
	return true
}

// earliest finds the first start from lo on that fits, or -1. Periods are tried from the last one of a start to its
// first; a period without room sends the start behind it, and what lies between is known to fit.
func (f *frame) earliest(am int32, x *task, lo int32) int32 {
	if lo > x.lst {
		return -1
	}
	s := lo
	if x.next != nil {
		s = x.next[s]
	}
	known := s // the periods from s to here fit
	for s <= x.lst {
		t := f.blockedDown(am, known, s+x.dur)
		if t < known {
			f.work += int64(12 + 2*x.dur + s - lo)
			return s
		}
		known = s + x.dur
		s = t + 1
		if x.next != nil {
			s = x.next[s]
		}
		known = max(known, s)
	}
	return -1
}

// blockedDown is the last of the periods from … until-1 that has no room, or from-1.
func (f *frame) blockedDown(am, from, until int32) int32 {
	t := until - 1
	if f.words > 1 {
		for t >= from && f.fitsAt(am, t) {
			t--
		}
		return t
	}
	need, guard, free := f.need[am], f.guard[0], f.free
	for t >= from && (free[t]-need)&guard == guard {
		t--
	}
	return t
}

// latest finds the last start up to hi that fits, or -1.
func (f *frame) latest(am int32, x *task, hi int32) int32 {
	if hi < x.est {
		return -1
	}
	s := hi
	if x.prev != nil {
		s = x.prev[s]
	}
	known := s + x.dur // the periods from here to the end of s fit
	for s >= x.est {
		t := f.blockedUp(am, s, known)
		if t >= known {
			f.work += int64(12 + 2*x.dur + hi - s)
			return s
		}
		known = s
		s = t - x.dur
		if x.prev != nil && s >= 0 {
			s = x.prev[s]
		}
		known = min(known, s+x.dur)
	}
	return -1
}

// blockedUp is the first of the periods from … until-1 that has no room, or until.
func (f *frame) blockedUp(am, from, until int32) int32 {
	t := from
	if f.words > 1 {
		for t < until && f.fitsAt(am, t) {
			t++
		}
		return t
	}
	need, guard, free := f.need[am], f.guard[0], f.free
	for t < until && (free[t]-need)&guard == guard {
		t++
	}
	return t
}

// byStart sorts the activities by their starts, ties by the order of the lags, absent ones first.
func (f *frame) byStart(out []int32) []int32 {
	count := f.count[:f.high+2]
	clear(count)
	for _, a := range f.topo {
		count[f.startKey(a)+1]++
	}
	for t := 1; t < len(count); t++ {
		count[t] += count[t-1]
	}
	out = out[:f.nA]
	for _, a := range f.topo {
		k := f.startKey(a)
		out[count[k]] = a
		count[k]++
	}
	f.work += int64(3*f.nA) + int64(len(count))
	return out
}

func (f *frame) startKey(a int32) int32 {
	if s := f.start[a]; s < far {
		return s
	}
	return 0
}

// byEnd sorts the activities by their ends, the last first, ties against the order of the lags, absent ones last.
func (f *frame) byEnd(out []int32) []int32 {
	count := f.count[:f.high+2]
	clear(count)
	for _, a := range f.topo {
		count[max(f.end[a], 0)]++
	}
	for t := len(count) - 2; t >= 0; t-- {
		count[t] += count[t+1]
	}
	out = out[:f.nA]
	for _, a := range f.topo {
		k := max(f.end[a], 0)
		count[k]--
		out[count[k]] = a
	}
	f.work += int64(3*f.nA) + int64(len(count))
	return out
}
