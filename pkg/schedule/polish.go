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
	polishFrom  = 12  // fewer groups are no problem for the prover as a whole
	polishTo    = 600 // of more groups a stretch is so small a part that the searchers make more of the time
	polishFirst = 6   // groups at first; more while they are solved, fewer when not
	polishLeast = 3
	polishMost  = 40
	polishWork  = 150_000_000 // work for one stretch
)

// polishable tells whether the problem is of a size at which polishing pays.
func (m *model) polishable() bool { return m.nG >= polishFrom && m.nG <= polishTo }

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
