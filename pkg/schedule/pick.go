package schedule

import (
	"math"
	"slices"
)

// picker solves the subproblem of the relaxation: for each group the cheapest mode and starts under the present prices,
// with the group's own lags kept. The lags inside a group form a forest in nearly all plans; a lag that would close a
// (not directed) cycle, and is not implied by the others, is priced like the lags between groups. On a forest the best
// starts are found by one pass from the leaves to the root with prefix and suffix minima, in time linear in the periods.
type picker struct {
	r     *relaxation
	trees []tree      // per gm
	out   [][]lagEnd  // per activity: relaxed lags that it takes part in
	cost  [][]float64 // per local activity: cost of each start, scratch
	arg   []int32     // per local activity: chosen start, scratch
	keep  []int32
	start []int32 // per activity: last pick
}

// lagEnd is one end of a relaxed lag.
type lagEnd struct {
	lag  int32
	from bool
}

func (k *picker) init(r *relaxation) {
	m := r.m
	k.r = r
	k.trees = make([]tree, len(m.gms))
	k.out = make([][]lagEnd, m.nA)
	k.start = make([]int32, m.nA)
	relaxed := map[[2]int32]bool{}
	widest := 0
	for g := range int32(m.nG) {
		if r.stop.Load() {
			return
		}
		for mode := range m.modes(g) {
			if m.gm(g, mode).dead {
				continue
			}
			widest = max(widest, len(m.gm(g, mode).present))
			t, extra := m.spanning(g, mode)
			k.trees[m.gmOff[g]+mode] = t
			for _, e := range extra {
				relaxed[e] = true
			}
		}
	}
	for a := range int32(m.nA) {
		for _, e := range m.succs[a] {
			if m.groupOf[a] == m.groupOf[e.other] && !relaxed[[2]int32{a, e.other}] {
				continue
			}
			if m.implied(a, e) {
				continue
			}
			l := int32(len(r.lags))
			r.lags = append(r.lags, relaxedLag{a, e.other, e.min})
			k.out[a] = append(k.out[a], lagEnd{l, true})
			k.out[e.other] = append(k.out[e.other], lagEnd{l, false})
		}
	}
	k.cost = make([][]float64, widest)
	for i := range k.cost {
		k.cost[i] = make([]float64, m.h+1)
	}
	k.arg, k.keep = make([]int32, widest), make([]int32, widest)
}

// all picks for every group, adds what the picks ask for to the slope, and gives the sum of the minima and the magnitude
// of the numbers it was computed from.
func (k *picker) all() (value, magnitude float64) {
	m := k.r.m
	for g := range int32(m.nG) {
		if k.r.stop.Load() {
			return 0, 0
		}
		least, chosen := math.Inf(1), int32(-1)
		biggest := 0.0
		base := m.gmOff[g]
		for mode := range m.modes(g) {
			if m.class[base+mode] != mode {
				continue
			}
			timed, mag := k.group(g, mode)
			better := false
			for other := mode; other < m.modes(g); other++ {
				if m.class[base+other] != mode {
					continue
				}
				fixed := k.fixed(m.gm(g, other), g, other)
				biggest = max(biggest, mag+math.Abs(fixed))
				if v := fixed + timed; v < least || chosen < 0 {
					least, chosen, better = v, other, true
				}
			}
			if better {
				copy(k.keep, k.arg[:len(m.gm(g, mode).present)])
			}
		}
		value += least
		magnitude += biggest
		k.book(g, chosen)
	}
	return value, magnitude
}

// group finds the cheapest starts of a group in a mode, without what no start changes; they are left in arg.
func (k *picker) group(g, mode int32) (value, magnitude float64) {
	m, r := k.r.m, k.r
	gm := m.gm(g, mode)
	for i, a := range gm.present {
		x := m.am(a, mode)
		magnitude += k.startCosts(a, mode, x, k.cost[i])
	}
	t := &k.trees[m.gmOff[g]+mode]
	for _, s := range t.steps {
		m.passOn(k.cost[s.child], k.cost[s.parent], m.am(gm.present[s.child], mode), m.am(gm.present[s.parent], mode), s)
	}
	for _, root := range t.roots {
		x := m.am(gm.present[root], mode)
		s := argmin(k.cost[root], x.est, x.lst)
		k.arg[root] = s
		value += k.cost[root][s]
	}
	for _, s := range slices.Backward(t.steps) {
		c, p := m.am(gm.present[s.child], mode), m.am(gm.present[s.parent], mode)
		at := k.arg[s.parent]
		if s.first {
			k.arg[s.child] = argmin(k.cost[s.child], c.est, min(c.lst, at-s.min-c.dur))
		} else {
			k.arg[s.child] = argmin(k.cost[s.child], max(c.est, at+p.dur+s.min), c.lst)
		}
	}
	r.work += int64(10 * len(gm.present))
	return value, magnitude
}

// fixed is the part of a mode's cost that no start changes.
func (k *picker) fixed(gm *groupMode, g, mode int32) float64 {
	r, m := k.r, k.r.m
	v := float64(gm.fixed[r.k])
	for j := range r.k {
		v += r.price[r.valueAt+j] * float64(gm.fixed[j])
	}
	for b, u := range gm.uses {
		v += r.price[r.budgetAt+b] * float64(u)
	}
	if len(gm.present) == len(m.members[g]) {
		return v
	}
	for _, a := range m.members[g] { // an absent predecessor counts as complete from the beginning
		if !m.am(a, mode).absent {
			continue
		}
		for _, e := range k.out[a] {
			if e.from {
				v -= r.behind[int(e.lag)*(m.h+2)]
			}
		}
	}
	return v
}

