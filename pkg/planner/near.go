package planner

import (
	"fmt"
	"slices"
)

// nearPackages lists for each package those that must not be off at the same moment, ascending; nil where there are none
// at all. With neighbors: apart these are radio packages at different sites whose coverage overlaps. Where a package takes
// a guarded site off (the only 911 coverage, or coverage that other carriers depend on), it is moreover everything that
// takes a neighbour of that site off, or works on its radio gear: who cannot reach the one must reach the other. A hub that
// takes neighbours down with it does so alone, and that is not its neighbours' doing.
func (m *model) nearPackages() [][]int {
	c := m.c
	at := map[int][]int{}   // site → packages with radio gear there
	cuts := map[int][]int{} // site → packages that cut it off
	for i := range c.Packages {
		p := &c.Packages[i]
		if p.Domain == "ran" {
			for _, s := range p.Sites {
				at[s] = append(at[s], i)
			}
		}
		for _, s := range p.LostSites {
			cuts[s] = append(cuts[s], i)
		}
	}
	near := make([][]int, len(c.Packages))
	found := false
	apart := func(p, q int) {
		if p != q {
			near[p], near[q] = append(near[p], q), append(near[q], p)
			found = true
		}
	}
	for i := range c.Packages {
		p := &c.Packages[i]
		if m.s.Outage.Neighbors == "apart" && p.Domain == "ran" {
			for _, s := range p.Sites {
				for _, t := range c.Net.Neighbors(s) {
					for _, q := range at[t] {
						apart(i, q)
					}
				}
			}
		}
		for _, s := range m.guarded(p) {
			for _, t := range c.Net.Neighbors(s) {
				if slices.Contains(p.LostSites, t) {
					continue
				}
				for _, q := range slices.Concat(at[t], cuts[t]) {
					apart(i, q)
				}
			}
		}
	}
	if !found {
		return nil
	}
	for i := range near {
		slices.Sort(near[i])
		near[i] = slices.Compact(near[i])
	}
	return near
}

// tooNear says of two of the packages, off at one moment, why they must not be; "" where all may. It is what a plan is
// verified with: it looks at every pair and keeps nothing.
func (m *model) tooNear(packages []int) (a, b int, why string) {
	for i, p := range packages {
		for _, q := range packages[:i] {
			if m.s.Outage.Neighbors == "apart" && m.c.overlap(p, q) {
				return q, p, "their coverage overlaps"
			}
			for _, pair := range [][2]int{{p, q}, {q, p}} {
				if s, t := m.endangered(pair[0], pair[1]); s >= 0 {
					return q, p, fmt.Sprintf("site %q must have its neighbour %q while it is off", m.c.In.Inventory.Sites[s].ID, m.c.In.Inventory.Sites[t].ID)
				}
			}
		}
	}
	return -1, -1, ""
}

// overlap reports whether two packages have radio gear at different sites whose coverage overlaps. A hub that takes
// neighbours down with it does not count: only gear that is itself worked on does.
func (c *Case) overlap(p, q int) bool {
	if c.Packages[p].Domain != "ran" || c.Packages[q].Domain != "ran" {
		return false
	}
	for _, s := range c.Packages[p].Sites {
		near := c.Net.Neighbors(s)
		for _, t := range c.Packages[q].Sites {
			if s != t && slices.Contains(near, t) {
				return true
			}
		}
	}
	return false
}

// endangered returns a guarded site that p takes off and a neighbour of it that q takes off or works at, -1 for none.
func (m *model) endangered(p, q int) (site, neighbour int) {
	for _, s := range m.guarded(&m.c.Packages[p]) {
		for _, t := range m.c.Net.Neighbors(s) {
			other := &m.c.Packages[q]
			touched := slices.Contains(other.LostSites, t) || other.Domain == "ran" && slices.Contains(other.Sites, t)
			if touched && !slices.Contains(m.c.Packages[p].LostSites, t) {
				return s, t
			}
		}
	}
	return -1, -1
}
