package cost

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/riprep/riprep/internal/strict"
)

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// The reference catalog must load without a fault and be honest: a line is either from a source that was read, or says
// that it is not verified and is of low confidence.
func TestReferenceCatalog(t *testing.T) {
	var r strict.Reader
	cat := LoadCatalog(&r)
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	if src := r.Sources(); len(src) != 1 || src[0].Path != BuiltinCatalog || src[0].Kind != "catalog/v1" {
		t.Errorf("sources: got %v", src)
	}
	items := cat.Items()
	if len(items) < 50 || !slices.IsSortedFunc(items, func(a, b Item) int { return strings.Compare(a.ID, b.ID) }) {
		t.Errorf("%d items, or not in order", len(items))
	}
	for _, it := range items {
		if _, _, ok := it.Price(); !ok {
			t.Errorf("item %q has no price", it.ID)
		}
		if !it.Verified && it.Confidence != "low" {
			t.Errorf("item %q is not verified, yet of %s confidence", it.ID, it.Confidence)
		}
		if it.Verified && strings.Contains(it.Source, "placeholder") {
			t.Errorf("item %q is a placeholder and says that it is verified", it.ID)
		}
		if got, ok := cat.Item(it.ID); !ok || got.ID != it.ID {
			t.Errorf("item %q is not found", it.ID)
		}
	}
	if text := string(builtinCatalog); !strings.Contains(text, "NOT the programme's") || !strings.Contains(text, "title: riprep reference catalog (not the programme's catalog)") {
		t.Error("the catalog does not say whose it is")
	}
}

func TestUserCatalogGoesBefore(t *testing.T) {
	one := write(t, "one.yaml", `riprep: catalog/v1
price_year: 2026
items:
  - {id: radio, layer: radio, category: ran equipment, item: Radio by quote, unit: each, typical: 31000.50, source: quote 17, verified: true, confidence: high}
  - {id: own, layer: site, category: x, item: Own, unit: each, source: nobody has quoted it yet}
`)
	two := write(t, "two.yaml", `riprep: catalog/v1
items: [{id: radio, layer: radio, category: x, item: Other, unit: each, typical: 1, price_year: 2025, source: y}]
`)
	var r strict.Reader
	cat := LoadCatalog(&r, one, two)
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	price := Cents(31_000_50)
	want := Item{
		ID: "radio", Layer: "radio", Category: "ran equipment", Name: "Radio by quote", Unit: "each", Typical: &price,
		Currency: "USD", PriceYear: 2026, Source: "quote 17", Verified: true, Confidence: "high", Pos: strict.Pos{File: one, Line: 4, Column: 5},
	}
	got, _ := cat.Item("radio")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if it, ok := cat.Item("own"); !ok || it.Typical != nil || it.Confidence != "low" {
		t.Errorf("an item without a price: got %+v, %v", it, ok)
	}
	if _, ok := cat.Item("baseband"); !ok {
		t.Error("the reference catalog is gone")
	}
}

func TestCatalogFaults(t *testing.T) {
	path := write(t, "catalog.yaml", `riprep: catalog/v1
items:
  - {id: a, layer: radio, category: c, item: n, unit: each, typical: -5, price_year: 2021, source: s}
  - {id: b, layer: radio, category: c, item: n, unit: each, typical: 1.005, price_year: 2021, source: s}
  - {id: a, layer: radio, category: c, item: n, unit: each, typical: 1, price_year: 2021, source: s}
  - {id: d, layer: radio, category: c, item: n, unit: each, low: 3, high: 2, price_year: 2021, source: s}
  - {id: e, layer: radio, category: c, item: n, unit: each, low: 1, typical: 4, high: 2, price_year: 2021, source: s}
  - {id: f, layer: radius, category: c, item: n, unit: each, currency: EUR, source: s}
  - {id: g, layer: radio, category: c, item: n, unit: each, typical: 1e3, price_year: 1066, source: s, prize: 3}
  - {layer: radio, category: c, item: n, unit: each, price_year: 2021}
`)
	var r strict.Reader
	LoadCatalog(&r, path)
	var got []string
	for _, f := range r.Faults() {
		got = append(got, strings.TrimPrefix(f.Error(), path))
	}
	for _, want := range []string{
		`:3:70: typical "-5": negative (want 0 or more)`,
		`:4:70: typical "1.005": more than two decimals`,
		`:5:10: item "a" stands twice (first at line 3)`,
		`:6:66: item "d": low 3.00 is above high 2.00`,
		`:7:78: item "e": typical 4.00 is above high 2.00`,
		`:8:20: layer "radius": not known`,
		`:8:72: currency "EUR": not known`,
		`:8:5: item "f": no key "price_year"`,
		`:9:70: typical "1e3": not an amount (want digits and at most two decimals, such as 2500000.00)`,
		`:9:87: price_year 1066: want 1990 to 2200`,
		`:9:104: unknown key "prize"`,
		`:10:5: no key "id"`,
		`:10:5: no key "source"`,
	} {
		// An element of a list may carry what it belongs to in front of the message; place and message must be there.
		place, message, _ := strings.Cut(want, " ")
		if !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, place) && strings.Contains(s, message) }) {
			t.Errorf("no fault %s", want)
		}
	}
	if len(got) != 13 {
		t.Errorf("%d faults, want 13:\n%s", len(got), strings.Join(got, "\n"))
	}
}

func TestSchemaKeys(t *testing.T) {
	want := map[string][]string{
		"catalog": {"items", "note", "price_year", "riprep", "title"},
		"item": {
			"category", "confidence", "currency", "high", "id", "item", "layer", "low", "price_year", "source", "typical", "unit", "verified",
		},
	}
	if diff := cmp.Diff(want, SchemaKeys()); diff != "" {
		t.Error(diff)
	}
}
