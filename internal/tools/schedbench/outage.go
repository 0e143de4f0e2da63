package main

import (
	"slices"

	"github.com/riprep/riprep/pkg/schedule"
)

// node is a place in the network of a generated plan. Nodes are numbered so that every hub comes before what hangs on it.
type node struct {
	parent    int // the hub; -1 for the head of a ring
	ring      int // the ring that it is part of; -1 for a tail
	head      bool
	place     int // on the ring, 1, 2, …
	customers int
}

// makeNodes lays n nodes out: rings of a head and four to eight more, which take up a third of the nodes, and trees of
// tails that hang on them.
func (w *weightedMaker) makeNodes(n int) {
	rings := 0
	for len(w.nodes) < max(1, n/3) {
		head := len(w.nodes)
		w.nodes = append(w.nodes, node{parent: -1, ring: rings, head: true})
		for place := 1; place <= w.between(4, 8) && len(w.nodes) < n; place++ {
			w.nodes = append(w.nodes, node{parent: head, ring: rings, place: place, customers: w.between(0, 150)})
		}
		rings++
	}
	onRings := len(w.nodes)
	for len(w.nodes) < n {
		hub := w.rng.IntN(onRings)
		if len(w.nodes) > onRings && w.percent(40) {
			hub = w.between(onRings, len(w.nodes)-1)
		}
		w.nodes = append(w.nodes, node{parent: hub, ring: -1, customers: w.between(20, 400)})
	}
}

// outage is the set function: customers that are off together may not be more than a cap. A node that is off takes all
// below it along. A ring bears one gap: two nodes off on the same ring cut off all between them, with their trees. So
// losses neither add up (what hangs below counts once) nor stay below the sum.
//
// Numbered in depth first order, what a node takes along is an interval, and so is what lies between two nodes of a ring.
type outage struct {
	nodeOf   []int // per activity
	from, to []int // per node: its interval
	ring     []int // per node: its ring if the ring can be cut there; -1 for tails, and for heads, whose ring is off anyway
	lost     []int // customers in the intervals' order, added up; one more entry than nodes
	cap      int
	periods  int
}

// newOutage caps the customers that are off at the same time at twice what falls on a period when all cutovers
// are spread evenly over three fifths of the horizon, and not below what the largest node takes along.
func newOutage(nodes []node, nodeOf []int, periods int) *outage {
	n := len(nodes)
	o := &outage{periods: periods, nodeOf: nodeOf, from: make([]int, n), to: make([]int, n), ring: make([]int, n), lost: make([]int, 1, n+1)}
	below := make([][]int, n)
	for i, nd := range nodes {
		if nd.parent >= 0 {
			below[nd.parent] = append(below[nd.parent], i)
		}
	}
	var walk func(i int)
	walk = func(i int) {
		o.from[i] = len(o.lost) - 1
		o.lost = append(o.lost, o.lost[len(o.lost)-1]+nodes[i].customers)
		// the ring first and in its order, so that an interval of it has no tails of the head in between
		slices.SortStableFunc(below[i], func(a, b int) int { return nodes[b].ring - nodes[a].ring })
		for _, j := range below[i] {
			walk(j)
		}
		o.to[i] = len(o.lost) - 1
	}
	for i, nd := range nodes {
		if o.ring[i] = nd.ring; nd.head {
			o.ring[i] = -1
		}
		if nd.parent < 0 {
			walk(i)
		}
	}
	worst, sum := 0, 0
	for i := range nodes {
		alone := o.lost[o.to[i]] - o.lost[o.from[i]]
		worst, sum = max(worst, alone), sum+alone
	}
	o.cap = max(worst, sum*10/(3*periods))
	return o
}

// Steady says that the answer is the same in every period.
func (o *outage) Steady() bool { return true }

// Allowed says whether the customers that the set takes off are no more than the cap.
func (o *outage) Allowed(_ int, set []schedule.Running) bool {
	var room [32]int
	off := room[:0]
	for _, r := range set {
		off = append(off, o.nodeOf[r.Activity])
	}
	slices.SortFunc(off, func(a, b int) int { return o.from[a] - o.from[b] })
	lost, reach := 0, 0 // reach: what comes before it is counted
	ring, cut := -1, 0  // the ring that is cut, and where
	lostThen, reachThen := 0, 0
	for _, i := range off {
		from := o.from[i]
		switch r := o.ring[i]; {
		case r < 0:
		case r == ring:
			from, lost, reach = cut, lostThen, reachThen // once more from the first cut on, all that lies between
		default:
			ring, cut, lostThen, reachThen = r, from, lost, reach
		}
		from = max(from, reach)
		if to := o.to[i]; to > from {
			lost, reach = lost+o.lost[to]-o.lost[from], to
		}
	}
	return lost <= o.cap
}

var _ schedule.Steady = (*outage)(nil)

// Covers says what a node takes along alone: all below it. Two nodes on a ring take more.
func (o *outage) Covers() []schedule.Cover {
	c := schedule.Cover{Capacity: slices.Repeat([]int64{int64(o.cap)}, o.periods)}
	for i := range len(o.lost) - 1 {
		c.Weights = append(c.Weights, int64(o.lost[i+1]-o.lost[i]))
	}
	c.Takes = func(r schedule.Running) []int {
		var things []int
		for i := o.from[o.nodeOf[r.Activity]]; i < o.to[o.nodeOf[r.Activity]]; i++ {
			things = append(things, i)
		}
		return things
	}
	return []schedule.Cover{c}
}

var _ schedule.Covering = (*outage)(nil)
