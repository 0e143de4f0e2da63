package synth

import (
	"fmt"

	"github.com/riprep/riprep/pkg/inventory"
)

// Options say what kind of operator to draw. The zero value of a field means its default.
type Options struct {
	Sites       int    // how many, exactly; default 200, at least 3 and at most 500,000
	Seed        uint64 // another seed is another operator
	Subscribers int    // in total; default 200 for each site
	Covered     int    // percent of the areas where radio, and of those where transport gear, is covered; default 60, negative for none
}

func (o Options) withDefaults() Options {
	if o.Sites == 0 {
		o.Sites = 200
	}
	o.Sites = min(max(o.Sites, 3), 500_000) // more would not fit on the map
	if o.Subscribers <= 0 {
		o.Subscribers = 200 * o.Sites
	}
	if o.Covered == 0 {
		o.Covered = 60
	}
	return o
}

// Operator draws a carrier of the shape that rural carriers have:
//
//   - hubs on a backbone ring of fibre, and arcs of three to six towns from each hub to the next, so that most towns lie
//     on a ring and every hub joins several;
//   - further towers on microwave, one to three hops behind a town, hubs before tails;
//   - two core sites at opposite hubs of the backbone;
//   - vendors by area: neighbouring towns have the same radio vendor, which is not always the one of their routers;
//   - heavy-tailed subscribers, so that a few sites serve more than all the small ones.
//
// Three of seven sites are towns (hubs included), the rest towers behind them. Every site with subscribers has a path to
// a gateway. The cost is linear in the sites: 20,000 take about a third of a second.
func Operator(o Options) *inventory.Inventory {
	p := newPlan(o.withDefaults())
	p.addTowns()
	p.addTails()
	p.layFiber()
	n := p.Subscribers
	inv := p.Inventory(inventory.Operator{
		ID: fmt.Sprintf("synth-%d-%d", p.Sites, p.Seed), Customers: &n, Kind: "etc", Source: "synthetic: nobody's network",
	})
	inv.Operator.Name = inv.Operator.ID
	p.share(inv)
	return inv
}

// plan is the state of one drawing. Towns are numbered with the hubs first.
type plan struct {
	Options
	Builder
	hubs, towns int
	place       []inventory.Location // site → where it stands
	uplink      []string             // site → what a microwave hop from here hands on to
	radio       []string             // site → vendor of its radio gear
	optical     []string             // town → its optical node
	depth       []int                // site → microwave hops to its town
}

func newPlan(o Options) *plan {
	p := &plan{Options: o}
	p.Draw = Draw(o.Seed)
	p.towns = max(2, o.Sites*3/7)
	p.hubs = max(2, p.towns/7)
	return p
}

// region is the area of a town: one for every eight hubs.
func (p *plan) region(hub int) int { return hub / 8 }

// hubOf is the hub that a town's arc begins at.
func (p *plan) hubOf(town int) int {
	if town < p.hubs {
		return town
	}
	return (town - p.hubs) / p.arcLength() % p.hubs
}

// arcLength is how many towns lie on an arc between two hubs.
func (p *plan) arcLength() int { return p.Draw.Between(3, 6, "arc length", 0) }

// vendor draws who made the gear for a purpose in the area around a hub.
func (p *plan) vendor(purpose, draw string, hub int) string {
	if !p.covered(draw, hub/2) {
		return Trusted(purpose, p.region(hub))
	}
	// Whole regions are of one make, but for a fifth of their areas.
	if p.Draw.Chance(50, "huawei region", p.region(hub)) != p.Draw.Chance(20, "other make "+draw, hub) {
		return Huawei
	}
	return ZTE
}

// covered deals the areas out evenly, so that small operators too have their percentage, as near as it goes; the first
// area is covered if any is.
func (p *plan) covered(draw string, area int) bool {
	first := p.Draw.Below(p.Covered, draw+" first", 0)
	return p.Covered > 0 && (first+area*p.Covered)%100 < p.Covered
}

func (p *plan) addSite(s inventory.Site, at inventory.Location, hub int) {
	s.Location = &at
	s.Region = fmt.Sprintf("region-%d", p.region(hub)+1)
	s.Application = fmt.Sprintf("A%d", p.region(hub)%3+1)
	p.AddSite(s)
	p.place = append(p.place, at)
}

// serving fills in what a site with radio gear has.
func (p *plan) serving(s *inventory.Site, n int, at inventory.Location, remote bool) {
	coverage := 9.0
	s.Kind, s.CoverageKM, s.Emergency = "tower", &coverage, "shared"
	odds := 4
	if remote {
		odds = 40
	}
	if p.Draw.Chance(odds, "sole emergency", n) {
		s.Emergency = "sole"
	}
	if p.Draw.Chance(4, "sensitive", n) {
		s.Sensitive = []string{"military"}
	}
	if at.Lat > 43 && p.Draw.Chance(30, "hill", n) {
		s.Closed = []inventory.Closure{{
			From: inventory.MonthDay{Month: 12, Day: 1}, To: inventory.MonthDay{Month: 3, Day: 15}, Work: []string{"tower"}, Why: "snow on the road",
		}}
	}
}

// share gives every site with a tower its part of the subscribers.
func (p *plan) share(inv *inventory.Inventory) {
	var sites, weights []int
	for i := range inv.Sites {
		if inv.Sites[i].Kind == "tower" {
			sites = append(sites, i)
			weights = append(weights, p.Draw.HeavyTail("subscribers", i))
		}
	}
	for i, n := range Spread(p.Subscribers, weights, 40, 2500) {
		inv.Sites[sites[i]].Subscribers = n
	}
}
