package quotes

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
)

func load(t *testing.T, text string) (*Book, strict.Faults) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "quotes.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var r strict.Reader
	return Load(&r, path), r.Faults()
}

const tender = `riprep: quotes/v1
title: tender
documents:
  - document: Q-1
    basis: quote
    vendor: Ericsson
    issued: 2026-10-09
    valid_until: 2027-03-31
    verified: true
    prices:
      - {item: radio, price: 10.00}
      - {item: radio, product: er, price: 11.00, low: 9, high: 12, comparable: {price: 8.00, document: Q-2}, note: two bands}
      - {item: radio, site: hill, price: 12.00}
      - {item: radio, site: hill, product: er, price: 13.00}
      - {item: radio, element: hill-rru, price: 14.00}
  - document: I-1
    basis: actual
    issued: 2018-04-16
    prices: [{item: survey, price: 3000}]
`

// The narrowest price holds: an element before a site, and that before a product.
func TestFind(t *testing.T) {
	b, faults := load(t, tender)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	for _, c := range []struct {
		key  Key
		want string
	}{
		{Key{Item: "radio"}, "10.00"}, {Key{Item: "radio", Product: "er"}, "11.00"}, {Key{Item: "radio", Product: "nk", Site: "hill"}, "12.00"},
		{Key{Item: "radio", Product: "er", Site: "hill"}, "13.00"}, {Key{Item: "radio", Product: "er", Site: "hill", Element: "hill-rru"}, "14.00"},
		{Key{Item: "radio", Product: "nk", Site: "lake", Element: "lake-rru"}, "10.00"},
	} {
		if p := b.Find(c.key); p == nil || p.Typical.String() != c.want {
			t.Errorf("%+v: got %+v, want %s", c.key, p, c.want)
		}
	}
	if p := b.Find(Key{Item: "baseband"}); p != nil {
		t.Errorf("no price of a baseband: got %+v", p)
	}
	if p := (*Book)(nil).Find(Key{Item: "radio"}); p != nil {
		t.Errorf("an empty book: got %+v", p)
	}
}

// A quote takes the place of all of the catalog's prices and says where it comes from.
func TestApply(t *testing.T) {
	b, _ := load(t, tender)
	ten, most := cost.Cents(10_00), cost.Cents(99_00)
	it := cost.Item{ID: "radio", Name: "Radio", Unit: "each", Layer: "radio", Low: &ten, High: &most, PriceYear: 2021, Source: "old", Reference: true}
	p := b.Find(Key{Item: "radio"})
	line := cost.PriceItem(p.Apply(it), 2*cost.One, cost.Replacement, "prepare", "e")
	p.Enter(&line)
	if line.Total != 20_00 || line.Low != 20_00 || line.High != 20_00 || line.Basis != cost.FromQuote || line.Document != "Q-1" || line.ValidUntil.String() != "2027-03-31" ||
		line.PriceYear != 2026 || line.Reference || !line.Verified || line.Layer != "radio" || line.Source != "quote Q-1 of Ericsson, 2026-10-09" {
		t.Errorf("got %+v", line)
	}
	ranged := cost.PriceItem(b.Find(Key{Item: "radio", Product: "er"}).Apply(it), cost.One, cost.Replacement, "prepare", "e")
	if ranged.Low != 9_00 || ranged.Total != 11_00 || ranged.High != 12_00 || !strings.HasSuffix(ranged.Source, ": two bands") {
		t.Errorf("with a range: got %+v", ranged)
	}
}

func TestFaults(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"no documents", "riprep: quotes/v1\n", "documents"},
		{"a basis that is none", strings.Replace(tender, "basis: quote", "basis: catalog", 1), `"catalog"`},
		{"an invoice without a day", strings.Replace(tender, "    issued: 2018-04-16\n", "", 1), "an actual cost without issued"},
		{"valid before issued", strings.Replace(tender, "2027-03-31", "2026-10-08", 1), "valid_until 2026-10-08: before issued 2026-10-09"},
		{"the same thing twice", strings.Replace(tender, "{item: survey, price: 3000}", "{item: radio, price: 3000}", 1), `item "radio": priced for the same thing in document "Q-1" (line 11)`},
		{"the same document twice", strings.Replace(tender, "I-1", "Q-1", 1), `document "Q-1" stands twice`},
		{"low above price", strings.Replace(tender, "low: 9", "low: 11.01", 1), "low 11.01, price 11.00"},
		{"high below price", strings.Replace(tender, "high: 12", "high: 10.99", 1), "high 10.99, price 11.00"},
		{"comparable above price", strings.Replace(tender, "{price: 8.00", "{price: 11.01", 1), "comparable 11.01: above the price 11.00"},
		{"site and element", strings.Replace(tender, "element: hill-rru", "element: hill-rru, site: hill", 1), "both site and element"},
		{"no price", strings.Replace(tender, ", price: 10.00", "", 1), "price"},
		{"negative", strings.Replace(tender, "price: 10.00", "price: -1", 1), "negative"},
		{"unknown key", strings.Replace(tender, "vendor:", "vendors:", 1), `"vendors"`},
	} {
		_, faults := load(t, c.text)
		if len(faults) == 0 || !strings.Contains(faults.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, faults, c.want)
		}
	}
}

func TestCheck(t *testing.T) {
	b, _ := load(t, strings.Replace(tender, "{item: radio, price: 10.00}", "{item: radio, unit: Each, price: 10.00}", 1)+"  - {document: Q-3, basis: quote, prices: [{item: mast, price: 1}, {item: survey, unit: day, product: px, price: 1}]}\n")
	var r strict.Reader
	there := func(ids ...string) func(string) bool {
		return func(id string) bool { return strings.Contains(" "+strings.Join(ids, " ")+" ", " "+id+" ") }
	}
	b.Check(&r, Refers{
		Item: func(id string) (cost.Item, bool) {
			return cost.Item{ID: id, Unit: "each"}, id == "radio" || id == "survey"
		},
		Product: there("er"), Site: there("lake"), Element: there(),
	})
	got := r.Faults().Error()
	for _, want := range []string{
		`document "Q-3": no catalog has an item "mast"`, `item "survey" is priced by "day", the catalog's unit is "each"`, `document "Q-3": no product "px"`,
		`document "Q-1": no site "hill"`, `document "Q-1": no element "hill-rru"`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
	if n := len(r.Faults()); n != 6 { // the site stands twice
		t.Errorf("%d faults: %s", n, got)
	}
}

func FuzzQuotes(f *testing.F) {
	f.Add([]byte(tender))
	f.Add([]byte("riprep: quotes/v1\ndocuments: [{document: [], basis: quote, prices: [{item: a, price: 1e9}, &x {}, *x]}]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var r strict.Reader
		b := &Book{prices: map[string][]Price{}}
		r.Bytes("quotes.yaml", data, kind, func(m *strict.Map) { b.decode(m, map[string]strict.Pos{}) })
		b.sort()
		if len(r.Faults()) > 0 {
			return
		}
		for _, p := range b.Prices() {
			line := cost.PriceItem(p.Apply(cost.Item{ID: p.Item, Unit: "each"}), cost.One, cost.Replacement, "", "")
			if !line.Known || line.Low > line.Total || line.Total > line.High {
				t.Fatalf("a price without faults is no price: %+v", line)
			}
			if found := b.Find(Key{p.Item, p.Product, p.Site, p.Element}); found == nil {
				t.Fatalf("not found: %+v", p)
			}
		}
	})
}
