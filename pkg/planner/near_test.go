package planner

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/riprep/riprep/internal/synth"
	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/scenario"
)

// What the search keeps apart and what a plan is verified with were written apart: they must say the same of any two packages.
func TestNearAgreesWithTooNear(t *testing.T) {
	apart, free, guarded := 0, 0, 0
	for seed := range uint64(trials.Of(t, 24)) {
		r := rand.New(rand.NewPCG(seed, 5))
		inv := synth.Operator(synth.Options{Sites: 12 + r.IntN(30), Seed: seed})
		if seed%2 == 0 {
			withNeeds(r, inv)
		}
		for i := range inv.Sites {
			s := &inv.Sites[i]
			s.Emergency = []string{"", "sole", "shared"}[r.IntN(3)]
			if r.IntN(5) == 0 {
				s.Roaming = "critical"
			}
			s.Neighbors = nil
			for range r.IntN(4) {
				if j := r.IntN(len(inv.Sites)); j != i {
					s.Neighbors = append(s.Neighbors, inv.Sites[j].ID)
				}
			}
		}
		c := caseOf(t, inv)
		s := c.In.Scenario.Clone()
		s.Outage.Neighbors = scenario.NeighborWords[seed/2%2]
		s.Outage.SoleEmergency, s.Outage.RoamingCritical = scenario.SoleEmergencyWords[seed/4%2], scenario.SoleEmergencyWords[seed/8%2]
		m := c.frame(s)
		near := m.nearPackages()
		for p := range c.Packages {
			if near != nil && !slices.IsSorted(near[p]) {
				t.Fatalf("seed %d: %v", seed, near[p])
			}
			for q := range p {
				a, b, why := m.tooNear([]int{q, p})
				want := near != nil && slices.Contains(near[p], q)
				if near != nil && want != slices.Contains(near[q], p) {
					t.Fatalf("seed %d: %d and %d are apart one way only", seed, p, q)
				}
				if (why != "") != want || want && (a != q || b != p) {
					t.Fatalf("seed %d: packages %s and %s: kept apart %v, verified %d, %d, %q", seed, c.Packages[p].ID, c.Packages[q].ID, want, a, b, why)
				}
				switch {
				case !want:
					free++
				case why == "their coverage overlaps":
					apart++
				default:
					guarded++
				}
			}
		}
	}
	if !trials.Raced && (apart < 200 || guarded < 200 || free < 2000) {
		t.Errorf("%d pairs overlap, %d are guarded, %d are free: the test is too easy", apart, guarded, free)
	}
}

// A chain of three sites: far hangs on mid, mid on near; a fourth stands alone. Every package is one radio or one router.
func chain(t *testing.T, alter func(*Inputs)) *Case {
	t.Helper()
	return mustAlter(t, sample("sole-911"), func(in *Inputs) {
		inv := in.Inventory
		in.Scenario.Outage.Windows = nil
		inv.Sites = []inventory.Site{{ID: "town", Kind: "data-center"}}
		inv.Elements = []inventory.Element{{ID: "core", Site: "town", Domain: "core", Role: "packet-core", Vendor: "Nokia", Quantity: 1}}
		inv.Links = nil
		up := "core"
		for i, id := range []string{"near", "mid", "far", "alone"} {
			if id == "alone" {
				up = "core"
			}
			inv.Sites = append(inv.Sites, inventory.Site{ID: id, Kind: "tower", Subscribers: 100 * (i + 1), Emergency: "shared"})
			inv.Elements = append(inv.Elements,
				inventory.Element{ID: id + "-rtr", Site: id, Domain: "transport", Role: "router", Vendor: "Huawei", Model: "NE40E", Quantity: 1, Uplinks: []string{up}},
				inventory.Element{ID: id + "-bbu", Site: id, Domain: "ran", Role: "baseband", Vendor: "Huawei", Model: "BBU3910", Quantity: 1, Generations: []string{"4g"}, Uplinks: []string{id + "-rtr"}})
			up = id + "-rtr"
		}
		alter(in)
	})
}

