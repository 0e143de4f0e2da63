package policy

import (
	"embed"
	"io/fs"
	"strings"
	"sync"

	"github.com/riprep/riprep/internal/strict"
)

//go:embed data
var data embed.FS

// vendorFile is what a file of vendors holds.
type vendorFile struct {
	vendors []*Vendor
	words   Words
}

// regimeFile is an embedded regime; the file is named after its id.
type regimeFile struct {
	id string
	*strict.Embedded[[]*Regime]
}

// embeddedFiles are the built-in rules, each list in the order of the names. Each file is decoded when it is first asked for.
type embeddedFiles struct {
	vendors []*strict.Embedded[vendorFile]
	regimes []regimeFile
}

var embedded = sync.OnceValue(func() *embeddedFiles {
	all := &embeddedFiles{}
	each("data/vendors", func(_, name string, text []byte) {
		all.vendors = append(all.vendors, strict.Embed(name, text, vendorsKind, func(m *strict.Map, f *vendorFile) {
			vendors, words := decodeVendors(m)
			f.vendors = append(f.vendors, vendors...)
			f.words.add(words)
		}))
	})
	each("data/regimes", func(id, name string, text []byte) {
		all.regimes = append(all.regimes, regimeFile{id, strict.Embed(name, text, regimeKind, func(m *strict.Map, gs *[]*Regime) {
			*gs = append(*gs, decodeRegime(m))
		})})
	})
	return all
})

// each gives the YAML files of an embedded folder to the caller, in the order of their names. They are part of the program; one
// without text would be a fault when it is read.
func each(dir string, file func(id, name string, text []byte)) {
	entries, _ := fs.ReadDir(data, dir)
	for _, e := range entries {
		if id, ok := strings.CutSuffix(e.Name(), ".yaml"); ok {
			path := dir + "/" + e.Name()
			text, _ := data.ReadFile(path)
			file(id, "builtin:"+strings.TrimPrefix(path, "data/"), text)
		}
	}
}

// builtinIDs are those of the regimes.
func builtinIDs() []string {
	var ids []string
	for _, f := range embedded().regimes {
		ids = append(ids, f.id)
	}
	return ids
}

func (w *Words) add(more Words) {
	w.Neutral = append(w.Neutral, more.Neutral...)
	w.Unstated = append(w.Unstated, more.Unstated...)
	w.Fits = append(w.Fits, more.Fits...)
}
