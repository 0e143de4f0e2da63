package cli

import (
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
)

// lineTable has a row for each estimate line, for programs. A line for the whole network has no package, and the day on which
// it is paid. In JSON what they add up to stands before them; a line without a price is counted and in no sum.
func lineTable(e *planner.Estimate) (*grid.Table, error) {
	t := &grid.Table{}
	var sum estimateSum
	for _, name := range []string{
		"package", "site", "domain", "option", "application", "element", "step", "on", "tag", "layer", "category", "item", "name", "quantity", "unit",
		"unit_price", "low", "total", "high", "known", "basis", "document", "valid_until", "price_year", "indexed", "source", "verified", "reference",
		"eligible", "eligible_by", "counted",
	} {
		t.Columns = append(t.Columns, grid.Left(name))
	}
	for i := range e.Rows {
		r := &e.Rows[i]
		for k := range r.Lines {
			if err := sum.line(&r.Lines[k]); err != nil {
				return nil, err
			}
			addLine(t, &r.Lines[k], r.Package, r.Site, r.Domain, r.Option, r.Application, inventory.Date{})
		}
	}
	for i := range e.Network {
		n := &e.Network[i]
		if err := sum.line(&n.Line); err != nil {
			return nil, err
		}
		addLine(t, &n.Line, "", "", "", "", n.Application, n.On)
	}
	t.Facts = []grid.Fact{
		{Name: "low", Value: grid.Money(sum.low)}, {Name: "total", Value: grid.Money(sum.cost)}, {Name: "high", Value: grid.Money(sum.high)},
		{Name: "counted", Value: grid.Money(sum.counted)}, {Name: "without_price", Value: grid.Int(sum.unknown)}, {Name: "sites", Value: grid.Int(e.Sites)},
	}
	return t, nil
}

func addLine(t *grid.Table, l *cost.Line, pkg, site, domain, option, application string, on inventory.Date) {
	var unit, low, total, high, counted, year grid.Cell // empty where unknown, never zero
	if l.Known {
		unit, low, total, high = grid.Money(l.UnitPrice), grid.Money(l.Low), grid.Money(l.Total), grid.Money(l.High)
		counted = grid.Money(l.Counted)
	}
	if l.PriceYear > 0 {
		year = grid.Int(l.PriceYear)
	}
	t.Add(grid.Text(pkg), grid.Text(site), grid.Text(domain), grid.Text(option), grid.Text(application), grid.Text(l.Element),
		grid.Text(l.Step), grid.Date(on), grid.Text(string(l.Tag)), grid.Text(l.Layer), grid.Text(l.Category), grid.Text(l.Item), grid.Text(l.Name),
		grid.Text(l.Quantity.String()), grid.Text(l.Unit), unit, low, total, high, yes(l.Known),
		grid.Text(string(l.Basis)), grid.Text(l.Document), grid.Date(l.ValidUntil), year, grid.Text(l.Indexed), grid.Text(l.Source), yes(l.Verified), yes(l.Reference),
		grid.Text(string(l.Eligible)), grid.Text(l.EligibleBy), counted)
}

func yes(b bool) grid.Cell {
	if b {
		return grid.Text("yes")
	}
	return grid.Text("no")
}
