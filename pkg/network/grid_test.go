package network

import (
	"fmt"
	"strings"

	"github.com/riprep/riprep/pkg/inventory"
)

// grid is a synthetic operator of about the given number of elements: rings of routers between two core sites, and on
// each router a chain of towers over microwave; per tower a router, a baseband and a coupled radio.
func grid(elements int) *inventory.Inventory {
	inv := &inventory.Inventory{}
	site := func(subscribers int) string {
		i := len(inv.Sites)
		at := &inventory.Location{Lat: 31 + float64(i%97)*0.05, Lon: -85 + float64(i%89)*0.05}
		inv.Sites = append(inv.Sites, inventory.Site{ID: fmt.Sprintf("s%d", i), Kind: "tower", Location: at, Subscribers: subscribers})
		return inv.Sites[i].ID
	}
	add := func(e inventory.Element) string {
		e.ID = fmt.Sprintf("e%d", len(inv.Elements))
		inv.Elements = append(inv.Elements, e)
		return e.ID
	}
	link := func(a, b, kind string) { inv.Links = append(inv.Links, inventory.Link{A: a, B: b, Kind: kind}) }
	tower := func(to string) string {
		s := site(100 + len(inv.Sites)%7)
		router := add(inventory.Element{Site: s, Domain: "transport", Role: "router"})
		baseband := add(inventory.Element{Site: s, Domain: "ran", Role: "baseband", Uplinks: []string{router}})
		add(inventory.Element{Site: s, Domain: "ran", Role: "radio", CoupledWith: []string{baseband}})
		link(router, to, "microwave")
		return router
	}
	var core [2]string
	for i := range core {
		s := site(0)
		core[i] = add(inventory.Element{Site: s, Domain: "transport", Role: "router"})
		link(core[i], add(inventory.Element{Site: s, Domain: "core", Role: "packet-core"}), "fiber")
	}
	for len(inv.Elements) < elements-40 {
		last := core[0]
		for range 4 {
			hub := add(inventory.Element{Site: site(0), Domain: "transport", Role: "router"})
			link(last, hub, "fiber")
			last = hub
			end := hub
			for range 3 {
				end = tower(end)
			}
		}
		link(last, core[1], "fiber")
	}
	return inv
}

// describe writes the network out for a failure message.
func describe(inv *inventory.Inventory) string {
	var b strings.Builder
	for _, s := range inv.Sites {
		fmt.Fprintf(&b, "site %s subscribers %d only %v\n", s.ID, s.Subscribers, s.Only)
	}
	for i, e := range inv.Elements {
		fmt.Fprintf(&b, "%d %s at %s %s %s gateway %v uplinks %v coupled %v %v needs %v\n",
			i, e.ID, e.Site, e.Domain, e.Role, e.IsGateway(), e.Uplinks, e.CoupledWith, e.Generations, e.Needs)
	}
	for _, l := range inv.Links {
		fmt.Fprintf(&b, "link %s %s %s\n", l.A, l.B, l.Kind)
	}
	return b.String()
}
