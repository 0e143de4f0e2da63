package schedule

import "slices"

// randomList fills in an order of the lags: of the activities whose predecessors are listed, always the one whose latest
// completion, blurred at random, is the smallest.
func (e *evolver) randomList(list []int32) {
	key, open := make([]float64, e.nA), make([]int32, e.nA)
	blur := float64(slices.Max(e.urge)-slices.Min(e.urge)) * 0.5 * e.rng.float()
	var ready []int32
	for a := range int32(e.nA) {
		key[a] = float64(e.urge[a]) + blur*e.rng.float()
		if open[a] = int32(len(e.before.of(a))); open[a] == 0 {
			ready = append(ready, a)
		}
	}
	for i := range list {
		k := 0
		for j, a := range ready {
			if key[a] < key[ready[k]] {
				k = j
			}
		}
		a := ready[k]
		e.work += int64(4 + len(ready))
		ready[k] = ready[len(ready)-1]
		ready = ready[:len(ready)-1]
		list[i] = a
		for _, arc := range e.behind.of(a) {
			if open[arc.other]--; open[arc.other] == 0 {
				ready = append(ready, arc.other)
			}
		}
	}
}

// randomModes fills in any modes that the activities may take; settleBudgets makes the best of them.
func (e *evolver) randomModes(c *plan) {
	for a, modes := range e.choices {
		c.mode[a] = modes[0]
		if len(modes) > 1 {
			c.mode[a] = modes[e.rng.below(len(modes))]
		}
	}
}
