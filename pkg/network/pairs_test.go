package network

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/inventory"
)

// cutPairs tries all pairs.
func (b *brute) cutPairs(among func(thing int) bool) []CutPair {
	things := len(b.inv.Elements) + len(b.inv.Links)
	alone := make([][]int, things)
	for t := range things {
		_, alone[t] = b.lost([]int{t})
	}
	var pairs []CutPair
	for x := range things {
		for y := x + 1; y < things; y++ {
			if !among(x) || !among(y) {
				continue
			}
			loss, sites := b.lost([]int{x, y})
			pair := CutPair{A: x, B: y, Loss: loss}
			for _, s := range sites {
				if !slices.Contains(alone[x], s) && !slices.Contains(alone[y], s) {
					pair.Extra.addSite(&b.inv.Sites[s], 1)
				}
			}
			if pair.Extra.Sites > 0 {
				pairs = append(pairs, pair)
			}
		}
	}
	slices.SortStableFunc(pairs, func(p, q CutPair) int {
		return cmp.Or(q.Extra.Subscribers-p.Extra.Subscribers, q.Extra.Sites-p.Extra.Sites, p.A-q.A, p.B-q.B)
	})
	return pairs
}

func TestCutPairsEqualBruteForce(t *testing.T) {
	networks := trials.Of(t, 250)
	found, needy, links := 0, 0, 0
	for seed := range uint64(networks) {
		r := rand.New(rand.NewPCG(seed, 28))
		inv := randomInventory(r)
		if seed%3 > 0 {
			inv = needyInventory(r)
		}
		n, b := New(inv), newBrute(inv)
		isLink := func(thing int) bool { return n.LinkOf(thing) >= 0 }
		fiber := func(thing int) bool { return isLink(thing) && inv.Links[n.LinkOf(thing)].Kind == "fiber" }
		for _, c := range []struct {
			o     PairOptions
			among func(thing int) bool
		}{
			{PairOptions{}, func(int) bool { return true }},
			{PairOptions{Elements: true}, func(thing int) bool { return !isLink(thing) }},
			{PairOptions{Links: true, Kinds: []string{"fiber"}}, fiber},
			{PairOptions{Elements: true, Links: true, Kinds: []string{"fiber"}, Most: 5, Among: func(thing int) bool { return thing%2 == 0 }},
				func(thing int) bool { return thing%2 == 0 && (!isLink(thing) || fiber(thing)) }},
		} {
			want := b.cutPairs(c.among)
			all := len(want)
			if c.o.Most > 0 && all > c.o.Most {
				want = want[:c.o.Most]
			}
			got, total := n.CutPairs(c.o)
			if diff := gocmp.Diff(want, got); diff != "" || total != all {
				t.Fatalf("seed %d: %d pairs, by brute force %d first:\n%s\n%s", seed, total, all, diff, describe(inv))
			}
			found += total
			if n.needs.any {
				needy += total
			}
			if c.o.Links && !c.o.Elements {
				links += total
			}
		}
	}
	if found < networks*5 || needy < networks*2 || links < networks/4 {
		t.Errorf("the random networks became too easy: %d pairs, %d with needs, %d of links", found, needy, links)
	}
}

// The pairs of US Carrier's towers and core against all pairs by the evaluator, which other tests compare with the
// definition.
func TestCutPairsOfUSCarrier(t *testing.T) {
	inv := usCarrier(t)
	n := New(inv)
	among := func(thing int) bool {
		return n.LinkOf(thing) < 0 && (inv.Elements[thing].Domain == "transport" || inv.Elements[thing].Domain == "core")
	}
	got, total := n.CutPairs(PairOptions{Among: among})
	if want := evaluatedPairs(n, among); !slices.Equal(got, want) || total != len(want) {
		t.Errorf("%d pairs, by all pairs %d", total, len(want))
	}
	few, all := n.CutPairs(PairOptions{Among: among, Most: 7})
	if all != total || !slices.Equal(few, got[:7]) {
		t.Errorf("the worst 7 of %d are %v", all, few)
	}
	t.Logf("%d pairs, the worst %+v", total, got[0])
}

// evaluatedPairs tries all pairs with an evaluator.
func evaluatedPairs(n *Network, among func(thing int) bool) []CutPair {
	ev := n.NewEvaluator()
	var things []int
	alone := map[int][]int{}
	for t := range n.Things() {
		if among(t) {
			things = append(things, t)
			alone[t] = ev.AppendLostSites(nil, []int{t})
		}
	}
	var pairs []CutPair
	var sites []int
	for i, x := range things {
		for _, y := range things[i+1:] {
			sites = ev.AppendLostSites(sites[:0], []int{x, y})
			if len(sites) <= max(len(alone[x]), len(alone[y])) {
				continue
			}
			pair := CutPair{A: x, B: y}
			for _, s := range sites {
				if _, in := slices.BinarySearch(alone[x], s); in {
					continue
				}
				if _, in := slices.BinarySearch(alone[y], s); !in {
					pair.Extra.addSite(&n.inv.Sites[s], 1)
				}
			}
			if pair.Extra.Sites > 0 {
				pair.Loss = ev.Lost([]int{x, y})
				pairs = append(pairs, pair)
			}
		}
	}
	slices.SortStableFunc(pairs, func(p, q CutPair) int {
		return cmp.Or(q.Extra.Subscribers-p.Extra.Subscribers, q.Extra.Sites-p.Extra.Sites)
	})
	return pairs
}

func BenchmarkCutPairs(b *testing.B) {
	us := New(usCarrier(b))
	b.Run("us-carrier", func(b *testing.B) {
		total := 0
		for b.Loop() {
			_, total = us.CutPairs(PairOptions{Most: 100})
		}
		b.ReportMetric(float64(us.Things()), "things")
		b.ReportMetric(float64(total), "pairs")
	})
	for _, c := range []struct {
		name string
		inv  *inventory.Inventory
	}{{"elements=1000", grid(1000)}, {"elements=1000,needs", needyGrid(grid(1000))}} {
		n := New(c.inv)
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				n.CutPairs(PairOptions{Most: 100})
			}
		})
	}
}

// Rings of towers with controllers and databases, elements and links.
func TestCutPairsOfAGridWithNeeds(t *testing.T) {
	n := New(needyGrid(grid(200)))
	all := func(int) bool { return true }
	got, total := n.CutPairs(PairOptions{})
	want := evaluatedPairs(n, all)
	if !slices.Equal(got, want) || total != len(want) || total < 100 {
		t.Errorf("%d pairs, by all pairs %d", total, len(want))
	}
}
