package schedule

import (
	"slices"
	"sync/atomic"
)

// model is a problem laid out for the search: flat arrays, small integers, everything that does not change looked up
// once. It is read-only after compile and shared by all streams.
//
// Words: "am" is an activity in a mode, numbered amOff[a]+m; "gm" is a group in a mode, numbered gmOff[g]+m.
type model struct {
	p          *Problem
	h          int // periods
	nA, nG, nK int
	nR, nV, nB int

	amOff, gmOff []int32
	groupOf      []int32   // per activity
	members      [][]int32 // per group, in topological order of the lags
	topo         []int32   // all activities in topological order

	ams []actMode
	gms []groupMode

	class []int32 // per gm: see classes; set when the windows are final

	preds, succs [][]arc // per activity

	capacity []int64 // resource r, period t at r*h+t
	supply   []int64 // reservoir v, period t at v*h+t
	maxDraw  []int64 // likewise; noCap where there is no cap
	budget   []int64

	overlap  *overlap // nil when there is no set function
	makespan []bool   // per objective
	charges  []charge // one per Overdraft objective

	stop *atomic.Bool // ends long preparations half done; nil for never
}

// stopped tells whether what is being prepared is no longer wanted.
func (m *model) stopped() bool { return m.stop != nil && m.stop.Load() }

const noCap = maxTotal * 2

// arc is a lag as seen from one of its ends.
type arc struct {
	other int32
	min   int32
}

// actMode is an activity in one of its modes.
type actMode struct {
	absent    bool
	exclusive bool
	hurry     bool // it matters, or something that matters waits for it: see classify
	regular   bool // every profile draws first and only gives back later
	dur       int32
	est, lst  int32   // first and last start that windows, calendars and lags leave over
	next      []int32 // next[s], 0 ≤ s ≤ h+1: first start ≥ s that the activity could take if it were alone; h+1: none
	prev      []int32 // prev[s], 0 ≤ s ≤ h: last such start ≤ s; -1: none
	demands   []demand
	profiles  []profile
	draws     []draw
	key       uint64  // random number for hashing sets of running activities
	fixed     []int64 // per objective; nil when all zero
	rate      []int64 // per objective; nil when all zero
}

type demand struct {
	res    int32
	amount int64
}

// profile is what one mode has taken out of one reservoir, net, from each offset on. Amounts are never negative.
type profile struct {
	v    int32
	offs []int32
	net  []int64
}

// draw is what one mode draws from one reservoir at one offset, counted against MaxDraw.
type draw struct {
	v, off int32
	amount int64
}

// groupMode is a group in one of its modes.
type groupMode struct {
	dead    bool    // proved useless: no start left for some activity, or dominated
	uses    []int64 // per budget; nil when none
	fixed   []int64 // per objective
	present []int32 // members that take place, in topological order
	urgent  []bool  // per entry of present: its completion matters to an objective or to another group
	vital   bool    // one of them is urgent
	before  []bool  // per entry of present: not urgent, but an urgent one waits for it
}

func (m *model) am(a int32, mode int32) *actMode { return &m.ams[m.amOff[a]+mode] }
func (m *model) gm(g int32, mode int32) *groupMode {
	return &m.gms[m.gmOff[g]+mode]
}
func (m *model) modes(g int32) int32 { return m.gmOff[g+1] - m.gmOff[g] }

// compile lays a valid problem out.
func compile(p *Problem) *model { return compileUntil(p, nil) }

// compileUntil is compile; when stop is set it leaves the model half done.
func compileUntil(p *Problem, stop *atomic.Bool) *model {
	m := &model{p: p, stop: stop, h: p.Horizon, nA: len(p.Activities), nG: len(p.Groups), nK: len(p.Objectives),
		nR: len(p.Resources), nV: len(p.Reservoirs), nB: len(p.Budgets)}
	m.compileLags()
	m.compileCapacities()
	m.amOff = make([]int32, m.nA+1)
	m.groupOf = make([]int32, m.nA)
	for a := range p.Activities {
		m.amOff[a+1] = m.amOff[a] + int32(len(p.Activities[a].Modes))
		m.groupOf[a] = int32(p.Activities[a].Group)
	}
	m.members = make([][]int32, m.nG)
	for _, a := range m.topo {
		g := m.groupOf[a]
		m.members[g] = append(m.members[g], a)
	}
	for _, o := range p.Objectives {
		m.makespan = append(m.makespan, o.Kind == Makespan)
	}
	m.compileCharges()
	m.ams = make([]actMode, m.amOff[m.nA])
	tables := startTables{m: m, known: map[string]*startTable{}}
	for a := range p.Activities {
		if m.stopped() {
			return m
		}
		for i := range p.Activities[a].Modes {
			m.compileMode(&m.ams[int(m.amOff[a])+i], &p.Activities[a].Modes[i], &tables)
		}
	}
	for i := range m.ams {
		m.ams[i].key = splitmix(uint64(i) + 0x5851f42d4c957f2d)
	}
	m.gmOff = make([]int32, m.nG+1)
	for g := range p.Groups {
		m.gmOff[g+1] = m.gmOff[g] + int32(p.Groups[g].Modes)
	}
	m.gms = make([]groupMode, m.gmOff[m.nG])
	for g := range p.Groups {
		for i := range p.Groups[g].Modes {
			m.compileGroupMode(int32(g), int32(i))
		}
	}
	if p.Overlap != nil {
		m.overlap = newOverlap(p.Overlap)
	}
	return m
}

