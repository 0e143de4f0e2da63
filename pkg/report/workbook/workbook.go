// Package workbook gives a plan as a workbook of a spreadsheet (.xlsx): a summary whose figures are checked by formulas over the
// other sheets, every table with real numbers and days, live totals of the rows that a filter shows, and the forms that are filed.
//
// Begin with Encode below, or with Write in content.go for another workbook than a plan's. It goes three ways over the same tables:
//
//	content.go   what stands in a workbook that is not a plan's: Write makes one of any tables
//	sheets.go    which sheets there are, and what stands on them
//	forms.go     those of the forms
//	measure.go   first way: widths, sums, and what no spreadsheet can hold
//	build.go     second way: the workbook, written by the library excelize; table.go a sheet of a table, summary.go the first one
//	readback.go  third way: what was written is read again and compared; xml.go reads a sheet
//	checks.go    the formulas of the summary
//	value.go, styles.go, archive.go   a cell's value, its looks, the file around it
//
// The same document gives the same bytes: there is no clock in them, and the parts of the file stand in one order. It may
// import what every format may, and the library excelize. Sheets above 16 MB go through a temporary file of that library, which
// is gone when Encode returns.
package workbook

import (
	"fmt"
	"io"

	"github.com/riprep/riprep/pkg/report/view"
)

// Encode writes the workbook of a document. Before a byte goes to w, what was written is read back: every amount has to be the
// same to the cent, every day and every word the same. An error tells of that, of an amount with more than the 15 digits that
// a spreadsheet keeps, of more rows than it has, or of w.
func Encode(w io.Writer, d *view.Document, _ view.Env) error {
	sheets, err := layOut(d)
	if err != nil {
		return err
	}
	return write(w, planHead(d), sheets)
}

// write goes the three ways.
func write(w io.Writer, h head, sheets []*sheet) error {
	if err := measure(h, sheets); err != nil {
		return err
	}
	data, err := build(h, sheets)
	if err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	if err := readBack(data, h, sheets); err != nil {
		return fmt.Errorf("workbook: what was written is not what it should be: %w", err)
	}
	_, err = w.Write(data)
	return err
}
