package network

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/pkg/inventory"
)

// pieces counts the connected pieces among the sites of an undirected map, without one site (-1 for none).
func pieces(sites int, spans map[[2]int]bool, without int) int {
	piece := make([]int, sites)
	for s := range piece {
		piece[s] = s
	}
	for range sites {
		for span := range spans {
			if a, b := span[0], span[1]; a != without && b != without {
				lower := min(piece[a], piece[b])
				piece[a], piece[b] = lower, lower
			}
		}
	}
	distinct := map[int]bool{}
	for s := range piece {
		if s != without {
			distinct[piece[s]] = true
		}
	}
	return len(distinct)
}

func TestCutsEqualRemovingEach(t *testing.T) {
	cutSites, cutSpans := 0, 0
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 9))
		inv := &inventory.Inventory{}
		sites := 1 + r.IntN(10)
		for s := range sites {
			inv.Sites = append(inv.Sites, inventory.Site{ID: fmt.Sprint(s)})
			for e := range 2 {
				inv.Elements = append(inv.Elements, inventory.Element{ID: fmt.Sprint(s, "-", e), Site: fmt.Sprint(s)})
			}
		}
		spans := map[[2]int]bool{}
		for range r.IntN(2 * sites) {
			a, b := r.IntN(sites), r.IntN(sites)
			kind := []string{"fiber", "fiber", "microwave"}[r.IntN(3)]
			if kind == "fiber" && a != b {
				spans[[2]int{min(a, b), max(a, b)}] = true
			}
			inv.Links = append(inv.Links, inventory.Link{A: fmt.Sprint(a, "-", r.IntN(2)), B: fmt.Sprint(b, "-", r.IntN(2)), Kind: kind})
		}
		var wantSites []int
		whole := pieces(sites, spans, -1)
		for s := range sites {
			isolated := true
			for span := range spans {
				isolated = isolated && span[0] != s && span[1] != s
			}
			if !isolated && pieces(sites, spans, s) > whole {
				wantSites = append(wantSites, s)
			}
		}
		var wantSpans [][2]int
		for a := range sites {
			for b := range sites {
				span := [2]int{a, b}
				if !spans[span] {
					continue
				}
				delete(spans, span)
				if pieces(sites, spans, -1) > whole {
					wantSpans = append(wantSpans, span)
				}
				spans[span] = true
			}
		}
		n := New(inv)
		if diff := cmp.Diff(wantSites, n.CutSites("fiber")); diff != "" {
			t.Fatalf("seed %d: sites, by removal first:\n%s", seed, diff)
		}
		if diff := cmp.Diff(wantSpans, n.CutSpans("fiber")); diff != "" {
			t.Fatalf("seed %d: spans, by removal first:\n%s", seed, diff)
		}
		cutSites += len(wantSites)
		cutSpans += len(wantSpans)
	}
	if cutSites < 200 || cutSpans < 200 {
		t.Errorf("the random maps became too easy: %d sites and %d spans cut", cutSites, cutSpans)
	}
}

func TestCutsByKind(t *testing.T) {
	inv := &inventory.Inventory{
		Sites:    []inventory.Site{{ID: "a"}, {ID: "b"}, {ID: "c"}},
		Elements: []inventory.Element{{ID: "a1", Site: "a"}, {ID: "b1", Site: "b"}, {ID: "b2", Site: "b"}, {ID: "c1", Site: "c"}},
		Links: []inventory.Link{
			{A: "a1", B: "b1", Kind: "fiber"}, {A: "b2", B: "a1", Kind: "fiber"}, // one span in two directions
			{A: "b2", B: "c1", Kind: "fiber"}, {A: "c1", B: "a1", Kind: "microwave"},
			{A: "b1", B: "b2", Kind: "fiber"}, {A: "c1", B: "nothing", Kind: "fiber"},
		},
	}
	n := New(inv)
	if diff := cmp.Diff([]int{1}, n.CutSites("fiber")); diff != "" {
		t.Error("fiber sites:", diff)
	}
	if diff := cmp.Diff([][2]int{{0, 1}, {1, 2}}, n.CutSpans("fiber")); diff != "" {
		t.Error("fiber spans:", diff)
	}
	if sites, spans := n.CutSites(), n.CutSpans("fiber", "microwave"); sites != nil || spans != nil {
		t.Errorf("the ring of all kinds is cut by %v, %v", sites, spans)
	}
}
