package planner

import (
	"slices"

	"github.com/riprep/riprep/pkg/inventory"
)

// lostService is who is out of service.
type lostService struct {
	subscribers   int   // of the sites out, and those elsewhere whose devices know only generations that are out
	sites         []int // out of service
	degraded      int   // sites in service that have lost a generation
	emergencyOnly int   // subscribers of the sites out who reach 911 by another carrier
	noEmergency   int   // those of sites with the only 911 coverage
}

// walkLost finds who loses service with some elements off by walking from every site, straight from the inventory's text:
// slow and plain on purpose. It is what a plan is verified with, and shares nothing with what the search asks.
func (c *Case) walkLost(off []int) lostService {
	var lost lostService
	isOff := make(map[string]bool, len(off))
	for _, e := range off {
		isOff[c.element(e).ID] = true
	}
	if len(isOff) == 0 {
		return lost
	}
	w := c.walker()
	now := w.service(isOff)
	for s := range c.In.Inventory.Sites {
		site := &c.In.Inventory.Sites[s]
		before, after := w.all[site.ID], now[site.ID]
		switch {
		case site.Subscribers == 0 || len(before) == 0:
		case len(after) == 0:
			lost.subscribers += site.Subscribers
			lost.sites = append(lost.sites, s)
			switch site.Emergency {
			case "shared":
				lost.emergencyOnly += site.Subscribers
			case "sole":
				lost.noEmergency += site.Subscribers
			}
		case len(after) < len(before):
			lost.degraded++
			for _, only := range site.Only {
				if before[only.Generation] && !after[only.Generation] {
					lost.subscribers += only.Subscribers
				}
			}
		}
	}
	return lost
}

// walker is the inventory as maps of names.
type walker struct {
	c       *Case
	at      map[string]*inventory.Element
	toward  map[string][]string        // who hands service on to a name: its uplinkers and the other ends of its links
	coupled map[string][]string        // both ways
	serving map[string][]string        // site → its serving elements
	parts   map[string]string          // gear that hands on nothing and is no gateway → its site
	needs   bool                       // some element has needs
	up      map[string]bool            // who delivers with everything on
	all     map[string]map[string]bool // site → the generations that are in service then
}

func (c *Case) walker() *walker {
	c.walkOnce.Do(func() {
		w := &walker{
			c: c, at: map[string]*inventory.Element{}, toward: map[string][]string{}, coupled: map[string][]string{},
			serving: map[string][]string{}, parts: map[string]string{},
		}
		handsOn, named := map[string]bool{}, map[string]bool{}
		siteOf, local := map[string]string{}, map[string]bool{}
		for i := range c.In.Inventory.Elements {
			e := c.element(i)
			w.at[e.ID] = e
			w.needs = w.needs || len(e.Needs) > 0
			siteOf[e.ID] = e.Site
			local[e.ID] = (e.Domain == "ran" || e.Domain == "access") && e.Role != "controller"
		}
		for _, e := range c.In.Inventory.Elements {
			for _, up := range e.Uplinks {
				w.toward[up] = append(w.toward[up], e.ID)
				handsOn[e.ID] = true
				if local[e.ID] && siteOf[up] == e.Site && up != e.ID {
					named[up] = true
				}
			}
			for _, other := range e.CoupledWith {
				w.coupled[e.ID] = append(w.coupled[e.ID], other)
				w.coupled[other] = append(w.coupled[other], e.ID)
			}
		}
		for _, l := range c.In.Inventory.Links {
			w.toward[l.A] = append(w.toward[l.A], l.B)
			w.toward[l.B] = append(w.toward[l.B], l.A)
			handsOn[l.A], handsOn[l.B] = true, true
		}
		for i := range c.In.Inventory.Elements {
			e := c.element(i)
			if local[e.ID] && (handsOn[e.ID] || e.IsGateway()) && !named[e.ID] {
				w.serving[e.Site] = append(w.serving[e.Site], e.ID)
			}
			if !handsOn[e.ID] && !e.IsGateway() {
				w.parts[e.ID] = e.Site
			}
		}
		w.up, _ = w.delivering(map[string]bool{})
		w.all = w.service(map[string]bool{})
		c.walk = w
	})
	return c.walk
}

