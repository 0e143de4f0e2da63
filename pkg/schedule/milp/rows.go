package milp

import (
	"cmp"
	"iter"
	"slices"
	"strconv"

	"github.com/riprep/riprep/pkg/schedule"
)

// row is a constraint, or the objective. It is valid until the next one is asked for.
type row struct {
	name  []byte
	sense byte // N the objective, E =, L ≤, G ≥: the letters of MPS
	rhs   int64
	terms []term // by column, no column twice, none zero
}

type term struct {
	col int
	val int64
}

func (r *row) begin(sense byte, rhs int64, family string, index int) {
	r.name = strconv.AppendInt(append(r.name[:0], family...), int64(index), 10)
	r.sense, r.rhs, r.terms = sense, rhs, r.terms[:0]
}

// part extends the name by a letter and a number, such as _t12.
func (r *row) part(letter byte, n int) {
	r.name = strconv.AppendInt(append(r.name, '_', letter), int64(n), 10)
}

func (r *row) add(col int, val int64) {
	if col >= 0 {
		r.terms = append(r.terms, term{col, val})
	}
}

// tidy sorts the terms, joins those of the same column and drops what cancels out.
func (r *row) tidy() {
	byColumn := func(a, b term) int { return cmp.Compare(a.col, b.col) }
	if !slices.IsSortedFunc(r.terms, byColumn) {
		slices.SortFunc(r.terms, byColumn)
	}
	kept := r.terms[:0]
	for _, t := range r.terms {
		if n := len(kept); n > 0 && kept[n-1].col == t.col {
			kept[n-1].val += t.val
		} else {
			kept = append(kept, t)
		}
	}
	r.terms = slices.DeleteFunc(kept, func(t term) bool { return t.val == 0 })
}

// emitter hands finished rows on. After stop nothing more is wanted.
type emitter struct {
	row
	direct int
	yield  func(*row) bool
	stop   bool
}

// emit finishes the row. Without any column it is left out, unless it is the objective or can never hold: the formats
// want a column, so it then has the first one, zero times.
func (e *emitter) emit() {
	e.tidy()
	if len(e.terms) == 0 {
		if e.sense == 'E' && e.rhs == 0 || e.sense == 'L' && e.rhs >= 0 {
			return
		}
		e.add(0, 0)
	}
	if !e.stop {
		e.stop = !e.yield(&e.row)
	}
}

// rows are the objective and then all constraints, in the same order each time.
func (m *Model) rows() iter.Seq[*row] {
	return func(yield func(*row) bool) {
		e := &emitter{direct: m.layout.direct, yield: yield}
		k := len(m.fixed)
		e.begin('N', 0, "objective", k)
		e.name = appendTag(e.name, m.p.Objectives[k].Name)
		m.addObjective(e, k)
		e.emit()
		for _, family := range []func(*emitter){
			m.chooseRows, m.startRows, m.begunRows, m.lagRows, m.resourceRows, m.budgetRows, m.levelRows, m.drawRows,
			m.overlapRows, m.spanRows, m.fixedRows,
		} {
			if !e.stop {
				family(e)
			}
		}
	}
}

// addObjective adds an objective: what is fixed to the choice of modes, what runs with completion to the starts.
func (m *Model) addObjective(e *emitter, k int) {
	if m.p.Objectives[k].Kind == schedule.Makespan {
		e.add(m.layout.z, 1)
		return
	}
	for i := range m.layout.ams {
		am := &m.layout.ams[i]
		costs := m.mode(am).Costs
		if costs == nil {
			continue
		}
		e.add(am.y, costs[k].Fixed)
		for j, s := range am.starts {
			e.add(am.x+j, costs[k].Rate*int64(s+am.dur))
		}
	}
}

func (m *Model) mode(am *actMode) *schedule.Mode { return &m.p.Activities[am.activity].Modes[am.mode] }

func (m *Model) chooseRows(e *emitter) {
	if m.layout.empty {
		e.begin('E', 0, "none", 0)
		e.add(0, 1)
		e.emit()
	}
	for g := range m.p.Groups {
		e.begin('E', 1, "choose", g)
		e.name = appendTag(e.name, m.p.Groups[g].Name)
		for i := range m.p.Groups[g].Modes {
			e.add(m.layout.y[g]+i, 1)
		}
		e.emit()
	}
}

func (m *Model) startRows(e *emitter) {
	for i := range m.layout.ams {
		am := &m.layout.ams[i]
		if am.absent {
			continue
		}
		e.begin('E', 0, "start", am.activity)
		e.part('m', am.mode)
		for j := range am.starts {
			e.add(am.x+j, 1)
		}
		e.add(am.y, -1)
		e.emit()
	}
}

