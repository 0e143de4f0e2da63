package compare

import (
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
)

// MoneyFigure is an amount of the plans as a whole. ID is its name for programs.
type MoneyFigure struct {
	ID, Label string
	Money
}

// DayFigure is a day of the plans as a whole.
type DayFigure struct {
	ID, Label string
	Days
}

// CountFigure is a count of the plans as a whole.
type CountFigure struct {
	ID, Label string
	Count
}

func moneyFigures(a, b *planner.Plan) []MoneyFigure {
	x, y := &a.Totals, &b.Totals
	f := func(id, label string, a, b cost.Cents) MoneyFigure { return MoneyFigure{id, label, Money{a, b}} }
	return []MoneyFigure{
		f("cost", "Cost of the priced lines", x.Cost, y.Cost),
		f("reimbursable", "Counted by the programme", x.Reimbursable, y.Reimbursable),
		f("ineligible", "Not eligible", x.Ineligible, y.Ineligible),
		f("reimbursed", "Paid back within the horizon", x.Reimbursed, y.Reimbursed),
		f("outstanding", "Paid back after it", x.Outstanding, y.Outstanding),
		f("shortfall", "Counted, not paid back", x.Shortfall, y.Shortfall),
		f("interest", "Interest", x.Interest, y.Interest),
		f("lowest_cash", "Lowest cash", x.LowestCash, y.LowestCash),
		f("working_capital", "Working capital", x.WorkingCapital, y.WorkingCapital),
	}
}

func dayFigures(a, b *planner.Plan) []DayFigure {
	f := func(id, label string, of func(p *planner.Plan) inventory.Date) DayFigure {
		return DayFigure{id, label, Days{of(a), of(b)}}
	}
	return []DayFigure{
		f("start", "Start", func(p *planner.Plan) inventory.Date { return p.Start }),
		f("last_cutover", "Last cutover", func(p *planner.Plan) inventory.Date { return p.Totals.LastCutover }),
		f("finish", "Finish", func(p *planner.Plan) inventory.Date { return p.Totals.Finish }),
		f("horizon_end", "End of the horizon", horizonEnd),
		f("lowest_cash_on", "Lowest cash in the period of", func(p *planner.Plan) inventory.Date { return p.Totals.LowestCashOn }),
		f("working_capital_on", "Most out of pocket in the period of", func(p *planner.Plan) inventory.Date { return p.Totals.WorkingCapitalOn }),
		f("worst_on", "Worst outage in the period of", worstOn),
	}
}

// horizonEnd is the last day of the last period, zero where there is none.
func horizonEnd(p *planner.Plan) inventory.Date {
	if len(p.Periods) == 0 {
		return inventory.Date{}
	}
	return p.Periods[len(p.Periods)-1].Start.AddDays(p.PeriodDays - 1)
}

// worstOn is the first day of the first period with the most subscribers out of service, zero where nobody is.
func worstOn(p *planner.Plan) (on inventory.Date) {
	worst := 0
	for t := range p.Periods {
		if n := p.Periods[t].SubscribersOut; n > worst {
			worst, on = n, p.Periods[t].Start
		}
	}
	return on
}

// counted are the counts of a plan as a whole.
var counted = []struct {
	id, label string
	of        func(p *planner.Plan) int64
}{
	{"packages", "Work packages", func(p *planner.Plan) int64 { return int64(p.Totals.Packages) }},
	{"deferred", "Deferred packages", func(p *planner.Plan) int64 { return int64(p.Totals.Deferred) }},
	{"elements", "Elements in packages", func(p *planner.Plan) int64 { return int64(p.Totals.Elements) }},
	{"units", "Units of gear in packages", func(p *planner.Plan) int64 { return int64(p.Totals.Units) }},
	{"sites", "Sites with packages", func(p *planner.Plan) int64 { return int64(p.Totals.Sites) }},
	{"unknown_prices", "Lines without a price", func(p *planner.Plan) int64 { return int64(p.Totals.UnknownPrices) }},
	{"subscriber_hours", "Subscriber-hours", func(p *planner.Plan) int64 { return p.Totals.SubscriberHours }},
	{"subscribers_out", "Subscribers out at the worst moment", func(p *planner.Plan) int64 { return int64(p.Totals.SubscribersOut) }},
	{"sites_out", "Sites out at the worst moment", sitesOut},
	{"no_emergency", "Without any 911 coverage at the worst moment", func(p *planner.Plan) int64 { return int64(p.Totals.NoEmergency) }},
	{"border_periods", "Borders between moved and not moved, in periods", func(p *planner.Plan) int64 { return p.Totals.BorderPeriods }},
	{"subscribers", "Subscribers", func(p *planner.Plan) int64 { return int64(p.Totals.Subscribers) }},
	{"clean_at_end", "On a clean path at the end", func(p *planner.Plan) int64 { return int64(p.Totals.CleanAtEnd) }},
	{"clean_every_at_end", "On clean paths alone at the end", func(p *planner.Plan) int64 { return int64(p.Totals.CleanEveryAtEnd) }},
}

func sitesOut(p *planner.Plan) (most int64) {
	for t := range p.Periods {
		most = max(most, int64(p.Periods[t].SitesOut))
	}
	return most
}

func countFigures(a, b *planner.Plan) []CountFigure {
	out := make([]CountFigure, len(counted))
	for i, f := range counted {
		out[i] = CountFigure{f.id, f.label, Count{f.of(a), f.of(b)}}
	}
	return out
}

// Objective is an objective with its bound: nil where none is known, or where a plan does not have the objective.
type Objective struct {
	Name   string
	Unit   Words
	What   What
	Value  Count // zero in a plan that does not have it
	BoundA *int64
	BoundB *int64
}

// Comparable reports whether both plans have the objective, in the same unit.
func (o Objective) Comparable() bool { return o.What != Added && o.What != Gone && !o.Unit.Differ() }

func (o Objective) differ() bool { return o.What != Same }

func objectives(a, b *planner.Plan) (out []Objective) {
	for _, t := range join(a.Objectives, b.Objectives, func(o *planner.ObjectiveValue) string { return o.Name }) {
		o := Objective{
			Name: t.either().Name, What: t.what(),
			Unit:  wordsOf(t, func(o *planner.ObjectiveValue) string { return o.Unit }),
			Value: countOf(t, func(o *planner.ObjectiveValue) int64 { return o.Value }),
		}
		o.BoundA, o.BoundB = read(t, func(o *planner.ObjectiveValue) *int64 { return o.Bound })
		if o.What == Changed && !o.Unit.Differ() && !o.Value.Differ() && sameBound(o.BoundA, o.BoundB) {
			o.What = Same
		}
		out = append(out, o)
	}
	return out
}

func sameBound(a, b *int64) bool { return a == b || a != nil && b != nil && *a == *b }
