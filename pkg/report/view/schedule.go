package view

import (
	"slices"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
)

// Dates are the days of a package that people ask for; all are zero where the package is deferred.
type Dates struct {
	Start   inventory.Date // first day of the first activity
	Cutover inventory.Date // first day of the cutover
	Finish  inventory.Date // last day of the last activity
}

// DatesOf reads the days of a package.
func DatesOf(p *planner.PlannedPackage) Dates {
	var d Dates
	for i := range p.Activities {
		a := &p.Activities[i]
		if d.Start.IsZero() || a.Start.Before(d.Start) {
			d.Start = a.Start
		}
		if a.Finish.After(d.Finish) {
			d.Finish = a.Finish
		}
	}
	if c := p.Cutover(); c != nil {
		d.Cutover = c.Start
	}
	return d
}

// Outage is the worst that one activity of a package does alone, and the hours of all.
func Outage(p *planner.PlannedPackage) (subscribers, hours int) {
	for i := range p.Activities {
		subscribers = max(subscribers, p.Activities[i].Lost)
		hours += p.Activities[i].OutageHours
	}
	return subscribers, hours
}

// CrewKinds names the kinds of crews that a package needs, in the order of its activities.
func CrewKinds(p *planner.PlannedPackage) []string {
	var kinds []string
	for i := range p.Activities {
		for _, c := range p.Activities[i].Crews {
			if !slices.Contains(kinds, c.Kind) {
				kinds = append(kinds, c.Kind)
			}
		}
	}
	return kinds
}

// LastCutover says on which day the last cutover ends, in words: a plan that defers every package has none, and may have a
// last day of work all the same, which is that of a test.
func LastCutover(p *planner.Plan) string {
	if p.Totals.LastCutover.IsZero() {
		return "no cutover"
	}
	return "last cutover " + p.Totals.LastCutover.String()
}
