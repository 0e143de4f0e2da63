package page

import (
	"fmt"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

// Data is R.data of a plan's page. Amounts are whole cents (below 2^53, where the numbers of a script are exact), days are
// counted from 1970-01-01 with 0 for "not stated" (see day), and words are numbers into Words (see words). What has many rows
// stands column by column.
type Data struct {
	Meta       Meta       `json:"meta"`
	Summary    []Fact     `json:"summary"`
	Spread     *Spread    `json:"spread"`
	Compared   Compared   `json:"compared"`
	Limits     Limits     `json:"limits"`
	Closures   []Closure  `json:"closures"`
	Periods    Periods    `json:"periods"`
	Packages   Packages   `json:"packages"`
	Activities Activities `json:"activities"`
	Tests      []Test     `json:"tests"`
	Words      []string   `json:"words"`

	Map         *Map         `json:"map"`
	Estimate    *Estimate    `json:"estimate"`
	Risk        *Risk        `json:"risk"`
	Findings    *Findings    `json:"findings"`
	Open        []Open       `json:"open"` // what would settle what is not known, first things first
	Rules       []Rule       `json:"rules"`
	Assumptions []Assumption `json:"assumptions"`
	Provenance  *Provenance  `json:"provenance"`
}

// newData works the data out, part by part.
func newData(d *view.Document) (*Data, error) {
	w := newWords()
	out := &Data{
		Meta:     newMeta(d),
		Summary:  newSummary(d),
		Spread:   newSpread(d),
		Compared: newCompared(d.Plan),
		Limits:   newLimits(d, w),
		Closures: newClosures(d, w),
		Periods:  newPeriods(d.Plan),
		Tests:    newTests(d.Plan, w),
	}
	out.Packages, out.Activities = newPackages(d.Plan, w)
	var err error
	if out.Map, err = newMap(d, w); err != nil {
		return nil, err
	}
	if out.Estimate, err = newEstimate(d, w); err != nil {
		return nil, err
	}
	out.Risk = newRisk(d, w)
	out.Findings, out.Open, out.Rules = newFindings(d.Plan, w), newOpen(d.Plan, w), newRules(d.Plan, w)
	out.Assumptions, out.Provenance = newAssumptions(d), newProvenance(d.Plan)
	out.Words = w.list
	return out, nil
}

// Meta is what all parts of the page need to know of the plan.
type Meta struct {
	Title      string `json:"title"`
	Lead       string `json:"lead"`
	Foot       string `json:"foot"`
	Operator   string `json:"operator"`
	Start      int    `json:"start"`
	Finish     int    `json:"finish"`     // last day of the last activity
	PeriodDays int    `json:"periodDays"` // 7 or 1
	Period     string `json:"period"`     // week | day
	Horizon    int    `json:"horizon"`    // periods
	Totals     Totals `json:"totals"`
}

func newMeta(d *view.Document) Meta {
	p := d.Plan
	name := view.OperatorName(p)
	m := Meta{
		Title: "Removal and replacement plan: " + name, Operator: name,
		Lead:  lead(p),
		Foot:  fmt.Sprintf("Made by riprep %s, seed %d, from the files listed under provenance. The plan was verified against them before it was written. Amounts are US dollars.", clean(p.Engine.Version), p.Engine.Seed),
		Start: day(p.Start), Finish: day(p.Totals.Finish), PeriodDays: p.PeriodDays, Period: view.PeriodName(p), Horizon: p.Horizon,
	}
	t := &p.Totals
	m.Totals = Totals{
		LowestCash: t.LowestCash, LowestCashOn: day(t.LowestCashOn), WorkingCapital: t.WorkingCapital, WorkingCapitalOn: day(t.WorkingCapitalOn),
		Subscribers: t.Subscribers, SubscribersOut: t.SubscribersOut, NoEmergency: t.NoEmergency, Hours: t.SubscriberHours,
		CleanAtEnd: t.CleanAtEnd, CleanEveryAtEnd: t.CleanEveryAtEnd,
	}
	return m
}

// lead is the plan in a line.
func lead(p *planner.Plan) string {
	if p.Totals.Finish.IsZero() {
		return fmt.Sprintf("from %s, no work is planned", p.Start)
	}
	return fmt.Sprintf("%s to %s · work packages: %s · sites: %s", p.Start, p.Totals.Finish, grid.Group(int64(p.Totals.Packages)), grid.Group(int64(p.Totals.Sites)))
}

// Totals are the figures of the whole plan that charts mark.
type Totals struct {
	LowestCash       cost.Cents `json:"lowestCash"`
	LowestCashOn     int        `json:"lowestCashOn"` // first day of that period
	WorkingCapital   cost.Cents `json:"workingCapital"`
	WorkingCapitalOn int        `json:"workingCapitalOn"`
	Subscribers      int        `json:"subscribers"`
	SubscribersOut   int        `json:"subscribersOut"` // worst moment
	NoEmergency      int        `json:"noEmergency"`    // worst moment
	Hours            int64      `json:"hours"`
	CleanAtEnd       int        `json:"cleanAtEnd"`
	CleanEveryAtEnd  int        `json:"cleanEveryAtEnd"`
}
