package planner

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/schedule"
)

// A cap is a share whose day lies within the horizon and that is exceeded at the start. The search keeps it exactly. With n the periods
// that end on or before the day, a package with a lot of its own has each option in two modes:
//
//	early   the cutover is due by n, and it uses nothing
//	late    without that due date, and it uses its weight of a budget of what is allowed
//
// Deferral is late. A lot of several packages, a site, is a group of its own with the modes
//
//	counts  uses its weight of the budget
//	clear   uses up a budget of as many units as it has packages, of which every late package uses one
//
// so that it can be clear only where none of them is late. With several caps a package has a mode for each stretch between their days.
type bound struct {
	duty    int
	periods int // n; 0 where no period ends by the day
	budget  int
	lots    []int // lot → budget of a lot of several packages, -1 for the lot of one
	groups  []int // lot → its group, likewise
}

// manner is how a mode does a package.
type manner struct {
	option int // -1 for deferral
	by     int // the cutover is complete by the end of that many periods; 0 for no such day
	late   []int
	span   span // in which what it brings in is delivered
}

// findCaps gathers the caps that bind, the earliest first.
func (m *model) findCaps() {
	for n := range m.c.duties {
		d, s := &m.c.duties[n], &m.c.shares[n]
		if d.removal != policy.InShare || !d.binds(m.s.Start) || m.cal.without[d.rule] || s.covered <= s.allowed {
			continue
		}
		if periods := m.cal.wholePeriods(d.entry.Date); periods <= m.s.Horizon {
			m.caps = append(m.caps, bound{duty: n, periods: periods})
		}
	}
	slices.SortStableFunc(m.caps, func(a, b bound) int { return a.periods - b.periods })
	for i := range m.caps {
		b := &m.caps[i]
		d, s := &m.c.duties[b.duty], &m.c.shares[b.duty]
		b.budget = m.addBudget(d.name(), s.allowed)
		for _, l := range s.lots {
			budget := -1
			if len(l.packages) > 1 {
				budget = m.addBudget(d.name(), int64(len(l.packages)))
			}
			b.lots, b.groups = append(b.lots, budget), append(b.groups, -1)
		}
	}
}

func (m *model) addBudget(name string, capacity int64) int {
	m.problem.Budgets = append(m.problem.Budgets, schedule.Budget{Name: name, Capacity: capacity})
	return len(m.problem.Budgets) - 1
}

// tooMuch says which rule allows so little that a package must have moved by its day, "" for none.
func (m *model) tooMuch(p *Package) string {
	i := m.c.packageOf[p.Elements[0]]
	for n := range m.c.duties {
		d, s := &m.c.duties[n], &m.c.shares[n]
		if d.removal == policy.InShare && d.binds(m.s.Start) && !m.cal.without[d.rule] && m.cal.wholePeriods(d.entry.Date) <= m.s.Horizon && s.forces(i) {
			return "share allowed by " + d.name()
		}
	}
	return ""
}

// counts reports whether a package is in a lot of a cap.
func (m *model) counts(b *bound, i int) bool {
	return slices.ContainsFunc(m.c.shares[b.duty].lots, func(l lot) bool { return slices.Contains(l.packages, i) })
}

// waysOf lists the modes of a package: each option that the scenario allows, once for every span in which it may be
// delivered and for every stretch between the days of the caps that it counts under, the earliest first, and last deferral where it may stay. Where another rule or a term is due before the day of a cap, it
// is always early.
func (m *model) waysOf(i int) []manner {
	p := &m.c.Packages[i]
	due, why := m.cal.cutoverDue(p)
	if all, term := m.cal.due(p); term != "" && (why == "" || all < due) {
		due, why = all, term
	}
	var caps []int
	for k := range m.caps {
		if m.counts(&m.caps[k], i) && (why == "" || m.caps[k].periods < due) {
			caps = append(caps, k)
		}
	}
	var out []manner
	for o := range p.Options {
		if !m.allows(p, &p.Options[o]) {
			continue
		}
		for _, x := range m.deliveries(&p.Options[o]) {
			for k, at := range caps {
				if by := m.caps[at].periods; by > 0 && (k == 0 || m.caps[caps[k-1]].periods < by) {
					out = append(out, manner{option: o, by: by, late: caps[:k], span: x})
				}
			}
			out = append(out, manner{option: o, late: caps, span: x})
		}
	}
	if m.s.Deferral && m.mustMove(p) == "" {
		out = append(out, manner{option: -1, late: caps})
	}
	return out
}

// addCaps has the late modes use what is allowed.
func (m *model) addCaps() {
	for k := range m.caps {
		b := &m.caps[k]
		for n, l := range m.c.shares[b.duty].lots {
			for _, i := range l.packages {
				if budget := b.lots[n]; budget >= 0 {
					m.useLate(i, k, schedule.Use{Budget: budget, Amount: 1})
				} else {
					m.useLate(i, k, schedule.Use{Budget: b.budget, Amount: l.weight})
				}
			}
			if budget := b.lots[n]; budget >= 0 {
				b.groups[n] = len(m.problem.Groups)
				m.addLot(fmt.Sprintf("%s, lot %d", m.problem.Budgets[b.budget].Name, n+1), []schedule.Use{{Budget: b.budget, Amount: l.weight}},
					[]schedule.Use{{Budget: budget, Amount: int64(len(l.packages))}})
			}
		}
	}
}

// useLate lets every mode of a package that is late for a cap use something. Where one of them is deferral that stands at the choice, since
// what does not take place uses nothing.
func (m *model) useLate(i, k int, use schedule.Use) {
	at := m.cutover(i)
	if slices.ContainsFunc(m.ways[i], func(w manner) bool { return w.option < 0 && slices.Contains(w.late, k) }) {
		at = m.choices.activity(i)
	}
	modes := m.problem.Activities[at].Modes
	for mode, w := range m.ways[i] {
		if slices.Contains(w.late, k) {
			modes[mode].Uses = append(modes[mode].Uses, use)
		}
	}
}

// addLot adds a group that counts or is clear.
func (m *model) addLot(name string, counts, clear []schedule.Use) {
	m.problem.Activities = append(m.problem.Activities, schedule.Activity{
		Name: name, Group: len(m.problem.Groups), Modes: []schedule.Mode{{Uses: clear}, {Uses: counts}},
	})
	m.problem.Groups = append(m.problem.Groups, schedule.Group{Name: name, Modes: 2})
}
