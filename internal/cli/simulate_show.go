package cli

import (
	"fmt"
	"strconv"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/simulate"
)

// mostShown is how many drivers of each kind a table for people names; the other formats have all.
const mostShown = 10

// showSimulation gives people the result, section by section.
func showSimulation(a *app, r *simulate.Result) error {
	p := a.page()
	what := "the estimate"
	if r.Dated {
		what = "the plan"
	}
	p.Heading(fmt.Sprintf("Simulation of %s: %s, seed %d", what, some(r.Runs, "run"), r.Seed))
	p.Say("P80 is what 80%% of the runs do not exceed; of the lowest cash, too: 10%% of the runs end below P10 or there.")
	if r.Unknown > 0 {
		p.Say("%s without a price: what they cost is in no amount.", some(r.Unknown, "estimate line"))
	}
	p.Write("\n")
	p.Table(quantileTable("figure", r.Money, nil))
	if r.Dated {
		p.Write("\n")
		p.Table(quantileTable("day", nil, r.Days))
	}
	p.Heading("What is kept")
	p.Table(chanceTable(r))
	if len(r.Prices) > 0 {
		p.Heading("What moves the cost")
		p.Table(priceTable(r))
	}
	if len(r.Packages) > 0 {
		heading := "Which packages move the cost"
		if r.Dated {
			heading = "Which packages decide the finish"
		}
		p.Heading(heading)
		p.Table(driverTable(r))
	}
	p.Heading("Taken for granted")
	for _, x := range r.Assumptions {
		p.Hang("- ", fmt.Sprintf("%s: %s (%s)", x.Field, x.Value, x.Why))
	}
	return p.print()
}

func quantileTable(name string, money []simulate.Amount, days []simulate.Day) *grid.Table {
	t := &grid.Table{Columns: []grid.Column{grid.Left(name), grid.Right("typical")}}
	for _, percent := range simulate.Percents {
		t.Columns = append(t.Columns, grid.Right(fmt.Sprintf("P%d", percent)))
	}
	t.Columns = append(t.Columns, grid.Right("mean"))
	for _, x := range money {
		row := []grid.Cell{grid.Text(x.Name), grid.Money(x.Typical)}
		for _, q := range x.Quantiles {
			row = append(row, grid.Money(q))
		}
		t.Add(append(row, grid.Money(x.Mean))...)
	}
	for _, x := range days {
		row := []grid.Cell{grid.Text(x.Name), later(x.Typical)}
		for _, q := range x.Quantiles {
			row = append(row, later(q))
		}
		t.Add(append(row, later(x.Mean))...)
	}
	return t
}

// later is a day, or the word for one after the last that is looked at.
func later(d inventory.Date) grid.Cell {
	if d.IsZero() {
		return grid.Text("later")
	}
	return grid.Date(d)
}

func chanceTable(r *simulate.Result) *grid.Table {
	t := &grid.Table{Columns: []grid.Column{grid.Left("promise"), grid.Left("by"), grid.Right("kept in"), grid.Right("chance"), grid.Right("95% from"), grid.Right("to")}}
	for _, c := range r.Chances {
		t.Add(grid.Text(c.Name), grid.Date(c.By), grid.Int(c.Kept), grid.Text(percentOf(float64(c.Kept)/float64(r.Runs))),
			grid.Text(percentOf(c.Low)), grid.Text(percentOf(c.High)))
	}
	return t
}

func priceTable(r *simulate.Result) *grid.Table {
	t := &grid.Table{Columns: []grid.Column{grid.ID("driver"), grid.Left("kind"), grid.Right("of the variance"), grid.Right("rank correlation")}}
	for _, d := range r.Prices[:min(len(r.Prices), mostShown)] {
		t.Add(grid.Text(d.Name), grid.Text(d.Kind), grid.Text(measure(d.Share, percentOf)), grid.Text(measure(d.Rank, decimals)))
	}
	return t
}

