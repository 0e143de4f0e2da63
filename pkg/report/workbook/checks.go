package workbook

import (
	"fmt"
	"strings"
)

// Check says how a figure of the summary comes out of the other sheets: the terms added up.
type Check []Term

// Term is something that is worked out over a column of a table.
type Term struct {
	How    How
	Table  string // id of its sheet
	Column string
	Word   string // of CountWord
}

// How is what is made of the cells of a column.
type How int8

// What can be made of them.
const (
	Sum How = iota
	LessSum
	Lowest
	Highest
	FirstOne
	Count // of cells that are not empty
	CountWord
)

// planChecks by the id of the figure. A figure that no sheet has the parts of is not here.
var planChecks = map[string]Check{
	"start":              {{How: FirstOne, Table: "periods", Column: "start"}},
	"finish":             {{How: Highest, Table: "activities", Column: "finish"}},
	"packages":           {{How: Count, Table: "packages", Column: "package"}},
	"deferred":           {{How: CountWord, Table: "packages", Column: "method", Word: "defer"}},
	"units":              {{How: Sum, Table: "packages", Column: "units"}},
	"covered":            {{How: CountWord, Table: "findings", Column: "verdict", Word: "covered"}},
	"unknown":            {{How: CountWord, Table: "findings", Column: "verdict", Word: "unknown"}},
	"cost":               {{How: Sum, Table: "lines", Column: "total"}},
	"unknown_prices":     {{How: CountWord, Table: "lines", Column: "unit_price", Word: unknown}},
	"reimbursable":       {{How: Sum, Table: "lines", Column: "counted"}},
	"ineligible":         {{How: Sum, Table: "lines", Column: "total"}, {How: LessSum, Table: "lines", Column: "counted"}},
	"reimbursed":         {{How: Sum, Table: "periods", Column: "reimbursed"}},
	"outstanding":        {{How: Sum, Table: "money", Column: "outstanding"}},
	"shortfall":          {{How: Sum, Table: "lines", Column: "counted"}, {How: LessSum, Table: "periods", Column: "reimbursed"}, {How: LessSum, Table: "money", Column: "outstanding"}},
	"interest":           {{How: Sum, Table: "periods", Column: "interest"}},
	"lowest_cash":        {{How: Lowest, Table: "periods", Column: "cash"}},
	"working_capital":    {{How: Highest, Table: "periods", Column: "out_of_pocket"}},
	"subscribers":        {{How: Sum, Table: "sites", Column: "subscribers"}},
	"subscribers_out":    {{How: Highest, Table: "periods", Column: "subscribers_out"}},
	"no_emergency":       {{How: Highest, Table: "periods", Column: "no_emergency"}},
	"subscriber_hours":   {{How: Sum, Table: "periods", Column: "subscriber_hours"}},
	"clean_at_start":     {{How: FirstOne, Table: "periods", Column: "clean_subscribers"}},
	"objective_exposure": {{How: Sum, Table: "periods", Column: "exposure"}},
	"objective_cost":     {{How: Sum, Table: "lines", Column: "total"}},
}

// worked is what a check comes to: its formula, its value in cents, whole numbers or days, and in words what it is made of.
type worked struct {
	formula, from string
	value         int64
}

// work works a check out over the sheets that were measured. Not ok means that there is nothing to check with.
func (c Check) work(sheets []*sheet) (w worked, ok bool) {
	for _, t := range c {
		s := find(sheets, t.Table)
		if s == nil {
			return w, false
		}
		i := s.column(t.Column)
		if i < 0 || s.rows == 0 {
			return w, false
		}
		col := &s.columns[i]
		formula, value := t.of(s, i, col)
		from := s.name + ": " + s.table.Columns[i].Title()
		if t.Word != "" {
			from += fmt.Sprintf(" %q", t.Word)
		}
		switch {
		case t.How == LessSum:
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
func (t Term) of(s *sheet, i int, col *column) (formula string, value int64) {
	letters := columnName(i)
	cells := fmt.Sprintf("'%s'!$%s$%d:$%[2]s$%[4]d", s.name, letters, firstRow, s.lastRow())
	switch t.How {
	case Lowest:
		return "MIN(" + cells + ")", col.min
	case Highest:
		return "MAX(" + cells + ")", col.max
	case FirstOne:
		return cells[:strings.LastIndexByte(cells, ':')], col.first
	case Count:
		return "COUNTA(" + cells + ")", int64(col.filled)
	case CountWord:
		return fmt.Sprintf("COUNTIF(%s,%q)", cells, t.Word), int64(col.words[t.Word])
	case LessSum:
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
