package filing

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/cost/programme"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/scenario"
)

// What the scenario says of an application, as the forms need it. One that the scenario does not state has none of it.

// programmeOf is the programme of an application.
func (b *book) programmeOf(application string) string {
	if a := b.stated(application); a != nil {
		return a.Programme
	}
	return scenario.DefaultProgramme
}

func (b *book) stated(application string) *scenario.Application {
	return b.Case.In.Scenario.Application(application)
}

// approved is the day on which its allocation was approved, zero where that is not stated or has not come.
func (b *book) approved(application string) inventory.Date {
	if a := b.stated(application); a != nil {
		return b.happened(a.Approved)
	}
	return inventory.Date{}
}

// allocation is what the programme pays at most, nil where that is not stated.
func (b *book) allocation(application string) *cost.Cents {
	if a := b.stated(application); a != nil {
		return a.Allocation
	}
	return nil
}

// proration is the part of what is counted that is paid: the application's, else the funding's, else all of it.
func (b *book) proration(application string) cost.Rate {
	if a := b.stated(application); a != nil && a.Proration != nil {
		return *a.Proration
	}
	if r := b.Case.In.Scenario.Funding.Reimbursement; r != nil {
		return r.Proration
	}
	return cost.FullRate
}

// incurred says by which rule the programme pays nothing for a cost of that day, "" where there is none.
func (b *book) incurred(application string, on inventory.Date) string {
	p := b.Case.In.Programme(application)
	if p == nil {
		return ""
	}
	for i := range p.Rules {
		r := &p.Rules[i]
		for j := range r.When {
			if before := r.When[j].IncurredBefore; r.Answer == cost.EligibleNo && !before.IsZero() && on.Before(before) {
				return r.ID + ": " + r.Title
			}
		}
	}
	return ""
}

// due is a duty of an application.
type due struct {
	what   string
	by     inventory.Date
	state  string // open | overdue | unknown
	source string
}

// dues are what is overdue, and the next day of each duty of the carrier's, as the programme's calendar has them; and the term
// that the scenario states of an application without dates.
func (b *book) dues(application string) []due {
	a := b.stated(application)
	p := b.Case.In.Programme(application)
	if a == nil || p == nil {
		return b.termDue(application)
	}
	h := planner.History(a)
	until, ok := programme.AddMonths(b.AsOf, 12)
	if !ok {
		until = inventory.LastDate
	}
	var out []due
	var next []string // duties whose next day is listed
	for _, d := range p.Dates(&h, b.AsOf, until) {
		open := d.State == "open"
		if d.Who == "programme" || d.State != "overdue" && d.State != "unknown" && (!open || slices.Contains(next, d.ID)) {
			continue
		}
		if open {
			next = append(next, d.ID)
		}
		what := d.What
		if d.By.IsZero() {
			what += " (" + cmp.Or(d.Missing, "no day is known") + ")"
		}
		out = append(out, due{what, d.By, d.State, withProof(d.Source, d.Verified)})
	}
	return out
}

func withProof(source string, verified bool) string {
	if verified {
		return source
	}
	return fmt.Sprintf("%s; not verified", source)
}

// termDue is the term that the scenario states, for an application of which it states nothing else.
func (b *book) termDue(application string) []due {
	by, ok := b.Case.In.Scenario.Term(application)
	if !ok {
		return nil
	}
	d := due{what: "removal, replacement and disposal complete", by: by, state: "open", source: "the scenario's terms"}
	if by.Before(b.AsOf) {
		d.state = "overdue"
	}
	return []due{d}
}
