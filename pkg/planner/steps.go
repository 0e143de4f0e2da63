package planner

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/products"
)

// stepsOf gathers the lines of each step. The wait for the products, and beside it for the approval that a rule asks for, is part of prepare; a method without that step gets
// one where there is something to order.
func (c *Case) stepsOf(p *Package, o *Option, leadDays int) error {
	steps := c.methodSteps(p, o)
	if steps[0].Kind != "prepare" && len(o.Products) > 0 {
		steps = slices.Insert(slices.Clone(steps), 0, products.Step{Kind: "prepare"})
	}
	for _, s := range steps {
		step := Step{Kind: s.Kind, Days: max(1, s.Days), AfterDays: s.AfterDays, Crews: s.Crews, OutageHours: s.OutageHours}
		if s.Kind == "prepare" {
			step.Days = max(1, s.Days+leadDays)
		}
		paid := slices.DeleteFunc(slices.Clone(o.Lines), func(l cost.Line) bool { return l.Step != s.Kind })
		var err error
		if step.Spend, _, err = cost.Total(paid); err != nil {
			return fmt.Errorf("package %q: %s: %w", p.ID, s.Kind, err)
		}
		if step.Eligible, err = cost.EligibleTotal(paid); err != nil {
			return fmt.Errorf("package %q: %s: %w", p.ID, s.Kind, err)
		}
		o.Steps = append(o.Steps, step)
	}
	return o.total(p)
}

func (o *Option) total(p *Package) (err error) {
	t := &o.Totals
	if t.Cost, t.Unknown, err = cost.Total(o.Lines); err == nil {
		t.Reimbursable, err = cost.EligibleTotal(o.Lines)
	}
	for _, line := range o.Lines {
		if err == nil && line.Known {
			t.Low, err = t.Low.Add(line.Low)
		}
		if err == nil && line.Known {
			t.High, err = t.High.Add(line.High)
		}
	}
	if err != nil {
		return fmt.Errorf("package %q: %w", p.ID, err)
	}
	return nil
}
