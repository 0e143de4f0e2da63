package schedule

import "math"

// threshold is the value of the focus objective up to which the next schedule is accepted.
func (s *stream) threshold() float64 {
	return float64(s.oldVals[s.focus]) + s.heat*s.scale*s.rng.exp()
}

// The temperature falls from startHeat to endHeat times the mean loss of a group against its own ideal.
const (
	startHeat = 1.0
	endHeat   = 0.005
)

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