// startCosts fills cost with what each start in the window costs under the prices, +Inf where no start is allowed, and
// gives the magnitude of the numbers involved.
func (k *picker) startCosts(a, mode int32, x *actMode, cost []float64) float64 {
	r, m := k.r, k.r.m
	h, of := m.h, k.r.tracks.of[m.amOff[a]+mode]
	slope := float64(rate(x, r.k))
	for j := range r.k {
		slope += r.price[r.valueAt+j] * float64(rate(x, j))
	}
	magnitude := slope * float64(h)
	window := cost[x.est : x.lst+1]
	for i := range window {
		window[i] = slope * float64(int(x.est+x.dur)+i)
	}
	for _, d := range of {
		sum := r.sums[int(d.res)*(h+1):]
		amount := float64(d.amount)
		magnitude += amount * sum[h]
		from, to := sum[x.est:], sum[x.est+x.dur:]
		for i := range window {
			window[i] += amount * (to[i] - from[i])
		}
	}
	for i := range x.profiles {
		p := &x.profiles[i]
		later := r.later[int(p.v)*(h+1) : (int(p.v)+1)*(h+1)]
		before := int64(0)
		for j, off := range p.offs {
			amount := float64(p.net[j] - before)
			before = p.net[j]
			magnitude += math.Abs(amount) * later[0]
			at := int(x.est + off)
			for t := range window[:max(0, min(len(window), h-at))] {
				window[t] += amount * later[at+t]
			}
		}
	}
	for _, d := range x.draws {
		base := r.drawAt + int(d.v)*h
		amount := float64(d.amount)
		for i := range window {
			if t := int(x.est+d.off) + i; t < h {
				window[i] += amount * r.price[base+t]
				magnitude += amount * r.price[base+t]
			}
		}
	}
	for _, e := range k.out[a] {
		behind := r.behind[int(e.lag)*(h+2):]
		magnitude += behind[0]
		if !e.from {
			for i := range window {
				window[i] += behind[int(x.est)+i]
			}
			continue
		}
		shift := int(x.est + x.dur + r.lags[e.lag].min)
		for i := range window {
			window[i] -= behind[min(max(shift+i, 0), h)]
		}
	}
	for s := x.est; s <= x.lst; s++ {
		if open := x.next[s]; open != s {
			for ; s < open && s <= x.lst; s++ {
				cost[s] = math.Inf(1)
			}
			s--
		}
	}
	r.work += int64(len(window) * (2 + len(of) + 2*len(x.profiles) + 2*len(k.out[a])))
	return magnitude
}

// book adds what the pick of a group asks for to the slope.
func (k *picker) book(g, mode int32) {
	r, m := k.r, k.r.m
	h := m.h
	gm := m.gm(g, mode)
	for b, u := range gm.uses {
		r.slope[r.budgetAt+b] += float64(u)
	}
	for j := range r.k {
		r.slope[r.valueAt+j] += float64(gm.fixed[j])
	}
	first, finish := int32(-1), 0.0
	for i, a := range gm.present {
		x, s := m.am(a, mode), k.keep[i]
		k.start[a] = s
		if first < 0 && (gm.urgent[i] || gm.before[i]) {
			first = s
		}
		if gm.urgent[i] || i == len(gm.present)-1 && finish == 0 {
			finish = float64(s + x.dur)
		}
		for j := range r.k {
			r.slope[r.valueAt+j] += float64(rate(x, j)) * float64(s+x.dur)
		}
		for _, d := range r.tracks.of[m.amOff[a]+mode] {
			row := r.slope[r.resAt+int(d.res)*h:]
			for t := s; t < s+x.dur; t++ {
				row[t] += float64(d.amount)
			}
		}
		for j := range x.profiles {
			p := &x.profiles[j]
			for n, off := range p.offs {
				until := h
				if n+1 < len(p.offs) {
					until = min(h, int(s+p.offs[n+1]))
				}
				row := r.slope[r.levelAt+int(p.v)*h:]
				for t := int(s + off); t < until; t++ {
					row[t] += float64(p.net[n])
				}
			}
			r.work += int64(h)
		}
		for _, d := range x.draws {
			if t := int(s + d.off); t < h {
				r.slope[r.drawAt+int(d.v)*h+t] += float64(d.amount)
			}
		}
		for _, e := range k.out[a] {
			row := r.slope[r.lagAt+int(e.lag)*h : r.lagAt+int(e.lag)*h+h]
			if e.from {
				for t := max(0, int(s+x.dur+r.lags[e.lag].min)); t < h; t++ {
					row[t]--
				}
			} else {
				for t := int(s); t < h; t++ {
					row[t]++
				}
			}
		}
	}
	if len(gm.present) < len(m.members[g]) {
		k.bookAbsent(g, mode)
	}
	r.finish[g] += 0.05 * (finish - r.finish[g])
	middle := finish
	if first >= 0 {
		middle = (float64(first) + finish) / 2
	}
	r.order[g] += 0.05 * (middle - r.order[g])
}

func (k *picker) bookAbsent(g, mode int32) {
	r, m := k.r, k.r.m
	for _, a := range m.members[g] {
		if !m.am(a, mode).absent {
			continue
		}
		for _, e := range k.out[a] {
			if e.from {
				for t := range m.h {
					r.slope[r.lagAt+int(e.lag)*m.h+t]--
				}
			}
		}
	}
}
