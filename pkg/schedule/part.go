package schedule

import "slices"

// part is a problem made of some groups of another one, all others standing still.
type part struct {
	problem    *Problem
	activities []int32
	groups     []int32
}

// part makes the problem of the groups, which st does not contain, within what the rest leaves over.
func (m *model) part(st *state, groups []int32) *part {
	q := &part{problem: &Problem{Horizon: m.h, Objectives: m.partObjectives(st)}, groups: groups}
	index := map[int32]int{}
	for k, g := range groups {
		q.problem.Groups = append(q.problem.Groups, Group{Name: m.p.Groups[g].Name, Modes: m.p.Groups[g].Modes})
		for _, a := range m.members[g] {
			index[a] = len(q.activities)
			q.activities = append(q.activities, a)
			q.problem.Activities = append(q.problem.Activities, m.partActivity(st, a, k))
		}
	}
	for _, a := range q.activities {
		for _, e := range m.succs[a] {
			if to, in := index[e.other]; in {
				q.problem.Lags = append(q.problem.Lags, Lag{From: index[a], To: to, Min: int(e.min)})
			}
		}
	}
	m.partLimits(q.problem, st)
	if m.overlap != nil {
		q.problem.Overlap = &partOverlap{m: m, st: st, members: q.activities}
	}
	return q
}

// partObjectives are the objectives with what the rest draws taken off what an overdraft has of its own: a part's overdraft is
// that of the whole.
func (m *model) partObjectives(st *state) []Objective {
	if len(m.charges) == 0 {
		return m.p.Objectives
	}
	out := slices.Clone(m.p.Objectives)
	for _, c := range m.charges {
		own := *out[c.k].Charge
		own.Own = slices.Clone(c.shift)
		for t := range own.Own {
			own.Own[t] += st.level[c.v*m.h+t]
		}
		out[c.k].Charge = &own
	}
	return out
}

// partActivity narrows an activity's windows to what the lags from and to the rest leave over.
func (m *model) partActivity(st *state, a int32, group int) Activity {
	from := &m.p.Activities[a]
	out := Activity{Name: from.Name, Group: group, Modes: slices.Clone(from.Modes)}
	lo, hi := int32(0), int32(m.h)
	for _, e := range m.preds[a] {
		if st.start[e.other] >= 0 {
			lo = max(lo, st.end[e.other]+e.min)
		}
	}
	for _, e := range m.succs[a] {
		if st.start[e.other] >= 0 {
			hi = min(hi, st.start[e.other]-e.min)
		}
	}
	for i := range out.Modes {
		md := &out.Modes[i]
		x := m.am(a, int32(i))
		due := min(int(hi), int(x.lst+x.dur))
		if md.Due > 0 {
			due = min(due, md.Due)
		}
		md.Release = max(md.Release, int(lo), int(x.est))
		if md.Release+md.Duration > due {
			md.Release = m.h + 1 // no start is left
		}
		md.Due = max(due, 1)
	}
	return out
}

// partLimits fills in what the rest leaves of every limit.
func (m *model) partLimits(p *Problem, st *state) {
	for r := range m.nR {
		p.Resources = append(p.Resources, Resource{m.p.Resources[r].Name, st.free[r*m.h : (r+1)*m.h]})
	}
	for b := range m.nB {
		p.Budgets = append(p.Budgets, Budget{m.p.Budgets[b].Name, st.budget[b]})
	}
	for v := range m.nV {
		res := Reservoir{Name: m.p.Reservoirs[v].Name, Supply: st.level[v*m.h : (v+1)*m.h]}
		if m.p.Reservoirs[v].MaxDraw != nil {
			res.MaxDraw = st.draw[v*m.h : (v+1)*m.h]
		}
		p.Reservoirs = append(p.Reservoirs, res)
	}
}

// restrict is the schedule of the part's groups.
func (q *part) restrict(b *best) *best {
	out := &best{}
	for _, g := range q.groups {
		out.mode = append(out.mode, b.mode[g])
	}
	for _, a := range q.activities {
		out.start = append(out.start, b.start[a])
	}
	s := out.solution()
	out.values = Evaluate(*q.problem, s.Modes, s.Starts)
	return out
}

// partOverlap asks the set function about members of a part together with what runs anyway.
type partOverlap struct {
	m       *model
	st      *state
	members []int32
}

func (f *partOverlap) Allowed(t int, set []Running) bool {
	all := make([]Running, 0, len(set)+len(f.st.excl[t]))
	for _, r := range set {
		all = append(all, Running{Activity: int(f.members[r.Activity]), Mode: r.Mode})
	}
	for _, a := range f.st.excl[t] {
		all = append(all, Running{Activity: int(a), Mode: int(f.st.mode[f.m.groupOf[a]])})
	}
	ok := f.m.overlap.fn.Allowed(t, all)
	if !ok {
		f.st.met.meet(t, all)
	}
	return ok
}
