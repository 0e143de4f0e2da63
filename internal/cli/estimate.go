package cli

import (
	"cmp"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
)

type estimateOptions struct {
	app *app

	dir          string
	strictPrices bool
	simulation   simulation
	out          rowFormat
}

func newEstimate(a *app) *cobra.Command {
	o := &estimateOptions{app: a}
	cmd := &cobra.Command{
		Use:   "estimate DIR [flags]",
		Short: "show what it costs, and what is paid back",
		Long: `Prices every work package in its cheapest option, without planning it. A table has a row for each package; the
other formats have a row for each estimate line, with the price's source and year.

With --simulate it says instead how far the cost may lie off, from many runs with other prices; with --plan also
the finish, the terms and the cash of that plan, from other durations, lead times, weather and claim lags. What
is drawn stands under uncertainty in the scenario.`,
		Example: `  riprep estimate my-network
  riprep estimate my-network --simulate 10000
  riprep plan my-network -o json=plan.json && riprep estimate my-network --simulate 10000 --plan plan.json`,
		Args: exactly("DIR"),
		RunE: func(_ *cobra.Command, args []string) error {
			o.dir = args[0]
			return o.run()
		},
	}
	o.out.flag(cmd)
	o.simulation.flags(cmd)
	cmd.Flags().BoolVar(&o.strictPrices, "strict", false, "exit with 14 where a price is unknown; the estimate is given all the same")
	return cmd
}

func (o *estimateOptions) run() error {
	if err := o.out.parse(o.app); err != nil {
		return err
	}
	if err := o.simulation.check(); err != nil {
		return err
	}
	if o.simulation.wanted {
		return o.simulate()
	}
	c, err := loadCase(o.dir, nil)
	if err != nil {
		return err
	}
	o.app.warnOdd(c.In)
	rows := c.EstimateRows()
	if o.out.forPeople() {
		err = o.show(rows)
	} else {
		err = o.out.write(o.app, lineTable(rows), "estimate/v1")
	}
	if err != nil {
		return err
	}
	unknown := 0
	for _, r := range rows {
		unknown += r.Unknown
	}
	if o.strictPrices && unknown > 0 {
		return &coded{exitPrice, fmt.Errorf("%d estimate lines have no price", unknown), "add their items to catalog.yaml"}
	}
	return nil
}

// show gives people the packages, what the kinds of work and the categories add up to, and what has no price.
func (o *estimateOptions) show(rows []planner.EstimateRow) error {
	var lines []cost.Line
	for _, r := range rows {
		lines = append(lines, r.Lines...)
	}
	packages, err := packageTable(rows)
	if err != nil {
		return err
	}
	if err := o.out.write(o.app, packages, ""); err != nil {
		return err
	}
	groups := []struct {
		name string
		key  func(*cost.Line) string
	}{{"work", cost.ByTag}, {"category", cost.ByCategory}, {"eligible", cost.ByEligible}}
	for _, g := range groups {
		subtotals, err := cost.GroupBy(lines, g.key)
		if err != nil {
			return err
		}
		t := &grid.Table{Columns: []grid.Column{
			grid.Left(g.name), grid.Right("lines"), grid.Right("low"), grid.Right("cost"), grid.Right("high"), grid.Right("without price"),
		}}
		for _, s := range subtotals {
			t.Add(grid.Text(cmp.Or(s.Key, "none")), grid.Int(s.Lines), grid.Money(s.Low), grid.Money(s.Total), grid.Money(s.High), grid.Int(s.Unknown))
		}
		if err := o.app.print("\n"); err != nil {
			return err
		}
		if err := o.out.write(o.app, t, ""); err != nil {
			return err
		}
	}
	return nil
}

func packageTable(rows []planner.EstimateRow) (*grid.Table, error) {
	t := &grid.Table{Columns: []grid.Column{
		grid.ID("package"), grid.ID("site"), grid.Left("option"), grid.Right("low"), grid.Right("cost"),
		grid.Right("high"), grid.Right("eligible"),
	}}
	var low, total, high, eligible cost.Cents
	unknown := 0
	for _, r := range rows {
		unknown += r.Unknown
		price := grid.Money(r.Cost)
		if r.Unknown > 0 {
			price = grid.AtLeast(r.Cost)
		}
		t.Add(grid.Text(r.Package), grid.Text(r.Site), grid.Text(r.Option), grid.Money(r.Low), price,
			grid.Money(r.High), grid.Money(r.Reimbursable))
		for _, sum := range []struct {
			to  *cost.Cents
			add cost.Cents
		}{{&low, r.Low}, {&total, r.Cost}, {&high, r.High}, {&eligible, r.Reimbursable}} {
			var err error
			if *sum.to, err = sum.to.Add(sum.add); err != nil {
				return nil, fmt.Errorf("the sum of the packages: %w", err)
			}
		}
	}
	sum := grid.Money(total)
	if unknown > 0 {
		sum = grid.AtLeast(total)
	}
	t.Total = []grid.Cell{grid.Text("all"), {}, {}, grid.Money(low), sum, grid.Money(high), grid.Money(eligible)}
	return t, nil
}

func lineTable(rows []planner.EstimateRow) *grid.Table {
	t := &grid.Table{}
	for _, name := range []string{
		"package", "site", "domain", "option", "element", "step", "tag", "category", "item", "name", "quantity", "unit",
		"unit_price", "low", "total", "high", "known", "eligible", "eligible_by", "price_year", "source", "verified",
	} {
		t.Columns = append(t.Columns, grid.Left(name))
	}
	for _, r := range rows {
		for i := range r.Lines {
			l := &r.Lines[i]
			var unit, low, total, high, year grid.Cell // empty where unknown, never zero
			if l.Known {
				unit, low, total, high = grid.Money(l.UnitPrice), grid.Money(l.Low), grid.Money(l.Total), grid.Money(l.High)
			}
			if l.PriceYear > 0 {
				year = grid.Int(l.PriceYear)
			}
			t.Add(grid.Text(r.Package), grid.Text(r.Site), grid.Text(r.Domain), grid.Text(r.Option), grid.Text(l.Element),
				grid.Text(l.Step), grid.Text(string(l.Tag)), grid.Text(l.Category), grid.Text(l.Item), grid.Text(l.Name),
				grid.Text(l.Quantity.String()), grid.Text(l.Unit), unit, low, total, high, yes(l.Known),
				grid.Text(string(l.Eligible)), grid.Text(l.EligibleBy), year, grid.Text(l.Source), yes(l.Verified))
		}
	}
	return t
}

func yes(b bool) grid.Cell {
	if b {
		return grid.Text("yes")
	}
	return grid.Text("no")
}
