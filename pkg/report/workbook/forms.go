package workbook

import (
	"fmt"

	"github.com/riprep/riprep/pkg/filing"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

// filed are the forms of the workbook: the main section of each has the sheet of that name, the others follow it, named after
// it. A section for each sheet, because a sheet has one filter, one row of headings that stays, and one width for a column.
var filed = []struct{ form, name, short string }{
	{"application", "Application (as filed)", "Application"},
	{"status", "Status update", "Status"},
	{"disposal", "Disposal log", "Disposal"},
}

// formSheets fills the forms in. notes are what is to be known of them, as rows of the assumptions.
func formSheets(d *view.Document) (sheets []*sheet, notes [][]grid.Cell, err error) {
	for _, f := range filed {
		form := filing.Find(f.form)
		if form == nil {
			return nil, nil, fmt.Errorf("form %q: not known", f.form)
		}
		doc, err := filing.Fill(form, &filing.Source{Case: d.Case, Plan: d.Plan, Progress: d.Progress, AsOf: d.AsOf})
		if err != nil {
			return nil, nil, err
		}
		main := doc.Section("")
		sheets = append(sheets, formSheet(doc, main, f.name, f.name))
		for i := range doc.Sections {
			if s := &doc.Sections[i]; s.ID != main.ID {
				sheets = append(sheets, formSheet(doc, s, f.short+" - "+s.ID, f.name))
			}
		}
		for _, n := range doc.Notes {
			notes = append(notes, []grid.Cell{grid.Text(f.name), grid.Text("form"), {}, grid.Text(n)})
		}
	}
	return sheets, notes, nil
}

func formSheet(d *filing.Document, f *filing.Filled, name, form string) *sheet {
	id, title := d.Form.ID+" "+f.ID, form+": "+f.Title
	s := &sheet{
		id: id, name: name, title: title, holds: title, tab: looks["application lines"].tab, table: f.Table(), sums: looks[id].sums,
		about: d.Form.Official + "; " + d.Form.Rule,
	}
	if !d.AsOf.IsZero() {
		s.about += "; as of " + d.AsOf.String()
	}
	if !d.Form.Layout.Verified {
		s.about += "; the layout was not verified, see Assumptions"
	}
	s.about += "; headings in grey are riprep's own"
	for _, field := range f.Fields {
		s.own = append(s.own, field.Own)
	}
	return s
}
