package table

import (
	"fmt"
	"strings"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

// title names the operator.
func title(pg *page, p *planner.Plan) {
	pg.write(grid.Clip(view.OperatorName(p), pg.Width) + "\n")
}

// covered tells what must go.
func covered(pg *page, p *planner.Plan) {
	rows, total := view.CoveredGear(p.Findings)
	pg.heading("covered gear")
	pg.say("%s with %s at %s; %d of %s covered, %d unknown",
		count(p.Totals.Packages, "work package"), count(p.Totals.Elements, "element"), count(p.Totals.Sites, "site"),
		total.Elements, count(len(p.Findings), "element"), total.Unknown)
	if len(rows) == 0 {
		return
	}
	t := &grid.Table{Columns: []grid.Column{
		grid.Left("domain"), grid.Left("vendor"), grid.Right("packages"), grid.Right("elements"), grid.Right("sites"), grid.Right("unknown"),
	}}
	row := func(c view.Covered) []grid.Cell {
		return []grid.Cell{grid.Text(c.Domain), grid.Text(c.Vendor), grid.Int(c.Packages), grid.Int(c.Elements), grid.Int(c.Sites), grid.Int(c.Unknown)}
	}
	for _, c := range rows {
		t.Add(row(c)...)
	}
	t.Total = row(total)
	pg.table(t)
}

// head tells how good the plan is, beside the order of a spreadsheet.
func head(pg *page, p *planner.Plan) {
	pg.heading("plan")
	t := &p.Totals
	end := p.Start.AddDays(p.Horizon*p.PeriodDays - 1)
	pg.hang("start     ", fmt.Sprintf("%s, horizon %s %ss to %s", p.Start, grid.Group(int64(p.Horizon)), view.PeriodName(p), end))
	if t.Finish.IsZero() {
		pg.hang("finish    ", "no work is planned")
	} else {
		pg.hang("finish    ", fmt.Sprintf("%s, %s%s", t.Finish, view.LastCutover(p), baselineFinish(p)))
	}
	pg.hang("status    ", p.Status+", "+view.StatusNote(p))
	pg.hang("cost      ", costText(t))
	pg.hang("paid back ", paidBack(t))
	if !t.WorkingCapitalOn.IsZero() {
		pg.hang("capital   ", capital(p))
	}
	if t.Subscribers > 0 && len(p.Packages) > 0 {
		pg.hang("clean     ", cleanText(t))
	}
	if t.BorderPeriods > 0 {
		pg.hang("borders   ", count(int(t.BorderPeriods), "pair-"+view.PeriodName(p))+" in which one of two neighbours has moved and the other has not")
	}
	pg.objectives(p)
	if !p.Baseline.Found && p.Baseline.Why != "" {
		pg.say("a spreadsheet's order (core, transport, then radio region by region): %s", p.Baseline.Why)
	}
	for _, o := range p.Overrides {
		pg.hang("set       ", o.String())
	}
}

func baselineFinish(p *planner.Plan) string {
	if !p.Baseline.Found || p.Baseline.Finish.IsZero() {
		return ""
	}
	return fmt.Sprintf(" (a spreadsheet's order: %s)", p.Baseline.Finish)
}

func costText(t *planner.Totals) string {
	s := t.Cost.Grouped()
	if t.UnknownPrices > 0 {
		s += ", and " + count(t.UnknownPrices, "line") + " whose price is unknown"
	}
	return s
}

func paidBack(t *planner.Totals) string {
	s := fmt.Sprintf("%s of %s eligible within the horizon", t.Reimbursed.Grouped(), t.Reimbursable.Grouped())
	if t.Outstanding != 0 {
		s += ", " + t.Outstanding.Grouped() + " after it"
	}
	if t.Shortfall != 0 {
		s += "; " + t.Shortfall.Grouped() + " of it is not paid back"
	}
	if t.Ineligible != 0 {
		s += "; " + t.Ineligible.Grouped() + " is not eligible"
	}
	if t.Interest != 0 {
		s += "; interest " + t.Interest.Grouped()
	}
	return s
}

// capital tells what the work ties up, and what is left in the account when it is lowest.
func capital(p *planner.Plan) string {
	t := &p.Totals
	return fmt.Sprintf("%s out of pocket at most, in the %s of %s; lowest cash %s, in that of %s",
		t.WorkingCapital.Grouped(), view.PeriodName(p), t.WorkingCapitalOn, t.LowestCash.Grouped(), t.LowestCashOn)
}

// objectives shows each objective with its bound, and by how much a spreadsheet's order is worse.
func (pg *page) objectives(p *planner.Plan) {
	t := &grid.Table{Columns: []grid.Column{
		grid.Left("objective"), grid.Left("unit"), grid.Right("value"), grid.Right("bound"), grid.Right("gap"), grid.Right("spreadsheet"), grid.Right("less"),
	}}
	for i, o := range p.Objectives {
		value := func(n int64) grid.Cell { return view.Objective(o.Unit, n) }
		bound, gap := grid.Text("unknown"), grid.Text("")
		if o.Bound != nil {
			bound = value(*o.Bound)
		}
		if part, ok := o.Gap(); ok {
			gap = grid.Text(percent(part))
		}
		base, less := grid.Text("none"), grid.Text("")
		if p.Baseline.Found && i < len(p.Baseline.Values) {
			base = value(p.Baseline.Values[i])
			if b := p.Baseline.Values[i]; b != 0 {
				less = grid.Text(percent(float64(b-o.Value) / float64(b)))
			}
		}
		t.Add(grid.Text(o.Name), grid.Text(strings.Replace(o.Unit, "cents", "money", 1)), value(o.Value), bound, gap, base, less)
	}
	if len(t.Rows) > 0 {
		pg.table(t)
	}
}

func percent(part float64) string { return fmt.Sprintf("%.1f%%", 100*part) }
