package view

import (
	"math"

	"github.com/riprep/riprep/pkg/inventory"
)

// Link is a link of the inventory between gear at two different sites.
type Link struct {
	*inventory.Link
	From, To *inventory.Site // of its ends A and B
}

// Links gives the links between sites, in the order of the inventory; those within a site are on no map.
func Links(inv *inventory.Inventory) []Link {
	sites := make(map[string]*inventory.Site, len(inv.Sites))
	for i := range inv.Sites {
		sites[inv.Sites[i].ID] = &inv.Sites[i]
	}
	at := make(map[string]*inventory.Site, len(inv.Elements))
	for i := range inv.Elements {
		at[inv.Elements[i].ID] = sites[inv.Elements[i].Site]
	}
	var out []Link
	for i := range inv.Links {
		l := &inv.Links[i]
		if from, to := at[l.A], at[l.B]; from != nil && to != nil && from != to {
			out = append(out, Link{l, from, to})
		}
	}
	return out
}

// Track is the way from one place to another on a map whose longitudes end at ±180°: one part, or two where the shorter way
// crosses that meridian, as RFC 7946 section 3.1.9 wants lines cut. Where it crosses, the latitude is in between in
// proportion, to 0.0000001° (a centimetre).
func Track(from, to inventory.Location) [][]inventory.Location {
	across := to.Lon - from.Lon
	if math.Abs(across) <= 180 {
		return [][]inventory.Location{{from, to}}
	}
	edge := math.Copysign(180, from.Lon) // where the way leaves the map
	switch {
	case from.Lon == edge: // it begins on the meridian, which has two names
		return [][]inventory.Location{{{Lat: from.Lat, Lon: -edge}, to}}
	case to.Lon == -edge:
		return [][]inventory.Location{{from, {Lat: to.Lat, Lon: edge}}}
	}
	before, whole := math.Abs(edge-from.Lon), 360-math.Abs(across)
	rise := float64((to.Lat - from.Lat) * before / whole) // rounded here, so that no processor joins it with the sum
	lat := math.Round((from.Lat+rise)*1e7) / 1e7
	return [][]inventory.Location{{from, {Lat: lat, Lon: edge}}, {{Lat: lat, Lon: -edge}, to}}
}
