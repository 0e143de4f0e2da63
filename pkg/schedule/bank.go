package schedule

import "slices"

// bankGrudge is the weight of the groups that have no place.
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
