package names

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

// read is a list as lines "id: vendor | model | part number", and its faults.
func read(t *testing.T, text string) (list *List, rows, faults []string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "l.csv")
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	var r strict.Reader
	list = Load(&r, path)
	for e := range list.All() {
		rows = append(rows, fmt.Sprintf("%s: %s | %s | %s", e.ID, e.Vendor, e.Model, e.PartNumber))
	}
	for _, f := range r.Faults() {
		faults = append(faults, fmt.Sprintf("%d:%d: %s", f.Pos.Line, f.Pos.Column, f.Message))
	}
	return list, rows, faults
}

func utf16Text(s string, order binary.ByteOrder) string {
	var b bytes.Buffer
	for _, u := range utf16.Encode([]rune("\ufeff" + s)) {
		_ = binary.Write(&b, order, u)
	}
	return b.String()
}

// TestForms: whatever a spreadsheet saves is the same list.
func TestForms(t *testing.T) {
	want := []string{"2: Huawei Technologies Co., Ltd | BBU3910 | 02311", "3: ZTE | 19\" shelf | ", "5: Köhler; Söhne | | x | "}
	const commas = "Vendor,Model,Part No.\n\"Huawei Technologies Co., Ltd\",BBU3910,02311\nZTE,\"19\"\" shelf\",\n,,\n\"Köhler; Söhne\",| x\n"
	semicolons := "Manufacturer;Type;P/N\nHuawei Technologies Co., Ltd;BBU3910;02311\nZTE;\"19\"\" shelf\"\n\n\"Köhler; Söhne\";| x;\n;;\n"
	tabs := "MAKER\tmodel number\tpart_number\nHuawei Technologies Co., Ltd\t BBU3910\t02311 \nZTE\t\"19\"\" shelf\"\t\n\t\t\nKöhler; Söhne\t| x\t\n"
	for name, text := range map[string]string{
		"commas": commas, "semicolons": semicolons, "tabs": tabs, "bom": "\ufeff" + commas, "windows": strings.ReplaceAll(semicolons, "\n", "\r\n"),
		"macintosh": strings.ReplaceAll(commas, "\n", "\r"), "utf-16le": utf16Text(tabs, binary.LittleEndian), "utf-16be": utf16Text(semicolons, binary.BigEndian),
		"bars": strings.NewReplacer(";;", "||", ";", "|").Replace("Vendor;Model;PN\nHuawei Technologies Co., Ltd;BBU3910;02311\nZTE;\"19\"\" shelf\";\n;;\n") + "\"Köhler; Söhne\"|\"| x\"|",
	} {
		list, rows, faults := read(t, text)
		if diff := cmp.Diff(want, rows); diff != "" || len(faults) > 0 || list.Rows != len(rows) || !list.Header {
			t.Errorf("%s: %v (-want +got):\n%s", name, faults, diff)
		}
	}
	list, rows, faults := read(t, "sep=;\r\nHuawei;RRU3908;x\r\nNokia, Inc;y;z\r\n")
	if want := []string{"2: Huawei | RRU3908 | x", "3: Nokia, Inc | y | z"}; !slices.Equal(rows, want) || len(faults) > 0 || list.Header {
		t.Errorf("%v %v", rows, faults)
	}
	_, rows, faults = read(t, "Huawei\nZTE\n")
	if want := []string{"1: Huawei |  | ", "2: ZTE |  | "}; !slices.Equal(rows, want) || len(faults) > 0 {
		t.Errorf("%v %v", rows, faults)
	}
}

