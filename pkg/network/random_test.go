package network

import (
	"fmt"
	"math/rand/v2"

	"github.com/riprep/riprep/pkg/inventory"
)

// randomInventory draws a network of a few sites: half of them shaped like what operators build, half of them any
// elements with any arcs between them, loops, knots and dangling references included.
func randomInventory(r *rand.Rand) *inventory.Inventory {
	if r.IntN(2) == 0 {
		return anyInventory(r)
	}
	return plausibleInventory(r)
}

// plausibleInventory joins the routers of its sites to a tree, a ring, a ladder or a mesh, by links or by uplinks, homes
// some twice, and hangs radio or access gear on most.
func plausibleInventory(r *rand.Rand) *inventory.Inventory {
	inv := &inventory.Inventory{}
	sites := 1 + r.IntN(7)
	router := func(s int) string { return fmt.Sprintf("r%d", s) }
	join := func(a, b int) {
		if r.IntN(4) == 0 {
			inv.Elements[a].Uplinks = append(inv.Elements[a].Uplinks, router(b))
			return
		}
		inv.Links = append(inv.Links, inventory.Link{A: router(a), B: router(b), Kind: "fiber"})
	}
	for s := range sites {
		inv.Sites = append(inv.Sites, inventory.Site{ID: fmt.Sprintf("s%d", s), Kind: "tower", Subscribers: r.IntN(5) * 10})
		inv.Elements = append(inv.Elements, inventory.Element{ID: router(s), Site: inv.Sites[s].ID, Domain: "transport", Role: "router"})
	}
	for s := 1; s < sites; s++ {
		switch shape := r.IntN(10); {
		case shape == 0: // an isolated part
		case shape < 5:
			join(s, s-1)
		default:
			join(s, r.IntN(s))
		}
		if s > 1 && r.IntN(3) == 0 {
			join(s, r.IntN(s))
		}
	}
	switch r.IntN(3) {
	case 0:
		join(sites-1, 0) // a ring
	case 1:
		for s := 2; s < sites; s += 2 { // rungs
			join(s, s-2)
		}
	}
	for s := range sites {
		addGear(r, inv, inv.Sites[s].ID, router(s))
	}
	for range 1 + r.IntN(2) {
		at := r.IntN(sites)
		id := fmt.Sprintf("core%d", len(inv.Elements))
		inv.Elements = append(inv.Elements, inventory.Element{ID: id, Site: inv.Sites[at].ID, Domain: "core", Role: "packet-core"})
		inv.Links = append(inv.Links, inventory.Link{A: router(at), B: id, Kind: "fiber"})
	}
	r.Shuffle(len(inv.Elements), func(i, j int) { inv.Elements[i], inv.Elements[j] = inv.Elements[j], inv.Elements[i] })
	return inv
}

func addGear(r *rand.Rand, inv *inventory.Inventory, site, router string) {
	add := func(domain, role string, coupled, uplinks []string) string {
		id := fmt.Sprintf("%s-%s%d", site, role, len(inv.Elements))
		inv.Elements = append(inv.Elements, inventory.Element{ID: id, Site: site, Domain: domain, Role: role, CoupledWith: coupled, Uplinks: uplinks})
		return id
	}
	first := ""
	for range r.IntN(3) {
		baseband := add("ran", "baseband", nil, []string{router})
		for range r.IntN(3) {
			switch r.IntN(3) {
			case 0:
				add("ran", "radio", nil, []string{baseband})
			default:
				coupled := []string{baseband}
				if first != "" {
					coupled = append(coupled, first) // one radio on two basebands
				}
				radio := add("ran", "radio", coupled, nil)
				if r.IntN(2) == 0 {
					add("ran", "antenna", []string{radio}, nil)
				}
			}
		}
		first = baseband
		if r.IntN(4) == 0 {
			add("support", "power", []string{baseband}, nil)
		}
	}
	if r.IntN(4) == 0 {
		olt := add("access", "olt", nil, nil)
		inv.Links = append(inv.Links, inventory.Link{A: olt, B: router, Kind: "fiber"})
		if r.IntN(2) == 0 {
			add("access", "cpe", nil, []string{olt})
		}
	}
}

// anyInventory has elements of any domain and arcs of any kind between them.
func anyInventory(r *rand.Rand) *inventory.Inventory {
	inv := &inventory.Inventory{}
	sites, elements := 1+r.IntN(4), 1+r.IntN(14)
	for s := range sites {
		inv.Sites = append(inv.Sites, inventory.Site{ID: fmt.Sprintf("s%d", s), Subscribers: r.IntN(4) * 7})
	}
	any := func() string { return fmt.Sprintf("e%d", r.IntN(elements+elements/8)) } // beyond the last is dangling
	some := func(odds int) []string {
		var ids []string
		for r.IntN(odds) > odds/2 {
			ids = append(ids, any())
		}
		return ids
	}
	yes, no := true, false
	density := 2 + r.IntN(6)
	for e := range elements {
		el := inventory.Element{
			ID:          fmt.Sprintf("e%d", e),
			Site:        fmt.Sprintf("s%d", r.IntN(sites)),
			Domain:      inventory.Domains[r.IntN(len(inventory.Domains))],
			Role:        []string{"router", "packet-core", "radio", "router"}[r.IntN(4)],
			Uplinks:     some(density),
			CoupledWith: some(3 + r.IntN(3)),
		}
		if r.IntN(3) > 0 {
			el.Domain = "ran"
		}
		if r.IntN(30) == 0 {
			el.Role = "controller"
		}
		switch r.IntN(12) {
		case 0:
			el.Gateway = &yes
		case 1, 2, 3, 4, 5:
			el.Gateway = &no
		}
		inv.Elements = append(inv.Elements, el)
	}
	for range r.IntN(elements) {
		inv.Links = append(inv.Links, inventory.Link{A: any(), B: any(), Kind: inventory.LinkKinds[r.IntN(2)]})
	}
	return inv
}

// randomSet draws elements with duplicates and now and then an index of nothing.
func randomSet(r *rand.Rand, inv *inventory.Inventory) []int {
	var x []int
	for range r.IntN(2 + r.IntN(1+len(inv.Elements))) {
		x = append(x, r.IntN(len(inv.Elements)))
		switch r.IntN(10) {
		case 0:
			x = append(x, x[0])
		case 1:
			x = append(x, -1-r.IntN(3), len(inv.Elements)+r.IntN(3))
		}
	}
	return x
}
