package planner

import (
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/products"
)

// What an option brings in is held against the regimes too: each of its products with its parts, as if it were obtained where the
// element stands that it takes over from. How many there are of it makes no difference.

// bought is a product that an option brings in, and what the regimes say to it.
type bought struct {
	product *products.Product
	element int             // that it takes over from
	says    []policy.Supply // one for each stretch of days
}

// supplies asks the regimes while a case is made. Stretch k is the days from days[k] to the day before days[k+1].
type supplies struct {
	days     []inventory.Date // the first is the scenario's start
	last     inventory.Date   // of the horizon
	buyer    *policy.Buyer
	contexts map[string]int
	context  []int // of each element, -1 where not yet known
	known    map[asked][]policy.Supply
}

// asked is all that an answer depends on besides the day.
type asked struct {
	product  *products.Product
	context  int
	function bool
}

// askRegimes makes ready for questions from the start to the end of the longest horizon that may be proposed.
func (c *Case) askRegimes() error {
	s := c.In.Scenario
	buyer, err := c.In.Rules.Buyer(s.Regimes)
	if err != nil {
		return err
	}
	end := s.PeriodEnd(s.Horizon + moreHorizon(s) - 1)
	c.supply = &supplies{
		days: append([]inventory.Date{s.Start}, buyer.Changes(s.Start, end)...), last: s.PeriodEnd(s.Horizon - 1),
		buyer: buyer, contexts: map[string]int{}, known: map[asked][]policy.Supply{}, context: make([]int, len(c.In.Inventory.Elements)),
	}
	for e := range c.supply.context {
		c.supply.context[e] = -1
	}
	return nil
}

// brings lists what an option brings in, each product once for elements that no rule can tell apart.
func (c *Case) brings(p *Package, o *Option, fit []*products.Product) []bought {
	var out []bought
	seen := map[asked]bool{}
	for i, product := range fit {
		if product == nil {
			continue
		}
		key := asked{product, c.contextOf(p.Elements[i]), o.Kind == "function"}
		if !seen[key] {
			seen[key] = true
			out = append(out, bought{product, p.Elements[i], c.ask(key, p.Elements[i])})
		}
	}
	return out
}

// ask asks what the regimes say to a product in every stretch, once for all elements that are alike.
func (c *Case) ask(key asked, element int) []policy.Supply {
	says, ok := c.supply.known[key]
	if !ok {
		el := c.gearFor(key.product, element, key.function)
		for _, day := range c.supply.days {
			says = append(says, c.supply.buyer.Ask(el, c.siteOf(element), &c.In.Inventory.Operator, key.product.Approved, day))
		}
		c.supply.known[key] = says
	}
	return says
}

// contextOf numbers elements by what rules look at in what takes over from them.
func (c *Case) contextOf(element int) int {
	n := &c.supply.context[element]
	if *n < 0 {
		e, site := c.element(element), c.siteOf(element)
		key := strings.Join(slices.Concat([]string{e.Domain, e.Role, site.Kind, site.Region, site.Country, ""},
			e.Generations, []string{""}, e.Uses, []string{""}, site.Sensitive), "\x00")
		at, ok := c.supply.contexts[key]
		if !ok {
			at = len(c.supply.contexts)
			c.supply.contexts[key] = at
		}
		*n = at
	}
	return *n
}

// gearFor is a product as an element in the place of another, or as the system that manages it.
func (c *Case) gearFor(product *products.Product, element int, function bool) *inventory.Element {
	old := c.element(element)
	el := &inventory.Element{
		ID: product.ID, Site: old.Site, Domain: product.Domain, Role: old.Role, Vendor: product.Vendor, Model: product.Model, PartNumber: product.PartNumber,
		Quantity: 1, Generations: serving(product, old.Generations), Bands: product.Bands, Origin: product.Origin, Uses: old.Uses,
	}
	if function {
		el.Role, el.Generations = "management", nil
	}
	for _, part := range product.Parts {
		el.Parts = append(el.Parts, inventory.Part(part))
	}
	return el
}

// serving are the generations that a product serves in the place of gear that serves some: theirs, without those that it has given up,
// and then with those that came instead.
func serving(product *products.Product, old []string) []string {
	if len(product.Generations) == 0 {
		return old
	}
	has := func(in []string) func(string) bool { return func(g string) bool { return slices.Contains(in, g) } }
	var out []string
	for _, g := range product.Generations {
		if has(old)(g) || laterGeneration([]string{g}) && slices.ContainsFunc(old, func(g string) bool { return !has(product.Generations)(g) }) || len(old) == 0 {
			out = append(out, g)
		}
	}
	return out
}

// ahead is how many stretches have a day within the horizon.
func (s *supplies) ahead() int {
	n := 0
	for n < len(s.days) && !s.days[n].After(s.last) {
		n++
	}
	return n
}

// On how many days of the horizon a product may not be brought in.
const (
	free      = iota // on none
	sometimes        // on some
	never            // on all
)

// hindrance says it of answers.
func (s *supplies) hindrance(says []policy.Supply) int {
	all, barred := s.ahead(), 0
	for k := range all {
		if says[k].Prohibited == policy.Yes {
			barred++
		}
	}
	switch barred {
	case 0:
		return free
	case all:
		return never
	}
	return sometimes
}

// hindrance says it of a product in the place of an element.
func (c *Case) hindrance(product *products.Product, element int) int {
	return c.supply.hindrance(c.ask(asked{product, c.contextOf(element), false}, element))
}

// approval is the longest time for which an authority has to be waited for before what the option brings in may be.
func (c *Case) approval(o *Option) (days int, rule string) {
	for i := range o.brings {
		for k := range c.supply.ahead() {
			if says := &o.brings[i].says[k]; says.Prohibited != policy.Yes && says.ApprovalDays > days {
				days, rule = says.ApprovalDays, says.Approval
			}
		}
	}
	return days, rule
}

// heldUp says for which approval a package waits longer than for the delivery, whatever the option; "" where one does not.
func (c *Case) heldUp(p *Package) string {
	least, by := 0, ""
	for i := range p.Options {
		o, lead := &p.Options[i], 0
		for _, b := range o.brings {
			lead = max(lead, b.product.LeadDays)
		}
		days, rule := c.approval(o)
		if days <= lead {
			return ""
		}
		if i == 0 || days < least {
			least, by = days, rule
		}
	}
	return fmt.Sprintf(" (%s of it for the approval under %s)", counted(least, "day"), named(by))
}
