// Package tables lays a plan out as tables: packages, activities, estimate lines, periods, sites, findings and what else there
// is, each with its columns. The workbook, the CSV folder and the page show the same tables, so that a figure stands in each
// of them as it stands in the others.
//
// Begin with All. The columns are named as in plan/v1, where it has them.
package tables

import (
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

// Table is one table of a document. ID is good for the name of a file.
type Table struct {
	ID, Title string
	For       string // what it holds, in a few words
	*grid.Table
}

// All gives the tables in the order in which people read them. Those of the risk and of the forms are there where the
// document has what they are made of.
func All(d *view.Document) ([]Table, error) {
	p := d.Plan
	out := []Table{
		{"summary", "Summary", "the plan in figures", Summary(d)},
		{"packages", "Packages", "each work package with its dates and its cost", Packages(p)},
		{"activities", "Activities", "each step with its dates, crews, outage and payments", Activities(p)},
		{"lines", "Estimate lines", "each price with its source, and whether the programme counts it", Lines(p)},
		{"periods", "Cash by period", "money, outage, exposure and clean paths, period by period", Periods(p)},
	}
	sites, err := Sites(d)
	if err != nil {
		return nil, err
	}
	out = append(out,
		Table{"sites", "Sites", "each site with what is done there", sites},
		Table{"findings", "Findings", "the verdict on each element, with rule and evidence", Findings(p)},
		Table{"rules", "Rules", "what is demanded, and when it is met", Rules(p)},
		Table{"money", "Money by application", "what becomes of each application's money", Applications(p)},
	)
	if d.Risk != nil {
		out = append(out, Table{"risk", "Risk", "how far cost, cash and finish may lie off", Risk(d.Risk)}, Table{"drivers", "Risk drivers", "what moves cost and finish most", Drivers(d.Risk)})
	}
	return append(out,
		Table{"assumptions", "Assumptions", "what the plan takes for granted", Assumptions(d)},
		Table{"provenance", "Provenance", "what the plan was made from", Provenance(p)},
	), nil
}

// columns makes columns of names; a + before one says that numbers stand in it.
func columns(names ...string) []grid.Column {
	out := make([]grid.Column, len(names))
	for i, name := range names {
		if name[0] == '+' {
			out[i] = grid.Right(name[1:])
		} else {
			out[i] = grid.Left(name)
		}
	}
	return out
}
