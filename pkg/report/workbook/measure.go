package workbook

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/report/grid"
)

// What a sheet and its numbers can be.
const (
	maxRows  = 1_048_575 - firstRow  // of 1,048,576
	maxWhole = 1_000_000_000_000_000 // 15 digits are kept
)

// Widths of columns in characters. What is longer than the widest is wrapped.
const (
	narrow = 9
	wide   = 44
)

// column is what the first way over a table finds in one of its columns.
type column struct {
	width    int // of the widest text as it is shown
	numbers  int // cells with an amount, a whole number or a day
	filled   int // cells that are not empty
	money    bool
	right    bool  // there are numbers or days, which stand to the right
	sum      int64 // of amounts in cents, or of whole numbers
	min, max int64 // likewise; of days their serial numbers
	first    int64
	words    map[string]int // how often each word stands there, of columns that a check counts
}

// measure measures all sheets.
func measure(h head, sheets []*sheet) error {
	for _, s := range sheets {
		s.counts = h.counted(s.id)
		if err := s.measure(); err != nil {
			return err
		}
	}
	return nil
}

// measure goes over the rows once and refuses what the workbook could not hold.
func (s *sheet) measure() error {
	s.columns = make([]column, len(s.table.Columns))
	for i, c := range s.table.Columns {
		if slices.Contains(s.counts, c.Name) {
			s.columns[i].words = map[string]int{}
		}
	}
	price := s.column("unit_price")
	for row := range s.table.Every() {
		if s.rows++; s.rows > maxRows {
			return fmt.Errorf("workbook: sheet %q: more than %s rows, which is all that a spreadsheet has; the csv format has no such limit", s.name, grid.Group(maxRows))
		}
		for i, c := range row[:min(len(row), len(s.columns))] {
			if err := s.columns[i].take(c); err != nil {
				return fmt.Errorf("workbook: sheet %q: cell %s: %w", s.name, cellName(i, firstRow+s.rows-1), err)
			}
		}
		if price >= 0 && row[price].Kind() == grid.Empty {
			s.columns[price].count(unknown)
		}
	}
	for _, name := range s.sums {
		if i := s.column(name); i < 0 || tooLong(s.columns[i].sum) {
			return fmt.Errorf("workbook: sheet %q: total of column %q: 10^13 and more, of which a spreadsheet does not keep every digit", s.name, name)
		}
	}
	return nil
}

// take adds a cell to what is known of its column.
func (c *column) take(cell grid.Cell) error {
	kind, width := cell.Kind(), shownWidth(cell)
	if width == 0 && words(cell.String()) == "" {
		return nil
	}
	c.width = max(c.width, width)
	c.filled++
	if v, err := value(cell); err == nil {
		_, text := v.(string)
		c.right = c.right || !text
	}
	var n int64
	switch kind {
	case grid.Amounts:
		n, c.money = cell.Number(), true
		if cents := cost.Cents(n); cents >= cost.Limit || cents <= -cost.Limit {
			return fmt.Errorf("amount %q: 10^13 and more, of which a spreadsheet does not keep every digit", cents)
		}
	case grid.Whole:
		if n = cell.Number(); n >= maxWhole || n <= -maxWhole {
			return fmt.Errorf("number %q: 10^15 and more, of which a spreadsheet does not keep every digit", cell)
		}
	case grid.Day:
		day, err := serial(cell.String())
		if err != nil {
			return err
		}
		n = int64(day)
	default:
		c.count(cell.String())
		return nil
	}
	if c.numbers == 0 {
		c.first, c.min, c.max = n, n, n
	}
	c.numbers++
	c.min, c.max = min(c.min, n), max(c.max, n)
	if kind != grid.Day && !tooLong(c.sum) { // a sum that is too long stays so
		c.sum += n
	}
	return nil
}

func (c *column) count(word string) {
	if c.words != nil {
		c.words[word]++
	}
}

func tooLong(n int64) bool { return n >= maxWhole || n <= -maxWhole }

// shownWidth is how many characters a cell takes.
func shownWidth(c grid.Cell) int {
	switch c.Kind() {
	case grid.Amounts:
		return len(cost.Cents(c.Number()).Grouped())
	case grid.Whole:
		return len(grid.Group(c.Number()))
	case grid.Parts:
		return len("100.0%")
	}
	return grid.Width(words(c.String()))
}
