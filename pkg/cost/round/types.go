package round

import (
	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// Programme is one file of kind round/v1: the money of a programme, and who applied for it.
type Programme struct {
	ID           string // such as us-scrp
	Title        string
	Note         string
	Source       string
	Tiers        []Tier // in the order of their priority; those that are built in where the file states none
	Rounds       []Round
	Applications []Application // in the order of the file
}

// Provenance says where a datum comes from. A source that is not stated is the file's.
type Provenance struct {
	Source   string
	Verified bool
	Note     string
}

// Tier is a class of applications that is served before the next. One without CustomersMax and Kinds takes all others.
type Tier struct {
	ID           string
	Says         string // in the words of the rule
	CustomersMax *int   // at most so many customers, nil where their number does not matter
	Kinds        []string
	Provenance
	Pos strict.Pos
}

// Round is money that is added on a day.
type Round struct {
	On             inventory.Date
	Appropriation  cost.Cents
	Administration cost.Cents // kept back from it
	Provenance
	Pos strict.Pos
}

// Application is one approved application, or with Remainder a line that stands for many.
type Application struct {
	ID        string
	Applicant string
	FRN       string
	Customers *int // nil where that is not known
	Kind      string
	Tier      string      // id of its tier; "" only where Approved is nil and the lines of Within are of several tiers
	Requested *cost.Cents // what was applied for, for people; nil where that is not stated
	Approved  *cost.Cents // nil where the amount is not known and stands in one of Within
	Within    []string    // ids of remainder lines
	Remainder bool
	Withdrawn inventory.Date
	Denied    inventory.Date
	Drawn     cost.Cents // was paid before it ended, and does not return
	Provenance
	Pos strict.Pos
}

// Ended is the day since when the application stands no more, the zero Date where it stands.
func (a *Application) Ended() inventory.Date {
	if a.Denied.IsZero() {
		return a.Withdrawn
	}
	return a.Denied
}

// stands says whether the application takes part in a round on a day.
func (a *Application) stands(on inventory.Date) bool {
	end := a.Ended()
	return a.Approved != nil && (end.IsZero() || end.After(on))
}
