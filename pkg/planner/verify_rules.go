package planner

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/policy"
)

// rules checks what the rules demand beside the day by which everything of a package is complete, which dates looks at.
func (v *verifier) rules() {
	at := v.replay.atPackage()
	for n := range v.c.duties {
		d := &v.c.duties[n]
		if !d.binds(v.c.In.Scenario.Start) {
			continue
		}
		switch d.removal {
		case policy.InShare:
			v.share(d, at)
		case policy.FunctionOnly:
			v.function(d, at)
		case policy.OnPath:
			v.traffic(n, at)
		}
	}
}

// movedOn is the last day of the cutover of a package; ok is false where its hardware stays, or where that does not matter its function too.
func (v *verifier) movedOn(pl *played, hardware bool) (on inventory.Date, ok bool) {
	cutover := pl.activity("cutover")
	if cutover == nil || hardware && !pl.goes() {
		return on, false
	}
	return v.c.In.Scenario.PeriodEnd(cutover.start + cutover.periods - 1), true
}

// share walks the inventory and counts what is covered on the day of a cap, and what it is a share of. It takes nothing from the lots and
// weights of the search.
func (v *verifier) share(d *duty, at []*played) {
	s, day := v.c.In.Scenario, d.entry.Date
	if day.After(s.PeriodEnd(s.Horizon - 1)) {
		return
	}
	var all, left []int
	for e := range v.c.In.Inventory.Elements {
		covered := v.c.reaches(d, e)
		if covered || d.regime.Reaches(d.entry, v.c.element(e), v.c.siteOf(e), &v.c.In.Inventory.Operator, s.Start) == policy.Yes {
			all = append(all, e)
		}
		if !covered {
			continue
		}
		if p := v.c.packageOf[e]; p >= 0 {
			if on, ok := v.movedOn(at[p], true); ok && !on.After(day) {
				continue
			}
		}
		left = append(left, e)
	}
	of := d.entry.Cap.Of
	total, rest := v.c.measure(of, all), v.c.measure(of, left)
	if allowed := d.entry.Cap.Allowed(total); rest > allowed {
		v.add(Violation{Limit: d.name(), Period: day.String(), Text: fmt.Sprintf(
			"%s: %d of %d %s are covered on %s, %d allowed (%d too many)", d.name(), rest, total, of, day, allowed, rest-allowed)})
	}
}

// function checks that what a function is replaced with has moved by the day.
func (v *verifier) function(d *duty, at []*played) {
	for _, p := range d.packages {
		if on, ok := v.movedOn(at[p], false); ok && on.After(d.entry.Date) {
			v.add(Violation{Limit: d.name(), Package: at[p].p.ID, Text: fmt.Sprintf(
				"package %q: cutover ends on %s, and %s wants the function replaced by %s (%d days late)", at[p].p.ID, on, d.name(), d.entry.Date, on.Sub(d.entry.Date))})
		}
	}
}

// traffic checks that the paths of the sites that a rule is about cross none of the gear that it reaches.
func (v *verifier) traffic(n int, at []*played) {
	d := &v.c.duties[n]
	var late []int // packages that are told of
	for _, path := range v.replay.rulePaths() {
		if path.duty != n {
			continue
		}
		site := v.c.In.Inventory.Sites[path.site].ID
		for _, e := range path.elements {
			p := v.c.packageOf[e]
			if p < 0 {
				v.add(Violation{Limit: d.name(), Text: fmt.Sprintf("element %q: nothing is planned for it, and by %s the traffic of site %q must not cross it by %s", v.c.element(e).ID, d.name(), site, d.entry.Date)})
				continue
			}
			on, ok := v.movedOn(at[p], true)
			if ok && !on.After(d.entry.Date) || slices.Contains(late, p) {
				continue
			}
			late = append(late, p)
			text := "its hardware stays"
			if ok {
				text = fmt.Sprintf("cutover ends on %s", on)
			}
			v.add(Violation{Limit: d.name(), Package: at[p].p.ID, Text: fmt.Sprintf(
				"package %q: %s, and by %s the traffic of site %q must not cross it after %s", at[p].p.ID, text, d.name(), site, d.entry.Date)})
		}
	}
}
