package table

import (
	"fmt"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

// rules has a row for each rule that demands something of gear that is there, and one below it for a share.
func rules(pg *page, p *planner.Plan) {
	if len(p.Rules) == 0 {
		return
	}
	pg.heading("rules")
	t := &grid.Table{Columns: []grid.Column{
		grid.ID("rule"), grid.Left("demand"), grid.Right("packages"), grid.Left("by"), grid.Left("met"), grid.Left(""),
	}}
	for i := range p.Rules {
		r := &p.Rules[i]
		t.Add(grid.Text(r.Rule), grid.Text(r.Demand), grid.Int(r.Packages), grid.Date(r.By), grid.Date(r.MetOn), grid.Text(view.RuleState(r)))
	}
	pg.table(t)
	for i := range p.Rules {
		if r := &p.Rules[i]; r.Measure != "" {
			at := ""
			if !r.By.IsZero() {
				at = fmt.Sprintf(", %s on its day", grid.Group(r.AtDate))
			}
			pg.say("%s: of %s %s %s may be covered; %s are at the start%s, %s at the end",
				r.Rule, grid.Group(r.Total), r.Measure, grid.Group(r.Allowed), grid.Group(r.AtStart), at, grid.Group(r.AtEnd))
		}
	}
}
