package table

import (
	"slices"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/tables"
	"github.com/riprep/riprep/pkg/report/view"
)

// money adds the account up by quarter.
func money(pg *page, p *planner.Plan) {
	if len(view.Quarters(p)) == 0 {
		return
	}
	pg.heading("money by quarter")
	pg.table(tables.Quarters(p))
}

// outage shows the worst moments by quarter, and how much exposure is left.
func outage(pg *page, p *planner.Plan) {
	quarters := view.Quarters(p)
	if len(quarters) == 0 {
		return
	}
	pg.heading("outage by quarter")
	t := &grid.Table{Columns: []grid.Column{
		grid.Left("quarter"), grid.Right("worst moment"), grid.Left("in the " + view.PeriodName(p) + " of"), grid.Right("sites"),
		grid.Right("subscriber-hours"), grid.Right("cutovers"), grid.Right("exposure"),
	}}
	sites, done, exposure := 0, 0, int64(0)
	for _, q := range quarters {
		t.Add(grid.Text(q.Name), grid.Int(q.SubscribersOut), grid.Date(q.WorstOn), grid.Int(q.SitesOut),
			grid.Int(q.SubscriberHours), grid.Int(q.PackagesDone), grid.Int(q.Exposure))
		sites = max(sites, q.SitesOut)
		done += q.PackagesDone
		exposure += q.Exposure
	}
	t.Total = []grid.Cell{
		grid.Text("all"), grid.Int(p.Totals.SubscribersOut), grid.Text(""), grid.Int(sites),
		grid.Int(p.Totals.SubscriberHours), grid.Int(done), grid.Int(exposure),
	}
	pg.table(t)
	at := "everything that is off in the %s is off at once"
	if hasWindows(p) {
		at = "everything in the %s is off at once whose maintenance windows can meet"
	}
	pg.say("worst moment: subscribers out of service if "+at+"; subscriber-hours: each outage for itself", view.PeriodName(p))
	emergency(pg, p)
}

// hasWindows reports whether any outage lies in a maintenance window.
func hasWindows(p *planner.Plan) bool {
	return slices.ContainsFunc(p.Packages, func(w planner.PlannedPackage) bool {
		return slices.ContainsFunc(w.Activities, func(a planner.PlannedActivity) bool { return len(a.Windows) > 0 })
	})
}

// emergency tells who can call 911 in the worst moments, and where a generation is gone.
func emergency(pg *page, p *planner.Plan) {
	var none, only, degraded planner.PeriodRow // the worst row of each
	for _, row := range p.Periods {
		if row.NoEmergency > none.NoEmergency {
			none = row
		}
		if row.EmergencyOnly > only.EmergencyOnly {
			only = row
		}
		if row.Degraded > degraded.Degraded {
			degraded = row
		}
	}
	if none.NoEmergency > 0 {
		pg.say("without any 911 coverage: %s at most, in the %s of %s", count(none.NoEmergency, "subscriber"), view.PeriodName(p), none.Start)
	}
	if only.EmergencyOnly > 0 {
		pg.say("out of service, but reaching 911 by another carrier: %s at most, in the %s of %s", count(only.EmergencyOnly, "subscriber"), view.PeriodName(p), only.Start)
	}
	if degraded.Degraded > 0 {
		pg.say("in service without one of their generations: %s at most, in the %s of %s", count(degraded.Degraded, "site"), view.PeriodName(p), degraded.Start)
	}
}
