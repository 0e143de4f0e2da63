package schedule

import (
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/gonum/graph/simple"
	"gonum.org/v1/gonum/graph/topo"
)

// lags checks the indices and names every cycle in the graph of lags. The graph is taken over all activities whatever
// their modes: a cycle that some mode would break is still refused, because the engine orders activities once.
func (v *validation) lags() {
	p := v.p
	well := true
	for l, lag := range p.Lags {
		if lag.From < 0 || lag.From >= len(p.Activities) || lag.To < 0 || lag.To >= len(p.Activities) {
			v.fault("lag %d: from %d to %d: there are %d activities", l, lag.From, lag.To, len(p.Activities))
			well = false
			continue
		}
		if lag.Min < -maxOffset || lag.Min > maxOffset {
			v.fault("lag %d: min %d: want -2^30 to 2^30", l, lag.Min)
		}
		if lag.From == lag.To {
			v.fault("lag %d: activity %d %q waits for itself", l, lag.From, p.Activities[lag.From].Name)
			well = false
		}
	}
	if !well || !v.stopped() && v.cyclic() {
		v.nameCycles()
	}
}

// cyclic tells whether no order of the activities respects all lags.
func (v *validation) cyclic() bool {
	m := model{p: v.p, nA: len(v.p.Activities)}
	m.compileLags()
	return len(m.topo) < m.nA
}

// nameCycles reports a shortest cycle in every strongly connected component, beyond the lags that have a fault of their own.
func (v *validation) nameCycles() {
	p := v.p
	g := simple.NewDirectedGraph()
	for _, lag := range p.Lags {
		n := len(p.Activities)
		if lag.From >= 0 && lag.From < n && lag.To >= 0 && lag.To < n && lag.From != lag.To {
			g.SetEdge(g.NewEdge(simple.Node(lag.From), simple.Node(lag.To)))
		}
	}
	var cycles [][]int
	for _, scc := range topo.TarjanSCC(g) {
		if len(scc) < 2 {
			continue
		}
		members := make([]int, len(scc))
		for i, n := range scc {
			members[i] = int(n.ID())
		}
		slices.Sort(members)
		cycles = append(cycles, v.shortestCycle(members))
	}
	slices.SortFunc(cycles, slices.Compare[[]int])
	for _, c := range cycles {
		names := make([]string, 0, len(c)+1)
		for _, a := range append(c, c[0]) {
			names = append(names, fmt.Sprintf("%d %q", a, p.Activities[a].Name))
		}
		v.fault("lags form a cycle: %s", strings.Join(names, " -> "))
	}
}

// shortestCycle finds, inside one strongly connected component, a shortest cycle through its first member: the smallest
// thing that a reader has to look at.
func (v *validation) shortestCycle(members []int) []int {
	next := make(map[int][]int, len(members))
	for _, lag := range v.p.Lags {
		_, from := slices.BinarySearch(members, lag.From)
		_, to := slices.BinarySearch(members, lag.To)
		if from && to && lag.From != lag.To {
			next[lag.From] = append(next[lag.From], lag.To)
		}
	}
	root := members[0]
	came := map[int]int{root: -1}
	for queue := []int{root}; len(queue) > 0; queue = queue[1:] {
		for _, b := range next[queue[0]] {
			if b == root {
				var path []int
				for a := queue[0]; a >= 0; a = came[a] {
					path = append(path, a)
				}
				slices.Reverse(path)
				return path
			}
			if _, seen := came[b]; !seen {
				came[b] = queue[0]
				queue = append(queue, b)
			}
		}
	}
	return members // not reached: a component of two or more has a cycle through each member
}
