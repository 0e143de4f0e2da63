package grid

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// JSON writes {"riprep": KIND, "rows": [...]}: an object for each row with a key for each column. Numbers are numbers,
// amounts are strings of plain decimals, an empty cell is null. The last total row is for people and not in it. Facts stand
// as keys of their own between the kind and the rows.
func (t *Table) JSON(w io.Writer, kind string) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\n  \"riprep\": %s,\n", quoted(kind))
	for _, f := range t.Facts {
		fmt.Fprintf(&out, "  %s: %s,\n", quoted(f.Name), f.Value.json())
	}
	out.WriteString("  \"rows\": [")
	for i, row := range t.Rows {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString("\n    {")
		for j, c := range row[:min(len(row), len(t.Columns))] {
			if j > 0 {
				out.WriteString(", ")
			}
			fmt.Fprintf(&out, "%s: %s", quoted(t.Columns[j].Name), c.json())
		}
		out.WriteByte('}')
	}
	if len(t.Rows) > 0 {
		out.WriteString("\n  ")
	}
	out.WriteString("]\n}\n")
	_, err := w.Write(out.Bytes())
	return err
}

func (c Cell) json() string {
	switch {
	case c.kind == empty, c.kind == date && c.text == "":
		return "null"
	case c.kind == number:
		return c.plain()
	}
	return quoted(Clean(c.plain()))
}

func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil { // a string always has a JSON form
		return `""`
	}
	return string(b)
}
