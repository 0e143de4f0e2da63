package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"

	"github.com/riprep/riprep/internal/atomicfile"
	"github.com/riprep/riprep/pkg/report"
)

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
