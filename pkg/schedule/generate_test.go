package schedule

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// subtree is a set function like the one of a tree-shaped network: an activity that runs takes a node and all below it
// out, and the customers lost together may not exceed the cap.
type subtree struct {
	parent []int // per node; -1 for a root
	lost   []int // customers at each node
	node   []int // per activity
	below  []int // customers at each node and under it
	cap    []int // per period
}

func (f subtree) Allowed(t int, set []Running) bool {
	sum := 0
	for i, r := range set {
		n := f.node[r.Activity]
		covered := false
		for j, o := range set {
			m := f.node[o.Activity]
			for at := n; at >= 0 && !covered; at = f.parent[at] {
				covered = at == m && (m != n || j < i)
			}
		}
		if !covered {
			sum += f.below[n]
		}
	}
	return sum <= f.cap[t]
}

// network generates a plan of the size and shape that riprep is for: n packages on trees of hubs and tails, five steps
// each, two or three modes, money released in steps and 39.5 % of it returned nine periods after it was spent, crews of
// 3, 4 and 1, winters in which towers are closed, hubs before tails, old hubs gone only after the tails have moved, a cap
// on customers off at the same time. Exposure is the first objective, cost the second.
func network(n int, seed uint64) Problem {
	r := rand.New(rand.NewPCG(seed, 7))
	between := func(lo, hi int) int { return lo + r.IntN(hi-lo+1) }
	const h = 104
	scale := max(1, (n+100)/200)
	p := Problem{Horizon: h, Objectives: []Objective{{Name: "exposure"}, {Name: "cost"}}}
	flat := func(c int) []int64 {
		out := make([]int64, h)
		for t := range out {
			out[t] = int64(c)
		}
		return out
	}
	p.Resources = []Resource{{"tower", flat(3 * scale)}, {"ip", flat(4 * scale)}, {"core", flat(scale)}}
	winter := func(from, to int) []bool {
		c := make([]bool, h)
		for t := range c {
			w := t % 52
			c[t] = w >= from && w < to
		}
		return c
	}
	calendars := [][]bool{nil, winter(45, 52), winter(0, 8)}
	freeze := winter(46, 47)
	f := subtree{cap: make([]int, h)}
	total := int64(0)
	for g := range n {
		parent := -1
		hub := g < max(2, n/4)
		switch {
		case g < 2:
		case hub:
			parent = r.IntN(g)
		default:
			parent = r.IntN(max(2, n/4))
		}
		customers := between(20, 400)
		if hub {
			customers = between(0, 150)
		}
		f.parent, f.lost = append(f.parent, parent), append(f.lost, customers)
		modes := 2
		if !hub && r.IntN(3) == 0 {
			modes = 3
		}
		p.Groups = append(p.Groups, Group{Name: fmt.Sprintf("package-%03d", g), Modes: modes})
		price := int64(between(40, 160)) * 100_000
		if hub {
			price *= 2
		}
		total += price
		weight := int64(between(10, 60) + customers/4)
		crew, work := 0, calendars[r.IntN(len(calendars))]
		if hub {
			crew, work = 1, nil
		}
		if g < 2 {
			crew = 2
		}
		prepare := between(1, 3)
		due := 0
		if r.IntN(4) == 0 {
			due = between(92, 100)
		}
		for step := range 5 {
			a := Activity{Name: fmt.Sprintf("package-%03d/%d", g, step), Group: g}
			for m := range modes {
				md := Mode{Costs: make([]Cost, 2), Due: due}
				dear := price * int64(100-12*m) / 100
				spend := func(percent int64) {
					amount := dear * percent / 100
					md.Costs[1].Fixed = amount
					md.Flows = []Flow{{0, 0, -amount}, {0, 9, amount * 395 / 1000}}
				}
				switch step {
				case 0:
					md.Duration = prepare
					spend(15)
				case 1:
					md.Duration, md.Closed = 1+m/2, work
					md.Demands = []Demand{{crew, 1}}
					spend(60)
				case 2:
					md.Duration, md.Closed, md.Exclusive = 1, freeze, true
					if m > 0 {
						md.Duration = 2
					}
					md.Demands = []Demand{{1, 1}}
					md.Costs[0].Rate = weight
				case 3:
					md.Duration, md.Closed = 1, work
					md.Demands = []Demand{{crew, 1}}
					spend(20)
				case 4:
					md.Duration = 1
					spend(5)
				}
				a.Modes = append(a.Modes, md)
			}
			f.node = append(f.node, g)
			p.Activities = append(p.Activities, a)
			if step > 0 {
				p.Lags = append(p.Lags, Lag{5*g + step - 1, 5*g + step, 0})
			}
		}
		if parent >= 0 {
			p.Lags = append(p.Lags, Lag{5*parent + 2, 5*g + 2, 0}, Lag{5*g + 2, 5*parent + 3, 0})
		}
	}
	f.gather()
	for t := range f.cap {
		f.cap[t] = max(scale*900, slices.Max(f.below)+scale*300)
	}
	p.Overlap = f
	supply := make([]int64, h)
	for t := range supply {
		share := int64(20)
		for _, at := range []int{13, 26, 39, 52, 65} {
			if t >= at {
				share += 13
			}
		}
		supply[t] = total * share / 100
	}
	p.Reservoirs = []Reservoir{{Name: "cash", Supply: supply}}
	return p
}

// gather fills in below; parents have smaller numbers than their children.
func (f *subtree) gather() {
	f.below = append([]int(nil), f.lost...)
	for n := len(f.below) - 1; n >= 0; n-- {
		if f.parent[n] >= 0 {
			f.below[f.parent[n]] += f.below[n]
		}
	}
}
