package planner

import "slices"

// lostService is who is out of service.
type lostService struct {
	subscribers int
	sites       []int
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
	up := w.delivering(isOff)
	for s := range c.In.Inventory.Sites {
		site := &c.In.Inventory.Sites[s]
		if site.Subscribers == 0 || !w.inService(site.ID, nil, w.delivering(nil)) || w.inService(site.ID, isOff, up) {
			continue
		}
		lost.subscribers += site.Subscribers
		lost.sites = append(lost.sites, s)
	}
	return lost
}

// walker is the inventory as maps of names.
type walker struct {
	c       *Case
	toward  map[string][]string // who hands service on to a name: its uplinkers and the other ends of its links
	coupled map[string][]string // both ways
	serving map[string][]string // site → its serving elements
	parts   map[string]string   // gear that hands on nothing and is no gateway → its site
	all     map[string]bool     // who delivers with everything on
}

func (c *Case) walker() *walker {
	c.walkOnce.Do(func() {
		w := &walker{c: c, toward: map[string][]string{}, coupled: map[string][]string{}, serving: map[string][]string{}, parts: map[string]string{}}
		handsOn, named := map[string]bool{}, map[string]bool{}
		siteOf, local := map[string]string{}, map[string]bool{}
		for _, e := range c.In.Inventory.Elements {
			siteOf[e.ID] = e.Site
			local[e.ID] = e.Domain == "ran" || e.Domain == "access"
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
		}
		for i := range c.In.Inventory.Elements {
			if e := c.element(i); !handsOn[e.ID] && !e.IsGateway() {
				w.parts[e.ID] = e.Site
			}
		}
		w.all = w.delivering(map[string]bool{})
		c.walk = w
	})
	return c.walk
}

// delivering walks back from the gateways over what is on.
func (w *walker) delivering(isOff map[string]bool) map[string]bool {
	if isOff == nil {
		return w.all
	}
	up := map[string]bool{}
	var queue []string
	for i := range w.c.In.Inventory.Elements {
		e := w.c.element(i)
		if e.IsGateway() && !isOff[e.ID] {
			up[e.ID] = true
			queue = append(queue, e.ID)
		}
	}
	for len(queue) > 0 {
		id := queue[0]
		queue = queue[1:]
		for _, next := range w.toward[id] {
			if !up[next] && !isOff[next] {
				up[next] = true
				queue = append(queue, next)
			}
		}
	}
	return up
}

// inService reports whether one of a site's serving elements is on, with all that is part of it, and delivers.
func (w *walker) inService(site string, isOff, up map[string]bool) bool {
	return slices.ContainsFunc(w.serving[site], func(id string) bool {
		return up[id] && !w.partOff(id, site, isOff)
	})
}

// partOff reports whether gear at the site is off that is coupled with a serving element and hands on nothing itself.
func (w *walker) partOff(id, site string, isOff map[string]bool) bool {
	if len(isOff) == 0 {
		return false
	}
	seen := map[string]bool{id: true}
	queue := []string{id}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for _, next := range w.coupled[at] {
			if seen[next] || w.parts[next] != site {
				continue
			}
			if isOff[next] {
				return true
			}
			seen[next] = true
			queue = append(queue, next)
		}
	}
	return false
}
