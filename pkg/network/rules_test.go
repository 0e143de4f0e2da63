package network

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/pkg/inventory"
)

// two towers on one router, a controller and a database beside the core; the towers offer 2g, which needs the controller,
// and 4g, and all of them the database.
func cellular() *inventory.Inventory {
	inv := &inventory.Inventory{
		Sites: []inventory.Site{
			{ID: "a", Subscribers: 100, Emergency: "sole", Only: []inventory.Only{{Generation: "2g", Subscribers: 30}}},
			{ID: "b", Subscribers: 50, Emergency: "shared"},
			{ID: "office"},
		},
		Elements: []inventory.Element{
			{ID: "core", Site: "office", Domain: "core", Role: "packet-core"},
			{ID: "router", Site: "office", Domain: "transport", Role: "router"},
			{ID: "bsc", Site: "office", Domain: "ran", Role: "controller", Uplinks: []string{"router"}},
			{ID: "hss", Site: "office", Domain: "core", Role: "subscriber-data"},
		},
		Links: []inventory.Link{
			{A: "core", B: "router", Kind: "fiber"}, {A: "core", B: "router", Kind: "copper"},
			{A: "hss", B: "router", Kind: "fiber"},
			{A: "a-csr", B: "router", Kind: "microwave"}, {A: "b-csr", B: "router", Kind: "microwave"}, {A: "b-csr", B: "router", Kind: "fiber"},
		},
	}
	for _, s := range []string{"a", "b"} {
		inv.Elements = append(inv.Elements,
			inventory.Element{ID: s + "-csr", Site: s, Domain: "transport", Role: "router"},
			inventory.Element{ID: s + "-bbu", Site: s, Domain: "ran", Role: "baseband", Uplinks: []string{s + "-csr"}, Generations: []string{"2g", "4g"},
				Needs: []inventory.Need{{Generations: []string{"2g"}, On: []string{"bsc"}}, {On: []string{"hss"}}}})
	}
	return inv
}

func TestNeedsAndLayersByHand(t *testing.T) {
	inv := cellular()
	const core, bsc, hss, aCSR = 0, 2, 3, 4
	n := New(inv)
	link := func(l int) int { return n.LinkThing(l) }
	for _, c := range []struct {
		name     string
		off      []int
		want     Loss
		degraded []int
	}{
		{"the controller takes a generation", []int{bsc}, Loss{Subscribers: 30, Degraded: 2}, []int{0, 1}},
		{"the database takes all", []int{hss}, Loss{Subscribers: 150, Sites: 2, NoEmergency: 100, EmergencyOnly: 50}, nil},
		{"so does its link", []int{link(2)}, Loss{Subscribers: 150, Sites: 2, NoEmergency: 100, EmergencyOnly: 50}, nil},
		{"a site is out once", []int{hss, bsc, core, bsc}, Loss{Subscribers: 150, Sites: 2, NoEmergency: 100, EmergencyOnly: 50}, nil},
		{"a tower out, the other degraded", []int{bsc, aCSR}, Loss{Subscribers: 100, Sites: 1, Degraded: 1, NoEmergency: 100}, []int{1}},
		{"a hop without another beside it", []int{link(3)}, Loss{Subscribers: 100, Sites: 1, NoEmergency: 100}, nil},
		{"one of two links beside each other", []int{link(4)}, Loss{}, nil},
		{"the other", []int{link(5)}, Loss{}, nil},
		{"both", []int{link(4), link(5), link(4)}, Loss{Subscribers: 50, Sites: 1, EmergencyOnly: 50}, nil},
		{"one of the two to the core", []int{link(1)}, Loss{}, nil},
		{"nothing", []int{-1, n.Things(), n.Things() + 7}, Loss{}, nil},
	} {
		if got := n.Lost(c.off); got != c.want {
			t.Errorf("%s: lost %+v, want %+v", c.name, got, c.want)
		}
		if got := n.DegradedSites(c.off); !slices.Equal(got, c.degraded) {
			t.Errorf("%s: degraded %v, want %v", c.name, got, c.degraded)
		}
	}
	want := []Item{
		{Site: 0, Subscribers: 70, WholeSite: true},
		{Site: 1, Subscribers: 50, WholeSite: true},
		{Site: 2, WholeSite: true},
		{Site: 0, Generation: "2g", Subscribers: 30},
	}
	if diff := cmp.Diff(want, n.Items()); diff != "" {
		t.Error(diff)
	}
	if got := n.LostItems([]int{bsc}); !slices.Equal(got, []int{3}) {
		t.Errorf("the controller takes items %v", got)
	}
	if n.LinkThing(-1) != -1 || n.LinkThing(len(inv.Links)) != -1 || n.LinkOf(hss) != -1 || n.LinkOf(link(3)) != 3 {
		t.Error("links are counted wrongly")
	}
	// The controller takes a generation from other sites.
	var points []int
	for _, p := range n.SinglePoints() {
		points = append(points, p.Element)
	}
	if !slices.Equal(points, []int{core, 1, hss, bsc}) {
		t.Errorf("single points %v", points)
	}
	if got := n.SingleLinks(); len(got) != 2 || got[0] != (SinglePoint{link(2), n.Lost([]int{hss})}) || got[1].Element != link(3) {
		t.Errorf("single links %+v", got)
	}
	if got := n.Dependents(hss); !slices.Equal(got, []int{5, 7}) {
		t.Errorf("dependents of the database %v", got)
	}
}

