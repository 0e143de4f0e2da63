package schedule

// line is a model of makespan problems laid out for generating schedules from activity lists at full speed. It holds
// every limit of the model that evolvable accepts. It is read-only.
type line struct {
	*model
	*lanes
	tasks  []task   // per am
	need   []uint64 // per am, words each
	use    []int64  // per am, one entry per budget
	room   []uint64 // per period, words each
	before links
	behind links
	loose  bool // the order of starts need not be an order of the lags
}

// task is what generation asks of an activity in a mode.
type task struct {
	dur, est, lst int32
	absent        bool
	next, prev    []int32 // as in actMode; nil where every start from est to lst is open
}

// links are arcs laid end to end: those of activity a are arcs[off[a]:off[a+1]].
type links struct {
	off  []int32
	arcs []arc
}

func newLinks(arcs [][]arc) links {
	l := links{off: make([]int32, 1, len(arcs)+1)}
	for _, list := range arcs {
		l.arcs = append(l.arcs, list...)
		l.off = append(l.off, int32(len(l.arcs)))
	}
	return l
}

func (l *links) of(a int32) []arc { return l.arcs[l.off[a]:l.off[a+1]] }

// evolvable tells whether schedules of the model can be generated from activity lists: the makespan is the first
// objective, every group has at most one activity, and there is neither a flow nor a set function. Calendars, windows,
// lags of either sign, capacities that vary, modes, absent modes and budgets are all supported.
func (m *model) evolvable() bool {
	if m.nK == 0 || !m.makespan[0] || m.nA == 0 {
		return false
	}
	for _, members := range m.members {
		if len(members) > 1 {
			return false
		}
	}
	for i := range m.ams {
		if x := &m.ams[i]; x.exclusive || len(x.profiles) > 0 || len(x.draws) > 0 {
			return false
		}
	}
	return true
}

func newLine(m *model) *line {
	l := &line{model: m, lanes: newLanes(m), tasks: make([]task, len(m.ams)), use: make([]int64, len(m.ams)*m.nB),
		before: newLinks(m.preds), behind: newLinks(m.succs)}
	l.need, l.room = l.needs(m), l.rooms(m)
	for i := range m.ams {
		x := &m.ams[i]
		l.tasks[i] = task{dur: x.dur, est: x.est, lst: x.lst, absent: x.absent, next: x.next, prev: x.prev}
		if x.openThroughout() {
			l.tasks[i].next, l.tasks[i].prev = nil, nil
		}
		l.loose = l.loose || x.absent
	}
	for a := range m.nA {
		for i, md := range m.p.Activities[a].Modes {
			row := l.use[(int(m.amOff[a])+i)*m.nB:]
			for _, u := range md.Uses {
				if !md.Absent {
					row[u.Budget] += u.Amount
				}
			}
		}
	}
	for _, e := range l.behind.arcs {
		l.loose = l.loose || e.min < 0
	}
	return l
}

// openThroughout tells whether windows and calendars leave every start from est to lst.
func (x *actMode) openThroughout() bool {
	for s := x.est; s <= x.lst && !x.absent; s++ {
		if x.next[s] != s {
			return false
		}
	}
	return true
}
