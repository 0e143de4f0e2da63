package grid

import (
	"iter"
	"strings"
)

// Table is a heading and rows below it.
type Table struct {
	Columns []Column
	Rows    [][]Cell         // each as long as Columns
	Total   []Cell           // a last row that adds up the others, for people only; nil for none
	Each    iter.Seq[[]Cell] // more rows, made one by one; for programs only. nil for none
	Facts   []Fact           // what is said of the rows as a whole, in JSON only: keys of their own before the rows
}

// Fact is one thing said of the rows as a whole.
type Fact struct {
	Name  string
	Value Cell
}

// Column is one column of a table.
type Column struct {
	Name  string
	Right bool // numbers stand to the right
	Mid   bool // a name that is too long is cut in its middle: ids differ at their ends
}

// Title is the name for people: "unit_price" is "Unit price".
func (c Column) Title() string {
	s := strings.ReplaceAll(c.Name, "_", " ")
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// Left, ID and Right make columns.
func Left(name string) Column { return Column{Name: name} }

// ID is a column of names that differ at their ends.
func ID(name string) Column { return Column{Name: name, Mid: true} }

// Right is a column of numbers.
func Right(name string) Column { return Column{Name: name, Right: true} }

// Every gives all rows, those that are made one by one too.
func (t *Table) Every() iter.Seq[[]Cell] { return t.every() }

// every gives the rows for a program.
func (t *Table) every() iter.Seq[[]Cell] {
	return func(yield func([]Cell) bool) {
		for _, row := range t.Rows {
			if !yield(row) {
				return
			}
		}
		if t.Each != nil {
			t.Each(yield)
		}
	}
}

// Add appends a row.
func (t *Table) Add(cells ...Cell) { t.Rows = append(t.Rows, cells) }
