package main

import "github.com/riprep/riprep/pkg/inventory"

// usCarrier is written twice: testdata/us-carrier, and among the networks with a scenario for a programme that pays a part.
var usCarrier = carrier{
	id: "us-carrier", name: "US Carrier", prefix: "uc", source: "UsCarrier.gml",
	maps: "us-carrier", folders: []string{"us-carrier", "networks/us-carrier"},
	seed: 20081, customers: 41_250,
	regions: []region{
		{name: "gulf", application: "A1", holds: func(lat, lon float64) bool { return lon < -84.9 && lat < 34 }, radio: share{80, 0}, transport: share{75, 5}},
		{name: "florida", application: "A1", holds: func(lat, lon float64) bool { return lat < 31 }, radio: share{0, 85}, transport: share{0, 80}},
		{name: "north", application: "A3", holds: func(lat, lon float64) bool { return lat >= 37.2 }, radio: share{10, 15}, transport: share{20, 5}},
		{name: "mountain", application: "A3", holds: func(lat, lon float64) bool { return lon < -81.3 && lat >= 34.6 }, radio: share{85, 0}, transport: share{85, 0}},
		{name: "south", application: "A1", holds: func(lat, lon float64) bool { return lon < -81.8 }, radio: share{75, 10}, transport: share{85, 0}},
		{name: "coast", application: "A2", holds: func(lat, lon float64) bool { return lat < 33.6 || lon > -79 && lat < 36 }, radio: share{25, 50}, transport: share{30, 40}},
		{name: "piedmont", application: "A2", holds: everywhere, radio: share{30, 35}, transport: share{45, 20}},
	},
	closed: func(region string, at inventory.Location) []inventory.Closure {
		switch {
		case at.Lat < 33 && (region == "coast" || region == "gulf" || region == "florida"):
			return noClimbing("08-20", "10-10", "peak of the hurricane season")
		case region == "mountain" && at.Lat >= 34.9:
			return noClimbing("12-15", "02-15", "ice on the tower")
		}
		return nil
	},
}
