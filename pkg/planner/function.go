package planner

import (
	"slices"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/products"
)

// A rule may ask that a function of gear be another maker's while the hardware stays; the one there is is management. Where the
// inventory has the management systems of that maker, and they are to be replaced, the function is replaced there, and the gear that
// they manage needs nothing. Where it has none, each package of such gear is done on its own, by a method of the kind function or, as
// ever, by replacing the hardware.

// findFunctions says where a function is replaced.
func (c *Case) findFunctions() {
	demands := &c.demands
	systems := map[string][]int{} // maker → its covered management systems that are replaced
	for e, f := range c.Findings {
		if f.Verdict == policy.Covered && c.element(e).Role == "management" && slices.ContainsFunc(f.Applied, func(a policy.Applied) bool {
			r := a.Entry.Removal()
			return a.Verdict == policy.Covered && (r == policy.MustGo || r == policy.FunctionOnly)
		}) {
			systems[f.Vendor] = append(systems[f.Vendor], e)
		}
	}
	for n := range c.duties {
		d := &c.duties[n]
		if d.removal != policy.FunctionOnly {
			continue
		}
		for _, e := range d.elements {
			own := systems[c.Findings[e].Vendor]
			switch {
			case c.element(e).Role == "management":
				demands.hardware[e] = true
			case len(own) > 0:
				demands.managed[e] = true
				for _, s := range own {
					if !slices.Contains(demands.managers[n], s) {
						demands.managers[n] = append(demands.managers[n], s)
					}
				}
			default:
				demands.function[e] = true
			}
		}
	}
}

// keepsHardware reports whether a package may keep its hardware: nothing is asked of it but a function.
func (c *Case) keepsHardware(p *Package) bool {
	return !slices.ContainsFunc(p.Elements, func(e int) bool { return c.demands.hardware[e] })
}

// addFunctionOptions lists the ways to replace the management of a package whose hardware may stay, one for each vendor of management
// systems.
func (c *Case) addFunctionOptions(p *Package) error {
	m, ok := c.In.Products.Method("function", p.Domain, c.roles(p))
	if !ok || !p.Function {
		return nil
	}
	var vendors []string
	for i := range c.In.Products.Products {
		product := &c.In.Products.Products[i]
		if !slices.Contains(product.Roles, "management") || slices.Contains(vendors, product.Vendor) {
			continue
		}
		vendors = append(vendors, product.Vendor)
		if err := c.addOption(p, m, product.Vendor, []*products.Product{product}); err != nil {
			return err
		}
	}
	if len(vendors) == 0 {
		return c.addOption(p, m, "", nil)
	}
	return nil
}

// functionLines are what the function of each element costs. No catalog has a price for taking gear over into another maker's management
// system, and a system of its own for each package would be too much: the price is unknown.
func (c *Case) functionLines(p *Package, o *Option, fit []*products.Product) (leadDays int) {
	by := "another maker's system"
	if len(fit) > 0 {
		by, leadDays = fit[0].Vendor+" "+fit[0].Model, fit[0].LeadDays
	}
	for _, e := range p.Elements {
		if !c.demands.function[e] {
			continue
		}
		el := c.element(e)
		o.Lines = append(o.Lines, cost.Line{
			Item: "unknown", Name: "management of " + el.Vendor + " " + el.Model + " by " + by, Category: "software",
			Tag: cost.Replacement, Step: "prepare", Element: el.ID, Quantity: quantity(el.Quantity),
			Source: "no catalog has a price for taking gear over into another maker's management system",
		})
	}
	return leadDays
}
