package schedule

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/riprep/riprep/internal/trials"
)

// TestRounding compares what a debt is charged with a count that knows no limit of size.
func TestRounding(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 1))
	some := func() int64 { return r.Int64N(1 << (1 + r.IntN(61))) }
	halves := 0
	for range trials.Of(t, 300_000) {
		num, den, debt := some(), 1+some(), some()
		if r.IntN(4) == 0 { // a half, if the product is odd
			den = 2 * (1 + r.Int64N(1<<r.IntN(30)))
		}
		c := newRate(num, den)
		twice := new(big.Int).Mul(big.NewInt(2*debt), big.NewInt(num))
		want, rest := new(big.Int).QuoRem(twice.Add(twice, big.NewInt(den)), big.NewInt(2*den), new(big.Int))
		if rest.Sign() == 0 {
			halves++
		}
		if want.Cmp(big.NewInt(noCap)) > 0 {
			want = big.NewInt(noCap)
		}
		if got := c.on(debt); got != want.Int64() {
			t.Fatalf("%d/%d of %d: %d, want %d", num, den, debt, got, want)
		}
		if debt > 0 && c.on(-debt) != 0 {
			t.Fatalf("%d/%d of what is there: %d", num, den, c.on(-debt))
		}
	}
	if halves < 10 {
		t.Errorf("only %d halves", halves)
	}
}

// TestBears compares the largest debt with its definition.
func TestBears(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 2))
	for range 2000 {
		c := newRate(1+r.Int64N(90), 1+r.Int64N(1000))
		limit := r.Int64N(1 << (1 + r.IntN(50)))
		if d := c.bears(limit); d >= noCap || c.on(d) > limit || c.on(d+1) <= limit {
			t.Fatalf("%d/%d, limit %d: %d", c.num, c.den, limit, d)
		}
	}
	free := newRate(0, 3)
	if free.bears(0) != noCap {
		t.Error("no debt is too large where nothing is charged")
	}
}

// TestDebtsFollow places and takes out activities at random. What the state says of overdrafts agrees with a count from nothing,
// before and after; what it says at the margin is never too much.
func TestDebtsFollow(t *testing.T) {
	compared := 0
	for seed := range uint64(trials.Of(t, 400)) {
		p := smallDebt(seed)
		m := compile(&p)
		st, r := newState(m), rand.New(rand.NewPCG(seed, 3))
		in := slices.Repeat([]int32{-1}, m.nA) // the mode that an activity is placed in
		for range 60 {
			a := int32(r.IntN(m.nA))
			if in[a] >= 0 {
				st.unplace(a, m.am(a, in[a]))
				in[a] = -1
			}
			mode := int32(r.IntN(int(m.modes(m.groupOf[a]))))
			x := m.am(a, mode)
			if x.absent || x.est > x.lst {
				continue
			}
			s := x.est + r.Int32N(x.lst-x.est+1)
			for i := range m.charges {
				c := &m.charges[i]
				with, least := st.overdraftWith(i, x, s, noCap), 0.0
				if pr := x.profileOf(c.v); pr != nil {
					least = float64(st.overdraft(i)) + pr.linear(st.marginal(i), s)
				}
				st.place(a, x, s)
				want := c.total(m.h, func(t int) int64 { return st.level[c.v*m.h+t] + c.shift[t] })
				if with != want || st.overdraft(i) != want {
					t.Fatalf("seed %d: overdraft %d: foreseen %d, then %d, counted %d", seed, i, with, st.overdraft(i), want)
				}
				if rounding := float64(m.h) * math.Pow(1+float64(c.num)*c.inv, float64(m.h)); least > float64(want)+rounding {
					t.Fatalf("seed %d: overdraft %d: at the margin %f, in fact %d", seed, i, least, want)
				}
				st.unplace(a, x)
				compared++
			}
			if r.IntN(3) > 0 {
				st.place(a, x, s)
				in[a] = mode
			}
		}
	}
	if compared < 1000 {
		t.Errorf("only %d compared", compared)
	}
}

// enumerated is a problem ready for the search, and its optimum; false where it has no schedule or plain proofs settle it.
func enumerated(p Problem) (s *solver, want *best, ok bool) {
	values, modes, starts, found := enumerate(p)
	s = newSolver(&p, Options{})
	s.m = compile(&p)
	if !found || len(s.prepare()) > 0 {
		return nil, nil, false
	}
	want = &best{values: values}
	for _, m := range modes {
		want.mode = append(want.mode, int32(m))
	}
	for _, at := range starts {
		want.start = append(want.start, int32(at))
	}
	return s, want, true
}

