package schedule

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/riprep/riprep/internal/trials"
)

// covering is a set function that is nothing but what it says of itself: things that are gone together may not weigh
// more than a capacity.
type covering struct {
	cover Cover
	takes [][][]int // activity, mode → things
}

func newCovering(p *Problem, r *rand.Rand) covering {
	f := covering{}
	for range 1 + r.IntN(5) {
		f.cover.Weights = append(f.cover.Weights, int64(r.IntN(7)))
	}
	for range p.Horizon {
		f.cover.Capacity = append(f.cover.Capacity, int64(2+r.IntN(8)))
	}
	for _, a := range p.Activities {
		var modes [][]int
		for range a.Modes {
			var things []int
			for thing := range f.cover.Weights {
				if r.IntN(3) == 0 {
					things = append(things, thing)
				}
			}
			modes = append(modes, things)
		}
		f.takes = append(f.takes, modes)
	}
	f.cover.Takes = func(x Running) []int { return f.takes[x.Activity][x.Mode] }
	return f
}

func (f covering) weigh(set []Running) int64 {
	gone := make([]bool, len(f.cover.Weights))
	for _, x := range set {
		for _, thing := range f.takes[x.Activity][x.Mode] {
			gone[thing] = true
		}
	}
	sum := int64(0)
	for thing, is := range gone {
		if is {
			sum += f.cover.Weights[thing]
		}
	}
	return sum
}

func (f covering) Allowed(t int, set []Running) bool { return f.weigh(set) <= f.cover.Capacity[t] }
func (f covering) Covers() []Cover                   { return []Cover{f.cover} }

// TestSharesWeighNoMore builds random schedules: in no period do the shares of what runs weigh more than what it takes away.
func TestSharesWeighNoMore(t *testing.T) {
	parted, checked := 0, 0
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 11))
		p := small(seed)
		f := newCovering(&p, r)
		p.Overlap = f
		m := compile(&p)
		whole, even := m.shares(&f.cover)
		if even != nil {
			parted++
		}
		for range 20 {
			modes, starts := randomSchedule(&p, r)
			for at := range p.Horizon {
				set, w, e := running(&p, modes, starts, at), int64(0), int64(0)
				for _, x := range set {
					w += whole[int(m.amOff[x.Activity])+x.Mode]
					if even != nil {
						e += even[int(m.amOff[x.Activity])+x.Mode]
					}
				}
				if most := f.weigh(set); w > most || e > most {
					t.Fatalf("seed %d: period %d: %v take %d away, their shares weigh %d and %d", seed, at, set, most, w, e)
				}
				checked += len(set)
			}
		}
	}
	if parted < 100 || checked < 10_000 {
		t.Errorf("little was tested: %d problems with more than one chain, %d activities at work", parted, checked)
	}
}

// randomSchedule keeps the lags and nothing else.
func randomSchedule(p *Problem, r *rand.Rand) (modes, starts []int) {
	for _, g := range p.Groups {
		modes = append(modes, r.IntN(g.Modes))
	}
	for a := range p.Activities { // lags lead from smaller numbers to larger ones
		lo := 0
		for _, l := range p.Lags {
			if l.To == a && starts[l.From] >= 0 {
				lo = max(lo, starts[l.From]+p.Activities[l.From].Modes[modes[p.Activities[l.From].Group]].Duration+l.Min)
			}
		}
		starts = append(starts, lo+r.IntN(2))
		if p.Activities[a].Modes[modes[p.Activities[a].Group]].Absent {
			starts[a] = -1
		}
	}
	return modes, starts
}

// running lists the exclusive activities at work in a period.
func running(p *Problem, modes, starts []int, at int) []Running {
	var set []Running
	for a, s := range starts {
		mode := modes[p.Activities[a].Group]
		if md := &p.Activities[a].Modes[mode]; s >= 0 && md.Exclusive && s <= at && at < s+md.Duration {
			set = append(set, Running{a, mode})
		}
	}
	return set
}

