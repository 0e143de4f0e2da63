package cli

import (
	"bytes"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/pkg/report/grid"
)

// rowFormat is the flag -o of commands that give rows and no plan.
type rowFormat struct{ name string }

func (f *rowFormat) flag(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&f.name, "output", "o", "", "`FORMAT` on standard output: table, tsv, csv or json (default: table on a terminal, else tsv)")
}

func (f *rowFormat) parse(a *app) error {
	switch f.name {
	case "":
		f.name = "tsv"
		if a.OutTerminal {
			f.name = "table"
		}
	case "table", "tsv", "csv", "json":
	default:
		return usage("", fmt.Errorf("format %q: not known (want table, tsv, csv or json)", f.name))
	}
	return nil
}

// forPeople reports whether a table is wanted, which a command may shorten and sum up.
func (f *rowFormat) forPeople() bool { return f.name == "table" }

// write gives all rows; kind is what the JSON form says it is.
func (f *rowFormat) write(a *app, t *grid.Table, kind string) error {
	var out bytes.Buffer
	var err error
	switch f.name {
	case "csv":
		err = t.CSV(&out)
	case "json":
		err = t.JSON(&out, kind)
	case "table":
		err = t.Terminal(&out, max(80, a.Width))
	default:
		err = t.TSV(&out)
	}
	if err != nil {
		return err
	}
	return a.print(out.String())
}

// stream gives all rows without holding them: those that are made one by one may be a million.
func (f *rowFormat) stream(a *app, t *grid.Table, kind string) error {
	var err error
	switch f.name {
	case "csv":
		err = t.CSV(a.Stdout)
	case "json":
		err = t.JSON(a.Stdout, kind)
	default:
		err = t.TSV(a.Stdout)
	}
	if err != nil {
		return fmt.Errorf("standard output: %w", err)
	}
	return nil
}

// rulesFlag is the flag --rules of commands that know no operator's folder.
func rulesFlag(cmd *cobra.Command, paths *[]string) {
	cmd.Flags().StringArrayVar(paths, "rules", nil, "read the regime file `PATH` too, or those of a folder (repeatable)")
}

// page is text for people, for standard output when it is whole.
type page struct {
	grid.Page
	app  *app
	text bytes.Buffer
}

func (a *app) page() *page {
	bold := a.OutTerminal && a.Getenv("NO_COLOR") == "" && a.Getenv("TERM") != "dumb"
	p := &page{app: a}
	p.Page = grid.Page{W: &p.text, Width: max(80, a.Width), Bold: bold}
	return p
}

func (p *page) print() error {
	if p.Err != nil {
		return p.Err
	}
	return p.app.print(p.text.String())
}

// some is a number of things for people.
func some(n int, one string) string {
	if n != 1 {
		one += "s"
	}
	return grid.Group(int64(n)) + " " + one
}

// print writes a result.
func (a *app) print(text string) error {
	if _, err := a.Stdout.Write([]byte(text)); err != nil {
		return fmt.Errorf("standard output: %w", err)
	}
	return nil
}
