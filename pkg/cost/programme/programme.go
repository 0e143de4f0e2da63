// Package programme knows the rules by which a reimbursement programme counts what a removal costs: who may take part, which
// gear, which costs, and by when it wants what. The rules are data, of the kind programme/v1: built in, or an operator's own.
// riprep is no legal advice; each rule names its source and whether that was read.
//
// Begin with Judge in judge.go, which holds an estimate line against the rules, and with Dates in dates.go, which works out
// every due date of an application. Programme in this file is what both read; match.go says when a condition holds, term.go
// has the calendar and the term, load.go and decode.go read the files.
//
// It may import inventory, cost and internal/strict.
package programme

import (
	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// Programme is a body of rules. It is not changed after loading and safe for concurrent use.
type Programme struct {
	ID           string
	Title        string
	Jurisdiction string
	Checked      inventory.Date // the data was looked after until this day; nothing later is in it
	Note         string
	Sources      []Source
	Provider     ProviderRule
	Rules        []Rule // in the order in which they are asked
	Extensions   *ExtensionRule
	Deadlines    []Deadline
	Pos          strict.Pos
}

// Source is where the data of a programme comes from.
type Source struct {
	Name, Note string
	Verified   bool
}

// Provenance is where one datum comes from.
type Provenance struct {
	Source     string
	Verified   bool   // the source was read; otherwise the datum is believed and not proved
	Confidence string // high | medium | low, "" where verified
}

// ProviderRule says who may take part.
type ProviderRule struct {
	ID, Title    string
	CustomersMax *int     // nil for no limit
	Kinds        []string // of operators, empty for every kind
	Says         string
	Provenance
}

// Rule is one rule on costs. One without an answer judges no line and is there to be read.
type Rule struct {
	ID, Title string
	Answer    cost.Eligible // yes | partly | no | argue, "" for none
	When      []Condition   // one of them must hold
	Says      string        // in more words
	Provenance
	Pos strict.Pos

	said string // how an answer names it
}

// Condition is what must be so of a line; what is empty is not asked.
type Condition struct {
	Tags, Layers, Categories, Items, Basis []string

	Gear           []string // yes | no: is the removal of the gear paid back?
	Old, New       *KitCondition
	IncurredBefore inventory.Date // the cost was incurred on an earlier day
	IncurredFrom   inventory.Date // on this day or later, or is still to be paid
	Upgrade        *bool          // is the replacement said to be more than comparable?
	Comparable     string         // stated | missing: the price of a comparable replacement, by a quote
}

// KitCondition is what must be so of the gear that goes, or that comes.
type KitCondition struct {
	Domains, Roles, RolesWithout    []string
	Generations, GenerationsWithout []string // at least one of these; none of these
	Medium                          []string
}

// ExtensionRule limits how far one extension moves the term. There may be any number of them.
type ExtensionRule struct {
	GeneralMonths, IndividualMonths int
	Provenance
}

// Deadline is one duty with a day. It is due Days, Months or Years after an event; where it comes again, every so many days or
// Days after each of some days of the year. Without any of these the source gives no day.
type Deadline struct {
	ID, Title           string
	Who                 string // carrier | programme: whose duty it is
	After               string // see Events, and term; "" where it hangs on no event
	Days, Months, Years int
	EveryDays           int
	Each                []inventory.MonthDay
	Until               string // event after which it comes no more
	Met                 string // event that meets it
	ExtensionDays       int    // by how much it can be moved when asked
	Optional            bool   // not due at all where its event is not stated
	Keep                bool   // something is kept until the day
	Note                string
	Provenance
	Pos strict.Pos
}

// Rule returns the rule of an id, nil where there is none.
func (p *Programme) Rule(id string) *Rule {
	for i := range p.Rules {
		if p.Rules[i].ID == id {
			return &p.Rules[i]
		}
	}
	return nil
}

// deadline returns the deadline of an id, nil where there is none.
func (p *Programme) deadline(id string) *Deadline {
	for i := range p.Deadlines {
		if p.Deadlines[i].ID == id {
			return &p.Deadlines[i]
		}
	}
	return nil
}
