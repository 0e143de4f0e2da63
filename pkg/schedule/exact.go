package schedule

import (
	"slices"
	"sync/atomic"

	"github.com/riprep/riprep/pkg/schedule/internal/lcg"
)

// exact is the stream that proves: it states the model to the lazy-clause solver and asks for something better than the best
// schedule known. When there is nothing, that schedule is optimal in the objective in focus.
type exact struct {
	m     *model
	stop  *atomic.Bool
	climb bool // ask whether the bound of the makespan can be reached, and raise it when not

	e          *encoding // of the objective in focus; nil before the first question
	level      int       // the objective in focus
	best       *best
	bound      int64 // of the objective in focus
	proof      bool  // best is optimal in the objective in focus
	infeasible bool
	work       int64
	met        *conflictRecord // nil where nobody wants to know
}

func newExact(m *model, bound int64, climb bool, stop *atomic.Bool) *exact {
	return &exact{m: m, bound: bound, stop: stop, climb: climb, met: m.newConflictRecord()}
}

const (
	exactActivities = 400     // more activities are not stated to the lazy-clause solver
	exactLiterals   = 400_000 // nor more starts, over all activities
	exactModes      = 64
	exactCells      = 1 << 24 // nor more periods times profiles
	exactTotal      = 1 << 30 // nor where the demands of a resource can add up to more units
)

// countable tells whether the lazy-clause solver can reckon with the amounts and modes of the model, or of a part of it.
func (m *model) countable() bool {
	for r := range m.nR {
		if m.mostOf(r)/m.unitOf(r) > exactTotal {
			return false
		}
	}
	return !slices.ContainsFunc(m.p.Groups, func(g Group) bool { return g.Modes > exactModes })
}

// exactable tells whether the model is small enough for the lazy-clause solver.
func (m *model) exactable() bool {
	if m.nA > exactActivities || m.h*m.nA*(1+2*m.nV) > exactCells || !m.countable() {
		return false
	}
	starts := 0
	for a := range m.nA {
		for i := range m.p.Activities[a].Modes {
			if x := m.am(int32(a), int32(i)); !x.absent {
				starts += int(max(0, x.lst-x.est+1))
			}
		}
	}
	return starts <= exactLiterals
}

// adopt takes over a better schedule. One that is better in an objective before may be worse in this one: then the questions so far asked
// for too much, and their answers prove nothing about it.
func (x *exact) adopt(b *best) {
	if x.best != nil && b.values[x.level] > x.best.values[x.level] {
		x.e, x.proof = nil, false
	}
	x.best = b
	if x.e != nil {
		x.e.s.Guide(x.e.valuesOf(b))
		x.e.lower(x.level, b.values[x.level]-1)
	}
}

// focusOn moves on to another objective, which starts from nothing.
func (x *exact) focusOn(level int, bound int64) {
	x.level, x.bound, x.proof, x.e = level, bound, false, nil
}

// raise takes over a better bound from another stream.
func (x *exact) raise(bound int64) {
	if bound <= x.bound {
		return
	}
	x.bound = bound
	if x.e != nil && x.m.makespan[x.level] {
		x.e.s.Add(x.e.s.AtLeast(x.e.finish, int(bound)))
	}
}

// exactPatience is the work that passes before the prover looks for a first schedule itself: the others are quick to find one,
// and with one there is less to state.
const exactPatience = 10_000_000

// run works until the count of work reaches the mark.
func (x *exact) run(until int64) {
	if x.best == nil && until < exactPatience {
		x.work = until
		return
	}
	x.pursue(until)
	x.work = max(x.work, until) // what is not needed is idled away: the rounds go by
}

// pursue works until the mark or an answer.
func (x *exact) pursue(until int64) {
	for x.work < until && !x.stop.Load() && !x.proof && !x.infeasible {
		if x.e == nil {
			x.begin()
		}
		if x.e != nil {
			x.ask(until)
		}
	}
}