// An uplink beside a link carries on without it.
func TestAnUplinkBesideALink(t *testing.T) {
	inv := cellular()
	inv.Elements[4].Uplinks = []string{"router"}
	n := New(inv)
	if got := n.Lost([]int{n.LinkThing(3)}); got != (Loss{}) {
		t.Errorf("lost %v", got)
	}
	if !n.Connected(n.LinkThing(3)) {
		t.Error("the link still leads the other way")
	}
}

// What is needed must reach a gateway that its holder reaches too, and a gateway only itself.
func TestNeedsAreMetAtACommonGateway(t *testing.T) {
	inv := &inventory.Inventory{
		Sites: []inventory.Site{{ID: "a", Subscribers: 10}, {ID: "east"}, {ID: "west"}},
		Elements: []inventory.Element{
			{ID: "bbu", Site: "a", Domain: "ran", Uplinks: []string{"gw-east", "gw-west"}, Needs: []inventory.Need{{On: []string{"hss"}}}},
			{ID: "gw-east", Site: "east", Domain: "core", Role: "packet-core"},
			{ID: "gw-west", Site: "west", Domain: "core", Role: "packet-core"},
			{ID: "hss", Site: "west", Domain: "core", Uplinks: []string{"gw-west"}},
		},
	}
	const east, west = 1, 2
	n := New(inv)
	if got := n.Lost([]int{east}); got.Sites != 0 {
		t.Errorf("without east lost %v", got)
	}
	if got := n.Lost([]int{west}); got.Sites != 1 {
		t.Errorf("without west, where the database is, lost %v: service comes by east, but the need is not met", got)
	}
	if diff := cmp.Diff([]Hop{{0, ViaPath}, {3, ViaNeed}, {west, ViaNeedPath}, {east, ViaPath}}, n.Crossed(0)); diff != "" {
		t.Errorf("the working path is to east, the need is met in west:\n%s", diff)
	}

	inv.Elements[2].Site = "east" // now it is one place
	if got := New(inv).Lost([]int{west}); got.Sites != 1 {
		t.Errorf("without west lost %v: the database has no other gateway", got)
	}
	inv.Elements[3].Uplinks = []string{"gw-west", "gw-east"}
	if got := New(inv).Lost([]int{west}); got.Sites != 0 {
		t.Errorf("without west lost %v", got)
	}
	inv.Elements[2].Site = "west"
	inv.Elements[1].Needs = []inventory.Need{{On: []string{"hss"}}} // a gateway needs it
	n = New(inv)
	if got := n.Lost([]int{west}); got.Sites != 0 {
		t.Errorf("without west lost %v: east and the database reach east", got)
	}
	inv.Elements[1].Uplinks, inv.Elements[3].Uplinks = []string{"gw-west"}, []string{"gw-west"}
	if got := New(inv).UnmetNeeds(); !slices.Equal(got, []UnmetNeed{{1, 0}}) {
		t.Errorf("unmet needs %v: the gateway in the east cannot meet its database at another", got)
	}
}

