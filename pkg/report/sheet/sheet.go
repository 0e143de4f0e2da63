// Package sheet gives a plan to programs and spreadsheets that read rows: the work packages as CSV or as tab-separated text,
// or every table as a CSV file of its own. Begin with CSV.
package sheet

import (
	"io"

	"github.com/riprep/riprep/pkg/report/tables"
	"github.com/riprep/riprep/pkg/report/view"
)

// CSV writes the work packages for a spreadsheet.
func CSV(w io.Writer, d *view.Document, _ view.Env) error { return tables.Packages(d.Plan).CSV(w) }

// TSV writes the work packages for a program that reads lines.
func TSV(w io.Writer, d *view.Document, _ view.Env) error { return tables.Packages(d.Plan).TSV(w) }

// Files are all tables, each as a CSV file.
func Files(d *view.Document, _ view.Env) ([]view.File, error) {
	all, err := tables.All(d)
	if err != nil {
		return nil, err
	}
	files := make([]view.File, len(all))
	for i, t := range all {
		files[i] = view.File{Name: t.ID + ".csv", Encode: t.CSV}
	}
	return files, nil
}
