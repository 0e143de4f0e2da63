package milp

import (
	"slices"
	"sort"

	"github.com/riprep/riprep/pkg/schedule"
)

// direct is the longest sum of starts that is written out. Where sums would be longer, columns b take their place: written
// out, a lag has a square of the number of starts. Sums of binaries alone give solvers more to cut with.
const direct = 24

// layout numbers the columns: y, x, b, levels, z, in this order. An activity in a mode, "am", is numbered amOff[a]+m.
type layout struct {
	amOff                      []int // per activity, and one more
	y                          []int // per group: column of its first mode
	ams                        []actMode
	withB                      []int // those with columns b
	direct                     int   // see the constant
	firstX, firstB, firstLevel int
	z                          int // -1 where no objective is a makespan
	columns                    int
	empty                      bool // nothing to lay out: one column stands for it, since the formats want one
}

// actMode is an activity in a mode.
type actMode struct {
	activity, mode int
	absent         bool
	dur            int
	starts         []int // allowed ones, ascending
	y              int   // column of the group's mode
	x              int   // column of the first start
	b              int   // column of "has begun by the second start", -1 where there are none
}

// lay reports false where there are more starts than the limit. It counts them before it keeps them.
func (l *layout) lay(p *schedule.Problem, limit int64, direct int) bool {
	l.direct = direct
	for a := range p.Activities {
		for m := range p.Activities[a].Modes {
			lo, hi := window(p, &p.Activities[a].Modes[m])
			if limit -= int64(max(hi-lo+1, 0)); limit < 0 {
				return false
			}
		}
	}
	if int64(len(p.Reservoirs))*int64(p.Horizon) > limit {
		return false
	}
	for g := range p.Groups {
		l.y = append(l.y, l.columns)
		l.columns += p.Groups[g].Modes
	}
	l.layStarts(p)
	l.layBegun(p)
	l.firstLevel = l.columns
	l.columns += len(p.Reservoirs) * p.Horizon
	l.z = -1
	for _, o := range p.Objectives {
		if o.Kind == schedule.Makespan && l.z < 0 {
			l.z = l.columns
			l.columns++
		}
	}
	if l.columns == 0 {
		l.columns, l.empty = 1, true
	}
	return true
}

func (l *layout) layStarts(p *schedule.Problem) {
	l.firstX = l.columns
	for a := range p.Activities {
		act := &p.Activities[a]
		l.amOff = append(l.amOff, len(l.ams))
		for m := range act.Modes {
			md := &act.Modes[m]
			am := actMode{activity: a, mode: m, absent: md.Absent, dur: md.Duration, y: l.y[act.Group] + m, x: l.columns, b: -1}
			am.starts = starts(p, md)
			l.columns += len(am.starts)
			l.ams = append(l.ams, am)
		}
	}
	l.amOff = append(l.amOff, len(l.ams))
}

// layBegun gives columns b to what has many starts and is in a lag or takes long. "Has begun by the first start" is x itself
// and "by the last" is y, so that only those between need a column.
func (l *layout) layBegun(p *schedule.Problem) {
	inLag := make([]bool, len(p.Activities))
	for _, lag := range p.Lags {
		inLag[lag.From], inLag[lag.To] = true, true
	}
	l.firstB = l.columns
	for i := range l.ams {
		am := &l.ams[i]
		if n := len(am.starts); n > max(l.direct, 2) && (inLag[am.activity] || am.dur > l.direct) {
			am.b = l.columns
			l.withB = append(l.withB, i)
			l.columns += n - 2
		}
	}
}

// window is the first and the last start that release and due date allow; the last is smaller where there is none.
func window(p *schedule.Problem, md *schedule.Mode) (first, last int) {
	if md.Absent {
		return 0, -1
	}
	due := p.Horizon
	if md.Due > 0 {
		due = min(due, md.Due)
	}
	return md.Release, due - md.Duration
}

// starts lists the starts of a mode that window and calendar allow.
func starts(p *schedule.Problem, md *schedule.Mode) []int {
	var out []int
	first, last := window(p, md)
	for s := first; s <= last; s++ {
		if md.Closed != nil {
			if t := slices.Index(md.Closed[s:s+md.Duration], true); t >= 0 {
				s += t
				continue
			}
		}
		out = append(out, s)
	}
	return out
}

func (l *layout) am(a, mode int) *actMode { return &l.ams[l.amOff[a]+mode] }

// modesOf are the modes of an activity.
func (l *layout) modesOf(a int) []actMode { return l.ams[l.amOff[a]:l.amOff[a+1]] }

// count is the number of starts up to period t.
func (am *actMode) count(t int) int { return sort.SearchInts(am.starts, t+1) }

// at is the column of the start in period t, -1 where that is not allowed.
func (am *actMode) at(t int) int {
	if i, ok := slices.BinarySearch(am.starts, t); ok {
		return am.x + i
	}
	return -1
}

// begun is the column b that says "has begun by one of the first n starts", x or y where that is the same; n is above 0.
func (am *actMode) begun(n int) int {
	switch n {
	case len(am.starts):
		return am.y
	case 1:
		return am.x
	}
	return am.b + n - 2
}

// canRun reports whether the activity can occupy period t.
func (am *actMode) canRun(t int) bool { return am.count(t) > am.count(t-am.dur) }