// compileLags keeps, of parallel lags, the longest, and orders the activities (Kahn, smallest index first).
func (m *model) compileLags() {
	m.preds, m.succs = make([][]arc, m.nA), make([][]arc, m.nA)
	lags := slices.Clone(m.p.Lags)
	slices.SortStableFunc(lags, func(a, b Lag) int {
		switch {
		case a.From != b.From:
			return a.From - b.From
		case a.To != b.To:
			return a.To - b.To
		}
		return b.Min - a.Min
	})
	for i, l := range lags {
		if i > 0 && l.From == lags[i-1].From && l.To == lags[i-1].To {
			continue
		}
		m.succs[l.From] = append(m.succs[l.From], arc{int32(l.To), int32(l.Min)})
		m.preds[l.To] = append(m.preds[l.To], arc{int32(l.From), int32(l.Min)})
	}
	open := make([]int32, m.nA)
	var ready int32Heap
	for a := range open {
		open[a] = int32(len(m.preds[a]))
		if open[a] == 0 {
			ready.push(int32(a))
		}
	}
	m.topo = make([]int32, 0, m.nA)
	for len(ready) > 0 {
		a := ready.pop()
		m.topo = append(m.topo, a)
		for _, e := range m.succs[a] {
			if open[e.other]--; open[e.other] == 0 {
				ready.push(e.other)
			}
		}
	}
}

func (m *model) compileCapacities() {
	p := m.p
	m.capacity = make([]int64, 0, m.nR*m.h)
	for r := range p.Resources {
		m.capacity = append(m.capacity, p.Resources[r].Capacity...)
	}
	m.supply, m.maxDraw = make([]int64, 0, m.nV*m.h), make([]int64, 0, m.nV*m.h)
	for v := range p.Reservoirs {
		m.supply = append(m.supply, p.Reservoirs[v].Supply...)
		for t := range m.h {
			if d := p.Reservoirs[v].MaxDraw; d != nil {
				m.maxDraw = append(m.maxDraw, d[t])
			} else {
				m.maxDraw = append(m.maxDraw, noCap)
			}
		}
	}
	for b := range p.Budgets {
		m.budget = append(m.budget, p.Budgets[b].Capacity)
	}
}

func (m *model) compileMode(x *actMode, md *Mode, tables *startTables) {
	if md.Costs != nil {
		x.fixed, x.rate = make([]int64, m.nK), make([]int64, m.nK)
		for k, c := range md.Costs {
			if m.p.Objectives[k].Kind == Sum {
				x.fixed[k], x.rate[k] = c.Fixed, c.Rate
			}
		}
	}
	x.absent = md.Absent
	if md.Absent {
		return
	}
	x.dur, x.exclusive = int32(min(md.Duration, m.h+1)), md.Exclusive && md.Duration > 0 && m.p.Overlap != nil
	if md.Duration > 0 {
		x.demands = compileDemands(md.Demands)
	}
	m.compileFlows(x, md.Flows)
	t := tables.get(x, md)
	x.next, x.prev = t.next, t.prev
	x.est, x.lst = x.next[0], x.prev[m.h]
}

func compileDemands(in []Demand) []demand {
	var out []demand
	for _, d := range in {
		i := slices.IndexFunc(out, func(e demand) bool { return int(e.res) == d.Resource })
		switch {
		case d.Amount == 0:
		case i < 0:
			out = append(out, demand{int32(d.Resource), d.Amount})
		default:
			out[i].amount += d.Amount
		}
	}
	slices.SortFunc(out, func(a, b demand) int { return int(a.res - b.res) })
	return out
}

