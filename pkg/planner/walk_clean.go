package planner

import "slices"

// walkTraffic finds what the traffic of every site crosses straight from the inventory's text. It is what the clean paths
// of a plan are verified with, and shares nothing with the network room: where that lays one tree of paths from the
// gateways down, this goes out from each site on its own.
func (c *Case) walkTraffic() []traffic {
	c.trafficWalkOnce.Do(func() {
		w := newTrafficWalk(c)
		c.walked = make([]traffic, len(c.In.Inventory.Sites))
		for s := range c.walked {
			if c.In.Inventory.Sites[s].Subscribers > 0 {
				c.walked[s] = c.trafficOf(w.workingPath(s), w.everyPath(s))
			}
		}
	})
	return c.walked
}

// trafficWalk is the inventory as lists of numbers, in its own order.
type trafficWalk struct {
	c       *Case
	next    [][]int // element → what it hands service on to, ascending
	serving [][]int // site → its serving elements, ascending
	parts   [][]int // element → the parts of a serving element, ascending
	up      []bool  // who delivers with everything on
}

func newTrafficWalk(c *Case) *trafficWalk {
	elements, links := c.In.Inventory.Elements, c.In.Inventory.Links
	w := &trafficWalk{c: c, next: make([][]int, len(elements)), serving: make([][]int, len(c.In.Inventory.Sites)), parts: make([][]int, len(elements)), up: make([]bool, len(elements))}
	named := make(map[string]int, len(elements))
	for i := range elements {
		named[elements[i].ID] = i
	}
	for i := range elements {
		for _, id := range elements[i].Uplinks {
			w.next[i] = append(w.next[i], named[id])
		}
	}
	for _, l := range links {
		a, b := named[l.A], named[l.B]
		w.next[a], w.next[b] = append(w.next[a], b), append(w.next[b], a)
	}
	walk := c.walker()
	for i := range elements {
		slices.Sort(w.next[i])
		w.next[i] = slices.Compact(w.next[i])
		w.up[i] = walk.all[elements[i].ID]
	}
	for s := range c.In.Inventory.Sites {
		id := c.In.Inventory.Sites[s].ID
		for _, e := range walk.serving[id] {
			w.serving[s] = append(w.serving[s], named[e])
			for _, part := range walk.partsOf(e, id) {
				w.parts[named[e]] = append(w.parts[named[e]], named[part])
			}
		}
		slices.Sort(w.serving[s])
	}
	return w
}

// workingPath goes out from the serving elements of a site, one element further in each round and in the order of the
// inventory among those that are as far, until it meets a gateway: that is the end of a path of fewest elements, and of
// those the first.
func (w *trafficWalk) workingPath(site int) []int {
	from := map[int]int{}
	var queue []int
	for _, e := range w.serving[site] {
		from[e] = -1
		queue = append(queue, e)
	}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if w.c.element(at).IsGateway() {
			var path []int
			for e := at; e >= 0; e = from[e] {
				path = append(path, e)
			}
			slices.Reverse(path)
			return w.withParts(path)
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

// everyPath gathers whatever service can come by on its way to the site.
func (w *trafficWalk) everyPath(site int) []int {
	seen := make([]bool, len(w.next))
	var path []int
	visit := func(e int) {
		if w.up[e] && !seen[e] {
			seen[e] = true
			path = append(path, e)
		}
	}
	for _, e := range w.serving[site] {
		visit(e)
	}
	for i := 0; i < len(path); i++ {
		for _, e := range w.next[path[i]] {
			visit(e)
		}
	}
	return w.withParts(path)
}

func (w *trafficWalk) withParts(path []int) []int {
	for _, e := range path {
		path = append(path, w.parts[e]...)
	}
	return path
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
