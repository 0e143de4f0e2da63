package planner

import (
	"errors"
	"fmt"
	"strings"
)

// ErrNoOption means that the scenario leaves a package no option, so that there is no problem to state.
var ErrNoOption = errors.New("the scenario leaves a package no option")

// withoutOption lists the packages that the scenario leaves no option. Every package has some, or NewCase has refused the files;
// what takes them all is a site that only an overlay may touch, an outage that no window holds, or a rule on what is brought in.
func (m *model) withoutOption() []int {
	var out []int
	for i, options := range m.options {
		if len(options) == 0 {
			out = append(out, i)
		}
	}
	return out
}

// refusalText says which field leaves a package no option, and why.
func (m *model) refusalText(without []int) (field, text string) {
	c, p := m.c, &m.c.Packages[without[0]]
	var kinds []string
	var r refusal
	for i := range p.Options {
		o := &p.Options[i]
		if r.field == "" {
			r = m.refuses(p, o)
		}
		if len(kinds) == 0 || kinds[len(kinds)-1] != o.Kind { // options of a kind stand together
			kinds = append(kinds, o.Kind)
		}
	}
	if r.field == anySupply {
		return r.field, m.supplyRefusal(p) + likeIt(len(without))
	}
	text = fmt.Sprintf("package %q %s, and no overlay method serves %s (known: %s)", p.ID, r.why, c.gearOf(p), strings.Join(kinds, ", "))
	if r.unheld != nil {
		text = fmt.Sprintf("package %q %s, in any way that is known to do it (%s)", p.ID, r.why, strings.Join(kinds, ", "))
	}
	if p.NoOverlay != "" {
		text += "; an overlay is not possible: " + p.NoOverlay
	}
	return r.field, text + likeIt(len(without))
}

// likeIt says how many packages there are of a kind, where it is not the only one.
func likeIt(n int) string {
	if n < 2 {
		return ""
	}
	return fmt.Sprintf("; %d packages are like it", n)
}

// refusalAdvice is what else helps.
func (m *model) refusalAdvice(without []int) string {
	p := &m.c.Packages[without[0]]
	for i := range p.Options {
		r := m.refuses(p, &p.Options[i])
		if r.field == anySupply {
			return m.supplyAdvice(p)
		}
		if r.unheld != nil {
			if window := m.windows.wanted(p, r.unheld); window != "" {
				return fmt.Sprintf("or state %s under outage.windows", window)
			}
		}
	}
	if p.NoOverlay != "" {
		return fmt.Sprintf("or make an overlay possible at %s, and state in the inventory what the tower bears and what room there is then", p.Site.ID)
	}
	return fmt.Sprintf("or add an overlay method for %s to products.yaml", m.c.gearOf(p))
}
