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
	group   map[int]int    // gateway → the site of gateways that it stands in, numbered in the order of the inventory
	reach   []map[int]bool // element → the sites of gateways that it reaches; nil until asked for
	past    bool           // paths lead past gateways: what is needed may meet what needs it at another
	rings   rings
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
		needs: make([][]walkedNeed, len(elements)), group: map[int]int{}, reach: make([]map[int]bool, len(elements)),
	}
	named := make(map[string]int, len(elements))
	groups := map[string]int{}
	for i := range elements {
		e := &elements[i]
		named[e.ID] = i
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
		w.next[i] = slices.DeleteFunc(slices.Compact(w.next[i]), func(e int) bool { return e == i })
		if _, part := walk.parts[elements[i].ID]; !part {
			w.addNeeds(i, i, nil, named)
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
			w.addNeeds(e, e, elements[e].Generations, named)
			for _, part := range walk.partsOf(id, site.ID) {
				w.parts[e] = append(w.parts[e], named[part])
				w.addNeeds(e, named[part], nil, named)
				w.addNeeds(e, named[part], elements[e].Generations, named)
			}
		}
		slices.Sort(w.serving[s])
	}
	any := slices.ContainsFunc(w.needs, func(needs []walkedNeed) bool { return len(needs) > 0 })
	w.past = any && len(groups) > 1
	w.rings = w.findRings(w.delivering())
	return w
}

// addNeeds takes down the needs of an element for its holder, itself or what it is a part of: those of some generations,
// or where none are given those of the whole.
func (w *trafficWalk) addNeeds(holder, e int, generations []string, named map[string]int) {
	for _, need := range w.c.element(e).Needs {
		if len(generations) > 0 != (len(need.Generations) > 0) {
			continue
		}
		if len(generations) > 0 && !slices.ContainsFunc(need.Generations, func(g string) bool { return slices.Contains(generations, g) }) {
			continue
		}
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

// reaches lists the sites of gateways that service of an element could come by; for a gateway that holds a need the one
// that it stands in.
func (w *trafficWalk) reaches(e int, holds bool) map[int]bool {
	if g, ok := w.group[e]; ok && holds {
		return map[int]bool{g: true}
	}
	if w.reach[e] == nil {
		w.reach[e] = map[int]bool{}
		for _, at := range w.spread(e, func(int) bool { return true }, true) {
			if g, ok := w.group[at]; ok {
				w.reach[e][g] = true
			}
		}
	}
	return w.reach[e]
}

// spread is everything that service can go on to from an element, over those that may carry it; it goes on behind a gateway
// or ends there.
func (w *trafficWalk) spread(start int, carries func(e int) bool, past bool) []int {
	seen := map[int]bool{start: true}
	out := []int{start}
	for i := 0; i < len(out); i++ {
		if _, is := w.group[out[i]]; is && !past {
			continue
		}
		for _, e := range w.next[out[i]] {
			if !seen[e] && carries(e) {
				seen[e] = true
				out = append(out, e)
			}
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

// every is what the traffic of a site may cross on any path, and on any path of anything that could meet a need there.
func (w *trafficWalk) every(site int) []int {
	k := &crossing{w: w}
	started := map[int]bool{}
	var starts []int
	start := func(elements ...int) {
		for _, e := range elements {
			if !started[e] {
				started[e] = true
				starts = append(starts, e)
			}
		}
	}
	for _, e := range w.serving[site] {
		if w.rings.of(e) < 0 {
			continue
		}
		start(e)
		for _, need := range w.needs[e] {
			if len(need.generations) > 0 {
				start(need.on...)
			}
		}
	}
	for i := 0; i < len(starts); i++ {
		ring := w.rings.of(starts[i])
		if ring < 0 {
			continue
		}
		for _, e := range w.spread(starts[i], func(e int) bool { return w.rings.of(e) == ring }, w.past) {
			k.add(e)
			for _, need := range w.needs[e] {
				if len(need.generations) == 0 {
					start(need.on...)
				}
			}
		}
		if head := w.rings.head[ring]; head >= 0 {
			start(head)
		}
	}
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

// rings sort the elements that reach a gateway by the rings that they are on. Two elements next to each other are on one
// ring if some loop leads over both, where arcs are read in both directions and all gateways are joined to a root. An
// element hangs on the one that is nearer to the root; with that it is on its own ring, and every path from it to a gateway
// leads over the head of the ring, where the next one begins. What is on other rings can be come by only by going there
// and back.
type rings struct {
	up    []int // element → the next one towards the root, itself where that is the root, -1 for what reaches no gateway
	depth []int
	same  []int       // element → another on its ring, or itself: see of
	head  map[int]int // ring → its head, -1 for the root
}

// of names the ring of an element after one of those on it, -1 for none.
func (r *rings) of(e int) int {
	if r.up[e] < 0 {
		return -1
	}
	for r.same[e] != e {
		r.same[e] = r.same[r.same[e]]
		e = r.same[e]
	}
	return e
}

// delivering walks back from the gateways.
func (w *trafficWalk) delivering() []bool {
	from := make([][]int, len(w.next))
	for e, nexts := range w.next {
		for _, next := range nexts {
			from[next] = append(from[next], e)
		}
	}
	delivers := make([]bool, len(w.next))
	var queue []int
	visit := func(e int) {
		if !delivers[e] {
			delivers[e] = true
			queue = append(queue, e)
		}
	}
	for e := range w.group {
		visit(e)
	}
	for i := 0; i < len(queue); i++ {
		for _, e := range from[queue[i]] {
			visit(e)
		}
	}
	return delivers
}

// findRings lays a tree from the root, nearest elements first. Each arc that is not in the tree closes one loop with it,
// and these loops make up all others.
func (w *trafficWalk) findRings(delivers []bool) rings {
	n := len(w.next)
	r := rings{up: make([]int, n), depth: make([]int, n), same: make([]int, n), head: map[int]int{}}
	ends := make([][]int, n) // both ways, between what reaches a gateway
	for e := range n {
		r.up[e], r.same[e] = -1, e
		_, gateway := w.group[e]
		if !delivers[e] || gateway && !w.past {
			continue
		}
		for _, next := range w.next[e] {
			if delivers[next] {
				ends[e] = append(ends[e], next)
				ends[next] = append(ends[next], e)
			}
		}
	}
	var queue []int
	for e := range n {
		if _, is := w.group[e]; is {
			r.up[e], r.depth[e] = e, 1
			queue = append(queue, e)
		}
	}
	for i := 0; i < len(queue); i++ {
		for _, e := range ends[queue[i]] {
			if r.up[e] < 0 {
				r.up[e], r.depth[e] = queue[i], r.depth[queue[i]]+1
				queue = append(queue, e)
			}
		}
	}
	for a := range n {
		for _, b := range ends[a] {
			r.close(a, b)
		}
	}
	for _, e := range queue { // from the root on: the first of a ring hangs on its head
		if _, known := r.head[r.of(e)]; !known {
			r.head[r.of(e)] = r.up[e]
			if r.up[e] == e {
				r.head[r.of(e)] = -1
			}
		}
	}
	return r
}

// close puts everything on the loop of an arc on one ring.
func (r *rings) close(a, b int) {
	last := -1
	for a != b {
		if r.depth[a] < r.depth[b] {
			a, b = b, a
		}
		if last >= 0 {
			r.same[r.of(a)] = r.of(last)
		}
		last = a
		if r.up[a] == a { // both stand at the root
			r.same[r.of(a)] = r.of(b)
			return
		}
		a = r.up[a]
	}
}
