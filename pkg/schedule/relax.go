package schedule

import (
	"math"
	"sync/atomic"
)

// relaxation computes a lower bound for one Sum objective by Lagrangian relaxation: capacities, reservoirs, draws, budgets
// and the lags between groups become prices, and each group then picks its cheapest mode and starts on its own (pick.go).
// The prices are improved by a deflected subgradient method with Polyak steps. Any prices that are not negative give a
// valid bound. Of the set function only what it says in numbers is priced (cover.go): a problem with fewer constraints has
// no higher optimum, so its bound holds for the full problem too.
type relaxation struct {
	m    *model
	d    *guide
	stop *atomic.Bool

	upper *best // the best schedule known, or nil

	k      int // objective
	known  bool
	bound  int64   // best so far, rounded up after the rounding errors were taken off
	value  float64 // before rounding
	work   int64
	finish []float64 // per group: smoothed end of the last step that matters
	order  []float64 // per group: smoothed middle of the steps that matter, a priority rule for the search

	rhs    []float64 // per priced constraint, called a row: its right-hand side
	price  []float64
	top    []float64 // prices of the best bound
	slope  []float64 // violation of the present pick: the subgradient
	dir    []float64 // its running average
	weight []float64 // per row: 1/w², the scale of its unit

	resAt, levelAt, drawAt, budgetAt, valueAt, lagAt, cutAt, oweAt int // where each kind of row begins
	owed                                                           owed
	cuts                                                           [][]float64 // per cut: what a unit out in each period costs; nil where there is none
	tracks                                                         *tracks
	lags                                                           []relaxedLag

	sums   []float64 // prefix sums of the tracks' prices, h+1 per track
	later  []float64 // suffix sums of reservoir prices, h+1 per reservoir
	behind []float64 // suffix sums of lag prices, h+2 per relaxed lag

	picker     picker
	packer     packer
	iterations int
	began      bool
	aimed      bool    // a schedule is known: steps aim at its value
	theta      float64 // share of a Polyak step
	stale      int     // trials since the last progress
	turn       float64 // weight of the newest subgradient, at most
	marked     float64 // value when turn was last reconsidered
}

// relaxedLag is a lag that is priced instead of kept: one row per period t, "To has started by t only if From was
// complete, lag included, by t".
type relaxedLag struct {
	from, to int32
	min      int32
}

// relaxedRows is the largest number of priced constraints; each takes about 60 bytes.
const relaxedRows = 1 << 23

// relaxable tells whether the model can be relaxed within a sane amount of memory.
func (m *model) relaxable() bool {
	rows := m.nR*(1+packSizes) + 2*m.nV
	if m.overlap != nil {
		rows += 2 * len(m.overlap.covers)
	}
	for a, arcs := range m.succs {
		for _, e := range arcs {
			if m.groupOf[a] != m.groupOf[e.other] {
				rows++
			}
		}
	}
	return rows*m.h <= relaxedRows
}

