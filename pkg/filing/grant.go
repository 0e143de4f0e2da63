package filing

import (
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// What the scenario says of an application, as the forms need it.

// programmeOf is the programme of an application.
func (b *book) programmeOf(string) string { return b.form.programme }

// approved is the day on which its allocation was approved, zero where that is not stated.
func (b *book) approved(string) inventory.Date { return inventory.Date{} }

// allocation is what the programme pays at most, nil where that is not stated.
func (b *book) allocation(string) *cost.Cents { return nil }

// proration is the part of what is counted that is paid, all of it where nothing is stated.
func (b *book) proration(string) cost.Rate {
	if r := b.Case.In.Scenario.Funding.Reimbursement; r != nil {
		return r.Proration
	}
	return cost.FullRate
}

// due is a duty of an application.
type due struct {
	what   string
	by     inventory.Date
	state  string // open | overdue | unknown
	source string
}

// dues are what is overdue, and the next day of each duty.
func (b *book) dues(application string) []due {
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
