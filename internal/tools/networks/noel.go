package main

import "github.com/riprep/riprep/pkg/inventory"

// noel is the State of Washington: meshed as no other of the four, with a foot in Oregon, in Idaho and in Canada.
var noel = carrier{
	id: "noel", name: "Noel", prefix: "no", source: "Noel.gml",
	maps: "networks/noel", folders: []string{"networks/noel"},
	seed: 20103, customers: 5_150,
	regions: []region{
		{name: "abroad", application: "A1", country: "CA", holds: func(lat, lon float64) bool { return lat >= 49 }},
		{name: "coast", application: "A1", holds: func(lat, lon float64) bool { return lon < -122 }, radio: share{25, 30}, transport: share{50, 10}},
		{name: "east", application: "A2", holds: func(lat, lon float64) bool { return lon >= -119 }, radio: share{80, 0}, transport: share{85, 0}},
		{name: "valley", application: "A2", holds: everywhere, radio: share{10, 75}, transport: share{20, 60}},
	},
	closed: func(region string, at inventory.Location) []inventory.Closure {
		switch region {
		case "coast":
			return noClimbing("11-15", "01-31", "winter storms")
		case "east":
			return noClimbing("12-15", "02-15", "ice on the tower")
		}
		return nil
	},
}
