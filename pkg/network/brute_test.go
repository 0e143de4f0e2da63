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

	hosted map[string][]string
	served [][]string
	whole  *state
}

func newBrute(inv *inventory.Inventory) *brute {
	b := &brute{inv: inv, element: map[string]*inventory.Element{}, index: map[string]int{}, handsTo: map[string]map[string]bool{}}
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
		if e.Site != site.ID || e.Domain != "ran" && e.Domain != "access" || e.Role == "controller" || b.passive(e.ID) {
			continue
		}
		named := false
		for _, o := range b.inv.Elements {
			if o.ID != e.ID && o.Site == site.ID && (o.Domain == "ran" || o.Domain == "access") && o.Role != "controller" && slices.Contains(o.Uplinks, e.ID) {
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

// delivering elements with the given ones off, without a thought of parts and needs.
func (b *brute) delivering(off map[string]bool) map[string]bool {
	return b.leading(off, b.handsTo)
}

func (b *brute) leading(off map[string]bool, arcs map[string]map[string]bool) map[string]bool {
	on := map[string]bool{}
	for changed := true; changed; {
		changed = false
		for id, e := range b.element {
			if on[id] || off[id] {
				continue
			}
			delivers := e.IsGateway()
			for next := range arcs[id] {
				delivers = delivers || on[next]
			}
			if delivers {
				on[id], changed = true, true
			}
		}
	}
	return on
}

// state is who delivers what with a set of things off.
type state struct {
	b      *brute
	off    map[string]bool
	arcs   map[string]map[string]bool
	reach  map[string]map[string]bool // element → sites of gateways, as far as asked for
	worked map[string]bool            // likewise
	asked  map[string]bool

	delivers map[string]bool
	layers   map[int]map[string]bool // site → generations in service
}

func (b *brute) state(x []int) *state {
	st := &state{b: b, off: map[string]bool{}, arcs: b.handsTo, reach: map[string]map[string]bool{},
		worked: map[string]bool{}, asked: map[string]bool{}, layers: map[int]map[string]bool{}}
	links := map[int]bool{}
	for _, e := range x {
		if e >= 0 && e < len(b.inv.Elements) {
			st.off[b.inv.Elements[e].ID] = true
		} else if l := e - len(b.inv.Elements); l >= 0 && l < len(b.inv.Links) {
			links[l] = true
		}
	}
	if len(links) > 0 {
		st.arcs = b.arcsWithout(links)
	}
	hosts := b.allHosts()
	for part, of := range hosts {
		if st.off[part] {
			for _, h := range of {
				st.off[h] = true
			}
		}
	}
	idle := st.off
	if b.hasNeeds() {
		idle = map[string]bool{}
		for id := range b.element {
			if !st.works(id) {
				idle[id] = true
			}
		}
	}
	st.delivers = b.leading(idle, st.arcs)
	for s := range b.inv.Sites {
		for _, id := range b.allServing()[s] {
			if !st.delivers[id] {
				continue
			}
			names := b.element[id].Generations
			if len(names) == 0 {
				names = []string{""}
			}
			for _, name := range names {
				if st.has(id, name) {
					if st.layers[s] == nil {
						st.layers[s] = map[string]bool{}
					}
					st.layers[s][name] = true
				}
			}
		}
	}
	return st
}

func (b *brute) hasNeeds() bool {
	return slices.ContainsFunc(b.inv.Elements, func(e inventory.Element) bool { return len(e.Needs) > 0 })
}

// arcsWithout is what hands to what, drawn anew without some links.
func (b *brute) arcsWithout(links map[int]bool) map[string]map[string]bool {
	arcs := map[string]map[string]bool{}
	for _, e := range b.inv.Elements {
		arcs[e.ID] = map[string]bool{}
		for _, u := range e.Uplinks {
			if b.element[u] != nil && u != e.ID {
				arcs[e.ID][u] = true
			}
		}
	}
	for i, l := range b.inv.Links {
		if !links[i] && b.element[l.A] != nil && b.element[l.B] != nil && l.A != l.B {
			arcs[l.A][l.B], arcs[l.B][l.A] = true, true
		}
	}
	return arcs
}

// allNeeds of an element: its own and those of its parts.
func (b *brute) allNeeds(id string) []inventory.Need {
	needs := slices.Clone(b.element[id].Needs)
	for part, of := range b.allHosts() {
		if slices.Contains(of, id) {
			needs = append(needs, b.element[part].Needs...)
		}
	}
	return needs
}

// leadsBack reports whether an element needs another, directly or over others, as a whole.
func (b *brute) leadsBack(from, to string) bool {
	seen := map[string]bool{}
	var walk func(id string) bool
	walk = func(id string) bool {
		if id == to {
			return true
		}
		if seen[id] || b.element[id] == nil {
			return false
		}
		seen[id] = true
		for _, need := range b.allNeeds(id) {
			if len(need.Generations) == 0 && slices.ContainsFunc(need.On, walk) {
				return true
			}
		}
		return false
	}
	return walk(from)
}

// gatewaysOf is the sites of the gateways that an element reaches.
func (st *state) gatewaysOf(id string) map[string]bool {
	if st.reach[id] == nil {
		sites, seen := map[string]bool{}, map[string]bool{}
		var walk func(id string)
		walk = func(id string) {
			if seen[id] || st.off[id] {
				return
			}
			seen[id] = true
			if st.b.element[id].IsGateway() {
				sites[st.b.element[id].Site] = true
			}
			for next := range st.arcs[id] {
				walk(next)
			}
		}
		walk(id)
		st.reach[id] = sites
	}
	return st.reach[id]
}

func (st *state) met(id string, need inventory.Need) bool {
	for _, on := range need.On {
		if st.b.element[on] == nil || len(need.Generations) == 0 && st.b.leadsBack(on, id) || !st.works(on) {
			continue
		}
		for site := range st.gatewaysOf(on) {
			if st.gatewaysOf(id)[site] && (!st.b.element[id].IsGateway() || site == st.b.element[id].Site) {
				return true
			}
		}
	}
	return false
}

func (st *state) works(id string) bool {
	if !st.asked[id] {
		st.asked[id] = true
		works := !st.off[id]
		for _, need := range st.b.allNeeds(id) {
			works = works && (len(need.Generations) > 0 || st.met(id, need))
		}
		st.worked[id] = works
	}
	return st.worked[id]
}

// has reports whether no need takes the generation away from a serving element.
func (st *state) has(id, generation string) bool {
	for _, need := range st.b.allNeeds(id) {
		if generation != "" && slices.Contains(need.Generations, generation) && !st.met(id, need) {
			return false
		}
	}
	return true
}

func (b *brute) inService(x []int) map[int]bool {
	sites := map[int]bool{}
	for s := range b.state(x).layers {
		sites[s] = true
	}
	return sites
}

// answer is all that is lost with a set of things off.
type answer struct {
	loss            Loss
	sites, degraded []int
	items           []int
}

// lostItems numbers the items as the text says.
func (b *brute) lostAll(x []int) answer {
	before, after := b.baseline().layers, b.state(x).layers
	var a answer
	item := len(b.inv.Sites)
	var more []int
	for s := range b.inv.Sites {
		site := &b.inv.Sites[s]
		out := len(before[s]) > 0 && len(after[s]) == 0
		partly := !out && len(after[s]) < len(before[s])
		if out {
			a.loss.Sites++
			a.loss.Subscribers += site.Subscribers
			a.sites = append(a.sites, s)
			switch site.Emergency {
			case "shared":
				a.loss.EmergencyOnly += site.Subscribers
			case "sole":
				a.loss.NoEmergency += site.Subscribers
			}
		}
		if partly {
			a.loss.Degraded++
			a.degraded = append(a.degraded, s)
		}
		for _, only := range site.Only {
			if !before[s][only.Generation] {
				continue
			}
			if !after[s][only.Generation] {
				more = append(more, item)
				if partly {
					a.loss.Subscribers += only.Subscribers
				}
			}
			item++
		}
	}
	a.items = append(slices.Clone(a.sites), more...)
	return a
}

func (b *brute) lost(x []int) (Loss, []int) {
	a := b.lostAll(x)
	return a.loss, a.sites
}

// What does not depend on the set is worked out once.
func (b *brute) allHosts() map[string][]string {
	if b.hosted == nil {
		b.hosted = b.hosts()
	}
	return b.hosted
}

func (b *brute) allServing() [][]string {
	if b.served == nil {
		for s := range b.inv.Sites {
			b.served = append(b.served, b.serving(&b.inv.Sites[s]))
		}
	}
	return b.served
}

func (b *brute) baseline() *state {
	if b.whole == nil {
		b.whole = b.state(nil)
	}
	return b.whole
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
