package rollup

import (
	"io"
	"strconv"
	"strings"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
	"github.com/riprep/riprep/pkg/report/workbook"
)

// tabs are the colours of sheets by what they are about.
var tabs = map[string]string{
	"worst": workbook.TabRisk, "units": workbook.TabWork, "combinations": workbook.TabMoney, "frontier": workbook.TabWork, "findings": workbook.TabWork,
	"failures": workbook.TabRisk, "demand": workbook.TabMoney,
}

// checks are the figures of the summary that come out of the other sheets.
var checks = map[string]workbook.Check{
	"units":         {{How: workbook.Count, Table: "units", Column: "unit"}},
	"done":          {{How: workbook.CountWord, Table: "units", Column: "status", Word: "done"}},
	"no_plan":       {{How: workbook.CountWord, Table: "units", Column: "status", Word: "no-plan"}},
	"failed":        {{How: workbook.CountWord, Table: "units", Column: "status", Word: "failed"}},
	"combinations":  {{How: workbook.Count, Table: "combinations", Column: "units"}},
	"latest_finish": {{How: workbook.Highest, Table: "units", Column: "finish"}},
	"lowest_cash":   {{How: workbook.Lowest, Table: "units", Column: "lowest_cash"}},
	"highest_cost":  {{How: workbook.Highest, Table: "units", Column: "cost"}},
	"frontier":      {{How: workbook.CountWord, Table: "frontier", Column: "state", Word: FrontierOn}},
}

// facts are the figures of the summary.
func (r *Rollup) facts() []view.Fact {
	var out []view.Fact
	add := func(id, label string, value grid.Cell, note string) {
		out = append(out, view.Fact{ID: id, Label: label, Value: value, Note: note})
	}
	n := &r.Run.Counts
	add("units", "Units", grid.Int(n.Units), "an operator under one scenario, with changes")
	add("done", "Done", grid.Int(n.Done), "")
	add("no_plan", "Without a plan", grid.Int(n.NoPlan), "there is none within their limits")
	add("failed", "Failed", grid.Int(n.Failed), "see the sheet Failures")
	add("operators", "Operators", grid.Int(len(r.Operators)), "")
	add("combinations", "Combinations", grid.Int(len(r.Combinations)), "of a scenario and changes")

	at, lowest, highest := -1, -1, -1
	front := 0
	for i := range r.Units {
		p := r.Units[i].Plan
		if p == nil {
			continue
		}
		front += one(r.Units[i].Frontier.State == FrontierOn)
		if at < 0 || p.Finish.After(r.Units[at].Plan.Finish) {
			at = i
		}
		if !p.LowestCashOn.IsZero() && (lowest < 0 || p.LowestCash < r.Units[lowest].Plan.LowestCash) {
			lowest = i
		}
		if highest < 0 || p.Cost > r.Units[highest].Plan.Cost {
			highest = i
		}
	}
	if at >= 0 {
		add("latest_finish", "Latest finish", grid.Date(r.Units[at].Plan.Finish), r.unitLabel(at))
		add("highest_cost", "Highest cost", grid.Money(r.Units[highest].Plan.Cost), r.unitLabel(highest))
		add("frontier", "Units on a frontier", grid.Int(front), "no other of their operator is as good and in something better")
	}
	if lowest >= 0 {
		add("lowest_cash", "Lowest cash", grid.Money(r.Units[lowest].Plan.LowestCash), r.unitLabel(lowest))
	}
	add("engine", "Made by riprep", grid.Text(strings.Join(r.Run.Engines, ", ")), "")
	add("efforts", "Effort", grid.Text(numbers(r.Run.Efforts)), "")
	for i, note := range r.Notes {
		add("note_"+strconv.Itoa(i+1), "Note", grid.Cell{}, note)
	}
	return out
}

// unitLabel is how people call a unit.
func (r *Rollup) unitLabel(i int) string {
	u := &r.Units[i]
	return u.Operator + ": " + r.Label(u.Scenario, u.Set)
}

func numbers(list []int64) string {
	words := make([]string, len(list))
	for i, n := range list {
		words[i] = grid.Group(n)
	}
	return strings.Join(words, "; ")
}

// writeBook writes summary.xlsx.
func (r *Rollup) writeBook(w io.Writer) error {
	c := workbook.Content{
		Title: "Roll-up of a batch", About: "worst cases first; amounts in US dollars; what is empty is not known", Facts: r.facts(), Checks: checks,
		Groups: []workbook.Group{{Before: "units", Title: "What ran"}, {Before: "latest", Title: "At the worst"}, {Before: "engine", Title: "How"}},
	}
	for _, s := range r.sections() {
		c.Sheets = append(c.Sheets, workbook.Sheet{ID: s.id, Name: s.name, Holds: s.holds, Tab: tabs[s.id], Table: s.table, Sums: addable(s)})
	}
	return workbook.Write(w, c)
}

// addable are the columns whose total a spreadsheet keeps to the last digit, which it must not be asked for otherwise. Amounts of
// units are not added up over scenarios: that would be no carrier's money.
func addable(s section) (out []string) {
	for _, name := range s.sums {
		total, ok := cost.Cents(0), true
		for i, c := range s.table.Columns {
			if c.Name != name {
				continue
			}
			for row := range s.table.Every() {
				if n := row[i].Number(); ok && n != 0 {
					ok = add(&total, cost.Cents(n)) == nil
				}
			}
		}
		if ok {
			out = append(out, name)
		}
	}
	return out
}
