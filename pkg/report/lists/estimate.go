package lists

import (
	"fmt"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
)

// Sum adds up what rows cost. A line without a price is counted, and in no sum.
type Sum struct {
	Low, Cost, High, Counted cost.Cents
	Unknown                  int
}

// Add adds another sum. The error is one of range.
func (s *Sum) Add(row Sum) error {
	for _, x := range []struct {
		to  *cost.Cents
		add cost.Cents
	}{{&s.Low, row.Low}, {&s.Cost, row.Cost}, {&s.High, row.High}, {&s.Counted, row.Counted}} {
		var err error
		if *x.to, err = x.to.Add(x.add); err != nil {
			return fmt.Errorf("the sum of the packages: %w", err)
		}
	}
	s.Unknown += row.Unknown
	return nil
}

// Line adds one line.
func (s *Sum) Line(l *cost.Line) error {
	if !l.Known {
		s.Unknown++
		return nil
	}
	return s.Add(Sum{l.Low, l.Total, l.High, l.Counted, 0})
}

// EstimateTotal is what all lines of an estimate add up to.
func EstimateTotal(e *planner.Estimate) (Sum, error) {
	var sum Sum
	for i := range e.Rows {
		for k := range e.Rows[i].Lines {
			if err := sum.Line(&e.Rows[i].Lines[k]); err != nil {
				return sum, err
			}
		}
	}
	for i := range e.Network {
		if err := sum.Line(&e.Network[i].Line); err != nil {
			return sum, err
		}
	}
	return sum, nil
}

var lineColumns = []string{
	"package", "site", "domain", "option", "application", "element", "step", "on", "tag", "layer", "category", "item", "name", "quantity", "unit",
	"unit_price", "low", "total", "high", "known", "basis", "document", "valid_until", "price_year", "indexed", "source", "verified", "reference",
	"eligible", "eligible_by", "counted",
}

// EstimateLines has a row for each estimate line. A line for the whole network has no package, and the day on which it is paid.
// In JSON what they add up to stands before them.
func EstimateLines(e *planner.Estimate) (*grid.Table, error) {
	sum, err := EstimateTotal(e)
	if err != nil {
		return nil, err
	}
	t := &grid.Table{}
	for _, name := range lineColumns {
		t.Columns = append(t.Columns, grid.Left(name))
	}
	t.Each = func(yield func([]grid.Cell) bool) {
		var row []grid.Cell // used again for each line
		for i := range e.Rows {
			r := &e.Rows[i]
			for k := range r.Lines {
				if row = lineCells(row[:0], &r.Lines[k], r.Package, r.Site, r.Domain, r.Option, r.Application, inventory.Date{}); !yield(row) {
					return
				}
			}
		}
		for i := range e.Network {
			n := &e.Network[i]
			if row = lineCells(row[:0], &n.Line, "", "", "", "", n.Application, n.On); !yield(row) {
				return
			}
		}
	}
	t.Facts = []grid.Fact{
		{Name: "low", Value: grid.Money(sum.Low)}, {Name: "total", Value: grid.Money(sum.Cost)}, {Name: "high", Value: grid.Money(sum.High)},
		{Name: "counted", Value: grid.Money(sum.Counted)}, {Name: "without_price", Value: grid.Int(sum.Unknown)}, {Name: "sites", Value: grid.Int(e.Sites)},
	}
	return t, nil
}

func lineCells(row []grid.Cell, l *cost.Line, pkg, site, domain, option, application string, on inventory.Date) []grid.Cell {
	var unit, low, total, high, counted, year grid.Cell // empty where unknown, never zero
	if l.Known {
		unit, low, total, high = grid.Money(l.UnitPrice), grid.Money(l.Low), grid.Money(l.Total), grid.Money(l.High)
		counted = grid.Money(l.Counted)
	}
	if l.PriceYear > 0 {
		year = grid.Int(l.PriceYear)
	}
	return append(row, grid.Text(pkg), grid.Text(site), grid.Text(domain), grid.Text(option), grid.Text(application), grid.Text(l.Element),
		grid.Text(l.Step), grid.Date(on), grid.Text(string(l.Tag)), grid.Text(l.Layer), grid.Text(l.Category), grid.Text(l.Item), grid.Text(l.Name),
		grid.Text(l.Quantity.String()), grid.Text(l.Unit), unit, low, total, high, grid.YesNo(l.Known),
		grid.Text(string(l.Basis)), grid.Text(l.Document), grid.Date(l.ValidUntil), year, grid.Text(l.Indexed), grid.Text(l.Source), grid.YesNo(l.Verified), grid.YesNo(l.Reference),
		grid.Text(string(l.Eligible)), grid.Text(l.EligibleBy), counted)
}
