package network

import (
	"slices"

	"gonum.org/v1/gonum/graph/topo"
)

// UplinkCycles returns the cycles of what hangs on what by uplinks: each begins at its lowest element, every element names
// the next one as uplink, and the last names the first. There is one for every element that names itself, and one for
// every strongly connected component of more elements (Tarjan, SIAM J. Comput. 1(2), 1972): the shortest across its lowest
// element, which may leave others of the same knot for the next call, when this one is mended. Ordered by first element,
// then length.
func (n *Network) UplinkCycles() [][]int { return n.uplinks.cycles() }

// NeedCycles returns the cycles of needs without generations in the same way: every element needs the next one, itself or
// by a part of it, and the last needs the first. Each is a fault of the input. An element that needs another, directly or
// over others, never meets a need of that other's: what has no alternative outside of the circle does not work.
func (n *Network) NeedCycles() [][]int { return n.needArcs(indexElements(n.inv)).cycles() }

func (c csr) cycles() [][]int {
	var cycles [][]int
	for e := range c.rows() {
		if slices.Contains(c.row(int32(e)), int32(e)) {
			cycles = append(cycles, []int{e})
		}
	}
	for _, component := range topo.TarjanSCC(newView(c)) {
		if len(component) < 2 {
			continue
		}
		inside := make(map[int32]bool, len(component))
		first := int32(component[0].ID())
		for _, node := range component {
			inside[int32(node.ID())] = true
			first = min(first, int32(node.ID()))
		}
		cycles = append(cycles, c.shortestCycle(first, inside))
	}
	slices.SortStableFunc(cycles, func(a, b []int) int {
		if a[0] != b[0] {
			return a[0] - b[0]
		}
		return len(a) - len(b)
	})
	return cycles
}

// shortestCycle searches breadth first from the element inside its strongly connected component until an arc leads
// back to it.
func (c csr) shortestCycle(first int32, inside map[int32]bool) []int {
	from := map[int32]int32{first: first}
	queue := []int32{first}
	for head := 0; head < len(queue); head++ {
		e := queue[head]
		for _, u := range c.row(e) {
			if u == first && e != first {
				return walkBack(e, first, from)
			}
			if _, seen := from[u]; !seen && inside[u] {
				from[u] = e
				queue = append(queue, u)
			}
		}
	}
	return []int{int(first)} // not reached: a component of two or more leads back to each of its elements
}

func walkBack(last, first int32, from map[int32]int32) []int {
	var cycle []int
	for e := last; e != first; e = from[e] {
		cycle = append(cycle, int(e))
	}
	cycle = append(cycle, int(first))
	slices.Reverse(cycle)
	return cycle
}

// circles numbers the strongly connected components: two rows have the same number if each leads to the other.
func circles(c csr) []int32 {
	number := make([]int32, c.rows())
	for i, component := range topo.TarjanSCC(newView(c)) {
		for _, node := range component {
			number[node.ID()] = int32(i)
		}
	}
	return number
}
