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
	Unit       string // see Percent for one that is priced as a part of other lines
	Low        *Cents
	Typical    *Cents
	High       *Cents
	Currency   string // USD
	PriceYear  int
	Source     string
	Verified   bool
	Confidence string // high | medium | low
	Reference  bool   // from riprep's own reference catalog
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

// The answers. Of a line that is eligible in part the programme pays what the comparable replacement would cost. A line that
// has to be argued is paid case by case; an unclear one lacks a fact. Nothing is counted on for either.
const (
	EligibleYes    Eligible = "yes"
	EligiblePartly Eligible = "partly"
	EligibleNo     Eligible = "no"
	Arguable       Eligible = "argue"
	Unclear        Eligible = "unclear"
)

// Basis says where the price of a line comes from, in the programme's words.
type Basis string

// The bases. An unknown price has none.
const (
	FromCatalog     Basis = "catalog"
	FromQuote       Basis = "quote"       // of a vendor
	FromEngineering Basis = "engineering" // an analysis of the operator's or a consultant's
	FromActual      Basis = "actual"      // paid
)

// Bases are the words that a file may use for a price that is not the catalog's.
var Bases = []string{string(FromQuote), string(FromEngineering), string(FromActual)}

// Line is one estimate line: quantity × unit price. Where the price is unknown Known is false and Total is not a cost.
type Line struct {
	Item       string // catalog id
	Name       string
	Layer      string // of the catalog item
	Category   string
	Tag        Tag
	Step       string // activity kind in which it is paid: prepare | install | cutover | test | remove | dispose
	Element    string // element id, "" for the whole package, or for the whole network
	Quantity   Quantity
	Unit       string
	UnitPrice  Cents // in the plan's price year
	Low, High  Cents // totals at the low and high price; equal to Total where there is no range
	Total      Cents
	Known      bool
	Basis      Basis
	Document   string         // of a quote, an analysis or an invoice: its reference
	ValidUntil inventory.Date // of a quote, zero where it does not say
	PriceYear  int            // in which the source's price was stated, 0 where it does not say
	Indexed    string         // how the price was brought from its year to the plan's, "" where it was not
	Source     string
	Verified   bool
	Reference  bool // the price is from riprep's own reference catalog
	Eligible   Eligible
	EligibleBy string // the rule, or what is missing
	Counted    Cents  // what the programme counts of Total, before proration; 0 … Total
}

// Judge enters what the programme says to the line. counted is what it counts of a line that is eligible in part.
func (l *Line) Judge(answer Eligible, by string, counted Cents) {
	l.Eligible, l.EligibleBy, l.Counted = answer, by, 0
	switch {
	case !l.Known:
	case answer == EligibleYes:
		l.Counted = l.Total
	case answer == EligiblePartly:
		l.Counted = max(0, min(counted, l.Total))
	}
}

// Funding is the money side of a scenario.
type Funding struct {
	Released      []Release
	PerPeriod     *Cents // cap on spending in one period, nil for none
	Reimbursement *Reimbursement
	Credit        *Credit
	Payments      []PaymentRule // in what parts lines are paid, the first that matches; a line that none matches is paid whole
}

// Release is money that becomes available on a day.
type Release struct {
	On     inventory.Date
	Amount Cents
}

// Reimbursement is what the programme pays back of eligible spending, and how long after it was spent.
type Reimbursement struct {
	Proration    Rate
	ClaimLagDays int         // what a plan counts on
	Lag          *DaysSpread // how the lag varies, for a simulation; nil where nothing is stated
}

// DaysSpread is a number of days that is not known for sure: Low ≤ Typical ≤ High.
type DaysSpread struct{ Low, Typical, High int }

// Credit is a credit line. Interest is simple, by the day, on the balance at the end of each period.
type Credit struct {
	Limit      Cents
	AnnualRate Rate
}
