package planner

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/riprep/riprep/internal/synth"
	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/inventory"
)

// withNeeds gives an operator a few controllers and a pair of databases, radio gear that needs them for some generations, a
// core that needs the databases, and devices that know one generation only.
func withNeeds(r *rand.Rand, inv *inventory.Inventory) {
	var routers, basebands, cores []int
	for i := range inv.Elements {
		switch inv.Elements[i].Role {
		case "router":
			routers = append(routers, i)
		case "baseband":
			basebands = append(basebands, i)
		case "packet-core":
			cores = append(cores, i)
		}
	}
	var controllers, databases []string
	add := func(id, domain, role string, at int, uplinks ...string) string {
		inv.Elements = append(inv.Elements, inventory.Element{
			ID: id, Site: inv.Elements[at].Site, Domain: domain, Role: role, Vendor: "Huawei", Model: "x", Quantity: 1, Uplinks: uplinks,
		})
		return id
	}
	for k := range 1 + r.IntN(3) {
		at := routers[r.IntN(len(routers))]
		controllers = append(controllers, add(fmt.Sprintf("bsc-%d", k), []string{"ran", "support"}[r.IntN(2)], "controller", at, inv.Elements[at].ID))
	}
	for k := range 2 {
		at := cores[r.IntN(len(cores))]
		databases = append(databases, add(fmt.Sprintf("hss-%d", k), "core", "subscriber-data", at, inv.Elements[at].ID))
	}
	if r.IntN(2) == 0 {
		inv.Elements[cores[0]].Needs = []inventory.Need{{On: databases}}
	}
	if r.IntN(2) == 0 {
		for i := range inv.Elements {
			if inv.Elements[i].Role == "controller" {
				inv.Elements[i].Needs = []inventory.Need{{On: databases[:1]}}
			}
		}
	}
	for _, b := range basebands {
		if r.IntN(3) == 0 {
			continue
		}
		e := &inv.Elements[b]
		e.Generations = []string{"2g", "4g"}
		need := inventory.Need{Generations: []string{"2g"}, On: []string{controllers[r.IntN(len(controllers))]}}
		if r.IntN(3) == 0 {
			need.On = controllers
		}
		if r.IntN(6) == 0 {
			need.Generations = nil
		}
		e.Needs = append(e.Needs, need)
	}
	for i := range inv.Sites {
		s := &inv.Sites[i]
		if s.Subscribers > 10 && r.IntN(2) == 0 {
			s.Only = []inventory.Only{{Generation: "2g", Subscribers: s.Subscribers / 10}}
		}
		s.Emergency = []string{"", "sole", "shared"}[r.IntN(3)]
	}
}

// What a plan is verified with and what it is made with count the same, needs and generations included; they share no code.
func TestWalkCountsWhatTheNetworkCounts(t *testing.T) {
	degraded, out, none := 0, 0, 0
	for seed := range uint64(trials.Of(t, 60)) {
		r := rand.New(rand.NewPCG(seed, 33))
		inv := synth.Operator(synth.Options{Sites: 8 + r.IntN(20), Seed: seed})
		withNeeds(r, inv)
		c := caseOf(t, inv)
		for range 25 {
			var off []int
			for range 1 + r.IntN(8) {
				e := r.IntN(len(inv.Elements))
				if r.IntN(3) == 0 {
					e = len(inv.Elements) - 1 - r.IntN(5) // what others need
				}
				off = append(off, e)
			}
			got := c.walkLost(off)
			want, sites := c.Net.Impact(off)
			if got.subscribers != want.Subscribers || !slices.Equal(got.sites, sites) || got.degraded != want.Degraded ||
				got.emergencyOnly != want.EmergencyOnly || got.noEmergency != want.NoEmergency {
				t.Fatalf("seed %d, off %v: walked %+v, the network says %+v at %v", seed, off, got, want, sites)
			}
			sum := 0
			items := c.Net.Items()
			for _, i := range c.Net.LostItems(off) {
				sum += items[i].Subscribers
			}
			if sum != want.Subscribers {
				t.Fatalf("seed %d, off %v: items of %d subscribers, %d are lost", seed, off, sum, want.Subscribers)
			}
			degraded += want.Degraded
			out += want.Sites
			none += want.NoEmergency
		}
	}
	if !trials.Raced && (degraded < 100 || out < 100 || none < 1000) {
		t.Errorf("%d sites degraded, %d out, %d subscribers without 911: the test is too easy", degraded, out, none)
	}
}
