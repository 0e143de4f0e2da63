package tables

import (
	"fmt"
	"strings"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

// Packages has a row for each work package, in the order of the plan. A later version may add columns at the end.
func Packages(p *planner.Plan) *grid.Table {
	t := &grid.Table{Columns: columns(
		"package", "site", "site_name", "region", "domain", "application", "option", "method", "vendor", "products",
		"elements", "+units", "start", "cutover", "finish", "covered_until", "+subscribers_out", "+outage_hours", "crews",
		"+cost", "+reimbursable", "+unknown_prices", "+risk", "+subscribers", "after",
	)}
	for i := range p.Packages {
		w := &p.Packages[i]
		d := view.DatesOf(w)
		out, hours := view.Outage(w)
		t.Add(grid.Text(w.ID), grid.Text(w.Site), grid.Text(w.SiteName), grid.Text(w.Region), grid.Text(w.Domain),
			grid.Text(w.Application), grid.Text(w.Option), grid.Text(w.Method), grid.Text(w.Vendor), list(w.Products),
			list(w.Elements), grid.Int(w.Units), grid.Date(d.Start), grid.Date(d.Cutover), grid.Date(d.Finish),
			grid.Date(w.CoveredUntil), grid.Int(out), grid.Int(hours), list(view.CrewKinds(w)), grid.Money(w.Cost),
			grid.Money(w.Reimbursable), grid.Int(w.Unknown), grid.Int(w.Risk), grid.Int(w.Subscribers), list(w.After))
	}
	return t
}

// list puts several names into one cell. Ids hold no spaces.
func list(names []string) grid.Cell { return grid.Text(strings.Join(names, " ")) }

// Activities has a row for each activity, package by package, and the tests of clusters behind them.
func Activities(p *planner.Plan) *grid.Table {
	t := &grid.Table{Columns: columns(
		"package", "site", "site_name", "domain", "activity", "start", "finish", "+days", "crews", "+outage_hours", "windows",
		"+subscribers_out", "+spend", "+reimbursed", "cluster",
	)}
	for i := range p.Packages {
		w := &p.Packages[i]
		for j := range w.Activities {
			a := &w.Activities[j]
			t.Add(grid.Text(w.ID), grid.Text(w.Site), grid.Text(w.SiteName), grid.Text(w.Domain), grid.Text(a.Kind),
				grid.Date(a.Start), grid.Date(a.Finish), grid.Int(a.Finish.Sub(a.Start)+1), grid.Text(Crews(a.Crews)), grid.Int(a.OutageHours),
				grid.Text(strings.Join(a.Windows, "; ")), grid.Int(a.Lost), grid.Money(a.Spend), grid.Money(a.Reimbursed), grid.Text(w.Cluster))
		}
	}
	for i := range p.Tests {
		c := &p.Tests[i]
		t.Add(grid.Cell{}, grid.Cell{}, grid.Cell{}, grid.Text("ran"), grid.Text("cluster test"), grid.Date(c.Start), grid.Date(c.Finish),
			grid.Int(c.Finish.Sub(c.Start)+1), grid.Text(Crews(c.Crews)), grid.Cell{}, grid.Cell{}, grid.Cell{}, grid.Cell{}, grid.Cell{}, grid.Text(c.Cluster))
	}
	return t
}

// Crews writes who works: "2 tower (north-west), 1 ip".
func Crews(use []planner.CrewUse) string {
	parts := make([]string, len(use))
	for i, c := range use {
		parts[i] = fmt.Sprintf("%d %s", c.Count, CrewName(c.Kind, c.Region))
	}
	return strings.Join(parts, ", ")
}

// CrewName is a kind of crew with its region, where it has one: "tower (north-west)".
func CrewName(kind, region string) string {
	if region == "" {
		return kind
	}
	return kind + " (" + region + ")"
}

// Periods has a row for each period of the horizon. cash_lowest says which one has the lowest cash.
func Periods(p *planner.Plan) *grid.Table {
	t := &grid.Table{Columns: columns(
		"start", "+released", "+spend", "+reimbursed", "+interest", "+cash", "+outstanding", "+out_of_pocket", "+subscribers_out", "+sites_out",
		"+degraded", "+emergency_only", "+no_emergency", "+subscriber_hours", "+exposure", "+clean_subscribers", "+clean_every_subscribers", "crews",
	)}
	for i := range p.Periods {
		r := &p.Periods[i]
		t.Add(grid.Date(r.Start), grid.Money(r.Released), grid.Money(r.Spend), grid.Money(r.Reimbursed), grid.Money(r.Interest), grid.Money(r.Cash),
			grid.Money(r.Outstanding), grid.Money(r.OutOfPocket), grid.Int(r.SubscribersOut), grid.Int(r.SitesOut), grid.Int(r.Degraded),
			grid.Int(r.EmergencyOnly), grid.Int(r.NoEmergency), grid.Int(r.SubscriberHours), grid.Int(r.Exposure),
			grid.Int(r.CleanSubscribers), grid.Int(r.CleanEverySubscribers), grid.Text(crewDays(r.Crews)))
	}
	return t
}

// crewDays writes how many days of work are used of those there are: "tower (north) 10/14".
func crewDays(days []planner.CrewDays) string {
	parts := make([]string, len(days))
	for i, c := range days {
		parts[i] = fmt.Sprintf("%s %d/%d", CrewName(c.Kind, c.Region), c.Days, c.There)
	}
	return strings.Join(parts, ", ")
}

// Sites has a row for each site of the inventory.
func Sites(d *view.Document) (*grid.Table, error) {
	t := &grid.Table{Columns: columns(
		"site", "name", "kind", "region", "state", "application", "+lat", "+lon", "+subscribers", "emergency", "+elements", "+covered", "+unknown",
		"+packages", "+deferred", "start", "finish", "covered_until", "+cost", "+reimbursable", "+unknown_prices",
	)}
	sites, err := view.Sites(d)
	if err != nil {
		return nil, err
	}
	for i := range sites {
		s := &sites[i]
		lat, lon := grid.Cell{}, grid.Cell{}
		if s.Location != nil {
			lat, lon = grid.Degrees(s.Location.Lat), grid.Degrees(s.Location.Lon)
		}
		t.Add(grid.Text(s.ID), grid.Text(s.Name), grid.Text(s.Kind), grid.Text(s.Region), grid.Text(s.State), grid.Text(s.Application), lat, lon,
			grid.Int(s.Subscribers), grid.Text(s.Emergency), grid.Int(s.Elements), grid.Int(s.Covered), grid.Int(s.Unknown),
			grid.Int(len(s.Packages)), grid.Int(s.Deferred), grid.Date(s.Start), grid.Date(s.Finish), grid.Date(s.CoveredUntil),
			grid.Money(s.Cost), grid.Money(s.Reimbursable), grid.Int(s.UnknownPrices))
	}
	return t, nil
}
