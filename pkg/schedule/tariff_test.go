package schedule

import (
	"math"
	"sync/atomic"
	"testing"

	"github.com/riprep/riprep/internal/trials"
)

// prepared compiles a problem as far as the streams need it.
func prepared(t testing.TB, p Problem) *solver {
	t.Helper()
	s := &solver{p: &p, m: compile(&p), bounds: make([]int64, len(p.Objectives)), known: make([]bool, len(p.Objectives))}
	if why := s.prepare(); len(why) > 0 {
		t.Fatal(why)
	}
	return s
}

// TestTariffPricesWhatTheRelaxationPicks places each group where the relaxation wants it: both must name the same price.
func TestTariffPricesWhatTheRelaxationPicks(t *testing.T) {
	t.Parallel()
	for seed := range uint64(trials.Of(t, 5)) {
		s := prepared(t, network(40, seed))
		m := s.m
		r := newRelaxation(m, s.d, new(atomic.Bool))
		r.run(20_000_000)
		var fees tariff
		r.publish(&fees)
		copy(r.price, r.top)
		r.accumulate(r.price, r.sums, r.later, r.behind)
		st := newState(m)
		for g := range int32(m.nG) {
			for mode := range m.modes(g) {
				gm := m.gm(g, mode)
				if gm.dead {
					continue
				}
				want, _ := r.picker.group(g, mode)
				want += r.picker.fixed(gm, g, mode)
				for i, a := range gm.present {
					st.start[a] = r.picker.arg[i]
				}
				if got := fees.price(st, g, mode); math.Abs(got-want) > 1e-6*(1+math.Abs(want)) {
					t.Fatalf("seed %d, group %d, mode %d: %g, the relaxation says %g", seed, g, mode, got, want)
				}
			}
		}
	}
}

// TestModesDoNotStandInEachOthersWay has a first mode that takes longer: the second one must get its own early starts,
// though the first one was tried before.
func TestModesDoNotStandInEachOthersWay(t *testing.T) {
	step := func(rate int64) Activity {
		return Activity{Modes: []Mode{{Duration: 5, Costs: []Cost{{Rate: rate}}}, {Duration: 1, Costs: []Cost{{Rate: rate}}}}}
	}
	p := Problem{Horizon: 20, Groups: []Group{{Modes: 2}}, Activities: []Activity{step(0), step(1)},
		Lags: []Lag{{From: 0, To: 1}}, Objectives: []Objective{{}}}
	p.Activities[0].Modes[1].Costs[0].Fixed = 1 // so that neither mode dominates the other
	b := newBuilder(prepared(t, p).m, 1, 0)
	if !b.insert(0) || b.mode[0] != 1 || b.end[1] != 2 {
		t.Errorf("mode %d, complete at %d", b.mode[0], b.end[1])
	}
}
