// Package quotes knows the prices that an operator has of its own: a vendor's quote, an engineering analysis, an invoice.
// Such a price goes before the catalog's, for an item everywhere or for one product, site or element only, and keeps the
// reference of its document and the day until which it holds. It may import cost, inventory and internal/strict. Begin with
// Book in this file; decode.go reads the file kind quotes/v1.
package quotes

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// Document is a quote, an analysis or an invoice.
type Document struct {
	Reference  string // the document's own
	Basis      cost.Basis
	Vendor     string         // who wrote it, "" where not stated
	Issued     inventory.Date // zero where not stated; of an invoice the day on which the cost was incurred
	ValidUntil inventory.Date // zero where not stated
	Verified   bool
	Pos        strict.Pos
}

// Price is what a document says of an item. Product, Site and Element narrow it; "" is any.
type Price struct {
	Document                     *Document
	Item, Product, Site, Element string
	Unit                         string // the catalog item's, where stated
	Low, Typical, High           *cost.Cents
	Comparable                   *cost.Cents // unit price of a comparable replacement, where this one is more than that
	ComparableDocument           string      // where that price is quoted
	Note                         string
	Pos                          strict.Pos
}

// String names a price by what it is of: document "Q-17": item baseband for product airscale at site hill.
func (p *Price) String() string {
	text := fmt.Sprintf("document %q: item %s", p.Document.Reference, p.Item)
	for _, narrow := range []struct{ word, id string }{{"for product", p.Product}, {"at site", p.Site}, {"for element", p.Element}} {
		if narrow.id != "" {
			text += " " + narrow.word + " " + narrow.id
		}
	}
	return text
}

// Key says what a price is looked for.
type Key struct{ Item, Product, Site, Element string }

// Book is all that an operator's quotes say. A nil book says nothing.
type Book struct {
	prices map[string][]Price // by item, narrowest first
	items  []string           // sorted
}

// rank orders prices by how narrow they are: an element before a site, and that before a product.
func (p *Price) rank() int {
	n := 0
	for i, narrow := range []bool{p.Product != "", p.Site != "", p.Element != ""} {
		if narrow {
			n |= 1 << i
		}
	}
	return n
}

// Find returns the narrowest price that fits, nil where none does.
func (b *Book) Find(k Key) *Price {
	if b == nil {
		return nil
	}
	prices := b.prices[k.Item]
	for i := range prices {
		p := &prices[i]
		if (p.Product == "" || p.Product == k.Product) && (p.Site == "" || p.Site == k.Site) && (p.Element == "" || p.Element == k.Element) {
			return p
		}
	}
	return nil
}

// Prices lists all, by item and then the narrowest first.
func (b *Book) Prices() []*Price {
	if b == nil {
		return nil
	}
	var out []*Price
	for _, item := range b.items {
		prices := b.prices[item]
		for i := range prices {
			out = append(out, &prices[i])
		}
	}
	return out
}

// put enters a price; it returns the one that says something of the very same thing, if there is one.
func (b *Book) put(p Price) *Price {
	prices := b.prices[p.Item]
	for i := range prices {
		if q := &prices[i]; q.Product == p.Product && q.Site == p.Site && q.Element == p.Element {
			return q
		}
	}
	b.prices[p.Item] = append(prices, p)
	return nil
}

func (b *Book) sort() {
	for item, prices := range b.prices {
		b.items = append(b.items, item)
		slices.SortFunc(prices, func(x, y Price) int {
			return cmp.Or(cmp.Compare(y.rank(), x.rank()), strings.Compare(x.Element, y.Element), strings.Compare(x.Site, y.Site), strings.Compare(x.Product, y.Product))
		})
	}
	slices.Sort(b.items)
}

// Apply prices a catalog item as the document does: its prices, and what the document is known by. A price without a range
// has none, whatever the catalog's.
func (p *Price) Apply(it cost.Item) cost.Item {
	it.Low, it.Typical, it.High = p.Low, p.Typical, p.High
	it.PriceYear, it.Reference, it.Verified = 0, false, p.Document.Verified
	it.Source = string(p.Document.Basis) + " " + p.Document.Reference
	if p.Document.Vendor != "" {
		it.Source += " of " + p.Document.Vendor
	}
	if !p.Document.Issued.IsZero() {
		it.Source += ", " + p.Document.Issued.String()
		it.PriceYear = p.Document.Issued.Year()
	}
	if p.Note != "" {
		it.Source += ": " + p.Note
	}
	return it
}

// Enter writes the document down on a line that was priced by it.
func (p *Price) Enter(l *cost.Line) {
	l.Document, l.ValidUntil = p.Document.Reference, p.Document.ValidUntil
	if l.Known {
		l.Basis = p.Document.Basis
	}
}