// begin states the model with what is known so far.
func (x *exact) begin() {
	limits := noLimits(x.m.nK)
	if x.best != nil {
		copy(limits, x.best.values[:x.level])
		limits[x.level] = x.best.values[x.level] - 1
	}
	s := lcg.New(x.stop)
	x.e = encode(x.m, s, limits, always)
	if x.stop.Load() {
		x.e = nil // it may be half stated
		return
	}
	if x.e.asker != nil {
		x.e.asker.met = x.met
	}
	if x.climb {
		s.EdgeFinding()
	}
	s.Otherwise(x.e.earliest)
	if x.m.makespan[x.level] {
		s.Add(s.AtLeast(x.e.finish, int(x.bound)))
	}
	if x.best != nil {
		s.Guide(x.e.valuesOf(x.best))
	}
	x.work += s.Size()
}

// ask poses one question.
func (x *exact) ask(until int64) {
	s := x.e.s
	before := s.Work()
	var assume []lcg.Lit
	if x.climb && x.m.makespan[x.level] && (x.best == nil || x.bound < x.best.values[x.level]-1) {
		assume = append(assume, s.AtMost(x.e.finish, int(x.bound)))
	}
	answer := s.Solve(assume, before+until-x.work)
	x.work += s.Work() - before + 1000
	switch answer {
	case lcg.Satisfied:
		x.adopt(x.e.schedule())
	case lcg.Conflicting:
		x.raise(x.bound + 1)
	case lcg.Impossible:
		x.proof, x.infeasible = x.best != nil, x.best == nil
		if x.proof {
			x.bound = x.best.values[x.level]
		}
	}
}

// valuesOf translates a schedule into values of the solver's variables; those that follow from others are left at 0.
func (e *encoding) valuesOf(b *best) []int32 {
	out := make([]int32, e.s.Vars())
	for a, v := range e.start {
		out[v] = b.start[a]
	}
	for g, row := range e.pick {
		for mode, p := range row {
			if p > lcg.False && int(b.mode[g]) == mode {
				out[e.s.VarOf(p)] = 1
			}
		}
	}
	for a := range e.length {
		x := e.m.am(int32(a), b.mode[e.m.groupOf[a]])
		if v := e.length[a].in.Var; v > 0 && !x.absent {
			at, _ := slices.BinarySearch(e.length[a].levels, x.dur)
			out[v] = int32(at)
		}
	}
	return out
}

// schedule reads the solver's solution.
func (e *encoding) schedule() *best {
	b := &best{mode: make([]int32, e.m.nG), start: make([]int32, e.m.nA)}
	for g, row := range e.pick {
		for mode, p := range row {
			if p == lcg.True || p > lcg.False && e.s.Value(e.s.VarOf(p)) == 1 {
				b.mode[g] = int32(mode)
			}
		}
	}
	for a := range b.start {
		b.start[a] = -1
		if !e.m.am(int32(a), b.mode[e.m.groupOf[a]]).absent {
			b.start[a] = int32(e.s.Value(e.start[a]))
		}
	}
	found := b.solution()
	b.values = Evaluate(*e.m.p, found.Modes, found.Starts)
	return b
}

// earliest is the decision when the solver has no opinion: of the activities that are not fixed, the one that can start
// first takes its shortest mode, or starts.
func (e *encoding) earliest() (lcg.Lit, bool) {
	at, soonest, latest := -1, 0, 0
	for a, v := range e.start {
		lo, hi := e.s.Min(v), e.s.Max(v)
		if (lo < hi && !e.s.Fails(e.present[a]) || !e.decided(a)) && (at < 0 || lo < soonest || lo == soonest && hi < latest) {
			at, soonest, latest = a, lo, hi
		}
	}
	if at < 0 {
		return 0, false
	}
	if !e.decided(at) {
		return e.shortest(at), true
	}
	return e.s.AtMost(e.start[at], soonest), true
}

func (e *encoding) decided(a int) bool {
	for _, p := range e.pick[e.m.groupOf[a]] {
		if e.s.Holds(p) {
			return true
		}
	}
	return false
}

func (e *encoding) shortest(a int) lcg.Lit {
	pick, dur := lcg.False, int32(0)
	for mode, p := range e.pick[e.m.groupOf[a]] {
		if e.s.Fails(p) {
			continue
		}
		if x := e.m.am(int32(a), int32(mode)); pick == lcg.False || x.dur < dur {
			pick, dur = p, x.dur
		}
	}
	return pick
}
