package network

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/topo"

	"github.com/riprep/riprep/pkg/inventory"
)

// towers builds a router, a baseband and a coupled radio with an antenna on each of the sites, 10 subscribers on the
// first, 20 on the second and so on; element 4s is the router of site s. The core is the last element.
func towers(links ...[2]string) *inventory.Inventory {
	inv := &inventory.Inventory{}
	for i, id := range []string{"a", "b", "c", "d"} {
		inv.Sites = append(inv.Sites, inventory.Site{ID: id, Kind: "tower", Subscribers: 10 * (i + 1)})
		inv.Elements = append(inv.Elements,
			inventory.Element{ID: id, Site: id, Domain: "transport", Role: "router"},
			inventory.Element{ID: id + "-bbu", Site: id, Domain: "ran", Role: "baseband", Uplinks: []string{id}, CoupledWith: []string{id + "-rru"}},
			inventory.Element{ID: id + "-rru", Site: id, Domain: "ran", Role: "radio"},
			inventory.Element{ID: id + "-ant", Site: id, Domain: "ran", Role: "antenna", CoupledWith: []string{id + "-rru"}},
		)
	}
	inv.Sites = append(inv.Sites, inventory.Site{ID: "office", Kind: "central-office"})
	inv.Elements = append(inv.Elements, inventory.Element{ID: "core", Site: "office", Domain: "core", Role: "packet-core"})
	for _, l := range links {
		inv.Links = append(inv.Links, inventory.Link{A: l[0], B: l[1], Kind: "fiber"})
	}
	return inv
}

func TestLostOnShapes(t *testing.T) {
	chain := towers([2]string{"core", "a"}, [2]string{"a", "b"}, [2]string{"b", "c"}, [2]string{"c", "d"})
	ring := towers([2]string{"core", "a"}, [2]string{"a", "b"}, [2]string{"b", "c"}, [2]string{"c", "d"}, [2]string{"d", "core"})
	const a, b, c, d, core = 0, 4, 8, 12, 16
	for _, tc := range []struct {
		name string
		inv  *inventory.Inventory
		off  []int
		want Loss
	}{
		{"nothing", chain, nil, Loss{}},
		{"the end of a chain", chain, []int{d}, Loss{Subscribers: 40, Sites: 1}},
		{"the middle takes what is downstream", chain, []int{b}, Loss{Subscribers: 90, Sites: 3}},
		{"downstream counts once", chain, []int{b, d, c}, Loss{Subscribers: 90, Sites: 3}},
		{"a router on a ring takes its own site", ring, []int{b}, Loss{Subscribers: 20, Sites: 1}},
		{"two cut off the side between them", ring, []int{a, c}, Loss{Subscribers: 60, Sites: 3}},
		{"two that are not between", ring, []int{a, b}, Loss{Subscribers: 30, Sites: 2}},
		{"the core takes all", ring, []int{core}, Loss{Subscribers: 100, Sites: 4}},
		{"the baseband", ring, []int{b + 1}, Loss{Subscribers: 20, Sites: 1}},
		{"the radio coupled with it", ring, []int{b + 2}, Loss{Subscribers: 20, Sites: 1}},
		{"the antenna coupled with the radio", ring, []int{b + 3}, Loss{Subscribers: 20, Sites: 1}},
		{"all of one site", ring, []int{b, b + 1, b + 2, b + 3, b}, Loss{Subscribers: 20, Sites: 1}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := New(tc.inv).Lost(tc.off); got != tc.want {
				t.Errorf("lost %v, want %v", got, tc.want)
			}
		})
	}
}

func TestServingElements(t *testing.T) {
	no, yes := false, true
	inv := &inventory.Inventory{
		Sites: []inventory.Site{{ID: "s", Subscribers: 5}, {ID: "empty"}},
		Elements: []inventory.Element{
			{ID: "router", Site: "s", Domain: "transport", Uplinks: []string{"gw"}},
			{ID: "bbu", Site: "s", Domain: "ran", Uplinks: []string{"router"}},
			{ID: "radio", Site: "s", Domain: "ran", Uplinks: []string{"bbu"}},
			{ID: "coupled", Site: "s", Domain: "ran", CoupledWith: []string{"bbu", "radio"}},
			{ID: "olt", Site: "s", Domain: "access"},
			{ID: "loose", Site: "s", Domain: "ran"},
			{ID: "cell", Site: "s", Domain: "ran", Gateway: &yes},
			{ID: "remote", Site: "empty", Domain: "ran", Uplinks: []string{"olt"}},
			{ID: "gw", Site: "empty", Domain: "core", Role: "interconnect"},
			{ID: "old", Site: "empty", Domain: "core", Role: "packet-core", Gateway: &no},
		},
		Links: []inventory.Link{{A: "olt", B: "router"}},
	}
	n := New(inv)
	// The baseband is named by the radio; the OLT is named by an element of another site only.
	if diff := cmp.Diff([]int{2, 4, 6}, n.Serving(0)); diff != "" {
		t.Error("serving:", diff)
	}
	if got := n.Serving(1); got != nil {
		t.Errorf("a site without subscribers is served by %v", got)
	}
	if diff := cmp.Diff([]int{2}, n.PartOf(3)); diff != "" {
		t.Error("part of:", diff)
	}
	if diff := cmp.Diff([]int{6}, n.WorkingPath(0)); diff != "" {
		t.Error("working path:", diff)
	}
	for e, want := range []bool{true, true, true, false, true, false, true, true, true, false} {
		if got := n.Connected(e); got != want {
			t.Errorf("element %q connected: %v", inv.Elements[e].ID, got)
		}
	}
	if got := n.SiteOf(9); got != 1 {
		t.Errorf("site of the old core %d", got)
	}
	if n.Inventory() != inv {
		t.Error("another inventory")
	}
}

func TestGraphIsGonums(t *testing.T) {
	inv := towers([2]string{"core", "a"}, [2]string{"a", "b"})
	inv.Elements[8].Uplinks = []string{"b"}
	g := New(inv).Graph()
	if g.Nodes().Len() != len(inv.Elements) || g.Node(99) != nil || g.Node(3).ID() != 3 {
		t.Error("the nodes are not the elements")
	}
	if !topo.PathExistsIn(g, g.Node(9), g.Node(16)) || topo.PathExistsIn(g, g.Node(16), g.Node(9)) {
		t.Error("the baseband of c reaches the core over two uplinks and two links, and not the other way")
	}
	if !g.HasEdgeFromTo(8, 4) || g.HasEdgeFromTo(4, 8) || !g.HasEdgeBetween(4, 8) || g.HasEdgeFromTo(-1, 99) || g.Edge(4, 8) != nil {
		t.Error("an uplink is not an edge in one direction")
	}
	if e := g.Edge(8, 4); e == nil || e.From().ID() != 8 || e.To().ID() != 4 {
		t.Errorf("edge %v", e)
	}
	if got := graph.NodesOf(g.To(0)); len(got) != 3 { // the baseband of a, b and the core
		t.Errorf("to the router of a lead %v", got)
	}
	if g.From(99) != graph.Empty {
		t.Error("an element of nothing hands on")
	}
}
