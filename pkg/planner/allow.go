package planner

import (
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/inventory"
)

// refusal says which field of the scenario forbids an option, and why.
type refusal struct {
	field, why string
	unheld     *Step // whose outage no window holds, where that is why
}

// allows reports whether the scenario lets an option be taken.
func (m *model) allows(p *Package, o *Option) bool { return m.refuses(p, o).field == "" }

// refuses gives the first reason that there is. Replace, then rip: what has a successor beside it goes out when that is in.
func (m *model) refuses(p *Package, o *Option) refusal {
	if r := m.fails(p, o); r.field != "" {
		return r
	}
	if o.Kind != "in-place" || m.s.InPlace != "if-needed" {
		return refusal{}
	}
	if m.replaced(m.c.packageOf[p.Elements[0]]) {
		return refusal{field: "in_place", why: "an overlay is possible"}
	}
	return refusal{}
}

// fails looks at what holds whatever else could be done: the rules on what is brought in, and service.
func (m *model) fails(p *Package, o *Option) refusal {
	if len(m.deliveries(o)) == 0 {
		return refusal{field: anySupply, why: m.undeliverable(o)}
	}
	return m.endangers(p, o)
}

// endangers looks at service alone: sites that must not be off for longer than a cutover, and outages at hours that are
// not allowed.
func (m *model) endangers(p *Package, o *Option) refusal {
	for _, guard := range m.guards() {
		sites := guard.at(m.c, p)
		if len(sites) == 0 {
			continue
		}
		where := m.c.siteNames(sites)
		if o.Kind != "overlay" && o.Kind != "function" {
			return refusal{guard.field, fmt.Sprintf("takes %s off the air, at site %s, which only an overlay may do", guard.what, where), nil}
		}
		for i := range o.Steps {
			step := &o.Steps[i]
			if step.OutageHours > 0 && step.Kind != "cutover" {
				return refusal{guard.field, fmt.Sprintf("takes %s off the air during %s, at site %s, which only a cutover may do", guard.what, step.Kind, where), nil}
			}
			if step.OutageHours > 0 && len(m.s.Outage.Windows) > 0 && m.windows.of(p, step) == 0 {
				return refusal{guard.field, fmt.Sprintf("takes %s off the air for %d hours, at site %s, and no window of low traffic holds them", guard.what, step.OutageHours, where), step}
			}
		}
	}
	if m.s.Outage.OutsideWindows != "forbid" || len(m.s.Outage.Windows) == 0 {
		return refusal{}
	}
	for i := range o.Steps {
		if step := &o.Steps[i]; step.OutageHours > 0 && m.windows.of(p, step) == 0 {
			return refusal{"outage.outside_windows", fmt.Sprintf("is off for %d hours in %s, and no window holds them", step.OutageHours, step.Kind), step}
		}
	}
	return refusal{}
}

// guard is a kind of site that is never off for longer than a cutover, in a window of low traffic, and never together with
// a neighbour.
type guard struct {
	field, what string
	is          func(*inventory.Site) bool
}

// guards are those that the scenario keeps.
func (m *model) guards() []guard {
	var out []guard
	if m.s.Outage.SoleEmergency == "overlay" {
		out = append(out, guard{"outage.sole_emergency", "the only 911 coverage", func(s *inventory.Site) bool { return s.Emergency == "sole" }})
	}
	if m.s.Outage.RoamingCritical == "overlay" {
		out = append(out, guard{"outage.roaming_critical", "coverage that other carriers depend on", func(s *inventory.Site) bool { return s.Roaming == "critical" }})
	}
	return out
}

// at are the guarded sites that a package takes off while it is off alone, ascending.
func (g guard) at(c *Case, p *Package) []int {
	var out []int
	for _, s := range p.LostSites {
		if g.is(&c.In.Inventory.Sites[s]) {
			out = append(out, s)
		}
	}
	return out
}

// guarded are the sites of all guards that a package takes off alone, ascending.
func (m *model) guarded(p *Package) []int {
	var out []int
	for _, g := range m.guards() {
		out = append(out, g.at(m.c, p)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// siteNames lists sites by id, in quotes.
func (c *Case) siteNames(sites []int) string {
	out := make([]string, len(sites))
	for i, s := range sites {
		out[i] = fmt.Sprintf("%q", c.In.Inventory.Sites[s].ID)
	}
	return strings.Join(out, ", ")
}
