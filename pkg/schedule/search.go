package schedule

import (
	"slices"
	"sync/atomic"
)

// best is a complete schedule.
type best struct {
	mode, start []int32
	values      []int64
}

// solution is the schedule in the form in which callers see it.
func (b *best) solution() Solution {
	out := Solution{Values: slices.Clone(b.values)}
	for _, mode := range b.mode {
		out.Modes = append(out.Modes, int(mode))
	}
	for _, start := range b.start {
		out.Starts = append(out.Starts, int(start))
	}
	return out
}

// stream is one logical searcher. It first builds schedules by priority rules, then improves the best one by large
// neighbourhood search: ruin (neighbours.go) and recreate (insert.go), accepted as in simulated annealing. Groups that
// found no place stand in the bank; while the bank is not empty the search is about emptying it.
type stream struct {
	builder
	id    int
	guide *guide
	stop  *atomic.Bool

	best   *best
	limits []int64 // values that the objectives before the focus must not exceed
	heat   float64 // temperature
	scale  float64 // what one unit of temperature is worth in the focus objective
	shadow float64 // share of the relaxation's prices in what a move is judged by; 0: by the objective alone

	exchanges int
	built     int // construction passes made
	searched  bool
	renewing  bool      // the relaxation has got somewhere: see renew
	afresh    bool      // its prices have settled: see renew
	promote   []float64 // per group: how much it goes to the front because it found no place
	fewest    partial

	bank    []int32
	grudge  []int64 // per group: how hard it has been to place
	moves   int64
	ruins   ruins
	key     []float64
	mark    []bool
	order   []int32
	all     []int32
	removed []int32
	placed  []int32 // scratch of justify
	oldMode []int32
	oldAt   []int32 // per activity
	oldVals []int64
}

// partial is the most complete of the incomplete schedules.
type partial struct {
	mode, start []int32
	missing     []int32
	ok          bool
}

func newStream(m *model, d *guide, seed uint64, id int, stop *atomic.Bool) *stream {
	s := &stream{builder: *newBuilder(m, seed, id), id: id, guide: d, stop: stop, heat: 1,
		promote: make([]float64, m.nG), grudge: make([]int64, m.nG), key: make([]float64, m.nG), mark: make([]bool, m.nG),
		oldMode: make([]int32, m.nG), oldAt: make([]int32, m.nA), oldVals: make([]int64, m.nK)}
	for g := range int32(m.nG) {
		s.all = append(s.all, g)
		s.grudge[g] = 1
	}
	s.ruins.init(s)
	return s
}

// run works until the count of work reaches the given mark.
func (s *stream) run(until int64) {
	s.keepWithin()
	for s.work < until && !s.stop.Load() {
		switch {
		case s.m.nG == 0:
			s.capture()
			s.work = until
		case s.renewing:
			s.renew()
		case s.built < s.passes():
			s.construct()
		default:
			s.startSearch()
			s.move()
		}
	}
}

// justifyEvery is the number of moves between two justifications, which cost as much as a hundred moves.
const justifyEvery = 4000

// startSearch loads the best schedule, or the most complete one, once after construction.
func (s *stream) startSearch() {
	if s.searched {
		return
	}
	s.searched = true
	s.bank = s.bank[:0]
	if s.best != nil {
		s.load(s.best)
		return
	}
	s.reset()
	for g, mode := range s.fewest.mode {
		if mode >= 0 {
			s.put(int32(g), mode, s.fewest.start)
		}
	}
	s.bank = append(s.bank, s.fewest.missing...)
	s.finish()
}

// move ruins a part of the schedule, recreates it, and keeps or reverts the change.
func (s *stream) move() {
	s.moves++
	s.work += 1200 // choosing, sorting and judging
	if s.moves%justifyEvery == 0 && len(s.bank) == 0 {
		s.justify()
		return
	}
	op := s.ruins.choose(&s.rng)
	s.removed = s.ruins.pick(s, op, s.removed[:0])
	if len(s.removed) == 0 {
		return
	}
	if s.moves%2 == 0 {
		s.blink, s.early = 0, s.rng.below(5) == 0
	} else {
		s.blink = 1 << 26 << uint(s.rng.below(3))
	}
	s.price(s.rng.below(100) < dearPercent)
	before := s.work
	copy(s.oldVals, s.values)
	oldGrudge, oldPrice := s.bankGrudge(), s.priceRemoved()
	for _, g := range s.removed {
		s.oldMode[g] = s.mode[g]
		if s.mode[g] < 0 {
			continue
		}
		for _, a := range s.m.gm(g, s.mode[g]).present {
			s.oldAt[a] = s.start[a]
		}
		s.take(g)
	}
	gain := 0.0
	if len(s.bank) > 0 {
		gain = s.recreateBank(oldGrudge)
	} else {
		gain = s.recreate(oldPrice)
	}
	s.ruins.learn(op, gain, s.work-before)
}

