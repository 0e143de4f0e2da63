package cost

import (
	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

// Item is one line of a catalog. A price that nobody states is nil: unknown, never zero.
type Item struct {
	ID         string
	Layer      string // core | radio | transport | fixed-access | site | services | removal-disposal | software
	Category   string
	Name       string
	Unit       string
	Low        *Cents
	Typical    *Cents
	High       *Cents
	Currency   string // USD
	PriceYear  int
	Source     string
	Verified   bool
	Confidence string // high | medium | low
	Pos        strict.Pos
}

// Tag says which of the programme's three works a line belongs to.
type Tag string

// The tags.
const (
	Removal     Tag = "removal"
	Replacement Tag = "replacement"
	Disposal    Tag = "disposal"
)

// Eligible says whether the programme pays a line back.
type Eligible string

// The answers. Unclear is a line that has to be argued or for which a fact is missing; nothing is counted on for it.
const (
	EligibleYes Eligible = "yes"
	EligibleNo  Eligible = "no"
	Unclear     Eligible = "unclear"
)

// Line is one estimate line: quantity × unit price. Where the price is unknown Known is false and Total is not a cost.
type Line struct {
	Item       string // catalog id
	Name       string
	Category   string
	Tag        Tag
	Step       string // activity kind in which it is paid: prepare | install | cutover | remove | dispose
	Element    string // element id, "" for the whole package
	Quantity   Quantity
	Unit       string
	UnitPrice  Cents
	Low, High  Cents // totals at the catalog's low and high price; equal to Total where the catalog has no range
	Total      Cents
	Known      bool
	PriceYear  int
	Source     string
	Verified   bool
	Eligible   Eligible
	EligibleBy string // the rule, or what is missing
}

// Funding is the money side of a scenario.
type Funding struct {
	Released      []Release
	PerPeriod     *Cents // cap on spending in one period, nil for none
	Reimbursement *Reimbursement
	Credit        *Credit
}

// Release is money that becomes available on a day.
type Release struct {
	On     inventory.Date
	Amount Cents
}

// Reimbursement is what the programme pays back of eligible spending, and how long after it was spent.
type Reimbursement struct {
	Proration    Rate
	ClaimLagDays int
}

// Credit is a credit line. Interest is simple, by the day, on the balance at the end of each period.
type Credit struct {
	Limit      Cents
	AnnualRate Rate
}
