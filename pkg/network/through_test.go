package network

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/riprep/riprep/internal/synth"
)

// Where nobody else's service can come by, losses join as sets.
func TestSitesThroughSeparates(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	checked := 0
	for seed := range uint64(400) {
		inv := synth.Random(seed)
		n := New(inv)
		for range 10 {
			x := randomSet(rng, inv)
			y := randomSet(rng, inv)
			lost := n.LostSites(x)
			through := n.SitesThrough(x)
			for _, s := range lost {
				if !slices.Contains(through, s) {
					t.Fatalf("seed %d: site %d is lost with %v and does not come by it", seed, s, x)
				}
			}
			if len(through) != len(lost) {
				continue
			}
			checked++
			want := append(slices.Clone(lost), n.LostSites(y)...)
			slices.Sort(want)
			want = slices.Compact(want)
			if got := n.LostSites(append(slices.Clone(x), y...)); !slices.Equal(got, want) {
				t.Fatalf("seed %d: lost(%v ∪ %v) = %v, want %v", seed, x, y, got, want)
			}
		}
	}
	if checked < 500 {
		t.Errorf("only %d sets separate: the test is too easy", checked)
	}
}
