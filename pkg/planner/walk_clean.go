package planner

import "slices"

// walkTraffic finds what the traffic of every site crosses straight from the inventory's text. It is what the clean paths
// of a plan are verified with, and shares nothing with the network room: where that lays one tree of paths from the
// gateways down, this goes out from each site on its own. It takes the case to be sound, with every need met while
// everything is on.
func (c *Case) walkTraffic() []traffic {
	c.trafficWalkOnce.Do(func() {
		w := newTrafficWalk(c)
		c.walked = make([]traffic, len(c.In.Inventory.Sites))
		for s := range c.walked {
			if c.In.Inventory.Sites[s].Subscribers > 0 {
				c.walked[s] = c.trafficOf(w.working(s), w.every(s))
			}
		}
	})
	return c.walked
}

// trafficWalk is the inventory as lists of numbers, in its own order.
type trafficWalk struct {
	c       *Case
	next    [][]int        // element → what it hands service on to, ascending
	serving [][]int        // site → its serving elements, ascending
	parts   [][]int        // element → its parts, where it serves
	needs   [][]walkedNeed // element → what it and its parts need
	up      []bool         // who delivers with everything on
	group   map[int]int    // gateway → the site of gateways that it stands in, numbered in the order of the inventory
	reach   []map[int]bool // element → the sites of gateways that it reaches; nil until asked for
}

// walkedNeed is one need: one of on is enough. It is that of some generations, or with none of the element as a whole.
type walkedNeed struct {
	generations []string
	on          []int
}

func newTrafficWalk(c *Case) *trafficWalk {
	elements, walk := c.In.Inventory.Elements, c.walker()
	w := &trafficWalk{
		c: c, next: make([][]int, len(elements)), serving: make([][]int, len(c.In.Inventory.Sites)), parts: make([][]int, len(elements)),
		needs: make([][]walkedNeed, len(elements)), up: make([]bool, len(elements)), group: map[int]int{}, reach: make([]map[int]bool, len(elements)),
	}
	named := make(map[string]int, len(elements))
	groups := map[string]int{}
	for i := range elements {
		e := &elements[i]
		named[e.ID] = i
		w.up[i] = walk.up[e.ID]
		if e.IsGateway() {
			if _, ok := groups[e.Site]; !ok {
				groups[e.Site] = len(groups)
			}
			w.group[i] = groups[e.Site]
		}
	}
	for i := range elements {
		for _, id := range elements[i].Uplinks {
			w.next[i] = append(w.next[i], named[id])
		}
	}
	for _, l := range c.In.Inventory.Links {
		a, b := named[l.A], named[l.B]
		w.next[a], w.next[b] = append(w.next[a], b), append(w.next[b], a)
	}
	for i := range elements {
		slices.Sort(w.next[i])
		w.next[i] = slices.Compact(w.next[i])
		if _, part := walk.parts[elements[i].ID]; !part {
			w.addNeeds(i, i, named)
		}
	}
	for s := range c.In.Inventory.Sites {
		site := &c.In.Inventory.Sites[s]
		if site.Subscribers == 0 {
			continue // nothing serves there, and nothing has parts
		}
		for _, id := range walk.serving[site.ID] {
			e := named[id]
			w.serving[s] = append(w.serving[s], e)
			for _, part := range walk.partsOf(id, site.ID) {
				w.parts[e] = append(w.parts[e], named[part])
				w.addNeeds(e, named[part], named)
			}
		}
		slices.Sort(w.serving[s])
	}
	return w
}

// addNeeds takes down the needs of an element for its holder: itself, or what it is a part of.
func (w *trafficWalk) addNeeds(holder, e int, named map[string]int) {
	for _, need := range w.c.element(e).Needs {
		n := walkedNeed{generations: need.Generations}
		for _, id := range need.On {
			n.on = append(n.on, named[id])
		}
		w.needs[holder] = append(w.needs[holder], n)
	}
}

