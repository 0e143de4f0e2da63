package main

import (
	"fmt"
	"io"

	"github.com/riprep/riprep/internal/synth"
	"github.com/riprep/riprep/pkg/inventory"
)

// generation is the state of putting one carrier's gear on its map. Every decision is a draw for the number of a town, or
// of a tail site (see tailNumber), so no decision depends on another one's draw.
type generation struct {
	*carrier
	*fibreMap
	synth.Builder
	region []int
	radio  []string // town → vendor of its radio gear
	router []string // town → id of its router
	cores  []int

	tailPlace map[int]inventory.Location // tailNumber → where that tower stands
}

// generate puts the gear on the map; testdata/us-carrier/README.md says the same in words.
func (of *carrier) generate(m *fibreMap) *inventory.Inventory {
	c := &generation{carrier: of, fibreMap: m, region: m.regionsOf(of.regions), tailPlace: map[int]inventory.Location{}}
	c.Draw = of.seed
	c.cores = m.coreTowns()
	c.radio = make([]string, len(m.towns))
	c.router = make([]string, len(m.towns))
	for i := range m.towns {
		c.radio[i] = c.regions[c.region[i]].radioVendor(c.Draw, i, c.region[i])
	}
	for i := range m.towns {
		c.addTown(i)
		for hop := range c.tailHops(i) {
			c.addTailSite(i, hop+1)
		}
	}
	for _, s := range m.spans {
		c.Link(c.siteID(s.a)+"-opt", c.siteID(s.b)+"-opt", "fiber", s.km)
	}
	n := of.customers
	inv := c.Inventory(inventory.Operator{
		ID: of.id, Name: of.name + " (map real, gear invented)", Customers: &n, Kind: "etc",
		Source: "map: Internet Topology Zoo, " + of.source + "; gear: assigned by rule, see README.md",
	})
	shareSubscribers(c.Draw, inv, of.customers)
	addOddities(inv)
	return inv
}

func (of *carrier) siteID(town int) string { return fmt.Sprintf("%s-%03d", of.prefix, town) }
func (of *carrier) tailID(town, hop int) string {
	return fmt.Sprintf("%s-m%d", of.siteID(town), hop)
}
func tailNumber(town, hop int) int      { return 1000*hop + town }
func (m *fibreMap) degree(town int) int { return len(m.towns[town].next) }

// coreTowns are the town with most spans, and of those at least 300 km away the one with most spans, the farther of equals.
func (m *fibreMap) coreTowns() []int {
	first := 0
	for i := range m.towns {
		if m.towns[i].location != nil && m.degree(i) > m.degree(first) {
			first = i
		}
	}
	second, far := -1, 0.0
	for i := range m.towns {
		if m.towns[i].location == nil || m.towns[first].location == nil {
			continue
		}
		km := synth.Distance(*m.towns[first].location, *m.towns[i].location)
		if km < 300 {
			continue
		}
		if second < 0 || m.degree(i) > m.degree(second) || m.degree(i) == m.degree(second) && km > far {
			second, far = i, km
		}
	}
	if second < 0 {
		return []int{first}
	}
	return []int{first, second}
}

func (c *generation) isCore(town int) bool {
	for _, core := range c.cores {
		if core == town {
			return true
		}
	}
	return false
}

// hasTower: where the fibre ends, and in 73 of 100 other towns; not at a junction, where the core stands, or abroad.
func (c *generation) hasTower(town int) bool {
	if c.towns[town].junction || c.isCore(town) || c.regions[c.region[town]].country != "" {
		return false
	}
	return c.degree(town) == 1 || c.Draw.Chance(73, "tower", town)
}

// tailHops is how many further towers hang on the town's, one behind the other: two where the fibre ends, in one town of
// ten two, in two of ten one.
func (c *generation) tailHops(town int) int {
	if !c.hasTower(town) || c.towns[town].location == nil {
		return 0
	}
	switch p := c.Draw.Below(100, "tail", town); {
	case c.degree(town) == 1 || p < 10:
		return 2
	case p < 28:
		return 1
	}
	return 0
}