func driverTable(r *simulate.Result) *grid.Table {
	t := &grid.Table{Columns: []grid.Column{grid.ID("package"), grid.ID("site")}}
	if r.Dated {
		t.Columns = append(t.Columns, grid.Right("critical"), grid.Right("rank correlation"))
	}
	t.Columns = append(t.Columns, grid.Right("of the cost's variance"))
	for _, d := range r.Packages[:min(len(r.Packages), mostShown)] {
		row := []grid.Cell{grid.Text(d.ID), grid.Text(d.Site)}
		if r.Dated {
			row = append(row, grid.Text(percentOf(float64(d.Critical)/float64(r.Runs))), grid.Text(measure(d.Rank, decimals)))
		}
		t.Add(append(row, grid.Text(measure(d.Share, percentOf)))...)
	}
	return t
}

// measure writes a number that may not be there.
func measure(m simulate.Measure, as func(float64) string) string {
	if !m.Known {
		return ""
	}
	return as(m.Value)
}

func percentOf(x float64) string { return strconv.FormatFloat(100*x, 'f', 1, 64) + "%" }

func decimals(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) }

// simulationTable is the result for programs, a row for each thing that is said. Which columns a row fills depends on its
// kind: quantiles of money or days, chances, drivers, assumptions.
func simulationTable(r *simulate.Result) *grid.Table {
	t := &grid.Table{Facts: []grid.Fact{
		{Name: "operator", Value: grid.Text(r.Operator.ID)}, {Name: "runs", Value: grid.Int(r.Runs)},
		{Name: "seed", Value: grid.Text(strconv.FormatUint(r.Seed, 10))}, {Name: "unknown_prices", Value: grid.Int(r.Unknown)},
		{Name: "detailed_runs", Value: grid.Int(r.Detailed)},
	}}
	for _, name := range []string{
		"kind", "name", "typical", "p10", "p50", "p80", "p90", "mean", "by", "kept", "chance", "chance_low", "chance_high",
		"critical", "rank_correlation", "variance_share", "value", "why",
	} {
		t.Columns = append(t.Columns, grid.Left(name))
	}
	add := func(kind, name string, cells map[string]grid.Cell) {
		row := make([]grid.Cell, len(t.Columns))
		row[0], row[1] = grid.Text(kind), grid.Text(name)
		for i, c := range t.Columns[2:] {
			row[i+2] = cells[c.Name]
		}
		t.Rows = append(t.Rows, row)
	}
	for _, x := range r.Money {
		add("money", x.Name, map[string]grid.Cell{
			"typical": grid.Money(x.Typical), "mean": grid.Money(x.Mean), "p10": grid.Money(x.Quantiles[0]), "p50": grid.Money(x.Quantiles[1]),
			"p80": grid.Money(x.Quantiles[2]), "p90": grid.Money(x.Quantiles[3]),
		})
	}
	for _, x := range r.Days {
		add("day", x.Name, map[string]grid.Cell{
			"typical": grid.Date(x.Typical), "mean": grid.Date(x.Mean), "p10": grid.Date(x.Quantiles[0]), "p50": grid.Date(x.Quantiles[1]),
			"p80": grid.Date(x.Quantiles[2]), "p90": grid.Date(x.Quantiles[3]),
		})
	}
	part := func(k int) grid.Cell {
		return number(simulate.Measure{Value: float64(k) / float64(r.Runs), Known: true})
	}
	for _, c := range r.Chances {
		add("chance", c.Name, map[string]grid.Cell{
			"by": grid.Date(c.By), "kept": grid.Int(c.Kept), "chance": part(c.Kept),
			"chance_low": number(simulate.Measure{Value: c.Low, Known: true}), "chance_high": number(simulate.Measure{Value: c.High, Known: true}),
		})
	}
	for _, d := range r.Prices {
		add(d.Kind, d.Name, map[string]grid.Cell{"rank_correlation": number(d.Rank), "variance_share": number(d.Share)})
	}
	for _, d := range r.Packages {
		cells := map[string]grid.Cell{"rank_correlation": number(d.Rank), "variance_share": number(d.Share)}
		if r.Dated {
			cells["critical"] = part(d.Critical)
		}
		add("package", d.ID, cells)
	}
	for _, x := range r.Assumptions {
		add("assumption", x.Field, map[string]grid.Cell{"value": grid.Text(x.Value), "why": grid.Text(x.Why)})
	}
	return t
}

// number is a part of one or a correlation with four decimals; nothing where it is not known.
func number(m simulate.Measure) grid.Cell {
	if !m.Known {
		return grid.Cell{}
	}
	return grid.Text(strconv.FormatFloat(m.Value, 'f', 4, 64))
}
