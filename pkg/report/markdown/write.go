package markdown

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/pkg/report/grid"
)

// maxRows is how many rows of a table are written; below it stands how many there are more. A ticket takes a page of that
// length as a rule: GitHub's hold 65,536 characters.
const maxRows = 250

type page struct {
	out   *bufio.Writer
	begun bool
}

func newPage(w io.Writer) *page { return &page{out: bufio.NewWriter(w)} }

func (pg *page) flush() error { return pg.out.Flush() } // it tells of an error in any part

// line writes a block that is Markdown already, with an empty line between it and the one before.
func (pg *page) line(markdown string) {
	if pg.begun {
		_, _ = pg.out.WriteString("\n")
	}
	pg.begun = true
	_, _ = pg.out.WriteString(markdown + "\n")
}

func (pg *page) heading(name string) { pg.line("## " + name) }

// table writes a table with a row for its total, and says what it leaves out.
func (pg *page) table(t *grid.Table) {
	var b strings.Builder
	row := func(cells []string) { b.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
	names, rules := make([]string, len(t.Columns)), make([]string, len(t.Columns))
	for i, c := range t.Columns {
		if names[i], rules[i] = text(c.Title()), "---"; c.Right {
			rules[i] = "---:"
		}
	}
	row(names)
	row(rules)
	n := 0
	for cells := range t.Every() {
		if n++; n <= maxRows {
			row(shown(cells))
		}
	}
	if t.Total != nil {
		row(shown(t.Total))
	}
	pg.line(strings.TrimSuffix(b.String(), "\n"))
	if n > maxRows {
		pg.line(fmt.Sprintf("The table shows %s rows of %s; %s are left out here and stand in the tables of `-o csv=FOLDER`.",
			grid.Group(maxRows), grid.Group(int64(n)), grid.Group(int64(n-maxRows))))
	}
}

func shown(cells []grid.Cell) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = cell(c)
	}
	return out
}

// cell is a value for people: every cent, every day, numbers in groups of three digits.
func cell(c grid.Cell) string {
	switch c.Kind() {
	case grid.Whole, grid.Amounts, grid.Parts:
		return c.Exact()
	}
	return text(c.String())
}

// text is somebody's words, as Markdown that shows them.
func text(s string) string { return sanitize.Markdown(s) }
