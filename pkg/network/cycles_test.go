package network

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/pkg/inventory"
)

func TestUplinkCyclesNamedElementByElement(t *testing.T) {
	up := func(id string, uplinks ...string) inventory.Element {
		return inventory.Element{ID: id, Uplinks: uplinks}
	}
	for _, c := range []struct {
		name     string
		elements []inventory.Element
		want     [][]int
	}{
		{"none", []inventory.Element{up("a", "b", "c"), up("b", "c"), up("c")}, nil},
		{"self", []inventory.Element{up("a", "b"), up("b", "b")}, [][]int{{1}}},
		{"two", []inventory.Element{up("a", "b"), up("b", "a")}, [][]int{{0, 1}}},
		{"in the order of the uplinks", []inventory.Element{up("x", "a"), up("a", "c"), up("b", "a"), up("c", "b")}, [][]int{{1, 3, 2}}},
		{"the shortest of a knot", []inventory.Element{up("a", "b"), up("b", "c", "a"), up("c", "a")}, [][]int{{0, 1}}},
		{"a self inside a knot", []inventory.Element{up("a", "a", "b"), up("b", "a")}, [][]int{{0}, {0, 1}}},
		{"two knots", []inventory.Element{up("a", "d"), up("b", "c"), up("c", "b"), up("d", "a", "b")}, [][]int{{0, 3}, {1, 2}}},
		{"dangling", []inventory.Element{up("a", "nowhere")}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, New(&inventory.Inventory{Elements: c.elements}).UplinkCycles()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A link is redundancy in both directions, not a cycle of what hangs on what.
func TestLinksMakeNoUplinkCycle(t *testing.T) {
	n := New(&inventory.Inventory{
		Elements: []inventory.Element{{ID: "a"}, {ID: "b"}},
		Links:    []inventory.Link{{A: "a", B: "b"}},
	})
	if got := n.UplinkCycles(); got != nil {
		t.Errorf("cycles %v", got)
	}
}

func TestUplinkCyclesAgainstReachability(t *testing.T) {
	knots := 0
	for seed := range uint64(1000) {
		r := rand.New(rand.NewPCG(seed, 7))
		inv := &inventory.Inventory{}
		size := 1 + r.IntN(9)
		for e := range size {
			el := inventory.Element{ID: fmt.Sprint(e)}
			for r.IntN(3) > 0 {
				el.Uplinks = append(el.Uplinks, fmt.Sprint(r.IntN(size)))
			}
			inv.Elements = append(inv.Elements, el)
		}
		up := func(a, b int) bool { return slices.Contains(inv.Elements[a].Uplinks, fmt.Sprint(b)) }
		reach := make([][]bool, size) // over at least one uplink (Warshall)
		for a := range reach {
			reach[a] = make([]bool, size)
			for b := range reach[a] {
				reach[a][b] = up(a, b)
			}
		}
		for k := range size {
			for a := range size {
				for b := range size {
					reach[a][b] = reach[a][b] || reach[a][k] && reach[k][b]
				}
			}
		}
		want := map[int]int{} // first element → how many cycles begin there
		for a := range size {
			if up(a, a) {
				want[a]++
			}
			for b := range size {
				if b != a && reach[a][b] && reach[b][a] {
					if b < a {
						break // a is not the lowest of its knot
					}
					want[a]++
					knots++
					break
				}
			}
		}
		got := New(inv).UplinkCycles()
		for _, cycle := range got {
			want[cycle[0]]--
			for i := range cycle {
				if !up(cycle[i], cycle[(i+1)%len(cycle)]) || cycle[i] < cycle[0] {
					t.Fatalf("seed %d: %v is not a cycle from its lowest element", seed, cycle)
				}
			}
		}
		for a, missing := range want {
			if missing != 0 {
				t.Fatalf("seed %d: cycles %v, %d too few begin at %d", seed, got, missing, a)
			}
		}
	}
	if knots < 300 {
		t.Errorf("the random uplinks became too easy: %d knots", knots)
	}
}
