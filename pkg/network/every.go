package network

// explorer walks along every path that service may come by. All paths from an element lead over the head of its block, so
// that a walk goes block by block.
type explorer struct {
	n       *Network
	b       *blocks
	turn    int32
	reached []int32 // element → the turn in which the walk came by
	queue   []int32
}

func newExplorer(n *Network) *explorer {
	return &explorer{n: n, b: n.blocks(), reached: make([]int32, len(n.inv.Elements))}
}

// block calls each for every element on any path from one through its block, that one first and the head left out. It
// returns the head, -1 where the paths end in the block; they do for what reaches no gateway, too, which is not called.
func (x *explorer) block(e int32, each func(e int32)) (head int32) {
	block := x.b.top[e]
	if block < 0 {
		return -1
	}
	x.turn++
	x.queue = append(x.queue[:0], e)
	x.reached[e] = x.turn
	for i := 0; i < len(x.queue); i++ {
		v := x.queue[i]
		each(v)
		if !x.b.past && x.n.inv.Elements[v].IsGateway() {
			continue
		}
		for _, w := range x.n.out.row(v) {
			if x.reached[w] != x.turn && x.b.top[w] == block {
				x.reached[w] = x.turn
				x.queue = append(x.queue, w)
			}
		}
	}
	return x.b.head[block]
}

// EveryPath returns all elements that the service of a site may come by on any path from one of its serving elements to a
// gateway, working or not, with their parts and with everything that could meet a need of theirs and every path of that;
// ascending. An element that is only on ways back to where they came from is not on a path; where uplinks form loops a
// few may be counted that no path leads over.
func (n *Network) EveryPath(site int) []int {
	if !n.hasSite(site) {
		return nil
	}
	x := newExplorer(n)
	seen := make([]bool, len(n.inv.Elements))
	started := make([]bool, len(n.inv.Elements))
	var starts []int32
	start := func(e int32) {
		if e >= 0 && !started[e] {
			started[e] = true
			starts = append(starts, e)
		}
	}
	for _, e := range n.serving.row(int32(site)) {
		if x.b.top[e] >= 0 {
			start(e)
			n.eachTarget(e, false, start)
		}
	}
	for i := 0; i < len(starts); i++ {
		start(x.block(starts[i], func(e int32) {
			seen[e] = true
			for _, p := range n.parts.row(e) {
				seen[p] = true
			}
			n.eachTarget(e, true, start)
		}))
	}
	var elements []int
	for e, is := range seen {
		if is {
			elements = append(elements, e)
		}
	}
	return elements
}

// eachTarget names everything that could meet a need of an element, of those as a whole or of those of generations.
func (n *Network) eachTarget(e int32, whole bool, do func(target int32)) {
	if !n.needs.any {
		return
	}
	for _, q := range n.needs.byHolder.row(e) {
		if n.needs.whole[q] != whole {
			continue
		}
		for a := n.needs.alts[q]; a < n.needs.alts[q+1]; a++ {
			do(n.needs.target[a])
		}
	}
}
