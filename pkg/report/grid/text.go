package grid

import (
	"bufio"
	"encoding/csv"
	"io"
	"strings"

	"github.com/riprep/riprep/internal/sanitize"
)

// TSV writes a header line and a line for each row, with tabs between the cells, for programs that read lines. Amounts
// and dates are plain. A tab or a line's end inside a name becomes a space, so that each row stays one line of as many
// cells.
func (t *Table) TSV(w io.Writer) error {
	out := bufio.NewWriter(w)
	line := make([]string, len(t.Columns))
	write := func() {
		_, _ = out.WriteString(strings.Join(line, "\t")) // Flush tells of an error
		_ = out.WriteByte('\n')
	}
	for i, c := range t.Columns {
		line[i] = Clean(c.Name)
	}
	write()
	for row := range t.every() {
		clear(line)
		for i, c := range row[:min(len(row), len(line))] {
			line[i] = Clean(c.plain())
		}
		write()
	}
	return out.Flush()
}

// CSV writes RFC 4180 text with a header line. Amounts and dates are plain; words that a spreadsheet would take for a
// formula are marked as text.
func (t *Table) CSV(w io.Writer) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	line := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		line[i] = c.Name
	}
	if err := out.Write(line); err != nil {
		return err
	}
	for row := range t.every() {
		clear(line)
		for i, c := range row[:min(len(row), len(line))] {
			if line[i] = c.plain(); c.kind == words {
				line[i] = sanitize.CSV(line[i])
			}
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
