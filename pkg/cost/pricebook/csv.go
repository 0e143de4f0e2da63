package pricebook

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"strings"

	"github.com/riprep/riprep/internal/csvtext"
)

// readCSV gives the rows of a CSV to the table. Faults of the CSV itself go to the import.
func (in *importing) readCSV(text []byte, t *table) {
	comma, text := csvtext.Separator(text, headRows, in.m.heading)
	in.places.Text = text
	rd := csv.NewReader(bytes.NewReader(text))
	rd.Comma, rd.FieldsPerRecord, rd.ReuseRecord = comma, -1, true
	var cells []cell
	for {
		record, err := rd.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			line, at, hint, message := csvtext.Broken(bad)
			in.fault(cell{line: clamp(line), at: clamp(at)}, hint, "%s", message)
			continue
		}
		if err != nil { // of a reader in memory there is none
			in.fault(cell{}, "", "cannot be read: %s", err)
			return
		}
		cells = cells[:0]
		for i, s := range record {
			if strings.TrimSpace(s) == "" {
				continue
			}
			line, at := rd.FieldPos(i)
			cells = append(cells, cell{text: s, line: clamp(line), col: clamp(i + 1), at: clamp(at)})
		}
		if len(cells) > 0 && !t.take(int(cells[0].line), cells) {
			return
		}
	}
}

// clamp keeps a count, which the size of a file bounds already, in the 32 bits that a cell has for it.
func clamp(n int) int32 { return int32(min(n, math.MaxInt32)) }
