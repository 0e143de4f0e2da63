package pricebook

import (
	"bytes"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
)

func FuzzMap(f *testing.F) {
	f.Add([]byte(full))
	f.Add([]byte(small))
	f.Add([]byte("riprep: catalog-map/v1\ncolumns: {item: [], low: {}}\nid_from: [price, id]\nvalues: {layer: {a: b, A: c}}\nskip: [{}, 1]\nnumber: {decimal: ',', thousands: ',', currency: ['1']}\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		var r strict.Reader
		m := &Map{number: number{decimal: "."}}
		r.Bytes("m.yaml", text, mapKind, m.decode)
		if len(r.Faults()) > 0 {
			return
		}
		read(&r, "p.csv", []byte("item;low;Group;Description\na;1,5;b;c\n"), m)
	})
}

// sound checks that what came out is either faults or items that a catalog file can hold.
func sound(t *testing.T, r *strict.Reader, b *Book) {
	if len(r.Faults()) > 0 {
		if len(b.Items) > 0 {
			t.Fatalf("faults, and items: %v", r.Faults())
		}
		return
	}
	if len(b.Items) == 0 {
		t.Fatal("neither faults nor items")
	}
	if err := cost.WriteCatalog(&bytes.Buffer{}, cost.Document{Items: b.Items}); err != nil {
		t.Fatal(err)
	}
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte("Group,SKU,Description,UoM,Unit price\nA,1,B,EA,\"$1,234.50\"\n"))
	f.Add([]byte("sep=;\nGroup;SKU;Description;UoM;Unit price\nA;1;B;EA;0.005\nTotal;;;;\n"))
	f.Add([]byte("\"\n\",\x00\xff\n"))
	m := readMap(f, small)
	f.Fuzz(func(t *testing.T, text []byte) {
		var r strict.Reader
		sound(t, &r, read(&r, "p.csv", text, m))
	})
}

func FuzzWorkbook(f *testing.F) {
	f.Add(made(f, priceBook))
	m := readMap(f, small)
	f.Fuzz(func(t *testing.T, data []byte) {
		var r strict.Reader
		sound(t, &r, read(&r, "p.xlsx", data, m))
	})
}

// FuzzSheet changes the markup of a sheet, which the zip around it keeps FuzzWorkbook from.
func FuzzSheet(f *testing.F) {
	book := made(f, priceBook)
	rewrite(f, book, "xl/worksheets/sheet2.xml", func(s string) string { f.Add(s); return s })
	m := readMap(f, small)
	f.Fuzz(func(t *testing.T, text string) {
		var r strict.Reader
		sound(t, &r, read(&r, "p.xlsx", rewrite(t, book, "xl/worksheets/sheet2.xml", func(string) string { return text }), m))
	})
}
