package network

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/internal/trials"
)

// A hundred thousand random sets of elements and links, on networks of every shape with needs and layers.
func TestLostWithNeedsEqualsBruteForce(t *testing.T) {
	const sets = 10
	networks := trials.Of(t, 10000)
	cutOff, degraded, byNeed, links := 0, 0, 0, 0
	for seed := range uint64(networks) {
		r := rand.New(rand.NewPCG(seed, 21))
		inv := needyInventory(r)
		n, b := New(inv), newBrute(inv)
		ev := n.NewEvaluator()
		weight := n.Items()
		for range sets {
			x := anySet(r, inv)
			want := b.lostAll(x)
			got := answer{ev.Lost(x), ev.AppendLostSites(nil, x), ev.AppendDegraded(nil, x), ev.AppendLostItems(nil, x)}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(answer{}), equateEmpty); diff != "" {
				t.Fatalf("seed %d, off %v: by brute force first:\n%s\n%s", seed, x, diff, describe(inv))
			}
			sum := 0
			for _, i := range got.items {
				sum += weight[i].Subscribers
			}
			if sum != want.loss.Subscribers {
				t.Fatalf("seed %d, off %v: items weigh %d, lost %v", seed, x, sum, want.loss)
			}
			if want.loss.Sites > 0 {
				cutOff++
			}
			if want.loss.Degraded > 0 {
				degraded++
			}
			if slices.ContainsFunc(x, func(t int) bool { return n.LinkOf(t) >= 0 }) {
				links++
			}
			if len(ev.judge.stopped) > 0 {
				byNeed++
			}
		}
	}
	if all := networks * sets; cutOff < all/5 || degraded < all/20 || byNeed < all/20 || links < all/4 {
		t.Errorf("the random networks became too easy: of %d sets %d cut some off, %d degrade some, %d stop something by a need, %d have links",
			all, cutOff, degraded, byNeed, links)
	}
}

var equateEmpty = cmp.FilterValues(func(a, b []int) bool { return len(a) == 0 && len(b) == 0 }, cmp.Ignore())
