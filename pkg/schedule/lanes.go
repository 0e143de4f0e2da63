package schedule

import "math/bits"

// lanes packs what the renewable resources have left in one period into machine words. Every resource has a lane as wide
// as its capacity needs and one guard bit above it, which is kept set; after demands have been subtracted lane by lane,
// a guard bit that is gone tells that the resource has too little. One subtraction so compares all resources of a word.
// A resource that cannot run short has no lane.
type lanes struct {
	words int
	guard []uint64 // per word
	word  []int32  // per resource; -1 when it has no lane
	shift []uint8  // per resource
	limit []int64  // per resource: capacities are cut down to it, which changes nothing
}

func newLanes(m *model) *lanes {
	l := &lanes{word: make([]int32, m.nR), shift: make([]uint8, m.nR), limit: m.mostInUse()}
	used := uint(64) // bits taken in the last word
	for r := range m.nR {
		l.word[r] = -1
		if !m.canRunShort(r, l.limit[r]) {
			continue
		}
		width := uint(bits.Len64(uint64(l.limit[r])))
		if used+width+1 > 64 {
			l.guard = append(l.guard, 0)
			used = 0
		}
		l.word[r], l.shift[r] = int32(len(l.guard)-1), uint8(used)
		used += width + 1
		l.guard[len(l.guard)-1] |= 1 << (used - 1)
	}
	if len(l.guard) == 0 {
		l.guard = append(l.guard, 0)
	}
	l.words = len(l.guard)
	return l
}

// mostInUse is, per resource, what all activities together could hold at the same time.
func (m *model) mostInUse() []int64 {
	total := make([]int64, m.nR)
	most := make([]int64, m.nR)
	for a := range m.nA {
		clear(most)
		for _, x := range m.ams[m.amOff[a]:m.amOff[a+1]] {
			for _, d := range x.demands {
				most[d.res] = max(most[d.res], d.amount)
			}
		}
		for r, amount := range most {
			total[r] = satAdd(total[r], amount)
		}
	}
	for r := range total {
		total[r] = min(total[r], maxTotal)
	}
	return total
}

// canRunShort tells whether the resource has less than the given amount in some period.
func (m *model) canRunShort(r int, amount int64) bool {
	for _, c := range m.capacity[r*m.h : (r+1)*m.h] {
		if c < amount {
			return true
		}
	}
	return false
}

// put adds an amount of resource r to the words of one period or of one demand.
func (l *lanes) put(words []uint64, r int, amount int64) {
	if w := l.word[r]; w >= 0 {
		words[w] += uint64(min(amount, l.limit[r])) << l.shift[r]
	}
}

// rooms lays the capacities out, period t at t*words.
func (l *lanes) rooms(m *model) []uint64 {
	out := make([]uint64, (m.h+1)*l.words)
	for t := range m.h {
		at := out[t*l.words : (t+1)*l.words]
		copy(at, l.guard)
		for r := range m.nR {
			l.put(at, r, m.capacity[r*m.h+t])
		}
	}
	return out
}

// needs lays the demands out, one entry of all words per activity and mode.
func (l *lanes) needs(m *model) []uint64 {
	out := make([]uint64, len(m.ams)*l.words)
	for i := range m.ams {
		for _, d := range m.ams[i].demands {
			l.put(out[i*l.words:(i+1)*l.words], int(d.res), d.amount)
		}
	}
	return out
}