// TestOverdraftBounds looks at the bounds that are not proofs by search: none is above the optimum, of any objective, also where
// overdrafts come before it. Where money is counted in small units the relaxation is often better than the plain bound.
func TestOverdraftBounds(t *testing.T) {
	t.Parallel()
	n := trials.Of(t, 600)
	compared, better, tight := 0, 0, 0
	for seed := range uint64(n) {
		p := smallDebt(seed)
		if seed%5 > 0 {
			p = inflated(p, 10_000)
		}
		s, want, ok := enumerated(p)
		if !ok {
			continue
		}
		var stop atomic.Bool
		r := newRelaxation(s.m, s.d, &stop)
		for k := range p.Objectives {
			if s.bounds[k] > want.values[k] {
				t.Errorf("seed %d: objective %d: plain bound %d of %v", seed, k, s.bounds[k], want.values)
			}
			if k > 0 {
				r.turnTo(k, want, 0)
			}
			r.hear(want, 0)
			r.run(r.work + 2_000_000)
			bound, known := r.bounded(k)
			if known && bound > want.values[k] {
				t.Errorf("seed %d: objective %d: bound %d of %v", seed, k, bound, want.values)
			}
			if p.Objectives[k].Kind == Overdraft && want.values[k] > 0 {
				compared++
				if known && bound > s.bounds[k] {
					better++
				}
				if max(bound, s.bounds[k]) >= want.values[k]*95/100 {
					tight++
				}
			}
		}
	}
	t.Logf("%d overdrafts: the relaxation is better than the plain bound for %d; bound at least 95 %% of the optimum for %d", compared, better, tight)
	if better*20 < compared {
		t.Errorf("the relaxation is better than the plain bound for %d of %d", better, compared)
	}
}

// TestSearchersReachOverdrafts lets a single searcher work, without bounds, proofs or help, for a thousandth of the default effort
// on each objective.
func TestSearchersReachOverdrafts(t *testing.T) {
	t.Parallel()
	n := trials.Of(t, 600)
	all, first, whole := 0, 0, 0
	for seed := range uint64(n) {
		p := smallDebt(seed)
		if p.Objectives[0].Kind != Overdraft {
			continue
		}
		s, want, ok := enumerated(p)
		if !ok {
			continue
		}
		var stop atomic.Bool
		x := newStream(s.m, s.d, seed, 0, &stop)
		x.run(20_000_000)
		for k := range p.Objectives[1:] {
			if x.best == nil {
				break
			}
			x.limits = x.best.values
			x.turnTo(k+1, x.best, 0)
			x.run(x.work + 20_000_000)
		}
		all++
		switch {
		case x.best == nil:
		case slices.Compare(x.best.values, want.values) < 0 || len(Check(p, x.best.solution())) > 0:
			t.Errorf("seed %d: %v is better than the optimum %v, or no schedule", seed, x.best.values, want.values)
		case slices.Equal(x.best.values, want.values):
			first, whole = first+1, whole+1
		case x.best.values[0] == want.values[0]:
			first++
		}
	}
	t.Logf("of %d optima: first objective reached in %d, all in %d", all, first, whole)
	if first*100 < all*95 || whole*100 < all*90 {
		t.Errorf("of %d optima: first objective reached in %d, all in %d", all, first, whole)
	}
}

// TestPartOwesTheWhole takes groups out of schedules: as a problem of their own they owe what the whole schedule does.
func TestPartOwesTheWhole(t *testing.T) {
	charged := 0
	for seed := range uint64(6) {
		p := owing(14, seed, seed%2 == 0)
		s := insides(p, Options{Effort: 20_000, Workers: 1})
		if s.best == nil {
			continue
		}
		k := 1 - int(seed+1)%2
		st, r := newState(s.m), rand.New(rand.NewPCG(seed, 9))
		st.load(s.best)
		var groups []int32
		for g := range int32(s.m.nG) {
			if r.IntN(3) == 0 {
				groups = append(groups, g)
				st.take(g)
			}
		}
		if got := s.m.part(st, groups).restrict(s.best).values[k]; got != s.best.values[k] {
			t.Errorf("seed %d: %d groups owe %d, the whole %d", seed, len(groups), got, s.best.values[k])
		}
		if s.best.values[k] > 0 {
			charged++
		}
	}
	if charged < 2 {
		t.Errorf("something is charged in %d schedules only", charged)
	}
}
