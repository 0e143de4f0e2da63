package network

import (
	"slices"

	"gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/iterator"
	"gonum.org/v1/gonum/graph/simple"
)

// view shows flat rows as one of gonum's directed graphs; ids are row numbers.
type view struct{ out, in csr }

var _ graph.Directed = view{}

func newView(out csr) view { return view{out, out.transposed()} }

// Graph is the network for gonum's algorithms: the nodes are the elements, the id of a node is the element's index, and
// an edge leads from an element to one that it hands its service on to. Edges come in ascending order.
func (n *Network) Graph() graph.Directed { return view{n.out, n.in} }

func (g view) has(id int64) bool { return id >= 0 && id < int64(g.out.rows()) }

func (g view) Node(id int64) graph.Node {
	if !g.has(id) {
		return nil
	}
	return simple.Node(id)
}

func (g view) Nodes() graph.Nodes {
	nodes := make([]graph.Node, g.out.rows())
	for i := range nodes {
		nodes[i] = simple.Node(i)
	}
	return nodesOf(nodes)
}

func (g view) From(id int64) graph.Nodes { return g.row(g.out, id) }
func (g view) To(id int64) graph.Nodes   { return g.row(g.in, id) }

func (g view) row(c csr, id int64) graph.Nodes {
	if !g.has(id) {
		return graph.Empty
	}
	row := c.row(int32(id))
	nodes := make([]graph.Node, len(row))
	for i, v := range row {
		nodes[i] = simple.Node(v)
	}
	return nodesOf(nodes)
}

func nodesOf(nodes []graph.Node) graph.Nodes {
	if len(nodes) == 0 {
		return graph.Empty
	}
	return iterator.NewOrderedNodes(nodes)
}

func (g view) HasEdgeFromTo(u, v int64) bool {
	if !g.has(u) || !g.has(v) {
		return false
	}
	_, found := slices.BinarySearch(g.out.row(int32(u)), int32(v))
	return found
}

func (g view) HasEdgeBetween(u, v int64) bool {
	return g.HasEdgeFromTo(u, v) || g.HasEdgeFromTo(v, u)
}

func (g view) Edge(u, v int64) graph.Edge {
	if !g.HasEdgeFromTo(u, v) {
		return nil
	}
	return simple.Edge{F: simple.Node(u), T: simple.Node(v)}
}
