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

// A site keeps its service while one of its two paths is whole, unless some element of the set cuts it off alone.
func TestBackupPathHolds(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	backups, saved := 0, 0
	for seed := range uint64(300) {
		inv := synth.Random(seed)
		if seed%10 == 0 {
			inv = synth.Operator(synth.Options{Sites: 40, Seed: seed})
		}
		n := New(inv)
		for s := range inv.Sites {
			working, backup := n.WorkingPath(s), n.BackupPath(s)
			if backup == nil {
				continue
			}
			backups++
			for _, e := range backup {
				if slices.Contains(working, e) && !slices.Contains(n.LostSites([]int{e}), s) {
					t.Fatalf("seed %d: both paths of site %d lead over %d, which does not cut it off", seed, s, e)
				}
			}
			for range 5 {
				var off []int
				alone := false
				for range 6 {
					e := rng.IntN(len(inv.Elements))
					hosts := append(n.PartOf(e), e)
					if slices.ContainsFunc(hosts, func(h int) bool { return slices.Contains(backup, h) }) {
						continue // the backup path stays whole
					}
					off = append(off, e)
					alone = alone || slices.Contains(n.LostSites([]int{e}), s)
				}
				if alone {
					continue
				}
				if slices.Contains(n.LostSites(off), s) {
					t.Fatalf("seed %d: site %d is lost with %v off, its backup path %v is whole", seed, s, off, backup)
				}
				if slices.ContainsFunc(off, func(e int) bool { return slices.Contains(working, e) }) {
					saved++
				}
			}
		}
	}
	if backups < 100 || saved < 50 {
		t.Errorf("%d backup paths, %d times one was needed: the test is too easy", backups, saved)
	}
}
