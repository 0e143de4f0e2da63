package main

import (
	"github.com/riprep/riprep/internal/synth"
	"github.com/riprep/riprep/pkg/inventory"
)

// region is a part of the carrier: whose gear was bought there, and which reimbursement application it belongs to.
type region struct {
	name        string
	application string
	holds       func(lat, lon float64) bool

	// Percent of the sites' radio gear, and of transport gear, that is Huawei's and ZTE's; the rest is trusted.
	ranHuawei, ranZTE             int
	transportHuawei, transportZTE int
}

// regions in the order in which they are asked; the last holds everything that is left.
var regions = []region{
	{"gulf", "A1", func(lat, lon float64) bool { return lon < -84.9 && lat < 34 }, 80, 0, 75, 5},
	{"florida", "A1", func(lat, lon float64) bool { return lat < 31 }, 0, 85, 0, 80},
	{"north", "A3", func(lat, lon float64) bool { return lat >= 37.2 }, 10, 15, 20, 5},
	{"mountain", "A3", func(lat, lon float64) bool { return lon < -81.3 && lat >= 34.6 }, 85, 0, 85, 0},
	{"south", "A1", func(lat, lon float64) bool { return lon < -81.8 }, 75, 10, 85, 0},
	{"coast", "A2", func(lat, lon float64) bool { return lat < 33.6 || lon > -79 && lat < 36 }, 25, 50, 30, 40},
	{"piedmont", "A2", func(lat, lon float64) bool { return true }, 30, 35, 45, 20},
}

// regionsOf assigns every town; one without coordinates belongs where the first of its neighbours with coordinates does.
func (m *fibreMap) regionsOf() []int {
	of := make([]int, len(m.towns))
	for i := range m.towns {
		at := m.towns[i].location
		for _, n := range m.towns[i].next {
			if at == nil {
				at = m.towns[n].location
			}
		}
		of[i] = len(regions) - 1
		for r := range regions {
			if at != nil && regions[r].holds(at.Lat, at.Lon) {
				of[i] = r
				break
			}
		}
	}
	return of
}

// ran draws the vendor of a site's radio gear; transport, of its routers, optical or microwave gear.
func (r *region) ran(d synth.Draw, n, cluster int) string {
	return pick(d, "ran vendor", n, r.ranHuawei, r.ranZTE, "baseband", cluster)
}

func (r *region) transport(d synth.Draw, n, cluster int, purpose string) string {
	return pick(d, purpose+" vendor", n, r.transportHuawei, r.transportZTE, purpose, cluster)
}

func pick(d synth.Draw, what string, n, huawei, zte int, purpose string, cluster int) string {
	switch p := d.Below(100, what, n); {
	case p < huawei:
		return synth.Huawei
	case p < huawei+zte:
		return synth.ZTE
	default:
		return synth.Trusted(purpose, cluster)
	}
}

// closedSeasons are the weeks in which nobody climbs. Both are assumptions of the sample, not the operator's calendar.
func closedSeasons(r *region, at *inventory.Location) []inventory.Closure {
	switch {
	case at == nil:
		return nil
	case at.Lat < 33 && (r.name == "coast" || r.name == "gulf" || r.name == "florida"):
		return []inventory.Closure{{From: day("08-20"), To: day("10-10"), Work: []string{"tower"}, Why: "peak of the hurricane season"}}
	case r.name == "mountain" && at.Lat >= 34.9:
		return []inventory.Closure{{From: day("12-15"), To: day("02-15"), Work: []string{"tower"}, Why: "ice on the tower"}}
	}
	return nil
}

func day(s string) inventory.MonthDay {
	d, _ := inventory.ParseMonthDay(s) // constants above; the test loads what comes of them
	return d
}
