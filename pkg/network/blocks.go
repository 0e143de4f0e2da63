package network

// blocks says what lies on any path from an element to a gateway that does not pass an element twice.
//
// Between what reaches a gateway, arcs are read in both directions, and a root is joined to all gateways. Service ends
// at the first gateway, so that what a gateway hands on to is left out; but not where needs are met at several sites of
// gateways, because what is needed may have one in common over another. In this graph x lies on a simple path from v to
// the root if and only if it is in one of the blocks (biconnected components) on the way from v to the root in the tree
// of blocks: otherwise a single element parts it from both (Menger's theorem). Since arcs have a direction, an element
// may be counted in that no directed path leads over; what v cannot lead to at all is left out by a walk along the
// arcs.
type blocks struct {
	top  []int32 // element → the block in which it hangs on what is nearer to the root, -1 for what reaches no gateway
	head []int32 // block → the element by which it hangs on the rest, -1 for the root
	past bool    // paths lead past gateways

	// element → a number that it shares with those of its block that lead to it and back: a walk through the block finds
	// the same from each of them
	mutual []int32
}

// newBlocks finds the blocks by one depth-first search from the root (Hopcroft and Tarjan, CACM 16(6), 1973).
func newBlocks(n *Network) *blocks {
	elements := int32(len(n.inv.Elements))
	root := elements
	reaches := n.distances(n.gateways.all, nil)
	past := n.needs.any && !n.needs.single
	var arcs []arc
	join := func(a, b int32) { arcs = append(arcs, arc{a, b}, arc{b, a}) }
	for e := range elements {
		if reaches[e] == 0 {
			join(root, e)
		}
		if reaches[e] > 0 || reaches[e] == 0 && past {
			for _, next := range n.out.row(e) {
				if reaches[next] >= 0 {
					join(e, next)
				}
			}
		}
	}
	graph := newCSR(int(elements)+1, arcs)

	b := &blocks{top: make([]int32, elements), past: past}
	order := make([]int32, elements+1) // from 1; 0 is not seen
	low := make([]int32, elements+1)
	parent := make([]int32, elements+1)
	next := append([]int32(nil), graph.start[:elements+1]...)
	for e := range b.top {
		b.top[e] = -1
	}
	stack := []int32{root}  // the walk
	members := []int32(nil) // seen, and not yet in a block by which they hang
	seen := int32(1)
	order[root], low[root], parent[root] = 1, 1, -1
	for len(stack) > 0 {
		v := stack[len(stack)-1]
		if next[v] < graph.start[v+1] {
			w := graph.to[next[v]]
			next[v]++
			switch {
			case order[w] == 0:
				seen++
				order[w], low[w], parent[w] = seen, seen, v
				stack, members = append(stack, w), append(members, w)
			case w != parent[v]:
				low[v] = min(low[v], order[w])
			}
			continue
		}
		stack = stack[:len(stack)-1]
		p := parent[v]
		if p < 0 {
			continue
		}
		low[p] = min(low[p], low[v])
		if low[v] < order[p] {
			continue
		}
		block := int32(len(b.head)) // p parts v and what is above it in members from the rest
		for {
			m := members[len(members)-1]
			members = members[:len(members)-1]
			b.top[m] = block
			if m == v {
				break
			}
		}
		if p == root {
			p = -1
		}
		b.head = append(b.head, p)
	}
	var inside []arc
	for e := range elements {
		for _, next := range n.out.row(e) {
			if b.top[e] >= 0 && b.top[e] == b.top[next] && (past || reaches[e] > 0) {
				inside = append(inside, arc{e, next})
			}
		}
	}
	b.mutual = circles(newCSR(int(elements), inside))
	return b
}