// TestColumns: what else a list can say, in any order, and what is not read.
func TestColumns(t *testing.T) {
	var r strict.Reader
	list := parse(&r, "l.csv", []byte("Qty,Rack,Use,Made in,OID,Date acquired,Role,Domain,Vendor\n"+
		"3,A7,public-safety; Ordinary,cn,.1.3.6.1.4.1.2011.2.23,2016-05-01,Packet Core,CORE,Huawei\n"))
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	got := slices.Collect(list.All())
	want := []inventory.Element{{
		ID: "2", Quantity: 3, Uses: []string{"public-safety", "ordinary"}, Origin: "CN", SysObjectID: "1.3.6.1.4.1.2011.2.23",
		Acquired: inventory.MustDate("2016-05-01"), Role: "packet-core", Domain: "core", Vendor: "Huawei",
	}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(inventory.Date{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if !slices.Equal(list.Ignored, []string{"Rack"}) {
		t.Errorf("ignored: %v", list.Ignored)
	}
}

// TestFaults: all at once, each where it stands.
func TestFaults(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", []string{"0:0: the file is empty"}},
		{"vendor,model\n", []string{"0:0: the list has no rows"}},
		{"\n , \n", []string{"0:0: the list has no rows"}},
		{"vendor,acquired,quantity,role,origin\nHüawei,01/05/2016,0,raido,China\nZTE,,x,,\n", []string{
			`2:8: acquired "01/05/2016": not a date (want YYYY-MM-DD)`,
			`2:19: quantity "0": not a whole number from 1 to 1000000`,
			`2:21: role "raido": not known (want ` + strings.Join(inventory.Roles, ", ") + `); did you mean "radio"?`,
			`2:27: origin "CHINA": not a country (want the two capitals of ISO 3166, such as US)`,
			`3:6: quantity "x": not a whole number from 1 to 1000000`,
		}},
		{"vendor,model\nHuawei,a\"b\n\"ZTE\" x,y\nNokia,b\n\"open,x\ny\n", []string{
			"2:9: a quote inside a cell that has none around it",
			"3:5: a quote that is not closed, or text behind one that is",
			"5:1: a quote that begins here is not closed well (line 6, byte 3)",
		}},
		{"vendor,model\nKöhler,\xe9\n" + strings.Repeat("x", MaxCell+1) + ",y\nZTE,a\x00b\n", []string{
			"2:8: model: not valid UTF-8", "3:1: vendor: 4097 bytes, more than the limit of 4096", "4:5: model: a NUL byte",
		}},
		{"vendor,model\nHuawei,x,surplus\nHuawei,x,\n", []string{"2:10: cell 3: the first line names 2 columns"}},
		{"Huawei,x,y,surplus\nZTE,x,y,surplus\n", []string{"1:12: cell 4: a list without a header has vendor, model and part number"}},
		{"vendor,model,Manufacturer\nx,y,z\n", []string{`1:14: column "Manufacturer": cell 1 holds the vendor already`}},
		{"vendor,role\nx," + strings.Repeat("r", 200) + "\n", []string{"2:3: role: 200 bytes long"}},
		{strings.Repeat(",", maxCells) + "x\n", []string{"1:1: 1001 cells in a row, more than the limit of 1000"}},
	} {
		list, rows, faults := read(t, c.text)
		if diff := cmp.Diff(c.want, faults); diff != "" || len(rows) > 0 || list.Rows > 0 {
			t.Errorf("%.60q: %d rows (-want +got):\n%s", c.text, len(rows), diff)
		}
	}
	if _, rows, faults := read(t, strings.Repeat("a\n", MaxRows+1)); len(rows) > 0 || !slices.Equal(faults, []string{"1000001:1: more than 1000000 rows"}) {
		t.Errorf("%d rows, %v", len(rows), faults)
	}
	if _, rows, _ := read(t, strings.Repeat("a\n", MaxRows)); len(rows) != MaxRows {
		t.Errorf("%d rows", len(rows))
	}
}

// TestAnyName: a name may hold what it likes.
func TestAnyName(t *testing.T) {
	for _, name := range []string{"\x1b[31mHuawei\x1b[0m", "\u202eiewauH", "=cmd|' /C calc'!A0", "Ηuawei", strings.Repeat("Z", MaxCell)} {
		_, rows, faults := read(t, "vendor,model\n\""+name+"\",x\n")
		if want := []string{"2: " + name + " | x | "}; !slices.Equal(rows, want) || len(faults) > 0 {
			t.Errorf("%q: %q %v", name, rows, faults)
		}
	}
}

// FuzzNames: any text gives a list or faults, never both, and the rows that were counted, within the bounds.
func FuzzNames(f *testing.F) {
	for _, s := range []string{"vendor,model\nHuawei,x\n", "sep=;\nZTE;y\n", "Huawei\tx\t\"a\nb\"\n", "a,\"b\n", "\r\r", ",\n|;\t", "qty;oid\n1;1.3.6.1.4.1.9\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var r strict.Reader
		list := parse(&r, "fuzz.csv", text)
		n, last := 0, 0
		for e := range list.All() {
			n++
			line, err := strconv.Atoi(e.ID)
			if err != nil || line <= last {
				t.Fatalf("line %q after %d", e.ID, last)
			}
			last = line
			for _, cell := range []string{e.Vendor, e.Model, e.PartNumber} {
				if len(cell) > MaxCell || !utf8.ValidString(cell) {
					t.Fatalf("cell %q", cell)
				}
			}
		}
		if n != list.Rows || (n == 0) != (len(r.Faults()) > 0) {
			t.Fatalf("%d rows of %d, %d faults", n, list.Rows, len(r.Faults()))
		}
	})
}

// BenchmarkLoad reads 100,000 rows twice: to look at them, and to use them.
func BenchmarkLoad(b *testing.B) {
	text := []byte("vendor;model;part number\n" + strings.Repeat("Huawei Technologies Co., Ltd;BBU3910;02311ABC\n", 100_000))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		var r strict.Reader
		n := 0
		for range parse(&r, "l.csv", text).All() {
			n++
		}
		if n != 100_000 {
			b.Fatal(n)
		}
	}
}
