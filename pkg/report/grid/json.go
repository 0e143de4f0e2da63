package grid

import (
	"bufio"
	"encoding/json"
	"io"
	"strings"
)

// JSON writes {"riprep": KIND, "rows": [...]}: an object for each row with a key for each column. Numbers are numbers,
// amounts are strings of plain decimals, an empty cell is null. The last total row is for people and not in it. Facts stand
// as keys of their own between the kind and the rows.
func (t *Table) JSON(w io.Writer, kind string) error {
	out := bufio.NewWriter(w)
	write := func(parts ...string) {
		for _, s := range parts {
			_, _ = out.WriteString(s) // Flush tells of an error
		}
	}
	write("{\n  \"riprep\": ", quoted(kind), ",\n")
	for _, f := range t.Facts {
		write("  ", quoted(f.Name), ": ", f.Value.json(), ",\n")
	}
	write("  \"rows\": ")
	t.RowsJSON(out, "  ")
	write("\n}\n")
	return out.Flush()
}

func (c Cell) json() string {
	switch {
	case c.kind == empty, c.kind == date && c.text == "":
		return "null"
	case c.kind == number, c.kind == part:
		return c.plain()
	}
	return quoted(Clean(c.plain()))
}

func quoted(s string) string {
	if !strings.ContainsFunc(s, needsEscape) { // most cells, in a tenth of the time
		return `"` + s + `"`
	}
	b, err := json.Marshal(s)
	if err != nil { // a string always has a JSON form
		return `""`
	}
	return string(b)
}

// needsEscape reports whether a character may not stand in a JSON string as it is, or is one that encoding/json escapes too, or
// whose place in UTF-8 would have to be looked at.
func needsEscape(c rune) bool {
	return c < ' ' || c >= 0x7f || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&'
}
