package planner

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/products"
)

// stepsOf lists the steps of an option, with what is paid at each. The wait for the products, and beside it for the approval
// that a rule asks for, is part of prepare; a method without that step gets one where there is something to order.
func (c *Case) stepsOf(p *Package, o *Option, leadDays int) error {
	steps := c.methodSteps(p, o)
	if steps[0].Kind != "prepare" && len(o.Products) > 0 {
		steps = slices.Insert(slices.Clone(steps), 0, products.Step{Kind: "prepare"})
	}
	o.Steps = make([]Step, 0, len(steps))
	for _, s := range steps {
		step := Step{Kind: s.Kind, Days: max(1, s.Days), AfterDays: s.AfterDays, Crews: s.Crews, OutageHours: s.OutageHours}
		if s.Kind == "prepare" {
			step.Days = max(1, s.Days+leadDays)
		}
		o.Steps = append(o.Steps, step)
	}
	for i := range o.Lines {
		if err := c.pay(o, &o.Lines[i]); err != nil {
			return fmt.Errorf("package %q: %w", p.ID, err)
		}
	}
	o.sortPayments()
	return o.total(p)
}

// claimOrder is the order in which the payments of a step in one period are claimed, whichever line comes first: where an
// allocation ends among them, it says which of them is refused.
var claimOrder = []cost.Milestone{cost.AtOrder, cost.AtDelivery, cost.AtAcceptance, cost.AtStart}

func (o *Option) sortPayments() {
	for i := range o.Steps {
		slices.SortFunc(o.Steps[i].Payments, func(a, b Payment) int {
			return cmp.Compare(slices.Index(claimOrder, a.Milestone), slices.Index(claimOrder, b.Milestone))
		})
	}
}

// pay puts the payments of a line where they fall due.
func (c *Case) pay(o *Option, line *cost.Line) error {
	parts, err := line.Installments(&c.In.Scenario.Funding)
	if err != nil {
		return err
	}
	for _, part := range parts {
		step := &o.Steps[o.payAt(part.Milestone, line.Step)]
		if step.Spend, err = step.Spend.Add(part.Spend); err == nil {
			step.Eligible, err = step.Eligible.Add(part.Counted)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", step.Kind, err)
		}
		at := slices.IndexFunc(step.Payments, func(q Payment) bool { return q.Milestone == part.Milestone })
		if at < 0 {
			at = len(step.Payments)
			step.Payments = append(step.Payments, Payment{Milestone: part.Milestone, Last: part.Milestone == cost.AtAcceptance})
		}
		step.Payments[at].Spend += part.Spend // a part of the step's sums, which are in range
		step.Payments[at].Eligible += part.Counted
	}
	return nil
}

// payAt is the step in which a milestone of a line falls due that belongs to a step. What is ordered is ordered at the
// beginning; what is delivered or accepted is so with the new gear, but never before the line's own work.
func (o *Option) payAt(at cost.Milestone, own string) int {
	index := func(kind string) int {
		return slices.IndexFunc(o.Steps, func(s Step) bool { return s.Kind == kind })
	}
	switch at {
	case cost.AtOrder:
		return 0
	case cost.AtDelivery:
		return max(0, index("install"), index(own))
	case cost.AtAcceptance:
		return max(0, index("install"), index("cutover"), index(own))
	}
	return max(0, index(own))
}

// peak is the most that a step of some periods spends in one of them.
func (s *Step) peak(periods int) cost.Cents {
	var first, last cost.Cents
	for i := range s.Payments {
		if s.Payments[i].offset(periods) > 0 {
			last += s.Payments[i].Spend
		} else {
			first += s.Payments[i].Spend
		}
	}
	return max(first, last)
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
