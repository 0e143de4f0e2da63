package planner

import (
	"cmp"
	"slices"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// Package is a work package: the smallest swap that can be done on its own. It holds covered elements of which a
// rule or the scenario demands something, and whatever a proprietary interface ties to them.
type Package struct {
	ID           string // the id of its first element
	Site         *inventory.Site
	Sites        []int // every site that it has gear at, ascending
	Domain       string
	Elements     []int // ascending
	Units        int   // with quantities
	Risk         int64 // weight in the exposure, per period
	RiskFactors  RiskFactors
	Subscribers  int // whose working path crosses it
	Lost         int // subscribers out of service while its elements are off, alone
	LostSites    []int
	LostItems    []int  // of Net.Items: its sites, and generations of others
	Sole         bool   // one of these sites has the only 911 coverage
	Function     bool   // the hardware may stay: a function of it must be another maker's, and no more is demanded
	NoOverlay    string // why new gear cannot stand beside the old, "" where it can
	Options      []Option
	Applications []string
}

// findPackages joins coupled elements and keeps the groups that hold gear of which something is demanded, in the order of the
// inventory.
func (c *Case) findPackages() {
	group := c.couplings()
	elements := c.In.Inventory.Elements
	planned := make([]bool, len(elements))
	for i := range elements {
		if c.planned(i) {
			planned[group[i]] = true
		}
	}
	c.packageOf = make([]int, len(elements))
	at := map[int]int{}
	for i := range elements {
		c.packageOf[i] = -1
		if !planned[group[i]] {
			continue
		}
		p, ok := at[group[i]]
		if !ok {
			p = len(c.Packages)
			at[group[i]] = p
			c.Packages = append(c.Packages, Package{ID: elements[i].ID})
		}
		c.packageOf[i] = p
		c.Packages[p].Elements = append(c.Packages[p].Elements, i)
		c.Packages[p].Units += elements[i].Quantity
	}
	for i := range c.Packages {
		c.describe(&c.Packages[i])
	}
	c.weigh()
}

// couplings returns for each element the first element of its group.
func (c *Case) couplings() []int {
	elements := c.In.Inventory.Elements
	index := make(map[string]int, len(elements))
	first := make([]int, len(elements))
	for i, e := range elements {
		index[e.ID] = i
		first[i] = i
	}
	find := func(i int) int {
		for first[i] != i {
			first[i] = first[first[i]]
			i = first[i]
		}
		return i
	}
	for i, e := range elements {
		for _, id := range e.CoupledWith {
			if j, ok := index[id]; ok {
				a, b := find(i), find(j)
				first[max(a, b)] = min(a, b)
			}
		}
	}
	for i := range first {
		first[i] = find(i)
	}
	return first
}

func (c *Case) describe(p *Package) {
	lead := slices.MinFunc(p.Elements, func(a, b int) int {
		return cmp.Or(cmp.Compare(domainRank(c.element(a).Domain), domainRank(c.element(b).Domain)), cmp.Compare(a, b))
	})
	p.Domain = c.element(lead).Domain
	p.Site = c.siteOf(p.Elements[0])
	for _, e := range p.Elements {
		site := c.siteOf(e)
		p.Sites = append(p.Sites, c.sites[site.ID])
		if site.Application != "" && !slices.Contains(p.Applications, site.Application) {
			p.Applications = append(p.Applications, site.Application)
		}
	}
	slices.Sort(p.Sites)
	p.Sites = slices.Compact(p.Sites)
	loss, sites := c.Net.Impact(p.Elements)
	p.Lost, p.LostSites, p.LostItems = loss.Subscribers, sites, c.Net.LostItems(p.Elements)
	p.NoOverlay = c.noOverlay(p)
	p.Function = c.keepsHardware(p)
	p.Sole = slices.ContainsFunc(sites, func(s int) bool { return c.In.Inventory.Sites[s].Emergency == "sole" })
}

// domainRank is the order in which a spreadsheet takes the domains, and in which they give a package its own.
func domainRank(domain string) int {
	switch domain {
	case "core":
		return 0
	case "transport":
		return 1
	case "ran":
		return 2
	case "access":
		return 3
	default:
		return 4
	}
}

// quantity is a count as the cost room writes it.
func quantity(n int) cost.Quantity { return cost.Quantity(int64(n) * 1000) }
