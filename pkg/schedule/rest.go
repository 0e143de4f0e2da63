package schedule

// rest keeps the relaxation from working while its bound hardly moves: the searchers then have its time. Now and then it works
// all the same, because a better schedule gives its steps another length.
type rest struct {
	round int   // in which progress was last judged
	bound int64 // at that time
	idle  bool
}

const (
	judgeEvery = 6    // rounds
	worthWhile = 0.01 // of the gap: what the bound has to gain in that time
	wakeEvery  = 8    // one round out of so many is worked even so
)

func (r *rest) works(round int) bool { return !r.idle || round%wakeEvery == 0 }

// judge looks at what came of the last rounds.
func (r *rest) judge(round int, bound, value int64) {
	if round < r.round+judgeEvery {
		return
	}
	r.idle = r.round > 0 && float64(bound-r.bound) < worthWhile*float64(value-bound)
	r.round, r.bound = round, bound
}
