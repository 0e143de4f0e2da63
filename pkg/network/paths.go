package network

// flow is a part of the network laid out along a tree of shortest paths: every element from which a path leads to one of
// the roots is a node, its parent is the next element on that path, and nodes are numbered in the order of a walk that
// visits a parent before its children and a subtree in one go. So the nodes whose path crosses v are exactly
// v … end[v]-1, and a parent's number is smaller than its children's.
//
// The flow of service has all gateways as roots and leaves out the elements that do not work even with everything on:
// what is a node delivers when everything is on. Where there are needs, a flow for each site of gateways says what reaches
// them.
type flow struct {
	hops      []int32 // element → elements from it to the nearest root, itself not counted; -1 where there is no path
	node      []int32 // element → node, -1 where there is no path
	element   []int32 // node → element
	parent    []int32 // node → the next node on its way, -1 at a root
	parentArc []int32 // node → the arc of the network that leads there, -1 at a root
	end       []int32 // node → the number after the last of its subtree

	out, in       csr     // the arcs between nodes; rows are in the order of the elements, not ascending
	outArc, inArc []int32 // position in out, in → arc of the network
}

// newFlow lays the flow over all elements but those to skip; skip may be nil.
func newFlow(n *Network, roots []int32, skip []bool) *flow {
	f := &flow{hops: n.distances(roots, skip), node: make([]int32, len(n.inv.Elements))}
	f.layOut(n)
	f.joinArcs(n)
	return f
}

// distances counts the elements from each element to the nearest root, itself not counted; -1 where there is no path.
func (n *Network) distances(roots []int32, skip []bool) []int32 {
	distance := make([]int32, len(n.inv.Elements))
	for e := range distance {
		distance[e] = -1
	}
	queue := make([]int32, 0, len(distance))
	for _, e := range roots {
		if skip == nil || !skip[e] {
			distance[e] = 0
			queue = append(queue, e)
		}
	}
	for head := 0; head < len(queue); head++ {
		e := queue[head]
		for _, below := range n.in.row(e) {
			if distance[below] < 0 && (skip == nil || !skip[below]) {
				distance[below] = distance[e] + 1
				queue = append(queue, below)
			}
		}
	}
	return distance
}

// layOut hangs every element that has a path under the first element that is one step nearer to a root, and numbers the
// nodes.
func (f *flow) layOut(n *Network) {
	distance := f.hops
	var hung []arc // next element → element
	var stack []int32
	by := make([]int32, len(distance)) // element → the arc to the next
	for e := int32(len(distance)) - 1; e >= 0; e-- {
		f.node[e], by[e] = -1, -1
		if distance[e] == 0 {
			stack = append(stack, e) // the lowest comes off first
		}
		if distance[e] > 0 {
			for i, next := range n.out.row(e) {
				if distance[next] == distance[e]-1 {
					hung = append(hung, arc{next, e})
					by[e] = n.out.start[e] + int32(i)
					break
				}
			}
		}
	}
	children := newCSR(len(distance), hung)
	for len(stack) > 0 {
		e := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		parent := int32(-1)
		if by[e] >= 0 {
			parent = f.node[n.out.to[by[e]]]
		}
		f.node[e] = int32(len(f.element))
		f.element = append(f.element, e)
		f.parent = append(f.parent, parent)
		f.parentArc = append(f.parentArc, by[e])
		below := children.row(e)
		for i := len(below) - 1; i >= 0; i-- {
			stack = append(stack, below[i])
		}
	}
	f.end = make([]int32, len(f.element))
	for v := int32(len(f.end)) - 1; v >= 0; v-- {
		f.end[v] = max(f.end[v], v+1)
		if p := f.parent[v]; p >= 0 {
			f.end[p] = max(f.end[p], f.end[v])
		}
	}
}

// joinArcs numbers the arcs between nodes, both ways, each with the arc of the network that it is.
func (f *flow) joinArcs(n *Network) {
	nodes := len(f.element)
	f.out = csr{start: make([]int32, nodes+1)}
	f.in = csr{start: make([]int32, nodes+1)}
	for v, e := range f.element {
		for i, next := range n.out.row(e) {
			if w := f.node[next]; w >= 0 {
				f.out.to = append(f.out.to, w)
				f.outArc = append(f.outArc, n.out.start[e]+int32(i))
				f.in.start[w+1]++
			}
		}
		f.out.start[v+1] = int32(len(f.out.to))
	}
	for v := range nodes {
		f.in.start[v+1] += f.in.start[v]
	}
	f.in.to = make([]int32, len(f.out.to))
	f.inArc = make([]int32, len(f.out.to))
	fill := append([]int32(nil), f.in.start[:nodes]...)
	for v := range int32(nodes) {
		for i := f.out.start[v]; i < f.out.start[v+1]; i++ {
			w := f.out.to[i]
			f.in.to[fill[w]], f.inArc[fill[w]] = v, f.outArc[i]
			fill[w]++
		}
	}
}
