package synth

import "github.com/riprep/riprep/pkg/inventory"

// Cell is the radio gear of one site.
type Cell struct {
	Site   string
	Vendor string // of baseband and radios
	Uplink string // the element that the baseband, or the cell-site router, hands on to

	// RouterVendor is who made the router at the foot of the tower; "" means that there is none and the baseband hands
	// on to Uplink itself, as at the end of a microwave hop.
	RouterVendor string
}

// Cell adds a baseband, its radios (one element, 3 or 6 of them), an antenna system at every fourth site and, where
// asked for, a cell-site router. Radios and antennas are coupled with the baseband: CPRI is proprietary, and an antenna
// with remote tilt is driven from it.
func (b *Builder) Cell(c Cell) {
	n := b.number(c.Site)
	generations := []string{"4g"}
	if b.Draw.Chance(55, "old radio", n) {
		generations = []string{"2g", "3g", "4g"}
	}
	up := c.Uplink
	if c.RouterVendor != "" {
		up = b.gear(inventory.Element{
			ID: c.Site + "-csr", Site: c.Site, Domain: "transport", Role: "router", Vendor: c.RouterVendor, Uplinks: []string{c.Uplink},
		}, "cell-site")
	}
	baseband := b.gear(inventory.Element{
		ID: c.Site + "-bbu", Site: c.Site, Domain: "ran", Role: "baseband", Vendor: c.Vendor,
		Generations: generations, Uplinks: []string{up},
	}, "baseband")
	radios := 3
	if b.Draw.Chance(35, "six radios", n) {
		radios = 6
	}
	b.gear(inventory.Element{
		ID: c.Site + "-rru", Site: c.Site, Domain: "ran", Role: "radio", Vendor: c.Vendor, Quantity: radios,
		Generations: generations, CoupledWith: []string{baseband},
	}, "radio")
	if b.Draw.Chance(25, "antenna", n) {
		vendor := "CommScope"
		if c.Vendor == Huawei {
			vendor = Huawei
		}
		b.gear(inventory.Element{
			ID: c.Site + "-ant", Site: c.Site, Domain: "ran", Role: "antenna", Vendor: vendor, Quantity: 3,
			CoupledWith: []string{baseband},
		}, "antenna")
	}
}
