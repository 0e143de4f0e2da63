package pricebook

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
)

// readMap decodes a map that must be right.
func readMap(t testing.TB, text string) *Map {
	t.Helper()
	m, faults := decodeMap(text)
	if err := faults.Err(); err != nil {
		t.Fatal(err)
	}
	return m
}

func decodeMap(text string) (*Map, strict.Faults) {
	var r strict.Reader
	m := &Map{number: number{decimal: "."}}
	r.Bytes("map.yaml", []byte(text), mapKind, m.decode)
	return m, r.Faults()
}

// full names every column as a catalog file does.
const full = `riprep: catalog-map/v1
columns: {id: id, layer: layer, category: category, item: item, unit: unit, low: low, typical: typical, high: high, currency: currency,
  price_year: price_year, source: source, verified: verified, confidence: confidence}
`

// small is what a price book of a tower company may look like.
const small = `riprep: catalog-map/v1
columns:
  id: [SKU, Item No.]
  category: Group
  item: Description
  typical: Unit price
  unit: UoM
defaults: {layer: site, price_year: 2024, source: Example Towers price book 2024-03, confidence: medium}
values: {id: {M-3: meter}, unit: {EA: each}}
number: {thousands: ",", currency: [$, USD]}
unknown: [n/a, TBD]
skip: [{column: Description, empty: true}, {column: Group, words: [Total, Subtotal]}]
`

// importText reads a CSV and returns faults as "line:column: message".
func importText(m *Map, text string) (*Book, []string) {
	var r strict.Reader
	b := read(&r, "p.csv", []byte(text), m)
	return b, faultLines(&r)
}

func faultLines(r *strict.Reader) (out []string) {
	for _, f := range r.Faults() {
		out = append(out, fmt.Sprintf("%d:%d: %s", f.Pos.Line, f.Pos.Column, f.Message))
	}
	return out
}

// line is an item for people who compare.
func line(it cost.Item) string {
	price := func(c *cost.Cents) string {
		if c == nil {
			return "?"
		}
		return c.String()
	}
	return fmt.Sprintf("%s | %s | %s | %s | %s | %s %s %s | %d | %s", it.ID, it.Layer, it.Category, it.Name, it.Unit, price(it.Low), price(it.Typical), price(it.High), it.PriceYear, it.Source)
}

func lines(items []cost.Item) (out []string) {
	for _, it := range items {
		out = append(out, line(it))
	}
	return out
}

func TestCSV(t *testing.T) {
	const text = "Example Towers, price book\n\nGroup,Item No.,Description,Weight,UoM,Unit price\n" +
		"Mounts,M-1,\"Pipe mount,\n 4.5 in\",12,EA,\"$1,234.50\"\n" +
		"Mounts,M-2,Ring mount,,each,n/a\n,,,,,\nSubtotal mounts,,,,,\"1,234.50\"\n" +
		"Totaliser,M-3,Meter,,EA,USD 7\nsee note,,,,,\n"
	b, faults := importText(readMap(t, small), text)
	want := []string{
		"M-1 | site | Mounts | Pipe mount, 4.5 in | each | ? 1234.50 ? | 2024 | Example Towers price book 2024-03, line 4",
		"M-2 | site | Mounts | Ring mount | each | ? ? ? | 2024 | Example Towers price book 2024-03, line 6",
		"meter | site | Totaliser | Meter | each | ? 7.00 ? | 2024 | Example Towers price book 2024-03, line 9",
	}
	if diff := cmp.Diff(want, lines(b.Items)); diff != "" || len(faults) > 0 {
		t.Fatalf("%q (-want +got):\n%s", faults, diff)
	}
	if it := b.Items[0]; it.Confidence != "medium" || it.Verified || it.Currency != "USD" || it.Reference || it.Pos != (strict.Pos{File: "p.csv", Line: 4, Column: 1}) {
		t.Errorf("%+v", it)
	}
	notes := []string{"columns not read: Weight", "rows left out by skip: 2", "items without a price, which is unknown and not zero: 1"}
	if diff := cmp.Diff(notes, b.Notes()); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
}

// TestForms: whatever a spreadsheet saves is the same list.
func TestForms(t *testing.T) {
	m := readMap(t, small)
	commas := "Group,SKU,DESCRIPTION,UoM,\"Unit\nprice\"\nA,1,Pipe; thick,EA,\"1,000.00\"\n"
	want, faults := importText(m, commas)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	semicolons := "Group;SKU;Description;UoM;Unit Price\nA;1;\"Pipe; thick\";EA;1,000.00\n"
	for name, text := range map[string]string{
		"windows": strings.ReplaceAll(commas, "\n", "\r\n"), "semicolons": semicolons, "tabs": "group\tsku\tdescription\tuom\tunitprice\nA\t1\tPipe; thick\tEA\t$1000\n",
		"sep": "sep=;\n" + semicolons, "macintosh": strings.ReplaceAll(semicolons, "\n", "\r"), "other order": "UoM,Unit price,Group,SKU,Description\nEA,1000.0,A,1,Pipe; thick\n",
	} {
		b, faults := importText(m, text)
		ignore := cmpopts.IgnoreFields(cost.Item{}, "Pos", "Source")
		if diff := cmp.Diff(want.Items, b.Items, ignore); diff != "" || len(faults) > 0 {
			t.Errorf("%s: %q (-want +got):\n%s", name, faults, diff)
		}
	}
}

