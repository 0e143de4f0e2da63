package lcg

import (
	"cmp"
	"slices"
)

// A clause lies in the arena as: size, distance (number of levels its literals came from; 0 for a given clause), its literals.
const clauseHead = 2

// watch stands in the list of a literal that a clause watches. The blocker is some other literal of the clause: while it
// holds there is no need to look at the clause. A negative ref is the complement of a conditional edge.
type watch struct {
	ref     int32
	blocker Lit
}

// Add states that one of the literals holds. It may be called at any time outside Solve.
func (s *Solver) Add(lits ...Lit) {
	s.backTo(0)
	lits = slices.Clone(lits)
	slices.Sort(lits)
	lits = slices.Compact(lits)
	out := lits[:0]
	for i, l := range lits {
		if s.Holds(l) || i+1 < len(lits) && lits[i+1] == l^1 {
			return
		}
		if !s.Fails(l) {
			out = append(out, l)
		}
	}
	switch len(out) {
	case 0:
		s.broken = true
	case 1:
		s.broken = s.broken || !s.raiseLit(out[0], whyDecision, 0)
	default:
		ref := s.store(out, 0)
		s.given = append(s.given, ref)
		s.attach(ref)
	}
}

func (s *Solver) store(lits []Lit, distance int32) int32 {
	ref := int32(len(s.arena))
	s.arena = append(s.arena, int32(len(lits)), distance)
	for _, l := range lits {
		s.arena = append(s.arena, int32(l))
	}
	return ref
}

// clause is the literals of a clause.
func (s *Solver) clause(ref int32) []int32 {
	return s.arena[ref+clauseHead : ref+clauseHead+s.arena[ref]]
}

func (s *Solver) attach(ref int32) {
	c := s.clause(ref)
	s.watches[c[0]] = append(s.watches[c[0]], watch{ref, Lit(c[1])})
	s.watches[c[1]] = append(s.watches[c[1]], watch{ref, Lit(c[0])})
}

// visit goes through the clauses and edges that watch a literal which has become false.
func (s *Solver) visit(f Lit) bool {
	ws := s.watches[f]
	s.work += int64(4 + 4*len(ws))
	kept := 0
	for i, w := range ws {
		if w.ref >= 0 && s.Holds(w.blocker) {
			ws[kept] = w
			kept++
			continue
		}
		moved, ok := s.wakeWatch(f, &w)
		if !moved {
			ws[kept] = w
			kept++
		}
		if !ok {
			kept += copy(ws[kept:], ws[i+1:])
			s.watches[f] = ws[:kept]
			return false
		}
	}
	s.watches[f] = ws[:kept]
	return true
}

// wakeWatch looks at one clause or edge. It reports whether the watch has gone to another literal, and whether all is well.
func (s *Solver) wakeWatch(f Lit, w *watch) (moved, ok bool) {
	if w.ref < 0 {
		return false, s.follow(^w.ref) && s.follow(^w.ref+1)
	}
	c := s.clause(w.ref)
	if Lit(c[0]) == f {
		c[0], c[1] = c[1], c[0]
	}
	first := Lit(c[0])
	if first != w.blocker && s.Holds(first) {
		w.blocker = first
		return false, true
	}
	for k := 2; k < len(c); k++ {
		if l := Lit(c[k]); !s.Fails(l) {
			c[1], c[k] = c[k], c[1]
			s.watches[l] = append(s.watches[l], watch{w.ref, first})
			s.work += int64(2 * k)
			return true, true
		}
	}
	s.work += int64(10 + 2*len(c))
	w.blocker = first
	return false, s.raiseLit(first, whyClause, w.ref)
}

// forget drops the half of the learned clauses that promise least, those with the most levels first and old before new, and
// whatever has become true for good. It runs at level 0 only, where no clause is a reason that anybody will ask for.
func (s *Solver) forget() {
	slices.SortStableFunc(s.learned, func(a, b int32) int { return cmp.Compare(s.arena[a+1], s.arena[b+1]) })
	keep := s.learned[:0]
	for i, ref := range s.learned {
		if (s.arena[ref+1] <= 2 || i < len(s.learned)/2) && !slices.ContainsFunc(s.clause(ref), func(l int32) bool { return s.Holds(Lit(l)) }) {
			keep = append(keep, ref)
		}
	}
	slices.Sort(keep)
	s.compact(keep)
}

// compact rewrites the arena with the given clauses and the learned ones in keep, in their order.
func (s *Solver) compact(keep []int32) {
	for l, ws := range s.watches {
		s.watches[l] = slices.DeleteFunc(ws, func(w watch) bool { return w.ref >= 0 })
	}
	old := s.arena
	s.arena = make([]int32, 0, len(old))
	s.given = s.carryAll(old, s.given)
	s.learned = s.carryAll(old, keep)
	s.work += int64(len(old) + len(s.watches))
}

func (s *Solver) carryAll(old, refs []int32) []int32 {
	moved := refs[:0]
	for _, at := range refs {
		if ref := s.carry(old, at); ref >= 0 {
			moved = append(moved, ref)
		}
	}
	return moved
}

// carry copies a clause into the new arena without the literals that are false for good; -1 if it is true for good.
func (s *Solver) carry(old []int32, at int32) int32 {
	ref := int32(len(s.arena))
	s.arena = append(s.arena, 0, old[at+1])
	for _, l := range old[at+clauseHead : at+clauseHead+old[at]] {
		if s.Holds(Lit(l)) {
			s.arena = s.arena[:ref]
			return -1
		}
		if !s.Fails(Lit(l)) {
			s.arena = append(s.arena, l)
		}
	}
	s.arena[ref] = int32(len(s.arena)) - ref - clauseHead
	s.attach(ref)
	return ref
}
