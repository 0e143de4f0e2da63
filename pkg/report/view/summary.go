package view

import (
	"fmt"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
)

// Fact is one figure of the plan as a whole. ID is a stable name for programs, Label and Note are for people.
type Fact struct {
	ID, Label string
	Value     grid.Cell
	Note      string
}

// Summary is what is asked first: what goes, by when, what it costs, what comes back, who is out of service, how sure.
func Summary(d *Document) []Fact {
	p, t := d.Plan, &d.Plan.Totals
	var out []Fact
	add := func(id, label string, value grid.Cell, note string) { out = append(out, Fact{id, label, value, note}) }

	_, covered := CoveredGear(p.Findings)
	add("operator", "Operator", grid.Text(p.Operator.Name), p.Operator.ID)
	add("start", "Start", grid.Date(p.Start), "")
	add("horizon_end", "End of the horizon", grid.Date(p.Start.AddDays(p.Horizon*p.PeriodDays-1)), fmt.Sprintf("%d %ss", p.Horizon, PeriodName(p)))
	add("finish", "Finish", grid.Date(t.Finish), "last day of the last activity")
	add("last_cutover", "Last cutover", grid.Date(t.LastCutover), "")
	add("status", "Status", grid.Text(p.Status), StatusNote(p))
	add("packages", "Work packages", grid.Int(t.Packages), "")
	add("deferred", "Deferred packages", grid.Int(t.Deferred), "their covered gear stays to the horizon")
	add("elements", "Elements in packages", grid.Int(t.Elements), "")
	add("units", "Units of gear in packages", grid.Int(t.Units), "")
	add("sites", "Sites with packages", grid.Int(t.Sites), "")
	add("covered", "Covered elements", grid.Int(covered.Elements), fmt.Sprintf("of %s", grid.Group(int64(len(p.Findings)))))
	add("unknown", "Elements of unknown verdict", grid.Int(covered.Unknown), "the findings say what would settle each")

	add("cost", "Cost", grid.Money(t.Cost), "of the lines that have a price")
	add("unknown_prices", "Lines without a price", grid.Int(t.UnknownPrices), "what they cost is in no amount")
	add("reimbursable", "Counted by the programme", grid.Money(t.Reimbursable), "before proration")
	add("ineligible", "Not eligible", grid.Money(t.Ineligible), "")
	add("reimbursed", "Paid back within the horizon", grid.Money(t.Reimbursed), "")
	add("outstanding", "Paid back after it", grid.Money(t.Outstanding), "")
	add("shortfall", "Not paid back", grid.Money(t.Shortfall), "of what is counted: what proration and allocations leave to the carrier")
	add("interest", "Interest", grid.Money(t.Interest), "")
	add("lowest_cash", "Lowest cash", grid.Money(t.LowestCash), dayNote(p, t.LowestCashOn))
	add("working_capital", "Working capital", grid.Money(t.WorkingCapital), dayNote(p, t.WorkingCapitalOn))

	add("subscribers", "Subscribers", grid.Int(t.Subscribers), "")
	add("subscribers_out", "Subscribers out of service", grid.Int(t.SubscribersOut), "worst moment")
	add("no_emergency", "Without any 911 coverage", grid.Int(t.NoEmergency), "worst moment")
	add("subscriber_hours", "Subscriber-hours", grid.Int(t.SubscriberHours), "each outage for itself")
	add("clean_at_start", "On a clean path at the start", grid.Int(t.CleanAtStart), Share(t.CleanAtStart, t.Subscribers))
	add("clean_at_end", "On a clean path at the end", grid.Int(t.CleanAtEnd), Share(t.CleanAtEnd, t.Subscribers))

	for i := range p.Objectives {
		o := &p.Objectives[i]
		id := "objective_" + o.Name
		add(id, "Objective: "+o.Name, Objective(o.Unit, o.Value), unit(o.Unit))
		if o.Bound == nil {
			add(id+"_bound", "Bound: "+o.Name, grid.Cell{}, "unknown")
			continue
		}
		add(id+"_bound", "Bound: "+o.Name, Objective(o.Unit, *o.Bound), "no plan is below it")
		if gap, ok := o.Gap(); ok {
			add(id+"_gap", "Gap: "+o.Name, grid.Part(gap), "(value − bound) / value")
		}
	}
	if d.Risk != nil {
		for _, c := range d.Risk.Chances {
			add("chance_"+c.Name, "Probability: "+c.Name, grid.Part(float64(c.Kept)/float64(d.Risk.Runs)), chanceNote(d, c.By, c.Low, c.High))
		}
	} else if d.NoRisk != "" {
		add("risk", "Uncertainty", grid.Cell{}, d.NoRisk)
	}
	return out
}

func chanceNote(d *Document, by inventory.Date, low, high float64) string {
	s := fmt.Sprintf("of %s runs; 95 %% sure between %s and %s", grid.Group(int64(d.Risk.Runs)), percent(low), percent(high))
	if !by.IsZero() {
		s = "by " + by.String() + "; " + s
	}
	return s
}

func percent(x float64) string { return fmt.Sprintf("%.1f%%", 100*x) }

// Objective is a value of an objective: money where it is counted in cents.
func Objective(unit string, n int64) grid.Cell {
	if unit == "cents" {
		return grid.MoneyOf(n)
	}
	return grid.Int(n)
}

// unit is that of an objective for people.
func unit(s string) string {
	if s == "cents" {
		return "money"
	}
	return s
}

// PeriodName is what a period of the plan is called.
func PeriodName(p *planner.Plan) string {
	if p.PeriodDays == 1 {
		return "day"
	}
	return "week"
}

func dayNote(p *planner.Plan, on inventory.Date) string {
	if on.IsZero() {
		return ""
	}
	return fmt.Sprintf("in the %s of %s", PeriodName(p), on)
}

// StatusNote is what is to be known beside the status.
func StatusNote(p *planner.Plan) string {
	s := "verified"
	if p.Status == "feasible" {
		s += "; not proved optimal"
	}
	if p.Engine.Stopped {
		s += "; the search was stopped before its effort was spent, another run may end elsewhere"
	}
	return s
}
