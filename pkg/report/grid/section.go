package grid

import (
	"bufio"
	"strconv"

	"github.com/riprep/riprep/pkg/cost"
)

// RowsJSON writes the rows alone, as the list that JSON has under "rows", for a document that holds several tables. indent
// stands before each row. An error stays in out, whose Flush tells of it.
func (t *Table) RowsJSON(out *bufio.Writer, indent string) {
	_, _ = out.WriteString("[")
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = quoted(c.Name) + ": "
	}
	between, end := "", ""
	for row := range t.every() {
		_, _ = out.WriteString(between + "\n" + indent + "  {")
		for j, c := range row[:min(len(row), len(t.Columns))] {
			if j > 0 {
				_, _ = out.WriteString(", ")
			}
			_, _ = out.WriteString(names[j])
			_, _ = out.WriteString(c.json())
		}
		_, _ = out.WriteString("}")
		between, end = ",", "\n"+indent
	}
	_, _ = out.WriteString(end + "]")
}

// String is the value as programs get it: amounts and dates plain.
func (c Cell) String() string { return c.plain() }

// Exact is the value for people where there is room: every cent and every day, numbers in groups of three digits, parts in
// percent. Words are as they are.
func (c Cell) Exact() string {
	if c.kind == money {
		return cost.Cents(c.n).Grouped()
	}
	return c.shown(full)
}

// IsNumber reports whether the cell holds a number or an amount.
func (c Cell) IsNumber() bool {
	return c.kind == number || c.kind == money || c.kind == figure || c.kind == part
}

// Kind says what a cell holds, for writers that keep numbers and days as such.
type Kind string

// The kinds of cells.
const (
	Empty   Kind = ""
	Words   Kind = "text"
	Whole   Kind = "number"
	Amounts Kind = "money"
	Day     Kind = "date"
	Plain   Kind = "figure" // a number in plain decimals, or text of riprep's own making
	Parts   Kind = "part"   // of one
)

// Kind is what the cell holds; a day that is not stated is Empty.
func (c Cell) Kind() Kind {
	if c.kind == date && c.text == "" {
		return Empty
	}
	return [...]Kind{empty: Empty, words: Words, number: Whole, money: Amounts, date: Day, figure: Plain, part: Parts}[c.kind]
}

// Number is the value of a cell with a whole number; of an amount in cents, of a part in millionths.
func (c Cell) Number() int64 { return c.n }

// Amount is the amount of a money cell in cents, and whether it is one.
func (c Cell) Amount() (cents int64, ok bool) { return c.n, c.kind == money }

// Figure is a cell with a number in plain decimals, such as a latitude: a spreadsheet gets it as it is, also where it begins
// with a minus sign. Words of others belong into Text.
func Figure(s string) Cell { return Cell{kind: figure, text: s} }

// Degrees is a cell with a latitude or a longitude.
func Degrees(x float64) Cell { return Figure(strconv.FormatFloat(x, 'f', -1, 64)) }
