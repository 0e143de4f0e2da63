package table

import (
	"strings"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

// schedule has a row for each package. Its option is the vendor of the replacement, with the method beside it.
func schedule(pg *page, p *planner.Plan) {
	pg.heading("schedule")
	if len(p.Packages) == 0 {
		pg.say("nothing has to be done")
		return
	}
	t := &grid.Table{Columns: []grid.Column{
		grid.ID("package"), grid.ID("site"), grid.Left("option"), grid.Left("method"), grid.Left("start"), grid.Left("cutover"),
		grid.Left("finish"), grid.Right("cost"),
	}}
	for i := range p.Packages {
		w := &p.Packages[i]
		d := view.DatesOf(w)
		price := grid.Money(w.Cost)
		if w.Unknown > 0 {
			price = grid.AtLeast(w.Cost)
		}
		t.Add(grid.Text(w.ID), grid.Text(w.Site), grid.Text(optionName(w)), grid.Text(w.Method),
			grid.Date(d.Start), grid.Date(d.Cutover), grid.Date(d.Finish), price)
	}
	pg.table(t)
	if p.Totals.UnknownPrices > 0 {
		pg.say("+ a price is unknown and not in the cost")
	}
}

// optionName is the option without the method, which has a column of its own.
func optionName(w *planner.PlannedPackage) string {
	if _, vendor, ok := strings.Cut(w.Option, "/"); ok && vendor != "" {
		return vendor
	}
	return w.Option
}
