package lcg

import "slices"

// brancher chooses decisions: of the statements that took part in conflicts lately the most active one, in the way the best
// known solution has it; where none is left, whatever the caller's rule says.
type brancher struct {
	activity []float64 // per literal pair
	place    []int32   // per literal pair: where in the heap, -1 if not there
	heap     []int32
	bumpBy   float64

	target []int32 // per variable: its value in the best known solution; nil when there is none
	rule   func() (Lit, bool)
}

const (
	decay    = 1 / 0.95
	tooLarge = 1e100
)

func (b *brancher) grow(pairs int) {
	if b.bumpBy == 0 {
		b.bumpBy = 1
	}
	for len(b.activity) < pairs {
		b.activity = append(b.activity, 0)
		b.place = append(b.place, -1)
	}
}

// Guide sets the values that decisions lean to, one per variable; nil for none.
func (s *Solver) Guide(values []int32) { s.target = slices.Clone(values) }

// Otherwise sets the rule for decisions when no active statement is left. It returns a literal that is neither true nor
// false; or no literal when everything that matters is fixed, which makes the present bounds a solution.
func (s *Solver) Otherwise(rule func() (Lit, bool)) { s.rule = rule }

// decide picks the next decision.
func (s *Solver) decide() (Lit, bool) {
	for len(s.heap) > 0 {
		pair := s.popHeap()
		l := Lit(pair << 1)
		a := s.atoms[l]
		if s.bound[a.side] >= a.need || -s.bound[a.side+1] < a.need {
			continue
		}
		s.work += 40
		if s.target != nil && s.target[a.side>>1] >= a.need {
			return l, true
		}
		return l ^ 1, true
	}
	return s.rule()
}

// bump raises the activity of the statement that took part in a conflict.
func (s *Solver) bump(l Lit) {
	pair := int32(l >> 1)
	s.activity[pair] += s.bumpBy
	if s.activity[pair] > tooLarge {
		for i := range s.activity {
			s.activity[i] /= tooLarge
		}
		s.bumpBy /= tooLarge
	}
	if at := s.place[pair]; at >= 0 {
		s.siftUp(at)
	}
}

// revive puts the statements that a step had decided back in the heap.
func (s *Solver) revive(e *step) {
	x := e.side >> 1
	from, to := e.old, e.now
	if e.side&1 == 1 {
		from, to = -e.now, -e.old
	}
	first := s.off[x] + from - s.lo[x]
	for i := range to - from {
		pair := first + i
		if s.activity[pair] > 0 && s.place[pair] < 0 {
			s.place[pair] = int32(len(s.heap))
			s.heap = append(s.heap, pair)
			s.siftUp(s.place[pair])
		}
	}
}

func (s *Solver) siftUp(at int32) {
	h := s.heap
	pair := h[at]
	act := s.activity[pair]
	for at > 0 {
		up := (at - 1) / 2
		if s.activity[h[up]] >= act {
			break
		}
		h[at] = h[up]
		s.place[h[at]] = at
		at = up
	}
	h[at] = pair
	s.place[pair] = at
}

func (s *Solver) popHeap() int32 {
	h := s.heap
	top, pair := h[0], h[len(h)-1]
	h = h[:len(h)-1]
	s.heap = h
	s.place[top] = -1
	if len(h) == 0 {
		return top
	}
	act, at, n := s.activity[pair], int32(0), int32(len(h))
	for {
		c := 2*at + 1
		if c >= n {
			break
		}
		if c+1 < n && s.activity[h[c+1]] > s.activity[h[c]] {
			c++
		}
		if s.activity[h[c]] <= act {
			break
		}
		h[at] = h[c]
		s.place[h[at]] = at
		at = c
	}
	h[at] = pair
	s.place[pair] = at
	return top
}

func sortInt32(x []int32) {
	for i := 1; i < len(x); i++ {
		for j := i; j > 0 && x[j] < x[j-1]; j-- {
			x[j], x[j-1] = x[j-1], x[j]
		}
	}
}
