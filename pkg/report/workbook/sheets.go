package workbook

import (
	"fmt"

	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/tables"
	"github.com/riprep/riprep/pkg/report/view"
)

// Rows of every sheet but the first one. Totals stand above the rows, where a filter does not hide them and scrolling leaves
// them in sight.
const (
	titleRow = 1 + iota
	aboutRow
	totalRow
	headRow
	firstRow
)

// sheet is one sheet of the workbook: a table, and what stands above it.
type sheet struct {
	id, name string // of the table; of the sheet, at most 31 characters
	title    string // as it stands above the rows
	holds    string // what it holds, in a few words
	about    string // that, and what is to be known of it
	tab      string // colour of its tab
	table    *grid.Table
	sums     []string // names of the columns that may be added up
	counts   []string // names of the columns of which a check counts a word
	own      []bool   // of a form: columns that the form does not ask for; nil for none

	columns []column // measured
	rows    int
	facts   []view.Fact // of the summary
}

// looks says of each table what colour its tab has and which columns add up: amounts and counts of which each row has its own
// share. A stock (cash), a price of one, a worst moment or what is counted again in another row does not.
var looks = map[string]struct {
	tab  string
	sums []string
}{
	"summary":     {tab: TabSummary},
	"packages":    {TabWork, []string{"units", "outage_hours", "cost", "reimbursable", "unknown_prices"}},
	"activities":  {TabWork, []string{"outage_hours", "spend", "reimbursed"}},
	"lines":       {TabMoney, []string{"low", "total", "high", "counted"}},
	"periods":     {TabMoney, []string{"released", "spend", "reimbursed", "interest", "subscriber_hours", "exposure"}},
	"sites":       {TabWork, []string{"subscribers", "elements", "covered", "unknown", "packages", "deferred", "cost", "reimbursable", "unknown_prices"}},
	"findings":    {tab: TabWork},
	"rules":       {tab: TabWork},
	"money":       {TabMoney, []string{"packages", "deferred", "cost", "ineligible", "counted", "cut", "claimed", "refused", "reimbursed", "outstanding"}},
	"risk":        {tab: TabRisk},
	"drivers":     {tab: TabRisk},
	"assumptions": {tab: TabNotes},
	"provenance":  {tab: TabNotes},

	"application lines":     {TabForms, []string{"total", "low", "high", "counted"}},
	"application locations": {TabForms, []string{"covered_units"}},
	"application equipment": {TabForms, []string{"quantity"}},
}

// planHead is what stands at the head of a plan's workbook.
func planHead(d *view.Document) head {
	h := head{
		title: "Rip and replace · " + words(view.OperatorName(d.Plan)), name: "Rip and replace: " + words(view.OperatorName(d.Plan)), on: d.AsOf,
		about: fmt.Sprintf("riprep %s; amounts in US dollars", words(d.Plan.Engine.Version)), groups: planGroups, checks: planChecks,
	}
	if !h.on.IsZero() {
		h.about = "As of " + h.on.String() + "; " + h.about
	}
	return h
}

// layOut says which sheets there are: the tables in their order, the forms before what the plan takes for granted.
func layOut(d *view.Document) ([]*sheet, error) {
	all, err := tables.All(d)
	if err != nil {
		return nil, err
	}
	forms, notes, err := formSheets(d)
	if err != nil {
		return nil, err
	}
	var out []*sheet
	for _, t := range all {
		if t.ID == "assumptions" {
			out = append(out, forms...)
			t.Rows = append(t.Rows, notes...)
		}
		look := looks[t.ID]
		out = append(out, &sheet{id: t.ID, name: t.Title, title: t.Title, holds: t.For, about: t.For, tab: look.tab, table: t.Table, sums: look.sums})
	}
	out[0].facts = view.Summary(d)
	for _, s := range out {
		s.title += " · " + words(view.OperatorName(d.Plan))
		if s.column("unit_price") >= 0 {
			s.about += "; shaded: nobody has stated the price, and it is in no amount"
		}
	}
	return out, nil
}

// column is the place of a column of the table, from 0; -1 where there is none.
func (s *sheet) column(name string) int {
	for i, c := range s.table.Columns {
		if c.Name == name {
			return i
		}
	}
	return -1
}

// lastRow is the last one of the rows, in numbers of the spreadsheet; a table without any has one that says so.
func (s *sheet) lastRow() int { return firstRow + max(1, s.rows) - 1 }
