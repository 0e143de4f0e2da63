package synth

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/inventory"
)

// Builder puts gear on sites. Its methods take ids and return the ids of what they added; each element's id is its
// site's with a suffix, so that a reader sees where it stands. The zero value with a Draw is ready.
type Builder struct {
	Draw Draw
	inv  inventory.Inventory
	site map[string]int
}

// AddSite appends a site. The pointer is good until the next one is added.
func (b *Builder) AddSite(s inventory.Site) *inventory.Site {
	if b.site == nil {
		b.site = map[string]int{}
	}
	if s.Name == "" {
		s.Name = s.ID
	}
	b.site[s.ID] = len(b.inv.Sites)
	b.inv.Sites = append(b.inv.Sites, s)
	return &b.inv.Sites[len(b.inv.Sites)-1]
}

// number is what draws for a site's gear are keyed with.
func (b *Builder) number(site string) int { return b.site[site] }

// gear appends one element of the vendor for a purpose (see Model) with a date of acquisition and, now and then, serials.
func (b *Builder) gear(e inventory.Element, purpose string) string {
	n := len(b.inv.Elements)
	if e.Model == "" {
		// One choice for all sites of a small area, so that an operator's fleet has families and not a zoo.
		e.Model = Model(e.Vendor, purpose, b.Draw.Of("model "+purpose, b.number(e.Site)/16))
	}
	e.Quantity = max(e.Quantity, 1)
	e.Acquired = b.acquired(e.Vendor, n)
	if b.Draw.Chance(8, "has serials", n) {
		for i := range e.Quantity {
			e.Serials = append(e.Serials, fmt.Sprintf("21%010d", b.Draw.Of("serial", n*64+i)%1e10))
		}
	}
	b.inv.Elements = append(b.inv.Elements, e)
	return e.ID
}

// acquired draws the first of a month in 2012 to 2021. Covered gear came before 2020-06-30, the day of the designation
// that ends reimbursement (47 U.S.C. 1603(c)(2)), but for 1 % that came after it; of 3 % nobody knows.
func (b *Builder) acquired(vendor string, n int) inventory.Date {
	month := b.Draw.Between(0, 9*12+11, "acquired", n)
	if Covered(vendor) {
		month %= 8*12 + 5
		if b.Draw.Chance(1, "acquired late", n) {
			month = b.Draw.Between(8*12+6, 9*12+5, "acquired when", n)
		}
	}
	if b.Draw.Chance(3, "acquired unknown", n) {
		return inventory.Date{}
	}
	return inventory.MustDate(fmt.Sprintf("%d-%02d-01", 2012+month/12, 1+month%12))
}

// Town adds an optical node and a router that hands on to it, and returns their ids.
func (b *Builder) Town(site, opticalVendor, routerVendor string) (optical, router string) {
	optical = b.gear(inventory.Element{
		ID: site + "-opt", Site: site, Domain: "transport", Role: "optical", Vendor: opticalVendor,
	}, "optical")
	router = b.gear(inventory.Element{
		ID: site + "-rtr", Site: site, Domain: "transport", Role: "router", Vendor: routerVendor, Uplinks: []string{optical},
	}, "router")
	return optical, router
}

// Core adds a packet core behind the town's router and the functions that work through it. The optical node hands on to
// the router here, so that traffic from the rings reaches the gateway.
func (b *Builder) Core(site, vendor, optical, router string) (gateway string) {
	if i := slices.IndexFunc(b.inv.Elements, func(e inventory.Element) bool { return e.ID == router }); i >= 0 {
		b.inv.Elements[i].Uplinks = nil // the link below carries both ways
	}
	b.Link(optical, router, "fiber", nil)
	for _, f := range []struct{ suffix, role string }{
		{"-pgw", "packet-core"}, {"-msc", "voice-core"}, {"-hss", "subscriber-data"}, {"-pcrf", "policy"}, {"-ems", "management"},
	} {
		e := inventory.Element{ID: site + f.suffix, Site: site, Domain: "core", Role: f.role, Vendor: vendor}
		if gateway != "" {
			e.Uplinks = []string{gateway}
		}
		id := b.gear(e, f.role)
		if gateway == "" {
			gateway = id
		}
	}
	b.Link(router, gateway, "fiber", nil)
	return gateway
}

// Link joins two elements; km may be nil.
func (b *Builder) Link(from, to, kind string, km *float64) {
	b.inv.Links = append(b.inv.Links, inventory.Link{A: from, B: to, Kind: kind, KM: km})
}

// Inventory returns what was built for the operator, its elements in the order of their sites, and last those of sites
// that were never added, which loading will report. The builder must not be used after it.
func (b *Builder) Inventory(op inventory.Operator) *inventory.Inventory {
	b.inv.Operator = op
	nowhere := len(b.inv.Sites)
	bySite := make([][]int32, nowhere+1)
	for i := range b.inv.Elements {
		s, ok := b.site[b.inv.Elements[i].Site]
		if !ok {
			s = nowhere
		}
		bySite[s] = append(bySite[s], int32(i))
	}
	sorted := make([]inventory.Element, 0, len(b.inv.Elements))
	for _, elements := range bySite {
		for _, i := range elements {
			sorted = append(sorted, b.inv.Elements[i])
		}
	}
	b.inv.Elements = sorted
	return &b.inv
}