func (m *model) compileFlows(x *actMode, in []Flow) {
	flows := slices.DeleteFunc(slices.Clone(in), func(f Flow) bool { return f.Amount == 0 || f.Offset >= m.h })
	slices.SortStableFunc(flows, func(a, b Flow) int {
		if a.Reservoir != b.Reservoir {
			return a.Reservoir - b.Reservoir
		}
		return a.Offset - b.Offset
	})
	x.regular = true
	for i, f := range flows {
		fresh := i == 0 || flows[i-1].Reservoir != f.Reservoir
		if fresh {
			x.profiles = append(x.profiles, profile{v: int32(f.Reservoir)})
		}
		pr := &x.profiles[len(x.profiles)-1]
		n := len(pr.offs)
		switch {
		case n > 0 && pr.offs[n-1] == int32(f.Offset):
			pr.net[n-1] -= f.Amount
		case n > 0:
			pr.offs, pr.net = append(pr.offs, int32(f.Offset)), append(pr.net, pr.net[n-1]-f.Amount)
		default:
			pr.offs, pr.net = append(pr.offs, int32(f.Offset)), append(pr.net, -f.Amount)
		}
		if f.Amount < 0 && m.p.Reservoirs[f.Reservoir].MaxDraw != nil {
			d := len(x.draws)
			if d > 0 && x.draws[d-1].v == int32(f.Reservoir) && x.draws[d-1].off == int32(f.Offset) {
				x.draws[d-1].amount -= f.Amount
			} else {
				x.draws = append(x.draws, draw{int32(f.Reservoir), int32(f.Offset), -f.Amount})
			}
		}
	}
	for _, pr := range x.profiles {
		for i := 1; i < len(pr.net); i++ {
			x.regular = x.regular && pr.net[i] <= pr.net[i-1]
		}
	}
}

func (m *model) compileGroupMode(g, mode int32) {
	gm := m.gm(g, mode)
	gm.fixed = make([]int64, m.nK)
	for _, a := range m.members[g] {
		x := m.am(a, mode)
		for k := range x.fixed {
			gm.fixed[k] += x.fixed[k]
		}
		if x.absent {
			continue
		}
		gm.present = append(gm.present, a)
		for _, u := range m.p.Activities[a].Modes[mode].Uses {
			if gm.uses == nil {
				gm.uses = make([]int64, m.nB)
			}
			gm.uses[u.Budget] += u.Amount
		}
	}
	m.classify(gm, g, mode)
}

// classify finds the steps whose completion matters: those with a rate in some objective, and those that another group
// waits for. What comes before such a step can be moved late without harm once that step is placed; what comes after it is
// not in a hurry at all.
func (m *model) classify(gm *groupMode, g, mode int32) {
	n := len(gm.present)
	gm.urgent, gm.before = make([]bool, n), make([]bool, n)
	local := make(map[int32]int, n)
	for i, a := range gm.present {
		local[a] = i
		for _, r := range m.am(a, mode).rate {
			gm.urgent[i] = gm.urgent[i] || r > 0
		}
	}
	for i, a := range gm.present {
		for _, e := range m.succs[a] {
			gm.urgent[i] = gm.urgent[i] || m.groupOf[e.other] != g
		}
	}
	if slices.Contains(m.makespan, true) {
		for i := range gm.urgent {
			gm.urgent[i] = true
		}
	}
	gm.vital = slices.Contains(gm.urgent, true)
	for i := n - 1; i >= 0; i-- {
		for _, e := range m.succs[gm.present[i]] {
			if j, here := local[e.other]; here && !gm.urgent[i] && (gm.urgent[j] || gm.before[j]) {
				gm.before[i] = true
			}
		}
		m.am(gm.present[i], mode).hurry = gm.urgent[i] || gm.before[i]
	}
}

// int32Heap is a binary heap with the smallest number on top.
type int32Heap []int32

func (q *int32Heap) push(x int32) {
	s := append(*q, x)
	for i := len(s) - 1; i > 0; {
		up := (i - 1) / 2
		if s[up] <= s[i] {
			break
		}
		s[up], s[i] = s[i], s[up]
		i = up
	}
	*q = s
}

func (q *int32Heap) pop() int32 {
	s := *q
	top, last := s[0], len(s)-1
	s[0] = s[last]
	s = s[:last]
	for i := 0; ; {
		c := 2*i + 1
		if c >= len(s) {
			break
		}
		if c+1 < len(s) && s[c+1] < s[c] {
			c++
		}
		if s[i] <= s[c] {
			break
		}
		s[i], s[c] = s[c], s[i]
		i = c
	}
	*q = s
	return top
}
