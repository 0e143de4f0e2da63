package quotes

import (
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

var kind = strict.Kind{Name: "quotes", Major: 1}

// Load reads the quotes files of an operator; their faults go to r. The book is never nil.
func Load(r *strict.Reader, paths ...string) *Book {
	b := &Book{prices: map[string][]Price{}}
	seen := map[string]strict.Pos{}
	for _, path := range paths {
		r.File(path, kind, func(m *strict.Map) { b.decode(m, seen) })
	}
	b.sort()
	return b
}

func (b *Book) decode(m *strict.Map, seen map[string]strict.Pos) {
	m.String("title")
	m.String("note")
	m.List("documents", func(m *strict.Map) { b.document(m, seen) }, strict.Required)
	m.Done()
}

func (b *Book) document(m *strict.Map, seen map[string]strict.Pos) {
	d := &Document{Reference: m.String("document", strict.Required), Pos: m.Pos()}
	m.Label("document", d.Reference)
	if at, ok := seen[d.Reference]; ok && d.Reference != "" {
		m.Fault("document", "join the two, or tell them apart by their references", "document %q stands twice (first at line %d)", d.Reference, at.Line)
	}
	seen[d.Reference] = d.Pos
	d.Basis = cost.Basis(m.Enum("basis", cost.Bases, strict.Required))
	d.Vendor = m.String("vendor")
	d.Issued, _ = strict.Parse(m, "issued", inventory.ParseDate)
	d.ValidUntil, _ = strict.Parse(m, "valid_until", inventory.ParseDate)
	d.Verified, _ = m.Bool("verified")
	switch {
	case d.Basis == cost.FromActual && d.Issued.IsZero() && !m.Has("issued"):
		m.Fault("basis", "whether a cost is paid back depends on the day", "an actual cost without issued")
	case !d.Issued.IsZero() && !d.ValidUntil.IsZero() && d.ValidUntil.Before(d.Issued):
		m.Fault("valid_until", "", "valid_until %s: before issued %s", d.ValidUntil, d.Issued)
	}
	m.List("prices", func(m *strict.Map) {
		p := decodePrice(m, d)
		if p.Item == "" {
			return
		}
		if other := b.put(p); other != nil {
			m.Fault("item", "keep the one that holds, or narrow one of them to a product, a site or an element",
				"item %q: priced for the same thing in document %q (line %d)", p.Item, other.Document.Reference, other.Pos.Line)
		}
	}, strict.Required)
	m.Done()
}

func decodePrice(m *strict.Map, d *Document) Price {
	p := Price{
		Document: d,
		Item:     m.ID("item", strict.Required),
		Product:  m.ID("product"),
		Site:     m.ID("site"),
		Element:  m.ID("element"),
		Unit:     m.String("unit"),
		Typical:  amount(m, "price", strict.Required),
		Low:      amount(m, "low"),
		High:     amount(m, "high"),
		Note:     m.String("note"),
		Pos:      m.Pos(),
	}
	if p.Site != "" && p.Element != "" {
		m.Fault("site", "the element has its site", "both site and element")
	}
	for _, x := range []struct {
		key string
		at  *cost.Cents
		ok  func(c cost.Cents) bool
	}{
		{"low", p.Low, func(c cost.Cents) bool { return c <= *p.Typical }},
		{"high", p.High, func(c cost.Cents) bool { return c >= *p.Typical }},
	} {
		if x.at != nil && p.Typical != nil && !x.ok(*x.at) {
			m.Fault(x.key, "want low ≤ price ≤ high", "item %q: %s %s, price %s", p.Item, x.key, *x.at, *p.Typical)
		}
	}
	sub := m.Map("comparable")
	if sub != nil {
		p.Comparable = amount(sub, "price", strict.Required)
		p.ComparableDocument = sub.String("document", strict.Required)
		sub.Done()
		if p.Comparable != nil && p.Typical != nil && *p.Comparable > *p.Typical {
			m.Fault("comparable", "it is the price of less than what is bought", "comparable %s: above the price %s", *p.Comparable, *p.Typical)
		}
	}
	m.Done()
	return p
}

func amount(m *strict.Map, key string, opts ...strict.Option) *cost.Cents {
	c, ok := strict.Parse(m, key, cost.ParsePrice, opts...)
	if !ok {
		return nil
	}
	return &c
}

// Refers says what the prices may refer to.
type Refers struct {
	Item    func(id string) (cost.Item, bool)
	Product func(id string) bool
	Site    func(id string) bool
	Element func(id string) bool
}

// Check reports every price that refers to nothing, or whose unit is not the item's.
func (b *Book) Check(r *strict.Reader, to Refers) {
	for _, p := range b.Prices() {
		it, ok := to.Item(p.Item)
		if !ok {
			r.Fault(p.Pos, "add it to catalog.yaml, or name an item that a catalog has", "document %q: no catalog has an item %q", p.Document.Reference, p.Item)
			continue
		}
		if p.Unit != "" && !strings.EqualFold(p.Unit, it.Unit) {
			r.Fault(p.Pos, "quote it by that unit, or leave unit out where it is the same", "document %q: item %q is priced by %q, the catalog's unit is %q", p.Document.Reference, p.Item, p.Unit, it.Unit)
		}
		for _, ref := range []struct {
			what, id string
			there    func(string) bool
		}{{"product", p.Product, to.Product}, {"site", p.Site, to.Site}, {"element", p.Element, to.Element}} {
			if ref.id != "" && !ref.there(ref.id) {
				r.Fault(p.Pos, "", "document %q: no %s %q", p.Document.Reference, ref.what, ref.id)
			}
		}
	}
}

// SchemaKeys lists the keys that the decoder asks for, by the mapping they stand in; the schema of the kind must list the
// same.
func SchemaKeys() map[string][]string {
	b := func() *Book { return &Book{prices: map[string][]Price{}} }
	return map[string][]string{
		"quotes": strict.Asked(func(m *strict.Map) {
			m.Has("riprep") // asked for by the reader, before the decoder sees the document
			b().decode(m, map[string]strict.Pos{})
		}),
		"document":   strict.Asked(func(m *strict.Map) { b().document(m, map[string]strict.Pos{}) }),
		"price":      strict.Asked(func(m *strict.Map) { decodePrice(m, &Document{}) }),
		"comparable": {"document", "price"},
	}
}
