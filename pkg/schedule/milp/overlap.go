package milp

import (
	"context"
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/schedule"
)

// overlap is what is known of the set function.
type overlap struct {
	parts    []part
	apart    []bitset // per part: those that other rows keep from running at the same time
	found    []set    // minimal forbidden sets
	supplied int      // of these, how many the caller knew and the questions did not reach
	clashes  []clash
	size     int  // all minimal forbidden sets of so many parts, or fewer, are known
	complete bool // there are no larger ones
}

// part is some activities in their modes that the set function cannot tell apart and of which at most one runs at a time:
// the modes of one activity, say, or the steps of one package.
type part struct {
	members []schedule.Running
	can     bitset  // periods in which one of them can run
	demand  []int64 // per resource: the least that each of them needs
}

// clash is a row for every period in which it matters: of its slots at most some may run. Of a slot at most one part can.
type clash struct {
	period int // -1: any
	slots  [][]int
	most   int
}

// findConflicts asks the set function.
func (m *Model) findConflicts(ctx context.Context, questions int) error {
	m.findParts()
	f := newForbidden(m)
	if err := f.explore(ctx, questions); err != nil {
		return err
	}
	m.overlap.size, m.overlap.complete, m.overlap.found = f.size, f.complete, f.found
	m.overlap.clashes = m.join(slices.Clone(f.found))
	return nil
}

// addConflicts adds what the caller knows.
func (m *Model) addConflicts(conflicts []schedule.Conflict) error {
	f := newForbidden(m)
	for _, s := range m.overlap.found {
		f.keep(s)
	}
	before := len(f.found)
	for i, c := range conflicts {
		if err := f.supplied(c); err != nil {
			return fmt.Errorf("conflict %d: %w", i, err)
		}
	}
	m.overlap.supplied += len(f.found) - before
	m.overlap.found = f.found
	m.overlap.clashes = m.join(slices.Clone(f.found))
	return nil
}

// findParts divides the exclusive activities, each in each mode, into parts.
func (m *Model) findParts() {
	classed, _ := m.p.Overlap.(schedule.Classed)
	byClass := map[int][]int{} // class → its parts
	for i := range m.layout.ams {
		am := &m.layout.ams[i]
		if am.absent || !m.mode(am).Exclusive || am.dur == 0 || len(am.starts) == 0 {
			continue
		}
		r, class := schedule.Running{Activity: am.activity, Mode: am.mode}, i
		if classed != nil {
			class = classed.Class(r)
		}
		at := slices.IndexFunc(byClass[class], func(p int) bool {
			return m.allSeparate(m.overlap.parts[p].members, []schedule.Running{r})
		})
		if at >= 0 {
			m.overlap.parts[byClass[class][at]].join(m.newPart(r, am))
			continue
		}
		byClass[class] = append(byClass[class], len(m.overlap.parts))
		m.overlap.parts = append(m.overlap.parts, m.newPart(r, am))
	}
	m.findApart()
}

func (m *Model) newPart(r schedule.Running, am *actMode) part {
	p := part{members: []schedule.Running{r}, can: newBitset(m.p.Horizon)}
	for t := range m.p.Horizon {
		if am.canRun(t) {
			p.can.add(t)
		}
	}
	for res := range m.p.Resources {
		p.demand = append(p.demand, demandOf(m.mode(am), res))
	}
	return p
}

func (p *part) join(o part) {
	p.members = append(p.members, o.members...)
	p.can.join(o.can)
	for i, d := range o.demand {
		p.demand[i] = min(p.demand[i], d)
	}
}

// separate reports whether two can never run at the same time: modes exclude each other, or one waits for the other.
func (m *Model) separate(a, b schedule.Running) bool {
	sameGroup := m.p.Activities[a.Activity].Group == m.p.Activities[b.Activity].Group
	return a.Activity == b.Activity || sameGroup && a.Mode != b.Mode ||
		m.waits(a.Activity, b.Activity) || m.waits(b.Activity, a.Activity)
}

// waits reports whether one activity cannot begin before the other is complete.
func (m *Model) waits(from, to int) bool {
	return slices.ContainsFunc(m.lagsFrom[from], func(l int) bool { return m.p.Lags[l].To == to && m.p.Lags[l].Min >= 0 })
}

// findApart marks the pairs of parts of which no two members can run together, whatever the set function says.
func (m *Model) findApart() {
	parts := m.overlap.parts
	m.overlap.apart = make([]bitset, len(parts))
	for i := range parts {
		m.overlap.apart[i] = newBitset(len(parts))
	}
	for i := range parts {
		for j := range i {
			if m.allSeparate(parts[i].members, parts[j].members) {
				m.overlap.apart[i].add(j)
				m.overlap.apart[j].add(i)
			}
		}
	}
}

func (m *Model) allSeparate(a, b []schedule.Running) bool {
	for _, r := range a {
		for _, o := range b {
			if !m.separate(r, o) {
				return false
			}
		}
	}
	return true
}

// together chooses a member of each part so that all can run at the same time as far as modes and lags go; nil where that
// is impossible.
func (m *Model) together(parts []int) []schedule.Running {
	var chosen []schedule.Running
	var choose func(i int) bool
	choose = func(i int) bool {
		if i == len(parts) {
			return true
		}
		for _, r := range m.overlap.parts[parts[i]].members {
			if slices.ContainsFunc(chosen, func(o schedule.Running) bool { return m.separate(r, o) }) {
				continue
			}
			chosen = append(chosen, r)
			if choose(i + 1) {
				return true
			}
			chosen = chosen[:len(chosen)-1]
		}
		return false
	}
	if !choose(0) {
		return nil
	}
	return chosen
}

// overlapRows write each clash for the periods in which more of its slots could run than may.
func (m *Model) overlapRows(e *emitter) {
	for i := range m.overlap.clashes {
		c := &m.overlap.clashes[i]
		first, last := 0, m.p.Horizon-1
		if c.period >= 0 {
			first, last = c.period, c.period
		}
		for t := first; t <= last && !e.stop; t++ {
			e.begin('L', int64(c.most), "overlap", i)
			e.part('t', t)
			could := 0
			for _, slot := range c.slots {
				if m.addSlot(e, slot, t) {
					could++
				}
			}
			if could > c.most {
				e.emit()
			}
		}
	}
}

// addSlot adds everything in a slot that can run in a period. It reports whether there is anything.
func (m *Model) addSlot(e *emitter, slot []int, t int) (possible bool) {
	for _, p := range slot {
		if !m.overlap.parts[p].can.has(t) {
			continue
		}
		for _, r := range m.overlap.parts[p].members {
			possible = e.addRunning(m.layout.am(r.Activity, r.Mode), t, 1) || possible
		}
	}
	return possible
}
