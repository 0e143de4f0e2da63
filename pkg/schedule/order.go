package schedule

import (
	"math"
	"slices"
)

// guide knows the groups as wholes: who waits for whom, what each could cost at least, and in which orders it is worth
// inserting them. It is built once, after the windows, and read by all streams.
type guide struct {
	m     *model
	preds [][]int32 // per group: groups that must come before one of its urgent steps
	succs [][]int32 // per group: those that have it in preds
	near  [][]int32 // per group: groups that share a lag with it, either way
	least [][]int64 // per group, per objective: the least it can contribute (0 for a makespan)
	rules [][]float64
	fees  tariff // of the relaxation; rewritten between rounds
}

func newGuide(m *model) *guide {
	d := &guide{m: m, preds: make([][]int32, m.nG), near: make([][]int32, m.nG), least: make([][]int64, m.nG)}
	for g := range int32(m.nG) {
		for mode := range m.modes(g) {
			gm := m.gm(g, mode)
			if gm.dead {
				continue
			}
			for i, a := range gm.present {
				for _, e := range m.preds[a] {
					o := m.groupOf[e.other]
					if o == g {
						continue
					}
					if gm.urgent[i] || gm.before[i] {
						d.preds[g] = append(d.preds[g], o)
					}
					d.near[g], d.near[o] = append(d.near[g], o), append(d.near[o], g)
				}
			}
		}
		d.least[g] = m.leastCost(g)
	}
	for g := range d.preds {
		slices.Sort(d.preds[g])
		d.preds[g] = slices.Compact(d.preds[g])
		slices.Sort(d.near[g])
		d.near[g] = slices.Compact(d.near[g])
	}
	d.succs = make([][]int32, m.nG)
	for g, ps := range d.preds {
		for _, p := range ps {
			d.succs[p] = append(d.succs[p], int32(g))
		}
	}
	d.makeRules()
	return d
}

// leastCost is what a group contributes at least to each Sum objective, by windows alone. Rates are not negative, and all
// steps of a mode can stand at their earliest starts together, so the sum over the steps is exact for the windows.
func (m *model) leastCost(g int32) []int64 {
	least := make([]int64, m.nK)
	for k := range least {
		first := true
		for mode := range m.modes(g) {
			gm := m.gm(g, mode)
			if gm.dead {
				continue
			}
			sum := gm.fixed[k]
			for _, a := range gm.present {
				x := m.am(a, mode)
				sum += rate(x, k) * int64(x.est+x.dur)
			}
			if first || sum < least[k] {
				least[k], first = sum, false
			}
		}
	}
	return least
}

// makeRules computes the priority rules: numbers by which groups are sorted, smallest first.
func (d *guide) makeRules() {
	m := d.m
	n := m.nG
	weight, effort := make([]float64, n), make([]float64, n)
	lst, lft, est, succ := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	scale := m.scales()
	for g := range int32(n) {
		mode := d.mainMode(g)
		if mode < 0 {
			continue
		}
		lst[g], lft[g] = math.Inf(1), math.Inf(1)
		gm := m.gm(g, mode)
		for i, a := range gm.present {
			x := m.am(a, mode)
			weight[g] += float64(rate(x, 0))
			effort[g] += m.effort(x, scale)
			if gm.urgent[i] {
				lst[g] = min(lst[g], float64(x.lst))
				est[g] = max(est[g], float64(x.est+x.dur))
			}
			lft[g] = min(lft[g], float64(x.lst+x.dur))
		}
		if math.IsInf(lst[g], 1) {
			lst[g] = lft[g]
		}
		if math.IsInf(lft[g], 1) {
			lst[g], lft[g] = float64(m.h), float64(m.h)
		}
	}
	below := d.descendants()
	ratio, deep := make([]float64, n), make([]float64, n)
	for g := range n {
		ratio[g] = -weight[g] / (effort[g] + 1e-9)
		w, e := weight[g], effort[g]
		deep[g] = ratio[g]
		// the best ratio of a group together with those behind it, taken in the order of their own ratios
		for _, o := range below[g] {
			w, e = w+weight[o], e+effort[o]
		}
		deep[g] = min(deep[g], -w/(e+1e-9))
		succ[g] = -float64(len(below[g]))
	}
	heavy := make([]float64, n)
	for g := range heavy {
		heavy[g] = -weight[g]
	}
	// the last one is replaced by the order of the relaxation as soon as there is one
	d.rules = [][]float64{deep, ratio, lst, lft, est, succ, heavy, slices.Clone(est)}
}

