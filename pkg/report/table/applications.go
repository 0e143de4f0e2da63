package table

import (
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
)

// applications shows what becomes of each application's money; the columns of a row add up to its cost.
func applications(pg *page, p *planner.Plan) {
	if len(p.Applications) == 0 || len(p.Applications) == 1 && p.Applications[0].ID == "" {
		return
	}
	pg.heading("money by application")
	t := &grid.Table{Columns: []grid.Column{
		grid.Left("application"), grid.Right("packages"), grid.Right("cost"), grid.Right("ineligible"), grid.Right("not paid"),
		grid.Right("paid back"), grid.Right("later"), grid.Left("finish"),
	}}
	packages := 0
	for i := range p.Applications {
		a := &p.Applications[i]
		id := a.ID
		if id == "" {
			id = "(none)"
		}
		t.Add(grid.Text(id), grid.Int(a.Packages-a.Deferred), grid.Money(a.Cost), grid.Money(a.Ineligible), grid.Money(a.Cut+a.Refused),
			grid.Money(a.Reimbursed), grid.Money(a.Outstanding), grid.Date(a.Finish))
		packages += a.Packages - a.Deferred
	}
	tot := &p.Totals
	t.Total = []grid.Cell{
		grid.Text("all"), grid.Int(packages), grid.Money(tot.Cost), grid.Money(tot.Ineligible), grid.Money(tot.Shortfall),
		grid.Money(tot.Reimbursed), grid.Money(tot.Outstanding), grid.Date(tot.Finish),
	}
	pg.table(t)
	for i := range p.Applications {
		a := &p.Applications[i]
		if a.Allocation == nil {
			continue
		}
		pg.say("application %s: %s allocated, %s claimed; %s left, %s above it", a.ID, a.Allocation.Grouped(), a.Claimed.Grouped(), a.Left.Grouped(), a.Refused.Grouped())
	}
	pg.say("not paid: of what is eligible, what proration and allocations leave to the carrier; later: paid back after the horizon")
}
