package schedule

import "math"

// threshold is the value of the focus objective up to which the next schedule is accepted.
func (s *stream) threshold() float64 {
	return float64(s.oldVals[s.focus]) + s.heat*s.scale*s.rng.exp()
}

// The temperature falls from startHeat to endHeat times the mean loss of a group, as far as that is known: see cool.
const (
	startHeat = 1.0
	againHeat = 0.3 // where a later cycle begins
	endHeat   = 0.005
)

// firstCycle is the longest work, of all streams, over which the temperature falls for the first time. Where there is more
// to spend, as before a deadline, it rises again and falls over twice the work, and so on.
const firstCycle = 8_000_000_000

// heatAt is the temperature when used out of share are spent.
func heatAt(used, share int64) float64 {
	length, heat := int64(firstCycle), startHeat
	if share <= 2*firstCycle {
		length = share
	}
	for used > length && length < share {
		used, length, heat = used-length, 2*length, againHeat
	}
	return heat * math.Pow(endHeat/heat, min(float64(used)/float64(max(1, length)), 1))
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

// rejoin is the number of exchanges after which a stream gives up its own way for the common best.
const rejoin = 8

// lost tells, at an exchange, whether the stream should go on from the common best instead of its own schedule.
func (s *stream) lost(b *best) bool {
	s.exchanges++
	return s.best == nil || s.exchanges%rejoin == 0
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
