package network

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/internal/trials"
)

// After every step of a random walk the tracker knows what an evaluator finds from scratch.
func TestTrackerEqualsFromScratch(t *testing.T) {
	networks := trials.Of(t, 1500)
	lost, degraded, stopped := 0, 0, 0
	for seed := range uint64(networks) {
		r := rand.New(rand.NewPCG(seed, 22))
		inv := randomInventory(r)
		if seed%3 > 0 {
			inv = needyInventory(r)
		}
		n := New(inv)
		tr, ev := n.NewTracker(), n.NewEvaluator()
		count := make([]int, n.Things())
		var went []int
		for step := range 60 {
			thing := r.IntN(n.Things()+2) - 1
			before := tr.AppendLostSites(nil)
			if thing >= 0 && thing < len(count) && count[thing] > 0 && r.IntN(3) > 0 || r.IntN(8) == 0 {
				tr.On(thing)
				if thing >= 0 && thing < len(count) {
					count[thing] = max(0, count[thing]-1)
				}
			} else {
				tr.Off(thing)
				if thing >= 0 && thing < len(count) {
					count[thing]++
				}
			}
			var x []int
			for thing, c := range count {
				if c > 0 {
					x = append(x, thing)
				}
			}
			if got, want := tr.Loss(), ev.Lost(x); got != want {
				t.Fatalf("seed %d, step %d, off %v: tracker %v, from scratch %v\n%s", seed, step, x, got, want, describe(inv))
			}
			sites := ev.AppendLostSites(nil, x)
			if diff := cmp.Diff(sites, tr.AppendLostSites(nil), equateEmpty); diff != "" {
				t.Fatalf("seed %d, step %d, off %v: sites, from scratch first:\n%s", seed, step, x, diff)
			}
			if diff := cmp.Diff(ev.AppendLostItems(nil, x), tr.AppendLostItems(nil), equateEmpty); diff != "" {
				t.Fatalf("seed %d, step %d, off %v: items, from scratch first:\n%s", seed, step, x, diff)
			}
			went = went[:0]
			for _, s := range sites {
				if !slices.Contains(before, s) {
					went = append(went, s)
				}
			}
			newly := ints(tr.wentOut)
			slices.Sort(newly)
			if !slices.Equal(newly, went) {
				t.Fatalf("seed %d, step %d: %v went out, the tracker says %v", seed, step, went, newly)
			}
			lost += tr.Loss().Sites
			degraded += tr.Loss().Degraded
			stopped += len(tr.stopped)
		}
		for thing, c := range count {
			for range c {
				tr.On(thing)
			}
		}
		if tr.Loss() != (Loss{}) {
			t.Fatalf("seed %d: with everything back on %v is lost", seed, tr.Loss())
		}
		for range 10 {
			tr.Off(r.IntN(n.Things()))
		}
		tr.Reset()
		if field := differs(tr, n.NewTracker()); field != "" {
			t.Fatalf("seed %d: reset leaves %s behind", seed, field)
		}
	}
	if lost < networks*30 || degraded < networks*2 || stopped < networks/2 {
		t.Errorf("the random walks became too easy: %d sites lost, %d degraded, %d elements stopped or started by needs", lost, degraded, stopped)
	}
}

// differs names an array in which two trackers of one network differ.
func differs(a, b *Tracker) string {
	same := map[string]bool{
		"counts":   slices.Equal(a.count, b.count) && slices.Equal(a.offBy, b.offBy) && slices.Equal(a.arcsLeft, b.arcsLeft),
		"masks":    slices.Equal(a.mask, b.mask),
		"needs":    slices.Equal(a.meets, b.meets) && slices.Equal(a.left, b.left) && slices.Equal(a.unmet, b.unmet) && slices.Equal(a.taken, b.taken),
		"cells":    slices.Equal(a.cellOn, b.cellOn) && slices.Equal(a.layerLeft, b.layerLeft) && slices.Equal(a.siteLeft, b.siteLeft),
		"the loss": a.loss == b.loss && slices.Equal(a.without, b.without),
	}
	forests := func(t *Tracker) []forest { return append([]forest{t.work}, t.reach...) }
	same["paths"], same["children"] = true, true
	for i, f := range forests(a) {
		g := forests(b)[i]
		same["paths"] = same["paths"] && slices.Equal(f.parent, g.parent) && slices.Equal(f.by, g.by) && slices.Equal(f.off, g.off) && slices.Equal(f.delivers, g.delivers)
		same["children"] = same["children"] && slices.Equal(f.first, g.first) && slices.Equal(f.next, g.next) && slices.Equal(f.prev, g.prev)
	}
	for field, is := range same {
		if !is {
			return field
		}
	}
	return ""
}

func TestTrackerDoesNotAllocate(t *testing.T) {
	for _, size := range benchNetworks() {
		n := New(size.inv())
		tr := n.NewTracker()
		r := rand.New(rand.NewPCG(1, 23))
		things := r.Perm(n.Things())[:200]
		round := func() {
			for _, thing := range things {
				tr.Off(thing)
			}
			for _, thing := range things {
				tr.On(thing)
			}
		}
		round()
		if got := testing.AllocsPerRun(5, round); got != 0 {
			t.Errorf("%s: %v allocations in a round of %d steps", size.name, got, 2*len(things))
		}
	}
}
