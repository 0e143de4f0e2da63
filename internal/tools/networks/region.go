package main

import "github.com/riprep/riprep/internal/synth"

// region is a part of the carrier: whose gear was bought there, and which reimbursement application it belongs to.
type region struct {
	name        string
	application string
	country     string // ISO 3166 code, "" for the operator's own
	holds       func(lat, lon float64) bool

	radio     share // of the sites' radio gear
	transport share // of the routers, optical and microwave gear
}

// share is the percent of gear that is Huawei's and ZTE's; the rest is trusted.
type share struct{ huawei, zte int }

// regionsOf assigns every town; one without coordinates belongs where the first of its neighbours with coordinates does.
func (m *fibreMap) regionsOf(regions []region) []int {
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

// radioVendor draws the vendor of a site's radio gear; transportVendor, of its routers, optical or microwave gear.
func (r *region) radioVendor(d synth.Draw, n, cluster int) string {
	return r.radio.pick(d, "ran vendor", n, "baseband", cluster)
}

func (r *region) transportVendor(d synth.Draw, n, cluster int, purpose string) string {
	return r.transport.pick(d, purpose+" vendor", n, purpose, cluster)
}

func (s share) pick(d synth.Draw, what string, n int, purpose string, cluster int) string {
	switch p := d.Below(100, what, n); {
	case p < s.huawei:
		return synth.Huawei
	case p < s.huawei+s.zte:
		return synth.ZTE
	default:
		return synth.Trusted(purpose, cluster)
	}
}
