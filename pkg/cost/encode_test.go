package cost

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/riprep/riprep/internal/strict"
)

// texts are such as price books have them, and such as naive writers of YAML get wrong.
var texts = rapid.OneOf(
	rapid.SampledFrom([]string{"no", "~", "1.50", "0123", "2016-05-01", "a: b", "#a", "- a", "=cmd()", "19\" rack", "it's", "C:\\new", "漢字", "{a}", "*a", "null", "|", "a\tb", "a\nb"}),
	rapid.StringMatching(`[ -~é]{1,40}`).Filter(func(s string) bool { return strings.TrimSpace(s) != "" }),
)

func drawPrice(t *rapid.T, name string) *Cents {
	if rapid.Bool().Draw(t, name+" known") {
		c := Cents(rapid.Int64Range(0, int64(mostPercent)).Draw(t, name))
		return &c
	}
	return nil
}

func drawItem(t *rapid.T, id string) Item {
	it := Item{
		ID: id, Layer: rapid.SampledFrom(Layers).Draw(t, "layer"), Category: texts.Draw(t, "category"), Name: texts.Draw(t, "item"),
		Unit: rapid.SampledFrom([]string{"each", "ft", Percent, "%"}).Draw(t, "unit"), Currency: DefaultCurrency,
		PriceYear: rapid.IntRange(FirstYear, LastYear).Draw(t, "year"), Source: texts.Draw(t, "source"), Verified: rapid.Bool().Draw(t, "verified"),
		Confidence: rapid.SampledFrom(Confidences).Draw(t, "confidence"),
	}
	it.Low, it.Typical, it.High = drawPrice(t, "low"), drawPrice(t, "typical"), drawPrice(t, "high")
	ok := true
	it.Check(func(string, string, string) { ok = false })
	if !ok {
		it.Low, it.High = it.Typical, it.Typical
	}
	return it
}

// TestWriteCatalog: what is written reads back as the same items.
func TestWriteCatalog(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		d := Document{Title: texts.Draw(t, "title"), Note: texts.Draw(t, "note")}
		for i := range rapid.IntRange(0, 4).Draw(t, "items") {
			id := rapid.SampledFrom([]string{"a", "1.2", "true", "é:", "#1", "x,y", "-", "0x1"}).Draw(t, "id")
			d.Items = append(d.Items, drawItem(t, fmt.Sprintf("%d%s", i, id)))
		}
		var out bytes.Buffer
		if err := WriteCatalog(&out, d); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, "c.yaml")
		if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		var r strict.Reader
		got := ReadCatalog(&r, path).Items()
		if err := r.Faults().Err(); err != nil {
			t.Fatalf("%s\n%s", err, out.String())
		}
		if diff := cmp.Diff(d.Items, got, cmpopts.IgnoreFields(Item{}, "Pos"), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("(-written +read):\n%s\n%s", diff, out.String())
		}
	})
}

// What no file may hold is not written.
func TestWriteCatalogRefuses(t *testing.T) {
	for _, bad := range []string{"\x1b[31m", "bad\xff", "\u202eright to left", strings.Repeat("a", strict.MaxText+1)} {
		it := Item{ID: "a", Layer: "core", Category: "c", Name: bad, Unit: "each", PriceYear: 2024, Source: "s", Currency: "USD", Confidence: "low"}
		if err := WriteCatalog(&bytes.Buffer{}, Document{Items: []Item{it}}); err == nil || !strings.Contains(err.Error(), `item "a": item `) {
			t.Errorf("%.20q: %v", bad, err)
		}
	}
}

// TestBehind: what a user's item stands in front of is still there to be shown, and is not among the items.
func TestBehind(t *testing.T) {
	item := "\n  - {id: baseband, layer: radio, category: c, item: i, unit: each, typical: %s, source: s}\n"
	one := write(t, "one.yaml", "riprep: catalog/v1\nprice_year: 2026\nitems:"+fmt.Sprintf(item, "1.00"))
	two := write(t, "two.yaml", "riprep: catalog/v1\nprice_year: 2025\nitems:"+fmt.Sprintf(item, "2.00"))
	var r strict.Reader
	cat := LoadCatalog(&r, one, two)
	front, _ := cat.Item("baseband")
	behind := cat.Behind("baseband")
	if err := r.Faults().Err(); err != nil || front.Pos.File != one || front.Reference || len(behind) != 2 || behind[0].Pos.File != two || !behind[1].Reference {
		t.Errorf("%v, %+v, %+v", err, front, behind)
	}
	if got := cat.Behind("radio"); len(got) != 0 {
		t.Errorf("behind radio: %v", got)
	}
	if got := ReadCatalog(&r, one).Items(); len(got) != 1 {
		t.Errorf("one file alone has %d items", len(got))
	}
	var none *Catalog
	if none.Behind("a") != nil {
		t.Error("a nil catalog has items")
	}
}
