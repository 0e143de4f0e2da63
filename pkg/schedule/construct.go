package schedule

import (
	"math"
	"slices"
)

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

// renewEvery is the number of iterations of the relaxation after which its order and prices are first made a schedule of;
// each next time after twice as many.
const renewEvery = 30

// How many schedules are built then, and how many once the prices have settled. On 5,000 activities one takes as long as 150
// moves, and the best of many is the better start for a search the more there are.
const (
	renewTries  = 3
	afreshTries = 30
)

// promoted is how many periods a failure to place a group is worth in the order of the relaxation, times four.
const promoted = 20

// renew builds schedules in the order of the relaxation and with its prices. On large problems that is much better than what
// any rule builds, and than what a search makes of that. It goes on from the best schedule known; but once the prices have
// settled, from the best of those it has built, even if it is worse: the search has come to a schedule that suited the
// prices of its time, and does not find the way from there to one that suits the final ones.
func (s *stream) renew() {
	afresh := s.afresh
	s.renewing, s.afresh = false, false
	if s.price(true); s.fees == nil || s.best == nil {
		return
	}
	known := s.best
	s.best, s.blink, s.early = nil, 0, false
	clear(s.promote)
	tries := renewTries
	if afresh {
		tries = afreshTries
	}
	rule := s.guide.rules[len(s.guide.rules)-1]
	for try := range tries {
		s.wait = afresh || try != s.id%3
		blur := blurOf(s.id, try)
		for g := range s.key {
			s.key[g] = rule[g] + blur*s.rng.float() - promoted*s.promote[g]
		}
		s.rebuild()
	}
	built := s.best
	if built == nil || slices.Compare(known.values, built.values) <= 0 {
		s.best = known
	}
	if built == nil || !afresh {
		built = s.best
	}
	s.bank = s.bank[:0]
	s.load(built)
}

// blurOf is by how many periods a build may depart from the order of the relaxation. No two builds of a stream have the same:
// without any, one would be the same as the other.
func blurOf(stream, try int) float64 { return float64(stream+3*(try%3)) + 0.1*float64(try) }

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
