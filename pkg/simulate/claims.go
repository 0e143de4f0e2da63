package simulate

import (
	"slices"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/planner"
)

// findClaims gathers what is paid at once, and what is granted to the applications that it is claimed in.
func (m *model) findClaims() {
	apps := map[string]int{}
	n := 0
	for i := range m.play.Packages {
		p := &m.play.Packages[i]
		for k := range p.Lines {
			l := &m.lines[n]
			for at, x := range p.Parts[k] {
				a := &m.acts[x.Activity]
				a.app = m.appOf(apps, p.Application)
				a.claimOf(x).parts = append(a.claimOf(x).parts, part{n, at})
				l.weights[at] = cost.Cents(x.Weight)
			}
			if l.parts = len(p.Parts[k]); l.parts > 1 {
				l.split = len(m.split)
				m.split = append(m.split, n)
			}
			if l.parts > 0 {
				m.apps[m.appOf(apps, p.Application)] += l.counted // a part of a total that was checked
			}
			n++
		}
	}
	m.grant(apps)
}

// claimOf is the claim of an activity at a milestone.
func (a *activity) claimOf(x planner.PlayPart) *claim {
	k := slices.IndexFunc(a.claims, func(c claim) bool { return c.milestone == x.Milestone })
	if k < 0 {
		k = len(a.claims)
		a.claims = append(a.claims, claim{milestone: x.Milestone, last: x.Last})
	}
	return &a.claims[k]
}

// appOf is the index of an application.
func (m *model) appOf(apps map[string]int, id string) int {
	at, ok := apps[id]
	if !ok {
		at = len(m.apps)
		apps[id] = at
		m.apps = append(m.apps, 0)
		m.appIDs = append(m.appIDs, id)
	}
	return at
}

// grant says what limits the claims of each application in a run: its allocation, which the account knows; else the cost
// that was approved; else what its estimate counts. Where overruns are claimed nothing does.
func (m *model) grant(apps map[string]int) {
	m.grants = slices.Clone(m.play.Grants)
	for i := range m.grants {
		g := &m.grants[i]
		at, ok := apps[g.Application]
		switch a := m.s.Application(g.Application); {
		case m.u.Overruns == "claimed":
			g.Allocation = nil
		case !ok:
		case g.Allocation != nil:
			m.apps[at] = cost.Limit
		case a != nil && a.ApprovedCost != nil:
			m.apps[at] = *a.ApprovedCost
		}
	}
}
