package planner

import (
	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/scenario"
)

// Plan is a dated, priced and verified plan. It holds no clock and no path but those that the user gave, so that the same
// files, seed and effort give the same plan.
type Plan struct {
	Engine       Engine
	Inputs       []strict.Source
	Overrides    []scenario.Override
	Operator     OperatorRef
	Start        inventory.Date
	PeriodDays   int
	Horizon      int
	Status       string // optimal | feasible
	Objectives   []ObjectiveValue
	Baseline     Baseline
	Packages     []PlannedPackage // in the order of their cutover, deferred ones last
	Network      []NetworkPayment // what is bought for the whole network, by day
	Tests        []PlannedTest    // one for each cluster of radio sites, in the order of their start
	Periods      []PeriodRow      // one per period of the horizon
	Totals       Totals
	Applications []ApplicationRow // what the programme pays, by application
	Rules        []RuleRow        // one for each rule that demands something of gear that is there
	Findings     []FindingRow     // one per element, in the order of the inventory
	Assumptions  []Assumption
}

// Engine says what made the plan.
type Engine struct {
	Version string // of riprep
	Seed    uint64
	Effort  int64 // work units asked for
	Stopped bool  // ended by a time limit or an interrupt: another run may end elsewhere
}

// OperatorRef names the operator.
type OperatorRef struct{ ID, Name string }

// ObjectiveValue is one objective of the plan. Bound is nil where no valid bound is known. For the first objective no
// plan can be below the bound; for a later one none that is as good in those before it.
type ObjectiveValue struct {
	Name  string
	Unit  string // risk-weeks, weeks, cents, subscriber-hours
	Value int64
	Bound *int64
}

// Gap is (value − bound) / value as a part of one; ok is false where there is no bound.
func (o ObjectiveValue) Gap() (gap float64, ok bool) {
	switch {
	case o.Bound == nil:
		return 0, false
	case o.Value == 0:
		return 0, true
	}
	return float64(o.Value-*o.Bound) / float64(o.Value), true
}

// Baseline is what the order of a spreadsheet would give under the same limits: core, then transport, then the radio
// sites region by region, each as early as it fits. Found is false where that order does not fit into the limits; Why
// then says so.
type Baseline struct {
	Found  bool
	Why    string
	Values []int64 // one per objective
	Finish inventory.Date
}

// PlannedPackage is one work package with the option chosen for it.
type PlannedPackage struct {
	ID           string
	Site         string // site id
	SiteName     string
	Region       string
	Domain       string
	Application  string
	Elements     []string       // element ids
	Units        int            // gear counted with quantities
	Option       string         // method id and replacement vendor, such as ran-overlay/nokia
	Method       string         // overlay | in-place | function | retire | defer
	Vendor       string         // of the replacement, "" for retire and defer
	Products     []string       // product ids of the replacement
	Risk         int64          // weight of the exposure, per period
	RiskFactors  RiskFactors    // what it is the product of
	Subscribers  int            // whose working path crosses it
	Cluster      string         // of radio gear: the sites that are tested together
	After        []string       // packages whose cutover must come first
	AfterNew     []string       // packages whose new gear must be in place first
	CoveredUntil inventory.Date // last day on which covered gear carries traffic; zero where the package is deferred
	Activities   []PlannedActivity
	Lines        []cost.Line // every price of the package
	Cost         cost.Cents  // of the known lines
	Reimbursable cost.Cents  // of the known lines, before proration
	Unknown      int         // lines without a price
}

// Deferred reports whether the package stays in the network.
func (p *PlannedPackage) Deferred() bool { return p.Method == "defer" }

// Cutover returns the activity in which service moves, nil where the package is deferred.
func (p *PlannedPackage) Cutover() *PlannedActivity { return p.Activity("cutover") }

// Activity returns the activity of a kind, nil where there is none.
func (p *PlannedPackage) Activity(kind string) *PlannedActivity {
	for i := range p.Activities {
		if p.Activities[i].Kind == kind {
			return &p.Activities[i]
		}
	}
	return nil
}

// PlannedActivity is one step with its dates. It occupies whole periods, from the first day of one to the last of another.
type PlannedActivity struct {
	Kind        string // prepare | install | cutover | test | remove | dispose
	Start       inventory.Date
	Finish      inventory.Date // last day, included
	Crews       []CrewUse
	OutageHours int        // how long the package's elements are off during the activity
	Windows     []string   // maintenance windows in one of which the outage lies; none where it lasts around the clock
	Lost        int        // subscribers that this activity alone takes out of service
	Spend       cost.Cents // the sum of its payments
	Reimbursed  cost.Cents // comes back for it, a claim lag after each payment
	Payments    []PlannedPayment
}

