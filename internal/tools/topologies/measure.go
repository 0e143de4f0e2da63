package main

import (
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/network"
)

// figures is what measure counts.
type figures struct {
	towns, spans                     int
	cutTowns, cutSpans               int // that split the map
	singlePoints                     int // elements that cut off other towns than their own
	townPairs, spanPairs, mixedPairs int // that cut off a town which neither of the two cuts off alone
}

// build puts a router and a radio of one subscriber in every town, fibre on every span, and the gateway into the town with
// the most spans, the first of them. Town i has router 2i; the gateway is last.
func build(m *fibreMap) *inventory.Inventory {
	inv := &inventory.Inventory{}
	spans := make([]int, len(m.towns))
	for _, s := range m.spans {
		spans[s[0]]++
		spans[s[1]]++
		inv.Links = append(inv.Links, inventory.Link{A: m.towns[s[0]].id + "-router", B: m.towns[s[1]].id + "-router", Kind: "fiber"})
	}
	hub := 0
	for t := range m.towns {
		id := m.towns[t].id
		inv.Sites = append(inv.Sites, inventory.Site{ID: id, Kind: "tower", Subscribers: 1})
		inv.Elements = append(inv.Elements,
			inventory.Element{ID: id + "-router", Site: id, Domain: "transport", Role: "router", Quantity: 1},
			inventory.Element{ID: id + "-radio", Site: id, Domain: "ran", Role: "small-cell", Quantity: 1, Uplinks: []string{id + "-router"}},
		)
		if spans[t] > spans[hub] {
			hub = t
		}
	}
	if len(m.towns) > 0 {
		inv.Elements = append(inv.Elements, inventory.Element{ID: "gateway", Site: m.towns[hub].id, Domain: "core", Role: "packet-core", Quantity: 1})
		inv.Links = append(inv.Links, inventory.Link{A: "gateway", B: m.towns[hub].id + "-router", Kind: "cable"})
	}
	return inv
}

// onMap reports whether a thing is a router of a town, or a span.
func onMap(n *network.Network, thing int) bool {
	inv := n.Inventory()
	if l := n.LinkOf(thing); l >= 0 {
		return inv.Links[l].Kind == "fiber"
	}
	return inv.Elements[thing].Role == "router"
}

func measure(m *fibreMap) figures {
	n := network.New(build(m))
	f := figures{
		towns: len(m.towns), spans: len(m.spans),
		cutTowns: len(n.CutSites("fiber")), cutSpans: len(n.CutSpans("fiber")),
		singlePoints: len(n.SinglePoints()),
	}
	pairs, _ := n.CutPairs(network.PairOptions{Among: func(thing int) bool { return onMap(n, thing) }})
	for _, p := range pairs {
		switch a, b := n.LinkOf(p.A) >= 0, n.LinkOf(p.B) >= 0; {
		case a && b:
			f.spanPairs++
		case a || b:
			f.mixedPairs++
		default:
			f.townPairs++
		}
	}
	return f
}
