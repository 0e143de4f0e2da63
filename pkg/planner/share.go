package planner

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/policy"
)

// A share is what a rule that caps a share allows, counted as the rule measures:
//
//	total   = measure of the elements, of any maker, that are in the rule's scope
//	covered = measure of those that the rule covers and that have not moved
//
// and from the day on covered ≤ allowed(total). Premises and units add up over elements; a site, and the subscribers of a site, count
// once as long as anything at the site counts. So that both are one, what is covered is split into lots: a lot weighs something for as
// long as any of its packages has not moved.
type share struct {
	duty           int
	total, allowed int64
	covered        int64 // at the start
	unsure         int   // elements of which it is not known whether they are in the scope: they are not in the total
	lots           []lot
}

type lot struct {
	weight   int64
	packages []int // ascending
}

// forces reports whether a package alone, or in a lot, is more than the share allows, so that there is no choice.
func (s *share) forces(p int) bool {
	return slices.ContainsFunc(s.lots, func(l lot) bool { return l.weight > s.allowed && slices.Contains(l.packages, p) })
}

// inScope lists the elements, of any maker, that a rule's share is a share of, and counts those of which that is not known.
func (c *Case) inScope(d *duty) (elements []int, unsure int) {
	covered := make(map[int]bool, len(d.elements))
	for _, e := range d.elements {
		covered[e] = true
	}
	for e := range c.In.Inventory.Elements {
		if covered[e] {
			elements = append(elements, e)
			continue
		}
		switch d.regime.Reaches(d.entry, c.element(e), c.siteOf(e), &c.In.Inventory.Operator, c.In.Scenario.Start) {
		case policy.Yes:
			elements = append(elements, e)
		case policy.NotKnown:
			unsure++
		}
	}
	return elements, unsure
}

// shareFaults are elements that a share must be measured with and that do not state what it is measured in: unknown is never zero.
func (c *Case) shareFaults() strict.Faults {
	var faults strict.Faults
	for n := range c.duties {
		d := &c.duties[n]
		if d.removal != policy.InShare || d.entry.Cap.Of != "premises" || d.entry.Date.IsZero() {
			continue
		}
		elements, _ := c.inScope(d)
		for _, e := range elements {
			if el := c.element(e); el.Premises == nil {
				faults = append(faults, strict.Fault{
					Pos:     el.Pos,
					Message: fmt.Sprintf("the share that %s caps cannot be measured: element %q states no premises", d.name(), el.ID),
					Hint:    "state the premises passed by the access network that it feeds, 0 where it feeds none: premises: 1200",
				})
			}
		}
	}
	return faults
}

// measure counts elements as a cap does.
func (c *Case) measure(of string, elements []int) int64 {
	var sum int64
	counted := map[string]bool{}
	for _, e := range elements {
		el, site := c.element(e), c.siteOf(e)
		switch of {
		case "premises":
			if el.Premises != nil {
				sum += int64(*el.Premises)
			}
		case "units":
			sum += int64(el.Quantity)
		case "sites", "subscribers":
			if counted[site.ID] {
				continue
			}
			counted[site.ID] = true
			if of == "sites" {
				sum++
			} else {
				sum += int64(site.Subscribers)
			}
		}
	}
	return sum
}

// findShares measures what the caps are about and splits it into lots.
func (c *Case) findShares() {
	c.shares = make([]share, len(c.duties))
	for n := range c.duties {
		d := &c.duties[n]
		if d.removal != policy.InShare {
			continue
		}
		of := d.entry.Cap.Of
		scope, unsure := c.inScope(d)
		s := share{duty: n, total: c.measure(of, scope), covered: c.measure(of, d.elements), unsure: unsure}
		s.allowed = d.entry.Cap.Allowed(s.total)
		parts := map[int][]int{} // package, or site, → covered elements
		for _, e := range d.elements {
			at := c.packageOf[e]
			if of == "sites" || of == "subscribers" {
				at = c.sites[c.siteOf(e).ID]
			}
			parts[at] = append(parts[at], e)
		}
		for _, at := range sortedKeys(parts) {
			l := lot{weight: c.measure(of, parts[at])}
			for _, e := range parts[at] {
				l.packages = append(l.packages, c.packageOf[e])
			}
			slices.Sort(l.packages)
			l.packages = slices.Compact(l.packages)
			if l.weight > 0 {
				s.lots = append(s.lots, l)
			}
		}
		c.shares[n] = s
	}
}

// shareText is a share in figures.
func (c *Case) shareText(n int) string {
	d, s := &c.duties[n], &c.shares[n]
	return fmt.Sprintf("at most %s of the %s by %s: %d of %d are allowed, %d are covered at the start",
		percentText(d.entry.Cap.BasisPoints), d.entry.Cap.Of, d.entry.Date, s.allowed, s.total, s.covered)
}

// percentText writes hundredths of a percent.
func percentText(basisPoints int) string { return number(float64(basisPoints)/100) + " %" }
