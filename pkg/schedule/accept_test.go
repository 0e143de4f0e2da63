package schedule

import (
	"math"
	"slices"
	"sync/atomic"
	"testing"
)

// TestHeatFalls follows the temperature over a search: it begins and ends where it should, rises only where a cycle begins, and a
// cycle begins only where there is much to spend.
func TestHeatFalls(t *testing.T) {
	f := fall{8, 0.1}
	for share, cycles := range map[int64]int{0: 1, 1: 1, 1_000_000: 1, oneCycle: 1, 2 * oneCycle: 2, 8 * oneCycle: 3} {
		rises, last := 1, f.from
		for i := range int64(1000) {
			heat := heatAt(share/1000*i, share, f)
			if heat > last+1e-9 {
				rises++
			}
			if heat > f.from+1e-9 || heat < f.to-1e-9 {
				t.Fatalf("share %d: %g at %d of 1000", share, heat, i)
			}
			last = heat
		}
		if end := heatAt(share, share, f); math.Abs(end-f.to) > 1e-9 && share > 0 {
			t.Errorf("share %d: ends at %g", share, end)
		}
		if rises != cycles {
			t.Errorf("share %d: %d cycles, want %d", share, rises, cycles)
		}
	}
}

// TestRestAndWake sends the relaxation to rest where it gains nothing, lets it work now and then, and wakes it when it gains again.
func TestRestAndWake(t *testing.T) {
	var r rest
	bound, now := int64(0), 0
	pass := func(rounds int, gain int64) (worked int) {
		for range rounds {
			now++
			if r.works(now) {
				worked++
			}
			bound += gain
			r.judge(now, bound, 100_000)
		}
		return worked
	}
	if n := pass(60, 1_000); n != 60 {
		t.Errorf("worked %d rounds of 60 while it gained", n)
	}
	pass(2*judgeEvery, 1)
	if n := pass(80, 1); n != 80/wakeEvery {
		t.Errorf("worked %d rounds of 80 while it gained nothing", n)
	}
	pass(2*judgeEvery, 1_000)
	if n := pass(6, 1_000); n != 6 {
		t.Errorf("worked %d rounds of 6 after it had begun to gain again", n)
	}
}

// guided is a stream that has a schedule, and the prices of a relaxation.
func guided(t *testing.T, p Problem) *stream {
	t.Helper()
	s := prepared(t, p)
	r := newRelaxation(s.m, s.d, new(atomic.Bool))
	r.run(20_000_000)
	copy(s.d.rules[len(s.d.rules)-1], r.order)
	r.publish(&s.d.fees)
	st := newStream(s.m, s.d, 7, 0, new(atomic.Bool))
	for st.built < st.passes() {
		st.construct()
	}
	if st.best == nil {
		t.Fatal("no schedule")
	}
	return st
}

// judgeState demands that a stream's schedule is one, and worth what the stream thinks.
func judgeState(t *testing.T, p Problem, s *stream) {
	t.Helper()
	now := &best{slices.Clone(s.mode), slices.Clone(s.start), slices.Clone(s.values)}
	if broken := Check(p, now.solution()); len(broken) > 0 {
		t.Fatal(broken[0])
	}
}

// TestPricesHaveASay makes moves that are judged by prices too: the schedule stays one, the objective may get worse, and the best
// is remembered.
func TestPricesHaveASay(t *testing.T) {
	worse := 0
	for seed := range uint64(4) {
		p := network(40, seed)
		s := guided(t, p)
		s.cool(0.05, s.best.values[0]*9/10)
		s.startSearch()
		for range 500 {
			was, known := s.values[0], s.best.values
			s.move()
			if len(s.bank) > 0 {
				t.Fatal("a group lost its place")
			}
			if s.shadow != shadows[0] {
				t.Fatalf("shadow %g", s.shadow)
			}
			if s.values[0] > was {
				worse++
			}
			if slices.Compare(s.best.values, known) > 0 || slices.Compare(s.best.values, s.values) > 0 {
				t.Fatalf("best %v, was %v, now %v", s.best.values, known, s.values)
			}
		}
		judgeState(t, p, s)
	}
	if worse < 20 {
		t.Errorf("the objective got worse %d times", worse)
	}
}

// TestBuildsAfresh goes on from a schedule of its own when the prices have settled, and from the best known before that.
func TestBuildsAfresh(t *testing.T) {
	fresh := 0
	for seed := range uint64(4) {
		p := network(40, seed)
		s := guided(t, p)
		s.cool(0.05, s.best.values[0]*9/10)
		s.startSearch()
		for range 2000 {
			s.move()
		}
		known := s.best
		for _, afresh := range []bool{false, true} {
			s.renewing, s.afresh = true, afresh
			s.renew()
			if s.renewing || s.afresh {
				t.Fatal("it would do it once more")
			}
			if slices.Compare(s.best.values, known.values) > 0 {
				t.Errorf("the best got worse: %v after %v", s.best.values, known.values)
			}
			if !afresh && !slices.Equal(s.values, s.best.values) {
				t.Errorf("it goes on from %v, not from the best, %v", s.values, s.best.values)
			}
			if afresh && !slices.Equal(s.values, s.best.values) {
				fresh++
			}
			judgeState(t, p, s)
		}
	}
	if fresh == 0 {
		t.Error("it never went on from a schedule of its own")
	}
}

// TestNotAstray brings back a stream that the others have overtaken in an objective that is done with.
func TestNotAstray(t *testing.T) {
	s := guided(t, network(40, 1))
	s.startSearch()
	s.focus = 1
	b := &best{s.best.mode, s.best.start, slices.Clone(s.best.values)}
	own := slices.Clone(s.values)
	if s.hear(b, 0); !slices.Equal(s.values, own) {
		t.Error("it changed its way without need")
	}
	s.values[0]++ // as if it had been there all the time
	if s.hear(b, 0); !slices.Equal(s.values, b.values) {
		t.Errorf("it stays at %v", s.values)
	}
}

// TestBudgetsAreLeftForThoseWhoNeedThem has a group that is cheapest with what the only way of another one takes.
func TestBudgetsAreLeftForThoseWhoNeedThem(t *testing.T) {
	use := func(budget int, cost int64) Mode {
		return Mode{Duration: 1, Costs: []Cost{{Fixed: cost, Rate: 1}}, Uses: []Use{{Budget: budget, Amount: 3}}}
	}
	p := Problem{Horizon: 9, Objectives: []Objective{{}}, Budgets: []Budget{{"a", 5}, {"b", 5}},
		Groups:     []Group{{"choosy", 2}, {"bound", 1}},
		Activities: []Activity{{"x", 0, []Mode{use(0, 0), use(1, 5)}}, {"y", 1, []Mode{use(0, 0)}}}}
	b := newBuilder(prepared(t, p).m, 1, 0)
	for range 2 { // the second time after all has been taken out again
		if !b.insert(0) || b.mode[0] != 1 || !b.insert(1) {
			t.Fatalf("modes %v", b.mode)
		}
		b.take(0)
		b.take(1)
	}
	if b.needed[0] != 3 || b.needed[1] != 0 || b.budget[0] != 5 {
		t.Errorf("needed %v of %v", b.needed, b.budget)
	}
}
