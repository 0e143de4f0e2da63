package planner

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/policy"
)

// A duty is one rule that demands something of gear that is there. What a plan must do for it depends on the demand:
//
//	remove_by, exclude_site_class   everything of the packages is complete by the day
//	no_use, certify                 the packages have moved; there is no day
//	replace_function_by             the cutovers of what the function is replaced with are complete by the day; see function.go
//	traffic_path                    the cutovers of what is on the paths are complete by the day
//	cap_share                       what has not moved by the day is within the share; see share.go
type duty struct {
	rule     string // regime and entry
	regime   *policy.Regime
	entry    *policy.Entry
	removal  policy.Removal
	elements []int // of which it demands something, ascending
	packages []int // that must be done for it, ascending
}

// name is how messages call the rule, and the limit that it is.
func (d *duty) name() string { return "rule " + d.rule }

// binds reports whether the day of the rule lies in the plan's time: one that has passed binds nobody any more, and is said.
func (d *duty) binds(start inventory.Date) bool { return d.entry.Date.After(start) }

// passed reports whether it has passed.
func (d *duty) passed(start inventory.Date) bool {
	return !d.entry.Date.IsZero() && !d.binds(start)
}

// demands is what the rules and the scenario ask of each element.
type demands struct {
	hardware []bool  // the element itself must go, or enough of its like
	function []bool  // a function of it must be replaced, the hardware may stay
	managed  []bool  // a function of it is replaced with the management systems of its maker
	managers [][]int // duty → those systems, where it asks for that function
}

// findDuties gathers the rules that demand something of gear that is there, and what they demand of each element. It needs the network
// and the findings, not the packages.
func (c *Case) findDuties() {
	at := map[*policy.Entry]int{}
	for i, f := range c.Findings {
		for _, a := range f.Applied {
			removal := a.Entry.Removal()
			if a.Verdict != policy.Covered || removal == policy.Stays {
				continue
			}
			n, ok := at[a.Entry]
			if !ok {
				n = len(c.duties)
				at[a.Entry] = n
				c.duties = append(c.duties, duty{rule: a.Rule, regime: c.In.Rules.Regime(a.Regime), entry: a.Entry, removal: removal})
			}
			c.duties[n].elements = append(c.duties[n].elements, i)
		}
	}
	c.sortDuties()
	c.paths = c.rulePaths(c.crosses)
	for n := range c.duties {
		if d := &c.duties[n]; d.removal == policy.OnPath {
			d.elements = nil
			for _, path := range c.paths {
				if path.duty == n {
					d.elements = append(d.elements, path.elements...)
				}
			}
			slices.Sort(d.elements)
			d.elements = slices.Compact(d.elements)
		}
	}
	c.findDemands()
}

// sortDuties puts the rules in the order of the scenario's regimes and, in one of them, of its file.
func (c *Case) sortDuties() {
	place := func(d *duty) (int, int) {
		return slices.Index(c.In.Scenario.Regimes, d.regime.ID), slices.IndexFunc(d.regime.Entries, func(e policy.Entry) bool { return e.Pos == d.entry.Pos && e.ID == d.entry.ID })
	}
	slices.SortStableFunc(c.duties, func(a, b duty) int {
		ra, ea := place(&a)
		rb, eb := place(&b)
		if ra != rb {
			return ra - rb
		}
		return ea - eb
	})
}

// findDemands says of each element whether it must go or only a function of it. The rules in which it is on no path, and those that
// another element's replacement meets, demand nothing of it.
func (c *Case) findDemands() {
	n := len(c.In.Inventory.Elements)
	d := &c.demands
	*d = demands{hardware: make([]bool, n), function: make([]bool, n), managed: make([]bool, n), managers: make([][]int, len(c.duties))}
	for k := range c.duties {
		if c.duties[k].removal != policy.FunctionOnly {
			for _, e := range c.duties[k].elements {
				d.hardware[e] = true
			}
		}
	}
	for _, path := range c.In.Scenario.CleanPaths {
		for _, id := range path.Sites {
			if s, ok := c.sites[id]; ok && c.In.Inventory.Sites[s].Subscribers > 0 {
				for _, e := range c.crosses(s, path.Paths) {
					d.hardware[e] = d.hardware[e] || c.Findings[e].Verdict == policy.Covered
				}
			}
		}
	}
	if c.In.Scenario.Remove == "covered" {
		for e, f := range c.Findings {
			d.hardware[e] = d.hardware[e] || f.Verdict == policy.Covered
		}
	}
	c.findFunctions()
}

