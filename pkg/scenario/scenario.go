// Package scenario holds what limits a plan: dates, money, crews, outages, blackouts, terms and what is to be minimised.
// It stands between the inventory and the planner and decides nothing itself. Begin with Scenario in this file; load.go,
// funding.go, crews.go, window.go, order.go, risk.go, applications.go and uncertainty.go read the file kind scenario/v1, defaults.go says
// what holds where the file is silent, and set.go changes one field by name, which is how a proposed change or an override is applied.
//
// It may import inventory and cost.
package scenario

import (
	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// Scenario is the frame of one plan.
type Scenario struct {
	Start      inventory.Date // first day of period 0
	PeriodDays int            // 7 (week) or 1 (day)
	Horizon    int            // periods
	Regimes    []string       // regime ids to screen against
	Remove     string         // demanded | covered: what is planned for, of the gear that is covered

	Funding   cost.Funding
	Estimate  Estimate
	Unlimited bool // no funding is stated: money limits nothing

	Outage       Outage
	Crews        []Crew
	CrewChanges  []CrewChange
	Blackouts    []Blackout
	Terms        []Term
	Applications []Application // for reimbursement, in the order of the file
	MaxShare     *cost.Rate    // a replacement vendor's largest share of the units replaced, nil for none
	Deferral     bool          // packages may be left in the network at the price of their exposure to the horizon
	InPlace      string        // if-needed | allowed: may gear go out before its successor is there?
	SoakDays     int           // least wait between a cutover and the removal of the old gear, beside that of the method
	Order        Order
	CleanPaths   []CleanPath
	Risk         Risk
	Uncertainty  Uncertainty
	Objectives   []string // see ObjectiveNames, in their order

	Defaults []Default // what was not stated and holds all the same
	Pos      map[string]strict.Pos
}

// Outage limits what may be off at the same time. A nil limit does not bind.
type Outage struct {
	Subscribers              *Share // without service at the same moment, counted jointly
	Sites                    *int   // without service at the same moment
	SubscriberHoursPerPeriod *int64
	SubscriberHours          *int64             // of the whole plan
	Neighbors                string             // apart | together
	SoleEmergency            string             // overlay | any
	RoamingCritical          string             // overlay | any
	CoverageKM               map[string]float64 // radius by kind of site, for sites that state neither neighbours nor a radius
	Windows                  []Window
	OutsideWindows           string // allow | forbid, for outages that no window holds
}

// Order is what must come before what, beside what the network itself demands.
type Order struct {
	Hubs  string // free | first | last: transport gear that other transport gear hangs on
	Pilot *Pilot // nil for none
}

// Pilot is the cluster of radio sites that is done and tested before all others.
type Pilot struct {
	Cluster  string
	SoakDays int // least wait after its test
}

// CleanPath demands that the traffic of some sites crosses no covered gear any more from a day on.
type CleanPath struct {
	Sites []string
	By    inventory.Date // the last day on which it may
	Paths string         // working | every
}

// Share is a count of subscribers, or a part of all of them.
type Share struct {
	Count   int
	Percent *cost.Rate // when not nil it holds instead of Count
}

// Crew is how many crews of a kind there are; Region is "" for crews that work everywhere.
type Crew struct {
	Kind   string
	Region string
	Count  int
}

// CrewChange replaces a count from one day to another, both included.
type CrewChange struct {
	Kind, Region string
	From, To     inventory.Date
	Count        int
}

// Blackout is a stretch of days, both included, when some kinds of work are not allowed.
type Blackout struct {
	From, To inventory.Date
	Work     []string // activity or crew kinds; empty means install, cutover and remove
	Regions  []string // empty means everywhere
	Why      string
}

// Term is the day by which everything of an application must be complete.
type Term struct {
	Application string
	By          inventory.Date
}

// Default is a value that holds because the file does not state one.
type Default struct{ Field, Value, Why string }

// The words that a file may use. ObjectiveNames are what can be minimised.
var (
	ObjectiveNames     = []string{"exposure", "finish", "cost", "outage", "clusters", "interest"}
	PeriodNames        = []string{"week", "day"}
	NeighborWords      = []string{"apart", "together"}
	SoleEmergencyWords = []string{"overlay", "any"} // of roaming_critical too
	OutsideWords       = []string{"allow", "forbid"}
	RemoveWords        = []string{"demanded", "covered"}
	InPlaceWords       = []string{"if-needed", "allowed"}
	HubWords           = []string{"free", "first", "last"}
	CoverageKinds      = []string{"tower", "rooftop"} // kinds of site that have coverage
	PathWords          = []string{"working", "every"}
)

// PeriodStart is the first day of period t.
func (s *Scenario) PeriodStart(t int) inventory.Date { return s.Start.AddDays(t * s.PeriodDays) }

// PeriodEnd is the last day of period t.
func (s *Scenario) PeriodEnd(t int) inventory.Date { return s.Start.AddDays((t+1)*s.PeriodDays - 1) }

// PeriodName is "week" or "day".
func (s *Scenario) PeriodName() string {
	if s.PeriodDays == 1 {
		return "day"
	}
	return "week"
}

// Of returns the count that the share allows among all subscribers, rounded down.
func (s *Share) Of(all int) int {
	if s.Percent == nil {
		return s.Count
	}
	return int(s.Percent.Floor(int64(all)))
}

// Term returns the day by which an application must be complete, and whether there is one.
func (s *Scenario) Term(application string) (inventory.Date, bool) {
	for _, t := range s.Terms {
		if t.Application == application {
			return t.By, true
		}
	}
	return inventory.Date{}, false
}
