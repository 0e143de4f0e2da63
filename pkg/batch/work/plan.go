package work

import (
	"context"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
)

// plan finds a plan, which verifies, and writes it down.
func (w *worker) plan(ctx context.Context, c *planner.Case) error {
	spec := w.unit.Spec
	all, err := w.renderings()
	if err != nil {
		return err
	}
	d, risk, err := w.document(c, all)
	if err != nil {
		return err
	}
	p, err := c.Plan(ctx, planner.Options{Version: spec.Engine, Seed: spec.Seed, Effort: spec.Effort, Workers: max(1, w.task.Cores)})
	if ended := ctx.Err(); ended != nil { // what a clock has cut short, a plan or why there is none, is another elsewhere
		return ended
	}
	if err != nil {
		return err
	}
	w.out.Planned = planned(p)
	d.Plan = p
	if risk {
		if err := w.play(ctx, d); err != nil {
			return err
		}
	}
	return w.render(ctx, d, all)
}

// planned are the figures of a plan.
func planned(p *planner.Plan) *batch.Planned {
	t := &p.Totals
	day := func(d inventory.Date) batch.Day { return batch.Day{Date: d} }
	out := &batch.Planned{
		Status: p.Status, Start: day(p.Start), Finish: day(t.Finish), LastCutover: day(t.LastCutover), Packages: t.Packages, Deferred: t.Deferred,
		Cost: batch.Money(t.Cost), Reimbursable: batch.Money(t.Reimbursable), Ineligible: batch.Money(t.Ineligible),
		Reimbursed: batch.Money(t.Reimbursed), Outstanding: batch.Money(t.Outstanding), Shortfall: batch.Money(t.Shortfall), Interest: batch.Money(t.Interest),
		LowestCash: batch.Money(t.LowestCash), LowestCashOn: day(t.LowestCashOn),
		WorkingCapital: batch.Money(t.WorkingCapital), WorkingCapitalOn: day(t.WorkingCapitalOn),
		SubscribersOut: t.SubscribersOut, SubscriberHours: t.SubscriberHours, WithoutPrice: t.UnknownPrices,
		Objectives: []batch.Objective{}, Terms: []batch.Term{},
	}
	for _, o := range p.Objectives {
		out.Objectives = append(out.Objectives, batch.Objective{Name: o.Name, Unit: o.Unit, Value: o.Value, Bound: o.Bound})
	}
	for _, a := range p.Applications {
		if a.Term.IsZero() {
			continue
		}
		term := batch.Term{Application: a.ID, By: day(a.Term), Finish: day(a.Finish), SpareDays: a.Term.Sub(a.Finish)}
		if a.Finish.IsZero() { // nothing to do
			term.SpareDays = a.Term.Sub(p.Start)
		}
		out.Terms = append(out.Terms, term)
	}
	return out
}
