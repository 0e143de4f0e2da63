package schedule

// plainBounds computes the bounds that need no search: for a Sum objective what every group costs at least by windows
// alone; for the makespan the longest chain and the work of each resource; for an overdraft what the least possible draws are
// charged. All are exact integers.
func (s *solver) plainBounds() {
	for k := range s.m.nK {
		if s.m.makespan[k] {
			s.bounds[k], s.known[k] = s.m.leastMakespan(), true
			continue
		}
		if c := s.m.chargeOf(k); c != nil {
			s.bounds[k], s.known[k] = s.m.leastOverdraft(c), true
			continue
		}
		sum := int64(0)
		for g := range s.d.least {
			sum += s.d.least[g][k]
		}
		s.bounds[k], s.known[k] = sum, true
	}
}

// leastMakespan is the larger of the critical path, windows and calendars included, and the first period by which every
// resource has offered as much as the thriftiest modes must take.
func (m *model) leastMakespan() int64 {
	bound := int64(0)
	work := make([]int64, m.nR)
	for g := range int32(m.nG) {
		end, first := int64(0), true
		least := make([]int64, m.nR)
		for mode := range m.modes(g) {
			gm := m.gm(g, mode)
			if gm.dead {
				continue
			}
			last := int64(0)
			need := make([]int64, m.nR)
			for _, a := range gm.present {
				x := m.am(a, mode)
				last = max(last, int64(x.est+x.dur))
				for _, d := range x.demands {
					need[d.res] += d.amount * int64(x.dur)
				}
			}
			for r := range need {
				if first || need[r] < least[r] {
					least[r] = need[r]
				}
			}
			if first || last < end {
				end = last
			}
			first = false
		}
		bound = max(bound, end)
		for r := range work {
			work[r] += least[r]
		}
	}
	for r := range work {
		can := int64(0)
		for t := 0; t < m.h && can < work[r]; t++ {
			can = satAdd(can, m.capacity[r*m.h+t])
			bound = max(bound, int64(t+1))
		}
	}
	return bound
}
