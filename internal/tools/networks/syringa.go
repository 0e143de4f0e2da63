package main

import "github.com/riprep/riprep/pkg/inventory"

// syringa is Idaho: rings on the plain of the Snake, long roads in the mountains, and many towns where the fibre ends.
var syringa = carrier{
	id: "syringa", name: "Syringa", prefix: "sy", source: "Syringa.gml",
	maps: "networks/syringa", folders: []string{"networks/syringa"},
	seed: 20101, customers: 24_500,
	regions: []region{
		{name: "border", application: "A3", holds: func(lat, lon float64) bool { return lon >= -111.2 }, radio: share{80, 0}, transport: share{70, 10}},
		{name: "mountain", application: "A2", holds: func(lat, lon float64) bool { return lat >= 43.4 && lon >= -115.2 && lon < -112.3 }, radio: share{0, 85}, transport: share{5, 75}},
		{name: "north-west", application: "A1", holds: func(lat, lon float64) bool { return lat >= 44.2 && lon < -115.2 }, radio: share{80, 5}, transport: share{85, 0}},
		{name: "east", application: "A3", holds: func(lat, lon float64) bool { return lat >= 43 && lon >= -112.6 }, radio: share{15, 10}, transport: share{20, 10}},
		{name: "south-east", application: "A3", holds: func(lat, lon float64) bool { return lon >= -113.3 }, radio: share{65, 10}, transport: share{70, 0}},
		{name: "south", application: "A2", holds: func(lat, lon float64) bool { return lon >= -115.5 }, radio: share{20, 35}, transport: share{30, 30}},
		{name: "west", application: "A1", holds: everywhere, radio: share{30, 30}, transport: share{45, 20}},
	},
	closed: func(region string, at inventory.Location) []inventory.Closure {
		switch {
		case region == "mountain" || region == "border":
			return noClimbing("11-15", "04-15", "snow on the road to the tower")
		case region == "north-west" || region == "south-east" && at.Lat < 42.7:
			return noClimbing("12-01", "03-15", "snow on the road to the tower")
		}
		return nil
	},
}
