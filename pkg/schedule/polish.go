package schedule

import (
	"cmp"
	"slices"
	"sync/atomic"
)

// polisher is a stream that takes a stretch of the best schedule apart and puts it together again exactly: the groups whose
// steps that matter end in the stretch become a problem of their own, everything else staying where it is, and the prover
// looks for the best way to do them. What insertion of one group after the other cannot undo, it can.
type polisher struct {
	m    *model
	stop *atomic.Bool
	rng  rng
	st   *state
	best *best
	work int64

	focus  int
	kind   int              // of the present neighbourhood
	size   [polishKinds]int // groups to take apart
	order  []int32          // scratch
	key    []int64          // scratch
	ends   []int32          // per group: completion of its last step that matters, in the best schedule
	loaded *best            // what st and ends show, but for the open stretch
	open   *repair          // nil when there is none
}

const (
	polishFrom  = 12 // fewer groups are no problem for the prover as a whole
	polishFirst = 6  // groups at first; more while they are solved, fewer when not
	polishLeast = 3
	polishMost  = 40
	polishWork  = 150_000_000 // work for one stretch
)

func newPolisher(m *model, seed uint64, stop *atomic.Bool) *polisher {
	p := &polisher{m: m, stop: stop, rng: newRNG(seed, searchers+1), st: newState(m), ends: make([]int32, m.nG), key: make([]int64, m.nG)}
	for kind := range p.size {
		p.size[kind] = polishFirst
	}
	return p
}

// repair is what is being done anew.
type repair struct {
	groups []int32
	prover *exact // of these groups alone; it has the way they are done in the best schedule
	before *best  // that way
}

// run works until the count of work reaches the mark. A stretch that is not finished by then goes on in the next round, unless a
// better schedule has come from elsewhere.
func (p *polisher) run(until int64) {
	for p.work < until && !p.stop.Load() {
		if p.best == nil || p.m.nG < 2 {
			p.work = until
			return
		}
		if p.open == nil || p.loaded != p.best {
			p.begin()
		}
		x := p.open.prover
		before := x.work
		x.pursue(min(polishWork, before+until-p.work))
		p.work += x.work - before
		if x.proof || x.work >= polishWork || p.stop.Load() {
			p.finish()
		}
	}
}

// begin takes groups out of the best schedule and states them as a problem of their own.
func (p *polisher) begin() {
	if p.loaded != p.best {
		p.load()
	}
	groups := p.choose()
	for _, g := range groups {
		p.st.take(g)
	}
	x := p.exactly(groups)
	p.open = &repair{groups, x, x.best}
	p.work += p.st.work + int64(len(x.m.ams)*p.m.h*8)
	p.st.work = 0
}

// finish puts the groups back, the better way if one was found, and learns how many to take.
func (p *polisher) finish() {
	s := p.open
	p.open = nil
	switch {
	case s.prover.proof:
		p.size[p.kind] = min(p.size[p.kind]+1, polishMost, p.m.nG)
	case s.prover.best == s.before:
		p.size[p.kind] = max(p.size[p.kind]-1, polishLeast)
	}
	p.putBack(s.groups, s.prover.best)
}

func (p *polisher) load() {
	p.st.load(p.best)
	for g := range int32(p.m.nG) {
		gm := p.m.gm(g, p.best.mode[g])
		p.ends[g] = -1
		for i, a := range gm.present {
			if gm.urgent[i] {
				p.ends[g] = max(p.ends[g], p.st.end[a])
			}
		}
	}
	p.loaded = p.best
}

// choose picks groups to take apart, in one of these ways: those that end next to a moment; every other one, or
// every third, of those in a longer stretch; those next to either of two moments.
func (p *polisher) choose() []int32 {
	p.kind = p.rng.below(polishKinds)
	n := min(p.size[p.kind], p.m.nG)
	near := p.near(p.ends[p.rng.below(p.m.nG)])
	var groups []int32
	switch p.kind {
	case 0:
		groups = slices.Clone(near[:n])
	case 1, 2:
		pool := near[:min((1+p.kind)*n, p.m.nG)]
		for i := range n { // a partial shuffle
			j := i + p.rng.below(len(pool)-i)
			pool[i], pool[j] = pool[j], pool[i]
		}
		groups = slices.Clone(pool[:n])
	default:
		groups = slices.Clone(near[:n/2])
		for _, g := range p.near(p.ends[p.rng.below(p.m.nG)]) {
			if len(groups) < n && !slices.Contains(groups, g) {
				groups = append(groups, g)
			}
		}
	}
	slices.Sort(groups)
	p.work += int64(60 * p.m.nG)
	return groups
}

const polishKinds = 4

// near is all groups by how close to the moment they end.
func (p *polisher) near(moment int32) []int32 {
	p.order = p.order[:0]
	for g := range int32(p.m.nG) {
		p.order = append(p.order, g)
		d := int64(p.ends[g] - moment)
		p.key[g] = max(d, -d)<<20 | int64(p.rng.below(1<<20))
	}
	slices.SortFunc(p.order, func(a, b int32) int { return cmp.Compare(p.key[a], p.key[b]) })
	return p.order
}

// exactly states the groups as a problem of their own and gives a prover for it that knows how they are done now.
func (p *polisher) exactly(groups []int32) *exact {
	sub := p.m.part(p.st, groups)
	m := compile(sub.problem)
	m.tighten()
	x := newExact(m, 0, false, p.stop)
	x.level = p.focus
	x.best = sub.restrict(p.best)
	return x
}

// putBack places the groups again, as the prover has found, and keeps the schedule if it is better.
func (p *polisher) putBack(groups []int32, found *best) {
	starts := slices.Clone(p.best.start)
	i := 0
	for k, g := range groups {
		for _, a := range p.m.members[g] {
			starts[a] = found.start[i]
			i++
		}
		p.st.put(g, found.mode[k], starts)
	}
	p.st.finish()
	if slices.Compare(p.st.values, p.best.values) < 0 {
		p.best = &best{slices.Clone(p.st.mode), starts, slices.Clone(p.st.values)}
	}
}

// part is a problem made of some groups of another one, all others standing still.
type part struct {
	problem    *Problem
	activities []int32
	groups     []int32
}

// part makes the problem of the groups, which st does not contain, within what the rest leaves over.
func (m *model) part(st *state, groups []int32) *part {
	q := &part{problem: &Problem{Horizon: m.h, Objectives: m.p.Objectives}, groups: groups}
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
	return f.m.overlap.fn.Allowed(t, all)
}
