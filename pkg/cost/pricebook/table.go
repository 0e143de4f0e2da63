package pricebook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/internal/strict"
)

// kind is what a cell holds.
type kind int8

const (
	words   kind = iota
	numeric      // a number of a workbook, as text
	truth        // "true" or "false"
	failed       // an error of the spreadsheet, such as #DIV/0!
)

// cell is one cell of a row. The zero cell is empty and has no place.
type cell struct {
	text    string
	line    int32 // of a workbook its row; of a CSV the line
	col     int32 // its column from 1
	at      int32 // of a CSV the byte in the line at which it begins, from 1
	kind    kind
	formula bool
	unsaved bool // a formula whose value was not saved with it
}

// record is one row below the headings, with a cell for each slot of the map.
type record struct {
	line  int
	cells []cell
}

// table is what is read of a file: rows come in one by one, first the headings are looked for, then the cells of the columns
// that the map names are kept.
type table struct {
	slots   [][]string
	columns []int // of each slot, 0 where the map names none; nil until the headings were found
	head    int   // line of the headings
	unread  []string
	rows    []record
	seen    int // rows that hold something, until the headings are found

	// The row that has most of the headings, where none has all.
	most    int
	mostAt  int
	lacking []string
	twice   string // a heading that stands twice in it

	stopped string // why no more rows are read
}

func newTable(m *Map) *table { return &table{slots: m.slots()} }

// take reads a row; the cells are those that hold something, in the order of their columns. It reports whether more rows are
// wanted.
func (t *table) take(line int, cells []cell) bool {
	if len(cells) == 0 {
		return true
	}
	if last := cells[len(cells)-1]; last.col > MaxColumns {
		t.stopped = fmt.Sprintf("row %d has a cell in column %d, more than the limit of %d columns", line, last.col, MaxColumns)
		return false
	}
	if t.columns == nil {
		t.seen++
		t.look(line, cells)
		return t.columns != nil || t.seen < headRows
	}
	r := record{line: line}
	for i, col := range t.columns {
		if at, ok := slices.BinarySearchFunc(cells, int32(col), func(c cell, col int32) int { return int(c.col - col) }); ok && col > 0 {
			if r.cells == nil {
				r.cells = make([]cell, len(t.columns))
			}
			r.cells[i] = cells[at]
		}
	}
	if r.cells == nil {
		return true // a remark beside the table
	}
	if len(t.rows) == MaxRows {
		t.stopped = fmt.Sprintf("more than %d rows", MaxRows)
		return false
	}
	t.rows = append(t.rows, r)
	return true
}

// look takes a row for the headings where it has all of them.
func (t *table) look(line int, cells []cell) {
	folded := make([]string, len(cells))
	for i, c := range cells {
		folded[i] = fold(c.text)
	}
	columns := make([]int, len(t.slots))
	used := make([]bool, len(cells))
	found, twice := 0, ""
	var lacking []string
	for s, names := range t.slots {
		if len(names) == 0 {
			continue
		}
		for i, f := range folded {
			if f == "" || !named(names, f) {
				continue
			}
			used[i] = true
			if columns[s] != 0 {
				twice = fmt.Sprintf("columns %s and %s", letters(columns[s]), letters(int(cells[i].col)))
				continue
			}
			columns[s] = int(cells[i].col)
			found++
		}
		if columns[s] == 0 {
			lacking = append(lacking, strings.Join(quoted(names), " or "))
		}
	}
	if found > t.most {
		t.most, t.mostAt, t.lacking, t.twice = found, line, lacking, twice
	}
	if len(lacking) > 0 || twice != "" {
		return
	}
	t.columns, t.head = columns, line
	for i, c := range cells {
		if text := tidy(c.text); !used[i] && text != "" {
			t.unread = append(t.unread, strings.ToValidUTF8(text[:min(len(text), 64)], ""))
		}
	}
}

func quoted(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = fmt.Sprintf("%.64q", n)
	}
	return out
}

// headless adds the fault of a table whose headings were not found.
func (t *table) headless(r *strict.Reader, at strict.Pos, where string) {
	const hint = "columns of the map names the headings as the file has them; every one of them must stand in one row"
	switch {
	case t.most == 0:
		r.Fault(at, hint, "%snone of the map's headings in the first %d rows", where, headRows)
	case t.twice != "" && len(t.lacking) == 0:
		at.Line, at.Column = t.mostAt, 1
		r.Fault(at, "name the heading of one of them only", "%sone heading of the map fits two columns: %s", where, t.twice)
	default:
		at.Line, at.Column = t.mostAt, 1
		r.Fault(at, hint, "%sno row has all of the headings; row %d lacks %s", where, t.mostAt, strings.Join(t.lacking, ", "))
	}
}

// fill gives the value of a cell that is merged over several rows to those below it, as a reader of the sheet sees it.
func (t *table) fill(column, top, bottom int) {
	from, ok := slices.BinarySearchFunc(t.rows, top, func(r record, line int) int { return r.line - line })
	if !ok {
		return
	}
	for s, col := range t.columns {
		if col != column {
			continue
		}
		for i := from + 1; i < len(t.rows) && t.rows[i].line <= bottom; i++ {
			if c := &t.rows[i].cells[s]; c.text == "" {
				*c = t.rows[from].cells[s]
			}
		}
	}
}

// letters is a column as a spreadsheet calls it: 1 is A, 28 is AB.
func letters(col int) string {
	var b []byte
	for ; col > 0; col = (col - 1) / 26 {
		b = append(b, byte('A'+(col-1)%26))
	}
	slices.Reverse(b)
	return string(b)
}
