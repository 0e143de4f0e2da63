package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/internal/atomicfile"
	"github.com/riprep/riprep/pkg/filing"
	"github.com/riprep/riprep/pkg/report/grid"
)

// sectionOutputs is the flag -o of forms and compare: rows that may go to files, and several forms of them at once. They are written
// as they are made, so that a log of 100,000 units is never held as a whole; only a table for people is.
type sectionOutputs struct {
	formats []string // that are known; nil for sectionFormats
	texts   []string
	specs   []sectionSpec
}

type sectionSpec struct{ format, file string }

var sectionFormats = []string{"table", "tsv", "csv", "json"}

func (o *sectionOutputs) flag(cmd *cobra.Command) {
	if o.formats == nil {
		o.formats = sectionFormats
	}
	last := len(o.formats) - 1
	cmd.Flags().StringArrayVarP(&o.texts, "output", "o", nil,
		"write `FORMAT[=FILE]`, to standard output without a file (repeatable): "+strings.Join(o.formats[:last], ", ")+" or "+o.formats[last]+" (default: table on a terminal, else tsv)")
}

func (o *sectionOutputs) parse(a *app) error {
	out, files := 0, map[string]string{}
	for _, text := range o.texts {
		format, file, has := strings.Cut(text, "=")
		switch {
		case !slices.Contains(o.formats, format):
			return usage("", fmt.Errorf("format %q: not known (want %s)", format, strings.Join(o.formats, ", ")))
		case has && file == "":
			return usage("", fmt.Errorf("output %q: no file after the sign", text))
		case !has:
			out++
		default:
			if first, twice := files[absolute(file)]; twice {
				return usage("give each output a file of its own", fmt.Errorf("outputs %q and %q: the same file", first, text))
			}
			files[absolute(file)] = text
		}
		o.specs = append(o.specs, sectionSpec{format, file})
	}
	switch {
	case out > 1:
		return usage("give all but one a file, such as -o json=FILE", errors.New("only one output can go to standard output"))
	case len(o.specs) > 0:
		return nil
	}
	format := "tsv"
	if a.OutTerminal {
		format = "table"
	}
	o.specs = []sectionSpec{{format, ""}}
	return nil
}

// check finds before the work what would stop the writing after it: an output in the place of what is read.
func (o *sectionOutputs) check(dir string, inputs ...string) error {
	for _, spec := range o.specs {
		if spec.file == "" {
			continue
		}
		if err := checkFile(spec.file, dir); err != nil {
			return err
		}
		if err := checkInputs(spec.file, inputs); err != nil {
			return err
		}
	}
	return nil
}

func sameFile(a, b string) bool {
	if b == "" {
		return false
	}
	one, err := os.Stat(a)
	other, err2 := os.Stat(b)
	return err == nil && err2 == nil && os.SameFile(one, other)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// write gives a section of a document, or the whole of it as JSON: files first, standard output last.
func (o *sectionOutputs) write(a *app, d *filing.Document, section string) error {
	s := d.Section(section)
	return o.each(a, func(w io.Writer, format string) error {
		switch format {
		case "json":
			return d.JSON(w)
		case "table":
			return s.ForPeople().Terminal(w, max(80, a.Width))
		}
		return lines(w, s.Table(), format)
	})
}

// writeTable gives rows that are no document; people see others.
func (o *sectionOutputs) writeTable(a *app, t, people *grid.Table, kind string) error {
	return o.each(a, func(w io.Writer, format string) error {
		switch format {
		case "json":
			return t.JSON(w, kind)
		case "table":
			return people.Terminal(w, max(80, a.Width))
		}
		return lines(w, t, format)
	})
}

// lines writes rows for a program.
func lines(w io.Writer, t *grid.Table, format string) error {
	if format == "csv" {
		return t.CSV(w)
	}
	return t.TSV(w)
}

func (o *sectionOutputs) each(a *app, encode func(w io.Writer, format string) error) error {
	for _, spec := range o.specs {
		if spec.file == "" {
			continue
		}
		a.writing.Lock()
		err := atomicfile.Write(spec.file, 0o666, func(w io.Writer) error { return encode(w, spec.format) })
		a.writing.Unlock()
		if err != nil {
			return err
		}
	}
	for _, spec := range o.specs {
		if spec.file == "" {
			if err := encode(a.Stdout, spec.format); err != nil {
				return fmt.Errorf("standard output: %w", err)
			}
		}
	}
	return nil
}
