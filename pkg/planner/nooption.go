package planner

import (
	"errors"
	"fmt"
	"strings"
)

// ErrNoOption means that the scenario leaves a package no option, so that there is no problem to state.
var ErrNoOption = errors.New("the scenario leaves a package no option")

// withoutOption lists the packages that the scenario leaves no option. Every package has some, or NewCase has refused the files;
// what takes them all is that only an overlay may be done and none is known.
func (m *model) withoutOption() []int {
	var out []int
	for i, options := range m.options {
		if len(options) == 0 {
			out = append(out, i)
		}
	}
	return out
}

// soleText says which package outage.sole_emergency leaves no option, and why.
func (m *model) soleText(without []int) string {
	c, p := m.c, &m.c.Packages[without[0]]
	var kinds, sites []string
	for _, o := range p.Options {
		if len(kinds) == 0 || kinds[len(kinds)-1] != o.Kind { // options of a kind stand together
			kinds = append(kinds, o.Kind)
		}
	}
	for _, s := range p.LostSites {
		if site := &c.In.Inventory.Sites[s]; site.Emergency == "sole" {
			sites = append(sites, fmt.Sprintf("%q", site.ID))
		}
	}
	text := fmt.Sprintf("package %q takes the only 911 coverage off the air, at site %s, which only an overlay may do, and no overlay method serves %s (known: %s)",
		p.ID, strings.Join(sites, ", "), c.gearOf(p), strings.Join(kinds, ", "))
	if n := len(without); n > 1 {
		text += fmt.Sprintf("; %d packages are like it", n)
	}
	return text
}

// soleAdvice is what else helps where only an overlay may be done and none is known.
func (m *model) soleAdvice(without []int) string {
	return fmt.Sprintf("or add an overlay method for %s to products.yaml", m.c.gearOf(&m.c.Packages[without[0]]))
}
