package tables

import (
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

// Lines has a row for each estimate line; an amount that is not known is an empty cell, never zero.
func Lines(p *planner.Plan) *grid.Table {
	return &grid.Table{
		Columns: columns(
			"package", "site", "application", "domain", "item", "name", "layer", "category", "tag", "step", "element", "+quantity", "unit", "+unit_price",
			"+low", "+total", "+high", "+counted", "eligible", "eligible_by", "basis", "document", "valid_until", "+price_year", "indexed", "source",
			"verified", "reference",
		),
		Each: func(yield func([]grid.Cell) bool) {
			for l := range view.Lines(p) {
				if !yield(line(l)) {
					return
				}
			}
		},
	}
}

func line(l view.Line) []grid.Cell {
	var pkg, site, domain grid.Cell
	if w := l.Package; w != nil {
		pkg, site, domain = grid.Text(w.ID), grid.Text(w.Site), grid.Text(w.Domain)
	}
	var unitPrice, low, total, high, counted, year grid.Cell
	if l.Known {
		unitPrice, low, total, high, counted = grid.Money(l.UnitPrice), grid.Money(l.Low), grid.Money(l.Total), grid.Money(l.High), grid.Money(l.Counted)
	}
	if l.PriceYear != 0 {
		year = grid.Int(l.PriceYear)
	}
	return []grid.Cell{
		pkg, site, grid.Text(l.Application), domain, grid.Text(l.Item), grid.Text(l.Name), grid.Text(l.Layer), grid.Text(l.Category),
		grid.Text(string(l.Tag)), grid.Text(l.Step), grid.Text(l.Element), grid.Figure(l.Quantity.String()), grid.Text(l.Unit), unitPrice,
		low, total, high, counted, grid.Text(string(l.Eligible)), grid.Text(l.EligibleBy), grid.Text(string(l.Basis)), grid.Text(l.Document),
		grid.Date(l.ValidUntil), year, grid.Text(l.Indexed), grid.Text(l.Source), yes(l.Verified), yes(l.Reference),
	}
}

func yes(b bool) grid.Cell {
	if b {
		return grid.Text("yes")
	}
	return grid.Text("no")
}

// Applications has a row for each reimbursement application.
func Applications(p *planner.Plan) *grid.Table {
	t := &grid.Table{Columns: columns(
		"application", "+packages", "+deferred", "+cost", "+ineligible", "+counted", "+proration", "+cut", "+claimed", "+refused", "+reimbursed",
		"+outstanding", "+allocation", "+left", "term", "finish",
	)}
	for i := range p.Applications {
		a := &p.Applications[i]
		var proration, allocation, left grid.Cell
		if a.Proration != nil {
			proration = grid.Figure(a.Proration.String())
		}
		if a.Allocation != nil {
			allocation = grid.Money(*a.Allocation)
		}
		if a.Left != nil {
			left = grid.Money(*a.Left)
		}
		t.Add(grid.Text(a.ID), grid.Int(a.Packages), grid.Int(a.Deferred), grid.Money(a.Cost), grid.Money(a.Ineligible), grid.Money(a.Counted), proration,
			grid.Money(a.Cut), grid.Money(a.Claimed), grid.Money(a.Refused), grid.Money(a.Reimbursed), grid.Money(a.Outstanding), allocation, left,
			grid.Date(a.Term), grid.Date(a.Finish))
	}
	return t
}

// Quarters adds the account up by quarter, for people. It has no rows where nothing happens.
func Quarters(p *planner.Plan) *grid.Table {
	t := &grid.Table{Columns: []grid.Column{
		grid.Left("quarter"), grid.Right("released"), grid.Right("spend"), grid.Right("reimbursed"), grid.Right("interest"),
		grid.Right("lowest cash"), grid.Left("in the " + view.PeriodName(p) + " of"),
	}}
	var sum view.Quarter
	for _, q := range view.Quarters(p) {
		t.Add(grid.Text(q.Name), grid.Money(q.Released), grid.Money(q.Spend), grid.Money(q.Reimbursed), grid.Money(q.Interest),
			grid.Money(q.LowestCash), grid.Date(q.LowestCashOn))
		sum.Released += q.Released
		sum.Spend += q.Spend
		sum.Reimbursed += q.Reimbursed
		sum.Interest += q.Interest
	}
	t.Total = []grid.Cell{
		grid.Text("all"), grid.Money(sum.Released), grid.Money(sum.Spend), grid.Money(sum.Reimbursed), grid.Money(sum.Interest),
		grid.Money(p.Totals.LowestCash), grid.Date(p.Totals.LowestCashOn),
	}
	return t
}
