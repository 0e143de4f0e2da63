package synth

import (
	"math"

	"github.com/riprep/riprep/pkg/inventory"
)

// Hop is a microwave hop from a site that has service to one that gets it.
type Hop struct {
	Near, Far string  // sites
	Name      string  // of the far site in the id of the near end's gear, which may be one of several there
	Uplink    string  // the element at the near site that the hop hands on to
	Vendor    string  // of both ends
	KM        float64 // length, 0 where not known
}

// Hop adds one microwave element at each end, coupled because the air interface between them is proprietary: they are
// swapped together. It returns the far one, which the gear of the far site hands on to.
func (b *Builder) Hop(h Hop) (far string) {
	near := b.gear(inventory.Element{
		ID: h.Near + "-mw-" + h.Name, Site: h.Near, Domain: "transport", Role: "microwave", Vendor: h.Vendor,
		Uplinks: []string{h.Uplink},
	}, "microwave")
	far = b.gear(inventory.Element{
		ID: h.Far + "-mw", Site: h.Far, Domain: "transport", Role: "microwave", Vendor: h.Vendor,
		CoupledWith: []string{near},
	}, "microwave")
	// Both ends came in one box.
	ends := b.inv.Elements[len(b.inv.Elements)-2:]
	ends[1].Model, ends[1].Acquired = ends[0].Model, ends[0].Acquired
	var km *float64
	if h.KM > 0 {
		km = &h.KM
	}
	b.Link(near, far, "microwave", km)
	return far
}

const kmPerDegree = 111.195 // of a great circle on a sphere of 6371.0088 km

// Away returns the place so many kilometres from another, at a bearing in degrees clockwise from north, rounded to five
// decimals (about a metre). It takes the Earth as flat, which over the 25 km of a microwave hop is wrong by less than
// 100 m up to 60 degrees of latitude, and is not for places near a pole.
func Away(from inventory.Location, km, bearing float64) inventory.Location {
	sin, cos := math.Sincos(bearing * math.Pi / 180)
	round := func(x float64) float64 { return math.Round(x*1e5) / 1e5 }
	return inventory.Location{
		Lat: round(from.Lat + km*cos/kmPerDegree),
		Lon: round(from.Lon + km*sin/(kmPerDegree*math.Cos(from.Lat*math.Pi/180))),
	}
}

// Distance is along a great circle on a sphere of 6371.0088 km (haversine), in km.
func Distance(p, q inventory.Location) float64 {
	const rad = math.Pi / 180
	lat, lon := math.Sin((q.Lat-p.Lat)*rad/2), math.Sin((q.Lon-p.Lon)*rad/2)
	return 2 * 6371.0088 * math.Asin(math.Sqrt(lat*lat+math.Cos(p.Lat*rad)*math.Cos(q.Lat*rad)*lon*lon))
}
