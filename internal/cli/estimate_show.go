package cli

import (
	"cmp"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/lists"
)

// show gives people the packages, what the kinds of work, the categories, the sources and the applications add up to, what has
// no price, whose prices these are, and what else there is to say.
func (o *estimateOptions) show(c *planner.Case, e *planner.Estimate, more []string) error {
	packages, err := packageTable(e)
	if err != nil {
		return err
	}
	if err := o.out.write(o.app, packages, ""); err != nil {
		return err
	}
	lines := e.Lines()
	by := func(key func(*cost.Line) string) func() ([]cost.Subtotal, error) {
		return func() ([]cost.Subtotal, error) { return cost.GroupBy(lines, key) }
	}
	groups := []struct {
		name string
		sums func() ([]cost.Subtotal, error)
	}{
		{"work", by(cost.ByTag)}, {"category", by(cost.ByCategory)}, {"price from", by(cost.ByBasis)}, {"eligible", by(cost.ByEligible)},
		{"application", e.ByApplication},
	}
	for _, g := range groups {
		subtotals, err := g.sums()
		if err != nil {
			return err
		}
		if err := o.showGroup(g.name, subtotals); err != nil {
			return err
		}
	}
	return o.showNotes(c, lines, more)
}

func (o *estimateOptions) showGroup(name string, subtotals []cost.Subtotal) error {
	t := &grid.Table{Columns: []grid.Column{
		grid.Left(name), grid.Right("lines"), grid.Right("low"), grid.Right("cost"), grid.Right("high"), grid.Right("counted"), grid.Right("without price"),
	}}
	for _, s := range subtotals {
		t.Add(grid.Text(cmp.Or(s.Key, "none")), grid.Int(s.Lines), grid.Money(s.Low), grid.Money(s.Total), grid.Money(s.High), grid.Money(s.Counted), grid.Int(s.Unknown))
	}
	if err := o.app.print("\n"); err != nil {
		return err
	}
	return o.out.write(o.app, t, "")
}

// packageTable has a row for each package, and one for what is bought for the whole network.
func packageTable(e *planner.Estimate) (*grid.Table, error) {
	t := &grid.Table{Columns: []grid.Column{
		grid.ID("package"), grid.ID("site"), grid.Left("option"), grid.Right("low"), grid.Right("cost"),
		grid.Right("high"), grid.Right("counted"),
	}}
	var sum lists.Sum
	for _, r := range e.Rows {
		row := lists.Sum{Low: r.Low, Cost: r.Cost, High: r.High, Counted: r.Reimbursable, Unknown: r.Unknown}
		t.Add(append([]grid.Cell{grid.Text(r.Package), grid.Text(r.Site), grid.Text(r.Option)}, sumCells(&row)...)...)
		if err := sum.Add(row); err != nil {
			return nil, err
		}
	}
	if len(e.Network) > 0 {
		var row lists.Sum
		for i := range e.Network {
			if err := row.Line(&e.Network[i].Line); err != nil {
				return nil, err
			}
		}
		t.Add(append([]grid.Cell{grid.Text("network"), {}, {}}, sumCells(&row)...)...)
		if err := sum.Add(row); err != nil {
			return nil, err
		}
	}
	t.Total = append([]grid.Cell{grid.Text("all"), {}, {}}, sumCells(&sum)...)
	return t, nil
}

// sumCells are a sum in the columns of money.
func sumCells(s *lists.Sum) []grid.Cell {
	price := grid.Money(s.Cost)
	if s.Unknown > 0 {
		price = grid.AtLeast(s.Cost)
	}
	return []grid.Cell{grid.Money(s.Low), price, grid.Money(s.High), grid.Money(s.Counted)}
}
