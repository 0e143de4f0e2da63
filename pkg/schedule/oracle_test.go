package schedule

import (
	"math/rand/v2"
	"slices"
)

// pairs forbids listed pairs of activities, and any three at once when few is set: a monotone set function that pairwise
// reasoning does not capture.
type pairs struct {
	bad map[[2]int]bool
	few bool
	not int // an activity that may not run in the first two periods; -1 for none
}

func (f pairs) Allowed(t int, set []Running) bool {
	if f.few && len(set) > 2 {
		return false
	}
	for i, x := range set {
		if x.Activity == f.not && t < 2 {
			return false
		}
		for _, y := range set[i+1:] {
			if f.bad[[2]int{min(x.Activity, y.Activity), max(x.Activity, y.Activity)}] {
				return false
			}
		}
	}
	return true
}

// small generates a problem that can be enumerated and uses every part of the model.
func small(seed uint64) Problem {
	r := rand.New(rand.NewPCG(seed, 99))
	between := func(lo, hi int) int { return lo + r.IntN(hi-lo+1) }
	h := between(4, 7)
	p := Problem{Horizon: h, Objectives: []Objective{{Name: "a"}, {Name: "b"}}}
	if r.IntN(4) == 0 {
		p.Objectives[r.IntN(2)].Kind = Makespan
	}
	series := func(lo, hi int) []int64 {
		out := make([]int64, h)
		for t := range out {
			out[t] = int64(between(lo, hi))
		}
		return out
	}
	for range between(0, 2) {
		p.Resources = append(p.Resources, Resource{"r", series(1, 3)})
	}
	if r.IntN(3) == 0 {
		p.Budgets = append(p.Budgets, Budget{"b", int64(between(2, 8))})
	}
	if r.IntN(3) > 0 {
		res := Reservoir{Name: "v", Supply: series(4, 14)}
		if r.IntN(3) > 0 {
			slices.Sort(res.Supply)
		}
		if r.IntN(3) == 0 {
			res.MaxDraw = series(3, 7)
		}
		p.Reservoirs = append(p.Reservoirs, res)
	}
	calendar := make([]bool, h)
	for t := range calendar {
		calendar[t] = r.IntN(5) == 0
	}
	acts := between(2, 5)
	groups := between(1, min(3, acts))
	for range groups {
		p.Groups = append(p.Groups, Group{"g", between(1, 2)})
	}
	for a := range acts {
		g := a
		if a >= groups {
			g = r.IntN(groups)
		}
		act := Activity{Name: "x", Group: g}
		for range p.Groups[g].Modes {
			md := Mode{Duration: between(0, 3), Exclusive: r.IntN(2) == 0}
			if r.IntN(6) == 0 {
				md.Absent = true
			}
			if r.IntN(4) == 0 {
				md.Release = r.IntN(2)
			}
			if r.IntN(4) == 0 {
				md.Due = between(h-2, h)
			}
			if r.IntN(3) == 0 {
				md.Closed = calendar
			}
			for i := range p.Resources {
				if r.IntN(2) == 0 {
					md.Demands = append(md.Demands, Demand{i, int64(between(0, 2))})
				}
			}
			for i := range p.Budgets {
				md.Uses = append(md.Uses, Use{i, int64(between(0, 3))})
			}
			for i := range p.Reservoirs {
				if r.IntN(3) > 0 {
					out := between(0, 5)
					md.Flows = append(md.Flows, Flow{i, between(0, 1), int64(-out)})
					if out > 0 && r.IntN(2) == 0 {
						md.Flows = append(md.Flows, Flow{i, between(1, 4), int64(r.IntN(out + 1))})
					}
					if r.IntN(6) == 0 {
						md.Flows = append(md.Flows, Flow{i, 3, int64(-between(1, 2))})
					}
				}
			}
			if r.IntN(5) > 0 {
				md.Costs = []Cost{{int64(between(-3, 6)), int64(between(0, 4))}, {int64(between(0, 9)), int64(between(0, 2))}}
			}
			act.Modes = append(act.Modes, md)
		}
		p.Activities = append(p.Activities, act)
	}
	for b := range acts {
		for a := range b {
			if r.IntN(3) == 0 {
				p.Lags = append(p.Lags, Lag{a, b, between(-2, 1)})
			}
		}
	}
	if r.IntN(3) > 0 {
		f := pairs{bad: map[[2]int]bool{}, few: r.IntN(2) == 0, not: -1}
		if r.IntN(4) == 0 {
			f.not = r.IntN(acts)
		}
		for b := range acts {
			for a := range b {
				f.bad[[2]int{a, b}] = r.IntN(4) == 0
			}
		}
		p.Overlap = f
	}
	return p
}

// enumerate finds the optimum by trying everything: all modes, all starts, in the order of the activities, with nothing
// but Check to tell right from wrong. The only shortcut is to judge a start together with those before it, all others
// absent, where the kinds of limits that more activities can only make worse are looked at.
func enumerate(p Problem) (value []int64, modes, starts []int, found bool) {
	m := make([]int, len(p.Groups))
	s := make([]int, len(p.Activities))
	var tryModes func(g int)
	var tryStarts func(a int)
	tryStarts = func(a int) {
		if a == len(p.Activities) {
			if len(Check(p, Solution{Modes: m, Starts: s})) > 0 {
				return
			}
			if v := Evaluate(p, m, s); !found || slices.Compare(v, value) < 0 {
				value, modes, starts, found = v, slices.Clone(m), slices.Clone(s), true
			}
			return
		}
		md := &p.Activities[a].Modes[m[p.Activities[a].Group]]
		if md.Absent {
			s[a] = -1
			tryStarts(a + 1)
			return
		}
		due := p.Horizon
		if md.Due > 0 {
			due = min(due, md.Due)
		}
	next:
		for s[a] = md.Release; s[a]+md.Duration <= due; s[a]++ {
			for t := s[a]; t < s[a]+md.Duration; t++ {
				if md.Closed != nil && md.Closed[t] {
					continue next
				}
			}
			for _, l := range p.Lags {
				if l.To != a || s[l.From] < 0 {
					continue
				}
				from := p.Activities[l.From].Modes[m[p.Activities[l.From].Group]]
				if s[a] < s[l.From]+from.Duration+l.Min {
					continue next
				}
			}
			tryStarts(a + 1)
		}
	}
	tryModes = func(g int) {
		if g == len(p.Groups) {
			tryStarts(0)
			return
		}
		for m[g] = 0; m[g] < p.Groups[g].Modes; m[g]++ {
			tryModes(g + 1)
		}
	}
	tryModes(0)
	return value, modes, starts, found
}
