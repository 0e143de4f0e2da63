package network

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/riprep/riprep/pkg/inventory"
)

// firstPath follows the definition: from the first of the serving elements with the fewest hops, each time to the first
// element that is one hop nearer.
func (b *brute) firstPath(s int) []int {
	hops := b.hops()
	at := ""
	for _, id := range b.serving(&b.inv.Sites[s]) { // in the order of the inventory
		if at == "" || hops[id] < hops[at] {
			at = id
		}
	}
	if at == "" || hops[at] > len(b.inv.Elements) {
		return nil
	}
	path := []int{b.index[at]}
	for hops[at] > 0 {
		for _, e := range b.inv.Elements {
			if b.handsTo[at][e.ID] && hops[e.ID] == hops[at]-1 {
				at = e.ID
				break
			}
		}
		path = append(path, b.index[at])
	}
	return path
}

func TestWorkingPathAndCrossing(t *testing.T) {
	long, shared := 0, 0
	for seed := range uint64(1500) {
		inv := randomInventory(rand.New(rand.NewPCG(seed, 6)))
		n, b := New(inv), newBrute(inv)
		hosts := b.hosts()
		crossing := make([]int, len(inv.Elements))
		var unserved []int
		for s := range inv.Sites {
			want := b.firstPath(s)
			if got := n.WorkingPath(s); !slices.Equal(got, want) {
				t.Fatalf("seed %d: site %d works over %v, by definition over %v\n%s", seed, s, got, want, describe(inv))
			}
			if want == nil && inv.Sites[s].Subscribers > 0 {
				unserved = append(unserved, s)
			}
			if len(want) > 3 {
				long++
			}
			for e := range inv.Elements {
				on := slices.Contains(want, e)
				for _, h := range hosts[inv.Elements[e].ID] {
					on = on || slices.Contains(want, b.index[h])
				}
				if on {
					crossing[e] += inv.Sites[s].Subscribers
				}
				if on && len(hosts[inv.Elements[e].ID]) > 1 {
					shared++
				}
			}
		}
		if got := n.CrossingAll(); !slices.Equal(got, crossing) {
			t.Fatalf("seed %d: crossing %v, by definition %v\n%s", seed, got, crossing, describe(inv))
		}
		if got := n.Unserved(); !slices.Equal(got, unserved) {
			t.Fatalf("seed %d: unserved %v, by definition %v", seed, got, unserved)
		}
	}
	if long < 300 || shared < 30 {
		t.Errorf("the random networks became too easy: %d long paths, %d parts of several serving elements on one", long, shared)
	}
}

// A tail that comes in over two basebands in a row crosses the radio that is coupled with both once.
func TestCrossingOfAPartCountsAPathOnce(t *testing.T) {
	inv := towers([2]string{"core", "a"}, [2]string{"a", "b"})
	inv.Elements = append(inv.Elements, inventory.Element{
		ID: "a-bbu2", Site: "a", Domain: "ran", Role: "baseband", CoupledWith: []string{"a-rru"},
	})
	inv.Links = append(inv.Links, inventory.Link{A: "a-bbu2", B: "a-bbu"}, inventory.Link{A: "a-bbu2", B: "c"})
	n := New(inv)
	if got := n.PartOf(2); !slices.Equal(got, []int{1, 17}) {
		t.Fatalf("the radio is a part of %v", got)
	}
	if got := n.Crossing(2); got != 10+30 {
		t.Errorf("%d subscribers cross the radio of a, want the 10 of a and the 30 of c", got)
	}
}
