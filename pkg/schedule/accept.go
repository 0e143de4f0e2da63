package schedule

import (
	"math"
	"slices"
)

// threshold is the value of the focus objective up to which the next schedule is accepted.
func (s *stream) threshold() float64 {
	return float64(s.oldVals[s.focus]) + s.heat*s.scale*s.rng.exp()
}

// shadows is, per stream, how much of a move's worth is reckoned in the prices of the relaxation. The objective alone sees no
// difference between schedules that leave money and crews where they are wanted and those that leave them where they are
// not: only a later move can tell. Prices alone would leave free what nobody needs. The streams differ, because what is best
// depends on how much binds at once.
var shadows = []float64{0.7, 0.35}

// priceRemoved is what the groups to be removed cost under the prices, where these have a say.
func (s *stream) priceRemoved() float64 {
	sum := 0.0
	if s.shadow > 0 {
		for _, g := range s.removed {
			if s.mode[g] >= 0 {
				sum += s.fees.price(s.state, g, s.mode[g])
			}
		}
	}
	return sum
}

// leeway is how far above the threshold the objective may be before a move is given up half done: prices may make up for it.
func (s *stream) leeway() float64 { return 50 * s.shadow * s.scale }

// worthKeeping judges the schedule that a move has led to. What is better than all before is kept whatever the prices say.
func (s *stream) worthKeeping(limit, oldPrice float64) bool {
	if s.shadow == 0 || slices.Compare(s.values, s.best.values) < 0 {
		return s.acceptable(limit)
	}
	k := s.focus
	gain := (1-s.shadow)*float64(s.values[k]-s.oldVals[k]) + s.shadow*(s.priceRemoved()-oldPrice)
	return float64(s.oldVals[k])+gain <= limit
}

// The temperature falls to endHeat times the mean loss of a group, as far as that is known: see cool. Where it begins
// depends on how long it may fall: a large problem has no time to get over a hot start. For a makespan, where the unit is
// one period for every group, and for the objectives after the first, it is always the same.
const (
	leastHeat = 1.0
	mostHeat  = 15.0
	endHeat   = 0.1
	laterHeat = 1.0
	laterCold = 0.005
	warmth    = 2_500_000 // work per group, of all streams, for which leastHeat is right; more grows with its square root
)

// fall is how the temperature changes in a cycle.
type fall struct{ from, to float64 }

// firstHeat is the fall for a share of work. Until the prices have settled it begins low: the search begins anew then.
func (s *solver) firstHeat(share int64) fall {
	switch {
	case s.level > 0 || s.m.makespan[s.level]:
		return fall{laterHeat, laterCold}
	case s.settledAt == 0:
		return fall{leastHeat, endHeat}
	}
	return fall{min(leastHeat*max(math.Sqrt(float64(share)/float64(max(1, s.m.nG))/warmth), 1), mostHeat), endHeat}
}

// oneCycle is the most work, of all streams, over which the temperature falls once. Where there is more to spend, as before a
// far deadline, it falls over the first part, then again over twice as much, and so on to the end: whoever stops early has
// something by then.
const oneCycle = 80_000_000_000

// heatAt is the temperature when used out of share are spent.
func heatAt(used, share int64, f fall) float64 {
	from, to := int64(0), max(1, share)
	for to > oneCycle && used < to/3 {
		to /= 3
	}
	if to > oneCycle {
		from = to / 3
	}
	return f.from * math.Pow(f.to/f.from, min(float64(used-from)/float64(to-from), 1))
}

// cool sets the temperature. Its unit is the mean loss of a group against the bound, and at least a tenth of that against
// the group's own ideal: the bound may be reached.
func (s *stream) cool(heat float64, bound int64) {
	if s.best == nil || s.m.nG == 0 {
		return
	}
	k := s.focus
	loss := float64(s.best.values[k])
	for g := range s.guide.least {
		loss -= float64(s.guide.least[g][k])
	}
	loss = max(loss/10, float64(s.best.values[k]-bound))
	if s.m.makespan[k] {
		loss = float64(s.m.nG) // one period
	}
	s.scale = max(loss, 0) / float64(s.m.nG)
	s.heat = heat
}

// rejoin is the number of exchanges after which a stream gives up its own way for the common best; but not while it is hotter
// than coldHeat: then it would only be thrown back.
const (
	rejoin   = 8
	coldHeat = 0.5
)

// lost tells, at an exchange, whether the stream should go on from the common best instead of its own schedule.
func (s *stream) lost(b *best) bool {
	if s.heat > coldHeat && !s.m.makespan[s.focus] && s.best != nil {
		return false
	}
	s.exchanges++
	return s.best == nil || s.exchanges%rejoin == 0
}

// astray tells whether the stream is where nothing is acceptable: worse than the common best in an objective that is done
// with.
func (s *stream) astray(b *best) bool {
	return s.searched && len(s.bank) == 0 && slices.Compare(s.values[:s.focus], b.values[:s.focus]) > 0
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
