package schedule

// findChoices lists the modes that each activity may take: those that are alive and leave enough of every budget for the
// least that the other activities must use (Sprecher, Hartmann and Drexl 1997).
func (e *evolver) findChoices() {
	e.choices = make([][]int32, e.nA)
	for a := range e.choices {
		for mode := range e.modes(e.groupOf[a]) {
			if !e.gm(e.groupOf[a], mode).dead {
				e.choices[a] = append(e.choices[a], mode)
			}
		}
	}
	for changed := true; changed; {
		changed = false
		for b := range e.nB {
			changed = e.dropTooDear(b) || changed
		}
	}
	for _, modes := range e.choices {
		e.multi = e.multi || len(modes) > 1
	}
}

// dropTooDear drops the modes that budget b cannot bear in any combination. An activity always keeps a mode.
func (e *evolver) dropTooDear(b int) (changed bool) {
	least := make([]int64, e.nA)
	sum := int64(0)
	for a, modes := range e.choices {
		least[a] = e.useOf(a, modes[0], b)
		for _, mode := range modes {
			least[a] = min(least[a], e.useOf(a, mode, b))
		}
		sum += least[a]
	}
	for a, modes := range e.choices {
		keep := modes[:0:0]
		for _, mode := range modes {
			if use := e.useOf(a, mode, b); use == least[a] || sum-least[a]+use <= e.budget[b] {
				keep = append(keep, mode)
			}
		}
		changed = changed || len(keep) < len(modes)
		e.choices[a] = keep
	}
	return changed
}

func (e *evolver) useOf(a int, mode int32, b int) int64 { return e.use[int(e.amOff[a]+mode)*e.nB+b] }

// settleBudgets computes what the modes of the frame leave of the budgets. Where that is too little it changes modes at
// random places for the better until it is not, and returns what is still lacking after a number of attempts.
func (e *evolver) settleBudgets() int64 {
	if e.nB == 0 {
		return 0
	}
	copy(e.spare, e.budget)
	for a, mode := range e.mode {
		e.book(int32(a), mode, 1)
	}
	lack := e.lack()
	for tries := 0; lack > 0 && tries < 20*e.nA && !e.stop.Load(); tries++ {
		lack = e.lessLack(int32(e.rng.below(e.nA)), lack)
	}
	return lack
}

// book takes what an activity uses out of the budgets, or with sign -1 gives it back.
func (e *evolver) book(a, mode int32, sign int64) {
	row := e.use[int(e.amOff[a]+mode)*e.nB:]
	for b := range e.spare {
		e.spare[b] -= sign * row[b]
	}
}

// lack is by how much the budgets are overdrawn.
func (e *evolver) lack() int64 {
	sum := int64(0)
	for _, left := range e.spare {
		sum = satAdd(sum, max(-left, 0))
	}
	return sum
}

// lessLack gives an activity the mode with which the budgets lack the least; ties are broken at random, so that the walk
// goes on where nothing is gained.
func (e *evolver) lessLack(a int32, lack int64) int64 {
	e.work += int64(10 * len(e.choices[a]))
	was := e.mode[a]
	e.book(a, was, -1)
	ties := 1
	for _, mode := range e.choices[a] {
		if mode == was {
			continue
		}
		e.book(a, mode, 1)
		switch now := e.lack(); {
		case now < lack:
			lack, ties, e.mode[a] = now, 1, mode
		case now == lack:
			if ties++; e.rng.below(ties) == 0 {
				e.mode[a] = mode
			}
		}
		e.book(a, mode, -1)
	}
	e.book(a, e.mode[a], 1)
	return lack
}

// generate builds the schedule of a list. Where modes can be chosen, some activities, as their turn comes, take the mode
// in which they complete first (mode improvement, Van Peteghem and Vanhoucke 2010).
func (e *evolver) generate(list []int32) bool {
	if !e.multi {
		return e.forward(list)
	}
	e.clear()
	e.span = 0
	for _, a := range list {
		if len(e.choices[a]) > 1 && e.rng.below(improveOdds) == 0 {
			e.chooseMode(a)
		}
		if !e.startEarly(a) {
			return false
		}
	}
	return true
}

const improveOdds = 3 // one activity in so many chooses its mode anew

// chooseMode gives activity a the mode in which it completes first, of those that the budgets bear.
func (e *evolver) chooseMode(a int32) {
	was := e.mode[a]
	e.book(a, was, -1)
	first := far
	for _, mode := range e.choices[a] {
		if mode != was && !e.affords(a, mode) {
			continue
		}
		am := e.amOff[a] + mode
		x := &e.tasks[am]
		end := int32(0) // of an absent activity
		if !x.absent {
			s := e.earliest(am, x, e.ready(a, x))
			if s < 0 {
				continue
			}
			end = s + x.dur
		}
		if end < first || end == first && e.rng.below(2) == 0 {
			first, e.mode[a] = end, mode
		}
	}
	e.book(a, e.mode[a], 1)
}

// affords tells whether the budgets bear the activity, not booked, in the given mode.
func (e *evolver) affords(a, mode int32) bool {
	row := e.use[int(e.amOff[a]+mode)*e.nB:]
	for b, left := range e.spare {
		if row[b] > left {
			return false
		}
	}
	return true
}
