package network

import (
	"cmp"
	"slices"

	gonumflow "gonum.org/v1/gonum/graph/flow"
	"gonum.org/v1/gonum/graph/simple"
)

// hangs is what hangs on what: the dominator tree of the flow from a root that stands before all gateways, service
// flowing the other way than the arcs. Node d dominates v if all paths of v to the gateways lead over d (Lengauer and
// Tarjan, ACM TOPLAS 1(1), 1979). A dominator lies on the working path too, so its number is smaller than that of what
// it dominates, and -1 is the root.
type hangs struct {
	dominator []int32 // node → the nearest node on all of its paths
	on        []int32 // element → the same, for parts too, as an element
	last      []int32 // site → the nearest node that all paths of all its serving elements lead over
	alone     []Loss  // element → lost({e})
}

func newHangs(n *Network) *hangs {
	f := &n.flow
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

	h.last = make([]int32, len(f.begin))
	nodeLoss := make([]Loss, len(f.element))
	for s := range h.last {
		h.last[s] = h.common(f, n.serving.row(int32(s)))
		if d := h.last[s]; d >= 0 {
			nodeLoss[d].Sites++
			nodeLoss[d].Subscribers += n.inv.Sites[s].Subscribers
		}
	}
	for v := len(nodeLoss) - 1; v >= 0; v-- {
		if d := h.dominator[v]; d >= 0 {
			nodeLoss[d].Sites += nodeLoss[v].Sites
			nodeLoss[d].Subscribers += nodeLoss[v].Subscribers
		}
	}

	h.alone = make([]Loss, len(f.node))
	ev := n.NewEvaluator()
	for e, v := range f.node {
		switch hosts := n.hosts.row(int32(e)); {
		case v >= 0:
			h.alone[e] = nodeLoss[v]
		case len(hosts) == 1 && f.node[hosts[0]] >= 0:
			h.alone[e] = nodeLoss[f.node[hosts[0]]]
		case len(hosts) > 1: // several go off together: no single dominator says what that costs
			h.alone[e] = ev.Lost([]int{e})
		}
	}
	return h
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
// an element with two ways that share nothing, an element without any path. A part hangs on what all the serving elements
// that it is a part of have in common, which with one of them is that element.
func (n *Network) HangsOn(e int) int {
	if !n.hasElement(e) {
		return -1
	}
	return int(n.hangs().on[e])
}

// Dependents returns the elements that hang on e, directly or over others, ascending: they deliver nothing with e off.
func (n *Network) Dependents(e int) []int {
	if !n.hasElement(e) || n.flow.node[e] < 0 {
		return nil
	}
	h, f := n.hangs(), &n.flow
	top := f.node[e]
	below := make([]bool, len(f.element))
	below[top] = true
	var elements []int
	for v := top + 1; v < f.end[top]; v++ { // what e dominates has its working path across e
		if d := h.dominator[v]; d >= 0 && below[d] {
			below[v] = true
			elements = append(elements, int(f.element[v]))
		}
	}
	for p, v := range f.node {
		if d := h.on[p]; v < 0 && d >= 0 && below[f.node[d]] {
			elements = append(elements, p)
		}
	}
	slices.Sort(elements)
	return elements
}

// SinglePoint is an element whose loss alone cuts off subscribers of other sites than its own.
type SinglePoint struct {
	Element int
	Loss    Loss // lost({Element}), its own site included
}

// SinglePoints returns the single points of failure, by subscribers lost, then sites, descending, then by index.
func (n *Network) SinglePoints() []SinglePoint {
	h := n.hangs()
	var points []SinglePoint
	for e, loss := range h.alone {
		if loss.Sites > 1 || loss.Sites == 1 && !n.cutsOwnSite(int32(e)) {
			points = append(points, SinglePoint{e, loss})
		}
	}
	for i := range points {
		points[i].Loss, _ = n.Impact([]int{points[i].Element})
	}
	slices.SortFunc(points, func(a, b SinglePoint) int {
		return cmp.Or(
			cmp.Compare(b.Loss.Subscribers, a.Loss.Subscribers),
			cmp.Compare(b.Loss.Sites, a.Loss.Sites),
			cmp.Compare(a.Element, b.Element),
		)
	})
	return points
}

// cutsOwnSite reports whether the loss of the element alone takes its own site out of service.
func (n *Network) cutsOwnSite(e int32) bool {
	if n.siteOf[e] < 0 {
		return false
	}
	v := n.flow.node[e]
	if v < 0 { // a part of more than one serving element, or of none
		return slices.Contains(n.LostSites([]int{int(e)}), int(n.siteOf[e]))
	}
	h := n.hangs()
	d := h.last[n.siteOf[e]]
	for d > v {
		d = h.dominator[d]
	}
	return d == v
}
