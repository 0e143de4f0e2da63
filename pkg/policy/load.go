package policy

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

// Rules are all regimes and vendors that a screening can use. They are not changed after Load and safe for concurrent use.
type Rules struct {
	regimes map[string]*Regime
	vendors []*Vendor // in the order of the data, the user's first
	names   *nameIndex
	models  *modelIndex
	numbers enterpriseIndex
}

// Load reads the user's regime files and then all built-in ones; see LoadFor.
func Load(r *strict.Reader, extra ...string) *Rules {
	return LoadFor(r, builtinIDs(), extra...)
}

// LoadFor reads the user's regime files and then those built-in regimes that are asked for by id; of the others only the
// ids are known. An extra is a regime/v1 file, or a folder whose *.yaml
// and *.yml files are read in the order of their names. A user's regime replaces the built-in one of the same id, and a
// vendor that it brings the built-in one of the same id. What is wrong with the files is among the reader's faults; the
// Rules are never nil and hold what could be read.
func LoadFor(r *strict.Reader, ids []string, extra ...string) *Rules {
	if len(extra) == 0 {
		if rules := known.of(r, ids); rules != nil {
			return rules
		}
	}
	return load(r, ids, extra)
}

func load(r *strict.Reader, ids, extra []string) *Rules {
	l := loader{r: r, regimes: make(map[string]*Regime), vendors: make(map[string]*Vendor)}
	for _, path := range l.files(extra) {
		r.File(path, regimeKind, func(m *strict.Map) { l.regime(decodeRegime(m)) })
	}
	for _, f := range embedded().vendors {
		l.vendorFile(f.Read(r))
	}
	for _, f := range embedded().regimes {
		if l.regimes[f.id] == nil && slices.Contains(ids, f.id) {
			for _, g := range *f.Read(r) {
				l.regime(g)
			}
		}
	}
	return l.rules()
}

// Builtin reads the built-in rules alone.
func Builtin() (*Rules, error) {
	var r strict.Reader
	rules := Load(&r)
	return rules, r.Faults().Err()
}

// Regime returns a regime, nil where there is none of the id or it was not asked for in loading.
func (r *Rules) Regime(id string) *Regime { return r.regimes[id] }

// IDs returns the ids of all regimes that there are, in alphabetical order, those that were not loaded too.
func (r *Rules) IDs() []string {
	ids := builtinIDs()
	for id := range r.regimes {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// vendor returns the vendor of an id, nil where there is none.
func (r *Rules) vendor(id string) *Vendor {
	for _, v := range r.vendors {
		if v.ID == id {
			return v
		}
	}
	return nil
}

// Unchecked lists those of some regimes whose data was looked after until a day before on only.
func (r *Rules) Unchecked(ids []string, on inventory.Date) []*Regime {
	var out []*Regime
	for _, id := range ids {
		if g := r.Regime(id); g != nil && g.Checked.Before(on) {
			out = append(out, g)
		}
	}
	return out
}

// Vendors returns the vendors known, in the order of the data. They must not be changed.
func (r *Rules) Vendors() []*Vendor { return r.vendors }

type loader struct {
	r       *strict.Reader
	regimes map[string]*Regime
	order   []*Regime
	vendors map[string]*Vendor
	inOrder []*Vendor
	words   Words
}

// files lists the files behind the user's paths. A path that cannot be looked at stays, so that reading it says why.
func (l *loader) files(paths []string) []string {
	var out []string
	for _, path := range paths {
		names, ok := l.r.List(path)
		if !ok {
			out = append(out, path)
			continue
		}
		for _, name := range names {
			file := filepath.Join(path, name)
			if ext := filepath.Ext(name); (ext == ".yaml" || ext == ".yml") && !l.r.IsFolder(file) {
				out = append(out, file)
			}
		}
	}
	return out
}

func (l *loader) regime(g *Regime) {
	for _, v := range g.Vendors {
		l.vendor(v)
	}
	if g.ID == "" {
		return
	}
	if old := l.regimes[g.ID]; old != nil {
		l.r.Fault(g.Pos, "", "regime %q: stands in %s already", g.ID, old.Pos.File)
		return
	}
	l.regimes[g.ID] = g
	l.order = append(l.order, g)
}

func (l *loader) vendorFile(f *vendorFile) {
	for _, v := range f.vendors {
		l.vendor(v)
	}
	l.words.add(f.words)
}

func (l *loader) vendor(v *Vendor) {
	switch old := l.vendors[v.ID]; {
	case v.ID == "" || v.Name == "":
	case old == nil:
		l.vendors[v.ID] = v
		l.inOrder = append(l.inOrder, v)
	case isBuiltin(old.Pos) == isBuiltin(v.Pos):
		l.r.Fault(v.Pos, "", "vendor %q: stands in %s already", v.ID, old.Pos.File)
	default: // the user's was read first and stays
	}
}

func isBuiltin(p strict.Pos) bool { return strings.HasPrefix(p.File, "builtin:") }

func (l *loader) rules() *Rules {
	named := make(map[string]bool)
	for _, g := range l.order {
		for i := range g.Entries {
			e := &g.Entries[i]
			for _, id := range e.Vendors {
				if l.vendors[id] == nil {
					l.r.Fault(e.Pos, "name a built-in vendor, or add it to the file under vendors", "entry %q: vendor %q: not known", e.ID, id)
				}
				named[id] = true
			}
		}
	}
	names := newNameIndex(l.r, l.inOrder, l.words, named)
	return &Rules{
		regimes: l.regimes, vendors: l.inOrder, names: names,
		models: newModelIndex(l.inOrder, l.words, names), numbers: newEnterpriseIndex(l.r, l.inOrder),
	}
}
