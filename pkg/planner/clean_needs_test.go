package planner

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/riprep/riprep/internal/synth"
	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/network"
)

// needy gives random gear of a random operator generations and needs, and hangs some cells on those of other sites. It is
// nil where nothing sound comes out.
func needy(seed uint64) (bare, inv *inventory.Inventory) {
	rng := rand.New(rand.NewPCG(5, seed))
	yes := true
	inv = synth.Random(seed)
	elements := inv.Elements
	for e := range elements {
		if rng.IntN([]int{25, 6}[seed%2]) == 0 {
			elements[e].Gateway = &yes
		}
		from, to := &elements[e], &elements[rng.IntN(len(elements))]
		if from.Domain == "ran" {
			from.Generations = inventory.Generations[:1+rng.IntN(3)]
		}
		if seed%3 == 0 && from.Domain == "ran" && to.Domain == "ran" && from.Site != to.Site && len(from.Uplinks) > 0 && len(to.Uplinks) > 0 {
			from.Uplinks = []string{to.ID}
		}
	}
	if n := network.New(inv); len(n.UplinkCycles())+len(n.Unserved()) > 0 {
		return nil, nil
	}
	without := *inv
	without.Elements = append([]inventory.Element(nil), elements...)
	for i := range elements {
		if rng.IntN(4) > 0 {
			continue
		}
		for range 1 + rng.IntN(2) {
			var need inventory.Need
			if rng.IntN(2) == 0 {
				need.Generations = inventory.Generations[rng.IntN(4):]
			}
			for range 1 + rng.IntN(3) {
				if at := i + 1 + rng.IntN(len(elements)); at < len(elements) { // further on in the file: no circles
					need.On = append(need.On, elements[at].ID)
				}
			}
			if len(need.On) > 0 {
				elements[i].Needs = append(elements[i].Needs, need)
			}
		}
	}
	for n, i := network.New(inv), 0; i < len(elements); i++ { // needs of generations belong to what serves
		site := slices.IndexFunc(inv.Sites, func(s inventory.Site) bool { return s.ID == elements[i].Site })
		if slices.Contains(n.Serving(site), i) || len(n.PartOf(i)) > 0 {
			continue
		}
		elements[i].Needs = slices.DeleteFunc(elements[i].Needs, func(need inventory.Need) bool { return len(need.Generations) > 0 })
	}
	for unmet := network.New(inv).UnmetNeeds(); len(unmet) > 0; unmet = network.New(inv).UnmetNeeds() {
		for _, u := range unmet {
			elements[u.Element].Needs = nil
		}
	}
	return &without, inv
}

// Where gear needs other gear too, as a whole or for a generation, over one site of gateways or several, the network and
// the walk agree on what traffic crosses.
func TestWalkedTrafficWithNeeds(t *testing.T) {
	t.Parallel()
	base := loadCase(t, firstLook())
	base.In.Scenario.Terms = nil
	of := func(inv *inventory.Inventory) *Case {
		in := *base.In
		in.Inventory = inv
		c, err := NewCase(&in)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	n, tried, more := trials.Of(t, 600), 0, 0
	for i := range n {
		seed := uint64(i * 600 / n)
		bare, inv := needy(seed)
		if inv == nil {
			continue
		}
		tried++
		without, c := of(bare).walkTraffic(), of(inv)
		asked, walked := c.traffic(), c.walkTraffic()
		for s := range asked {
			if !reflect.DeepEqual(asked[s], walked[s]) {
				t.Fatalf("seed %d, site %s: the network says %+v, the walk %+v", seed, inv.Sites[s].ID, asked[s], walked[s])
			}
			if !reflect.DeepEqual(asked[s], without[s]) {
				more++
			}
		}
	}
	if tried < n/2 || more < n {
		t.Errorf("%d of %d networks tried, needs changed what %d sites cross: the test is too easy", tried, n, more)
	}
}

// A cell that carries another site's traffic does not make its own generations' needs that site's.
func TestNeedsOfAnothersGenerations(t *testing.T) {
	t.Parallel()
	base := loadCase(t, firstLook())
	base.In.Scenario.Terms = nil
	base.In.Inventory = &inventory.Inventory{
		Operator: base.In.Inventory.Operator,
		Sites: []inventory.Site{
			{ID: "hall", Kind: "data-center"}, {ID: "near", Kind: "tower", Subscribers: 20}, {ID: "far", Kind: "tower", Subscribers: 10},
		},
		Elements: []inventory.Element{
			{ID: "core", Site: "hall", Domain: "core", Role: "packet-core", Vendor: "Nokia", Quantity: 1},
			{ID: "bsc", Site: "hall", Domain: "ran", Role: "controller", Vendor: "Huawei", Quantity: 1, Uplinks: []string{"core"}},
			{ID: "near-cell", Site: "near", Domain: "ran", Role: "baseband", Vendor: "Nokia", Quantity: 1, Generations: []string{"2g", "4g"},
				Uplinks: []string{"core"}, Needs: []inventory.Need{{Generations: []string{"2g"}, On: []string{"bsc"}}}},
			{ID: "far-cell", Site: "far", Domain: "ran", Role: "baseband", Vendor: "Nokia", Quantity: 1, Generations: []string{"2g", "4g"}, Uplinks: []string{"near-cell"}},
		},
	}
	c, err := NewCase(base.In)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Packages) != 1 || c.Packages[0].ID != "bsc" {
		t.Fatalf("packages %+v", c.Packages)
	}
	for site, want := range map[string]int{"near": 1, "far": 0} {
		s := c.sites[site]
		if asked, walked := c.traffic()[s], c.walkTraffic()[s]; len(asked.working) != want || len(walked.working) != want || !reflect.DeepEqual(asked, walked) {
			t.Errorf("%s: the network says %+v, the walk %+v", site, asked, walked)
		}
	}
}
