package workbook

import (
	"archive/zip"
	"fmt"
	"strconv"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/report/grid"
)

// readBack reads a workbook again and compares it, cell by cell, with the tables that it was made from: amounts to the cent,
// days, other numbers digit by digit, words. A total has to be the sum of the amounts that were read, not of those that were
// meant to be written.
func readBack(data []byte, h head, sheets []*sheet) error {
	z, err := openZip(data)
	if err != nil {
		return err
	}
	for i, s := range sheets {
		if err := s.readBack(z, i+1, h.groups); err != nil {
			return fmt.Errorf("sheet %q: %w", s.name, err)
		}
	}
	return nil
}

func (s *sheet) readBack(z *zip.Reader, n int, groups []Group) error {
	r, file, err := openSheet(z, n)
	if err != nil {
		return err
	}
	defer file.Close()
	c := &comparer{cells: r}
	if err := c.advance(); err != nil {
		return err
	}
	if s.facts != nil {
		return c.summary(s, groups)
	}
	return c.table(s)
}

// comparer goes through the cells of a sheet in step with what should be in them.
type comparer struct {
	cells *sheetReader
	at    *read // the next cell that is not empty, nil after the last
	sums  []int64
}

func (c *comparer) advance() (err error) {
	c.at, err = c.cells.next()
	return err
}

// take gives the cell of a place and goes on; nil where it is empty. A cell that was passed over is one too many.
func (c *comparer) take(col, row int) (*read, error) {
	if c.at == nil || c.at.row > row || c.at.row == row && c.at.col > col {
		return nil, nil
	}
	if c.at.row != row || c.at.col != col {
		return nil, fmt.Errorf("cell %s: %q should not be there", cellName(c.at.col, c.at.row+1), c.at.text)
	}
	got := *c.at
	return &got, c.advance()
}

// skip passes over the rows before one.
func (c *comparer) skip(row int) error {
	for c.at != nil && c.at.row < row {
		if err := c.advance(); err != nil {
			return err
		}
	}
	return nil
}

func (c *comparer) table(s *sheet) error {
	totals, err := c.totals(s)
	if err != nil {
		return err
	}
	if err := c.skip(firstRow - 1); err != nil {
		return err
	}
	c.sums = make([]int64, len(s.columns))
	at := firstRow - 1
	price := s.column("unit_price")
	for row := range s.table.Every() {
		for i := range s.columns {
			var want grid.Cell
			if i < len(row) {
				want = row[i]
			}
			if i == price && want.Kind() == grid.Empty {
				want = grid.Text(unknown)
			}
			if err := c.compare(want, i, at); err != nil {
				return err
			}
		}
		at++
	}
	if at == firstRow-1 {
		if err := c.compare(grid.Text(noRows), 0, at); err != nil {
			return err
		}
	}
	if c.at != nil {
		return fmt.Errorf("cell %s: %q stands behind the last row", cellName(c.at.col, c.at.row+1), c.at.text)
	}
	for i, total := range totals {
		if total != "" && total != c.sum(s, i) {
			return fmt.Errorf("cell %s: total %s, the column adds up to %s", cellName(i, totalRow), total, c.sum(s, i))
		}
	}
	return nil
}

// totals are the amounts that stand beside the formulas of the totals, by column; "" where there is none.
func (c *comparer) totals(s *sheet) ([]string, error) {
	out := make([]string, len(s.columns))
	if err := c.skip(totalRow - 1); err != nil {
		return nil, err
	}
	for i := range out {
		got, err := c.take(i, totalRow-1)
		if err != nil {
			return nil, err
		}
		switch {
		case !s.adds(i):
		case got == nil || !got.formula || !got.number() || got.text == "":
			return nil, fmt.Errorf("cell %s: no total", cellName(i, totalRow))
		default:
			out[i] = shortest(got.text)
		}
	}
	return out, nil
}

// sum is what the cells of a column came to that were read.
func (c *comparer) sum(s *sheet, i int) string {
	if s.columns[i].money {
		return shortest(cost.Cents(c.sums[i]).String())
	}
	return strconv.FormatInt(c.sums[i], 10)
}

// compare wants a cell at a place.
func (c *comparer) compare(want grid.Cell, col, row int) error {
	got, err := c.take(col, row)
	if err != nil {
		return err
	}
	if err := same(want, got); err != nil {
		return fmt.Errorf("cell %s: %w", cellName(col, row+1), err)
	}
	if got == nil || c.sums == nil {
		return nil
	}
	switch want.Kind() {
	case grid.Amounts:
		cents, err := cost.ParseCents(got.text)
		c.sums[col] += int64(cents)
		return err
	case grid.Whole:
		n, err := strconv.ParseInt(got.text, 10, 64)
		c.sums[col] += n
		return err
	}
	return nil
}

// same compares a cell that was read with the one it was made of.
func same(want grid.Cell, got *read) error {
	text, number := want.String(), false
	switch want.Kind() {
	case grid.Empty:
		if got != nil {
			return fmt.Errorf("%q, and it should be empty", got.text)
		}
		return nil
	case grid.Words:
		text = words(text)
	case grid.Plain:
		if _, number = double(text); !number {
			text = words(text)
		}
	default:
		number = true
	}
	switch {
	case got == nil && text == "":
		return nil
	case got == nil:
		return fmt.Errorf("empty, and it should be %q", text)
	case got.formula:
		return fmt.Errorf("a formula, and it should be %q", text)
	case got.number() != number:
		return fmt.Errorf("%q of type %q, and it should be %q", got.text, got.kind, text)
	}
	is := got.text
	switch {
	case want.Kind() == grid.Day:
		days, err := strconv.Atoi(is)
		if err != nil {
			return fmt.Errorf("%q: not a day", is)
		}
		is = dayOf(days)
	case number:
		if !plainDecimal(is) {
			return fmt.Errorf("%q: not a plain number", is)
		}
		is, text = shortest(is), shortest(text)
	}
	if is != text {
		return fmt.Errorf("%q, and it should be %q", is, text)
	}
	return nil
}

// summary compares the figures, and the differences of those that are checked.
func (c *comparer) summary(s *sheet, groups []Group) error {
	for i, l := range summaryLines(s.facts, groups) {
		row := firstRow - 1 + i
		if err := c.skip(row); err != nil {
			return err
		}
		if l.fact == nil {
			continue
		}
		for col, want := range []grid.Cell{labelColumn: grid.Text(l.fact.Label), valueColumn: l.fact.Value, noteColumn: grid.Text(l.fact.Note)} {
			if err := c.compare(want, col, row); err != nil {
				return err
			}
		}
	}
	return nil
}
