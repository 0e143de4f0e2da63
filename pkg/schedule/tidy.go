package schedule

import "slices"

// lateTidying is the work, in nanoseconds of the reference core, that may go into it once the search has been told to stop.
const lateTidying = 20_000_000

// tidy brings forward what follows the steps that matter. The search leaves such steps late, where their money and crews
// are in nobody's way; once the rest is settled there is no reason to wait. No value gets worse: what moves has no rate,
// whatever waits for it comes after it anyway, and a start that makes more of an overdraft does not fit. Three passes reach what one move makes room for.
func (s *solver) tidy() {
	if s.best == nil || s.d == nil {
		return
	}
	st := newState(s.m)
	st.load(s.best)
	st.capDebts(s.m.nK, s.best.values)
	var followers []int32
	for g := range int32(s.m.nG) {
		gm := s.m.gm(g, st.mode[g])
		for i, a := range gm.present {
			if !gm.urgent[i] && !gm.before[i] {
				followers = append(followers, a)
			}
		}
	}
	for range 3 {
		slices.SortStableFunc(followers, func(a, b int32) int { return int(st.start[a] - st.start[b]) })
		moved := false
		for _, a := range followers {
			if s.stop.Load() && st.work > lateTidying {
				break
			}
			moved = st.advance(a) || moved
		}
		if !moved {
			break
		}
	}
	st.finish()
	if slices.Compare(st.values, s.best.values) <= 0 {
		s.best = &best{mode: slices.Clone(st.mode), start: slices.Clone(st.start), values: slices.Clone(st.values)}
	}
}

// advance moves a placed activity to the first start that fits, which may be the one it has.
func (st *state) advance(a int32) bool {
	mode := st.mode[st.m.groupOf[a]]
	x := st.m.am(a, mode)
	at, lo := st.start[a], x.est
	for _, e := range st.m.preds[a] {
		if st.start[e.other] >= 0 {
			lo = max(lo, st.end[e.other]+e.min)
		}
	}
	if lo >= at {
		return false
	}
	st.unplace(a, x)
	to := st.earliest(a, mode, x, lo, at)
	if to < 0 {
		to = at
	}
	st.place(a, x, to)
	return to < at
}
