package synth

import (
	"fmt"

	"github.com/riprep/riprep/pkg/inventory"
)

// Random draws a network of one to eight sites for property tests, of more shapes than any carrier would build: chains,
// stars, rings and meshes of routers joined by links or uplinks, sites with two uplinks, radio gear with and without
// parts, one to three gateways, sites without gear. It is a valid inventory: ids are unique, uplinks have no cycle, and
// every site with subscribers has a path to a gateway.
func Random(seed uint64) *inventory.Inventory {
	b := &Builder{Draw: Draw(seed)}
	d := b.Draw
	sites := d.Between(1, 8, "sites", 0)
	router := func(s int) string { return fmt.Sprintf("s%d-rtr", s) }
	var vendors = []string{Huawei, ZTE, "Nokia", "unknown"}
	vendor := func(what string, n int) string { return vendors[d.Below(len(vendors), what, n)] }

	joined := map[[2]int]bool{}
	for s := range sites {
		site := inventory.Site{ID: fmt.Sprintf("s%d", s), Kind: "tower", Subscribers: 10 * d.Below(6, "subscribers", s)}
		if d.Chance(20, "sole", s) {
			site.Emergency = "sole"
		}
		b.AddSite(site)
		e := inventory.Element{ID: router(s), Site: site.ID, Domain: "transport", Role: "router", Vendor: vendor("router", s)}
		// To an earlier site, so that there is always a way back to the first; to two of them for a loop.
		for k := range min(s, 1+d.Below(3, "ways", s)) {
			to := d.Below(s, "to", 10*s+k)
			if d.Chance(50, "chain", s) && k == 0 {
				to = s - 1
			}
			pair := [2]int{to, s}
			if joined[pair] {
				continue
			}
			joined[pair] = true
			if d.Chance(25, "by uplink", 10*s+k) {
				e.Uplinks = append(e.Uplinks, router(to))
			} else {
				b.Link(e.ID, router(to), inventory.LinkKinds[d.Below(2, "kind", 10*s+k)], nil)
			}
		}
		b.gear(e, "router")
	}
	for k := range d.Between(1, 3, "gateways", 0) {
		at := 0
		if k > 0 {
			at = d.Below(sites, "gateway", k)
		}
		id := b.gear(inventory.Element{
			ID: fmt.Sprintf("gw%d", k), Site: fmt.Sprintf("s%d", at), Domain: "core", Role: "packet-core", Vendor: vendor("core", k),
		}, "packet-core")
		b.Link(router(at), id, "fiber", nil)
	}
	for s := range sites {
		site := &b.inv.Sites[s]
		if d.Chance(10, "no gear", s) {
			site.Subscribers = 0
			continue
		}
		for k := range 1 + d.Below(2, "cells", s) {
			n, id := 10*s+k, fmt.Sprintf("%s-bbu%d", site.ID, k)
			b.gear(inventory.Element{
				ID: id, Site: site.ID, Domain: "ran", Role: "baseband", Vendor: vendor("ran", n),
				Generations: []string{"4g"}, Uplinks: []string{router(s)},
			}, "baseband")
			if d.Chance(70, "radio", n) {
				b.gear(inventory.Element{
					ID: fmt.Sprintf("%s-rru%d", site.ID, k), Site: site.ID, Domain: "ran", Role: "radio", Vendor: vendor("ran", n),
					Quantity: d.Between(1, 6, "radios", n), Generations: []string{"4g"}, CoupledWith: []string{id},
				}, "radio")
			}
		}
	}
	return b.Inventory(inventory.Operator{ID: fmt.Sprintf("random-%d", seed), Name: fmt.Sprintf("random-%d", seed)})
}
