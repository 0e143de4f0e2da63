package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/internal/atomicfile"
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

// check finds before the work what would stop the writing after it. inputs are files that are read beside those of the folder.
func (o *outputs) check(dir string, inputs ...string) error {
	for _, spec := range o.specs {
		if spec.File == "" {
			continue
		}
		check := checkFile
		if spec.Folder {
			check = checkFolder
		}
		if err := check(spec.File, dir); err != nil {
			return err
		}
		if err := checkInputs(spec.File, inputs); err != nil {
			return err
		}
	}
	return nil
}

// checkInputs refuses a file that is one of those that are read.
func checkInputs(file string, inputs []string) error {
	for _, in := range inputs {
		if sameFile(file, in) {
			return usage("give the output another name", fmt.Errorf("output %q: is one of the inputs", file))
		}
	}
	return nil
}

// checkFolder refuses a folder that cannot be made, and that of the inputs, some of which have the names of tables.
func checkFolder(folder, dir string) error {
	folder = filepath.Clean(folder)
	if st, err := os.Stat(filepath.Dir(folder)); err != nil || !st.IsDir() {
		return &coded{exitUnexpected, fmt.Errorf("output %q: no folder %q to make it in", folder, filepath.Dir(folder)), "make the folder first"}
	}
	st, err := os.Stat(folder)
	if err != nil {
		return nil // a new folder
	}
	if !st.IsDir() {
		return &coded{exitUnexpected, fmt.Errorf("output %q: not a folder", folder), "give the name of a folder, or a file with an extension"}
	}
	if in, err := os.Stat(dir); err == nil && os.SameFile(st, in) {
		return usage("give the output another name", fmt.Errorf("output %q: is the folder of the inputs", folder))
	}
	return nil
}

// checkFile refuses a file in a folder that is not there, and one that would take the place of an input.
func checkFile(file, dir string) error {
	st, err := checkTarget(file)
	if st == nil {
		return err
	}
	return checkInputs(file, operatorFiles(dir))
}

// checkTarget refuses a file in a folder that is not there, and what is no file; it returns what is there, nil for a new file.
func checkTarget(file string) (os.FileInfo, error) {
	folder := filepath.Dir(file)
	if st, err := os.Stat(folder); err != nil || !st.IsDir() {
		return nil, &coded{exitUnexpected, fmt.Errorf("output %q: no folder %q to write it into", file, folder), "make the folder first"}
	}
	st, err := os.Stat(file)
	if err != nil {
		return nil, nil // a new file
	}
	if !st.Mode().IsRegular() {
		return nil, &coded{exitUnexpected, fmt.Errorf("output %q: not a file", file), "give the name of a file; without =FILE a format goes to standard output"}
	}
	return st, nil
}

// operatorNames are what the files of an operator are called.
var operatorNames = []string{"inventory", "scenario", "catalog", "products", "quotes", "progress"}

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
			!slices.Contains(operatorNames, base) {
			names = append(names[:i], names[i+1:]...)
		}
	}
	return names
}

func globQuote(dir string) string {
	return strings.NewReplacer(`*`, `\*`, `?`, `\?`, `[`, `\[`, `\`, `\\`).Replace(dir)
}

// absolute is the one name of a file, whatever links lead to it; the file itself need not be there.
func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	if to, err := filepath.EvalSymlinks(path); err == nil {
		return to
	}
	if to, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		return filepath.Join(to, filepath.Base(path))
	}
	return filepath.Clean(path)
}

// rendered is an output that is encoded and waits to be written.
type rendered struct {
	file string // "" for standard output
	data []byte
}

// write encodes everything before it writes anything: files first, each as a whole or not at all, standard output last.
func (o *outputs) write(a *app, d *report.Document) error {
	all, err := o.encodeAll(a, d)
	if err != nil {
		return err
	}
	names := map[string]bool{}
	for _, r := range all { // a file may lie in a folder that another output fills
		if name := absolute(r.file); r.file != "" && names[name] {
			return usage("give each output a file of its own", fmt.Errorf("output %q: two outputs are this file", r.file))
		} else {
			names[name] = true
		}
	}
	for _, spec := range o.specs {
		if spec.Folder {
			if err := os.MkdirAll(spec.File, 0o777); err != nil {
				return fmt.Errorf("output folder: %w", err)
			}
		}
	}
	for _, r := range all {
		if r.file == "" {
			continue
		}
		if err := a.writeFile(r.file, r.data); err != nil {
			return err
		}
	}
	for _, r := range all {
		if r.file == "" {
			if _, err := a.Stdout.Write(r.data); err != nil {
				return fmt.Errorf("standard output: %w", err)
			}
		}
	}
	return nil
}

// encodeAll renders the outputs side by side, as many at once as there are cores: each is a pure function of the document. The
// first error in the order of the outputs is returned; a panic in one goes on in the caller, which says what to do about it.
func (o *outputs) encodeAll(a *app, d *report.Document) ([]rendered, error) {
	texts := make([][]rendered, len(o.specs))
	errs := make([]error, len(o.specs))
	panics := make([]any, len(o.specs))
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(runtime.GOMAXPROCS(0), len(o.specs)) {
		wg.Go(func() {
			for i := range next {
				func() {
					defer func() { panics[i] = recover() }()
					texts[i], errs[i] = o.encode(a, o.specs[i], d)
				}()
			}
		})
	}
	for i := range o.specs {
		next <- i
	}
	close(next)
	wg.Wait()
	var all []rendered
	for i, spec := range o.specs {
		if panics[i] != nil {
			panic(fmt.Sprintf("%s: %v", spec.Format.ID, panics[i]))
		}
		if errs[i] != nil {
			return nil, fmt.Errorf("%s: %w", spec.Format.ID, errs[i])
		}
		all = append(all, texts[i]...)
	}
	return all, nil
}

// encode renders one output; a folder gives several files.
func (o *outputs) encode(a *app, spec report.Spec, d *report.Document) ([]rendered, error) {
	env := report.Env{Width: 100, Version: spec.Version, Chart: o.chart}
	if spec.File == "" {
		env.Width = a.Width
		env.Color = a.OutTerminal && a.Getenv("NO_COLOR") == "" && a.Getenv("TERM") != "dumb"
	}
	var text bytes.Buffer
	if !spec.Folder {
		err := spec.Format.Encode(&text, d, env)
		return []rendered{{spec.File, text.Bytes()}}, err
	}
	files, err := spec.Format.Files(d, env)
	if err != nil {
		return nil, err
	}
	var out []rendered
	for _, f := range files {
		path, err := atomicfile.Inside(spec.File, f.Name)
		if err != nil {
			return nil, err
		}
		var text bytes.Buffer
		if err := f.Encode(&text); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		out = append(out, rendered{path, text.Bytes()})
	}
	return out, nil
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
