package main

import "github.com/riprep/riprep/pkg/inventory"

// visionNet is Montana: a tree without any ring, so that every span cuts it.
var visionNet = carrier{
	id: "vision-net", name: "Vision Net", prefix: "vn", source: "VisionNet.gml",
	maps: "networks/vision-net", folders: []string{"networks/vision-net"},
	seed: 20102, customers: 8_500,
	regions: []region{
		{name: "west", application: "A2", holds: func(lat, lon float64) bool { return lon < -112 && lat < 48.4 && (lat < 47.5 || lon < -112.5) }, radio: share{55, 0}, transport: share{70, 0}},
		{name: "north", application: "A1", holds: func(lat, lon float64) bool { return lat >= 48 && lon < -105.5 }, radio: share{0, 85}, transport: share{10, 70}},
		{name: "east", application: "A1", holds: func(lat, lon float64) bool { return lon >= -106 }, radio: share{60, 5}, transport: share{60, 0}},
		{name: "south", application: "A2", holds: func(lat, lon float64) bool { return lat < 46.5 }, radio: share{30, 35}, transport: share{40, 25}},
		{name: "central", application: "A2", holds: everywhere, radio: share{20, 10}, transport: share{30, 10}},
	},
	closed: func(region string, at inventory.Location) []inventory.Closure {
		switch region {
		case "west":
			return noClimbing("11-15", "03-31", "snow on the road to the tower")
		case "north", "east":
			return noClimbing("12-15", "02-28", "cold and wind on the plain")
		}
		return nil
	},
}
