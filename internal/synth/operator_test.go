package synth

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/riprep/riprep/pkg/inventory"
)

func TestOperatorsAreValid(t *testing.T) {
	for _, sites := range []int{-1, 3, 4, 5, 7, 10, 11, 25, 60, 200, 450} {
		seeds := uint64(6)
		if sites >= 200 {
			seeds = 1
		}
		for seed := range seeds {
			t.Run(fmt.Sprintf("%d-%d", sites, seed), func(t *testing.T) {
				inv := Operator(Options{Sites: sites, Seed: seed})
				if want := max(sites, 3); len(inv.Sites) != want {
					t.Errorf("%d sites, want %d", len(inv.Sites), want)
				}
				if diff := alike(inv, reload(t, inv)); diff != "" {
					t.Errorf("written and loaded (-made +loaded):\n%s", diff)
				}
				if s := stranded(inv, nil); s != nil {
					t.Errorf("no path to a gateway: %v", s)
				}
				total := 0
				for i := range inv.Sites {
					total += inv.Sites[i].Subscribers
				}
				if total != *inv.Operator.Customers {
					t.Errorf("%d subscribers, want %d", total, *inv.Operator.Customers)
				}
			})
		}
	}
}

// A core can be moved while the other one works.
func TestOneCoreIsEnough(t *testing.T) {
	for seed := range uint64(10) {
		inv := Operator(Options{Sites: 80, Seed: seed})
		cores := 0
		for i := range inv.Elements {
			if !inv.Elements[i].IsGateway() {
				continue
			}
			cores++
			if s := stranded(inv, map[string]bool{inv.Elements[i].ID: true}); s != nil {
				t.Errorf("seed %d: without %s: no path from %v", seed, inv.Elements[i].ID, s)
			}
		}
		if cores != 2 {
			t.Errorf("seed %d: %d gateways, want 2", seed, cores)
		}
	}
}

func TestOperatorShape(t *testing.T) {
	inv := Operator(Options{Sites: 2000, Seed: 7})
	var covered, microwave, roles, sole int
	hops := map[string]int{}
	for i := range inv.Elements {
		e := &inv.Elements[i]
		if Covered(e.Vendor) {
			covered++
		}
		if e.Role == "microwave" {
			microwave++
			if e.ID == e.Site+"-mw" { // a far end: its near end's site is one hop nearer
				hops[e.Site]++
			}
		}
		if e.Role == "baseband" {
			roles++
		}
		if e.Model == "" && e.Role != "antenna" {
			t.Fatalf("%s of %s has no model", e.ID, e.Vendor)
		}
	}
	most, smallest := 0, 1<<30
	for i := range inv.Sites {
		s := &inv.Sites[i]
		if s.Emergency == "sole" {
			sole++
		}
		if s.Subscribers > 0 {
			most, smallest = max(most, s.Subscribers), min(smallest, s.Subscribers)
		}
	}
	if share := 100 * covered / len(inv.Elements); share < 45 || share > 75 {
		t.Errorf("%d %% of the elements are covered, want about 60", share)
	}
	if tails := len(hops); tails < 1000 || 2*tails != microwave {
		t.Errorf("%d sites on microwave with %d ends, want more than half of the sites and two ends each", tails, microwave)
	}
	if most < 20*smallest {
		t.Errorf("sites serve %d to %d: not heavy-tailed", smallest, most)
	}
	if sole == 0 || roles < 1500 {
		t.Errorf("%d sole 911 sites, %d basebands", sole, roles)
	}
}

func TestCoveredPercent(t *testing.T) {
	for percent, want := range map[int][2]int{-1: {0, 0}, 20: {8, 36}, 90: {75, 98}} {
		inv := Operator(Options{Sites: 1500, Seed: 3, Covered: percent})
		covered := 0
		for i := range inv.Elements {
			if Covered(inv.Elements[i].Vendor) {
				covered++
			}
		}
		if got := 100 * covered / len(inv.Elements); got < want[0] || got > want[1] {
			t.Errorf("asked for %d %%: %d %% covered, want %d to %d", percent, got, want[0], want[1])
		}
	}
}

func TestSameSeedSameBytes(t *testing.T) {
	o := Options{Sites: 300, Seed: 42}
	if !bytes.Equal(encoded(t, Operator(o)), encoded(t, Operator(o))) {
		t.Error("the same options gave two operators")
	}
	other := o
	other.Seed++
	if bytes.Equal(encoded(t, Operator(o)), encoded(t, Operator(other))) {
		t.Error("another seed gave the same operator")
	}
}

func TestLargestOperator(t *testing.T) {
	inv := Operator(Options{Sites: 20_000})
	if len(inv.Sites) != 20_000 {
		t.Fatalf("%d sites", len(inv.Sites))
	}
	for i := range inv.Sites {
		if at := inv.Sites[i].Location; at.Lat < 20 || at.Lat > 60 {
			t.Fatalf("%s stands at %v", inv.Sites[i].ID, *at)
		}
	}
}

func TestRandomIsValid(t *testing.T) {
	shapes := map[string]bool{}
	for seed := range uint64(1000) {
		inv := Random(seed)
		if s := stranded(inv, nil); s != nil {
			t.Fatalf("seed %d: no path to a gateway: %v", seed, s)
		}
		if seed < 150 {
			if diff := alike(inv, reload(t, inv)); diff != "" {
				t.Fatalf("seed %d: written and loaded (-made +loaded):\n%s", seed, diff)
			}
		}
		shapes[shape(inv)] = true
	}
	if len(shapes) < 300 {
		t.Errorf("1000 seeds gave only %d shapes", len(shapes))
	}
}

// shape says who hands on to whom.
func shape(inv *inventory.Inventory) string {
	var b bytes.Buffer
	for i := range inv.Elements {
		fmt.Fprint(&b, inv.Elements[i].ID, inv.Elements[i].Uplinks, ";")
	}
	for _, l := range inv.Links {
		fmt.Fprint(&b, l.A, "-", l.B, ";")
	}
	return b.String()
}

func BenchmarkOperator20000(b *testing.B) {
	for b.Loop() {
		Operator(Options{Sites: 20_000})
	}
}
