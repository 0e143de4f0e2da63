package planner

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/products"
)

// price works out the steps and estimate lines of an option. fit holds the successor of each element, nil where none is
// known; it is empty for a retirement.
func (c *Case) price(p *Package, o *Option, fit []*products.Product) error {
	lead := 0
	if o.Kind == "function" {
		lead, fit = c.functionLines(p, o, fit), nil
	}
	for i, product := range fit {
		e := c.element(p.Elements[i])
		if product == nil {
			o.Lines = append(o.Lines, cost.Line{
				Item: "unknown", Name: fmt.Sprintf("successor of %s %s", e.Vendor, e.Model), Category: "equipment",
				Tag: cost.Replacement, Step: "prepare", Element: e.ID, Quantity: quantity(e.Quantity),
				Source: fmt.Sprintf("no product for role %s in the products file", e.Role),
			})
			continue
		}
		lead = max(lead, product.LeadDays)
		line := cost.Price(c.In.Catalog, product.Item, quantity(e.Quantity), cost.Replacement, "prepare", e.ID)
		line.Name = product.Vendor + " " + product.Model
		answer, by := cost.Eligibility(c.reimbursable(p.Elements[i]), line.Tag)
		line.Judge(answer, by, 0)
		o.Lines = append(o.Lines, line)
	}
	eligible, by := c.packageReimbursable(p)
	for _, step := range c.methodSteps(p, o) {
		for _, item := range step.Items {
			q := item.Quantity
			if item.Per == "element" {
				times, err := q.Times(p.Units)
				if err != nil {
					return fmt.Errorf("package %q: %s: %w", p.ID, item.Item, err)
				}
				q = times
			}
			line := cost.Price(c.In.Catalog, item.Item, q, item.Tag, step.Kind, "")
			answer, rule := cost.Eligibility(eligible, item.Tag)
			if eligible == "unknown" && answer == cost.Unclear {
				rule = by
			}
			line.Judge(answer, rule, 0)
			o.Lines = append(o.Lines, line)
		}
	}
	wait, _ := c.approval(o)
	return c.stepsOf(p, o, max(lead, wait))
}

// methodSteps are the steps of the option's method, with the test that follows every cutover of the core.
func (c *Case) methodSteps(p *Package, o *Option) []products.Step {
	steps := o.Method.Steps
	test := c.coreTest()
	if p.Domain != "core" || test == nil || slices.ContainsFunc(steps, func(s products.Step) bool { return s.Kind == "test" }) {
		return steps
	}
	after := slices.IndexFunc(steps, func(s products.Step) bool { return s.Kind == "cutover" }) + 1
	return slices.Insert(slices.Clone(steps), after, *test)
}

// reimbursable says for one element whether its removal is paid back. What a proprietary interface ties to covered gear
// without being covered itself has to be argued.
func (c *Case) reimbursable(element int) string {
	if c.Findings[element].Verdict != policy.Covered {
		return "unknown"
	}
	return c.Findings[element].Reimbursable.String()
}

// packageReimbursable is the answer for the work on a package: yes or no only where all its covered elements agree.
func (c *Case) packageReimbursable(p *Package) (answer, why string) {
	var answers []string
	for _, e := range p.Elements {
		if c.Findings[e].Verdict == policy.Covered {
			answers = append(answers, c.reimbursable(e))
		}
	}
	slices.Sort(answers)
	answers = slices.Compact(answers)
	if len(answers) == 1 {
		return answers[0], ""
	}
	return "unknown", "the package holds gear whose removal is paid back and gear for which that is not so or not known"
}
