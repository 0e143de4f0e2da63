package network

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// dominated finds for each element the others whose removal leaves it without path, by removing each in turn. A part goes
// the way of the serving elements that it is a part of.
func (b *brute) dominated() []map[int]bool {
	above := make([]map[int]bool, len(b.inv.Elements))
	all := b.delivering(nil)
	hosts := b.hosts()
	for e := range above {
		id := b.inv.Elements[e].ID
		if all[id] || slices.ContainsFunc(hosts[id], func(h string) bool { return all[h] }) {
			above[e] = map[int]bool{}
		}
	}
	for d := range b.inv.Elements {
		on := b.delivering(map[string]bool{b.inv.Elements[d].ID: true})
		for e := range above {
			id := b.inv.Elements[e].ID
			delivers := on[id] || slices.ContainsFunc(hosts[id], func(h string) bool { return on[h] })
			if above[e] != nil && d != e && !delivers {
				above[e][d] = true
			}
		}
	}
	return above
}

func TestHangsOnEqualsRemovingEachElement(t *testing.T) {
	hanging, parts := 0, 0
	for seed := range uint64(1500) {
		inv := randomInventory(rand.New(rand.NewPCG(seed, 4)))
		n, b := New(inv), newBrute(inv)
		above := b.dominated()
		for e := range inv.Elements {
			want := -1
			for d := range above[e] {
				if len(above[d]) == len(above[e])-1 { // dominators of one element form a chain: the longest is the nearest
					want = d
				}
			}
			if got := n.HangsOn(e); got != want {
				t.Fatalf("seed %d: element %d hangs on %d, by removal on %d\n%s", seed, e, got, want, describe(inv))
			}
			var dependents []int
			for f := range above {
				if above[f][e] {
					dependents = append(dependents, f)
				}
			}
			if diff := cmp.Diff(dependents, n.Dependents(e)); diff != "" {
				t.Fatalf("seed %d: dependents of %d, by removal first:\n%s\n%s", seed, e, diff, describe(inv))
			}
			if want >= 0 {
				hanging++
				if len(n.PartOf(e)) > 1 {
					parts++
				}
			}
		}
	}
	if hanging < 3000 || parts < 30 {
		t.Errorf("the random networks became too easy: %d elements hang on another, %d of them parts of several", hanging, parts)
	}
}

func TestSinglePointsEqualBruteForce(t *testing.T) {
	found := 0
	for seed := range uint64(800) {
		inv := randomInventory(rand.New(rand.NewPCG(seed, 5)))
		n, b := New(inv), newBrute(inv)
		points := n.SinglePoints()
		found += len(points)
		byElement := map[int]Loss{}
		for i, p := range points {
			byElement[p.Element] = p.Loss
			if i == 0 {
				continue
			}
			if q := points[i-1]; q.Loss.Subscribers < p.Loss.Subscribers ||
				q.Loss == p.Loss && q.Element > p.Element {
				t.Fatalf("seed %d: %v before %v", seed, q, p)
			}
		}
		alone := n.hangs().alone
		for e := range inv.Elements {
			loss, sites := b.lost([]int{e})
			if alone[e] != loss {
				t.Fatalf("seed %d: element %d alone loses %v by dominators, %v by brute force\n%s", seed, e, alone[e], loss, describe(inv))
			}
			others := slices.ContainsFunc(sites, func(s int) bool { return inv.Sites[s].ID != inv.Elements[e].Site })
			if got, is := byElement[e]; is != others || is && got != loss {
				t.Fatalf("seed %d: element %d is single point %v with %v, by brute force %v with %v", seed, e, is, got, others, loss)
			}
		}
	}
	if found < 500 {
		t.Errorf("the random networks became too easy: %d single points", found)
	}
}
