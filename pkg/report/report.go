// Package report writes a plan in the formats that people and programs ask for. It is a registry: a Format says what it
// is called, what it is for and how it encodes; each has a folder of its own, and a new one joins by a line in Formats.
//
// Begin with Formats. Below are
//
//	view      what several formats show, computed once
//	grid      rows and columns on a terminal, as TSV and as CSV
//	table     for people at a terminal
//	sheet     the schedule as CSV and TSV
//	planjson  plan/v1, the only format that is read again
//
// A format is a pure function of the plan and the Env; it opens no file and asks no clock.
package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/planjson"
	"github.com/riprep/riprep/pkg/report/sheet"
	"github.com/riprep/riprep/pkg/report/table"
	"github.com/riprep/riprep/pkg/report/view"
)

// Env is what a format has to know of the place that its text goes to.
type Env = view.Env

// Format is one way to write a plan down.
type Format struct {
	ID      string
	Aliases []string
	Version int    // of the format, where readers depend on it; 0 where only people read it
	For     string // what it is for, in a few words
	Encode  func(w io.Writer, p *planner.Plan, env Env) error
}

// Formats are all there are, in the order in which help lists them.
func Formats() []Format {
	return []Format{
		{ID: "table", Aliases: []string{"text", "txt"}, For: "people at a terminal", Encode: table.Encode},
		{ID: "json", Version: planjson.Version, For: "programs, and riprep verify: all of the plan", Encode: encodeJSON},
		{ID: "csv", Version: 1, For: "spreadsheets: the schedule", Encode: sheet.CSV},
		{ID: "tsv", Version: 1, For: "programs that read lines: the schedule", Encode: sheet.TSV},
	}
}

func encodeJSON(w io.Writer, p *planner.Plan, _ Env) error { return planjson.Encode(w, p) }

// Find returns the format of a name, which may be an alias.
func Find(name string) (Format, error) {
	formats := Formats()
	i := slices.IndexFunc(formats, func(f Format) bool { return f.ID == name || slices.Contains(f.Aliases, name) })
	if i < 0 {
		return Format{}, fmt.Errorf("format %q: not known (want %s)", name, strings.Join(names(formats), ", "))
	}
	return formats[i], nil
}

func names(formats []Format) []string {
	out := make([]string, len(formats))
	for i, f := range formats {
		out[i] = f.ID
	}
	return out
}
