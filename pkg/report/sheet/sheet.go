// Package sheet gives the schedule of a plan as rows: one for each work package, in the order of the plan. It serves
// programs and spreadsheets, as CSV and as tab-separated text.
package sheet

import (
	"io"
	"strings"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

// CSV writes the schedule for a spreadsheet.
func CSV(w io.Writer, p *planner.Plan, _ view.Env) error { return schedule(p).CSV(w) }

// TSV writes the schedule for a program that reads lines.
func TSV(w io.Writer, p *planner.Plan, _ view.Env) error { return schedule(p).TSV(w) }

// columns are named as in plan/v1. A later version may add columns at the end.
var columns = []string{
	"package", "site", "site_name", "region", "domain", "application", "option", "method", "vendor", "products",
	"elements", "units", "start", "cutover", "finish", "covered_until", "subscribers_out", "outage_hours", "crews",
	"cost", "reimbursable", "unknown_prices", "risk", "subscribers", "after",
}

func schedule(p *planner.Plan) *grid.Table {
	t := &grid.Table{Columns: make([]grid.Column, len(columns))}
	for i, name := range columns {
		t.Columns[i] = grid.Left(name)
	}
	for i := range p.Packages {
		w := &p.Packages[i]
		d := view.DatesOf(w)
		out, hours := outage(w)
		t.Add(grid.Text(w.ID), grid.Text(w.Site), grid.Text(w.SiteName), grid.Text(w.Region), grid.Text(w.Domain),
			grid.Text(w.Application), grid.Text(w.Option), grid.Text(w.Method), grid.Text(w.Vendor), list(w.Products),
			list(w.Elements), grid.Int(w.Units), grid.Date(d.Start), grid.Date(d.Cutover), grid.Date(d.Finish),
			grid.Date(w.CoveredUntil), grid.Int(out), grid.Int(hours), list(crews(w)), grid.Money(w.Cost),
			grid.Money(w.Reimbursable), grid.Int(w.Unknown), grid.Int(w.Risk), grid.Int(w.Subscribers), list(w.After))
	}
	return t
}

// list puts several names into one cell. Ids hold no spaces.
func list(names []string) grid.Cell { return grid.Text(strings.Join(names, " ")) }

// outage is the worst that one activity of the package does alone, and the hours of all.
func outage(w *planner.PlannedPackage) (subscribers, hours int) {
	for _, a := range w.Activities {
		subscribers = max(subscribers, a.Lost)
		hours += a.OutageHours
	}
	return subscribers, hours
}

// crews names the kinds that the package needs, in the order of its activities.
func crews(w *planner.PlannedPackage) []string {
	var kinds []string
	seen := map[string]bool{}
	for _, a := range w.Activities {
		for _, c := range a.Crews {
			if !seen[c.Kind] {
				seen[c.Kind] = true
				kinds = append(kinds, c.Kind)
			}
		}
	}
	return kinds
}