// The share of moves that let the prices of the relaxation choose modes, and that wait for its completions. Waiting leaves
// what is early, and short, to those that are worth it; always waiting would never improve on the relaxation's order.
const (
	dearPercent = 80
	waitPercent = 30
)

// price lets insertions choose modes by the prices of the relaxation, if there are any for the objective in focus.
func (s *stream) price(modes bool) {
	s.fees, s.dear, s.wait, s.shadow = nil, false, false, 0
	if fees := &s.guide.fees; fees.known && fees.k == s.focus {
		s.fees, s.dear, s.wait = fees, modes, s.rng.below(100) < waitPercent
		if s.focus == 0 {
			s.shadow = shadows[s.id%len(shadows)]
		}
	}
}

// recreate reinserts what was removed when all groups have a place; oldPrice is what that cost before. It gives a reward for
// the neighbourhood.
func (s *stream) recreate(oldPrice float64) float64 {
	k := s.focus
	limit := s.threshold()
	s.sortRemoved()
	rest := int64(0) // least that the groups still to be inserted will add
	for _, g := range s.order {
		rest += s.guide.least[g][k]
	}
	ok := true
	for _, g := range s.order {
		if s.stop.Load() || !s.insert(g) {
			ok = false
			break
		}
		rest -= s.guide.least[g][k]
		if !s.m.makespan[k] && float64(s.soFar()+rest) > limit+s.leeway() {
			ok = false
			break
		}
	}
	if ok {
		s.easeRemoved()
		s.finish()
		ok = s.worthKeeping(limit, oldPrice)
	}
	if !ok {
		s.revert()
		return 0
	}
	if slices.Compare(s.values, s.best.values) < 0 {
		s.capture()
		return 4
	}
	if s.values[k] < s.oldVals[k] {
		return 1
	}
	return 0.1
}

// sortRemoved decides the order of reinsertion.
func (s *stream) sortRemoved() {
	rules := s.guide.rules
	switch pick := s.rng.below(20); {
	case pick < 11: // as the relaxation would have it, blurred a little
		rule := rules[len(rules)-1]
		for _, g := range s.removed {
			s.key[g] = rule[g] + 3*s.rng.float()
		}
	case pick < 14: // as before, blurred
		for _, g := range s.removed {
			s.key[g] = float64(s.oldEnd(g)) + 6*s.rng.float()
		}
	case pick < 18: // by a priority rule, mostly one of the two that weigh worth against effort
		rule := rules[s.rng.below(2)]
		if pick == 14 {
			rule = rules[s.rng.below(len(rules))]
		}
		for _, g := range s.removed {
			s.key[g] = rule[g] * (0.7 + 0.6*s.rng.float())
		}
	default:
		for _, g := range s.removed {
			s.key[g] = s.rng.float()
		}
	}
	s.order = s.guide.sequence(s.removed, s.key, s.order, s.mark)
}

// oldEnd is when the last urgent step of a removed group was complete.
func (s *stream) oldEnd(g int32) int32 {
	mode := s.oldMode[g]
	if mode < 0 {
		return 0
	}
	gm := s.m.gm(g, mode)
	for i := len(gm.present) - 1; i >= 0; i-- {
		if gm.urgent[i] {
			return s.oldAt[gm.present[i]]
		}
	}
	if n := len(gm.present); n > 0 {
		return s.oldAt[gm.present[n-1]]
	}
	return 0
}

// revert restores what was there before the move.
func (s *stream) revert() {
	for _, g := range s.removed {
		if s.mode[g] >= 0 {
			s.take(g)
		}
	}
	for _, g := range s.removed {
		if s.oldMode[g] >= 0 {
			s.put(g, s.oldMode[g], s.oldAt)
		}
	}
	copy(s.values, s.oldVals)
}
