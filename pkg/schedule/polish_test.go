package schedule

import (
	"slices"
	"sync/atomic"
	"testing"

	"github.com/riprep/riprep/internal/trials"
)

// polishing prepares a polisher with the first schedule that a searcher finds; nil if it finds none.
func polishing(t *testing.T, p *Problem, stop *atomic.Bool) *polisher {
	t.Helper()
	m := compile(p)
	m.killDominated()
	m.tighten()
	if len(m.proveInfeasible()) > 0 {
		return nil
	}
	m.class = m.classes()
	st := newStream(m, newGuide(m), 1, 0, stop)
	for st.best == nil && st.work < 2_000_000 {
		st.run(st.work + 10_000)
	}
	if st.best == nil {
		return nil
	}
	q := newPolisher(m, 1, stop)
	q.turnTo(0, st.best, 0)
	return q
}

// once does one stretch of n groups to its end.
func (p *polisher) once(n int) {
	for kind := range p.size {
		p.size[kind] = n
	}
	p.begin()
	p.open.prover.pursue(polishWork)
	p.finish()
}

// A stretch keeps every limit together with what stands still, whatever the problem is made of. With all groups in one stretch
// nothing stands still: the polisher finds the optimum.
func TestPolishEverything(t *testing.T) {
	t.Parallel()
	tried, n := 0, trials.Of(t, 1500)
	for seed := range uint64(n) {
		p := small(seed)
		var stop atomic.Bool
		q := polishing(t, &p, &stop)
		if q == nil || q.m.nG < 2 || q.m.makespan[0] {
			continue
		}
		want, _, _, _ := enumerate(p)
		for i := range 6 {
			q.once(1 + i%(q.m.nG-1))
			if broken := Check(p, q.best.solution()); len(broken) > 0 {
				t.Fatalf("seed %d, a part: %v", seed, broken)
			}
		}
		q.once(q.m.nG)
		tried++
		if q.best.values[0] != want[0] {
			t.Errorf("seed %d: %v, the optimum is %v", seed, q.best.values, want)
		}
		if broken := Check(p, q.best.solution()); len(broken) > 0 {
			t.Errorf("seed %d: %v", seed, broken)
		}
	}
	if tried < n*2/15 {
		t.Errorf("only %d problems tried", tried)
	}
}

// What the polisher makes of a schedule is a schedule, never a worse one, and its own account of what is placed stays true;
// also when it is interrupted within a stretch, and when a better schedule comes from elsewhere meanwhile.
func TestPolishStaysTrue(t *testing.T) {
	t.Parallel()
	for seed := range uint64(trials.Of(t, 4)) {
		p := network(25, seed)
		var stop atomic.Bool
		q := polishing(t, &p, &stop)
		if q == nil {
			t.Fatalf("seed %d: no schedule", seed)
		}
		first := q.best
		for turn := range 40 {
			before := q.best
			q.run(q.work + 4_000_000)
			if slices.Compare(q.best.values, before.values) > 0 {
				t.Fatalf("seed %d: from %v to %v", seed, before.values, q.best.values)
			}
			if broken := Check(p, q.best.solution()); len(broken) > 0 {
				t.Fatalf("seed %d: %v", seed, broken)
			}
			if turn == 20 { // as if from another stream: an equal schedule under another address
				q.best = &best{slices.Clone(q.best.mode), slices.Clone(q.best.start), slices.Clone(q.best.values)}
			}
		}
		if q.open != nil {
			q.finish()
		}
		if q.loaded != q.best {
			q.load()
		}
		fresh := newState(q.m)
		fresh.load(q.best)
		if !slices.Equal(q.st.free, fresh.free) || !slices.Equal(q.st.level, fresh.level) || !slices.Equal(q.st.values, fresh.values) {
			t.Errorf("seed %d: the account of what is placed is not true", seed)
		}
		if q.best.values[0] >= first.values[0] {
			t.Errorf("seed %d: nothing got better than %v", seed, first.values)
		}
	}
}

// TestPolishingEnds says at which sizes a polisher is at work.
func TestPolishingEnds(t *testing.T) {
	for groups, want := range map[int]bool{polishFrom - 1: false, polishFrom: true, polishTo: true, polishTo + 1: false} {
		if got := (&model{nG: groups}).polishable(); got != want {
			t.Errorf("%d groups: %v", groups, got)
		}
	}
}
