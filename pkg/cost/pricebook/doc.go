// Package pricebook reads price lists that others made, workbooks (.xlsx) and CSV, into items of a catalog: the programme's
// own table where an operator has it, or a company's price book. Which column is what, and which of their words are which of
// ours, says a map that the user writes once for each such list (catalog-map/v1); nothing is guessed.
//
// Begin with Import in import.go. The way of a price:
//
//	map.go, mapdecode.go   what the user says of the file
//	csv.go                 rows of a CSV
//	xlsxvet.go             what a workbook must be before it is opened
//	xlsx.go                rows of a workbook's sheet, by the library excelize
//	table.go               the row that has the headings, and of the rows below it the columns that the map names
//	items.go               a row becomes an item, or faults at its cells
//	amount.go              a cell becomes an amount, by digits and never through a float
//
// It may import cost, internal/strict and internal/csvtext, and is where workbooks are read. A file from outside must not cost
// more than it should: what is read is bounded by the limits in this file and in xlsxvet.go.
package pricebook

// What a price book may cost. The size of its file is bounded by strict.Limits.
const (
	MaxRows    = 200_000   // below the headings
	MaxColumns = 500       // of a row
	MaxUnzip   = 128 << 20 // bytes of all that is read of a workbook, unpacked
	headRows   = 50        // rows in which the headings are looked for
)
