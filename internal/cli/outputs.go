package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/pkg/report"
	"github.com/riprep/riprep/pkg/report/view"
)

// outputs is the flag -o of commands that give a plan, and what goes with it.
type outputs struct {
	texts []string
	specs []report.Spec
	chart string
}

func (o *outputs) flag(cmd *cobra.Command) {
	var ids []string
	for _, f := range report.Formats() {
		ids = append(ids, f.ID)
	}
	cmd.Flags().StringArrayVarP(&o.texts, "output", "o", nil,
		"write `FORMAT[@VERSION][=FILE]`, to standard output without a file (repeatable; riprep report --list says what each is for): "+strings.Join(ids, ", "))
	cmd.Flags().StringVar(&o.chart, "chart", view.Charts[0], "`CHART` of svg and png: "+strings.Join(view.Charts, ", "))
}

// needs is what the formats that are asked for use beside the plan.
func (o *outputs) needs() (all report.Needs) {
	for _, spec := range o.specs {
		n := spec.Format.Needs
		all.Risk = all.Risk || n.Risk && (spec.Folder || spec.Format.Files == nil)
		all.Filing = all.Filing || n.Filing
		all.Day = all.Day || n.Day
	}
	return all
}

// parse reads the flag and adds what goes to standard output where nothing else was asked for: a table for a person, lines
// for a program.
func (o *outputs) parse(a *app, silent bool) error {
	if !slices.Contains(view.Charts, o.chart) {
		return usage("", fmt.Errorf("--chart %q: not known (want %s)", o.chart, strings.Join(view.Charts, ", ")))
	}
	out, files, folders := 0, map[string]string{}, map[string]string{}
	for _, text := range o.texts {
		spec, err := report.Parse(text)
		if err != nil {
			return usage("riprep report --list says what each format is for", err)
		}
		if spec.File == "" {
			if spec.Format.Binary && a.OutTerminal {
				return usage("give it a file: -o "+spec.Format.ID+"=FILE", fmt.Errorf("format %q: no terminal shows it", spec.Format.ID))
			}
			out++
		} else {
			path, others := absolute(spec.File), folders // no file is a folder too
			if spec.Folder {
				others = files
			}
			first, twice := others[path]
			if spec.Folder { // formats that name their files apart may share one
				folders[path] = text
				path += string(filepath.Separator) + spec.Format.ID
			}
			if !twice {
				first, twice = files[path]
			}
			if twice {
				return usage("give each output a file of its own", fmt.Errorf("outputs %q and %q: the same file", first, text))
			}
			files[path] = text
		}
		o.specs = append(o.specs, spec)
	}
	switch {
	case out > 1:
		return usage("give all but one a file: -o json=plan.json", errors.New("only one output can go to standard output"))
	case out == 1 || silent:
		return nil
	}
	name := "tsv"
	if a.OutTerminal {
		name = "table"
	}
	spec, err := report.Parse(name)
	o.specs = append(o.specs, spec)
	return err
}
