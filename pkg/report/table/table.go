// Package table shows a plan on a terminal: what is covered, what the rules demand, the plan's head beside the order of a spreadsheet, the
// schedule, the tests of clusters, a Gantt chart drawn in text, money by quarter and by application, outage and clean paths by quarter, what is left, and
// what was assumed. Nothing is wider than the terminal; a name that does not fit is cut with a sign, a row is never left
// out.
//
// Begin with Encode; each section is a function of its own, in the order in which they are shown.
package table

import (
	"bufio"
	"io"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

// Encode writes the plan for people.
func Encode(w io.Writer, d *view.Document, env view.Env) error {
	buffered := bufio.NewWriter(w)
	pg := &page{grid.Page{W: buffered, Width: env.Columns(), Bold: env.Color}}
	for _, section := range []func(*page, *planner.Plan){
		title, covered, rules, head, schedule, tests, gantt, money, applications, outage, clean, left, assumptions,
	} {
		section(pg, d.Plan)
	}
	if pg.Err != nil {
		return pg.Err
	}
	return buffered.Flush()
}

// page is what sections write to.
type page struct{ grid.Page }

// indent stands before everything below a heading.
const indent = grid.Indent

func (pg *page) write(s string)                 { pg.Write(s) }
func (pg *page) heading(s string)               { pg.Heading(s) }
func (pg *page) say(format string, args ...any) { pg.Say(format, args...) }
func (pg *page) hang(label, text string)        { pg.Hang(label, text) }
func (pg *page) table(t *grid.Table)            { pg.Table(t) }

// count writes a number with the noun that fits.
func count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return grid.Group(int64(n)) + " " + one + "s"
}
