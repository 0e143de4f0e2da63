package products

import (
	_ "embed"
	"slices"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
)

//go:embed data/products.yaml
var builtinProducts []byte

// Builtin is the name under which the built-in products and methods stand among the sources and in faults.
const Builtin = "builtin:products.yaml"

// Load reads the products files of the user and, behind them, the built-in one. The result keeps the order of the files
// and, in a file, of its lines; of several products or methods with one id the first decides, so that a user's go before
// the built-in ones. Faults stay in r; what could be read is returned in any case, never nil.
func Load(r *strict.Reader, paths ...string) *Set {
	if len(paths) == 0 {
		f := embedded.Read(r)
		return &Set{Products: slices.Clip(f.products), Methods: slices.Clip(f.methods)}
	}
	var s Set
	for _, path := range paths {
		var f file
		r.File(path, kind, f.decode)
		s.lay(&f)
	}
	s.lay(embedded.Read(r))
	return &s
}

// embedded is the built-in file. Sets hold copies of its products and methods; what these point to nobody changes.
var embedded = strict.Embed(Builtin, builtinProducts, kind, func(m *strict.Map, f *file) { f.decode(m) })

// lay adds what has an id that no file before has.
func (s *Set) lay(f *file) {
	products, methods := len(s.Products), len(s.Methods) // ids are unique inside a file
	for _, p := range f.products {
		if !slices.ContainsFunc(s.Products[:products], func(q Product) bool { return q.ID == p.ID }) {
			s.Products = append(s.Products, p)
		}
	}
	for _, m := range f.methods {
		if !slices.ContainsFunc(s.Methods[:methods], func(q Method) bool { return q.ID == m.ID }) {
			s.Methods = append(s.Methods, m)
		}
	}
}

// Check reports every product and step whose catalog item the catalog does not have.
func (s *Set) Check(r *strict.Reader, cat *cost.Catalog) {
	check := func(at strict.Pos, what, id, item, per string) {
		it, ok := cat.Item(item)
		switch {
		case item == "":
		case !ok:
			r.Fault(at, "add it to catalog.yaml, or name an item that a catalog has", "%s %q: no catalog has an item %q", what, id, item)
		case it.PartOf() && per != "equipment":
			r.Fault(at, "use it with per: equipment", "%s %q: item %q is priced in percent of the equipment", what, id, item)
		case !it.PartOf() && per == "equipment":
			r.Fault(at, "give the item the unit percent, or use per: package or element", "%s %q: per equipment, and item %q is priced by %q", what, id, item, it.Unit)
		}
	}
	for i := range s.Products {
		p := &s.Products[i]
		check(p.ItemPos, "product", p.ID, p.Item, "")
		for _, w := range p.With {
			check(w.Pos, "product", p.ID, w.Item, "")
		}
	}
	for i := range s.Methods {
		m := &s.Methods[i]
		for _, step := range m.Steps {
			for _, it := range step.Items {
				check(it.Pos, "method", m.ID, it.Item, it.Per)
			}
		}
	}
}
