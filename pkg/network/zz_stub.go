package network

import (
	"cmp"
	"slices"
)

// This file stands in for what the network room is about to offer. It is right for networks without needs, slow, and goes
// when the real thing comes.

// LinkThing is the thing that a link is.
func (n *Network) LinkThing(l int) int { return len(n.inv.Elements) + l }

// Hop is one element that a site's traffic crosses.
type Hop struct {
	Element int
	Via     string // path | part | need | need-path
}

// Crossed lists what the site's traffic crosses on its working path.
func (n *Network) Crossed(site int) []Hop {
	var out []Hop
	seen := map[int]bool{}
	add := func(e int, via string) {
		if !seen[e] {
			seen[e] = true
			out = append(out, Hop{e, via})
		}
	}
	for _, e := range n.WorkingPath(site) {
		add(e, "path")
		for p := range n.inv.Elements {
			if slices.Contains(n.PartOf(p), e) {
				add(p, "part")
			}
		}
	}
	return out
}

// blocks says what lies on any path from an element to a gateway that does not pass an element twice.
//
// Between what reaches a gateway, arcs are read in both directions, and a root is joined to all gateways. Service ends at the
// first gateway, so that what a gateway hands on to is left out; but not where needs are met at several sites of gateways,
// because what is needed may have one in common over another. In this graph x lies on a simple path from v to the
// root if and only if it is in one of the blocks (biconnected components) on the way from v to the root in the tree of
// blocks: otherwise a single element parts it from both (Menger's theorem). Since arcs have a direction, an element may be
// counted in that no directed path leads over; what v cannot lead to at all is left out by a walk along the arcs.
type blocks struct {
	top  []int32 // element → the block in which it hangs on what is nearer to the root, -1 for what reaches no gateway
	head []int32 // block → the element by which it hangs on the rest, -1 for the root
	past bool    // paths lead past gateways

}

// newBlocks finds the blocks by one depth-first search from the root (Hopcroft and Tarjan, CACM 16(6), 1973).
func newBlocks(n *Network) *blocks {
	elements := int32(len(n.inv.Elements))
	root := elements
	reaches := n.distances()
	past := false
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
	return b
}

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
	return &explorer{n: n, b: newBlocks(n), reached: make([]int32, len(n.inv.Elements))}
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
		}
	}
	for i := 0; i < len(starts); i++ {
		start(x.block(starts[i], func(e int32) {
			seen[e] = true
			for p := range n.inv.Elements {
				if slices.Contains(n.PartOf(p), int(e)) {
					seen[p] = true
				}
			}
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

// SiteClean says how clean the paths of a site are.
type SiteClean struct {
	Site                     int
	Working, Possible, Every bool
}

// CleanSites says it of every site, with subscribers in service.
func (n *Network) CleanSites(dirty func(e int) bool) []SiteClean {
	var off []int
	for e := range n.inv.Elements {
		if dirty(e) {
			off = append(off, e)
		}
	}
	lost := n.LostSites(off)
	var out []SiteClean
	for s := range n.inv.Sites {
		if n.flow.begin[s] < 0 {
			continue
		}
		out = append(out, SiteClean{
			Site:     s,
			Working:  !slices.ContainsFunc(n.Crossed(s), func(h Hop) bool { return dirty(h.Element) }),
			Every:    !slices.ContainsFunc(n.EveryPath(s), dirty),
			Possible: !slices.Contains(lost, s),
		})
	}
	return out
}

// PairOptions say what pairs are looked for.
type PairOptions struct {
	Elements, Links bool
	Most            int
}

// CutPair cuts off together what neither thing does alone.
type CutPair struct {
	A, B        int
	Loss, Extra Loss
}

// CutPairs tries every pair.
func (n *Network) CutPairs(o PairOptions) (pairs []CutPair, total int) {
	var things []int
	for i := range len(n.inv.Elements) + len(n.inv.Links) {
		if i < len(n.inv.Elements) && o.Elements || i >= len(n.inv.Elements) && o.Links {
			things = append(things, i)
		}
	}
	alone := map[int][]int{}
	for _, t := range things {
		_, alone[t] = n.Impact([]int{t})
	}
	for i, a := range things {
		for _, b := range things[i+1:] {
			loss, sites := n.Impact([]int{a, b})
			var extra Loss
			for _, s := range sites {
				if !slices.Contains(alone[a], s) && !slices.Contains(alone[b], s) {
					extra.Sites++
					extra.Subscribers += n.inv.Sites[s].Subscribers
				}
			}
			if extra.Sites > 0 {
				pairs = append(pairs, CutPair{a, b, loss, extra})
			}
		}
	}
	total = len(pairs)
	slices.SortStableFunc(pairs, func(a, b CutPair) int {
		return cmp.Or(cmp.Compare(b.Extra.Subscribers, a.Extra.Subscribers), cmp.Compare(b.Extra.Sites, a.Extra.Sites))
	})
	if o.Most > 0 && len(pairs) > o.Most {
		pairs = pairs[:o.Most]
	}
	return pairs, total
}

func (n *Network) lossOf(sites []int) Loss {
	loss := Loss{Sites: len(sites)}
	for _, s := range sites {
		loss.Subscribers += n.inv.Sites[s].Subscribers
		switch n.inv.Sites[s].Emergency {
		case "shared":
			loss.EmergencyOnly += n.inv.Sites[s].Subscribers
		case "sole":
			loss.NoEmergency += n.inv.Sites[s].Subscribers
		}
	}
	return loss
}

// linksOff is Impact for a set that holds links.
func (n *Network) linksOff(off []int) (Loss, []int) {
	inv := *n.inv
	inv.Links = nil
	var elements []int
	for _, t := range off {
		if t < len(inv.Elements) {
			elements = append(elements, t)
		}
	}
	for l := range n.inv.Links {
		if !slices.Contains(off, n.LinkThing(l)) {
			inv.Links = append(inv.Links, n.inv.Links[l])
		}
	}
	without := New(&inv)
	sites := append(without.LostSites(elements), without.Unserved()...)
	slices.Sort(sites)
	sites = slices.Compact(slices.DeleteFunc(sites, func(s int) bool { return n.flow.begin[s] < 0 }))
	return n.lossOf(sites), sites
}

// SingleLinks lists the links that cut off a site by themselves.
func (n *Network) SingleLinks() []SinglePoint {
	var out []SinglePoint
	for l := range n.inv.Links {
		if loss, sites := n.linksOff([]int{n.LinkThing(l)}); len(sites) > 0 {
			out = append(out, SinglePoint{n.LinkThing(l), loss})
		}
	}
	return out
}
