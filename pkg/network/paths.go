package network

// flow is the part of the network that delivers when everything is on, laid out along its tree of shortest paths: every
// element that delivers is a node, its parent is the next element on its working path, and nodes are numbered in the
// order of a walk that visits a parent before its children and a subtree in one go. So the nodes whose working path
// crosses v are exactly v … end[v]-1, and a parent's number is smaller than its children's.
type flow struct {
	node    []int32 // element → node, -1 where it does not deliver even with everything on
	element []int32 // node → element
	parent  []int32 // node → the next node on its way to the gateway, -1 at a gateway
	end     []int32 // node → the number after the last of its subtree
	out, in csr     // the arcs between nodes

	serves []int32 // node → the site of which it is a serving element, -1 for none
	count  []int32 // site → how many of its serving elements are nodes
	begin  []int32 // site → the node its working path begins at, -1 where it has none

	crossing []int // element → subscribers whose working path crosses it
}

func newFlow(n *Network) flow {
	distance := n.distances()
	f := flow{node: make([]int32, len(distance))}
	f.layOut(n, distance)
	f.joinArcs(n)
	f.findBeginnings(n, distance)
	f.countCrossing(n)
	return f
}

// distances counts the elements from each element to the nearest gateway, itself not counted; -1 where there is no path.
func (n *Network) distances() []int32 {
	distance := make([]int32, len(n.inv.Elements))
	queue := make([]int32, 0, len(distance))
	for e := range distance {
		distance[e] = -1
		if n.inv.Elements[e].IsGateway() {
			distance[e] = 0
			queue = append(queue, int32(e))
		}
	}
	for head := 0; head < len(queue); head++ {
		e := queue[head]
		for _, below := range n.in.row(e) {
			if distance[below] < 0 {
				distance[below] = distance[e] + 1
				queue = append(queue, below)
			}
		}
	}
	return distance
}

// layOut hangs every element that delivers under the first element that is one step nearer to a gateway, and numbers the
// nodes.
func (f *flow) layOut(n *Network, distance []int32) {
	var hung []arc // next element → element
	var stack []int32
	for e := int32(len(distance)) - 1; e >= 0; e-- {
		f.node[e] = -1
		if distance[e] == 0 {
			stack = append(stack, e) // the lowest comes off first
		}
		if distance[e] > 0 {
			for _, next := range n.out.row(e) {
				if distance[next] == distance[e]-1 {
					hung = append(hung, arc{next, e})
					break
				}
			}
		}
	}
	children := newCSR(len(distance), hung)
	for _, a := range hung { // until numbered, node holds the next element
		f.node[a.to] = a.from
	}
	for len(stack) > 0 {
		e := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		parent := int32(-1)
		if distance[e] > 0 {
			parent = f.node[f.node[e]]
		}
		f.node[e] = int32(len(f.element))
		f.element = append(f.element, e)
		f.parent = append(f.parent, parent)
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

func (f *flow) joinArcs(n *Network) {
	var arcs []arc
	for v, e := range f.element {
		for _, next := range n.out.row(e) {
			if w := f.node[next]; w >= 0 {
				arcs = append(arcs, arc{int32(v), w})
			}
		}
	}
	f.out = newCSR(len(f.element), arcs)
	f.in = f.out.transposed()
}

func (f *flow) findBeginnings(n *Network, distance []int32) {
	f.serves = make([]int32, len(f.element))
	for v := range f.serves {
		f.serves[v] = -1
	}
	f.count = make([]int32, len(n.inv.Sites))
	f.begin = make([]int32, len(n.inv.Sites))
	for s := range f.begin {
		f.begin[s] = -1
		for _, e := range n.serving.row(int32(s)) {
			v := f.node[e]
			if v < 0 {
				continue
			}
			f.serves[v] = int32(s)
			f.count[s]++
			if b := f.begin[s]; b < 0 || distance[e] < distance[f.element[b]] {
				f.begin[s] = v
			}
		}
	}
}

func (f *flow) countCrossing(n *Network) {
	through := make([]int, len(f.element))
	for s, b := range f.begin {
		if b >= 0 {
			through[b] += n.inv.Sites[s].Subscribers
		}
	}
	for v := len(through) - 1; v >= 0; v-- {
		if p := f.parent[v]; p >= 0 {
			through[p] += through[v]
		}
	}
	f.crossing = make([]int, len(f.node))
	for e, v := range f.node {
		if v >= 0 {
			f.crossing[e] = through[v]
		}
	}
	for e := range f.node {
		hosts := n.hosts.row(int32(e))
		for _, h := range hosts {
			if v := f.node[h]; v >= 0 && !f.below(v, hosts) {
				f.crossing[e] += through[v]
			}
		}
	}
}

// below reports whether the working path of v goes through one of the elements, other than v itself.
func (f *flow) below(v int32, elements []int32) bool {
	for _, e := range elements {
		if w := f.node[e]; w >= 0 && w < v && v < f.end[w] {
			return true
		}
	}
	return false
}

// WorkingPath returns the elements of the site's working path from its serving element to the gateway, nil for a site
// without subscribers or without service.
func (n *Network) WorkingPath(site int) []int {
	if !n.hasSite(site) {
		return nil
	}
	var path []int
	for v := n.flow.begin[site]; v >= 0; v = n.flow.parent[v] {
		path = append(path, int(n.flow.element[v]))
	}
	return path
}

// Crossing returns how many subscribers' working path crosses the element, or something that the element is a part of.
func (n *Network) Crossing(e int) int {
	if !n.hasElement(e) {
		return 0
	}
	return n.flow.crossing[e]
}

// CrossingAll returns Crossing for every element.
func (n *Network) CrossingAll() []int { return append([]int(nil), n.flow.crossing...) }
