// Package markdown gives a plan to a ticket or a wiki, as GitHub Flavored Markdown with a Gantt chart that mermaid draws.
//
// Begin with Encode, which has the parts in their order. write.go lays out headings and tables, gantt.go the chart.
package markdown

import (
	"cmp"
	"fmt"
	"io"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/tables"
	"github.com/riprep/riprep/pkg/report/view"
)

// Encode writes the page.
func Encode(w io.Writer, d *view.Document, _ view.Env) error {
	pg, p := newPage(w), d.Plan
	pg.line("# " + text(view.OperatorName(p)+": removal plan"))
	lead(pg, p)
	pg.heading("Summary")
	pg.table(summary(d))
	if chart := gantt(p, view.Deadlines(d)); chart != "" {
		pg.heading("Schedule")
		pg.line("```mermaid\n" + chart + "```")
	}
	if money := tables.Quarters(p); len(money.Rows) > 0 {
		pg.heading("Money by quarter")
		pg.table(money)
	}
	if len(p.Rules) > 0 {
		pg.heading("Rules")
		pg.table(rules(p))
	}
	if len(p.Packages) > 0 {
		pg.heading("Work packages")
		pg.table(packages(p))
	}
	unknowns(pg, p)
	if a := tables.Assumptions(d); len(a.Rows) > 0 {
		pg.heading("Assumptions")
		pg.table(a)
	}
	pg.heading("Provenance")
	pg.table(tables.Provenance(p))
	return pg.flush()
}

// lead says in a few lines what people ask first.
func lead(pg *page, p *planner.Plan) {
	t := &p.Totals
	if len(p.Packages) == 0 || t.Finish.IsZero() {
		pg.line("No work is planned.")
	} else {
		pg.line(fmt.Sprintf("%s with covered gear at %s: work from %s to %s, %s. Cost %s; %s are paid back within the horizon.",
			count(t.Packages, "work package"), count(t.Sites, "site"), p.Start, t.Finish, view.LastCutover(p), t.Cost.Grouped(), t.Reimbursed.Grouped()))
	}
	if t.Deferred > 0 {
		pg.line(fmt.Sprintf("> %s deferred: the covered gear stays in the network.", are(t.Deferred, "work package")))
	}
	if t.UnknownPrices > 0 {
		pg.line(fmt.Sprintf("> The price of %s is not known; what they cost is in no amount.", count(t.UnknownPrices, "line")))
	}
}

func summary(d *view.Document) *grid.Table {
	t := &grid.Table{Columns: []grid.Column{grid.Left("figure"), grid.Right("value"), grid.Left("note")}}
	for _, f := range view.Summary(d) {
		t.Add(grid.Text(f.Label), f.Value, grid.Text(f.Note))
	}
	return t
}

func rules(p *planner.Plan) *grid.Table {
	t := &grid.Table{Columns: []grid.Column{
		grid.Left("rule"), grid.Left("title"), grid.Left("demand"), grid.Right("packages"), grid.Left("by"), grid.Left("met_on"), grid.Left("state"), grid.Left("source"),
	}}
	for i := range p.Rules {
		r := &p.Rules[i]
		source := "not verified"
		if r.Verified {
			source = "verified"
		}
		t.Add(grid.Text(r.Rule), grid.Text(r.Title), grid.Text(r.Demand), grid.Int(r.Packages), grid.Date(r.By), grid.Date(r.MetOn), grid.Text(view.RuleState(r)), grid.Text(source))
	}
	return t
}

func packages(p *planner.Plan) *grid.Table {
	t := &grid.Table{Columns: []grid.Column{
		grid.Left("package"), grid.Left("site"), grid.Left("domain"), grid.Left("option"), grid.Left("start"), grid.Left("cutover"), grid.Left("finish"),
		grid.Right("subscribers_out"), grid.Right("cost"), grid.Right("counted"), grid.Right("unknown_prices"),
	}}
	for i := range p.Packages {
		w := &p.Packages[i]
		days := view.DatesOf(w)
		out, _ := view.Outage(w)
		t.Add(grid.Text(w.ID), grid.Text(cmp.Or(w.SiteName, w.Site)), grid.Text(w.Domain), grid.Text(w.Option), grid.Date(days.Start), grid.Date(days.Cutover),
			grid.Date(days.Finish), grid.Int(out), grid.Money(w.Cost), grid.Money(w.Reimbursable), grid.Int(w.Unknown))
	}
	return t
}

// unknowns lists what a person has to find out: verdicts and prices.
func unknowns(pg *page, p *planner.Plan) {
	findings, prices := view.Unknown(p.Findings), view.UnknownPrices(p)
	if len(findings)+len(prices) == 0 {
		return
	}
	pg.heading("Not known")
	if len(findings) > 0 {
		pg.line("Whether it is covered:")
		t := &grid.Table{Columns: []grid.Column{grid.Left("element"), grid.Left("site"), grid.Left("vendor"), grid.Left("model"), grid.Left("what would settle it")}}
		for _, f := range findings {
			t.Add(grid.Text(f.Element), grid.Text(f.Site), grid.Text(f.Vendor), grid.Text(f.Model), grid.Text(f.Settle))
		}
		pg.table(t)
	}
	if len(prices) > 0 {
		pg.line("What it costs:")
		t := &grid.Table{Columns: []grid.Column{grid.Left("what"), grid.Right("lines"), grid.Left("what is missing")}}
		for _, u := range prices {
			t.Add(grid.Text(u.Name), grid.Int(u.Lines), grid.Text(u.Source))
		}
		pg.table(t)
	}
}

func count(n int, one string) string {
	if n != 1 {
		one += "s"
	}
	return grid.Group(int64(n)) + " " + one
}

func are(n int, one string) string {
	if n == 1 {
		return "1 " + one + " is"
	}
	return count(n, one) + " are"
}
