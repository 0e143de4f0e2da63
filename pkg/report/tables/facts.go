package tables

import (
	"strconv"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
	"github.com/riprep/riprep/pkg/simulate"
)

// Summary has a row for each figure of the plan as a whole.
func Summary(d *view.Document) *grid.Table {
	t := &grid.Table{Columns: columns("figure", "label", "value", "note")}
	for _, f := range view.Summary(d) {
		t.Add(grid.Text(f.ID), grid.Text(f.Label), f.Value, grid.Text(f.Note))
	}
	return t
}

// Findings has a row for each element.
func Findings(p *planner.Plan) *grid.Table {
	return &grid.Table{
		Columns: columns(
			"element", "site", "domain", "vendor", "model", "maker", "verdict", "regime", "rule", "demand", "method", "confidence", "evidence", "since",
			"removal", "remove_by", "buy", "buy_by", "reimbursable", "reimbursable_by", "settle", "package",
		),
		Each: func(yield func([]grid.Cell) bool) {
			for i := range p.Findings {
				f := &p.Findings[i]
				row := []grid.Cell{
					grid.Text(f.Element), grid.Text(f.Site), grid.Text(f.Domain), grid.Text(f.Vendor), grid.Text(f.Model), grid.Text(f.Maker),
					grid.Text(f.Verdict), grid.Text(f.Regime), grid.Text(f.Rule), grid.Text(f.Demand), grid.Text(f.Method), grid.Text(f.Confidence),
					grid.Text(f.Evidence), grid.Date(f.Since), grid.Text(f.Removal), grid.Date(f.RemoveBy), grid.Text(f.Buy), grid.Text(f.BuyBy),
					grid.Text(f.Reimbursable), grid.Text(f.ReimbursableBy), grid.Text(f.Settle), grid.Text(f.Package),
				}
				if !yield(row) {
					return
				}
			}
		},
	}
}

// Rules has a row for each rule that demands something of gear that is there. The last six are of a share that is capped.
func Rules(p *planner.Plan) *grid.Table {
	t := &grid.Table{Columns: columns(
		"rule", "title", "status", "demand", "by", "met_on", "verified", "+elements", "+packages", "measure", "+total", "+allowed", "+at_start", "+at_date", "+at_end",
	)}
	for i := range p.Rules {
		r := &p.Rules[i]
		row := []grid.Cell{
			grid.Text(r.Rule), grid.Text(r.Title), grid.Text(r.Status), grid.Text(r.Demand), grid.Date(r.By), grid.Date(r.MetOn), yes(r.Verified),
			grid.Int(r.Elements), grid.Int(r.Packages), grid.Text(r.Measure), {}, {}, {}, {}, {},
		}
		if r.Measure != "" {
			for k, n := range []int64{r.Total, r.Allowed, r.AtStart, r.AtDate, r.AtEnd} {
				row[10+k] = grid.Int(n)
			}
		}
		t.Add(row...)
	}
	return t
}

// Risk has a row for each figure that was simulated: money, days, and the chances that something holds.
func Risk(r *simulate.Result) *grid.Table {
	t := &grid.Table{Columns: columns("figure", "as_planned", "p10", "p50", "p80", "p90", "mean", "by", "kept", "runs", "low", "high")}
	for _, a := range r.Money {
		t.Add(grid.Text(a.Name), grid.Money(a.Typical), grid.Money(a.Quantiles[0]), grid.Money(a.Quantiles[1]), grid.Money(a.Quantiles[2]), grid.Money(a.Quantiles[3]), grid.Money(a.Mean))
	}
	for _, a := range r.Days {
		t.Add(grid.Text(a.Name), grid.Date(a.Typical), grid.Date(a.Quantiles[0]), grid.Date(a.Quantiles[1]), grid.Date(a.Quantiles[2]), grid.Date(a.Quantiles[3]), grid.Date(a.Mean))
	}
	for _, c := range r.Chances {
		t.Add(grid.Text(c.Name), grid.Cell{}, grid.Cell{}, grid.Cell{}, grid.Cell{}, grid.Cell{}, grid.Part(float64(c.Kept)/float64(r.Runs)), grid.Date(c.By),
			grid.Int(c.Kept), grid.Int(r.Runs), grid.Part(c.Low), grid.Part(c.High))
	}
	for i := range t.Rows {
		for len(t.Rows[i]) < len(t.Columns) {
			t.Rows[i] = append(t.Rows[i], grid.Cell{})
		}
	}
	return t
}

// Drivers has a row for each item, factor and package that moves the cost, or is on a longest chain.
func Drivers(r *simulate.Result) *grid.Table {
	t := &grid.Table{Columns: columns("kind", "name", "site", "+rank", "+share", "+critical", "+runs")}
	for _, p := range r.Prices {
		t.Add(grid.Text(p.Kind), grid.Text(p.Name), grid.Cell{}, measure(p.Rank), measure(p.Share), grid.Cell{}, grid.Cell{})
	}
	for _, p := range r.Packages {
		t.Add(grid.Text("package"), grid.Text(p.ID), grid.Text(p.Site), measure(p.Rank), measure(p.Share), grid.Int(p.Critical), grid.Int(r.Runs))
	}
	return t
}

// measure is empty where there is nothing to compare.
func measure(m simulate.Measure) grid.Cell {
	if !m.Known {
		return grid.Cell{}
	}
	return grid.Figure(strconv.FormatFloat(m.Value, 'f', 4, 64))
}

// Assumptions has a row for each thing that the plan, and the runs of the risk, take for granted.
func Assumptions(d *view.Document) *grid.Table {
	t := &grid.Table{Columns: columns("of", "field", "value", "why")}
	add := func(of string, all []planner.Assumption) {
		for _, a := range all {
			t.Add(grid.Text(of), grid.Text(a.Field), grid.Text(a.Value), grid.Text(a.Why))
		}
	}
	add("plan", d.Plan.Assumptions)
	if d.Risk != nil {
		add("risk", d.Risk.Assumptions)
	}
	return t
}

// Provenance has a row for each input with its digest, each change by --set, and what made the plan.
func Provenance(p *planner.Plan) *grid.Table {
	t := &grid.Table{Columns: columns("what", "name", "kind", "value")}
	for _, in := range p.Inputs {
		t.Add(grid.Text("input"), grid.Text(in.Path), grid.Text(in.Kind), grid.Text("sha256 "+in.SHA256))
	}
	for _, o := range p.Overrides {
		t.Add(grid.Text("set"), grid.Text(o.Field), grid.Cell{}, grid.Text(o.Value))
	}
	t.Add(grid.Text("engine"), grid.Text("riprep"), grid.Cell{}, grid.Text(p.Engine.Version))
	t.Add(grid.Text("engine"), grid.Text("seed"), grid.Cell{}, grid.Text(strconv.FormatUint(p.Engine.Seed, 10)))
	t.Add(grid.Text("engine"), grid.Text("effort"), grid.Cell{}, grid.Int(p.Engine.Effort))
	return t
}
