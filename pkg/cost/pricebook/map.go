package pricebook

import (
	"slices"
	"strings"
	"unicode"

	"github.com/riprep/riprep/internal/strict"
)

// field is one field of a catalog item.
type field int8

const (
	id field = iota
	layer
	category
	name
	unit
	low
	typical
	high
	currency
	year
	source
	verified
	confidence
	fields // how many there are
)

// fieldNames are the fields as a catalog file has them, and a map's columns.
var fieldNames = [fields]string{
	"id", "layer", "category", "item", "unit", "low", "typical", "high", "currency", "price_year", "source", "verified", "confidence",
}

// Fields are the names of all fields.
func Fields() []string { return fieldNames[:] }

// prices are the fields that hold amounts.
var prices = []field{low, typical, high}

// Map says how a price book is to be read.
type Map struct {
	Title, Note string // of the catalog that comes out

	sheet    string // name, or number from 1; "" for the only one that has the headings
	columns  [fields][]string
	defaults [fields]string            // "" where there is none
	values   [fields]map[string]string // folded word of the file → ours
	idFrom   []field
	number   number
	unknown  []string // folded
	skip     []skip
	pos      strict.Pos // of the columns, for faults that no cell has
}

// skip is a condition on which a row is left out: a subtotal, a remark.
type skip struct {
	column []string
	empty  bool
	words  []string // with which the cell begins
}

// slots are the headings that are looked for, each a list of names of which one is enough: those of the fields, then those of
// the conditions of skip.
func (m *Map) slots() [][]string {
	out := make([][]string, 0, int(fields)+len(m.skip))
	out = append(out, m.columns[:]...)
	for _, s := range m.skip {
		out = append(out, s.column)
	}
	return out
}

// heading reports whether a cell is one of the headings.
func (m *Map) heading(cell string) bool {
	f := fold(cell)
	return f != "" && slices.ContainsFunc(m.slots(), func(names []string) bool { return named(names, f) })
}

// named reports whether a folded text is one of some names.
func named(names []string, folded string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return fold(n) == folded })
}

// fold brings a heading or a word into the form in which they are compared: small letters and no blanks, so that a line
// break inside of a heading does not matter.
func fold(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) || c == 0xfeff {
			return -1
		}
		return unicode.ToLower(c)
	}, s)
}

// tidy takes blanks and line breaks at the ends off and makes one blank of those inside.
func tidy(s string) string { return strings.Join(strings.Fields(s), " ") }

// leaves reports whether a row is left out for what a cell holds.
func (s *skip) leaves(cell string) bool {
	cell = tidy(cell)
	if cell == "" {
		return s.empty
	}
	return slices.ContainsFunc(s.words, func(w string) bool { return begins(cell, tidy(w)) })
}

// begins reports whether a text begins with a word, whatever its case, and no letter or digit stands right behind it.
func begins(text, word string) bool {
	text, word = strings.ToLower(text), strings.ToLower(word)
	rest, ok := strings.CutPrefix(text, word)
	next := []rune(rest)
	return ok && word != "" && (len(next) == 0 || !unicode.IsLetter(next[0]) && !unicode.IsDigit(next[0]))
}
