package network

// ways is what each item's service comes by with everything on.
type ways struct {
	crossing []int // thing → subscribers whose service comes by it
	sites    csr   // thing → sites whose way crosses it
}

// newWays counts, for every item, the things of its way: its elements, and the links on arcs of it that no uplink carries
// too.
func newWays(n *Network) *ways {
	things := n.Things()
	y := &ways{crossing: make([]int, things)}
	var arcs []arc
	w := newWalker(n.intact())
	counted := make([]int32, things) // the last item (plus one) that the thing counted for
	for i := range n.layers.items {
		it := &n.layers.items[i]
		w.start()
		if !w.item(i) {
			continue
		}
		w.each(func(t int32) {
			if counted[t] == int32(i)+1 {
				return
			}
			counted[t] = int32(i) + 1
			y.crossing[t] += it.Subscribers
			if it.WholeSite {
				arcs = append(arcs, arc{t, int32(it.Site)})
			}
		})
	}
	y.sites = newCSR(things, arcs)
	return y
}

// each names the things of the way, links maybe more than once.
func (w *walker) each(do func(thing int32)) {
	elements := int32(len(w.t.n.inv.Elements))
	for _, h := range w.hops {
		do(int32(h.Element))
	}
	for _, a := range w.arcs {
		for _, l := range w.t.n.carriers.carried.row(a) {
			do(elements + l)
		}
	}
}

// Crossed returns what the service of a site comes by with everything on: its working path from the serving element on,
// after each element its parts and what it needs, of each need the first element that meets it, with the paths that lead it
// and its holder to a gateway that they have in common. Every element once. It is nil for a site without service.
func (n *Network) Crossed(site int) []Hop {
	if !n.hasSite(site) {
		return nil
	}
	w := newWalker(n.intact())
	if !w.site(int32(site)) {
		return nil
	}
	return w.hops
}

// WorkingPath returns the elements of the site's working path from its serving element to the gateway, and after them what
// these need and the paths to it, which without needs is nothing; nil for a site without subscribers or without service.
// The parts are not in it: see [Network.Crossed].
func (n *Network) WorkingPath(site int) []int {
	if !n.hasSite(site) {
		return nil
	}
	return n.ItemPath(site)
}

// ItemPath is the same for an item: a layer's path begins at a serving element that offers it.
func (n *Network) ItemPath(item int) []int {
	if item < 0 || item >= len(n.layers.items) {
		return nil
	}
	w := newWalker(n.intact())
	if !w.item(item) {
		return nil
	}
	return w.path()
}

// path is the elements of the way but the parts, those of the path of service first.
func (w *walker) path() []int {
	var path []int
	for _, onPath := range []bool{true, false} {
		for _, h := range w.hops {
			if h.Via != ViaPart && (h.Via == ViaPath) == onPath {
				path = append(path, h.Element)
			}
		}
	}
	return path
}

// Crossing returns how many subscribers' service comes by the thing with everything on: it is in the working path of their
// item, is a part of something there, or is needed there; see [Network.Crossed]. It bounds the loss from above: lost(X) ≤
// Σ Crossing over X.
func (n *Network) Crossing(thing int) int {
	if !n.hasThing(thing) {
		return 0
	}
	return n.ways().crossing[thing]
}

// CrossingAll returns Crossing for every element.
func (n *Network) CrossingAll() []int {
	return append([]int(nil), n.ways().crossing[:len(n.inv.Elements)]...)
}