// PlannedTest is the test of 911 calls, wireless alerts and lawful intercept after the last cutover of a cluster. It costs
// nothing beside what is paid at each cutover.
type PlannedTest struct {
	Cluster  string
	Packages []string // ids, in the order of the inventory
	Start    inventory.Date
	Finish   inventory.Date // last day, included
	Crews    []CrewUse
}

// CrewUse is how many crews of a kind (and region, "" for any) work on an activity at once.
type CrewUse struct {
	Kind   string
	Region string
	Count  int
}

// PeriodRow is what happens in one period.
type PeriodRow struct {
	Start           inventory.Date
	Released        cost.Cents
	Spend           cost.Cents
	Reimbursed      cost.Cents
	Interest        cost.Cents
	Cash            cost.Cents // at the end of the period; below zero it is drawn from the credit line
	Outstanding     cost.Cents // claimed by the end of the period, and still to come
	OutOfPocket     cost.Cents // all that was spent by then, interest included, less all that has come back
	SubscribersOut  int        // worst moment: everything off together whose windows can meet
	SitesOut        int        // likewise
	Degraded        int        // likewise: sites in service that have lost a generation
	EmergencyOnly   int        // likewise: subscribers of sites out who reach 911 by another carrier
	NoEmergency     int        // likewise: those of sites with the only 911 coverage
	SubscriberHours int64
	Exposure        int64 // risk of the packages whose covered gear still carries traffic

	CleanSubscribers      int // whose working path crosses no covered gear
	CleanEverySubscribers int // of whose possible paths none does

	Crews []CrewDays
}

// CrewDays is how many days of a kind of crew (and region, "" for any) a period uses, and how many it has: a crew gives
// as many days as the period has.
type CrewDays struct {
	Kind   string
	Region string
	Days   int
	There  int
}

// Totals add up the plan.
type Totals struct {
	Packages         int
	Deferred         int
	Elements         int // in packages
	Units            int
	Sites            int
	Finish           inventory.Date // last day of the last activity
	LastCutover      inventory.Date
	Cost             cost.Cents // Reimbursable + Ineligible
	Reimbursable     cost.Cents // what the programme counts, before proration: Reimbursed + Outstanding + Shortfall
	Ineligible       cost.Cents
	Reimbursed       cost.Cents // within the horizon
	Outstanding      cost.Cents // to be reimbursed after it
	Shortfall        cost.Cents // what proration and allocations leave
	Interest         cost.Cents
	LowestCash       cost.Cents
	LowestCashOn     inventory.Date // first day of that period
	WorkingCapital   cost.Cents     // the most that is out of pocket: what has to be in hand beside the programme's money
	WorkingCapitalOn inventory.Date // first day of that period
	SubscribersOut   int            // worst moment
	NoEmergency      int            // worst moment: subscribers without any 911 coverage
	SubscriberHours  int64
	BorderPeriods    int64 // Σ over pairs of radio packages with overlapping coverage of the periods in which one has moved and the other not
	UnknownPrices    int   // lines without a price; what they cost is not in Cost

	Subscribers       int // of all sites
	CleanAtStart      int // of them, those whose working path crosses no covered gear before the first period
	CleanAtEnd        int // and after the last
	CleanEveryAtStart int // the same of those of whose possible paths none does
	CleanEveryAtEnd   int
	CleanUnknown      int // of CleanAtEnd, those whose working path crosses gear of unknown verdict
}

// FindingRow is the verdict on one element, in plain words. Three questions are kept apart: must it go (Removal), may its
// like be bought (Buy), is its removal paid back (Reimbursable).
type FindingRow struct {
	Element, Site, Domain, Vendor, Model string // as the inventory has them
	Maker                                string // canonical name, where it is recognised; "" else
	Verdict                              string // covered | not covered | unknown
	Regime                               string // the body of rules that decided
	Rule                                 string
	Demand                               string         // of that rule; see policy.Demands
	Method                               string         // by what the maker was recognised; see policy.Method
	Confidence                           string         // how sure that is; see policy.ConfidenceWords
	Evidence                             string         // what was recognised, and what the rule says to it
	Since                                inventory.Date // first day of the rule
	Removal                              string         // see policy.RemovalWords
	RemoveBy                             inventory.Date // last day on which it may be there, zero where the rules name none
	Buy                                  string         // yes | no | unknown: is it prohibited to buy its like?
	BuyBy                                string         // the rule, or why it is not known
	Reimbursable                         string         // yes | no | unknown
	ReimbursableBy                       string
	Settle                               string // what would settle an unknown
	Package                              string // the work package it is in, "" where it stays
}

// Assumption is something that the plan takes for granted.
type Assumption struct {
	Field string // what it is about: a scenario field, money, outage, …
	Value string
	Why   string
}