func (m *Model) begunRows(e *emitter) {
	for i := range m.layout.ams {
		am := &m.layout.ams[i]
		for n := 2; am.b >= 0 && n < len(am.starts); n++ {
			e.begin('E', 0, "begun", am.activity)
			e.part('m', am.mode)
			e.part('s', am.starts[n-1])
			e.add(am.begun(n), 1)
			e.add(am.begun(n-1), -1)
			e.add(am.x+n-1, -1)
			e.emit()
		}
	}
}

// addBegun adds val × "the activity has begun in this mode by one of its first n starts".
func (e *emitter) addBegun(am *actMode, n int, val int64) {
	switch {
	case n == 0:
	case n == len(am.starts):
		e.add(am.y, val)
	case am.b >= 0:
		e.add(am.begun(n), val)
	default:
		for i := range n {
			e.add(am.x+i, val)
		}
	}
}

// addRunning adds val × "the activity runs in period t in this mode". It reports whether that is possible.
func (e *emitter) addRunning(am *actMode, t int, val int64) bool {
	lo, hi := am.count(t-am.dur), am.count(t)
	if am.b >= 0 && hi-lo > e.direct {
		e.addBegun(am, hi, val)
		e.addBegun(am, lo, -val)
		return true
	}
	for i := lo; i < hi; i++ {
		e.add(am.x+i, val)
	}
	return hi > lo
}

func (m *Model) resourceRows(e *emitter) {
	for r := range m.p.Resources {
		users := m.users(func(md *schedule.Mode) int64 { return demandOf(md, r) })
		for t := 0; t < m.p.Horizon && !e.stop; t++ {
			e.begin('L', m.p.Resources[r].Capacity[t], "res", r)
			e.name = appendTag(e.name, m.p.Resources[r].Name)
			e.part('t', t)
			var most peak
			for _, u := range users {
				if e.addRunning(u.am, t, u.amount) {
					most.add(u)
				}
			}
			if most.sum > e.rhs {
				e.emit()
			}
		}
	}
}

// user is an activity in a mode that has some amount of what a row limits.
type user struct {
	am     *actMode
	amount int64
}

// users lists the present modes with an amount above zero, in the order of activities.
func (m *Model) users(amount func(*schedule.Mode) int64) []user {
	var out []user
	for i := range m.layout.ams {
		am := &m.layout.ams[i]
		if am.absent {
			continue
		}
		if n := amount(m.mode(am)); n > 0 {
			out = append(out, user{am, n})
		}
	}
	return out
}

func demandOf(md *schedule.Mode, r int) (sum int64) {
	for _, d := range md.Demands {
		if d.Resource == r {
			sum += d.Amount
		}
	}
	return sum
}

// peak adds up the largest amounts of distinct activities, which come one after the other: the most that a row can hold.
type peak struct {
	sum, largest int64
	activity     int // whose modes are being added, plus one
}

func (p *peak) add(u user) {
	if p.activity != u.am.activity+1 {
		p.activity, p.largest = u.am.activity+1, 0
	}
	if u.amount > p.largest {
		p.sum += u.amount - p.largest
		p.largest = u.amount
	}
}

func (m *Model) budgetRows(e *emitter) {
	for b := range m.p.Budgets {
		users := m.users(func(md *schedule.Mode) (sum int64) {
			for _, u := range md.Uses {
				if u.Budget == b {
					sum += u.Amount
				}
			}
			return sum
		})
		e.begin('L', m.p.Budgets[b].Capacity, "budget", b)
		e.name = appendTag(e.name, m.p.Budgets[b].Name)
		var most peak
		for _, u := range users {
			e.add(u.am.y, u.amount)
			most.add(u)
		}
		if most.sum > e.rhs {
			e.emit()
		}
	}
}

// spanRows hold z at or above every completion, and at or above 0 where there is none.
func (m *Model) spanRows(e *emitter) {
	if m.layout.z < 0 {
		return
	}
	if len(m.p.Activities) == 0 {
		e.begin('G', 0, "span", 0)
		e.add(m.layout.z, 1)
		e.emit()
	}
	for a := range m.p.Activities {
		e.begin('G', 0, "span", a)
		e.add(m.layout.z, 1)
		for i, modes := 0, m.layout.modesOf(a); i < len(modes); i++ {
			for j, s := range modes[i].starts {
				e.add(modes[i].x+j, -int64(s+modes[i].dur))
			}
		}
		e.emit()
	}
}

func (m *Model) fixedRows(e *emitter) {
	for k, value := range m.fixed {
		e.begin('L', value, "fixed", k)
		e.name = appendTag(e.name, m.p.Objectives[k].Name)
		m.addObjective(e, k)
		e.emit()
	}
}
