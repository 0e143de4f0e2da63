package lcg

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/riprep/riprep/internal/trials"
)

// session solves one puzzle in every way there is and compares with enumeration.
type session struct {
	t    *testing.T
	seed uint64
	p    *puzzle
	b    *board
	r    *rand.Rand
	all  [][]int
	a    *audit
}

func newSession(t *testing.T, p *puzzle, seed uint64) *session {
	w := &session{t: t, seed: seed, p: p, r: rand.New(rand.NewPCG(seed, 3))}
	w.b = w.p.board(seed%2 == 0)
	w.a = &audit{t: t, seed: seed, r: w.r}
	w.b.s.auditor = w.a
	w.b.each = func() {
		w.a.steps(w.b.s)
		w.settled()
	}
	w.keep(w.p.solutions())
	if seed%3 == 0 {
		guide := make([]int32, w.b.s.Vars())
		for i := range guide {
			guide[i] = w.r.Int32N(6)
		}
		w.b.s.Guide(guide)
	}
	return w
}

// settled fails the test where clauses or edges leave something to propagate at a decision.
func (w *session) settled() {
	for _, r := range w.p.rules {
		if q, ok := r.(interface{ settled(b *board) bool }); ok && !q.settled(w.b) {
			w.t.Fatalf("puzzle %d: %v is not propagated", w.seed, r)
		}
	}
}

// keep replaces the list of solutions.
func (w *session) keep(all [][]int) {
	w.all, w.a.all = all, w.a.all[:0]
	for _, x := range all {
		row := make([]int32, w.b.s.Vars())
		row[0] = 1 // the variable of the literal True
		for i, v := range w.b.vars {
			row[v] = int32(x[i])
		}
		w.a.all = append(w.a.all, row)
	}
}

// solve asks the solver, with interruptions.
func (w *session) solve(assume []stmt) Answer {
	w.t.Helper()
	s := w.b.s
	for patience := int64(1000); ; patience *= 2 {
		answer := s.Solve(w.b.lits(assume), s.Work()+patience)
		if s.level() != 0 {
			w.t.Fatalf("puzzle %d: left at level %d", w.seed, s.level())
		}
		w.a.root(s)
		if answer != Unknown {
			w.judge(answer, assume)
			return answer
		}
	}
}

func satisfies(x []int, all []stmt) bool {
	return !slices.ContainsFunc(all, func(l stmt) bool { return !l.holds(x) })
}

func (w *session) some(assume []stmt) bool {
	return slices.ContainsFunc(w.all, func(x []int) bool { return satisfies(x, assume) })
}

// judge compares an answer with the list.
func (w *session) judge(answer Answer, assume []stmt) {
	w.t.Helper()
	switch answer {
	case Satisfied:
		x := w.b.values()
		if _, known := slices.BinarySearchFunc(w.all, x, slices.Compare[[]int]); !known || !satisfies(x, assume) {
			w.t.Fatalf("puzzle %d: %v is no solution under %v", w.seed, x, assume)
		}
	case Impossible:
		if len(w.all) > 0 {
			w.t.Fatalf("puzzle %d: called impossible, %v is a solution", w.seed, w.all[0])
		}
	case Conflicting:
		w.judgeCore(assume)
	}
}

func (w *session) judgeCore(assume []stmt) {
	w.t.Helper()
	var core []stmt
	for _, l := range w.b.s.Core() {
		i := slices.IndexFunc(assume, func(a stmt) bool { return w.b.lit(a) == l })
		if i < 0 {
			w.t.Fatalf("puzzle %d: %v in the core was not assumed", w.seed, l)
		}
		core = append(core, assume[i])
	}
	if len(core) == 0 || w.some(core) {
		w.t.Fatalf("puzzle %d: core %v of %v can be satisfied", w.seed, core, assume)
	}
}

// minimise lowers the limit of the sum until nothing is left.
func (w *session) minimise() {
	c := w.p.sum
	for len(w.all) > 0 {
		if w.solve(nil) != Satisfied {
			w.t.Fatalf("puzzle %d: nothing found, %v has %d", w.seed, w.all[0], c.total(w.all[0]))
		}
		limit := c.total(w.b.values()) - 1
		c.lower(w.b, limit)
		w.keep(slices.DeleteFunc(w.all, func(x []int) bool { return c.total(x) > limit }))
	}
	if answer := w.solve(nil); answer != Impossible {
		w.t.Fatalf("puzzle %d: answer %v below the optimum", w.seed, answer)
	}
}

// exhaust forbids every solution that is found, a few dozen times.
func (w *session) exhaust() {
	for range 25 {
		if w.solve(nil) != Satisfied {
			return
		}
		x := w.b.values()
		var c []Lit
		for i, v := range w.b.vars {
			c = append(c, w.b.s.AtMost(v, x[i]-1), w.b.s.AtLeast(v, x[i]+1))
		}
		w.b.s.Add(c...)
		w.keep(slices.DeleteFunc(w.all, func(y []int) bool { return slices.Equal(x, y) }))
	}
}

