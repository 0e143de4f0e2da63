package network

import (
	"slices"
)

// CutSites returns the sites whose loss splits the map of sites: the articulation points of the undirected graph that
// joins two sites where a link of one of the kinds leads from an element of one to an element of the other. All kinds
// count where none is given. Links inside a site do not count, several links between two sites count as one, uplinks do
// not count, and a map that lies in pieces from the beginning is looked at piece by piece. Ascending.
func (n *Network) CutSites(kinds ...string) []int {
	sites, _ := n.siteMap(kinds).cuts()
	return sites
}

// CutSpans returns the pairs of sites, the lower first, whose span alone splits the same map: its bridges, where all links
// between two sites are one span. Ascending.
func (n *Network) CutSpans(kinds ...string) [][2]int {
	_, spans := n.siteMap(kinds).cuts()
	return spans
}

// siteMap joins the sites both ways.
func (n *Network) siteMap(kinds []string) csr {
	ids := indexElements(n.inv)
	var arcs []arc
	for i := range n.inv.Links {
		l := &n.inv.Links[i]
		if len(kinds) > 0 && !slices.Contains(kinds, l.Kind) {
			continue
		}
		a, okA := ids[l.A]
		b, okB := ids[l.B]
		if !okA || !okB {
			continue
		}
		if s, t := n.siteOf[a], n.siteOf[b]; s >= 0 && t >= 0 && s != t {
			arcs = append(arcs, arc{s, t}, arc{t, s})
		}
	}
	return newCSR(len(n.inv.Sites), arcs)
}

// cuts finds the articulation points and bridges of a simple undirected graph by one depth-first search (Hopcroft and
// Tarjan, CACM 16(6), 1973): low[v] is the earliest vertex reached from the subtree of v by at most one edge back.
func (c csr) cuts() (points []int, bridges [][2]int) {
	n := c.rows()
	order := make([]int32, n) // the number in order of discovery, from 1; 0 is not seen
	low := make([]int32, n)
	next := slices.Clone(c.start[:n]) // the edge to look at next
	parent := make([]int32, n)
	isPoint := make([]bool, n)
	var stack []int32
	seen := int32(0)
	enter := func(v, from int32) {
		seen++
		order[v], low[v], parent[v] = seen, seen, from
		stack = append(stack, v)
	}
	for root := range int32(n) {
		if order[root] != 0 {
			continue
		}
		rootChildren := 0
		enter(root, -1)
		for len(stack) > 0 {
			v := stack[len(stack)-1]
			if next[v] < c.start[v+1] {
				w := c.to[next[v]]
				next[v]++
				switch {
				case order[w] == 0:
					enter(w, v)
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
			if low[v] > order[p] {
				bridges = append(bridges, [2]int{int(min(p, v)), int(max(p, v))})
			}
			if p == root {
				rootChildren++
			} else if low[v] >= order[p] {
				isPoint[p] = true
			}
		}
		isPoint[root] = rootChildren > 1
	}
	for v, is := range isPoint {
		if is {
			points = append(points, v)
		}
	}
	slices.SortFunc(bridges, func(a, b [2]int) int {
		if a[0] != b[0] {
			return a[0] - b[0]
		}
		return a[1] - b[1]
	})
	return points, bridges
}
