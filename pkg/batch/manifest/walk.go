package manifest

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/batch"
)

// maxDepth is how many folders deep operators are looked for below one that was named.
const maxDepth = 8

// named is what a user named: a folder, or a pattern that stands for several.
type named struct {
	at      strict.Pos
	called  string // as it was named
	entry   *entry // of a manifest, nil where a PATH names it
	pattern bool
	has     int // operators that were found
}

// start is a folder that operators are looked for in.
type start struct {
	tree *tree
	dir  string // below the root
	from *named
}

// found is a folder that holds an operator, or one that cannot be looked into.
type found struct {
	start     int
	dir       string
	inventory string
	fault     *batch.Said
}

// search looks through folders, all of one depth at a time: what holds an inventory is an operator and is not searched further.
// Hidden folders and folders of results are left out. The order follows from the folders alone.
func (rd *reader) search(starts []start) []found {
	type place struct {
		start int
		dir   string
		link  bool
	}
	level := make([]place, len(starts))
	for i, s := range starts {
		level[i] = place{start: i, dir: s.dir}
	}
	var all []found
	for depth := 0; len(level) > 0; depth++ {
		results := make([]string, len(level))
		hits := make([]*found, len(level))
		below := make([][]place, len(level))
		each(len(level), func(i int) {
			p, t := level[i], starts[level[i].start].tree
			f := t.list(p.dir)
			if f.bad != nil {
				if said := t.unreadable(p.dir, f.bad, p.link); said != nil {
					hits[i] = &found{p.start, p.dir, path.Join(p.dir, "inventory.yaml"), said}
				}
				return
			}
			if e := f.first("inventory"); e != nil {
				hits[i] = &found{p.start, p.dir, path.Join(p.dir, e.Name()), nil}
				return
			}
			if t.isResults(p.dir, f) {
				results[i] = fmt.Sprintf("%s: left out, it holds results of a batch", p.dir)
				return
			}
			if p.link { // its folders are below the root once more, under their own names
				return
			}
			for _, e := range f.entries {
				if link := e.Type()&fs.ModeSymlink != 0; (e.IsDir() || link) && !strings.HasPrefix(e.Name(), ".") {
					below[i] = append(below[i], place{p.start, path.Join(p.dir, e.Name()), link})
				}
			}
		})
		var next []place
		for i := range level {
			if hits[i] != nil {
				all = append(all, *hits[i])
			} else {
				starts[level[i].start].tree.forget(level[i].dir)
			}
			if results[i] != "" {
				rd.notes = append(rd.notes, results[i])
			}
			next = append(next, below[i]...)
		}
		if depth == maxDepth && len(next) > 0 {
			rd.notes = append(rd.notes, fmt.Sprintf("%d folders are deeper than %d below the one that was named, and were not searched; the first is %s", len(next), maxDepth, next[0].dir))
			next = nil
		}
		level = next
	}
	return all
}

// isResults reports whether a folder holds the results of a batch, which have the inputs of what failed in them: its batch.json
// says that it is a batch-run.
func (t *tree) isResults(dir string, f *folder) bool {
	if e := f.find("batch.json"); e == nil || !e.Type().IsRegular() {
		return false
	}
	in, err := t.root.OpenFile(path.Join(dir, "batch.json"))
	if err != nil {
		return false
	}
	defer in.Close()
	head := make([]byte, 1024)
	n, _ := io.ReadFull(in, head)
	return bytes.Contains(head[:n], []byte(`"batch-run/`))
}

// unreadable says why a folder cannot be searched, nil where it is none: a link to a file is not an operator.
func (t *tree) unreadable(dir string, bad error, link bool) *batch.Said {
	if link {
		if st, err := os.Stat(filepath.Join(t.dir, filepath.FromSlash(dir))); err == nil && !st.IsDir() {
			return nil
		}
	}
	return &batch.Said{File: dir, Message: "cannot open: " + because(bad), Hint: hintFor(bad)}
}

// forget frees what is not needed again.
func (t *tree) forget(dir string) {
	t.mu.Lock()
	delete(t.folders, dir)
	t.mu.Unlock()
}

// take makes operators of what was found, and reports what was named and holds none. Where a manifest names one folder, that is
// the fault of its unit.
func (rd *reader) take(starts []start) {
	for _, f := range rd.search(starts) {
		s := starts[f.start]
		s.from.has++
		rd.add(s, f)
		if e := s.from.entry; e != nil && e.operator != "" && s.from.has == 2 {
			rd.r.Fault(s.from.at, "leave operator out, then each is called after its folder", "operator %q: %s holds more than one", e.operator, s.from.called)
		}
	}
	for i, s := range starts {
		switch from := s.from; {
		case from.has > 0:
		case from.entry != nil && !from.pattern:
			inventory := path.Join(s.dir, "inventory.yaml")
			rd.add(s, found{i, s.dir, inventory, &batch.Said{File: inventory, Message: "no such file, and no operator in a folder below"}})
		default:
			from.has++ // so that it is reported once
			rd.r.Fault(from.at, "an operator's folder holds inventory.yaml; riprep init DIR writes a first one", "no inventory in %s, nor in a folder below", from.called)
		}
	}
}

func (rd *reader) add(s start, f found) {
	op := &operator{at: s.from.at, tree: s.tree, dir: f.dir, inventory: f.inventory, set: rd.o.Set, fault: f.fault}
	if e := s.from.entry; e != nil {
		op.name, op.scenarios, op.set = e.operator, e.scenarios, e.set
	}
	rd.operators = append(rd.operators, op)
}