// TestFaults: all at once, each where it stands.
func TestFaults(t *testing.T) {
	for _, c := range []struct {
		m, text string
		want    []string
	}{
		{full, "id,layer,category,item,unit,low,typical,high,currency,price_year,source,verified,confidence\n" +
			"a b,radios,c,i,each,3,2,1,EUR,1989,s,maybe,sure\n" +
			"x,core,,,,1.005,x,-1,USD,soon,,true,low\n" +
			"x,core,c,i,each,,,,usd,2024,s,TRUE,High\n" +
			"x,core,c,\"\x1b[1m\",percent,,1000.01,,USD,2024,s,false,low\n",
			[]string{
				`2:1: id "a b": has a blank in it, or more than 128 bytes`, `2:5: layer "radios": not known`, "2:21: low 3.00 is above typical 2.00",
				"2:23: typical 2.00 is above high 1.00", `2:27: currency "EUR": not known`, `2:31: price_year "1989": want 1990 to 2200`,
				`2:38: verified "maybe": not known`, `2:44: confidence "sure": not known`,
				"3:1: category: empty", "3:1: item: empty", "3:1: unit: empty", "3:1: source: empty",
				`3:11: low "1.005": more than two decimals`,
				`3:17: typical "x": not an amount as the map has them (decimal sign ., no sign between thousands, no sign of a currency)`,
				`3:19: high "-1": negative, or no amount (want 0 or more)`, `3:26: price_year "soon": want 1990 to 2200`,
				`4:1: item "x" stands twice (first at line 3)`,
				"5:1: more than 1000.00 percent", `5:1: item "x" stands twice (first at line 3)`, "5:10: item: a control character or an invisible change of direction",
			}},
		{small, "Group,SKU,Description,UoM\nA,1,B,EA\n", []string{`1:1: no row has all of the headings; row 1 lacks "Unit price"`}},
		{small, "a,b\n1,2\n", []string{"0:0: none of the map's headings in the first 50 rows"}},
		{small, "", []string{"0:0: none of the map's headings in the first 50 rows"}},
		{small, "Group,SKU,Item no.,Description,UoM,Unit price\n", []string{"1:1: one heading of the map fits two columns: columns B and C"}},
		{small, "Group,SKU,Description,UoM,Unit price\n,,,,\n", []string{"1:1: no items below the headings"}},
		{small, "Group,SKU,Description,UoM,Unit price\nA,1,x\"y,EA,1\nA,2,z,EA,\"1.00.0\"\n", []string{
			"2:6: a quote inside a cell that has none around it",
			`3:10: typical "1.00.0": not an amount as the map has them (decimal sign ., "," between thousands, with or without $, USD)`}},
		{small + "sheet: Prices\n", "Group\n", []string{`0:0: not a workbook, and the map names a sheet "Prices"`}},
		{small, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", []string{"0:0: a workbook with a password, or of a kind older than .xlsx"}},
	} {
		b, faults := importText(readMap(t, c.m), c.text)
		if diff := cmp.Diff(c.want, faults); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
		if len(b.Items) > 0 {
			t.Errorf("%q: faults, and items", c.text)
		}
	}
}

// TestBounds: a list that is too long or too wide is refused, one at the limit is read.
func TestBounds(t *testing.T) {
	m := readMap(t, "riprep: catalog-map/v1\ncolumns: {item: i, typical: p}\ndefaults: {layer: core, category: c, unit: each, price_year: 2024, source: s}\nid_from: [item]\n")
	rows := func(n int) string {
		var b strings.Builder
		b.WriteString("i,p\n")
		for i := range n {
			fmt.Fprintf(&b, "%d,1\n", i)
		}
		return b.String()
	}
	if b, faults := importText(m, rows(MaxRows)); len(b.Items) != MaxRows || len(faults) > 0 {
		t.Errorf("%d items, %q", len(b.Items), faults)
	}
	if _, faults := importText(m, rows(MaxRows+1)); len(faults) != 1 || faults[0] != "0:0: more than 200000 rows" {
		t.Errorf("%q", faults)
	}
	wide := func(n int) string { return "i,p" + strings.Repeat(",", n-3) + ",x\na,1\n" }
	if b, faults := importText(m, wide(MaxColumns)); len(b.Items) != 1 || len(faults) > 0 {
		t.Errorf("%d items, %q", len(b.Items), faults)
	}
	if _, faults := importText(m, wide(MaxColumns+1)); len(faults) != 1 || !strings.Contains(faults[0], "more than the limit of 500 columns") {
		t.Errorf("%q", faults)
	}
	if _, faults := importText(m, "i,p\n"+strings.Repeat("a", strict.MaxText+1)+",1\n"); len(faults) != 1 || faults[0] != "2:1: item: longer than 4096 bytes" {
		t.Errorf("%q", faults)
	}
	if _, faults := importText(m, strings.Repeat("x,y\n", headRows)+"i,p\na,1\n"); len(faults) != 1 {
		t.Errorf("headings below the first rows: %q", faults)
	}
}

// TestIDFrom: an id is made of words, and two that come out alike are a fault.
func TestIDFrom(t *testing.T) {
	m := readMap(t, "riprep: catalog-map/v1\ncolumns: {item: i, category: c, typical: p}\ndefaults: {layer: core, unit: each, price_year: 2024, source: s}\nid_from: [category, item]\n")
	b, faults := importText(m, "c,i,p\nRF & Antennas,\"Panel 6' (65°)\",1\nÄrger,--x--,2\n")
	if len(faults) > 0 || len(b.Items) != 2 || b.Items[0].ID != "rf-antennas-panel-6-65" || b.Items[1].ID != "ärger-x" {
		t.Errorf("%q %v", faults, lines(b.Items))
	}
	_, faults = importText(m, "c,i,p\na,b c,1\na b,C,2\n")
	if want := []string{`3:1: item "a-b-c" stands twice (first at line 2)`}; !cmp.Equal(faults, want) {
		t.Errorf("%q", faults)
	}
}
