package schedule

import (
	"math"
	"os"
	"slices"
	"strconv"
	"sync/atomic"
)

// best is a complete schedule.
type best struct {
	mode, start []int32
	values      []int64
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
	heat   float64 // temperature as a share of the start, 1 … 0
	scale  float64 // what one unit of temperature is worth in the focus objective

	exchanges int
	built     int // construction passes made
	searched  bool
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
	for s.work < until && !s.stop.Load() {
		switch {
		case s.m.nG == 0:
			s.capture()
			s.work = until
		case s.built < s.passes():
			s.construct()
		default:
			s.startSearch()
			s.move()
		}
	}
}

// passes is how many construction passes a stream makes before it searches. Big problems get fewer: the search is the
// better use of time there.
func (s *stream) passes() int {
	if s.best != nil {
		return 4
	}
	return 12
}

// construct inserts all groups once in the order of a priority rule with some noise. Groups that found no place in
// earlier passes go to the front.
func (s *stream) construct() {
	rules := s.guide.rules
	rule := rules[(s.id+s.built*3)%len(rules)]
	noise := 0.0
	if s.built*3 >= len(rules) {
		noise = 0.15
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, k := range rule {
		lo, hi = min(lo, k), max(hi, k)
	}
	spread := max(hi-lo, 1e-12)
	for g := range s.key {
		s.key[g] = (rule[g]-lo)/spread + noise*s.rng.float() - s.promote[g]
	}
	s.built++
	s.early = s.built%4 == 3
	if s.built == 2 {
		s.parallel()
		s.keep()
	} else {
		s.rebuild()
	}
	s.early = false
	if len(s.bank) == 0 && !s.stop.Load() {
		s.justify()
	}
}

// rebuild schedules all groups from nothing in the order of key.
func (s *stream) rebuild() {
	s.reset()
	s.bank = s.bank[:0]
	for g := range s.all {
		s.all[g] = int32(g)
	}
	s.order = s.guide.sequence(s.all, s.key, s.order, s.mark)
	for _, g := range s.order {
		if s.stop.Load() {
			s.bank = append(s.bank, g)
			continue
		}
		if !s.insert(g) {
			s.bank = append(s.bank, g)
			s.promote[g] += 0.25
			for _, p := range s.guide.preds[g] {
				s.promote[p] += 0.25
			}
		}
	}
	s.keep()
}

// keep remembers what a construction pass has led to.
func (s *stream) keep() {
	s.finish()
	if debugBuild != nil {
		debugBuild(s)
	}
	if len(s.bank) == 0 {
		s.capture()
	} else if !s.fewest.ok || len(s.bank) < len(s.fewest.missing) {
		s.fewest = partial{slices.Clone(s.mode), slices.Clone(s.start), slices.Clone(s.bank), true}
	}
}

// capture keeps the present complete schedule if it is the best so far.
func (s *stream) capture() {
	if s.best != nil && slices.Compare(s.values, s.best.values) >= 0 {
		return
	}
	s.best = &best{slices.Clone(s.mode), slices.Clone(s.start), slices.Clone(s.values)}
}

// adopt takes over a schedule that another stream found. With current set the search also goes on from there.
func (s *stream) adopt(b *best, current bool) {
	if s.best == nil || slices.Compare(b.values, s.best.values) < 0 {
		s.best = b
	}
	if current || len(s.bank) > 0 {
		s.built = max(s.built, s.passes())
		s.searched = true
		s.bank = s.bank[:0]
		s.load(b)
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
	s.work += 300
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
	before := s.work
	copy(s.oldVals, s.values)
	oldGrudge := s.bankGrudge()
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
		gain = s.recreate()
	}
	s.ruins.learn(op, gain, s.work-before)
}

// recreate reinserts what was removed when all groups have a place. It gives a reward for the neighbourhood.
func (s *stream) recreate() float64 {
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
		if !s.m.makespan[k] && float64(s.values[k]+rest) > limit {
			ok = false
			break
		}
	}
	if ok {
		s.finish()
		ok = s.acceptable(limit)
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

// threshold is the value of the focus objective up to which the next schedule is accepted.
func (s *stream) threshold() float64 {
	return float64(s.oldVals[s.focus]) + s.heat*s.scale*s.rng.exp()
}

// The temperature falls from startHeat to endHeat times the mean loss of a group against its own ideal.
var (
	startHeat = float64(env3("SH", 300)) / 1000
	endHeat   = float64(env3("EH", 3)) / 1000
	kmax      = env3("KMAX", 12)
	exch      = env3("EXCH", 8)
)

func env3(k string, d int) int {
	if v, err := strconv.Atoi(os.Getenv(k)); err == nil {
		return v
	}
	return d
}

// cool sets the temperature for a share (0 … 1) of the work that is used up.
func (s *stream) cool(used float64) {
	if s.best == nil || s.m.nG == 0 {
		return
	}
	k := s.focus
	loss := float64(s.best.values[k])
	for g := range s.guide.least {
		loss -= float64(s.guide.least[g][k])
	}
	if s.m.makespan[k] {
		loss = float64(s.m.nG) // one period
	}
	s.scale = max(loss, 0) / float64(s.m.nG)
	s.heat = startHeat * math.Pow(endHeat/startHeat, min(max(used, 0), 1))
}

// lost tells, at an exchange, whether the stream should go on from the common best instead of its own schedule.
func (s *stream) lost(b *best) bool {
	s.exchanges++
	return s.best == nil || s.exchanges%exch == 0
}

func (s *stream) acceptable(limit float64) bool {
	for j := range s.focus {
		if s.values[j] > s.limits[j] {
			return false
		}
		if s.values[j] < s.limits[j] {
			return true // better in an objective before the focus: that is better altogether
		}
	}
	k := s.focus
	if s.values[k] == s.oldVals[k] {
		for j := k + 1; j < s.m.nK; j++ {
			if s.values[j] != s.oldVals[j] {
				return s.values[j] < s.oldVals[j] || s.rng.below(4) == 0
			}
		}
		return true
	}
	return float64(s.values[k]) <= limit
}

// sortRemoved decides the order of reinsertion.
func (s *stream) sortRemoved() {
	switch pick := s.rng.below(10); {
	case pick < 3: // as before, blurred
		for _, g := range s.removed {
			s.key[g] = float64(s.oldEnd(g)) + 6*s.rng.float()
		}
	case pick < 5: // as the relaxation would have it, blurred
		rule := s.guide.rules[len(s.guide.rules)-1]
		for _, g := range s.removed {
			s.key[g] = rule[g] + 8*s.rng.float()
		}
	case pick < 6:
		rule := s.guide.rules[s.rng.below(len(s.guide.rules))]
		for _, g := range s.removed {
			s.key[g] = rule[g] * (0.8 + 0.4*s.rng.float())
		}
	case pick < 8:
		rule := s.guide.rules[s.rng.below(2)]
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

func (s *stream) bankGrudge() int64 {
	sum := int64(0)
	for _, g := range s.bank {
		sum += s.grudge[g]
	}
	return sum
}

// recreateBank reinserts while some groups have no place: those first, mostly. What remains outside may weigh no more
// than before; each group that stays outside weighs more the next time.
func (s *stream) recreateBank(oldGrudge int64) float64 {
	s.sortRemoved()
	if s.rng.below(4) > 0 {
		s.banked()
	}
	grudge := oldGrudge
	for _, g := range s.removed {
		if s.oldMode[g] < 0 {
			grudge -= s.grudge[g]
		}
	}
	slack := int64(0)
	if s.rng.below(50) == 0 {
		slack = s.grudge[s.removed[0]]
	}
	var left []int32
	for _, g := range s.order {
		if !s.stop.Load() && s.insert(g) {
			continue
		}
		left = append(left, g)
		if grudge += s.grudge[g]; grudge > oldGrudge+slack {
			for _, out := range left {
				s.grudge[out]++
			}
			s.revert()
			return 0
		}
	}
	keep := s.bank[:0]
	for _, g := range s.bank {
		if s.mode[g] < 0 && !slices.Contains(left, g) {
			keep = append(keep, g)
		}
	}
	s.bank = append(keep, left...)
	s.finish()
	if len(s.bank) == 0 {
		s.capture()
		return 4
	}
	if grudge < oldGrudge {
		return 1
	}
	return 0.1
}

// banked moves the groups without a place to the front of the order, each behind those that it waits for.
func (s *stream) banked() {
	front := make([]int32, 0, len(s.order))
	wanted := map[int32]bool{}
	for _, g := range s.removed {
		if s.oldMode[g] < 0 {
			wanted[g] = true
			for _, p := range s.guide.preds[g] {
				wanted[p] = true
			}
		}
	}
	for _, g := range s.order {
		if wanted[g] {
			front = append(front, g)
		}
	}
	for _, g := range s.order {
		if !wanted[g] {
			front = append(front, g)
		}
	}
	s.order = append(s.order[:0], front...)
}

var debugBuild func(*stream)