// descendants lists, per group, all groups that wait for it directly or not, at most a few hundred each.
func (d *guide) descendants() [][]int32 {
	const most = 300
	n := d.m.nG
	out := make([][]int32, n)
	seen := make([]int32, n)
	for g := range n {
		list := []int32{int32(g)}
		seen[g] = int32(g + 1)
		for i := 0; i < len(list) && len(list) <= most; i++ {
			for _, o := range d.succs[list[i]] {
				if seen[o] != int32(g+1) {
					seen[o] = int32(g + 1)
					list = append(list, o)
				}
			}
		}
		out[g] = list[1:]
	}
	return out
}

// mainMode is the mode with the least possible cost in the first objective, in the second on a tie, and so on; -1 when none.
func (d *guide) mainMode(g int32) int32 {
	m := d.m
	chosen := int32(-1)
	var least []int64
	for mode := range m.modes(g) {
		gm := m.gm(g, mode)
		if gm.dead {
			continue
		}
		cost := slices.Clone(gm.fixed)
		for _, a := range gm.present {
			x := m.am(a, mode)
			for k := range cost {
				cost[k] += rate(x, k) * int64(x.est+x.dur)
				if m.makespan[k] {
					cost[k] = max(cost[k], int64(x.est+x.dur))
				}
			}
			for _, c := range m.charges {
				if pr := x.profileOf(c.v); pr != nil {
					cost[c.k] += pr.net[0] // what it draws stands for what that is charged
				}
			}
		}
		if chosen < 0 || slices.Compare(cost, least) < 0 {
			chosen, least = mode, cost
		}
	}
	return chosen
}

// scales is, per resource and then per reservoir, what the whole horizon offers: the common measure of effort.
func (m *model) scales() []float64 {
	s := make([]float64, m.nR+m.nV)
	for r := range m.nR {
		for t := range m.h {
			s[r] += float64(m.capacity[r*m.h+t])
		}
	}
	for v := range m.nV {
		s[m.nR+v] = float64(max(1, m.supply[v*m.h+m.h-1]))
	}
	for i := range s {
		s[i] = max(s[i], 1)
	}
	return s
}

// effort is the share of the scarce things that one step takes.
func (m *model) effort(x *actMode, scale []float64) float64 {
	e := 1e-6 * float64(x.dur)
	for _, d := range x.demands {
		e += float64(d.amount) * float64(x.dur) / scale[d.res]
	}
	for _, p := range x.profiles {
		e += float64(p.net[0]) / scale[m.nR+int(p.v)]
	}
	return e
}

// sequence sorts the groups by key and pulls every group in front of those that wait for it. mark is scratch of one entry
// per group, all false before and after.
func (d *guide) sequence(groups []int32, key []float64, out []int32, mark []bool) []int32 {
	slices.SortStableFunc(groups, func(a, b int32) int {
		switch {
		case key[a] < key[b]:
			return -1
		case key[a] > key[b]:
			return 1
		}
		return int(a - b)
	})
	for _, g := range groups {
		mark[g] = true
	}
	out = out[:0]
	var stack []int32
	for _, g := range groups {
		// depth first without recursion: a group is written once all marked predecessors are
		stack = append(stack[:0], g)
		for len(stack) > 0 {
			top := stack[len(stack)-1]
			if !mark[top] {
				stack = stack[:len(stack)-1]
				continue
			}
			pushed := false
			for _, p := range d.preds[top] {
				if mark[p] && !slices.Contains(stack, p) {
					stack = append(stack, p)
					pushed = true
					break
				}
			}
			if !pushed {
				mark[top] = false
				out = append(out, top)
				stack = stack[:len(stack)-1]
			}
		}
	}
	return out
}
