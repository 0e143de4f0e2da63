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
//	planjson  plan/v1, which riprep itself reads again
//	markdown  for a ticket or a wiki
//	calendar  iCalendar: work, windows, deadlines
//	geojson   sites and links for map programs
//	kml       the same for globes, with spans of time
//	mspdi     Microsoft Project XML
//	cyclonedx the hardware before and after, as a CycloneDX bill of materials
//	workbook  for spreadsheets: every table, the forms, totals by formula
//	chart     single charts as SVG and PNG
//	compare   two plans side by side; no Format, but a command of its own
//	outline   outlines of states and countries for maps
//
// A format is a pure function of the document and the Env; it opens no file and asks no clock.
package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/report/calendar"
	"github.com/riprep/riprep/pkg/report/chart"
	"github.com/riprep/riprep/pkg/report/cyclonedx"
	"github.com/riprep/riprep/pkg/report/geojson"
	"github.com/riprep/riprep/pkg/report/kml"
	"github.com/riprep/riprep/pkg/report/markdown"
	"github.com/riprep/riprep/pkg/report/mspdi"
	"github.com/riprep/riprep/pkg/report/page"
	"github.com/riprep/riprep/pkg/report/planjson"
	"github.com/riprep/riprep/pkg/report/sheet"
	"github.com/riprep/riprep/pkg/report/table"
	"github.com/riprep/riprep/pkg/report/view"
	"github.com/riprep/riprep/pkg/report/workbook"
)

// Env is what a format has to know of the place that its text goes to.
type Env = view.Env

// Document is what is rendered.
type Document = view.Document

// Format is one way to write a plan down.
type Format struct {
	ID       string
	Aliases  []string
	Ext      string   // of a file's name, where nobody says another; no two formats have the same
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
		{ID: "table", Ext: "txt", Aliases: []string{"text", "txt"}, For: "people at a terminal", Encode: table.Encode},
		{ID: "json", Ext: "json", Versions: []string{"1"}, For: "programs, and riprep verify: all of the plan", Encode: encodeJSON},
		{ID: "csv", Ext: "csv", Versions: []string{"1"}, For: "spreadsheets: the work packages, or into a folder every table", Needs: Needs{Risk: true}, Encode: sheet.CSV, Files: sheet.Files},
		{ID: "tsv", Ext: "tsv", Versions: []string{"1"}, For: "programs that read lines: the work packages", Encode: sheet.TSV},
		{ID: "html", Ext: "html", Aliases: []string{"page"}, For: "people who were not there: one file that opens offline", Needs: Needs{Risk: true}, Encode: page.Encode},
		{ID: "xlsx", Ext: "xlsx", Aliases: []string{"excel"}, For: "spreadsheets: a workbook with every table, the forms, and totals by formula", Binary: true, Needs: Needs{Risk: true, Filing: true}, Encode: workbook.Encode},
		{ID: "md", Ext: "md", Aliases: []string{"markdown"}, For: "a ticket or a wiki, with a Gantt chart for mermaid", Needs: Needs{Risk: true}, Encode: markdown.Encode},
		{ID: "ics", Ext: "ics", Aliases: []string{"calendar"}, Versions: []string{"2.0"}, For: "calendars: crew work, windows, deadlines, frozen days", Needs: Needs{Day: true}, Encode: calendar.Encode},
		{ID: "mspdi", Ext: "xml", Aliases: []string{"msproject"}, For: "Microsoft Project and Primavera: tasks with links, crews and a baseline", Encode: mspdi.Encode},
		{ID: "geojson", Ext: "geojson", Versions: []string{"1"}, For: "map programs: sites with dates and cost, links", Encode: geojson.Encode},
		{ID: "kml", Ext: "kml", Versions: []string{"2.2"}, For: "globes: sites by region, with a span of time", Encode: kml.Encode},
		{ID: "cyclonedx", Ext: "cdx.json", Aliases: []string{"cyclonedx-json", "sbom", "hbom"}, Versions: cyclonedx.Versions, For: "tools for bills of materials: the hardware before and after, or into a folder one of each", Encode: cyclonedx.Encode, Files: cyclonedx.Files},
		{ID: "svg", Ext: "svg", For: "slides and letters: one chart, see --chart, or into a folder all of them", Encode: chart.SVG, Files: chart.SVGFiles},
		{ID: "png", Ext: "png", For: "the same as pixels", Binary: true, Encode: chart.PNG, Files: chart.PNGFiles},
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
