// Package table shows a plan on a terminal: what is covered, what the rules demand, the plan's head beside the order of a spreadsheet, the
// schedule, the tests of clusters, a Gantt chart drawn in text, money, outage and clean paths by quarter, what is left, and
// what was assumed. Nothing is wider than the terminal; a name that does not fit is cut with a sign, a row is never left
// out.
//
// Begin with Encode; each section is a function of its own, in the order in which they are shown.
package table

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

// Encode writes the plan for people.
func Encode(w io.Writer, p *planner.Plan, env view.Env) error {
	buffered := bufio.NewWriter(w)
	pg := &page{w: buffered, width: env.Columns(), bold: env.Color}
	for _, section := range []func(*page, *planner.Plan){
		title, covered, rules, head, schedule, tests, gantt, money, outage, clean, left, assumptions,
	} {
		section(pg, p)
	}
	if pg.err != nil {
		return pg.err
	}
	return buffered.Flush()
}

// page is what sections write to. It keeps the first error.
type page struct {
	w     io.Writer
	width int
	bold  bool
	err   error
}

// indent stands before everything below a heading.
const indent = "  "

func (pg *page) write(s string) {
	if pg.err == nil {
		_, pg.err = io.WriteString(pg.w, s)
	}
}

// heading begins a section.
func (pg *page) heading(s string) {
	if pg.bold {
		s = "\x1b[1m" + s + "\x1b[0m"
	}
	pg.write("\n" + s + "\n")
}

// say writes a sentence, wrapped.
func (pg *page) say(format string, args ...any) { pg.hang("", fmt.Sprintf(format, args...)) }

// hang writes a text, wrapped, after a label that stands before its first line.
func (pg *page) hang(label, text string) {
	room := pg.width - len(indent) - grid.Width(label)
	for i, line := range grid.Wrap(grid.Clean(text), room) {
		if i == 1 {
			label = strings.Repeat(" ", grid.Width(label))
		}
		pg.write(indent + label + line + "\n")
	}
}

// table writes a table below a heading.
func (pg *page) table(t *grid.Table) {
	if pg.err != nil {
		return
	}
	var b strings.Builder
	if pg.err = t.Terminal(&b, pg.width-len(indent)); pg.err != nil {
		return
	}
	for line := range strings.Lines(b.String()) {
		pg.write(indent + line)
	}
}

// count writes a number with the noun that fits.
func count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return grid.Group(int64(n)) + " " + one + "s"
}
