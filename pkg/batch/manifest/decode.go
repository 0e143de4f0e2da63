package manifest

import (
	"path"
	"path/filepath"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/batch"
)

// Kind is what a manifest says that it is.
var Kind = strict.Kind{Name: "batch", Major: 1, Single: true}

// document is a manifest, whatever it is written in.
type document struct {
	settings settings
	entries  []*entry
}

// entry is one of the operators of a manifest. Paths are below its folder, cleaned, and do not leave it.
type entry struct {
	at        strict.Pos
	operator  string // "" where not stated
	inventory string // or
	folders   []string
	scenarios []string // nil: those of the operator's folder
	set       []Values // with those of all operators, sorted by field
}

// Check reads a manifest for its own faults, and does not look for what it names.
func Check(r *strict.Reader, file string) { load(r, file) }

// load reads a manifest in the form that its extension says.
func load(r *strict.Reader, file string) *document {
	d := &document{}
	switch strings.ToLower(filepath.Ext(file)) {
	case ".csv", ".tsv":
		if text, ok := r.PlainText(file, Kind.String()); ok {
			d.csv(r, file, text)
		}
	case ".jsonl", ".ndjson":
		if text, ok := r.PlainText(file, Kind.String()); ok {
			r.Lines(file, text, func(m *strict.Map) { d.entry(m, nil) })
		}
	default:
		r.File(file, Kind, d.decode)
	}
	return d
}

// manifest reads a manifest and takes its operators.
func (rd *reader) manifest(file string) {
	before := len(rd.r.Faults())
	d := load(&rd.r, file)
	if len(rd.r.Faults()) > before {
		return
	}
	if len(d.entries) == 0 {
		rd.r.Fault(strict.Pos{File: file}, "", "no operators in it")
		return
	}
	dir, err := filepath.Abs(filepath.Dir(file))
	if err != nil {
		rd.r.Fault(strict.Pos{File: file}, "", "cannot open: %s", because(err))
		return
	}
	rd.settle(file, d.settings)
	rd.enlist(rd.tree(dir), d.entries)
}

// decode reads batch/v1.
func (d *document) decode(m *strict.Map) {
	m.Has("riprep") // asked for by the reader, before the decoder sees the document
	d.settings.decode(m)
	all := decodeSet(m)
	m.List("operators", func(e *strict.Map) { d.entry(e, all) }, strict.Required)
	m.Done()
}

// entry reads one of the operators, or a line of JSON lines.
func (d *document) entry(m *strict.Map, all []Values) {
	e := &entry{at: m.Pos()}
	e.operator = m.String("operator")
	m.Label("operator", e.operator)
	if e.operator != "" && !batch.IsName(e.operator) {
		m.Fault("operator", hintName, "not a name for an operator")
	}
	if m.Has("inventory") {
		e.inventory = decodePath(m, "inventory")
		e.at = m.At("inventory")
	}
	e.folders = decodePaths(m, "folder")
	for _, f := range e.folders {
		e.at = m.At("folder")
		if why := pattern(f); why != "" {
			m.Fault("folder", "", "folder %q: %s", f, why)
		}
	}
	e.scenarios = decodePaths(m, "scenario")
	e.set = merge(all, decodeSet(m))
	switch has := m.Has("inventory"); {
	case has && m.Has("folder"):
		m.Fault("folder", "leave one of them out", "both inventory and folder")
	case !has && !m.Has("folder"):
		m.FaultAt(m.Pos(), "inventory: noel/inventory.yaml, or folder: noel", "neither inventory nor folder")
	}
	m.Done()
	d.entries = append(d.entries, e)
}

const hintName = "letters, digits, '-', '_' and single '.', at most 100, with a letter or digit first and last"

func decodePath(m *strict.Map, key string) string {
	s, _, ok := m.Text(key)
	if !ok {
		return ""
	}
	clean, why := within(s)
	if why != "" {
		m.Fault(key, hintPath, "%s %q: %s", key, s, why)
	}
	return clean
}

// decodePaths reads one path or a list of them.
func decodePaths(m *strict.Map, key string) []string {
	if !m.IsList(key) {
		if p := decodePath(m, key); p != "" {
			return []string{p}
		}
		return nil
	}
	var out []string
	for _, s := range m.Strings(key) {
		clean, why := within(s)
		if why != "" {
			m.Fault(key, hintPath, "%s %q: %s", key, s, why)
		}
		out = append(out, clean)
	}
	if len(out) == 0 {
		m.Fault(key, "", "%s: empty", key)
	}
	return out
}

const hintPath = "paths are below the folder of the manifest, with /, such as noel/inventory.yaml"

// within cleans a path of a manifest, and says why it is not one: what is below the manifest's folder on one machine must be so
// on every other.
func within(s string) (clean, why string) {
	switch {
	case strings.TrimSpace(s) == "":
		return "", "empty"
	case strings.ContainsAny(s, "\\\n\t"):
		return "", "not a path"
	case path.IsAbs(s), !filepath.IsLocal(filepath.FromSlash(s)):
		return "", "leaves the folder of the manifest"
	}
	for part := range strings.SplitSeq(s, "/") {
		if part == ".." {
			return "", "leaves the folder of the manifest"
		}
	}
	return path.Clean(s), ""
}
