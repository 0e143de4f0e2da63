package programme

import (
	"embed"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/riprep/riprep/internal/strict"
)

//go:embed data
var data embed.FS

// Set holds programmes by id.
type Set struct{ byID map[string]*Programme }

// Load reads the operator's programme files and then all built-in ones; see LoadFor.
func Load(r *strict.Reader, extra ...string) *Set {
	return LoadFor(r, builtins(), extra...)
}

// LoadFor reads the operator's files of the kind programme/v1 and then those built-in programmes that are asked for by id. An
// operator's programme goes before the built-in one of its id, as a whole. What is wrong is among the reader's faults; the Set
// is never nil and holds what could be read.
func LoadFor(r *strict.Reader, ids []string, extra ...string) *Set {
	s := &Set{byID: map[string]*Programme{}}
	for _, path := range extra {
		r.File(path, kind, func(m *strict.Map) { s.add(r, decodeProgramme(m)) })
	}
	for i, id := range builtins() {
		if s.byID[id] != nil || !slices.Contains(ids, id) {
			continue
		}
		for _, p := range *embedded()[i].Read(r) {
			s.add(r, p)
		}
	}
	return s
}

// embedded are the built-in files, in the order of builtins.
var embedded = sync.OnceValue(func() []*strict.Embedded[[]*Programme] {
	var out []*strict.Embedded[[]*Programme]
	for _, id := range builtins() {
		text, _ := data.ReadFile("data/" + id + ".yaml") // it is part of the program; without its text it would be a fault
		out = append(out, strict.Embed("builtin:programmes/"+id+".yaml", text, kind, func(m *strict.Map, ps *[]*Programme) {
			*ps = append(*ps, decodeProgramme(m))
		}))
	}
	return out
})

func (s *Set) add(r *strict.Reader, p *Programme) {
	if p.ID == "" {
		return // a fault already
	}
	if old := s.byID[p.ID]; old != nil {
		r.Fault(p.Pos, "", "programme %q: stands in %s already", p.ID, old.Pos.File)
		return
	}
	s.byID[p.ID] = p
}

// Programme returns a programme, nil where there is none of the id or it was not asked for in loading.
func (s *Set) Programme(id string) *Programme { return s.byID[id] }

// IDs returns the ids of all programmes that there are, in alphabetical order, built-in ones that were not loaded too.
func (s *Set) IDs() []string {
	ids := slices.Clone(builtins())
	for id := range s.byID {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Builtin reads the built-in programmes alone.
func Builtin() (*Set, error) {
	var r strict.Reader
	s := Load(&r)
	return s, r.Faults().Err()
}

// builtins lists the embedded programmes: each file is named after the id of what it holds.
var builtins = sync.OnceValue(func() []string {
	entries, err := fs.ReadDir(data, "data")
	if err != nil {
		return nil // the folder is part of the program
	}
	var ids []string
	for _, e := range entries {
		if id, ok := strings.CutSuffix(e.Name(), ".yaml"); ok {
			ids = append(ids, id)
		}
	}
	return ids
})
