package lcg

import "slices"

// analysis is what conflict analysis works on: the statements that together are impossible. Per side only the strongest is kept,
// since it implies the weaker ones.
type analysis struct {
	want   []int32 // per side: it is at least this that takes part; unwanted if it does not
	sides  []int32 // sides with a want below the conflict's level
	recent int     // how many wants became true at the conflict's level
	floor  int32   // first step of that level

	clauseBuf []Lit
	depth     int
	levels    []int32
}

// require adds a statement that holds now to the reasons of what is being explained. Propagators call it from explain.
func (s *Solver) require(side, need int32) {
	old := s.want[side]
	if need <= old {
		return
	}
	i := s.stepOf(side, need)
	if i < 0 || s.trail[i].level == 0 {
		return
	}
	s.bump(s.lit(side, need))
	s.want[side] = need
	switch {
	case i < s.floor && old == unwanted:
		s.sides = append(s.sides, side)
	case i >= s.floor && (old == unwanted || s.stepOf(side, old) < s.floor):
		s.recent++
	}
}

// requireLit is require for a literal.
func (s *Solver) requireLit(l Lit) {
	a := s.atoms[l]
	s.require(a.side, a.need)
}

// explain asks for the reasons of a step, as far as they are needed for side ≥ need.
func (s *Solver) explain(e *step, need int32) {
	switch e.kind {
	case whyClause:
		c := s.clause(e.data)
		for _, l := range c[1:] {
			s.requireLit(Lit(l) ^ 1)
		}
		s.work += int64(20 * len(c))
	case whyEdge:
		d := &s.edges[e.data]
		s.require(d.from, need-d.gap)
		s.requireLit(d.cond)
	case whyEdgeOff:
		d := &s.edges[e.data]
		w := s.bound[d.to^1]
		s.require(d.to^1, w)
		s.require(d.from, 1-d.gap-w)
	default:
		s.props[e.kind].explain(s, e.data, e.side, need)
	}
	s.work += 30
}

// blame starts the analysis with the conflict in s.fail.
func (s *Solver) blame() {
	f := s.fail
	s.sides, s.recent, s.floor = s.sides[:0], 0, s.starts[len(s.starts)-1]
	if f.side >= 0 {
		s.require(f.side^1, 1-f.now)
	}
	s.explain(&f, f.now)
}

// learn turns the conflict in s.fail into a clause, goes back to where that clause first says something new, and lets it.
func (s *Solver) learn() {
	s.blame()
	for s.recent == 0 && s.level() > 1 {
		// A conflict among older statements only: it could have been seen at a lower level. Happens when a propagator does not
		// run to its fixpoint at once.
		s.backTo(s.level() - 1)
		s.refloor()
	}
	if s.recent == 0 {
		s.clearWants()
		s.backTo(0)
		s.broken = true
		return
	}
	side, need := s.firstPoint()
	c := append(s.clauseBuf[:0], s.lit(side, need)^1)
	back := int32(0)
	sortInt32(s.sides)
	s.sides = slices.Compact(s.sides)
	for _, sd := range s.sides {
		if n := s.want[sd]; n != unwanted && sd != side && !s.redundant(sd, n) {
			c = append(c, s.lit(sd, n)^1)
		}
	}
	s.clauseBuf = c
	s.want[side] = unwanted
	s.clearWants()
	for i := 1; i < len(c); i++ {
		a := s.atoms[c[i]^1]
		if lv := s.trail[s.stepOf(a.side, a.need)].level; lv > back {
			back = lv
			c[1], c[i] = c[i], c[1]
		}
	}
	s.install(c, back)
}

// refloor recounts which wants belong to the level that is now the last.
func (s *Solver) refloor() {
	s.floor = s.starts[len(s.starts)-1]
	older := s.sides[:0]
	for _, sd := range s.sides {
		if s.stepOf(sd, s.want[sd]) >= s.floor {
			s.recent++
		} else {
			older = append(older, sd)
		}
	}
	s.sides = older
}

// firstPoint walks the trail back, replacing what is wanted by its reasons, until one statement of the level is left: the
// first unique implication point. What it walks over is undone.
func (s *Solver) firstPoint() (side, need int32) {
	for {
		e := s.trail[len(s.trail)-1]
		need := s.want[e.side]
		if need <= e.old {
			s.undo()
			continue
		}
		if s.recent == 1 {
			return e.side, need
		}
		s.recent--
		s.want[e.side] = unwanted
		s.undo()
		s.explain(&e, need)
	}
}

// install adds a learned clause after going back to the given level, where all but its first literal are false.
func (s *Solver) install(c []Lit, back int32) {
	if s.auditor != nil {
		s.auditor.learned(s, c)
	}
	distance := s.distance(c)
	s.backTo(back)
	if len(c) == 1 {
		s.broken = !s.raiseLit(c[0], whyDecision, int32(True))
		return
	}
	ref := s.store(c, distance)
	s.learned = append(s.learned, ref)
	s.attach(ref)
	s.raiseLit(c[0], whyClause, ref)
}

// distance is the number of different levels among the literals that follow the first.
func (s *Solver) distance(c []Lit) int32 {
	s.levels = s.levels[:0]
	for _, l := range c[1:] {
		a := s.atoms[l^1]
		s.levels = append(s.levels, s.trail[s.stepOf(a.side, a.need)].level)
	}
	sortInt32(s.levels)
	n := int32(1)
	for i, lv := range s.levels {
		if i == 0 || lv != s.levels[i-1] {
			n++
		}
	}
	return n
}

func (s *Solver) clearWants() {
	for _, sd := range s.sides {
		s.want[sd] = unwanted
	}
	s.sides = s.sides[:0]
}

// deepest is how far redundant follows reasons, and widest how many literals of one reason it looks at.
const (
	deepest = 6
	widest  = 40
)

// redundant tells whether a wanted statement follows from other wanted ones that became true before it. Only reasons that
// do not depend on bounds at the time are followed: clauses and edges.
func (s *Solver) redundant(side, need int32) bool {
	at := s.stepOf(side, need)
	e := &s.trail[at]
	s.work += 25
	switch e.kind {
	case whyClause:
		c := s.clause(e.data)
		if len(c) > widest {
			return false
		}
		for _, l := range c[1:] {
			a := s.atoms[l^1]
			if !s.follows(a.side, a.need, at) {
				return false
			}
		}
		return true
	case whyEdge:
		d := &s.edges[e.data]
		c := s.atoms[d.cond]
		return s.follows(d.from, need-d.gap, at) && s.follows(c.side, c.need, at)
	}
	return false
}

// follows tells whether a statement is wanted, or implied by wanted ones, all from before the step at.
func (s *Solver) follows(side, need, at int32) bool {
	i := s.stepOf(side, need)
	if i < 0 || s.trail[i].level == 0 {
		return true
	}
	if w := s.want[side]; w >= need && s.stepOf(side, w) < at {
		return true
	}
	if s.depth >= deepest {
		return false
	}
	s.depth++
	ok := s.redundant(side, need)
	s.depth--
	return ok
}
