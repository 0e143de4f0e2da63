package network

import (
	"math"
	"slices"

	"github.com/riprep/riprep/pkg/inventory"
)

// brute is the model of doc.go once more, written from the text on maps of ids, with nothing of the package's code and
// without a thought of speed. Ids in the inventory must be unique.
type brute struct {
	inv     *inventory.Inventory
	element map[string]*inventory.Element
	index   map[string]int
	handsTo map[string]map[string]bool
}

func newBrute(inv *inventory.Inventory) *brute {
	b := &brute{inv, map[string]*inventory.Element{}, map[string]int{}, map[string]map[string]bool{}}
	for i := range inv.Elements {
		e := &inv.Elements[i]
		b.element[e.ID], b.index[e.ID], b.handsTo[e.ID] = e, i, map[string]bool{}
	}
	join := func(x, y string) {
		if b.element[x] != nil && b.element[y] != nil && x != y {
			b.handsTo[x][y] = true
		}
	}
	for _, e := range inv.Elements {
		for _, u := range e.Uplinks {
			join(e.ID, u)
		}
	}
	for _, l := range inv.Links {
		join(l.A, l.B)
		join(l.B, l.A)
	}
	return b
}

func (b *brute) passive(id string) bool { return len(b.handsTo[id]) == 0 && !b.element[id].IsGateway() }

func (b *brute) serving(site *inventory.Site) []string {
	var ids []string
	if site.Subscribers <= 0 {
		return nil
	}
	for _, e := range b.inv.Elements {
		if e.Site != site.ID || e.Domain != "ran" && e.Domain != "access" || b.passive(e.ID) {
			continue
		}
		named := false
		for _, o := range b.inv.Elements {
			if o.ID != e.ID && o.Site == site.ID && (o.Domain == "ran" || o.Domain == "access") && slices.Contains(o.Uplinks, e.ID) {
				named = true
			}
		}
		if !named {
			ids = append(ids, e.ID)
		}
	}
	return ids
}

func (b *brute) coupled(x, y string) bool {
	return x != y && b.element[x].Site == b.element[y].Site &&
		(slices.Contains(b.element[x].CoupledWith, y) || slices.Contains(b.element[y].CoupledWith, x))
}

// parts of a serving element, grown until nothing is added.
func (b *brute) parts(host string) map[string]bool {
	parts := map[string]bool{}
	for grown := true; grown; {
		grown = false
		for id := range b.element {
			if parts[id] || id == host || !b.passive(id) {
				continue
			}
			near := b.coupled(id, host)
			for p := range parts {
				near = near || b.coupled(id, p)
			}
			if near {
				parts[id], grown = true, true
			}
		}
	}
	return parts
}

// hosts of each part, for the whole inventory.
func (b *brute) hosts() map[string][]string {
	hosts := map[string][]string{}
	for i := range b.inv.Sites {
		for _, h := range b.serving(&b.inv.Sites[i]) {
			for p := range b.parts(h) {
				hosts[p] = append(hosts[p], h)
			}
		}
	}
	return hosts
}

// delivering elements with the given ones off, without a thought of parts.
func (b *brute) delivering(off map[string]bool) map[string]bool {
	on := map[string]bool{}
	for changed := true; changed; {
		changed = false
		for id, e := range b.element {
			if on[id] || off[id] {
				continue
			}
			delivers := e.IsGateway()
			for next := range b.handsTo[id] {
				delivers = delivers || on[next]
			}
			if delivers {
				on[id], changed = true, true
			}
		}
	}
	return on
}

func (b *brute) inService(x []int) map[int]bool {
	off := map[string]bool{}
	for _, e := range x {
		if e >= 0 && e < len(b.inv.Elements) {
			off[b.inv.Elements[e].ID] = true
		}
	}
	for part, hosts := range b.hosts() {
		if off[part] {
			for _, h := range hosts {
				off[h] = true
			}
		}
	}
	on := b.delivering(off)
	sites := map[int]bool{}
	for s := range b.inv.Sites {
		for _, id := range b.serving(&b.inv.Sites[s]) {
			if on[id] {
				sites[s] = true
			}
		}
	}
	return sites
}

func (b *brute) lost(x []int) (Loss, []int) {
	before, after := b.inService(nil), b.inService(x)
	var loss Loss
	var sites []int
	for s := range b.inv.Sites {
		if before[s] && !after[s] {
			loss.Sites++
			loss.Subscribers += b.inv.Sites[s].Subscribers
			sites = append(sites, s)
		}
	}
	return loss, sites
}

// hops to the nearest gateway by relaxing until nothing changes.
func (b *brute) hops() map[string]int {
	hops := map[string]int{}
	for id, e := range b.element {
		hops[id] = math.MaxInt / 2
		if e.IsGateway() {
			hops[id] = 0
		}
	}
	for changed := true; changed; {
		changed = false
		for id := range b.element {
			for next := range b.handsTo[id] {
				if hops[next]+1 < hops[id] {
					hops[id], changed = hops[next]+1, true
				}
			}
		}
	}
	return hops
}

// neighbors of a site, pair by pair.
func (b *brute) neighbors(s int, coverage map[string]float64) []int {
	radius := func(x *inventory.Site) (float64, bool) {
		if x.CoverageKM != nil {
			return *x.CoverageKM, true
		}
		r, ok := coverage[x.Kind]
		return r, ok
	}
	var out []int
	x := &b.inv.Sites[s]
	for i := range b.inv.Sites {
		y := &b.inv.Sites[i]
		if i == s {
			continue
		}
		if len(x.Neighbors) > 0 || len(y.Neighbors) > 0 {
			if slices.Contains(x.Neighbors, y.ID) || slices.Contains(y.Neighbors, x.ID) {
				out = append(out, i)
			}
			continue
		}
		rx, okX := radius(x)
		ry, okY := radius(y)
		mast := func(z *inventory.Site) bool {
			return (z.Kind == "tower" || z.Kind == "rooftop") && z.Subscribers > 0 && z.Location != nil
		}
		if okX && okY && mast(x) && mast(y) && vectorKM(*x.Location, *y.Location) < rx+ry {
			out = append(out, i)
		}
	}
	return out
}

// vectorKM is the great-circle distance by the angle between unit vectors.
func vectorKM(p, q inventory.Location) float64 {
	vector := func(l inventory.Location) [3]float64 {
		lat, lon := l.Lat*math.Pi/180, l.Lon*math.Pi/180
		return [3]float64{math.Cos(lat) * math.Cos(lon), math.Cos(lat) * math.Sin(lon), math.Sin(lat)}
	}
	a, b := vector(p), vector(q)
	cross := math.Hypot(math.Hypot(a[1]*b[2]-a[2]*b[1], a[2]*b[0]-a[0]*b[2]), a[0]*b[1]-a[1]*b[0])
	return 6371.0088 * math.Atan2(cross, a[0]*b[0]+a[1]*b[1]+a[2]*b[2])
}
