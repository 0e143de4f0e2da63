package table

import (
	"fmt"
	"strings"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

// cleanText tells whose paths are clean at the start and at the end.
func cleanText(t *planner.Totals) string {
	share := func(n int) string { return view.Share(n, t.Subscribers) }
	return fmt.Sprintf("paths of %s of the subscribers at the start, %s at the end (every possible path: %s, %s)",
		share(t.CleanAtStart), share(t.CleanAtEnd), share(t.CleanEveryAtStart), share(t.CleanEveryAtEnd))
}

const cleanColumns = 24 // of a bar

// clean shows how many subscribers are on clean paths at the end of each quarter.
func clean(pg *page, p *planner.Plan) {
	quarters, all := view.Quarters(p), p.Totals.Subscribers
	if len(quarters) == 0 || all == 0 {
		return
	}
	pg.heading("clean paths by quarter")
	t := &grid.Table{Columns: []grid.Column{
		grid.Left("end of"), grid.Right("working path"), grid.Right("share"), grid.Right("every path"), grid.Right("share"), grid.Left(""),
	}}
	row := func(name string, working, every int) {
		t.Add(grid.Text(name), grid.Int(working), grid.Text(view.Share(working, all)),
			grid.Int(every), grid.Text(view.Share(every, all)), grid.Text(cleanBar(working, every, all)))
	}
	row("(start)", p.Totals.CleanAtStart, p.Totals.CleanEveryAtStart)
	for _, q := range quarters {
		row(q.Name, q.Clean, q.CleanEvery)
	}
	pg.table(t)
	pg.say("subscribers whose working path, or every possible path, crosses no covered gear, of %s: # every path, = the working path alone, . neither",
		grid.Group(int64(all)))
	if held := all - p.Totals.CleanAtEnd; held > 0 {
		pg.say("no clean path in this plan for %s; the assumptions say what holds it", count(held, "subscriber"))
	}
	if n := p.Totals.CleanUnknown; n > 0 {
		pg.say("the clean path of %s crosses gear of which it is not known whether it is covered", count(n, "subscriber"))
	}
}

// cleanBar draws the shares. A column counts only when it is full.
func cleanBar(working, every, all int) string {
	columns := func(n int) int { return int(int64(n) * cleanColumns / int64(all)) }
	e := columns(every)
	w := max(columns(working), e)
	return strings.Repeat("#", e) + strings.Repeat("=", w-e) + strings.Repeat(".", cleanColumns-w)
}
