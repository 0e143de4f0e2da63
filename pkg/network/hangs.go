package network

import (
	"slices"

	gonumflow "gonum.org/v1/gonum/graph/flow"
	"gonum.org/v1/gonum/graph/simple"
)

// hangs is what hangs on what: the dominator tree of the flow from a root that stands before all gateways, service
// flowing the other way than the arcs. Node d dominates v if all paths of v to the gateways lead over d (Lengauer and
// Tarjan, ACM TOPLAS 1(1), 1979). A dominator lies on the working path too, so its number is smaller than that of what
// it dominates, and -1 is the root.
//
// Needs are not in this tree: what several elements must have together has no single nearest one. Where there are needs, or
// layers that can be lost alone, an evaluator answers what the tree cannot.
type hangs struct {
	dominator []int32 // node → the nearest node on all of its paths
	on        []int32 // element → the same, for parts too, as an element
	alone     []Loss  // thing → lost({thing})
}

func newHangs(n *Network) *hangs {
	f := n.flow
	h := &hangs{dominator: dominators(f)}

	h.on = make([]int32, len(f.node))
	for e, v := range f.node {
		h.on[e] = -1
		d := int32(-1)
		if v >= 0 {
			d = h.dominator[v]
		} else {
			d = h.common(f, n.hosts.row(int32(e)))
		}
		if d >= 0 {
			h.on[e] = f.element[d]
		}
	}

	h.alone = make([]Loss, n.Things())
	ev := n.NewEvaluator()
	if n.byLayer() {
		for t := range h.alone {
			h.alone[t] = ev.Lost([]int{t})
		}
		return h
	}
	nodeLoss := h.nodeLosses(n)
	for t := range h.alone {
		switch v, known := h.standsFor(n, t); {
		case !known:
			h.alone[t] = ev.Lost([]int{t})
		case v >= 0:
			h.alone[t] = nodeLoss[v]
		}
	}
	return h
}

// nodeLosses is what is lost with each node alone, by the dominators of the sites.
func (h *hangs) nodeLosses(n *Network) []Loss {
	losses := make([]Loss, len(n.flow.element))
	for s := range n.inv.Sites {
		if n.begin[s] < 0 {
			continue
		}
		if d := h.common(n.flow, n.serving.row(int32(s))); d >= 0 {
			losses[d].addSite(&n.inv.Sites[s], 1)
		}
	}
	for v := len(losses) - 1; v >= 0; v-- {
		if d := h.dominator[v]; d >= 0 {
			losses[d] = losses[d].plus(losses[v])
		}
	}
	return losses
}

// standsFor is the node that loses its service with the thing off, and with it exactly what it dominates; -1 where none
// does. It is not known for a part of several: they go off together, and no single dominator says what that costs.
func (h *hangs) standsFor(n *Network, thing int) (node int32, known bool) {
	if l := n.LinkOf(thing); l >= 0 {
		return h.onlyWay(n, l), true
	}
	switch hosts := n.hosts.row(int32(thing)); len(hosts) {
	case 0:
		return n.flow.node[thing], true
	case 1:
		return n.flow.node[hosts[0]], true
	}
	return -1, false
}

// onlyWay is the node that has no path without the link, -1 where there is none: one whose arc in the tree the link alone
// carries, while every other arc leads to what has all its paths over the node itself. One direction of a link at most is
// in the tree.
func (h *hangs) onlyWay(n *Network, l int) int32 {
	f := n.flow
	for _, a := range n.carriers.byLink[2*l : 2*l+2] {
		if a < 0 || n.carriers.links[a] != 1 {
			continue
		}
		v := f.node[n.carriers.tail[a]]
		if v < 0 || f.parentArc[v] != a {
			continue
		}
		for _, w := range f.out.row(v) {
			if w != f.parent[v] && !h.over(v, w) {
				return -1
			}
		}
		return v
	}
	return -1
}

// over reports whether all paths of w lead over v.
func (h *hangs) over(v, w int32) bool {
	for w > v {
		w = h.dominator[w]
	}
	return w == v
}

// dominators runs gonum's Lengauer–Tarjan over the arcs turned around.
func dominators(f *flow) []int32 {
	nodes := int32(len(f.element))
	arcs := make([]arc, 0, len(f.out.to)+1)
	for v := range nodes {
		if f.parent[v] < 0 {
			arcs = append(arcs, arc{nodes, v}) // from the root to a gateway
		}
		for _, w := range f.out.row(v) {
			arcs = append(arcs, arc{w, v})
		}
	}
	tree := gonumflow.Dominators(simple.Node(nodes), newView(newCSR(int(nodes)+1, arcs)))
	above := make([]int32, nodes)
	for v := range above {
		above[v] = -1
		if d := tree.DominatorOf(int64(v)); d != nil && d.ID() != int64(nodes) {
			above[v] = int32(d.ID())
		}
	}
	return above
}

// common returns the nearest node that lies on all paths of all those of the elements that deliver, themselves counted;
// -1 where there is none.
func (h *hangs) common(f *flow, elements []int32) int32 {
	first, d := true, int32(-1)
	for _, e := range elements {
		switch v := f.node[e]; {
		case v < 0:
		case first:
			first, d = false, v
		default:
			for d != v {
				if d > v {
					d = h.dominator[d]
				} else {
					v = h.dominator[v]
				}
			}
		}
	}
	return d
}

// HangsOn returns the nearest other element that is on all paths of e to the gateways, -1 where there is none: a gateway,
// an element with two ways that share nothing, an element without any path. What e needs beside a path does not count. A part hangs on what all the serving elements
// that it is a part of have in common, which with one of them is that element.
func (n *Network) HangsOn(e int) int {
	if !n.hasElement(e) {
		return -1
	}
	return int(n.hangs().on[e])
}

// Dependents returns the elements that deliver nothing with the thing off, itself left out, ascending: what hangs on it,
// directly or over others, and what needs it, likewise. A part delivers while something does that it is a part of; a part
// itself has no dependents, other than by being needed.
func (n *Network) Dependents(thing int) []int {
	if !n.hasThing(thing) {
		return nil
	}
	ev := n.evaluators.Get().(*Evaluator)
	defer n.evaluators.Put(ev)
	ev.gather([]int{thing})
	if thing < len(n.inv.Elements) {
		ev.off = append(ev.off[:0], int32(thing)) // not what it is a part of
	}
	if n.needs.any {
		ev.settleNeeds()
	}
	if ev.byMask || !n.needs.any {
		ev.run(&ev.work)
	}
	p, f := &ev.work, n.flow
	lost := func(e int32) bool {
		v := f.node[e]
		return v < 0 || p.mark[v] >= p.base && p.lost(v)
	}
	var elements []int
	for _, v := range p.touched {
		e := f.element[v]
		if !p.lost(v) {
			continue
		}
		if int(e) != thing {
			elements = append(elements, int(e))
		}
		for _, part := range n.parts.row(e) {
			if !slices.ContainsFunc(n.hosts.row(part), func(h int32) bool { return !lost(h) }) && int(part) != thing {
				elements = append(elements, int(part))
			}
		}
	}
	slices.Sort(elements)
	return slices.Compact(elements)
}
