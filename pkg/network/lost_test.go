package network

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Every case is one network and one set; the evaluator is reused within a network so that what one set leaves behind
// would show in the next.
func TestLostEqualsBruteForce(t *testing.T) {
	const networks, sets = 2500, 4
	served, cutOff, partly := 0, 0, 0
	for seed := range uint64(networks) {
		r := rand.New(rand.NewPCG(seed, 1))
		inv := randomInventory(r)
		n, b := New(inv), newBrute(inv)
		ev := n.NewEvaluator()
		all := len(b.inService(nil))
		served += all
		for range sets {
			x := randomSet(r, inv)
			want, sites := b.lost(x)
			if got := ev.Lost(x); got != want {
				t.Fatalf("seed %d, off %v: lost %v, by brute force %v\n%s", seed, x, got, want, describe(inv))
			}
			if diff := cmp.Diff(sites, ev.AppendLostSites(nil, x)); diff != "" {
				t.Fatalf("seed %d, off %v: lost sites, brute force first:\n%s", seed, x, diff)
			}
			if got, gotSites := n.Impact(x); got != want || !slices.Equal(gotSites, sites) {
				t.Fatalf("seed %d, off %v: impact %v %v, by brute force %v %v", seed, x, got, gotSites, want, sites)
			}
			for _, limit := range []int{-1, 0, want.Subscribers - 1, want.Subscribers, r.IntN(100)} {
				if got := ev.ExceedsSubscribers(x, limit); got != (want.Subscribers > limit) {
					t.Fatalf("seed %d, off %v: exceeds %d is %v at a loss of %v", seed, x, limit, got, want)
				}
				both := Loss{Subscribers: limit, Sites: r.IntN(4) - 1}
				if got := ev.Exceeds(x, both); got != (want.Subscribers > limit || want.Sites > both.Sites) {
					t.Fatalf("seed %d, off %v: exceeds %v is %v at a loss of %v", seed, x, both, got, want)
				}
			}
			if want.Sites > 0 {
				cutOff++
				if want.Sites < all {
					partly++
				}
			}
		}
	}
	if served < networks || cutOff < networks*sets/10 || partly < networks*sets/20 {
		t.Errorf("the random networks became too easy: %d sites served, %d sets cut some off, %d not all", served, cutOff, partly)
	}
}

func TestLostIsMonotoneAndBounded(t *testing.T) {
	for seed := range uint64(1500) {
		r := rand.New(rand.NewPCG(seed, 2))
		inv := randomInventory(r)
		n := New(inv)
		ev := n.NewEvaluator()
		if got := ev.Lost(nil); got != (Loss{}) {
			t.Fatalf("seed %d: lost(∅) = %v", seed, got)
		}
		x := r.Perm(len(inv.Elements))
		before, crossing := Loss{}, 0
		for i := range x {
			crossing += n.Crossing(x[i])
			after := ev.Lost(x[:i+1])
			if after.Subscribers < before.Subscribers || after.Sites < before.Sites {
				t.Fatalf("seed %d: %v off loses %v, and with one more %v", seed, x[:i], before, after)
			}
			if after.Subscribers > crossing {
				t.Fatalf("seed %d: %v off loses %v, more than the %d whose working path crosses it", seed, x[:i+1], after, crossing)
			}
			before = after
		}
		in := 0
		unserved := n.Unserved()
		for s := range inv.Sites {
			if inv.Sites[s].Subscribers > 0 && !slices.Contains(unserved, s) {
				in++
			}
		}
		if before.Sites != in {
			t.Fatalf("seed %d: everything off loses %d of %d sites in service", seed, before.Sites, in)
		}
	}
}

func TestEvaluatorSurvivesTheEndOfItsMarks(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 3))
	inv := plausibleInventory(r)
	n := New(inv)
	ev := n.NewEvaluator()
	ev.epoch = math.MaxUint32 - 5
	ev.work.base = math.MaxUint32 - 5*states
	for range 20 {
		x := randomSet(r, inv)
		if got, want := ev.Lost(x), n.NewEvaluator().Lost(x); got != want {
			t.Fatalf("off %v at epoch %d: %v, by a fresh evaluator %v", x, ev.epoch, got, want)
		}
	}
	if ev.work.base > 100*states || ev.epoch > 100 {
		t.Error("the marks did not wrap around")
	}
}

func TestEvaluatorDoesNotAllocate(t *testing.T) {
	n := New(grid(1000))
	ev := n.NewEvaluator()
	x := []int{0, 17, 400, 999}
	ev.Exceeds(x, Loss{}) // asks for the dominators, once
	dst := make([]int, 0, len(n.inv.Sites))
	if got := testing.AllocsPerRun(50, func() {
		ev.Lost(x)
		ev.ExceedsSubscribers(x, 1000)
		dst = ev.AppendLostSites(dst[:0], x)
	}); got != 0 {
		t.Errorf("%v allocations per run", got)
	}
}

func TestNetworkIsSafeForConcurrentUse(t *testing.T) {
	inv := grid(200)
	want := New(inv).Lost([]int{3, 90})
	n := New(inv)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 20 {
				if got := n.Lost([]int{3, 90}); got != want {
					t.Errorf("lost %v, alone %v", got, want)
				}
				if n.Exceeds([]int{3, 90}, want) || !n.Exceeds([]int{3, 90}, Loss{Subscribers: want.Subscribers, Sites: want.Sites - 1}) {
					t.Errorf("a loss of %v compares wrongly with limits of its own size", want)
				}
				n.HangsOn(5)
				n.Neighbors(3)
			}
		})
	}
	wg.Wait()
}
