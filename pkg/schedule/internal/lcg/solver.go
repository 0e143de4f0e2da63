package lcg

import (
	"math"
	"sync/atomic"
)

// Var is an integer variable.
type Var int32

// Lit is a statement about a bound of a variable. Lit^1 is its negation.
type Lit int32

// The literals that always hold and never do.
const (
	True  Lit = 0
	False Lit = 1
)

// Not is the negation.
func (l Lit) Not() Lit { return l ^ 1 }

// atom says what a literal means: the side is at least need.
type atom struct{ side, need int32 }

// step is one entry of the trail: a side that was raised, and why.
type step struct {
	side, old, now int32
	prev           int32 // the step before on the same side; -1 if none
	level          int32
	kind           int32 // reason: one of the why… constants, or a propagator's number
	data           int32
}

const (
	whyDecision int32 = -1 - iota
	whyClause         // data is the clause; its first literal is what it implied
	whyEdge           // data is the edge that moved its head
	whyEdgeOff        // data is the edge that could not hold: its condition is false
)

// Solver holds variables, constraints and everything learned. The zero value is not usable; see New. It is not safe for
// concurrent use.
type Solver struct {
	lo, hi []int32 // domains when made
	off    []int32 // per variable: number of its first literal pair
	atoms  []atom  // per literal

	bound  []int32 // per side
	last   []int32 // per side: its latest step, -1 if none
	trail  []step
	starts []int32 // per level above 0: first step
	head   int     // first step that is not propagated yet

	edges   []edge
	out     [][]int32 // per side: edges that leave it
	watches [][]watch // per literal: whom to tell when it becomes false
	arena   []int32   // all clauses, see clause.go
	given   []int32
	learned []int32

	props  []propagator
	wake   [][]int32 // per side: propagators to run when it moves
	queued []bool
	queue  [3][]int32 // by rank

	broken bool // contradiction without any assumption
	fail   step // what could not be set, see analyze

	analysis
	brancher
	restart restarts
	room    int // learned clauses to keep before some are forgotten

	value []int32 // the last solution
	core  []Lit

	work      int64 // nanoseconds on a reference core, estimated by counting
	conflicts int64
	stop      *atomic.Bool

	auditor auditor // nil outside tests
}

// auditor sees every conflict before it is analysed, and every clause that is learned.
type auditor interface {
	conflict(s *Solver)
	learned(s *Solver, c []Lit)
}

// propagator narrows bounds. It keeps no state that backtracking would have to restore.
type propagator interface {
	// propagate raises sides by Solver.raise; it reports false as soon as that does or when it found a conflict itself.
	propagate(s *Solver) bool
	// explain calls Solver.require for statements that held before and imply side ≥ need; side is -1 for a conflict of its own.
	explain(s *Solver, data, side, need int32)
	// rank is when it has its turn: 0 before 1 before 2.
	rank() int
}

// New returns a solver without variables. When stop is set, Solve returns soon.
func New(stop *atomic.Bool) *Solver {
	s := &Solver{stop: stop, room: 4000}
	s.restart.init(lubyUnit)
	one := s.NewVar(0, 1)
	s.Add(s.AtLeast(one, 1))
	return s
}

// NewVar makes a variable with the domain lo … hi, where lo ≤ hi.
func (s *Solver) NewVar(lo, hi int) Var {
	x := Var(len(s.lo))
	s.lo, s.hi = append(s.lo, int32(lo)), append(s.hi, int32(hi))
	s.off = append(s.off, int32(len(s.atoms)/2))
	for v := lo + 1; v <= hi; v++ {
		s.atoms = append(s.atoms, atom{2 * int32(x), int32(v)}, atom{2*int32(x) + 1, int32(1 - v)})
	}
	n := len(s.atoms)
	for len(s.watches) < n {
		s.watches = append(s.watches, nil)
	}
	s.bound = append(s.bound, int32(lo), int32(-hi))
	s.last = append(s.last, -1, -1)
	s.out, s.wake = append(s.out, nil, nil), append(s.wake, nil, nil)
	s.want = append(s.want, unwanted, unwanted)
	s.brancher.grow(n / 2)
	return x
}

// NewBool makes a variable of two values and returns the literal that says it is 1.
func (s *Solver) NewBool() Lit { return s.AtLeast(s.NewVar(0, 1), 1) }