// play goes through the whole session and returns how often the solver met a conflict.
func (w *session) play() {
	for len(w.p.assume) > 0 {
		if answer := w.solve(w.p.assume); (answer == Satisfied) != w.some(w.p.assume) {
			w.t.Fatalf("puzzle %d: answer %v under %v", w.seed, answer, w.p.assume)
		}
		w.p.assume = w.p.assume[1:]
	}
	if answer := w.solve(nil); (answer == Satisfied) != (len(w.all) > 0) || answer == Conflicting {
		w.t.Fatalf("puzzle %d: answer %v, there are %d solutions", w.seed, answer, len(w.all))
	}
	if w.p.sum != nil {
		w.minimise()
	} else {
		w.exhaust()
	}
}

// TestPuzzles solves thousands of small random models. For each kind of constraint every answer, every learned clause and
// every explanation agrees with enumeration.
func TestPuzzles(t *testing.T) {
	t.Parallel()
	puzzles := trials.Of(t, 1000)
	for _, kind := range kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			conflicts, checks, feasible := int64(0), 0, 0
			for seed := range uint64(puzzles) {
				w := newSession(t, newPuzzle(kind, seed), seed)
				if len(w.all) > 0 {
					feasible++
				}
				w.play()
				conflicts += w.b.s.Conflicts()
				checks += w.a.checks
			}
			t.Logf("%d of %d have a solution; %d conflicts, %d statements compared", feasible, puzzles, conflicts, checks)
			if conflicts < int64(puzzles) || feasible < puzzles/4 || feasible == puzzles {
				t.Errorf("%d conflicts, %d of %d with a solution: too few to mean anything", conflicts, feasible, puzzles)
			}
		})
	}
}

// TestRareExplanations plays puzzles made for explanations that random ones hardly ever call for.
func TestRareExplanations(t *testing.T) {
	yes, no := stmt{x: 0, n: 1}, stmt{0, 1, true}
	for name, p := range map[string]*puzzle{
		// From 5 + y > 9 and a choice of 5 or 2+2x: it takes x ≥ 2, not 1.
		"a rate that does not divide what is needed": {
			lo: []int{0, 0, 0}, hi: []int{1, 5, 5},
			rules: []rule{&sumRule{limit: 9, guard: always, terms: []termRule{
				{1, []alternativeRule{{when: yes, fixed: 5}, {when: no, fixed: 2, rate: 2}}},
				{2, []alternativeRule{{when: always, rate: 1}}}}}},
			assume: []stmt{{x: 1, n: 2}},
		},
		// Both others are needed to keep the first item from the starts at which it takes 3, though one would do where it takes 5.
		"a start moved over a step": {
			lo: []int{0, 0, 0, 0}, hi: []int{1, 3, 1, 1},
			rules: []rule{
				&levelsRule{supply: []int64{99, 99, 99, 5}, guard: always, items: []profileRule{
					{1, []stmt{always}, []Steps{{Offsets: []int32{0, 1, 3}, Amounts: []int64{5, 3, 0}}}},
					{2, []stmt{{x: 2, n: 1}, {2, 1, true}}, []Steps{{Offsets: []int32{0}, Amounts: []int64{2}}, {}}},
					{3, []stmt{{x: 3, n: 1}, {3, 1, true}}, []Steps{{Offsets: []int32{0}, Amounts: []int64{1}}, {}}},
				}},
				clauseRule{no, {x: 2, n: 1}}, clauseRule{no, {x: 3, n: 1}},
			},
			assume: []stmt{yes},
		},
	} {
		t.Run(name, func(t *testing.T) { newSession(t, p, 1).play() })
	}
}

// TestSameAgain plays every puzzle twice: nothing depends on chance.
func TestSameAgain(t *testing.T) {
	t.Parallel()
	for seed := range uint64(trials.Of(t, 300)) {
		var first string
		for i := range 2 {
			w := newSession(t, newPuzzle("mixed", seed), seed)
			w.b.s.auditor, w.b.each = nil, nil
			w.play()
			now := fmt.Sprint(w.b.s.Values(), w.b.s.Work(), w.b.s.Conflicts(), w.b.s.arena)
			if i == 0 {
				first = now
			} else if now != first {
				t.Fatalf("puzzle %d: %s, then %s", seed, first, now)
			}
		}
	}
}

// TestStop sets the stop flag: Solve returns, and goes on from there when it is cleared.
func TestStop(t *testing.T) {
	var stop atomic.Bool
	s := New(&stop)
	pigeons(s, 7)
	stop.Store(true)
	before := s.Conflicts()
	if a := s.Solve(nil, 1<<60); a != Unknown || s.Conflicts() > before+1 {
		t.Fatalf("stopped: answer %v after %d conflicts", a, s.Conflicts())
	}
	stop.Store(false)
	if a := s.Solve(nil, 1<<60); a != Impossible {
		t.Fatalf("answer %v", a)
	}
}

// pigeons puts n+1 pigeons into n holes.
func pigeons(s *Solver, n int) {
	in := make([][]Lit, n+1)
	for i := range in {
		for range n {
			in[i] = append(in[i], s.NewBool())
		}
		s.Add(in[i]...)
	}
	for h := range n {
		for i := range in {
			for j := range i {
				s.Add(in[i][h].Not(), in[j][h].Not())
			}
		}
	}
	s.Otherwise(func() (Lit, bool) {
		for _, row := range in {
			for _, l := range row {
				if !s.Holds(l) && !s.Fails(l) {
					return l, true
				}
			}
		}
		return 0, false
	})
}
