package schedule

import (
	"math"
	"slices"
)

// tree is how the activities of a group in one mode hang together.
type tree struct {
	steps []treeStep // leaves first
	roots []int32    // local indices
}

// treeStep hands the cost of a child on to its parent.
type treeStep struct {
	child, parent int32 // local indices
	first         bool  // the child comes before the parent
	min           int32 // of the lag between them
}

// implied tells whether the windows alone already enforce a lag, in all modes.
func (m *model) implied(a int32, e arc) bool {
	latest, earliest := int32(-1), int32(m.h+1)
	for mode := range m.modes(m.groupOf[a]) {
		if x := m.am(a, mode); !x.absent && !m.gm(m.groupOf[a], mode).dead {
			latest = max(latest, x.lst+x.dur+e.min)
		}
	}
	g := m.groupOf[e.other]
	for mode := range m.modes(g) {
		if x := m.am(e.other, mode); !x.absent && !m.gm(g, mode).dead {
			earliest = min(earliest, x.est)
		}
	}
	return latest <= earliest
}

// spanning chooses the lags that the dynamic programme keeps for a group in a mode, and lists the others as (from, to).
func (m *model) spanning(g, mode int32) (tree, [][2]int32) {
	present := m.gm(g, mode).present
	n := len(present)
	local := make(map[int32]int32, n)
	for i, a := range present {
		local[a] = int32(i)
	}
	type edge struct {
		from, to int32
		min      int32
	}
	var edges []edge
	for i, a := range present {
		for _, e := range m.succs[a] {
			if j, here := local[e.other]; here {
				edges = append(edges, edge{int32(i), j, e.min})
			}
		}
	}
	// short lags first: a long one is more often implied by a path of them
	slices.SortStableFunc(edges, func(a, b edge) int { return int((a.to - a.from) - (b.to - b.from)) })
	comp := make([]int32, n)
	for i := range comp {
		comp[i] = int32(i)
	}
	find := func(i int32) int32 {
		for comp[i] != i {
			comp[i] = comp[comp[i]]
			i = comp[i]
		}
		return i
	}
	near := make([][]treeStep, n) // per local activity: neighbours in the forest, as steps towards it
	var extra [][2]int32
	var kept []edge
	for _, e := range edges {
		if a, b := find(e.from), find(e.to); a != b {
			comp[a] = b
			kept = append(kept, e)
			near[e.to] = append(near[e.to], treeStep{child: e.from, parent: e.to, first: true, min: e.min})
			near[e.from] = append(near[e.from], treeStep{child: e.to, parent: e.from, first: false, min: e.min})
			continue
		}
		// implied by the kept ones? longest path from e.from to e.to over them, in topological (local) order
		const none = math.MinInt32 / 2
		dist := make([]int32, n) // from completion of e.from to the start of i
		for i := range dist {
			dist[i] = none
		}
		for i := e.from; i <= e.to; i++ {
			for _, f := range kept {
				if f.from != i {
					continue
				}
				switch {
				case i == e.from:
					dist[f.to] = max(dist[f.to], f.min)
				case dist[i] > none:
					dist[f.to] = max(dist[f.to], dist[i]+m.am(present[i], mode).dur+f.min)
				}
			}
		}
		if dist[e.to] < e.min {
			extra = append(extra, [2]int32{present[e.from], present[e.to]})
		}
	}
	var t tree
	seen := make([]bool, n)
	for root := range int32(n) {
		if seen[root] {
			continue
		}
		seen[root] = true
		t.roots = append(t.roots, root)
		queue := []int32{root}
		var steps []treeStep
		for i := 0; i < len(queue); i++ {
			for _, s := range near[queue[i]] {
				if !seen[s.child] {
					seen[s.child] = true
					queue = append(queue, s.child)
					steps = append(steps, s)
				}
			}
		}
		slices.Reverse(steps)
		t.steps = append(t.steps, steps...)
	}
	return t, extra
}

// argmin finds the first cheapest start in lo … hi. lo ≤ hi always holds inside windows that the lags have narrowed.
func argmin(cost []float64, lo, hi int32) int32 {
	best := lo
	for s := lo + 1; s <= hi; s++ {
		if cost[s] < cost[best] {
			best = s
		}
	}
	return best
}

// passOn adds to the parent's cost of each start the least that the child costs beside it.
func (m *model) passOn(child, parent []float64, c, p *actMode, s treeStep) {
	least := math.Inf(1)
	if s.first { // child's start ≤ parent's start - min - child's duration
		at := c.est
		for t := p.est; t <= p.lst; t++ {
			for ; at <= c.lst && at <= t-s.min-c.dur; at++ {
				least = min(least, child[at])
			}
			parent[t] += least
		}
		return
	}
	at := c.lst // child's start ≥ parent's start + parent's duration + min
	for t := p.lst; t >= p.est; t-- {
		for ; at >= c.est && at >= t+p.dur+s.min; at-- {
			least = min(least, child[at])
		}
		parent[t] += least
	}
}
