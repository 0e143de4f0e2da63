package network

import "math/bits"

// Hop is an element that the service of a site comes by, and a machine word for why it does.
type Hop struct {
	Element int
	Via     string // ViaPath, ViaPart, ViaNeed or ViaNeedPath
}

// Why an element is among what service comes by.
const (
	ViaPath     = "path"      // service flows over it
	ViaPart     = "part"      // it is a part of an element named before
	ViaNeed     = "need"      // an element named before needs it
	ViaNeedPath = "need-path" // it leads what is needed, or what needs, to the gateway that they have in common
)

// walker collects a way: all that it takes for a serving element to deliver and to keep some of its cells, as a tracker
// sees it. While everything in a way is on, and an arc of it is carried by something, the cells are on.
//
// A way is the path of the element, their parts, and for each need of theirs the first element that meets it, with the
// paths of both to a gateway that they have in common: its holder's own where possible.
type walker struct {
	t       *Tracker
	seen    []bool // element
	done    []bool // need
	onPath  []bool // element → on the path of service: named as that, whatever else it is for
	settled []int32
	hops    []Hop
	arcs    []int32
}

func newWalker(t *Tracker) *walker {
	elements := len(t.n.inv.Elements)
	return &walker{t: t, seen: make([]bool, elements), onPath: make([]bool, elements), done: make([]bool, len(t.n.needs.holder))}
}

// start forgets the last way.
func (w *walker) start() {
	for _, h := range w.hops {
		w.seen[h.Element] = false
	}
	for _, q := range w.settled {
		w.done[q] = false
	}
	w.hops, w.arcs, w.settled = w.hops[:0], w.arcs[:0], w.settled[:0]
}

// add collects the way of the node of a serving element, and of those of its cells for which wanted says so.
func (w *walker) add(v int32, wanted func(cell int32) bool) {
	f := &w.t.work
	end := v
	for u := v; u >= 0; u = f.parent[u] {
		w.onPath[f.f.element[u]] = true
		end = u
	}
	gateway := uint64(0)
	if w.t.reach != nil {
		gateway = w.t.n.gateways.own(f.f.element[end])
	}
	for u := v; u >= 0; u = f.parent[u] {
		w.name(f.f.element[u], ViaPath)
		if f.by[u] >= 0 {
			w.arcs = append(w.arcs, f.by[u])
		}
		w.needsOf(f.f.element[u], gateway, func(q int32) bool {
			if w.t.n.needs.whole[q] {
				return true
			}
			if u != v {
				return false
			}
			for _, c := range w.t.n.needs.cells.row(q) {
				if w.t.cellOn[c] && wanted(c) {
					return true
				}
			}
			return false
		})
	}
	for u := v; u >= 0; u = f.parent[u] {
		w.onPath[f.f.element[u]] = false
	}
}

func (w *walker) name(e int32, via string) {
	if w.seen[e] || w.onPath[e] && via != ViaPath {
		return
	}
	w.seen[e] = true
	w.hops = append(w.hops, Hop{int(e), via})
	for _, p := range w.t.n.parts.row(e) {
		w.name(p, ViaPart)
	}
}

// needsOf adds what an element needs whose way so far leads to the gateways of this bit.
func (w *walker) needsOf(e int32, gateway uint64, wanted func(q int32) bool) {
	d := &w.t.n.needs
	if !d.any {
		return
	}
	for _, q := range d.byHolder.row(e) {
		if w.done[q] || !wanted(q) {
			continue
		}
		w.done[q] = true
		w.settled = append(w.settled, q)
		for a := d.alts[q]; a < d.alts[q+1]; a++ {
			if w.t.meets[a] {
				w.need(e, d.target[a], gateway)
				break
			}
		}
	}
}

// need adds the target of a need, with the paths that it takes.
func (w *walker) need(h, target int32, gateway uint64) {
	d := &w.t.n.needs
	w.name(target, ViaNeed)
	common := w.t.mask[target]
	if !d.single {
		common &= w.t.mask[h] & d.hmask[h]
	}
	if common&gateway == 0 {
		gateway = common & -common
		w.reachPath(h, gateway)
	}
	w.reachPath(target, gateway)
	w.needsOf(target, gateway, func(q int32) bool { return d.whole[q] })
}

func (w *walker) reachPath(e int32, gateway uint64) {
	f := &w.t.reach[bits.TrailingZeros64(gateway)]
	for v := f.f.node[e]; v >= 0; v = f.parent[v] {
		w.name(f.f.element[v], ViaNeedPath)
		if f.by[v] >= 0 {
			w.arcs = append(w.arcs, f.by[v])
		}
	}
}

// site collects a way that keeps a site in service: that of the serving element that is nearest with everything on, among
// those that still have a cell that is on, with all of its cells. There is none for a site without service.
func (w *walker) site(s int32) bool {
	v := w.nearest(s, func(int32) bool { return true })
	if v >= 0 {
		w.add(v, func(int32) bool { return true })
	}
	return v >= 0
}

// layer collects a way that keeps a layer in service in the same manner.
func (w *walker) layer(layer int32) bool {
	l := &w.t.n.layers
	in := func(c int32) bool { return l.cellLayer[c] == layer }
	v := w.nearest(l.layerSite[layer], in)
	if v >= 0 {
		w.add(v, in)
	}
	return v >= 0
}

// item collects the way of an item.
func (w *walker) item(i int) bool {
	l := &w.t.n.layers
	it := &l.items[i]
	if it.WholeSite {
		return w.site(int32(it.Site))
	}
	return w.layer(l.itemLayer[i])
}

// nearest is the node of the nearest serving element of a site with a cell that is on and among those asked for.
func (w *walker) nearest(s int32, among func(cell int32) bool) int32 {
	n := w.t.n
	best := int32(-1)
	for _, e := range n.serving.row(s) {
		v := n.flow.node[e]
		if v < 0 || best >= 0 && n.flow.hops[e] >= n.flow.hops[n.flow.element[best]] {
			continue
		}
		from, to := n.layers.cells(e)
		for c := from; c < to; c++ {
			if w.t.cellOn[c] && among(c) {
				best = v
				break
			}
		}
	}
	return best
}
