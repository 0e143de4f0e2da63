package schedule

import "slices"

// What a set function says of itself in numbers (Covering) becomes a capacity that the relaxation can price: every thing
// that can be taken away is divided among the activities that take it, so that those which may run side by side never
// hold more than the whole of it. Then the parts that a set holds weigh no more than what it takes away together, and
// that is within the capacity.

// shares gives, per am, the weight of the parts that it holds of what it takes away. In the first way a thing is held as a
// whole by those in the longest chain of its takers, of which one runs at a time; in the second it is divided evenly
// among the chains of its takers. The second is nil where no thing has more than one chain.
func (m *model) shares(c *Cover) (whole, even []int64) {
	things := m.thingsOf(c)
	whole, even = make([]int64, len(m.ams)), make([]int64, len(m.ams))
	differ, order := false, m.order()
	for thing, list := range m.takers(things, len(c.Weights)) {
		chains := order.chains(list)
		for k, chain := range chains {
			for _, a := range chain {
				for i := m.amOff[a]; i < m.amOff[a+1]; i++ {
					if _, takes := slices.BinarySearch(things[i], thing); !takes {
						continue
					}
					if k == 0 {
						whole[i] += c.Weights[thing]
					}
					even[i] += c.Weights[thing] / int64(len(chains))
				}
			}
		}
		differ = differ || len(chains) > 1
	}
	if !differ {
		return whole, nil
	}
	return whole, even
}

// thingsOf lists, per am, what it takes away, rising.
func (m *model) thingsOf(c *Cover) [][]int {
	things := make([][]int, len(m.ams))
	for a := range int32(m.nA) {
		for mode := range m.modes(m.groupOf[a]) {
			if m.am(a, mode).exclusive && !m.gm(m.groupOf[a], mode).dead {
				list := slices.Clone(c.Takes(Running{Activity: int(a), Mode: int(mode)}))
				list = slices.DeleteFunc(list, func(thing int) bool { return thing < 0 || thing >= len(c.Weights) })
				slices.Sort(list)
				things[m.amOff[a]+mode] = slices.Compact(list)
			}
		}
	}
	return things
}

// takers lists, per thing, the activities that take it away in some mode, in the order of the lags.
func (m *model) takers(things [][]int, n int) [][]int32 {
	takers := make([][]int32, n)
	for _, a := range m.topo {
		for i := m.amOff[a]; i < m.amOff[a+1]; i++ {
			for _, thing := range things[i] {
				if k := len(takers[thing]); k == 0 || takers[thing][k-1] != a {
					takers[thing] = append(takers[thing], a)
				}
			}
		}
	}
	return takers
}

// chains cuts activities, in the order of the lags, into chains of which one activity runs at a time, the longest first. So
// a set that runs side by side has at most one activity of each chain. Each of a chain must follow each before it: what
// leads from the first to the third over the second only does not hold where the second is left out.
func (o *order) chains(list []int32) [][]int32 {
	var chains [][]int32
next:
	for _, a := range list {
		for i, chain := range chains {
			if !slices.ContainsFunc(chain, func(b int32) bool { return !o.follows(b, a) }) {
				chains[i] = append(chain, a)
				continue next
			}
		}
		chains = append(chains, []int32{a})
	}
	slices.SortStableFunc(chains, func(x, y []int32) int { return len(y) - len(x) })
	return chains
}

// order knows which exclusive activities come after which activities.
type order struct {
	column []int32  // per activity: its column, -1 where it is never exclusive
	words  int      // of a row
	behind []uint64 // a row for each activity: those that start after it is complete; empty when it would take too much room
}

const orderWords = 1 << 23 // room for behind

// follows tells whether b is known to start after a is complete, if both take place.
func (o *order) follows(a, b int32) bool {
	if len(o.behind) == 0 {
		return false
	}
	i := o.column[b]
	return o.behind[int(a)*o.words+int(i)/64]>>(uint(i)%64)&1 == 1
}

// order follows the lags. A way leads over lags that are not negative, and over activities that take place in any case.
func (m *model) order() *order {
	o := &order{column: make([]int32, m.nA)}
	n := 0
	for a := range int32(m.nA) {
		o.column[a] = -1
		if m.everExclusive(a) {
			o.column[a] = int32(n)
			n++
		}
	}
	if o.words = (n + 63) / 64; m.nA*o.words > orderWords {
		return o
	}
	o.behind = make([]uint64, m.nA*o.words)
	row := func(a int32) []uint64 { return o.behind[int(a)*o.words : (int(a)+1)*o.words] }
	for _, a := range slices.Backward(m.topo) {
		after := row(a)
		for _, e := range m.succs[a] {
			if e.min < 0 {
				continue
			}
			if i := o.column[e.other]; i >= 0 {
				after[i/64] |= 1 << uint(i%64)
			}
			if m.alwaysPresent(e.other) {
				for w, word := range row(e.other) {
					after[w] |= word
				}
			}
		}
	}
	return o
}

func (m *model) everExclusive(a int32) bool {
	for mode := range m.modes(m.groupOf[a]) {
		if m.am(a, mode).exclusive {
			return true
		}
	}
	return false
}

func (m *model) alwaysPresent(a int32) bool {
	for mode := range m.modes(m.groupOf[a]) {
		if m.am(a, mode).absent && !m.gm(m.groupOf[a], mode).dead {
			return false
		}
	}
	return true
}
