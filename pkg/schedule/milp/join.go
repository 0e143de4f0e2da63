package milp

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// join turns minimal forbidden sets into as few and as strong rows as it easily can: pairs into cliques, larger sets that
// differ in a mode only into one. All sets are of one period, or of any.
func (m *Model) join(found []set) []clash {
	slices.SortStableFunc(found, func(a, b set) int { return cmp.Compare(a.period, b.period) })
	var out []clash
	for len(found) > 0 {
		n := slices.IndexFunc(found, func(s set) bool { return s.period != found[0].period })
		if n < 0 {
			n = len(found)
		}
		out = append(out, m.cliques(found[:n])...)
		out = append(out, m.boxes(found[:n])...)
		found = found[n:]
	}
	return out
}

// cliques covers the forbidden pairs by sets of parts of which any two are forbidden, or kept apart anyway, so that at
// most one may run. From each pair that is in no clique yet one is grown, by the parts in their order.
func (m *Model) cliques(found []set) []clash {
	n := len(m.overlap.parts)
	exclude, covered := make([]bitset, n), make([]bitset, n)
	for p := range n {
		exclude[p], covered[p] = slices.Clone(m.overlap.apart[p]), newBitset(n)
	}
	pairs := slices.Clone(found)
	pairs = slices.DeleteFunc(pairs, func(s set) bool { return len(s.parts) != 2 })
	for _, s := range pairs {
		exclude[s.parts[0]].add(s.parts[1])
		exclude[s.parts[1]].add(s.parts[0])
	}
	var out []clash
	for _, s := range pairs {
		if covered[s.parts[0]].has(s.parts[1]) {
			continue
		}
		c := clash{period: s.period, most: 1}
		for _, p := range grow(s.parts, exclude) {
			c.slots = append(c.slots, []int{p})
		}
		for _, p := range c.slots {
			for _, q := range c.slots {
				covered[p[0]].add(q[0])
			}
		}
		out = append(out, c)
	}
	return out
}

// grow extends a pair to a clique that no part can be added to.
func grow(pair []int, exclude []bitset) []int {
	common := slices.Clone(exclude[pair[0]])
	common.meet(exclude[pair[1]])
	clique := slices.Clone(pair)
	for p := range exclude {
		if common.has(p) {
			clique = append(clique, p)
			common.meet(exclude[p])
		}
	}
	slices.Sort(clique)
	return clique
}

// boxes takes all sets but the pairs and, slot by slot, puts those together that are equal but for parts which are kept
// apart from each other, such as the modes of one activity. Whatever is chosen from the slots of a box is forbidden.
func (m *Model) boxes(found []set) []clash {
	var out []clash
	for _, s := range found {
		if len(s.parts) == 2 {
			continue
		}
		c := clash{period: s.period, most: len(s.parts) - 1}
		for _, p := range s.parts {
			c.slots = append(c.slots, []int{p})
		}
		out = append(out, c)
	}
	for slot, more := 0, true; more; slot++ {
		out, more = m.joinSlot(out, slot)
	}
	return out
}

// joinSlot puts boxes together that differ in one slot alone. It reports whether any box has that slot.
func (m *Model) joinSlot(boxes []clash, slot int) (out []clash, more bool) {
	alike := map[string][]int{} // all other slots → boxes in out
	for _, c := range boxes {
		if slot >= len(c.slots) {
			out = append(out, c)
			continue
		}
		more = true
		rest := c.key(slot)
		at := slices.IndexFunc(alike[rest], func(i int) bool { return m.allApart(out[i].slots[slot], c.slots[slot]) })
		if at < 0 {
			alike[rest] = append(alike[rest], len(out))
			out = append(out, c)
			continue
		}
		into := &out[alike[rest][at]]
		into.slots[slot] = append(into.slots[slot], c.slots[slot]...)
	}
	return out, more
}

// allApart reports whether other rows keep every part of one list from running with any of the other.
func (m *Model) allApart(a, b []int) bool {
	for _, p := range a {
		for _, q := range b {
			if !m.overlap.apart[p].has(q) {
				return false
			}
		}
	}
	return true
}

// key tells boxes apart by all slots but one.
func (c *clash) key(without int) string {
	out := binary.AppendUvarint(nil, uint64(len(c.slots)))
	for i, slot := range c.slots {
		if i == without {
			continue
		}
		out = binary.AppendUvarint(out, uint64(len(slot)))
		for _, p := range slot {
			out = binary.AppendUvarint(out, uint64(p))
		}
	}
	return string(out)
}
