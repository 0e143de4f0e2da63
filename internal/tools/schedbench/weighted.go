package main

import (
	"fmt"
	"math/rand/v2"

	"github.com/riprep/riprep/pkg/schedule"
)

// weighted makes a plan of the kind that riprep is for, with n activities: exposure first, cost second. Periods are weeks.
//
//   - Packages (groups) of 3 to 6 steps: survey, order, install, cutover, remove, dispose. A lag leads from each to the
//     next: delivery takes 2 to 8 weeks, the new gear is watched for up to 3 before the old one goes.
//   - The packages stand at the nodes of rings with trees of tails on them (see outage). Heads of rings move before their
//     rings, and mostly hubs before their tails; some old hubs may only go after their tails have moved. Beside that one
//     package in four waits for another one anywhere.
//   - One to three modes: the plain one; one that is cheaper and longer; one that is dearer, faster and bought from stock,
//     so that nothing is ordered. One package in twenty may be left alone, and is exposed to the horizon.
//   - Work outdoors stops in winter at two thirds of the nodes. Cutovers stop at Thanksgiving and around New Year. One
//     package in six is released late, one in ten has a term.
//   - Crews of the given number of kinds: the work of the plain modes spread over three fifths of the horizon, and half of
//     them in the last week of the year.
//   - Money comes in seven parts, small ones first: 29 % of all prices in the first third of the horizon, 86 % in the end.
//     39.5 % of what is spent comes back nine weeks later.
//   - Two makers; neither may have much more than 70 % of the units. Customers that are off together are capped.
//   - A cutover's completion weighs from 1 to 100, small weights being more frequent.
//
// The same arguments give the same problem.
func weighted(n, periods, resources int, seed uint64) schedule.Problem {
	w := &weightedMaker{rng: newRand(seed), h: periods, resources: max(1, resources)}
	w.p.Horizon = periods
	w.p.Objectives = []schedule.Objective{{Name: "exposure", Kind: schedule.Sum}, {Name: "cost", Kind: schedule.Sum}}
	w.makeCalendars()
	sizes := w.packageSizes(n)
	w.makeNodes(len(sizes))
	for g, size := range sizes {
		w.addPackage(g, size)
	}
	w.addOrder()
	w.addCrews()
	w.addMoney()
	w.addMakers()
	w.p.Overlap = newOutage(w.nodes, w.nodeOf, periods)
	return w.p
}

// The steps of a package in their order.
const (
	survey = iota
	order
	install
	cutover
	remove
	dispose
	stepKinds
)

var stepNames = [stepKinds]string{"survey", "order", "install", "cutover", "remove", "dispose"}

// stepsOf lists the steps of packages of 1 to 6 activities.
var stepsOf = [stepKinds + 1][]int{
	1: {cutover},
	2: {install, cutover},
	3: {install, cutover, remove},
	4: {order, install, cutover, remove},
	5: {order, install, cutover, remove, dispose},
	6: {survey, order, install, cutover, remove, dispose},
}

type weightedMaker struct {
	rng       *rand.Rand
	h         int
	resources int
	p         schedule.Problem

	nodes  []node
	nodeOf []int            // per activity
	steps  [][stepKinds]int // per package: its activities, -1 where there is no such step

	winter, spring, freeze []bool   // closed periods
	work                   []int64  // per crew: what the plain modes ask for, over all periods
	widest                 []int64  // per crew: the most that any step asks for at once
	spent                  int64    // by the plain modes
	units                  [2]int64 // per maker: in the plain modes
	dearest                int64    // price of a package
}

// between draws evenly from lo … hi.
func (w *weightedMaker) between(lo, hi int) int { return lo + w.rng.IntN(hi-lo+1) }

// percent is true that often out of a hundred.
func (w *weightedMaker) percent(p int) bool { return w.rng.IntN(100) < p }

// packageSizes splits n activities into packages.
func (w *weightedMaker) packageSizes(n int) []int {
	var sizes []int
	for left := n; left > 0; left -= sizes[len(sizes)-1] {
		size := []int{3, 4, 4, 4, 5, 5, 5, 6}[w.rng.IntN(8)]
		switch {
		case left <= stepKinds:
			size = left
		case left-size < 3: // leave enough for a proper package
			size = 3
		}
		sizes = append(sizes, size)
	}
	return sizes
}

func (w *weightedMaker) makeCalendars() {
	weeks := func(ranges ...[2]int) []bool {
		closed := make([]bool, w.h)
		for t := range closed {
			for _, r := range ranges {
				closed[t] = closed[t] || t%52 >= r[0] && t%52 < r[1]
			}
		}
		return closed
	}
	w.winter = weeks([2]int{46, 52})
	w.spring = weeks([2]int{0, 9})
	w.freeze = weeks([2]int{46, 47}, [2]int{50, 52})
}

// plan is what the modes of a package have in common.
type plan struct {
	name               string
	weight             int64
	price              int64 // of the whole package, in cents
	units              int64
	durations          [stepKinds]int
	crews              [stepKinds]schedule.Demand // amount 0: none
	outdoors           []bool
	release, due       int
	vendor             int
	cheaper, fromStock bool // has the second, the third mode
	deferrable         bool
}

func (w *weightedMaker) newPlan(g int) plan {
	u := w.rng.Float64()
	pl := plan{name: fmt.Sprintf("package-%04d", g), weight: 1 + int64(100*u*u), price: int64(w.between(20, 160)) * 100_000,
		units: int64(w.between(1, 12)), vendor: w.rng.IntN(2), outdoors: [][]bool{nil, w.winter, w.spring}[w.rng.IntN(3)]}
	if w.nodes[g].ring >= 0 {
		pl.price, pl.outdoors = 2*pl.price, nil // in shelters
	}
	pl.durations = [stepKinds]int{w.between(1, 2), w.between(1, 2), w.between(1, 4), 1, w.between(1, 2), 1}
	if w.percent(20) {
		pl.durations[cutover] = 2
	}
	home := w.rng.IntN(w.resources)
	other := w.rng.IntN(w.resources)
	pl.crews[install] = schedule.Demand{Resource: home, Amount: int64(w.between(1, 5))}
	pl.crews[cutover] = schedule.Demand{Resource: other, Amount: int64(w.between(1, 3))}
	pl.crews[remove] = schedule.Demand{Resource: home, Amount: int64(w.between(1, 3))}
	if w.percent(50) {
		pl.crews[survey] = schedule.Demand{Resource: other, Amount: 1}
	}
	if w.percent(17) {
		pl.release = w.rng.IntN(1 + w.h/4)
	}
	if w.percent(10) {
		pl.due = w.between(w.h*9/10, w.h)
	}
	pl.cheaper, pl.fromStock, pl.deferrable = w.percent(60), w.percent(40), w.percent(5)
	return pl
}

func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0x77656967)) }