// By hand: who may not be off together, and who may.
func TestNearByHand(t *testing.T) {
	sole := func(in *Inputs) {
		siteNamed(in, "far").Emergency, siteNamed(in, "far").Neighbors = "sole", []string{"near", "alone"}
	}
	for _, tt := range []struct {
		name  string
		alter func(*Inputs)
		apart [][2]string
	}{
		{"nothing is stated", func(in *Inputs) { in.Scenario.Outage.Neighbors = "apart" }, nil},
		{"neighbours", func(in *Inputs) {
			in.Scenario.Outage.Neighbors = "apart"
			siteNamed(in, "near").Neighbors = []string{"alone"}
		}, [][2]string{{"near-bbu", "alone-bbu"}}},
		{"neighbours who may go together", func(in *Inputs) { siteNamed(in, "near").Neighbors = []string{"alone"} }, nil},
		// What takes far off may not go with what takes a neighbour of it off, or works there; what takes both off goes alone.
		{"the only coverage", sole, [][2]string{
			{"far-bbu", "near-bbu"}, {"far-bbu", "near-rtr"}, {"far-bbu", "alone-bbu"}, {"far-bbu", "alone-rtr"},
			{"far-rtr", "near-bbu"}, {"far-rtr", "near-rtr"}, {"far-rtr", "alone-bbu"}, {"far-rtr", "alone-rtr"},
			{"mid-rtr", "near-bbu"}, {"mid-rtr", "near-rtr"}, {"mid-rtr", "alone-bbu"}, {"mid-rtr", "alone-rtr"},
			{"near-rtr", "alone-bbu"}, {"near-rtr", "alone-rtr"},
		}},
		{"the only coverage, unguarded", func(in *Inputs) { sole(in); in.Scenario.Outage.SoleEmergency = "any" }, nil},
		{"others depend on it", func(in *Inputs) {
			siteNamed(in, "far").Roaming, siteNamed(in, "far").Neighbors = "critical", []string{"mid"}
		}, [][2]string{{"far-bbu", "mid-bbu"}, {"far-bbu", "mid-rtr"}, {"far-bbu", "near-rtr"}, {"far-rtr", "mid-bbu"}, {"far-rtr", "mid-rtr"}, {"far-rtr", "near-rtr"}}},
		// Radio gear that carries nobody is worked on all the same.
		{"a second cell at a neighbour", func(in *Inputs) {
			sole(in)
			siteNamed(in, "far").Neighbors = []string{"alone"}
			in.Inventory.Elements = append(in.Inventory.Elements,
				inventory.Element{ID: "cell", Site: "alone", Domain: "ran", Role: "small-cell", Vendor: "Huawei", Model: "BTS3902", Quantity: 1, Uplinks: []string{"alone-rtr"}},
				inventory.Element{ID: "box", Site: "alone", Domain: "support", Role: "server", Vendor: "Huawei", Model: "RH2288", Quantity: 1})
		}, [][2]string{
			{"far-bbu", "cell"}, {"far-rtr", "cell"}, {"mid-rtr", "cell"}, {"near-rtr", "cell"},
			{"far-bbu", "alone-rtr"}, {"far-rtr", "alone-rtr"}, {"mid-rtr", "alone-rtr"}, {"near-rtr", "alone-rtr"},
			{"far-bbu", "alone-bbu"}, {"far-rtr", "alone-bbu"}, {"mid-rtr", "alone-bbu"}, {"near-rtr", "alone-bbu"},
		}},
	} {
		c := chain(t, tt.alter)
		m := c.frame(c.In.Scenario)
		var got, want []string
		pair := func(a, b string) string { return fmt.Sprintf("%s with %s", min(a, b), max(a, b)) }
		for p := range c.Packages {
			for q := range p {
				if _, _, why := m.tooNear([]int{q, p}); why != "" {
					got = append(got, pair(c.Packages[p].ID, c.Packages[q].ID))
				}
			}
		}
		for _, x := range tt.apart {
			want = append(want, pair(x[0], x[1]))
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: apart are\n%v, want\n%v", tt.name, got, want)
		}
		if near := m.nearPackages(); (near == nil) != (len(want) == 0) {
			t.Errorf("%s: the search keeps %v", tt.name, near)
		}
	}
}

// Gear at two sites that overlap goes as one: nothing is kept apart from itself.
func TestNearItself(t *testing.T) {
	c := chain(t, func(in *Inputs) {
		in.Scenario.Outage.Neighbors = "apart"
		siteNamed(in, "near").Neighbors = []string{"mid", "alone"}
		elementNamed(in, "mid-bbu").CoupledWith = []string{"near-bbu"}
	})
	near := c.frame(c.In.Scenario).nearPackages()
	i, alone := c.index(t, "near-bbu"), c.index(t, "alone-bbu")
	if !slices.Equal(near[i], []int{alone}) || !slices.Equal(near[alone], []int{i}) {
		t.Errorf("near-bbu is kept apart from %v", c.ids(near[i]))
	}
}
