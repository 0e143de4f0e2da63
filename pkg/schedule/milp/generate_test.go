package milp

import (
	"fmt"
	"math/rand/v2"

	"github.com/riprep/riprep/pkg/schedule"
)

// clashing is a monotone set function: some pairs of groups may not run together, and no more than most groups at once,
// fewer in the first periods where it is not steady.
type clashing struct {
	bad   map[[2]int]bool // pairs of groups, the smaller first
	most  int
	tight int // periods in which one less may run
	group []int
}

func (f clashing) Allowed(t int, set []schedule.Running) bool {
	most := f.most
	if t < f.tight {
		most--
	}
	groups := map[int]bool{}
	for _, r := range set {
		groups[f.group[r.Activity]] = true
	}
	for a := range groups {
		for b := range groups {
			if a < b && f.bad[[2]int{a, b}] {
				return false
			}
		}
	}
	return len(groups) <= most
}

func (f clashing) Steady() bool { return f.tight == 0 }

// byClass is the same function, which also says what it looks at.
type byClass struct{ clashing }

func (f byClass) Class(r schedule.Running) int { return f.group[r.Activity] }

// generator makes random problems of 15 to 30 activities that use every part of the model.
type generator struct {
	*rand.Rand
	p schedule.Problem
}

func (g *generator) between(lo, hi int) int { return lo + g.IntN(hi-lo+1) }

func (g *generator) series(lo, hi int) []int64 {
	out := make([]int64, g.p.Horizon)
	for t := range out {
		out[t] = int64(g.between(lo, hi))
	}
	return out
}

// random is a problem of so many activities. A few of them have no schedule.
func random(seed uint64, activities int) schedule.Problem {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 4711))}
	g.p.Horizon = g.between(9, 13)
	g.p.Objectives = []schedule.Objective{{Name: "exposure"}, {Name: "cost"}}
	if g.IntN(3) == 0 {
		g.p.Objectives[0] = schedule.Objective{Name: "finish", Kind: schedule.Makespan}
	}
	g.limits(activities)
	for len(g.p.Activities) < activities {
		g.group(activities)
	}
	for b := range g.p.Activities {
		for range g.IntN(2) {
			if a := g.IntN(b + 1); a < b && g.p.Activities[a].Group != g.p.Activities[b].Group {
				g.p.Lags = append(g.p.Lags, schedule.Lag{From: a, To: b, Min: g.between(-2, 1)})
			}
		}
	}
	g.overlap()
	return g.p
}

func (g *generator) limits(activities int) {
	for r := range 2 {
		g.p.Resources = append(g.p.Resources, schedule.Resource{Name: fmt.Sprintf("crew %d", r), Capacity: g.series(3, 4)})
	}
	g.p.Budgets = []schedule.Budget{{Name: "share", Capacity: int64(activities / 3)}}
	cash := schedule.Reservoir{Name: "cash", Supply: g.series(0, 10)}
	for t := range cash.Supply {
		cash.Supply[t] += int64(10 + activities*(t+2)*12/g.p.Horizon/4*2)
	}
	if g.IntN(2) == 0 {
		cash.MaxDraw = g.series(14, 24)
	}
	g.p.Reservoirs = []schedule.Reservoir{cash}
}

// group adds a chain of one to three steps with one or two modes; in the last mode it may be left out at a price,
// and in any a step in the middle may be missing.
func (g *generator) group(activities int) {
	id, modes, first := len(g.p.Groups), g.between(1, 2), len(g.p.Activities)
	optional := modes > 1 && g.IntN(3) == 0
	g.p.Groups = append(g.p.Groups, schedule.Group{Name: fmt.Sprintf("package %d", id), Modes: modes})
	weight, steps := int64(g.between(1, 9)), min(g.between(1, 3), activities-first)
	for step := range steps {
		a := schedule.Activity{Name: fmt.Sprintf("package %d step %d", id, step), Group: id}
		for m := range modes {
			left := optional && m == modes-1
			md := schedule.Mode{Absent: left || step == 1 && g.IntN(4) == 0, Costs: make([]schedule.Cost, 2)}
			if left {
				md.Costs[0].Fixed = weight * int64(g.p.Horizon) / int64(steps)
			}
			if !md.Absent {
				g.mode(&md, m, weight, step == steps-1)
			}
			a.Modes = append(a.Modes, md)
		}
		for from := first; from < len(g.p.Activities); from++ {
			g.p.Lags = append(g.p.Lags, schedule.Lag{From: from, To: len(g.p.Activities), Min: g.between(-1, 1)})
		}
		g.p.Activities = append(g.p.Activities, a)
	}
}

func (g *generator) mode(md *schedule.Mode, m int, weight int64, last bool) {
	md.Duration = g.between(0, 2) + m/2
	md.Exclusive = g.IntN(3) > 0
	md.Demands = []schedule.Demand{{Resource: g.IntN(2), Amount: int64(g.between(1, 2))}}
	md.Uses = []schedule.Use{{Budget: 0, Amount: int64(m % 2)}}
	spend := int64(g.between(1, 8))
	md.Flows = []schedule.Flow{{Reservoir: 0, Amount: -spend}, {Reservoir: 0, Offset: g.between(2, 5), Amount: spend / 2}}
	md.Costs[1].Fixed = spend
	if last {
		md.Costs[0].Rate = weight
	}
	if g.IntN(4) == 0 {
		md.Release = g.IntN(4)
	}
	if g.IntN(6) == 0 {
		md.Due = g.p.Horizon + g.between(-3, 1)
	}
	if g.IntN(3) == 0 {
		md.Closed = make([]bool, g.p.Horizon)
		for t := range md.Closed {
			md.Closed[t] = t%7 == 5 || g.IntN(12) == 0
		}
	}
}

func (g *generator) overlap() {
	f := clashing{bad: map[[2]int]bool{}, most: g.between(2, 4), tight: g.IntN(2) * g.between(0, 6)}
	for b := range g.p.Groups {
		for a := range b {
			f.bad[[2]int{a, b}] = g.IntN(5) == 0
		}
	}
	for _, a := range g.p.Activities {
		f.group = append(f.group, a.Group)
	}
	g.p.Overlap = f
	if g.IntN(2) == 0 {
		g.p.Overlap = byClass{f}
	}
}
