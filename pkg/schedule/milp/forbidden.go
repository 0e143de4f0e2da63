package milp

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/schedule"
)

// set is a minimal forbidden set of parts, ascending.
type set struct {
	period int // -1: any
	parts  []int
}

// forbidden finds minimal forbidden sets of parts, by size.
type forbidden struct {
	m        *Model
	steady   bool
	periods  []int // that are asked about: -1, which stands for all of them, where the period makes no difference
	left     int   // questions
	found    []set
	known    map[string]bool // keys of what was found
	size     int
	complete bool
}

func newForbidden(m *Model) *forbidden {
	f := &forbidden{m: m, known: map[string]bool{}}
	if s, ok := m.p.Overlap.(schedule.Steady); ok && s.Steady() {
		f.steady, f.periods = true, []int{-1}
		return f
	}
	for t := range m.p.Horizon {
		f.periods = append(f.periods, t)
	}
	return f
}

// explore asks about sets of one part, of two, and so on, until no larger one can be a minimal forbidden set or the
// questions run out. Of a size that was not finished nothing is kept, so that what the program says of itself is simple.
func (f *forbidden) explore(ctx context.Context, questions int) error {
	f.left = questions
	open := make([][][]int, len(f.periods)) // per period: allowed sets, each ascending, in lexicographic order
	for i := range f.periods {
		open[i] = [][]int{nil}
	}
	for size := 1; ; size++ {
		var found []set
		larger := 0
		for i, t := range f.periods {
			next, clashes := f.extend(ctx, t, open[i])
			if f.left < 0 || ctx.Err() != nil {
				return ctx.Err()
			}
			open[i], found, larger = next, append(found, clashes...), larger+len(next)
		}
		for _, c := range found {
			f.keep(c)
		}
		f.size = size
		if larger == 0 {
			f.complete = true
			return nil
		}
	}
}

// extend makes each allowed set larger by one part. A set is only asked about when all that it holds are allowed, so what
// is forbidden is minimal.
func (f *forbidden) extend(ctx context.Context, t int, open [][]int) (next [][]int, found []set) {
	allowed := make(map[string]bool, len(open))
	for _, s := range open {
		allowed[key(t, s)] = true
	}
	for _, s := range open {
		first := 0
		if len(s) > 0 {
			first = s[len(s)-1] + 1
		}
		for p := first; p < len(f.m.overlap.parts); p++ {
			bigger := append(slices.Clone(s), p)
			who := f.possible(t, bigger, allowed)
			if who == nil {
				continue
			}
			if f.left--; f.left < 0 || ctx.Err() != nil {
				return nil, nil
			}
			if f.allows(t, who) {
				next = append(next, bigger)
			} else {
				found = append(found, set{t, bigger})
			}
		}
	}
	return next, found
}

// possible chooses members of the parts that could run at the same time in the period, nil where no other row lets them or
// where a smaller set is forbidden already.
func (f *forbidden) possible(t int, set []int, allowed map[string]bool) []schedule.Running {
	last := set[len(set)-1]
	for _, p := range set[:len(set)-1] {
		if f.m.overlap.apart[last].has(p) {
			return nil
		}
	}
	if !f.haveRoom(t, set) {
		return nil
	}
	if len(set) > 2 {
		smaller := make([]int, 0, len(set)-1)
		for i := range len(set) - 2 { // without the last it is the allowed set that was extended, without the one before likewise
			smaller = append(append(smaller[:0], set[:i]...), set[i+1:]...)
			if !allowed[key(t, smaller)] {
				return nil
			}
		}
	}
	return f.m.together(set)
}

// haveRoom reports whether windows and resources let all parts run in the period, or in one of them.
func (f *forbidden) haveRoom(t int, set []int) bool {
	parts := f.m.overlap.parts
	can := slices.Clone(parts[set[0]].can)
	for _, p := range set[1:] {
		can.meet(parts[p].can)
	}
	if t >= 0 {
		return can.has(t) && f.withinCapacity(t, set)
	}
	for s := range f.m.p.Horizon {
		if can.has(s) && f.withinCapacity(s, set) {
			return true
		}
	}
	return false
}

func (f *forbidden) withinCapacity(t int, set []int) bool {
	for r := range f.m.p.Resources {
		sum := int64(0)
		for _, p := range set {
			sum += f.m.overlap.parts[p].demand[r]
		}
		if sum > f.m.p.Resources[r].Capacity[t] {
			return false
		}
	}
	return true
}

// allows asks the set function.
func (f *forbidden) allows(t int, who []schedule.Running) bool {
	return f.m.p.Overlap.Allowed(max(t, 0), who)
}

func (f *forbidden) keep(s set) {
	if k := key(s.period, s.parts); !f.known[k] {
		f.known[k] = true
		f.found = append(f.found, s)
	}
}

// key is a set of parts in a period as a string.
func key(t int, set []int) string {
	var room [64]byte
	out := binary.AppendVarint(room[:0], int64(t))
	for _, p := range set {
		out = binary.AppendUvarint(out, uint64(p))
	}
	return string(out)
}

// supplied takes over a forbidden set that the caller knows, without the members that it does not need.
func (f *forbidden) supplied(c schedule.Conflict) error {
	periods := []int{c.Period}
	switch {
	case c.Period < -1 || c.Period >= f.m.p.Horizon:
		return fmt.Errorf("period %d: want -1, or 0 to %d", c.Period, f.m.p.Horizon-1)
	case f.steady || c.Period < 0:
		periods = f.periods
	}
	for _, r := range c.Set {
		if !f.m.exists(r) {
			return fmt.Errorf("activity %d, mode %d: there is none", r.Activity, r.Mode)
		}
	}
	for _, t := range periods {
		if f.allows(t, c.Set) {
			return fmt.Errorf("the set of %d is allowed in period %d", len(c.Set), max(t, 0))
		}
		if parts := f.partsOf(f.shrink(t, c.Set)); parts != nil {
			f.keep(set{t, parts})
		}
	}
	return nil
}

// shrink leaves members out as long as the rest is still forbidden.
func (f *forbidden) shrink(t int, set []schedule.Running) []schedule.Running {
	set = slices.Clone(set)
	for i := len(set) - 1; i >= 0; i-- {
		if less := slices.Delete(slices.Clone(set), i, i+1); len(less) > 0 && !f.allows(t, less) {
			set = less
		}
	}
	return set
}

// partsOf lists the parts that hold the activities, nil where these can never run together.
func (f *forbidden) partsOf(set []schedule.Running) []int {
	var parts []int
	for _, r := range set {
		p := slices.IndexFunc(f.m.overlap.parts, func(p part) bool { return slices.Contains(p.members, r) })
		if p < 0 || slices.Contains(parts, p) {
			return nil
		}
		parts = append(parts, p)
	}
	slices.Sort(parts)
	return parts
}

// exists reports whether there is such an activity with such a mode.
func (m *Model) exists(r schedule.Running) bool {
	return r.Activity >= 0 && r.Activity < len(m.p.Activities) && r.Mode >= 0 && r.Mode < len(m.p.Activities[r.Activity].Modes)
}