func newRelaxation(m *model, d *guide, stop *atomic.Bool) *relaxation {
	r := &relaxation{m: m, d: d, stop: stop, order: append([]float64(nil), d.rules[len(d.rules)-1]...)}
	r.picker.init(r)
	r.finish = make([]float64, m.nG)
	h := m.h
	add := func(n int, rhs func(i int) int64, unit func(i int) float64) int {
		at := len(r.rhs)
		for i := range n {
			r.rhs = append(r.rhs, float64(rhs(i)))
			u := unit(i)
			r.weight = append(r.weight, 1/(u*u))
		}
		return at
	}
	r.tracks = m.tracks()
	nT, unitLevel := len(r.tracks.unit), m.unitsOfReservoirs()
	r.resAt = add(nT*h, func(i int) int64 { return r.tracks.rhs[i] }, func(i int) float64 { return r.tracks.unit[i/h] })
	r.levelAt = add(m.nV*h, func(i int) int64 { return m.supply[i] }, func(i int) float64 { return levelUnit * unitLevel[i/h] * math.Sqrt(float64(h)) })
	r.drawAt = add(m.nV*h, func(i int) int64 { return m.maxDraw[i] }, func(i int) float64 { return unitLevel[i/h] })
	r.budgetAt = add(m.nB, func(i int) int64 { return m.budget[i] }, func(i int) float64 { return m.unitBudget(i) })
	r.valueAt = add(m.nK, func(int) int64 { return 0 }, func(k int) float64 { return m.unitValue(k) })
	r.lagAt = add(len(r.lags)*h, func(int) int64 { return 0 }, func(int) float64 { return lagUnit })
	r.cutAt = add(cutsEach*len(m.charges), func(int) int64 { return 0 }, func(int) float64 { return 1 })
	r.cuts = make([][]float64, cutsEach*len(m.charges))
	r.oweAt = add(min(len(m.charges), 1)*h, func(int) int64 { return 0 }, func(int) float64 { return 1 })
	n := len(r.rhs)
	r.price, r.top, r.slope, r.dir = make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	r.sums, r.later, r.behind = make([]float64, nT*(h+1)), make([]float64, m.nV*(h+1)), make([]float64, len(r.lags)*(h+2))
	r.focusOn(0)
	return r
}

// unitsOfReservoirs is the mean amount that a mode draws from each reservoir first.
func (m *model) unitsOfReservoirs() []float64 {
	sum, n := make([]float64, m.nV), make([]float64, m.nV)
	for i := range m.ams {
		for _, p := range m.ams[i].profiles {
			sum[p.v] += float64(p.net[0])
			n[p.v]++
		}
	}
	for v := range sum {
		sum[v] = max(sum[v], 1) / max(n[v], 1)
	}
	return sum
}

func (m *model) unitBudget(b int) float64 {
	sum, n := 0.0, 0.0
	for i := range m.gms {
		if u := use(&m.gms[i], b); u > 0 {
			sum += float64(u)
			n++
		}
	}
	return max(sum, 1) / max(n, 1)
}

// unitValue is the mean of what a group costs at the end of the horizon in an objective.
func (m *model) unitValue(k int) float64 {
	sum := 0.0
	for i := range m.ams {
		sum += float64(rate(&m.ams[i], k)) * float64(m.h)
	}
	for i := range m.gms {
		sum += math.Abs(float64(m.gms[i].fixed[k]))
	}
	return max(sum, 1) / float64(max(len(m.gms), 1))
}

// focusOn starts over for another objective.
func (r *relaxation) focusOn(k int) {
	r.k, r.known, r.value, r.theta, r.stale, r.began = k, false, math.Inf(-1), firstStep, 0, false
	r.turn, r.marked, r.aimed = firstTurn, math.Inf(-1), false
	clear(r.price)
	clear(r.top)
	clear(r.dir)
	r.tracks.openPacks(false)
	for i, q := range r.tracks.rhs {
		r.rhs[r.resAt+i] = float64(q)
	}
	r.focusOwed()
}

// run improves the bound until the count of work reaches the mark.
func (r *relaxation) run(until int64) {
	upper := r.upper
	if r.m.makespan[r.k] || r.m.nG == 0 || !r.owed.usable() {
		r.work = until
		return
	}
	for j := range r.k {
		r.rhs[r.valueAt+j] = float64(upper.values[j])
	}
	r.boundDebts(upper)
	for r.work < until && !r.stop.Load() {
		if upper != nil && r.known && r.bound >= upper.values[r.k] {
			r.work = until
			return
		}
		r.iterate(upper)
	}
}

