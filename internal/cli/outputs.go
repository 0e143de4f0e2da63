package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/internal/atomicfile"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report"
)

// outputs is the flag -o of commands that give a plan.
type outputs struct {
	texts []string
	specs []report.Spec
}

func (o *outputs) flag(cmd *cobra.Command) {
	cmd.Flags().StringArrayVarP(&o.texts, "output", "o", nil, "write `FORMAT[=FILE]`, to standard output without a file (repeatable): "+formatList())
}

func formatList() string {
	var parts []string
	for _, f := range report.Formats() {
		parts = append(parts, f.ID+" ("+f.For+")")
	}
	return strings.Join(parts, ", ")
}

// parse reads the flag and adds what goes to standard output where nothing else was asked for: a table for a person, lines
// for a program.
func (o *outputs) parse(a *app, silent bool) error {
	out, files := 0, map[string]string{}
	for _, text := range o.texts {
		spec, err := report.Parse(text)
		if err != nil {
			return usage("the formats are "+formatList(), err)
		}
		if spec.File == "" {
			out++
		} else {
			path := absolute(spec.File)
			if first, twice := files[path]; twice {
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

// check finds before the work what would stop the writing after it.
func (o *outputs) check(dir string) error {
	for _, spec := range o.specs {
		if spec.File == "" {
			continue
		}
		if err := checkFile(spec.File, dir); err != nil {
			return err
		}
	}
	return nil
}

// checkFile refuses a file in a folder that is not there, and one that would take the place of an input.
func checkFile(file, dir string) error {
	folder := filepath.Dir(file)
	if st, err := os.Stat(folder); err != nil || !st.IsDir() {
		return &coded{exitUnexpected, fmt.Errorf("output %q: no folder %q to write it into", file, folder), "make the folder first"}
	}
	st, err := os.Stat(file)
	if err != nil {
		return nil // a new file
	}
	if !st.Mode().IsRegular() {
		return &coded{exitUnexpected, fmt.Errorf("output %q: not a file", file), "give the name of a file; without =FILE a format goes to standard output"}
	}
	for _, name := range operatorFiles(dir) {
		if in, err := os.Stat(name); err == nil && os.SameFile(st, in) {
			return usage("give the output another name", fmt.Errorf("output %q: is one of the inputs", file))
		}
	}
	return nil
}

// operatorFiles are the files that a plan may be read from.
func operatorFiles(dir string) []string {
	var names []string
	for _, pattern := range []string{"*.yaml", "*.yml", "*.json", "regimes/*", "programmes/*"} {
		// The only error is a bad pattern; a folder's name may make one, and then has no such files.
		found, err := filepath.Glob(filepath.Join(globQuote(dir), pattern))
		if err == nil {
			names = append(names, found...)
		}
	}
	for i := len(names) - 1; i >= 0; i-- { // a plan that lies beside the inputs may be written again
		if base := strings.TrimSuffix(filepath.Base(names[i]), filepath.Ext(names[i])); filepath.Dir(names[i]) == filepath.Clean(dir) &&
			base != "inventory" && base != "scenario" && base != "catalog" && base != "products" {
			names = append(names[:i], names[i+1:]...)
		}
	}
	return names
}

func globQuote(dir string) string {
	return strings.NewReplacer(`*`, `\*`, `?`, `\?`, `[`, `\[`, `\`, `\\`).Replace(dir)
}

func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return filepath.Clean(path)
}

// write encodes everything before it writes anything: files first, each as a whole or not at all, standard output last.
func (o *outputs) write(a *app, p *planner.Plan) error {
	texts := make([]bytes.Buffer, len(o.specs))
	for i, spec := range o.specs {
		env := report.Env{Width: 100}
		if spec.File == "" {
			env = report.Env{Width: a.Width, Color: a.OutTerminal && a.Getenv("NO_COLOR") == "" && a.Getenv("TERM") != "dumb"}
		}
		if err := spec.Format.Encode(&texts[i], p, env); err != nil {
			return fmt.Errorf("%s: %w", spec.Format.ID, err)
		}
	}
	for i, spec := range o.specs {
		if spec.File == "" {
			continue
		}
		if err := a.writeFile(spec.File, texts[i].Bytes()); err != nil {
			return err
		}
	}
	for i, spec := range o.specs {
		if spec.File == "" {
			if _, err := a.Stdout.Write(texts[i].Bytes()); err != nil {
				return fmt.Errorf("standard output: %w", err)
			}
		}
	}
	return nil
}

// writeFile writes a file as a whole; an interrupt waits for it.
func (a *app) writeFile(path string, data []byte) error {
	a.writing.Lock()
	defer a.writing.Unlock()
	return atomicfile.Write(path, 0o666, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}