// way goes out from some elements, one further in each round and in the order of the inventory among those that are as
// far, until it arrives: that is the end of a path of fewest elements, and of those the first.
func (w *trafficWalk) way(starts []int, arrived func(e int) bool) []int {
	from := map[int]int{}
	var queue []int
	for _, e := range starts {
		from[e] = -1
		queue = append(queue, e)
	}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if arrived(at) {
			var path []int
			for e := at; e >= 0; e = from[e] {
				path = append(path, e)
			}
			slices.Reverse(path)
			return path
		}
		for _, e := range w.next[at] {
			if _, seen := from[e]; !seen {
				from[e] = at
				queue = append(queue, e)
			}
		}
	}
	return nil
}

// toGroup is the way of an element to one site of gateways.
func (w *trafficWalk) toGroup(e, group int) []int {
	return w.way([]int{e}, func(at int) bool {
		g, ok := w.group[at]
		return ok && g == group
	})
}

// reaches lists the sites of gateways that service of an element could come by; for a gateway the one that it stands in.
func (w *trafficWalk) reaches(e int, holds bool) map[int]bool {
	if g, ok := w.group[e]; ok && holds {
		return map[int]bool{g: true}
	}
	if w.reach[e] == nil {
		w.reach[e] = map[int]bool{}
		for _, at := range w.spread([]int{e}, func(int) bool { return true }) {
			if g, ok := w.group[at]; ok {
				w.reach[e][g] = true
			}
		}
	}
	return w.reach[e]
}

// spread is everything that service can go on to from some elements, over those that may carry it.
func (w *trafficWalk) spread(starts []int, carries func(e int) bool) []int {
	seen := make([]bool, len(w.next))
	var out []int
	visit := func(e int) {
		if !seen[e] && carries(e) {
			seen[e] = true
			out = append(out, e)
		}
	}
	for _, e := range starts {
		visit(e)
	}
	for i := 0; i < len(out); i++ {
		for _, e := range w.next[out[i]] {
			visit(e)
		}
	}
	return out
}

// working is what the traffic of a site crosses: its working path with all parts, and for each need on it the first gear
// that meets the need, with the ways that lead it and its holder to a common site of gateways.
func (w *trafficWalk) working(site int) []int {
	path := w.way(w.serving[site], func(e int) bool { _, is := w.group[e]; return is })
	if path == nil {
		return nil
	}
	k := &crossing{w: w, settled: map[[2]int]bool{}}
	k.add(path...)
	gateway := w.group[path[len(path)-1]]
	for i, e := range path {
		generations := w.c.element(e).Generations
		if i > 0 {
			generations = nil // the generations that others serve are no matter of this site
		}
		k.meet(e, gateway, generations)
	}
	return k.elements
}

// every is what the traffic of a site may cross on any path.
func (w *trafficWalk) every(site int) []int {
	k := &crossing{w: w}
	k.add(w.spread(w.serving[site], func(e int) bool { return w.up[e] })...)
	return k.elements
}

// crossing gathers elements with their parts, some maybe more than once.
type crossing struct {
	w        *trafficWalk
	elements []int
	settled  map[[2]int]bool // element and need
}

func (k *crossing) add(elements ...int) {
	for _, e := range elements {
		k.elements = append(append(k.elements, e), k.w.parts[e]...)
	}
}

// meet adds what an element needs as a whole, and for generations that matter.
func (k *crossing) meet(holder, gateway int, generations []string) {
	for q, need := range k.w.needs[holder] {
		matters := len(need.generations) == 0 || slices.ContainsFunc(need.generations, func(g string) bool { return slices.Contains(generations, g) })
		if !matters || k.settled[[2]int{holder, q}] {
			continue
		}
		k.settled[[2]int{holder, q}] = true
		for _, e := range need.on {
			if at := k.common(holder, e, gateway); at >= 0 {
				k.add(k.w.toGroup(e, at)...)
				if at != gateway {
					k.add(k.w.toGroup(holder, at)...)
				}
				k.meet(e, at, nil)
				break
			}
		}
	}
}

// common is a site of gateways that holder and target both reach, the one that is in use where it is such, else the first;
// -1 for none.
func (k *crossing) common(holder, target, inUse int) int {
	from, to := k.w.reaches(holder, true), k.w.reaches(target, false)
	if from[inUse] && to[inUse] {
		return inUse
	}
	for _, g := range sortedKeys(from) {
		if to[g] {
			return g
		}
	}
	return -1
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
