package schedule

import "slices"

// classes tells which modes of a group ask for the same times: they differ in budgets and fixed costs alone, as the same
// work with gear of two makers at one price does. The relaxation finds starts once for each class. The result has one
// entry per gm: the first living mode of its class, or -1 where the mode is dead.
func (m *model) classes() []int32 {
	class := make([]int32, len(m.gms))
	for g := range int32(m.nG) {
		if m.stopped() {
			break
		}
		for mode := range m.modes(g) {
			at := m.gmOff[g] + mode
			class[at] = -1
			if m.gms[at].dead {
				continue
			}
			class[at] = mode
			for earlier := range mode {
				if class[m.gmOff[g]+earlier] == earlier && m.sameTimes(g, earlier, mode) {
					class[at] = earlier
					break
				}
			}
		}
	}
	return class
}

func (m *model) sameTimes(g, a, b int32) bool {
	if !slices.Equal(m.gm(g, a).present, m.gm(g, b).present) {
		return false
	}
	for _, act := range m.gm(g, a).present {
		x, y := m.am(act, a), m.am(act, b)
		if x.dur != y.dur || x.est != y.est || x.lst != y.lst || !slices.Equal(x.demands, y.demands) ||
			!slices.Equal(x.draws, y.draws) || !slices.Equal(x.rate, y.rate) || !slices.Equal(x.next, y.next) ||
			!slices.EqualFunc(x.profiles, y.profiles, func(p, q profile) bool {
				return p.v == q.v && slices.Equal(p.offs, q.offs) && slices.Equal(p.net, q.net)
			}) {
			return false
		}
	}
	return true
}