// unnamed is the generation of gear that states none.
const unnamed = ""

// delivering says who delivers with some elements off. First it finds which gateways each element reaches over what is on;
// from that follows whose needs are met; and over what works then, who delivers.
func (w *walker) delivering(isOff map[string]bool) (up map[string]bool, n *needs) {
	on := func(id string) bool { return !isOff[id] }
	reaches := map[string]map[string]bool{} // element → sites of the gateways that it reaches
	if w.needs {
		for i := range w.c.In.Inventory.Elements {
			if e := w.c.element(i); e.IsGateway() && on(e.ID) {
				for id := range w.spread([]string{e.ID}, on) {
					if reaches[id] == nil {
						reaches[id] = map[string]bool{}
					}
					reaches[id][e.Site] = true
				}
			}
		}
	}
	n = &needs{w: w, on: on, reaches: reaches, works: map[string]bool{}, asked: map[string]bool{}}
	var gateways []string
	for i := range w.c.In.Inventory.Elements {
		if e := w.c.element(i); e.IsGateway() && n.work(e.ID) {
			gateways = append(gateways, e.ID)
		}
	}
	return w.spread(gateways, n.work), n
}

// service says for each site which generations are in service with some elements off.
func (w *walker) service(isOff map[string]bool) map[string]map[string]bool {
	up, n := w.delivering(isOff)
	out := map[string]map[string]bool{}
	for site, serving := range w.serving {
		for _, id := range serving {
			if !up[id] || slices.ContainsFunc(w.partsOf(id, site), func(part string) bool { return !n.work(part) }) {
				continue
			}
			if out[site] == nil {
				out[site] = map[string]bool{}
			}
			offers := w.at[id].Generations
			if len(offers) == 0 {
				offers = []string{unnamed}
			}
			for _, g := range offers {
				if n.met(id, g) {
					out[site][g] = true
				}
			}
		}
	}
	return out
}

// spread walks back from some elements over those that a condition holds for.
func (w *walker) spread(from []string, holds func(string) bool) map[string]bool {
	up := map[string]bool{}
	var queue []string
	visit := func(id string) {
		if !up[id] && w.at[id] != nil && holds(id) {
			up[id] = true
			queue = append(queue, id)
		}
	}
	for _, id := range from {
		visit(id)
	}
	for len(queue) > 0 {
		id := queue[0]
		queue = queue[1:]
		for _, next := range w.toward[id] {
			visit(next)
		}
	}
	return up
}

// partsOf lists the gear at the site that is coupled with a serving element and hands on nothing itself.
func (w *walker) partsOf(id, site string) []string {
	var parts []string
	seen := map[string]bool{id: true}
	queue := []string{id}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for _, next := range w.coupled[at] {
			if !seen[next] && w.parts[next] == site {
				seen[next] = true
				parts = append(parts, next)
				queue = append(queue, next)
			}
		}
	}
	return parts
}

// needs says which elements work: those that are on and have what they need.
type needs struct {
	w       *walker
	on      func(string) bool
	reaches map[string]map[string]bool
	works   map[string]bool
	asked   map[string]bool
}

func (n *needs) work(id string) bool {
	if !n.asked[id] {
		n.asked[id] = true // circles of needs are refused when the files are read
		n.works[id] = n.on(id) && n.met(id, "all")
	}
	return n.works[id]
}

// met reports whether the needs of a generation are met, those of the element as a whole for "all".
func (n *needs) met(id, generation string) bool {
	for _, need := range n.w.at[id].Needs {
		if whole := len(need.Generations) == 0; whole != (generation == "all") || !whole && !slices.Contains(need.Generations, generation) {
			continue
		}
		if !slices.ContainsFunc(need.On, func(other string) bool { return n.work(other) && n.meet(id, other) }) {
			return false
		}
	}
	return true
}

// meet reports whether two elements reach the same gateway.
func (n *needs) meet(a, b string) bool {
	for site := range n.reaches[a] {
		if n.reaches[b][site] {
			return true
		}
	}
	return false
}
