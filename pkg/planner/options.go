package planner

import (
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/products"
)

// Option is one way to do a package: a method and, but for retirement, the products of one vendor.
type Option struct {
	ID       string // method id, the vendor's name where there is one, and where that is not enough the products that set it apart
	Method   *products.Method
	Kind     string // overlay | in-place | function | retire
	Vendor   string
	Products []string
	Steps    []Step
	Lines    []cost.Line
	Totals   Totalled

	brings []bought
	parts  map[int][]int // line → the lines before it that it is a part of
	unseen int           // elements whose successor is not known
}

// Step is an activity of an option in days and money.
type Step struct {
	Kind        string
	Days        int // at least 1
	AfterDays   int
	Crews       []products.Crew
	OutageHours int
	Spend       cost.Cents // the sum of its payments: known prices only
	Eligible    cost.Cents // of Spend, what the programme counts
	Payments    []Payment  // at most one for each milestone
}

// Totalled is the money of an option.
type Totalled struct {
	Cost, Low, High, Reimbursable cost.Cents
	Unknown                       int // lines without a price
}

// MaxOptions bounds how many ways of doing one package are looked at.
const MaxOptions = 12

// findOptions lists what can be done, what keeps the hardware first where that may stay, then overlay, vendors in the order of the products file.
func (c *Case) findOptions(p *Package) error {
	if err := c.addFunctionOptions(p); err != nil {
		return err
	}
	for _, kind := range []string{"overlay", "in-place", "retire"} {
		m, ok := c.In.Products.Method(kind, p.Domain, c.roles(p))
		if !ok || kind == "overlay" && p.NoOverlay != "" {
			continue
		}
		if kind == "retire" {
			if c.carriesNothing(p) || c.sunset(p) {
				if err := c.addOption(p, m, "", nil); err != nil {
					return err
				}
			}
			continue
		}
		for _, vendor := range c.vendors(p) {
			fit := c.fit(p, vendor, nil)
			if err := c.addOption(p, m, vendor, fit); err != nil {
				return err
			}
			if other := c.freer(p, vendor, fit); other != nil {
				if err := c.addOption(p, m, vendor, other, instead(fit, other)...); err != nil {
					return err
				}
			}
		}
	}
	c.cut(p)
	return nil
}

// cut drops the options beyond the number that is looked at: those first that could never be delivered.
func (c *Case) cut(p *Package) {
	excess := len(p.Options) - MaxOptions
	if excess <= 0 {
		return
	}
	p.Options = slices.DeleteFunc(p.Options, func(o Option) bool {
		drop := excess > 0 && slices.ContainsFunc(o.brings, func(b bought) bool { return c.supply.hindrance(b.says) == never })
		if drop {
			excess--
		}
		return drop
	})
	p.Options = p.Options[:min(len(p.Options), MaxOptions)]
}

// addOption adds one, named after what sets it apart from another of its method and vendor, if anything does.
func (c *Case) addOption(p *Package, m *products.Method, vendor string, fit []*products.Product, apart ...string) error {
	o := Option{ID: m.ID, Method: m, Kind: m.Kind, Vendor: vendor}
	if vendor != "" {
		o.ID += "/" + vendor
	}
	if len(apart) > 0 {
		o.ID += "/" + strings.Join(apart, "+")
	}
	for _, product := range fit {
		switch {
		case product == nil:
			o.unseen++
		case !slices.Contains(o.Products, product.ID):
			o.Products = append(o.Products, product.ID)
		}
	}
	o.brings = c.brings(p, &o, fit)
	if err := c.price(p, &o, fit); err != nil {
		return err
	}
	p.Options = append(p.Options, o)
	return nil
}

// roles lists what the package's elements do.
func (c *Case) roles(p *Package) []string {
	out := make([]string, len(p.Elements))
	for i, e := range p.Elements {
		out[i] = c.element(e).Role
	}
	return out
}

// vendors returns those that can take over the package's leading gear, in the order of the products file; a single
// empty name where no product is known, so that the work can still be planned with its price unknown.
func (c *Case) vendors(p *Package) []string {
	var out []string
	lead := p.lead(c)
	for i := range c.In.Products.Products {
		product := &c.In.Products.Products[i]
		if c.replaces(product, lead) && !slices.Contains(out, product.Vendor) {
			out = append(out, product.Vendor)
		}
	}
	if len(out) == 0 {
		return []string{""}
	}
	return out
}

// lead is the element that decides the vendor: the first of the package's own domain.
func (p *Package) lead(c *Case) int {
	for _, e := range p.Elements {
		if c.element(e).Domain == p.Domain {
			return e
		}
	}
	return p.Elements[0]
}

