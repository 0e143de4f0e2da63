// Package programme knows the rules by which a reimbursement programme counts what a removal costs: who may take part, which gear,
// which costs. The rules are data. It may import inventory, cost and internal/strict. Begin with Judge in this file.
package programme

import (
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// Facts are what is known of one estimate line when the programme judges it.
type Facts struct {
	Gear       string // yes | no | unknown: is the removal of the gear that the line is for paid back? From its finding
	GearWhy    string // what is missing where that is unknown, "" else
	Tag        cost.Tag
	Layer      string // of the catalog item
	Category   string
	Item       string
	Known      bool // is the price known?
	Basis      cost.Basis
	Quantity   cost.Quantity
	Total      cost.Cents
	Old, New   Kit            // what goes and what comes; zero for lines that belong to no gear of their own
	Comparable *Comparable    // what would have been a comparable replacement, nil where none is stated
	Upgrade    string         // in what the replacement is more than comparable, "" where it is said to be nothing
	IncurredOn inventory.Date // zero where it is still to be paid
}

// Kit is gear as the rules look at it.
type Kit struct {
	Domain, Role string
	Generations  []string
	Medium       string // fiber | microwave | fixed-wireless | copper, "" where it does not matter or is not stated
}

// Comparable is the price of a comparable replacement, by a quote.
type Comparable struct {
	UnitPrice cost.Cents
	Document  string
}

// Answer is what the programme says to a line.
type Answer struct {
	Eligible cost.Eligible
	By       string     // the rule with its id, or what is missing
	Counted  cost.Cents // of a line that is eligible in part
}

// Programme is a body of rules.
type Programme struct{ ID string }

// Provider is the operator as the programme looks at it.
type Provider struct {
	Kind      string
	Customers *int
}

// Judge says what of a line the programme pays, and by which rule.
func (p *Programme) Judge(provider Provider, f Facts) Answer {
	answer, by := cost.Eligibility(f.Gear, f.Tag)
	if answer == cost.Unclear && f.GearWhy != "" {
		by = f.GearWhy
	}
	return Answer{Eligible: answer, By: by}
}
