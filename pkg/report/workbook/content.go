package workbook

import (
	"io"
	"slices"

	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

// Content is what stands in a workbook that is not a plan's: a summary in front, and a sheet for each table. Its words may
// hold anything.
type Content struct {
	Title, About string      // of the summary
	Facts        []view.Fact // of the summary
	Groups       []Group     // its headings
	Checks       map[string]Check
	Sheets       []Sheet // behind it; no two of one ID or Name
}

// Sheet is a table on a sheet of its own.
type Sheet struct {
	ID    string // that checks find it by
	Name  string // on its tab: at most 31 characters, without []:*?/\
	Holds string // what it holds, in a few words
	Tab   string // colour of its tab, such as TabWork
	Table *grid.Table
	Sums  []string // names of the columns that may be added up
}

// Colours of tabs by what a sheet is about.
const (
	TabSummary = "1F3864"
	TabWork    = "2E75B6"
	TabMoney   = "548235"
	TabRisk    = "7F6000"
	TabForms   = "C55A11"
	TabNotes   = "7F7F7F"
)

// Write writes a workbook of any tables, with the same care and errors as Encode.
func Write(w io.Writer, c Content) error {
	h := head{title: words(c.Title), name: words(c.Title), about: words(c.About), groups: c.Groups, checks: c.Checks}
	sheets := []*sheet{{id: "summary", name: "Summary", holds: "all in figures", tab: TabSummary, table: &grid.Table{}, facts: c.Facts}}
	for _, s := range c.Sheets {
		sheets = append(sheets, &sheet{id: s.ID, name: s.Name, title: s.Name + " · " + h.title, holds: s.Holds, about: s.Holds, tab: s.Tab, table: s.Table, sums: s.Sums})
	}
	sheets[0].rows = len(c.Facts)
	return write(w, h, sheets)
}

// counted are the columns of a sheet of which a check counts a word.
func (h *head) counted(sheet string) (out []string) {
	for _, c := range h.checks {
		for _, t := range c {
			if t.How == CountWord && t.Table == sheet && !slices.Contains(out, t.Column) {
				out = append(out, t.Column)
			}
		}
	}
	return out
}