// AtLeast is the literal [x ≥ v]; True or False where the domain decides it.
func (s *Solver) AtLeast(x Var, v int) Lit { return s.lit(2*int32(x), int32(v)) }

// AtMost is the literal [x ≤ v].
func (s *Solver) AtMost(x Var, v int) Lit { return s.AtLeast(x, v+1).Not() }

// Min and Max are the present bounds of a variable.
func (s *Solver) Min(x Var) int { return int(s.bound[2*x]) }

// Max is the upper bound; see Min.
func (s *Solver) Max(x Var) int { return int(-s.bound[2*x+1]) }

// Holds tells whether a literal is true now.
func (s *Solver) Holds(l Lit) bool {
	a := s.atoms[l]
	return s.bound[a.side] >= a.need
}

// Fails tells whether a literal is false now.
func (s *Solver) Fails(l Lit) bool { return s.Holds(l ^ 1) }

// Work is what has been spent, in nanoseconds of a reference core, estimated by counting: operations, each with half as much
// again for the memory it waits for.
func (s *Solver) Work() int64 { return s.work + s.work/2 }

// Conflicts is how many clauses have been learned.
func (s *Solver) Conflicts() int64 { return s.conflicts }

// lit is the literal that says that the side is at least need.
func (s *Solver) lit(side, need int32) Lit {
	x := side >> 1
	lo, hi := s.lo[x], s.hi[x]
	v, neg := need, Lit(0)
	if side&1 == 1 {
		v, neg = 1-need, 1
	}
	switch {
	case v <= lo:
		return True ^ neg
	case v > hi:
		return False ^ neg
	}
	return Lit((s.off[x]+v-lo-1)<<1) | neg
}

func (s *Solver) level() int32 { return int32(len(s.starts)) }

// raise moves a side up to need, with the reason given. It reports false, and notes the conflict, if the variable's other
// side does not let it.
func (s *Solver) raise(side, need, kind, data int32) bool {
	old := s.bound[side]
	if old >= need {
		return true
	}
	if other := s.bound[side^1]; need > -other {
		s.fail = step{side: side, now: 1 - other, kind: kind, data: data}
		return false
	}
	s.trail = append(s.trail, step{side, old, need, s.last[side], s.level(), kind, data})
	s.last[side] = int32(len(s.trail) - 1)
	s.bound[side] = need
	return true
}

// raiseLit makes a literal true; see raise.
func (s *Solver) raiseLit(l Lit, kind, data int32) bool {
	a := s.atoms[l]
	return s.raise(a.side, a.need, kind, data)
}

// clash notes a conflict that a propagator found by itself.
func (s *Solver) clash(kind, data int32) bool {
	s.fail = step{side: -1, kind: kind, data: data}
	return false
}

// undo takes back the last step.
func (s *Solver) undo() {
	e := &s.trail[len(s.trail)-1]
	s.bound[e.side] = e.old
	s.last[e.side] = e.prev
	s.revive(e)
	s.trail = s.trail[:len(s.trail)-1]
}

// backTo undoes all levels above the given one.
func (s *Solver) backTo(level int32) {
	if s.level() <= level {
		return
	}
	for from := int(s.starts[level]); len(s.trail) > from; {
		s.undo()
	}
	s.starts = s.starts[:level]
	s.head = len(s.trail)
	s.clearQueue()
}

func (s *Solver) clearQueue() {
	for i := range s.queue {
		for _, p := range s.queue[i] {
			s.queued[p] = false
		}
		s.queue[i] = s.queue[i][:0]
	}
}

// stepOf is the step that made the side at least need, -1 if it was so from the beginning. The side must be there.
func (s *Solver) stepOf(side, need int32) int32 {
	i := s.last[side]
	for i >= 0 && s.trail[i].old >= need {
		i = s.trail[i].prev
	}
	return i
}

const unwanted = math.MinInt32

// Vars is how many variables there are.
func (s *Solver) Vars() int { return len(s.lo) }

// VarOf is the variable that a literal speaks of.
func (s *Solver) VarOf(l Lit) Var { return Var(s.atoms[l].side >> 1) }

// Size is about what it took to state everything, in nanoseconds of a reference core.
func (s *Solver) Size() int64 {
	return int64(4*len(s.atoms) + 20*len(s.arena) + 50*len(s.edges))
}