func (c *generation) addTown(town int) {
	r, id := &c.regions[c.region[town]], c.siteID(town)
	s := inventory.Site{
		ID: id, Name: fmt.Sprintf("%s town %d", c.name, town), Kind: "central-office", Location: c.towns[town].location,
		Region: r.name, Country: r.country, Application: r.application,
	}
	switch {
	case c.towns[town].junction:
		s.Kind, s.Name = "shelter", fmt.Sprintf("%s junction %d", c.name, town)
	case c.isCore(town):
		s.Kind = "data-center"
	case c.hasTower(town):
		c.makeServing(&s, town, 10)
		s.Emergency = c.emergency(town, c.degree(town) == 1 && c.tailHops(town) == 0)
	}
	c.AddSite(s)
	optical, router := c.Town(id, r.transportVendor(c.Draw, town, c.region[town], "optical"), r.transportVendor(c.Draw, town, c.region[town], "router"))
	c.router[town] = router
	if c.isCore(town) {
		c.Core(id, synth.Huawei, optical, router)
	}
	if c.hasTower(town) {
		c.Cell(synth.Cell{Site: id, Vendor: c.radio[town], Uplink: router, RouterVendor: c.siteRouterVendor(town)})
	}
}

// makeServing fills in what a site with a tower has.
func (c *generation) makeServing(s *inventory.Site, n int, coverage float64) {
	r := &c.regions[c.region[n%1000]]
	s.Kind = "tower"
	s.CoverageKM = &coverage
	if s.Location != nil {
		s.Closed = c.closed(r.name, *s.Location)
	}
	if c.Draw.Chance(6, "sensitive", n) {
		s.Sensitive = []string{[]string{"military", "hospital", "government"}[c.Draw.Below(3, "sensitive kind", n)]}
	}
}

// emergency: at the end of a chain three of five are the only 911 coverage, elsewhere one of sixteen.
func (c *generation) emergency(n int, end bool) string {
	percent := 6
	if end {
		percent = 60
	}
	if c.Draw.Chance(percent, "sole emergency", n) {
		return "sole"
	}
	return "shared"
}

// siteRouterVendor is the radio gear's where that vendor makes one, and in a quarter of the towns the region's own choice.
func (c *generation) siteRouterVendor(town int) string {
	v := c.radio[town]
	if c.Draw.Chance(25, "other cell-site router", town) {
		v = c.regions[c.region[town]].transportVendor(c.Draw, town, c.region[town], "cell-site")
	}
	return v
}

// addTailSite adds the hop-th tower behind a town: 8 to 25 km further, roughly away from where the fibre comes from.
func (c *generation) addTailSite(town, hop int) {
	n, r := tailNumber(town, hop), &c.regions[c.region[town]]
	bearing := float64(c.Draw.Below(360, "tail bearing", town) + c.Draw.Between(-40, 40, "tail bend", n))
	tenths := c.Draw.Between(80, 250, "tail km", n)
	near, uplink, from := c.siteID(town), c.router[town], *c.towns[town].location
	if hop > 1 {
		near, uplink = c.tailID(town, hop-1), c.tailID(town, hop-1)+"-mw"
		from = c.tailPlace[tailNumber(town, hop-1)]
	}
	km := float64(tenths) / 10
	at := synth.Away(from, km, bearing)
	c.tailPlace[n] = at
	id := c.tailID(town, hop)
	s := inventory.Site{
		ID: id, Name: fmt.Sprintf("%s town %d, tower %d", c.name, town, hop+1), Location: &at, Region: r.name, Country: r.country, Application: r.application,
	}
	c.makeServing(&s, n, 8)
	s.Emergency = c.emergency(n, hop == c.tailHops(town))
	c.AddSite(s)
	far := c.Hop(synth.Hop{Near: near, Far: id, Name: fmt.Sprintf("m%d", hop), Uplink: uplink, Vendor: r.transportVendor(c.Draw, n, c.region[town], "microwave"), KM: km})
	vendor := c.radio[town]
	if c.Draw.Chance(20, "tail of another vendor", n) {
		vendor = r.radioVendor(c.Draw, n, c.region[town])
	}
	c.Cell(synth.Cell{Site: id, Vendor: vendor, Uplink: far})
}

// shareSubscribers spreads the customers over the sites with radio gear.
func shareSubscribers(d synth.Draw, inv *inventory.Inventory, customers int) {
	var sites, weights []int
	for i := range inv.Sites {
		if inv.Sites[i].Kind == "tower" {
			sites = append(sites, i)
			weights = append(weights, d.HeavyTail("subscribers", i))
		}
	}
	for i, n := range synth.Spread(customers, weights, 40, 2500) {
		inv.Sites[sites[i]].Subscribers = n
	}
}

func (of *carrier) write(w io.Writer, inv *inventory.Inventory) error {
	head := "# Generated by internal/tools/networks (go generate ./internal/tools/networks); do not edit.\n" +
		"# The map is real, the gear is invented by a rule: see README.md.\n"
	if _, err := io.WriteString(w, head); err != nil {
		return err
	}
	return synth.WriteYAML(w, inv)
}