func TestNeedCycles(t *testing.T) {
	inv := cellular()
	needs := func(ids ...string) []inventory.Need { return []inventory.Need{{On: ids}} }
	inv.Elements[2].Needs = needs("hss")        // the controller the database,
	inv.Elements[3].Needs = needs("bsc", "hss") // which needs the controller or itself
	inv.Elements[0].Needs = []inventory.Need{{Generations: []string{"4g"}, On: []string{"core"}}}
	n := New(inv)
	if diff := cmp.Diff([][]int{{2, 3}, {3}}, n.NeedCycles()); diff != "" {
		t.Error(diff)
	}
	if got := n.Unserved(); !slices.Equal(got, []int{0, 1}) {
		t.Errorf("without service from the beginning: %v", got)
	}
	if got := n.UnmetNeeds(); !slices.Equal(got, []UnmetNeed{{2, 0}, {3, 0}, {5, 0}, {5, 1}, {7, 0}, {7, 1}}) {
		t.Errorf("unmet needs %v", got)
	}
	inv.Elements[3].Needs = needs("bsc", "core") // a way out of the circle, for the database alone
	n = New(inv)
	if got := n.NeedCycles(); len(got) != 1 || n.Unserved() != nil || !slices.Equal(n.UnmetNeeds(), []UnmetNeed{{2, 0}, {5, 0}, {7, 0}}) {
		t.Errorf("cycles %v, unserved %v, unmet %v", got, n.Unserved(), n.UnmetNeeds())
	}
	if got := New(cellular()).NeedCycles(); got != nil {
		t.Errorf("cycles %v", got)
	}
}

// The sites of gateways that have no bit deliver service, but meet no need.
func TestManySitesOfGateways(t *testing.T) {
	inv := &inventory.Inventory{}
	for k := range maxGatewaySites + 2 {
		site := fmt.Sprint("g", k)
		inv.Sites = append(inv.Sites, inventory.Site{ID: site, Subscribers: 1})
		inv.Elements = append(inv.Elements,
			inventory.Element{ID: site, Site: site, Domain: "core", Role: "packet-core"},
			inventory.Element{ID: site + "-hss", Site: site, Domain: "core", Uplinks: []string{site}},
			inventory.Element{ID: site + "-bbu", Site: site, Domain: "ran", Uplinks: []string{site}},
		)
		if k%2 == 1 {
			inv.Elements[3*k+2].Needs = []inventory.Need{{On: []string{site + "-hss"}}}
		}
	}
	n := New(inv)
	if got := n.Unserved(); !slices.Equal(got, []int{maxGatewaySites + 1}) {
		t.Errorf("without service %v: want the one beyond that needs something", got)
	}
	if got := n.LostSites([]int{0, 3*maxGatewaySites - 2, 3 * maxGatewaySites}); !slices.Equal(got, []int{0, maxGatewaySites - 1, maxGatewaySites}) {
		t.Errorf("lost %v", got)
	}
	tr := n.NewTracker()
	tr.Off(3*maxGatewaySites - 2)
	if got := tr.AppendLostSites(nil); !slices.Equal(got, []int{maxGatewaySites - 1}) {
		t.Errorf("lost %v by the tracker", got)
	}
	inv.Elements[3*maxGatewaySites+5].Needs = nil // now everything works, but not all of it has a bit
	if got := New(inv).LostSites([]int{0, 3 * maxGatewaySites}); !slices.Equal(got, []int{0, maxGatewaySites}) {
		t.Errorf("lost %v", got)
	}
}

// A gateway that is itself needed has its own needs met at itself, not where it is needed.
func TestANeededGatewayNeedsAtItself(t *testing.T) {
	inv := &inventory.Inventory{
		Sites: []inventory.Site{{ID: "a", Subscribers: 10}, {ID: "east"}, {ID: "west"}},
		Elements: []inventory.Element{
			{ID: "bbu", Site: "a", Domain: "ran", Uplinks: []string{"gw-east"}, Needs: []inventory.Need{{On: []string{"gw-west"}}}},
			{ID: "gw-east", Site: "east", Domain: "core", Role: "packet-core"},
			{ID: "router", Site: "west", Domain: "transport", Uplinks: []string{"gw-east"}},
			{ID: "gw-west", Site: "west", Domain: "core", Role: "packet-core", Uplinks: []string{"gw-east"}, Needs: []inventory.Need{{On: []string{"hss"}}}},
			{ID: "hss", Site: "west", Domain: "core", Uplinks: []string{"gw-west", "router"}},
		},
	}
	n := New(inv)
	if diff := cmp.Diff([]Hop{{0, ViaPath}, {3, ViaNeed}, {4, ViaNeed}, {1, ViaPath}}, n.Crossed(0)); diff != "" {
		t.Error(diff)
	}
	if got := n.Lost([]int{2}); got.Sites != 0 {
		t.Errorf("without the router lost %v", got)
	}
}
