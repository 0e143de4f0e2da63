package pricebook

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// workbook is an .xlsx file that was checked and opened. No sheet is read yet.
type workbook struct {
	file   *excelize.File
	sheets []string // their names
}

// isWorkbook tells a workbook by its first bytes, those of a zip file.
func isWorkbook(data []byte) bool { return bytes.HasPrefix(data, []byte("PK\x03\x04")) }

// isSealed tells what Excel wrote before 2007, and workbooks with a password, by the bytes of an OLE file.
func isSealed(data []byte) bool {
	return bytes.HasPrefix(data, []byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1})
}

// openWorkbook checks a workbook, opens it and finds its sheets.
func openWorkbook(data []byte) (b *workbook, err error) {
	defer refuse(&err)
	checked, err := vet(data, MaxUnzip)
	if err != nil {
		return nil, err
	}
	// Both limits are the same, so that the library keeps what it unpacks in memory and writes no files.
	f, err := excelize.OpenReader(bytes.NewReader(checked), excelize.Options{RawCellValue: true, UnzipSizeLimit: MaxUnzip, UnzipXMLSizeLimit: MaxUnzip})
	if err != nil {
		return nil, fmt.Errorf("not a workbook: %w", err)
	}
	b = &workbook{file: f, sheets: f.GetSheetList()}
	if len(b.sheets) == 0 {
		return nil, errors.New("not a workbook: it has no sheets")
	}
	if len(b.sheets) > maxSheets {
		return nil, fmt.Errorf("more than %d sheets", maxSheets)
	}
	return b, nil
}

// refuse makes an error of a panic: the library was written for workbooks of a spreadsheet, and one that is made by hand to be
// wrong may be more than it is ready for.
func refuse(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("not a workbook that can be read: %.120s", fmt.Sprint(p))
	}
}

// read gives the rows of a sheet to take until it says no: the texts of cells that show something. What kind they are is not
// known yet.
func (b *workbook) read(sheet string, take func(line int, cells []cell) bool) (err error) {
	defer refuse(&err)
	rows, err := b.file.Rows(sheet)
	if err != nil {
		return err
	}
	defer rows.Close()
	var cells []cell
	for line := 1; rows.Next(); line++ {
		texts, err := rows.Columns()
		if err != nil {
			return err
		}
		cells = cells[:0]
		for i, text := range texts {
			if strings.TrimSpace(text) != "" {
				cells = append(cells, cell{text: text, line: clamp(line), col: clamp(i + 1)})
			}
		}
		if !take(line, cells) {
			break
		}
	}
	return rows.Error()
}

// complete gives the rows of a table what only the whole sheet knows: to cells under a merged one its value, and to each cell
// its kind and whether it is a formula. All sheets were read before: the library writes a sheet anew that is read after it was
// asked for such things.
func (b *workbook) complete(sheet string, t *table) (err error) {
	defer refuse(&err)
	merged, err := b.file.GetMergeCells(sheet, true)
	if err != nil {
		return err
	}
	for _, m := range merged {
		col, top, err := excelize.CellNameToCoordinates(m.GetStartAxis())
		if err != nil {
			return err
		}
		_, bottom, err := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err != nil {
			return err
		}
		if top < bottom {
			t.fill(col, top, bottom)
		}
	}
	for i := range t.rows {
		r := &t.rows[i]
		for s, col := range t.columns {
			if col == 0 {
				continue
			}
			if err := b.classify(sheet, r.line, col, &r.cells[s]); err != nil {
				return err
			}
		}
	}
	return nil
}

// classify says of a cell of a row what it is. One without a text is asked for too: a formula whose value was not saved shows
// nothing, and that is no empty cell.
func (b *workbook) classify(sheet string, line, col int, c *cell) error {
	if c.line > 0 { // under a merged cell this is the place of that one
		line, col = int(c.line), int(c.col)
	}
	name, err := excelize.CoordinatesToCellName(col, line)
	if err != nil {
		return err
	}
	formula, err := b.file.GetCellFormula(sheet, name)
	if err != nil {
		return err
	}
	c.formula = formula != ""
	if c.text == "" {
		if c.formula {
			c.line, c.col, c.unsaved = clamp(line), clamp(col), true
		}
		return nil
	}
	kind, err := b.file.GetCellType(sheet, name)
	if err != nil {
		return err
	}
	switch kind {
	case excelize.CellTypeBool:
		c.kind, c.text = truth, map[string]string{"1": "true", "0": "false"}[strings.TrimSpace(c.text)]
	case excelize.CellTypeError:
		c.kind = failed
	case excelize.CellTypeUnset, excelize.CellTypeNumber:
		c.kind, c.text = numeric, strings.TrimSpace(c.text)
	}
	return nil
}
