// Package report writes a plan in the formats that people and programs ask for. It is a registry: a Format says what it
// is called, what it is for and how it encodes; each has a folder of its own, and a new one joins by a line in Formats.
//
// Begin with Formats. Below are
//
//	view      the document that is rendered, and what several formats show of it, computed once
//	tables    the tables of a document: packages, activities, lines, periods, sites, …
//	grid      rows and columns on a terminal, as TSV and as CSV
//	table     for people at a terminal
//	page      one HTML file that opens offline
//	sheet     tables as CSV and TSV
//	planjson  plan/v1, the only format that is read again
//	outline   outlines of states and countries for maps
//
// A format is a pure function of the document and the Env; it opens no file and asks no clock.
package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/report/page"
	"github.com/riprep/riprep/pkg/report/planjson"
	"github.com/riprep/riprep/pkg/report/sheet"
	"github.com/riprep/riprep/pkg/report/table"
	"github.com/riprep/riprep/pkg/report/view"
)

// Env is what a format has to know of the place that its text goes to.
type Env = view.Env

// Document is what is rendered.
type Document = view.Document

// Format is one way to write a plan down.
type Format struct {
	ID       string
	Aliases  []string
	Versions []string // of the format, the newest first, where readers depend on them; none where only people read it
	For      string   // what it is for, in a few words
	Binary   bool     // no terminal shows it
	Needs    Needs
	Encode   func(w io.Writer, d *Document, env Env) error   // as one file
	Files    func(d *Document, env Env) ([]view.File, error) // as a folder of files, nil where it is none
}

// Needs is what a format uses of a document beside the plan and its case.
type Needs struct {
	Risk   bool // the plan played many times
	Filing bool // what has happened, and the day on which it is handed on
	Day    bool // that day alone
}

// Formats are all there are, in the order in which help lists them.
func Formats() []Format {
	return []Format{
		{ID: "table", Aliases: []string{"text", "txt"}, For: "people at a terminal", Encode: table.Encode},
		{ID: "html", Aliases: []string{"page"}, For: "people who were not there: one file that opens offline", Needs: Needs{Risk: true}, Encode: page.Encode},
		{ID: "json", Versions: []string{"1"}, For: "programs, and riprep verify: all of the plan", Encode: encodeJSON},
		{ID: "csv", Versions: []string{"1"}, For: "spreadsheets: the work packages, or into a folder every table", Needs: Needs{Risk: true}, Encode: sheet.CSV, Files: sheet.Files},
		{ID: "tsv", Versions: []string{"1"}, For: "programs that read lines: the work packages", Encode: sheet.TSV},
	}
}

func encodeJSON(w io.Writer, d *Document, _ Env) error { return planjson.Encode(w, d.Plan) }

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
