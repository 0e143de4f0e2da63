package table

import (
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
)

// tests has a row for each cluster of radio sites.
func tests(pg *page, p *planner.Plan) {
	if len(p.Tests) == 0 {
		return
	}
	pg.heading("tests of 911 calls, wireless alerts and lawful intercept")
	t := &grid.Table{Columns: []grid.Column{
		grid.ID("cluster"), grid.Right("packages"), grid.Left("start"), grid.Left("finish"),
	}}
	for i := range p.Tests {
		test := &p.Tests[i]
		name := test.Cluster
		if name == "" {
			name = "all sites"
		}
		t.Add(grid.Text(name), grid.Int(len(test.Packages)), grid.Date(test.Start), grid.Date(test.Finish))
	}
	pg.table(t)
}
