package main

import "github.com/riprep/riprep/pkg/schedule"

// variant is one way to carry a package out: percentages of the plain way.
type variant struct {
	price, duration int
	noOrder         bool // from stock
	maker           int
	deferred        bool
}

// shares of a package's price that its steps spend, in percent.
var shares = [stepKinds]int64{3, 17, 55, 5, 15, 5}

func (w *weightedMaker) addPackage(g, size int) {
	pl := w.newPlan(g)
	variants := []variant{{price: 100, duration: 100, maker: pl.vendor}}
	if pl.cheaper {
		variants = append(variants, variant{price: 78 + w.rng.IntN(12), duration: 150, maker: 1 - pl.vendor})
	}
	if pl.fromStock {
		variants = append(variants, variant{price: 112 + w.rng.IntN(20), duration: 60, noOrder: true, maker: w.rng.IntN(len(w.units))})
	}
	if pl.deferrable {
		variants = append(variants, variant{deferred: true})
	}
	w.p.Groups = append(w.p.Groups, schedule.Group{Name: pl.name, Modes: len(variants)})
	var steps [stepKinds]int
	for kind := range steps {
		steps[kind] = -1
	}
	last := -1
	for _, kind := range stepsOf[size] {
		a := schedule.Activity{Name: pl.name + " " + stepNames[kind], Group: g}
		for _, v := range variants {
			a.Modes = append(a.Modes, w.mode(&pl, kind, v))
		}
		steps[kind] = len(w.p.Activities)
		w.p.Activities = append(w.p.Activities, a)
		w.nodeOf = append(w.nodeOf, g)
		if last >= 0 {
			w.p.Lags = append(w.p.Lags, schedule.Lag{From: steps[last], To: steps[kind], Min: w.lagBetween(last, kind)})
		}
		last = kind
		w.count(&a.Modes[0])
	}
	w.units[pl.vendor] += pl.units
	w.dearest = max(w.dearest, pl.price)
	w.steps = append(w.steps, steps)
}

// lagBetween draws the lag between two steps of a package that follow each other.
func (w *weightedMaker) lagBetween(from, to int) int {
	switch {
	case from == order:
		return w.between(2, 8)
	case to == cutover:
		return w.between(0, 1)
	case from == cutover:
		return w.between(0, 3)
	}
	return 0
}

func (w *weightedMaker) mode(pl *plan, kind int, v variant) schedule.Mode {
	costs := make([]schedule.Cost, 2)
	if v.deferred {
		if kind == cutover {
			costs[0].Fixed = pl.weight * int64(w.h)
		}
		return schedule.Mode{Absent: true, Costs: costs}
	}
	if v.noOrder && kind == order {
		return schedule.Mode{Absent: true, Costs: costs}
	}
	share := shares[kind]
	if v.noOrder && kind == install {
		share += shares[order]
	}
	spend := pl.price * share * int64(v.price) / 10_000
	costs[1].Fixed = spend
	md := schedule.Mode{Duration: max(1, (pl.durations[kind]*v.duration+99)/100), Due: pl.due, Costs: costs}
	md.Flows = []schedule.Flow{{Amount: -spend}, {Offset: 9, Amount: spend * 395 / 1000}}
	if d := pl.crews[kind]; d.Amount > 0 {
		md.Demands = []schedule.Demand{d}
	}
	switch kind {
	case install:
		md.Closed, md.Release = pl.outdoors, pl.release
		md.Uses = []schedule.Use{{Budget: v.maker, Amount: pl.units}}
	case cutover:
		md.Closed, md.Exclusive = w.freeze, true
		costs[0].Rate = pl.weight
		md.Duration = pl.durations[cutover]
	case remove:
		md.Closed = pl.outdoors
	}
	return md
}

// count adds up what the plain modes ask for.
func (w *weightedMaker) count(md *schedule.Mode) {
	if w.work == nil {
		w.work, w.widest = make([]int64, w.resources), make([]int64, w.resources)
	}
	for _, d := range md.Demands {
		w.work[d.Resource] += d.Amount * int64(md.Duration)
		w.widest[d.Resource] = max(w.widest[d.Resource], d.Amount)
	}
	w.spent += md.Costs[1].Fixed
}

// addOrder adds the lags between packages. They all lead from smaller numbers to larger ones, but for those that hold an
// old hub back, which end at a step that no lag between packages begins at.
func (w *weightedMaker) addOrder() {
	for g := range w.steps {
		hub := w.nodes[g].parent
		if hub >= 0 && (w.nodes[hub].head || w.percent(70)) {
			w.addLag(w.steps[hub][cutover], w.steps[g][cutover], 0)
			if w.percent(30) {
				w.addLag(w.steps[g][cutover], w.steps[hub][remove], 0)
			}
		}
		if g > 0 && w.percent(25) {
			w.addLag(w.steps[w.rng.IntN(g)][cutover], w.steps[g][cutover], w.between(0, 4))
		}
	}
}

func (w *weightedMaker) addLag(from, to, least int) {
	if from >= 0 && to >= 0 {
		w.p.Lags = append(w.p.Lags, schedule.Lag{From: from, To: to, Min: least})
	}
}

func (w *weightedMaker) addCrews() {
	for r := range w.resources {
		full := w.work[r]*5/int64(3*w.h) + 1
		capacity := make([]int64, w.h)
		for t := range capacity {
			capacity[t] = max(full, w.widest[r])
			if t%52 == 51 {
				capacity[t] = (capacity[t] + 1) / 2
			}
		}
		w.p.Resources = append(w.p.Resources, schedule.Resource{Name: "crew-" + string(rune('a'+r%26)), Capacity: capacity})
	}
}

// addMoney makes a reservoir of what is released, and of a working capital that lets any package be paid.
func (w *weightedMaker) addMoney() {
	supply := make([]int64, w.h)
	percent := int64(0)
	parts := []int64{9, 6, 6, 8, 12, 20, 25}
	for t := range supply {
		for len(parts) > 0 && t >= (7-len(parts))*w.h/10 {
			percent += parts[0]
			parts = parts[1:]
		}
		supply[t] = max(w.spent*percent/100, 2*w.dearest)
	}
	w.p.Reservoirs = []schedule.Reservoir{{Name: "money", Supply: supply}}
}

// addMakers lets neither maker have more than 70 % of the units, or what the plain modes take of it where that is more.
func (w *weightedMaker) addMakers() {
	for i, units := range w.units {
		most := (w.units[0] + w.units[1]) * 7 / 10
		w.p.Budgets = append(w.p.Budgets, schedule.Budget{Name: "maker-" + string(rune('a'+i)), Capacity: max(most, units)})
	}
}
