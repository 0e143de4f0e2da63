package show

import (
	"io"
	"strings"

	"github.com/riprep/riprep/pkg/report/compare"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

// long has a row for each figure that differs: the section, what it is of, its name where there are several, both values, and
// b less a. The change of a day is a number of days. What a subject has beside its name, such as the site of a package, is
// not in it.
func long(c *compare.Comparison) *grid.Table {
	t := &grid.Table{Columns: []grid.Column{
		grid.Left("section"), grid.ID("of"), grid.Left("what"), grid.Left("figure"), grid.Right("a"), grid.Right("b"), grid.Right("change"),
	}}
	for _, s := range sections(c) {
		for _, r := range s.records {
			what := grid.Cell{}
			for i, name := range s.subjects {
				if name == "what" {
					what = r.subjects[i]
				}
			}
			for i, f := range r.figures {
				if !f.differ {
					continue
				}
				t.Add(text(s.id), r.subjects[0], what, text(strings.TrimPrefix(s.figures[i], "+")), f.a, f.b, f.change)
			}
		}
	}
	return t
}

func tsv(w io.Writer, c *compare.Comparison, _ Names, _ view.Env) error { return long(c).TSV(w) }

func csv(w io.Writer, c *compare.Comparison, _ Names, _ view.Env) error { return long(c).CSV(w) }
