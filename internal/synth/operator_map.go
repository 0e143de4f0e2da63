package synth

import (
	"fmt"
	"math"

	"github.com/riprep/riprep/pkg/inventory"
)

// addTowns puts towns on the map, hubs first, with their gear. The cores stand at the first hub and at the one opposite.
func (p *plan) addTowns() {
	for t := range p.towns {
		hub, at := p.hubOf(t), p.townPlace(t)
		s := inventory.Site{ID: fmt.Sprintf("t%04d", t), Kind: "central-office"}
		core := t == 0 || t == p.hubs/2
		tower := !core && (p.towns < 8 || p.Draw.Chance(75, "tower", t))
		switch {
		case core:
			s.Kind = "data-center"
		case tower:
			p.serving(&s, t, at, false)
		}
		p.addSite(s, at, hub)
		optical, router := p.Town(s.ID, p.vendor("optical", "transport", hub), p.vendor("router", "transport", hub))
		if core {
			p.Core(s.ID, p.coreVendor(), optical, router)
		}
		radio := p.vendor("baseband", "radio", hub)
		if tower {
			routerVendor := radio
			if p.Draw.Chance(25, "other cell-site router", t) {
				routerVendor = p.vendor("cell-site", "transport", hub)
			}
			p.Cell(Cell{Site: s.ID, Vendor: radio, Uplink: router, RouterVendor: routerVendor})
		}
		p.optical = append(p.optical, optical)
		p.uplink = append(p.uplink, router)
		p.radio = append(p.radio, radio)
		p.depth = append(p.depth, 0)
	}
}

func (p *plan) coreVendor() string {
	if p.Covered < 0 {
		return "Ericsson"
	}
	return Huawei
}

// townPlace lays the hubs out on a square, to and fro, 60 km apart, so that the backbone runs between neighbours, and
// strews the towns of an arc around their hub.
func (p *plan) townPlace(t int) inventory.Location {
	const step = 0.55 // degrees of latitude
	hub := p.hubOf(t)
	side := int(math.Ceil(math.Sqrt(float64(p.hubs))))
	row, column := hub/side, hub%side
	if row%2 == 1 {
		column = side - 1 - column
	}
	at := inventory.Location{
		Lat: 39 + step*(float64(row)-float64(side)/2),
		Lon: -100 + 1.3*step*(float64(column)-float64(side)/2),
	}
	if t < p.hubs {
		return at
	}
	return Away(at, float64(p.Draw.Between(12, 42, "town km", t)), float64(p.Draw.Below(360, "town bearing", t)))
}

// layFiber joins the optical nodes: the backbone ring, and each arc from its hub over its towns to the next hub.
func (p *plan) layFiber() {
	for hub := range p.hubs {
		if next := (hub + 1) % p.hubs; p.hubs > 2 || hub < next {
			p.span(hub, next)
		}
	}
	length := p.arcLength()
	for first := p.hubs; first < p.towns; first += length {
		hub := p.hubOf(first)
		last := min(first+length, p.towns) - 1
		p.span(hub, first)
		for t := first; t < last; t++ {
			p.span(t, t+1)
		}
		// One arc in twelve is not closed: the fibre ends at its last town.
		if !p.Draw.Chance(8, "open arc", first) {
			p.span(last, (hub+1)%p.hubs)
		}
	}
}

func (p *plan) span(a, b int) {
	km := math.Round(10*kilometres(p.place[a], p.place[b])) / 10
	p.Link(p.optical[a], p.optical[b], "fiber", &km)
}

// kilometres is the distance of two places on a flat map, good enough to label a span.
func kilometres(a, b inventory.Location) float64 {
	lat := (a.Lat - b.Lat) * kmPerDegree
	lon := (a.Lon - b.Lon) * kmPerDegree * math.Cos((a.Lat+b.Lat)/2*math.Pi/180)
	return math.Sqrt(lat*lat + lon*lon)
}

// addTails puts the other sites behind towns, each behind a town or, in two of five draws, behind the last tail of it
// while that is fewer than three hops away.
func (p *plan) addTails() {
	last := make([]int, p.towns) // town → the last tail added behind it
	for i := range last {
		last[i] = i
	}
	for n := p.towns; n < p.Sites; n++ {
		town := p.Draw.Below(p.towns, "tail's town", n)
		near := town
		if p.Draw.Chance(40, "further hop", n) && p.depth[last[town]] < 3 {
			near = last[town]
		}
		hub := p.hubOf(town)
		km := float64(p.Draw.Between(80, 250, "tail km", n)) / 10
		at := Away(p.place[near], km, float64(p.Draw.Below(360, "tail bearing", n)))
		s := inventory.Site{ID: fmt.Sprintf("m%04d", n)}
		p.serving(&s, n, at, p.depth[near] > 0)
		p.addSite(s, at, hub)
		far := p.Hop(Hop{
			Near: p.inv.Sites[near].ID, Far: s.ID, Name: s.ID, Uplink: p.uplink[near], KM: km,
			Vendor: p.vendor("microwave", "transport", hub),
		})
		radio := p.radio[town]
		if p.Draw.Chance(15, "tail of another vendor", n) {
			radio = p.vendor("baseband", "radio", (hub+2)%p.hubs)
		}
		p.Cell(Cell{Site: s.ID, Vendor: radio, Uplink: far})
		p.uplink = append(p.uplink, far)
		p.radio = append(p.radio, radio)
		p.depth = append(p.depth, p.depth[near]+1)
		last[town] = n
	}
}
