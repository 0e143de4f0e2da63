package workbook

import (
	"fmt"
	"strings"
)

// check says how a figure of the summary comes out of the other sheets: the terms added up.
type check []term

// term is something that is worked out over a column of a table.
type term struct {
	how    how
	table  string // id
	column string
	word   string // of countWord
}

type how int8

const (
	sum how = iota
	lessSum
	lowest
	highest
	firstOne
	count
	countWord
)

// counted are the columns of which a check counts a word.
var counted = []string{"verdict", "method", "unit_price"}

// checks by the id of the figure. A figure that no sheet has the parts of is not here.
var checks = map[string]check{
	"start":              {{how: firstOne, table: "periods", column: "start"}},
	"finish":             {{how: highest, table: "activities", column: "finish"}},
	"packages":           {{how: count, table: "packages", column: "package"}},
	"deferred":           {{how: countWord, table: "packages", column: "method", word: "defer"}},
	"units":              {{how: sum, table: "packages", column: "units"}},
	"covered":            {{how: countWord, table: "findings", column: "verdict", word: "covered"}},
	"unknown":            {{how: countWord, table: "findings", column: "verdict", word: "unknown"}},
	"cost":               {{how: sum, table: "lines", column: "total"}},
	"unknown_prices":     {{how: countWord, table: "lines", column: "unit_price", word: unknown}},
	"reimbursable":       {{how: sum, table: "lines", column: "counted"}},
	"ineligible":         {{how: sum, table: "lines", column: "total"}, {how: lessSum, table: "lines", column: "counted"}},
	"reimbursed":         {{how: sum, table: "periods", column: "reimbursed"}},
	"outstanding":        {{how: sum, table: "money", column: "outstanding"}},
	"shortfall":          {{how: sum, table: "lines", column: "counted"}, {how: lessSum, table: "periods", column: "reimbursed"}, {how: lessSum, table: "money", column: "outstanding"}},
	"interest":           {{how: sum, table: "periods", column: "interest"}},
	"lowest_cash":        {{how: lowest, table: "periods", column: "cash"}},
	"working_capital":    {{how: highest, table: "periods", column: "out_of_pocket"}},
	"subscribers":        {{how: sum, table: "sites", column: "subscribers"}},
	"subscribers_out":    {{how: highest, table: "periods", column: "subscribers_out"}},
	"no_emergency":       {{how: highest, table: "periods", column: "no_emergency"}},
	"subscriber_hours":   {{how: sum, table: "periods", column: "subscriber_hours"}},
	"clean_at_start":     {{how: firstOne, table: "periods", column: "clean_subscribers"}},
	"objective_exposure": {{how: sum, table: "periods", column: "exposure"}},
	"objective_cost":     {{how: sum, table: "lines", column: "total"}},
}

// worked is what a check comes to: its formula, its value in cents, whole numbers or days, and in words what it is made of.
type worked struct {
	formula, from string
	value         int64
}

// work works a check out over the sheets that were measured. Not ok means that there is nothing to check with.
func (c check) work(sheets []*sheet) (w worked, ok bool) {
	for _, t := range c {
		s := find(sheets, t.table)
		if s == nil {
			return w, false
		}
		i := s.column(t.column)
		if i < 0 || s.rows == 0 {
			return w, false
		}
		col := &s.columns[i]
		formula, value := t.of(s, i, col)
		from := s.name + ": " + s.table.Columns[i].Title()
		if t.word != "" {
			from += fmt.Sprintf(" %q", t.word)
		}
		switch {
		case t.how == lessSum:
			w.formula, w.from = w.formula+"-"+formula, w.from+" less "+from
		case w.formula != "":
			w.formula, w.from = w.formula+"+"+formula, w.from+" and "+from
		default:
			w.formula, w.from = formula, from
		}
		w.value += value
	}
	return w, true
}

// of is a term as a formula, and what it comes to.
func (t term) of(s *sheet, i int, col *column) (formula string, value int64) {
	letters := columnName(i)
	cells := fmt.Sprintf("'%s'!$%s$%d:$%[2]s$%[4]d", s.name, letters, firstRow, s.lastRow())
	switch t.how {
	case lowest:
		return "MIN(" + cells + ")", col.min
	case highest:
		return "MAX(" + cells + ")", col.max
	case firstOne:
		return cells[:strings.LastIndexByte(cells, ':')], col.first
	case count:
		return "COUNTA(" + cells + ")", int64(col.filled)
	case countWord:
		return fmt.Sprintf("COUNTIF(%s,%q)", cells, t.word), int64(col.words[t.word])
	case lessSum:
		return "SUM(" + cells + ")", -col.sum
	}
	return "SUM(" + cells + ")", col.sum
}

// find is the sheet of a table.
func find(sheets []*sheet, id string) *sheet {
	for _, s := range sheets {
		if s.id == id {
			return s
		}
	}
	return nil
}
