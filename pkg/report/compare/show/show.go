// Package show writes a comparison of two plans down: for people at a terminal, as rows for programs, as compare/v1, as a
// page. Begin with Formats; sections.go has what the formats for programs show, table.go what people see.
package show

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/report/compare"
	"github.com/riprep/riprep/pkg/report/view"
)

// Names are what a and b are called: the files that they were read from.
type Names struct{ A, B string }

// Format is one way to write a comparison down.
type Format struct {
	ID     string
	For    string // what it is for, in a few words
	Encode func(w io.Writer, c *compare.Comparison, names Names, env view.Env) error
}

// Formats are all there are, in the order in which help lists them.
func Formats() []Format {
	return []Format{
		{"table", "people at a terminal", table},
		{"tsv", "programs that read lines: every figure that differs", tsv},
		{"csv", "spreadsheets: the same", csv},
		{"json", "programs: every figure, compare/v1", encodeJSON},
		{"html", "people who were not there: one file that opens offline", html},
	}
}

// Find returns the format of a name.
func Find(name string) (Format, error) {
	formats := Formats()
	if i := slices.IndexFunc(formats, func(f Format) bool { return f.ID == name }); i >= 0 {
		return formats[i], nil
	}
	ids := make([]string, len(formats))
	for i, f := range formats {
		ids[i] = f.ID
	}
	return Format{}, fmt.Errorf("format %q: not known (want %s)", name, strings.Join(ids, ", "))
}
