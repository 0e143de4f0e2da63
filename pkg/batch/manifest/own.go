package manifest

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/batch"
)

// extensions of the files of an operator, in the order in which riprep looks for them.
var extensions = []string{".yaml", ".yml", ".json"}

// own is what the folder of an operator holds that a plan is made from. Paths are below the root.
type own struct {
	scenarios []string     // scenario.yaml, then those of scenarios/ by name
	others    []string     // catalog, products, quotes, progress, regimes and programmes, sorted
	faults    []batch.Said // folders of it that cannot be read
}

// own looks at an operator's folder, once.
func (t *tree) own(dir string) *own {
	t.mu.Lock()
	o := t.owns[dir]
	t.mu.Unlock()
	if o != nil {
		return o
	}
	o = &own{}
	f := t.list(dir)
	if f.bad != nil {
		o.faults = append(o.faults, batch.Said{File: dir, Message: "cannot open: " + because(f.bad), Hint: hintFor(f.bad)})
	} else {
		t.look(o, dir, f)
	}
	t.mu.Lock()
	t.owns[dir] = o
	t.mu.Unlock()
	return o
}

func (t *tree) look(o *own, dir string, f *folder) {
	if e := f.first("scenario"); e != nil {
		o.scenarios = append(o.scenarios, t.wanted(dir, e))
	}
	for _, name := range []string{"catalog", "products", "quotes", "progress"} {
		if e := f.first(name); e != nil {
			o.others = append(o.others, t.wanted(dir, e))
		}
	}
	seen := map[string]bool{} // of one scenario in several forms the first form is read, as of every file
	for _, ext := range extensions {
		t.inside(o, dir, "scenarios", f, func(below string, e fs.DirEntry) {
			name := e.Name()
			if stem, ok := strings.CutSuffix(name, ext); ok && !strings.HasPrefix(name, ".") && !seen[stem] {
				seen[stem] = true
				o.scenarios = append(o.scenarios, t.wanted(below, e))
			}
		})
	}
	for _, name := range []string{"regimes", "programmes"} {
		t.inside(o, dir, name, f, func(below string, e fs.DirEntry) {
			if slices.Contains(extensions, path.Ext(e.Name())) {
				o.others = append(o.others, t.wanted(below, e))
			}
		})
	}
	slices.Sort(o.others)
}

// inside calls each for the entries of a folder in an operator's folder, where there is one.
func (t *tree) inside(o *own, dir, name string, f *folder, each func(below string, e fs.DirEntry)) {
	e := f.find(name)
	if e == nil || !e.IsDir() && e.Type()&fs.ModeSymlink == 0 {
		return
	}
	below := path.Join(dir, name)
	in := t.list(below)
	if in.bad != nil && (e.IsDir() || batch.LeadsOut(in.bad)) {
		said := batch.Said{File: below, Message: "cannot open: " + because(in.bad), Hint: hintFor(in.bad)}
		if !slices.Contains(o.faults, said) {
			o.faults = append(o.faults, said)
		}
		return
	}
	for _, e := range in.entries {
		each(below, e)
	}
}

// wanted notes that a file is to be read.
func (t *tree) wanted(dir string, e fs.DirEntry) string {
	file := path.Join(dir, e.Name())
	t.want(file, e.Type().IsRegular())
	return file
}

// first returns the entry that riprep reads for a name such as catalog, nil where there is none.
func (f *folder) first(name string) fs.DirEntry {
	for _, ext := range extensions {
		if e := f.find(name + ext); e != nil {
			return e
		}
	}
	return nil
}
