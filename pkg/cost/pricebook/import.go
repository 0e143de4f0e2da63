package pricebook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/internal/csvtext"
	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
)

// Book is a price book that was read without a fault, or with faults and then without items.
type Book struct {
	Items []cost.Item // in the order of the file
	Sheet string      // that was read; "" of a CSV

	Skipped  int      // rows that the map leaves out
	Unread   []string // headings of columns that the map does not name, in their order
	Formulas int      // cells whose value is the one that was saved with a formula
	Noise    int      // prices with digits past those that a spreadsheet keeps
	Rounded  int      // prices that were rounded to cents
	Unpriced int      // items without any price
}

// Notes says what whoever uses the items should know of how they were read, a sentence for each thing.
func (b *Book) Notes() []string {
	var out []string
	if len(b.Unread) > 0 {
		out = append(out, "columns not read: "+strings.Join(b.Unread, ", "))
	}
	for _, n := range []struct {
		count int
		words string
	}{
		{b.Skipped, "rows left out by skip"},
		{b.Formulas, "cells with formulas, of which the saved values were taken"},
		{b.Noise, fmt.Sprintf("prices with more digits than the %d that a spreadsheet keeps, the rest taken off", precision)},
		{b.Rounded, "prices rounded to cents"},
		{b.Unpriced, "items without a price, which is unknown and not zero"},
	} {
		if n.count > 0 {
			out = append(out, fmt.Sprintf("%s: %d", n.words, n.count))
		}
	}
	return out
}

// Import reads a price book, a workbook or a CSV by what the file holds and not by its name. All faults go to r: Line and
// Column of their places are the row and the column of a sheet, or of a CSV the line and the character in it.
func Import(r *strict.Reader, path string, m *Map) *Book {
	data, ok := r.PlainText(path, "price-book") // a workbook begins like no text and comes through as it is
	if !ok {
		return &Book{}
	}
	return read(r, path, data, m)
}

// importing is a price book while it is read.
type importing struct {
	r      *strict.Reader
	m      *Map
	path   string
	book   Book
	faulty bool
	places csvtext.Places
	first  map[string]cell // where an id stands first
}

func read(r *strict.Reader, path string, data []byte, m *Map) *Book {
	in := &importing{r: r, m: m, path: path, first: make(map[string]cell)}
	var t *table
	switch {
	case isSealed(data):
		in.fault(cell{}, "save it as .xlsx without a password, or the sheet as CSV", "a workbook with a password, or of a kind older than .xlsx")
	case isWorkbook(data):
		t = in.readWorkbook(data)
	case m.sheet != "":
		in.fault(cell{}, "take sheet out of the map", "not a workbook, and the map names a sheet %q", m.sheet)
	default:
		t = newTable(m)
		in.readCSV(data, t)
	}
	if t != nil {
		in.finish(t)
	}
	if in.faulty {
		return &Book{Sheet: in.book.Sheet, Unread: in.book.Unread}
	}
	return &in.book
}

// finish makes items of what the table holds.
func (in *importing) finish(t *table) {
	switch {
	case t.stopped != "":
		in.fault(cell{}, "divide the list", "%s", in.onSheet()+t.stopped)
		return
	case t.columns == nil:
		if !in.faulty {
			in.faulty = true
			t.headless(in.r, strict.Pos{File: in.path}, in.onSheet())
		}
		return
	}
	in.book.Unread = t.unread
	in.book.Items = make([]cost.Item, 0, len(t.rows))
	for i := range t.rows {
		in.row(&t.rows[i])
	}
	if len(in.book.Items) == 0 && !in.faulty {
		in.fault(cell{line: clamp(t.head)}, "", "%sno items below the headings", in.onSheet())
	}
}

// readWorkbook reads the sheet that the map asks for, nil where it cannot be read.
func (in *importing) readWorkbook(data []byte) *table {
	b, err := openWorkbook(data)
	if err != nil {
		in.fault(cell{}, "open it in a spreadsheet and save it anew, or the sheet as CSV", "%s", err)
		return nil
	}
	defer b.file.Close()
	sheet, ok := in.choose(b)
	if !ok {
		return nil
	}
	in.book.Sheet = sheet
	t := newTable(in.m)
	err = b.read(sheet, t.take)
	if err == nil && t.columns != nil && t.stopped == "" {
		err = b.complete(sheet, t)
	}
	if err != nil {
		in.fault(cell{}, "open it in a spreadsheet and save it anew, or the sheet as CSV", "%s%s", in.onSheet(), err)
		return nil
	}
	return t
}

// choose finds the sheet: the one that the map names, or the only one that has the headings.
func (in *importing) choose(b *workbook) (sheet string, ok bool) {
	if in.m.sheet != "" {
		if slices.Contains(b.sheets, in.m.sheet) {
			return in.m.sheet, true
		}
		for i, name := range b.sheets {
			if fmt.Sprint(i+1) == in.m.sheet {
				return name, true
			}
		}
		in.fault(cell{}, "the sheets are "+strings.Join(quoted(b.sheets[:min(len(b.sheets), 20)]), ", "), "no sheet %q", in.m.sheet)
		return "", false
	}
	var found []string
	var nearest *table
	var nearestName string
	for _, name := range b.sheets {
		t := newTable(in.m)
		err := b.read(name, func(line int, cells []cell) bool { return t.take(line, cells) && t.columns == nil })
		if err != nil {
			in.fault(cell{}, "open it in a spreadsheet and save it anew, or the sheet as CSV", "sheet %.64q: %s", name, err)
			return "", false
		}
		if t.columns != nil {
			found = append(found, name)
		}
		if nearest == nil || t.most > nearest.most || t.stopped != "" && nearest.most == 0 {
			nearest, nearestName = t, name
		}
	}
	switch len(found) {
	case 1:
		return found[0], true
	case 0:
		in.faulty = true
		in.book.Sheet = nearestName
		if nearest.stopped != "" {
			in.fault(cell{}, "say in the map which sheet it is", "%s%s", in.onSheet(), nearest.stopped)
			return "", false
		}
		nearest.headless(in.r, strict.Pos{File: in.path}, in.onSheet())
	default:
		in.fault(cell{}, fmt.Sprintf("say which in the map, such as sheet: %q", found[0]), "%d sheets have the headings: %s", len(found), strings.Join(quoted(found), ", "))
	}
	return "", false
}

// fault adds a fault at a cell, or at its line where the cell is none, or at the file.
func (in *importing) fault(c cell, hint, format string, args ...any) {
	in.faulty = true
	at := strict.Pos{File: in.path, Line: int(c.line), Column: 1}
	switch {
	case c.line == 0:
		at = strict.Pos{File: in.path}
	case c.at > 0:
		at.Column = in.places.Column(int(c.line), int(c.at))
	case c.col > 0:
		at.Column = int(c.col)
	}
	in.r.Fault(at, hint, format, args...)
}

// onSheet names the sheet for people, and is "" in a CSV.
func (in *importing) onSheet() string {
	if in.book.Sheet == "" {
		return ""
	}
	return fmt.Sprintf("sheet %.64q: ", in.book.Sheet)
}

// where is a cell as a spreadsheet calls it, such as Prices!D14, or its row where the cell is none; "" in a CSV, whose places
// say it all.
func (in *importing) where(c cell) string {
	switch {
	case in.book.Sheet == "":
		return ""
	case c.col == 0:
		return fmt.Sprintf("%.64s row %d", in.book.Sheet, c.line)
	}
	return fmt.Sprintf("%.64s!%s%d", in.book.Sheet, letters(int(c.col)), c.line)
}
