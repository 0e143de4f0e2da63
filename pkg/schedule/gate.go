package schedule

import (
	"math"
	"slices"
	"sync/atomic"
)

// A gate is a group that much of the plan waits for and that itself waits for many: a core that must be in service before
// any radio can move to it. When it opens is settled by all groups before it together, none of which matters much alone;
// no move of the search shifts it once everything else has been arranged around it. So some streams look only at
// schedules in which it opens early: their models have narrower windows. Whatever they find is a schedule of the problem.

const (
	gateBefore = 5    // groups that a gate waits for, at least
	gateBehind = 0.05 // share of all rates behind it, at least
)

// gate finds the group with the most of both, -1 when there is none. Gates matter for sums only: a makespan has every
// group in a hurry anyway.
func (d *guide) gate() int32 {
	m := d.m
	if m.nG == 0 || m.makespan[0] {
		return -1
	}
	total := 0.0
	weight := make([]float64, m.nG)
	for g := range int32(m.nG) {
		if mode := d.mainMode(g); mode >= 0 {
			for _, a := range m.gm(g, mode).present {
				weight[g] += float64(rate(m.am(a, mode), 0))
			}
		}
		total += weight[g]
	}
	found, most := int32(-1), 0.0
	for g, below := range d.descendants() {
		behind := 0.0
		for _, o := range below {
			behind += weight[o]
		}
		if behind < gateBehind*total || behind == 0 || len(d.preds[g]) < gateBefore {
			continue
		}
		if score := behind * float64(len(d.preds[g])); score > most {
			found, most = int32(g), score
		}
	}
	return found
}

// ancestors lists a group after all groups that it waits for, directly or not.
func (d *guide) ancestors(g int32) []int32 {
	list := []int32{g}
	for i := 0; i < len(list); i++ {
		for _, p := range d.preds[list[i]] {
			if !slices.Contains(list, p) {
				list = append(list, p)
			}
		}
	}
	slices.Reverse(list)
	return list
}

// opening is how early the last urgent step of a group starts when it and what it waits for have everything to
// themselves: the best of the priority rules. False means that no rule found room.
func (d *guide) opening(g int32) (int32, bool) {
	b := newBuilder(d.m, 0, searchers)
	list := d.ancestors(g)
	mark := make([]bool, d.m.nG)
	var order []int32
	earliest, found := int32(math.MaxInt32), false
	for _, rule := range d.rules {
		b.reset()
		for i := range b.mode {
			b.mode[i] = -1
		}
		order = d.sequence(list, rule, order, mark)
		if slices.ContainsFunc(order, func(o int32) bool { return !b.insert(o) }) {
			continue
		}
		if at := b.opens(g); at < earliest {
			earliest, found = at, true
		}
	}
	return earliest, found
}

// opens is the start of the last urgent step of a placed group.
func (b *builder) opens(g int32) int32 {
	gm := b.m.gm(g, b.mode[g])
	at := int32(0)
	for i, a := range gm.present {
		if gm.urgent[i] {
			at = max(at, b.start[a])
		}
	}
	return at
}

// narrowed is the model with every urgent step of a group started by the given period, nil when that leaves the group or
// another one no mode.
func (m *model) narrowed(g, by int32) *model {
	n := *m
	n.ams, n.gms = slices.Clone(m.ams), slices.Clone(m.gms)
	for mode := range n.modes(g) {
		gm := n.gm(g, mode)
		if gm.dead {
			continue
		}
		for i, a := range gm.present {
			if x := n.am(a, mode); gm.urgent[i] {
				x.lst = x.prev[min(x.lst, by)]
			}
		}
	}
	n.tighten()
	for o := range int32(n.nG) {
		alive := false
		for mode := range n.modes(o) {
			alive = alive || !n.gm(o, mode).dead
		}
		if !alive {
			return nil
		}
	}
	n.class = n.classes()
	return &n
}

// apartTenths is the share of an objective's work, in tenths, after which streams with narrowed models follow the common best, too.
const apartTenths = 6

// newStreams makes the searching streams: the first looks everywhere, the others, where there is a gate, at schedules in
// which it opens as early as it can, or a little later.
func newStreams(m *model, d *guide, seed uint64, stop *atomic.Bool) []*stream {
	var out []*stream
	for id := range searchers {
		out = append(out, newStream(m, d, seed, id, stop))
	}
	g := d.gate()
	if g < 0 {
		return out
	}
	by, found := d.opening(g)
	if !found {
		return out
	}
	for id := 1; id < searchers; id++ {
		slack := int32((id - 1) * m.h / 50)
		if n := m.narrowed(g, by+slack); n != nil {
			out[id] = newStream(n, newGuide(n), seed, id, stop)
			out[id].apart = true
		}
	}
	return out
}