// crosses lists the elements that the traffic of a site crosses, as the network room has it.
func (c *Case) crosses(site int, paths string) []int {
	if paths == "every" {
		return c.Net.EveryPath(site)
	}
	var out []int
	for _, hop := range c.Net.Crossed(site) {
		out = append(out, hop.Element)
	}
	return out
}

// planned reports whether the plan is to do something about an element.
func (c *Case) planned(e int) bool { return c.demands.hardware[e] || c.demands.function[e] }

// dutyPackages says which packages must be done for each rule, and which rules each package is done for.
func (c *Case) dutyPackages() {
	c.dutiesOf = make([][]int, len(c.Packages))
	for n := range c.duties {
		d := &c.duties[n]
		for _, e := range slices.Concat(d.elements, c.demands.managers[n]) {
			if elsewhere := d.removal == policy.FunctionOnly && c.demands.managed[e]; !elsewhere && c.packageOf[e] >= 0 {
				d.packages = append(d.packages, c.packageOf[e])
			}
		}
		slices.Sort(d.packages)
		d.packages = slices.Compact(d.packages)
		for _, p := range d.packages {
			c.dutiesOf[p] = append(c.dutiesOf[p], n)
		}
	}
}

// A rulePath is what the traffic of a site crosses of the gear that must be on none of its paths under a rule.
type rulePath struct {
	duty, site int
	elements   []int // ascending
}

// rulePaths asks for every rule on the traffic of a class of sites what those cross.
func (c *Case) rulePaths(crossed func(site int, paths string) []int) []rulePath {
	var out []rulePath
	for n := range c.duties {
		d := &c.duties[n]
		if d.removal != policy.OnPath {
			continue
		}
		for s := range c.In.Inventory.Sites {
			site := &c.In.Inventory.Sites[s]
			if site.Subscribers == 0 || !slices.ContainsFunc(site.Sensitive, func(w string) bool { return slices.Contains(d.entry.Scope.SiteClasses, w) }) {
				continue
			}
			path := rulePath{duty: n, site: s}
			for _, e := range crossed(s, d.entry.Paths) {
				if c.reaches(d, e) {
					path.elements = append(path.elements, e)
				}
			}
			slices.Sort(path.elements)
			path.elements = slices.Compact(path.elements)
			out = append(out, path)
		}
	}
	return out
}

// reaches reports whether a rule surely reaches an element.
func (c *Case) reaches(d *duty, e int) bool {
	return slices.ContainsFunc(c.Findings[e].Applied, func(a policy.Applied) bool { return a.Entry == d.entry && a.Verdict == policy.Covered })
}

// ruleDue is the day by which everything of the package must be complete, and the rule that sets it; zero where none does.
func (k *calendar) ruleDue(p *Package) (by inventory.Date, why string) {
	for _, n := range k.c.dutiesOf[k.c.packageOf[p.Elements[0]]] {
		d := &k.c.duties[n]
		if d.removal == policy.MustGo && d.binds(k.s.Start) && !k.without[d.rule] && (by.IsZero() || d.entry.Date.Before(by)) {
			by, why = d.entry.Date, d.name()
		}
	}
	return by, why
}

// cutoverDue is the number of periods by whose end the cutover of the package must be complete beside what due says of the whole, and
// what demands it: a clean path, a function, or a share in which its gear is too much. 0 and "" where nothing does. A day before the end
// of the first period gives -1.
func (k *calendar) cutoverDue(p *Package) (periods int, why string) {
	periods, why = k.cleanDue(p)
	i := k.c.packageOf[p.Elements[0]]
	earlier := func(by inventory.Date, what string) {
		n := k.wholePeriods(by)
		if n < 1 {
			n = -1
		}
		if periods == 0 || n < periods {
			periods, why = n, what
		}
	}
	for _, n := range k.c.dutiesOf[i] {
		d := &k.c.duties[n]
		switch {
		case !d.binds(k.s.Start) || k.without[d.rule]:
		case d.removal == policy.FunctionOnly:
			earlier(d.entry.Date, fmt.Sprintf("function demanded by %s by %s", d.name(), d.entry.Date))
		case d.removal == policy.InShare && k.c.shares[n].forces(i) && k.wholePeriods(d.entry.Date) <= k.s.Horizon:
			earlier(d.entry.Date, fmt.Sprintf("share allowed by %s by %s", d.name(), d.entry.Date))
		}
	}
	return periods, why
}

// wholePeriods is how many periods end on or before a day.
func (k *calendar) wholePeriods(by inventory.Date) int {
	return (by.Sub(k.s.Start) + 1) / k.s.PeriodDays
}