// iterate prices, picks, keeps the bound, and takes one step.
func (r *relaxation) iterate(upper *best) {
	r.iterations++
	r.accumulate(r.price, r.sums, r.later, r.behind)
	clear(r.slope)
	value, margin := r.picker.all()
	if r.stop.Load() {
		return // it may be half done
	}
	r.slopeOwed()
	for i := range r.rhs {
		if p := r.price[i]; p != 0 {
			value -= p * r.rhs[i]
			margin += math.Abs(p * r.rhs[i])
		}
		r.slope[i] -= r.rhs[i]
	}
	sold := r.sellPacks()
	value, margin = value-sold, margin+sold
	r.work += int64(5 * len(r.rhs))
	// Every term went through at most this many additions; each costs half an ulp of the magnitude gathered so far.
	ops := float64(64 + 8*r.m.h + 4*r.m.nA + len(r.rhs))
	safe := value - margin*ops*0x1p-52
	if !(math.Abs(safe) < 1e18) {
		r.theta /= 2 // prices ran away: go back
		copy(r.price, r.top)
		clear(r.dir)
		return
	}
	if b := int64(math.Ceil(safe - r.owed.rounding)); !r.known || b > r.bound {
		r.known, r.bound = true, b
	}
	r.advance(value, upper)
	if r.theta < openBelow {
		r.refine()
	}
}

// accumulate turns prices per period into what a start costs: prefix sums for resources, suffix sums for reservoirs and
// lags.
func (r *relaxation) accumulate(price, sums, later, behind []float64) {
	h := r.m.h
	for i, active := range r.tracks.active {
		if !active {
			continue
		}
		sum := sums[i*(h+1) : (i+1)*(h+1)]
		for t := range h {
			sum[t+1] = sum[t] + price[r.resAt+i*h+t]
		}
	}
	for v := range r.m.nV {
		row := later[v*(h+1) : (v+1)*(h+1)]
		for t := h - 1; t >= 0; t-- {
			row[t] = row[t+1] + price[r.levelAt+v*h+t]
		}
	}
	r.accumulateOwed(price, later)
	for l := range r.lags {
		row := behind[l*(h+2) : (l+1)*(h+2)]
		for t := h - 1; t >= 0; t-- {
			row[t] = row[t+1] + price[r.lagAt+l*h+t]
		}
	}
	r.work += int64(2 * len(r.rhs))
}

// sellPacks is what the capacities of packs are worth under the prices. It takes what is sold off the slope.
func (r *relaxation) sellPacks() float64 {
	if !r.tracks.open {
		return 0
	}
	h, total := r.m.h, 0.0
	var price, counts [packSizes]float64
	for i := range r.tracks.packs {
		p := &r.tracks.packs[i]
		n := len(p.sizes)
		for t, capacity := range p.capacity {
			some := false
			for k := range n {
				price[k] = r.price[r.resAt+(p.first+k)*h+t]
				some = some || price[k] > 0
			}
			if !some {
				continue
			}
			total += r.packer.fill(capacity, p.sizes, price[:n], counts[:n])
			for k := range n {
				r.slope[r.resAt+(p.first+k)*h+t] -= counts[k]
			}
			r.work += int64(2 * int(capacity) * n)
		}
	}
	return total
}

// refine opens the packs, if there are any that are not open, and tells whether it did: there is more to gain then. It is for
// when prices have settled, and for when the relaxation would come to rest.
func (r *relaxation) refine() bool {
	if r.tracks.open || len(r.tracks.packs) == 0 || !r.known {
		return false
	}
	r.openPacks()
	return true
}

// openPacks goes over to whole demands, each of which pays at first what its units have paid.
func (r *relaxation) openPacks() {
	h := r.m.h
	for _, p := range r.tracks.packs {
		scale := float64(r.m.unitOf(p.whole))
		from := r.resAt + p.whole*h
		for k, size := range p.sizes {
			to := r.resAt + (p.first+k)*h
			for t := range h {
				r.top[to+t] = r.top[from+t] * float64(size) * scale
			}
		}
		clear(r.top[from : from+h])
		clear(r.dir[from : from+h])
		clear(r.rhs[from : from+h])
	}
	copy(r.price, r.top)
	r.tracks.openPacks(true)
	r.began, r.theta, r.stale, r.turn = false, openStep, 0, firstTurn
}