// TestCoverBoundsHold: with a set function that speaks in numbers the bound is no higher than the optimum, and the relaxation
// alone finds bounds that it does not find without.
func TestCoverBoundsHold(t *testing.T) {
	sharper, n := 0, trials.Of(t, 400)
	for seed := range uint64(n) {
		p := small(seed)
		f := newCovering(&p, rand.New(rand.NewPCG(seed, 12)))
		p.Overlap = f
		value, _, _, found := enumerate(p)
		s, err := Solve(context.Background(), p, Options{Effort: 3000, Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		if found && s.BoundKnown[0] && s.Bounds[0] > value[0] {
			t.Errorf("seed %d: bound %d, optimum %d", seed, s.Bounds[0], value[0])
		}
		if !found {
			if s.Status == Optimal || s.Status == Feasible {
				t.Errorf("seed %d: a schedule where there is none", seed)
			}
			continue
		}
		with := relaxedBound(&p)
		p.Overlap = silent{f}
		if without := relaxedBound(&p); with > without {
			sharper++
		}
		if with > value[0] {
			t.Errorf("seed %d: relaxed bound %d, optimum %d", seed, with, value[0])
		}
	}
	if sharper < 10 && !trials.Raced { // too few problems there
		t.Errorf("the cover sharpened %d bounds of %d problems", sharper, n)
	}
}

// silent is a set function that says nothing of itself.
type silent struct{ SetFunction }

// relaxedBound is what the relaxation proves of the first objective in a moment.
func relaxedBound(p *Problem) int64 {
	m := compile(p)
	m.killDominated()
	m.tighten()
	for g := range int32(m.nG) {
		if !m.alive(g) {
			return -1 << 62
		}
	}
	m.class = m.classes()
	if m.makespan[0] {
		return -1 << 62
	}
	r := newRelaxation(m, newGuide(m), new(atomic.Bool))
	r.run(2_000_000)
	return r.bound
}

// TestPacksSellWhole: what a pack is worth is the dearest set of whole demands that fits, by enumeration.
func TestPacksSellWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 2000 {
		var sizes []int32
		for size := int32(1); size < 9; size++ {
			if r.IntN(3) == 0 {
				sizes = append(sizes, size)
			}
		}
		capacity := int32(r.IntN(15))
		price := make([]float64, len(sizes))
		for i := range price {
			price[i] = float64(r.IntN(40))
		}
		var k packer
		counts := make([]float64, len(sizes))
		got := k.fill(capacity, sizes, price, counts)
		if want := dearest(capacity, sizes, price); got != want {
			t.Fatalf("capacity %d, sizes %v, prices %v: %g, want %g", capacity, sizes, price, got, want)
		}
		weight, worth := 0.0, 0.0
		for i, n := range counts {
			weight += n * float64(sizes[i])
			worth += n * price[i]
		}
		if weight > float64(capacity) || worth != got {
			t.Fatalf("capacity %d, sizes %v, prices %v: %v weighs %g and is worth %g", capacity, sizes, price, counts, weight, worth)
		}
	}
}

func dearest(left int32, sizes []int32, price []float64) float64 {
	if len(sizes) == 0 {
		return 0
	}
	best := 0.0
	for n := int32(0); n*sizes[0] <= left; n++ {
		best = max(best, float64(n)*price[0]+dearest(left-n*sizes[0], sizes[1:], price[1:]))
	}
	return best
}

// TestChainsFollow: of a chain no two activities run side by side, also where the one between them is left out.
func TestChainsFollow(t *testing.T) {
	p := Problem{Horizon: 9, Objectives: []Objective{{}}, Overlap: covering{}}
	for range 3 {
		p.Groups = append(p.Groups, Group{Modes: 2})
		p.Activities = append(p.Activities, Activity{Group: len(p.Groups) - 1, Modes: []Mode{{Duration: 1, Exclusive: true}, {Duration: 2, Exclusive: true}}})
	}
	p.Lags = []Lag{{0, 1, 0}, {1, 2, 0}}
	if got := compile(&p).order().chains([]int32{0, 1, 2}); len(got) != 1 || !slices.Equal(got[0], []int32{0, 1, 2}) {
		t.Errorf("all present: %v", got)
	}
	p.Activities[1].Modes[1] = Mode{Absent: true}
	if got := compile(&p).order().chains([]int32{0, 1, 2}); len(got) != 2 || !slices.Equal(got[0], []int32{0, 1}) {
		t.Errorf("the middle one may be absent: %v", got)
	}
	p.Lags[0].Min = -1
	if got := compile(&p).order().chains([]int32{0, 1, 2}); !slices.Equal(got[0], []int32{0}) && !slices.Equal(got[0], []int32{1, 2}) {
		t.Errorf("a lag that lets them overlap: %v", got)
	}
}
