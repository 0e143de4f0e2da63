package network

import (
	"cmp"
	"math"
	"slices"

	"github.com/riprep/riprep/pkg/inventory"
)

// earthKM is the mean radius of the Earth (IUGG R1).
const earthKM = 6371.0088

// Neighbors returns the sites whose coverage overlaps with the site's, ascending. Where one of two sites states its
// neighbours, the statements decide, and one of them is enough. Between two sites that state none the map decides: both
// are a tower or rooftop with subscribers, a location and a known radius (their own, else that of Options for their kind),
// and their great-circle distance is less than the sum of the radii. Without a radius no overlap is derived.
func (n *Network) Neighbors(site int) []int {
	if !n.hasSite(site) {
		return nil
	}
	return ints(n.overlaps().row(int32(site)))
}

func overlaps(inv *inventory.Inventory, coverage map[string]float64) csr {
	ids := indexSites(inv)
	var arcs []arc
	for s := range inv.Sites {
		for _, id := range inv.Sites[s].Neighbors {
			if t, ok := ids[id]; ok && t != int32(s) {
				arcs = append(arcs, arc{int32(s), t}, arc{t, int32(s)})
			}
		}
	}
	var disks []disk
	for s := range inv.Sites {
		if d, ok := newDisk(inv, int32(s), coverage); ok && len(inv.Sites[s].Neighbors) == 0 {
			disks = append(disks, d)
		}
	}
	return newCSR(len(inv.Sites), appendOverlaps(arcs, disks))
}

// disk is a site's coverage: its centre in degrees and as a unit vector, its radius in km.
type disk struct {
	site     int32
	lat, lon float64
	x, y, z  float64
	km       float64
}

func newDisk(inv *inventory.Inventory, s int32, coverage map[string]float64) (disk, bool) {
	site := &inv.Sites[s]
	if site.Location == nil || site.Subscribers <= 0 || site.Kind != "tower" && site.Kind != "rooftop" {
		return disk{}, false
	}
	km, known := coverage[site.Kind]
	if site.CoverageKM != nil {
		km, known = *site.CoverageKM, true
	}
	d := disk{site: s, lat: site.Location.Lat, lon: site.Location.Lon, km: km}
	sinLat, cosLat := math.Sincos(d.lat * math.Pi / 180)
	sinLon, cosLon := math.Sincos(d.lon * math.Pi / 180)
	d.x, d.y, d.z = cosLat*cosLon, cosLat*sinLon, sinLat
	usable := known && km >= 0 && !math.IsInf(km, 0) && math.Abs(d.lat) <= 90 && math.Abs(d.lon) <= 360 // false for NaN too
	return d, usable
}

// appendOverlaps sweeps the disks from south to north: a difference of latitude alone is a lower bound of the distance,
// so a disk meets only the few after it that lie within its radius plus the largest.
func appendOverlaps(arcs []arc, disks []disk) []arc {
	slices.SortFunc(disks, func(a, b disk) int { return cmp.Or(cmp.Compare(a.lat, b.lat), cmp.Compare(a.site, b.site)) })
	largest := 0.0
	for i := range disks {
		largest = max(largest, disks[i].km)
	}
	const kmPerDegree = earthKM * math.Pi / 180
	const slack = 1e-9 // the short cuts may let a pair through to the exact test, never withhold one
	for i := range disks {
		a := &disks[i]
		reach := (a.km+largest)/kmPerDegree + slack
		for j := i + 1; j < len(disks) && disks[j].lat-a.lat <= reach; j++ {
			b := &disks[j]
			chord := min((a.km+b.km)/earthKM, 2) // an arc is longer than its chord
			dx, dy, dz := a.x-b.x, a.y-b.y, a.z-b.z
			if dx*dx+dy*dy+dz*dz > chord*chord+slack {
				continue
			}
			if haversineKM(a.lat, a.lon, b.lat, b.lon) < a.km+b.km {
				arcs = append(arcs, arc{a.site, b.site}, arc{b.site, a.site})
			}
		}
	}
	return arcs
}

// haversineKM is the great-circle distance of two points in degrees (Sinnott, Sky and Telescope 68(2), 1984).
func haversineKM(lat1, lon1, lat2, lon2 float64) float64 {
	const rad = math.Pi / 180
	sinLat := math.Sin((lat2 - lat1) * rad / 2)
	sinLon := math.Sin((lon2 - lon1) * rad / 2)
	h := sinLat*sinLat + math.Cos(lat1*rad)*math.Cos(lat2*rad)*sinLon*sinLon
	return 2 * earthKM * math.Asin(math.Sqrt(min(h, 1)))
}
