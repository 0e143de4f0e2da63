package main

import (
	"github.com/riprep/riprep/internal/synth"
	"github.com/riprep/riprep/pkg/inventory"
)

// carrier is what is particular to one of them; the rule that puts gear on its map is the same for all.
type carrier struct {
	id, name string
	prefix   string // of the ids of its sites
	source   string // the file of the Internet Topology Zoo that its map is from

	maps    string   // the folder below testdata with towns.csv and spans.csv
	folders []string // the folders below testdata that get its inventory.yaml

	seed      synth.Draw // of every draw; another one would be another carrier on the same fibre
	customers int        // about 258 for each site with a tower, as US Carrier has
	regions   []region   // in the order in which they are asked; the last holds everything that is left

	// closed is the seasons in which nobody climbs a tower of the region that stands there. All are assumptions of the
	// samples, not an operator's calendar.
	closed func(region string, at inventory.Location) []inventory.Closure
}

// carriers are those with a sample operator in testdata.
var carriers = []*carrier{&usCarrier, &syringa, &visionNet, &noel}

// noClimbing is a season without work on towers, every year; the days are MM-DD.
func noClimbing(from, to, why string) []inventory.Closure {
	return []inventory.Closure{{From: day(from), To: day(to), Work: []string{"tower"}, Why: why}}
}

func day(s string) inventory.MonthDay {
	d, _ := inventory.ParseMonthDay(s) // constants of this folder; the tests load what comes of them
	return d
}

func everywhere(lat, lon float64) bool { return true }
