package pricebook

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/internal/strict"
)

// TestMapFaults: what in a map no file could fit is said before a file is read.
func TestMapFaults(t *testing.T) {
	const head = "riprep: catalog-map/v1\n"
	const rest = "defaults: {layer: core, category: c, unit: each, price_year: 2024, source: s}\n"
	for text, want := range map[string][]string{
		head: {`no key "columns"`},
		head + "columns: {item: i, low: l, id: x}\n": {
			"layer has neither a column nor a default", "category has neither a column nor a default", "unit has neither a column nor a default",
			"price_year has neither a column nor a default", "source has neither a column nor a default",
		},
		head + "columns: {item: i, id: x}\n" + rest:                                      {"no column for low, typical or high: a catalog without prices"},
		head + "columns: {item: i, low: l}\n" + rest:                                     {"no column for id, and no id_from"},
		head + "columns: {item: i, low: l}\n" + rest + "id_from: [high]\n":               {`id_from "high": has neither a column nor a default`},
		head + "columns: {item: ' ', low: l, id: x}\n" + rest:                            {`item " ": empty`, `item " ": a heading that is empty`},
		head + "columns: {item: i, low: l, id: x}\n" + rest + "values: {unit: {a: b}}\n": {"values of unit, which has no column"},
		head + "columns: {item: i, low: l, id: x, unit: u}\n" + rest + "values: {unit: {a b: c, AB: d}}\n": {
			`unit "AB": stands twice`,
		},
		head + "columns: {item: i, low: l, id: x}\n" + rest + "number: {decimal: ',', thousands: ','}\n": {`thousands ",": the decimal sign too`},
		head + "columns: {item: i, low: l, id: x}\n" + rest + "number: {currency: ['1']}\n":              {`currency "1": not a sign that stands beside an amount`},
		head + "columns: {item: i, low: l, id: x}\n" + rest + "skip: [{column: c}]\n":                    {"a condition that no cell meets"},
		head + "columns: {item: i, low: l, id: x}\n" + rest + "---\n" + head:                             {"a second document in a file of kind catalog-map/v1"},
		head + "columns: {item: i, low: l, id: x}\n" + rest:                                              nil,
	} {
		_, faults := decodeMap(text)
		var got []string
		for _, f := range faults {
			got = append(got, f.Message)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s(-want +got):\n%s", text, diff)
		}
	}
}

// TestImport reads files: a map, and lists in the encodings that spreadsheets save.
func TestImport(t *testing.T) {
	dir := t.TempDir()
	file := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	const text = "Group\tSKU\tDescription\tUoM\tUnit price\r\nMâts\t1\tCollier\tEA\t$1,000\r\n"
	var wide bytes.Buffer
	for _, u := range utf16.Encode([]rune("\ufeff" + text)) {
		_ = binary.Write(&wide, binary.LittleEndian, u)
	}
	for name, data := range map[string][]byte{
		"utf-8.csv": []byte(text), "bom.csv": []byte("\ufeff" + text), "utf-16.txt": wide.Bytes(), "workbook.csv": made(t, priceBook),
	} {
		var r strict.Reader
		m := LoadMap(&r, file("map.yaml", []byte(small)))
		b := Import(&r, file(name, data), m)
		if err := r.Faults().Err(); err != nil || len(b.Items) == 0 {
			t.Errorf("%s: %d items, %v", name, len(b.Items), err)
			continue
		}
		if it := b.Items[0]; len(b.Items) == 1 && (it.Category != "Mâts" || *it.Typical != 1000_00) {
			t.Errorf("%s: %s", name, line(it))
		}
		if src := r.Sources(); len(src) != 2 || src[1].Kind != "price-book" || len(src[1].SHA256) != 64 {
			t.Errorf("%s: sources %v", name, src)
		}
	}
	var r strict.Reader
	Import(&r, file("latin.csv", []byte("Group;SKU;Description;UoM;Unit price\nM\xe2ts;1;x;EA;1\n")), readMap(t, small))
	if got := faultLines(&r); len(got) != 1 || got[0] != "2:1: category: not valid UTF-8" {
		t.Errorf("%q", got)
	}
}
