package network

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/riprep/riprep/pkg/inventory"
)

// needyInventory is a random inventory with generations, subscribers of one generation only, and needs: of gear that stands
// there for it, and of anything by anything, in circles too.
func needyInventory(r *rand.Rand) *inventory.Inventory {
	inv := randomInventory(r)
	own := []string{"2g", "3g", "4g"}
	for i := range inv.Elements {
		e := &inv.Elements[i]
		if e.Domain != "ran" && e.Domain != "access" {
			continue
		}
		for _, g := range own {
			if r.IntN(3) > 0 {
				e.Generations = append(e.Generations, g)
			}
		}
		if r.IntN(6) == 0 {
			e.Generations = nil
		}
	}
	for i := range inv.Sites {
		s := &inv.Sites[i]
		s.Emergency = []string{"", "sole", "shared"}[r.IntN(3)]
		left := s.Subscribers
		for _, g := range own {
			if part := r.IntN(4); part > 0 && part <= left && r.IntN(2) == 0 {
				s.Only = append(s.Only, inventory.Only{Generation: g, Subscribers: part})
				left -= part
			}
		}
	}
	var gear []string // that others need: on some router or gateway
	for k := range r.IntN(4) {
		near := &inv.Elements[r.IntN(len(inv.Elements))]
		id := fmt.Sprintf("need%d", k)
		inv.Elements = append(inv.Elements, inventory.Element{ID: id, Site: near.Site, Domain: "core", Role: "subscriber-data"})
		inv.Links = append(inv.Links, inventory.Link{A: id, B: near.ID, Kind: "fiber"})
		gear = append(gear, id)
	}
	any := func() string {
		if len(gear) > 0 && r.IntN(3) > 0 {
			return gear[r.IntN(len(gear))]
		}
		return inv.Elements[r.IntN(len(inv.Elements))].ID
	}
	many := 2 + r.IntN(8)
	for i := range inv.Elements {
		e := &inv.Elements[i]
		for r.IntN(many) == 0 {
			need := inventory.Need{On: []string{any()}}
			for r.IntN(2) == 0 {
				need.On = append(need.On, any())
			}
			if r.IntN(2) == 0 {
				need.Generations = own[r.IntN(3):]
				need.Generations = need.Generations[:1+r.IntN(len(need.Generations))]
			}
			e.Needs = append(e.Needs, need)
		}
	}
	return inv
}

// anySet draws things: elements and links, with duplicates and now and then an index of nothing.
func anySet(r *rand.Rand, inv *inventory.Inventory) []int {
	var x []int
	things := len(inv.Elements) + len(inv.Links)
	for range r.IntN(2 + r.IntN(1+things/2)) {
		x = append(x, r.IntN(things))
		switch r.IntN(10) {
		case 0:
			x = append(x, x[0])
		case 1:
			x = append(x, -1-r.IntN(3), things+r.IntN(3))
		}
	}
	return x
}

// benchNetworks is the two sizes as they are, and the larger with controllers, a subscriber database and two generations.
func benchNetworks() []benchNetwork {
	large := sizes[1]
	return append(slices.Clone(sizes), benchNetwork{large.name + ",needs", func() *inventory.Inventory { return needyGrid(large.inv()) }})
}

// needyGrid gives each baseband two generations, the older of which needs one of two controllers, and has all of them need
// one of two subscriber databases.
func needyGrid(inv *inventory.Inventory) *inventory.Inventory {
	var ids [4]string
	for k := range ids {
		ids[k] = fmt.Sprintf("core%d", k)
		router := inv.Elements[2*(k%2)]
		inv.Elements = append(inv.Elements, inventory.Element{ID: ids[k], Site: router.Site, Domain: "core", Role: "subscriber-data"})
		inv.Links = append(inv.Links, inventory.Link{A: ids[k], B: router.ID, Kind: "fiber"})
	}
	for i := range inv.Elements {
		if e := &inv.Elements[i]; e.Role == "baseband" {
			e.Generations = []string{"2g", "4g"}
			e.Needs = []inventory.Need{{On: ids[:2]}, {Generations: []string{"2g"}, On: ids[2:]}}
		}
	}
	for i := range inv.Sites {
		if s := &inv.Sites[i]; s.Subscribers > 10 {
			s.Only = []inventory.Only{{Generation: "2g", Subscribers: 10}}
		}
	}
	return inv
}