// fit returns for each element of the package its successor: of the vendor where it has one, else the first in the file,
// nil where there is none. Where obstacles are counted, the first of those that have the fewest.
func (c *Case) fit(p *Package, vendor string, obstacles func(product *products.Product, element int) int) []*products.Product {
	out := make([]*products.Product, len(p.Elements))
	for i, e := range p.Elements {
		least := 0
		for j := range c.In.Products.Products {
			product := &c.In.Products.Products[j]
			if !c.replaces(product, e) {
				continue
			}
			own, n := product.Vendor == vendor, 0
			if obstacles != nil {
				n = obstacles(product, e)
			}
			if out[i] == nil || own && out[i].Vendor != vendor || own == (out[i].Vendor == vendor) && n < least {
				out[i], least = product, n
			}
		}
	}
	return out
}

// freer is another choice of a vendor's products where the first may not be brought in on every day, nil where there is none.
func (c *Case) freer(p *Package, vendor string, fit []*products.Product) []*products.Product {
	for i, product := range fit {
		if product != nil && c.hindrance(product, p.Elements[i]) != free {
			if other := c.fit(p, vendor, c.hindrance); !slices.Equal(fit, other) {
				return other
			}
			return nil
		}
	}
	return nil
}

// instead lists the products of a choice that stand where another has others.
func instead(fit, other []*products.Product) []string {
	var out []string
	for i, product := range other {
		if product != fit[i] && !slices.Contains(out, product.ID) {
			out = append(out, product.ID)
		}
	}
	return out
}

// replaces reports whether a product can take over an element where it stands.
func (c *Case) replaces(product *products.Product, element int) bool {
	e := c.element(element)
	return product.Fits(e.Domain, e.Role, c.siteOf(element).Kind, e.Generations)
}

// carriesNothing reports whether the package can be taken away for good: nothing hands service on to it, it hands on
// nothing and nobody's service is a part of it, so that no set of outages ever makes it matter.
func (c *Case) carriesNothing(p *Package) bool {
	return p.Lost == 0 && p.Subscribers == 0 && !slices.ContainsFunc(p.Elements, func(e int) bool {
		return c.Net.Connected(e) || len(c.Net.PartOf(e)) > 0
	})
}

// sunset reports whether a controller can be retired: everything that needs it or hands on to it is in another package, so
// that it moves to gear of later generations first, and nobody's device knows the old ones only. Nothing but controllers
// may be in the package.
func (c *Case) sunset(p *Package) bool {
	if slices.ContainsFunc(p.Elements, func(e int) bool { return c.element(e).Role != "controller" }) {
		return false
	}
	depends := func(e int) bool {
		element := c.element(e)
		names := slices.Clone(element.Uplinks)
		for _, need := range element.Needs {
			names = append(names, need.On...)
		}
		return slices.ContainsFunc(names, func(id string) bool {
			at, ok := c.elements[id]
			return ok && slices.Contains(p.Elements, at)
		})
	}
	some := false
	for e := range c.In.Inventory.Elements {
		if slices.Contains(p.Elements, e) || !depends(e) {
			continue
		}
		some = true
		old := func(only inventory.Only) bool { return !laterGeneration([]string{only.Generation}) }
		if c.packageOf[e] < 0 || slices.ContainsFunc(c.siteOf(e).Only, old) || !laterGeneration(c.element(e).Generations) {
			return false
		}
	}
	return some
}

// laterGeneration reports whether gear serves a generation that needs no controller.
func laterGeneration(generations []string) bool {
	return slices.Contains(generations, "4g") || slices.Contains(generations, "5g")
}

// leastPeak returns the step of the option whose dearest moment is cheapest, and what is paid in that period.
func (p *Package) leastPeak(periodDays int) (step string, spend cost.Cents) {
	for i := range p.Options {
		kind, peak := "", cost.Cents(0)
		for k := range p.Options[i].Steps {
			s := &p.Options[i].Steps[k]
			if here := s.peak((s.Days + periodDays - 1) / periodDays); here > peak {
				kind, peak = s.Kind, here
			}
		}
		if i == 0 || peak < spend {
			step, spend = kind, peak
		}
	}
	return step, spend
}

// crewKinds are the kinds of crew that the work may need, sorted.
func (c *Case) crewKinds() []string {
	var kinds []string
	for i := range c.Packages {
		for j := range c.Packages[i].Options {
			for _, s := range c.Packages[i].Options[j].Steps {
				kinds = joinKinds(kinds, s.Crews)
			}
		}
	}
	for _, cl := range c.clusters {
		if cl.test != nil {
			kinds = joinKinds(kinds, cl.test.Crews)
		}
	}
	slices.Sort(kinds)
	return kinds
}

// joinKinds adds the kinds of some crews that are not there yet.
func joinKinds(kinds []string, crews []products.Crew) []string {
	for _, crew := range crews {
		if !slices.Contains(kinds, crew.Kind) {
			kinds = append(kinds, crew.Kind)
		}
	}
	return kinds
}
