package pricebook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"github.com/riprep/riprep/internal/strict"
)

// made is a workbook that excelize writes, so that what is read here is what another program wrote.
func made(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// put writes rows from a cell on.
func put(f *excelize.File, sheet string, row int, rows ...[]any) {
	for i, r := range rows {
		_ = f.SetSheetRow(sheet, fmt.Sprintf("A%d", row+i), &r)
	}
}

func importBook(m *Map, data []byte) (*Book, []string) {
	var r strict.Reader
	b := read(&r, "p.xlsx", data, m)
	return b, faultLines(&r)
}

// priceBook has what price books of companies have: a first sheet with remarks, a title over merged cells, an empty row, a
// group that is merged over its rows, amounts as numbers with a format and as texts, formulas, subtotals, a column more.
func priceBook(f *excelize.File) {
	_ = f.SetSheetName("Sheet1", "Read me")
	_ = f.SetCellValue("Read me", "A1", "Prices are in USD.")
	tenth, fifth := 0.1, 0.2
	_, _ = f.NewSheet("Prices")
	_ = f.SetCellValue("Prices", "A2", "Example Towers price book")
	_ = f.MergeCell("Prices", "A2", "F2")
	put(f, "Prices", 4,
		[]any{"Group", "SKU", "Description", "UoM", "Unit\nprice", "Remarks"},
		[]any{"Mounts", 1001, "Pipe mount", "EA", 1234.5, "galvanised"},
		[]any{nil, 1002, "Ring mount", "EA", "$1,234.50"},
		[]any{nil, "R-3", "Collar mount", "each", tenth + fifth},
		[]any{nil, nil, nil, nil, nil, "a remark alone"},
		[]any{"Total", nil, nil, nil, 2469.3},
		[]any{"Labour", "L-1", "Rigging crew", "day", "n/a"},
		[]any{"Labour", "L-2", "Ground crew", "day", 61727})
	_ = f.MergeCell("Prices", "A5", "A7")
	style, _ := f.NewStyle(&excelize.Style{NumFmt: 7}) // $#,##0.00
	_ = f.SetCellStyle("Prices", "E5", "E11", style)
}

func TestWorkbook(t *testing.T) {
	m := readMap(t, small)
	b, faults := importBook(m, made(t, priceBook))
	want := []string{
		"1001 | site | Mounts | Pipe mount | each | ? 1234.50 ? | 2024 | Example Towers price book 2024-03, sheet Prices row 5",
		"1002 | site | Mounts | Ring mount | each | ? 1234.50 ? | 2024 | Example Towers price book 2024-03, sheet Prices row 6",
		"R-3 | site | Mounts | Collar mount | each | ? 0.30 ? | 2024 | Example Towers price book 2024-03, sheet Prices row 7",
		"L-1 | site | Labour | Rigging crew | day | ? ? ? | 2024 | Example Towers price book 2024-03, sheet Prices row 10",
		"L-2 | site | Labour | Ground crew | day | ? 61727.00 ? | 2024 | Example Towers price book 2024-03, sheet Prices row 11",
	}
	if diff := cmp.Diff(want, lines(b.Items)); diff != "" || len(faults) > 0 || b.Sheet != "Prices" {
		t.Fatalf("sheet %q, %q (-want +got):\n%s", b.Sheet, faults, diff)
	}
	notes := []string{
		"columns not read: Remarks", "rows left out by skip: 1",
		"prices with more digits than the 15 that a spreadsheet keeps, the rest taken off: 1",
		"items without a price, which is unknown and not zero: 1",
	}
	if diff := cmp.Diff(notes, b.Notes()); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
}

// TestFormulas: the value that was saved with a formula is taken, and said; without one it is a fault at the cell.
func TestFormulas(t *testing.T) {
	m := readMap(t, small)
	with := func(cells string) []byte {
		return rewrite(t, made(t, func(f *excelize.File) {
			put(f, "Sheet1", 1, []any{"Group", "SKU", "Description", "UoM", "Unit price"}, []any{"A", "1", "B", "EA", 7})
		}), "xl/worksheets/sheet1.xml", func(s string) string { return strings.Replace(s, `<c r="E2"><v>7</v></c>`, cells, 1) })
	}
	b, faults := importBook(m, with(`<c r="E2"><f>3+4.5</f><v>7.5</v></c>`))
	if len(faults) > 0 || len(b.Items) != 1 || *b.Items[0].Typical != 7_50 || b.Formulas != 1 {
		t.Errorf("%q %+v", faults, b)
	}
	for cells, want := range map[string]string{
		`<c r="E2"><f>3+4</f></c>`:                      "2:5: Sheet1!E2: typical: a formula without a saved value",
		`<c r="E2" t="e"><f>1/0</f><v>#DIV/0!</v></c>`:  "2:5: Sheet1!E2: typical: the formula came to the error #DIV/0!",
		`<c r="E2" t="b"><v>1</v></c>`:                  `2:5: Sheet1!E2: typical "true": not an amount`,
		`<c r="E2"><v>7.125</v></c>`:                    `2:5: Sheet1!E2: typical "7.125": more than two decimals`,
		`<c r="E2"><v>-7</v></c>`:                       `2:5: Sheet1!E2: typical "-7": negative (want 0 or more)`,
		`<c r="E2"><v>1E+15</v></c>`:                    `2:5: Sheet1!E2: typical "1000000000000000": an amount this large is not supported (want less than 10000000000000)`,
		`<c r="E2"><v>x</v></c>`:                        `2:5: Sheet1!E2: typical "x": not a number`,
		`<c r="E2" t="inlineStr"><is><t>x</t></is></c>`: `2:5: Sheet1!E2: typical "x": not an amount as the map has them (decimal sign ., "," between thousands, with or without $, USD)`,
		`<c r="E2" t="s"><v>99</v></c>`:                 `0:0: not a whole workbook: "xl/worksheets/sheet1.xml": cell E2: no shared text "99"`,
		`<c r="A2"><v>1</v></c>`:                        `0:0: not a whole workbook: "xl/worksheets/sheet1.xml": cell "A2" behind 4 columns of row 2`,
		`<c r="E2"><v>1</v></c></row><row r="2">`:       `0:0: not a whole workbook: "xl/worksheets/sheet1.xml": row "2" below row 2`,
		`<c r="SG2"><v>1</v></c>`:                       `0:0: sheet "Sheet1": row 2 has a cell in column 501, more than the limit of 500 columns`,
	} {
		if _, faults := importBook(m, with(cells)); len(faults) != 1 || faults[0] != want {
			t.Errorf("%s:\n%q, want\n%q", cells, faults, want)
		}
	}
	b, faults = importBook(m, with(`<c r="E2" t="inlineStr"><is><r><t>1,</t></r><rPh sb="0" eb="1"><t>9</t></rPh><r><t xml:space="preserve">234.5 </t></r></is></c>`))
	if len(faults) > 0 || *b.Items[0].Typical != 1234_50 {
		t.Errorf("%q %v", faults, lines(b.Items))
	}
	b, faults = importBook(readMap(t, strings.Replace(small, "number: {", "number: {round: cents, ", 1)), with(`<c r="E2"><v>7.125</v></c>`))
	if len(faults) > 0 || *b.Items[0].Typical != 7_13 || b.Rounded != 1 {
		t.Errorf("%q %v", faults, lines(b.Items))
	}
}

// TestSheets: which sheet is read.
func TestSheets(t *testing.T) {
	heads := []any{"Group", "SKU", "Description", "UoM", "Unit price"}
	data := made(t, func(f *excelize.File) {
		_, _ = f.NewSheet("Old")
		_, _ = f.NewSheet("2")
		put(f, "Sheet1", 1, heads, []any{"A", "1", "B", "EA", 1})
		put(f, "Old", 3, heads, []any{"A", "2", "B", "EA", 1})
		put(f, "2", 1, heads[:4], []any{"A", "3", "B", "EA"})
	})
	for sheet, want := range map[string]string{
		"Old": "2", "1": "1", "": `0:0: 2 sheets have the headings: "Sheet1", "Old"`, "2": `1:1: sheet "2": no row has all of the headings; row 1 lacks "Unit price"`,
		"New": `0:0: no sheet "New"`, "4": `0:0: no sheet "4"`,
	} {
		b, faults := importBook(readMap(t, small+"sheet: \""+sheet+"\"\n"), data)
		got := strings.Join(faults, "; ")
		if len(b.Items) > 0 {
			got = b.Items[0].ID
		}
		if got != want {
			t.Errorf("sheet %q: %s, want %s", sheet, got, want)
		}
	}
}

// TestEuropean: texts with a decimal comma, and numbers, which have none in a workbook.
func TestEuropean(t *testing.T) {
	m := readMap(t, strings.Replace(small, `number: {thousands: ",", currency: [$, USD]}`, `number: {decimal: ",", thousands: ".", currency: [US$]}`, 1))
	b, faults := importBook(m, made(t, func(f *excelize.File) {
		put(f, "Sheet1", 1, []any{"Group", "SKU", "Description", "UoM", "Unit price"}, []any{"A", "1", "B", "EA", "1.234,50"},
			[]any{"A", "2", "B", "EA", 1234.5}, []any{"A", "3", "B", "EA", "US$ 1.234"}, []any{"A", "4", "B", "EA", "1234"})
	}))
	if len(faults) > 0 || len(b.Items) != 4 {
		t.Fatalf("%q", faults)
	}
	for i, want := range []string{"1234.50", "1234.50", "1234.00", "1234.00"} {
		if got := b.Items[i].Typical.String(); got != want {
			t.Errorf("item %d: %s, want %s", i+1, got, want)
		}
	}
	_, faults = importBook(m, made(t, func(f *excelize.File) {
		put(f, "Sheet1", 1, []any{"Group", "SKU", "Description", "UoM", "Unit price"}, []any{"A", "1", "B", "EA", "1,234.50"}, []any{"A", "2", "B", "EA", "1.23"})
	}))
	if len(faults) != 2 {
		t.Errorf("amounts of the other style: %q", faults)
	}
}

// TestCells: each cell is read as what was written into it, text for text and number for number, whatever it holds.
func TestCells(t *testing.T) {
	value := rapid.OneOf(
		rapid.Just[any](nil), rapid.Map(rapid.StringOf(rapid.RuneFrom([]rune("ab é漢\n\"<&>_x"))), func(s string) any { return s }),
		rapid.Map(rapid.Int64Range(-1<<50, 1<<50), func(n int64) any { return n }), rapid.Map(rapid.Float64Range(-1e9, 1e9), func(x float64) any { return x }),
		rapid.Map(rapid.Bool(), func(b bool) any { return b }), rapid.SampledFrom([]any{"7", "1.234", "_x00", 1e-7, 1e21}),
	)
	m := readMap(t, "riprep: catalog-map/v1\ncolumns: {item: a, typical: b, unit: c, category: d, id: e}\ndefaults: {layer: core, price_year: 2024, source: s}\n")
	slots := []field{name, typical, unit, category, id}
	rapid.Check(t, func(rt *rapid.T) {
		var rows [][]any
		for range rapid.IntRange(1, 5).Draw(rt, "rows") {
			rows = append(rows, rapid.SliceOfN(value, 5, 5).Draw(rt, "row"))
		}
		b, err := openWorkbook(made(t, func(f *excelize.File) {
			put(f, "Sheet1", 2, []any{"a", "b", "c", "d", "e"})
			put(f, "Sheet1", 4, rows...)
		}))
		if err != nil {
			rt.Fatal(err)
		}
		tab := newTable(m)
		if err := errors.Join(b.read("Sheet1", tab.take), b.complete("Sheet1", tab)); err != nil {
			rt.Fatal(err)
		}
		got := map[string]cell{}
		for _, r := range tab.rows {
			for i, f := range slots {
				if c := r.cells[f]; c.text != "" {
					got[letters(i+1)+fmt.Sprint(r.line)] = cell{text: c.text, kind: c.kind}
				}
			}
		}
		want := map[string]cell{}
		for i, row := range rows {
			for j, v := range row {
				c := cell{text: fmt.Sprint(v), kind: numeric}
				switch v := v.(type) {
				case nil:
					continue
				case string:
					if c.kind = words; strings.TrimSpace(v) == "" {
						continue
					}
				case bool:
					c.kind = truth
				case float64:
					c.text = strconv.FormatFloat(v, 'f', -1, 64)
				}
				want[letters(j+1)+fmt.Sprint(i+4)] = c
			}
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(cell{})); diff != "" {
			rt.Fatalf("(-written +read):\n%s", diff)
		}
	})
}

// rewrite changes one part of a workbook.
func rewrite(t testing.TB, data []byte, part string, change func(string) string) []byte {
	t.Helper()
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	zw := zip.NewWriter(&out)
	for _, f := range zr.File {
		rc, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(rc)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == part {
			text = []byte(change(string(text)))
		}
		w, err := zw.Create(f.Name)
		if err == nil {
			_, err = w.Write(text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestHostile: workbooks that are made to cost much are refused, and cost little.
func TestHostile(t *testing.T) {
	m := readMap(t, small)
	honest := made(t, priceBook)
	const sheet, texts = "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml"
	in := func(part, text string) []byte { return rewrite(t, honest, part, func(string) string { return text }) }
	each := func(n int, form string) string { // of rows, or of places in them
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, form, i+2)
		}
		return b.String()
	}
	cut := func(s string) string { return s[:len(s)*2/3] }
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"texts":      {in(texts, "<sst>"+strings.Repeat("<si/>", maxElements)+"</sst>"), "more than 1500000 elements"},
		"far":        {in(sheet, "<worksheet><sheetData>"+each(100, `<row r="%d"><c r="XFD%[1]d"><v>1</v></c></row>`)+"</sheetData></worksheet>"), "more than 1500000 cells"},
		"low":        {in(sheet, `<worksheet><sheetData><row r="1048576"><c r="SF1048576"><v>1</v></c></row></sheetData></worksheet>`), "none of the map's headings"},
		"no numbers": {in(sheet, `<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>`), "row \"\" below row 0"},
		"formulas": {in(sheet, `<worksheet><sheetData><row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A9">`+strings.Repeat("+1", 400_000)+"</f></c>"+
			each(100, `</row><row r="%d"><c r="A%[1]d"><f t="shared" si="0"/></c>`)+"</row></sheetData></worksheet>"), "bytes of formulas"},
		"no formula": {in(sheet, `<worksheet><sheetData><row r="1"><c r="A1"><f t="shared" si="0"/></c></row></sheetData></worksheet>`), "cell A1 shares a formula that is not there"},
		"lookups":    {in(sheet, "<worksheet><sheetData>"+each(1000, `<row r="%d"><c r="SF%[1]d"/></row>`)+"</sheetData><mergeCells>"+each(maxMerges, `<mergeCell ref="A%d"/>`)+"</mergeCells></worksheet>"), "merged cells in a sheet of"},
		"attributes": {in(sheet, "<worksheet><row "+strings.Repeat(`a="" `, 1<<20)+"/></worksheet>"), "a piece of markup or text of more than 1048576 bytes"},
		"nested":     {in(sheet, strings.Repeat("<a>", 1<<20)), "more than 64 deep"},
		"merged":     {in(sheet, "<worksheet><mergeCells>"+each(maxMerges+1, `<mergeCell ref="A%d"/>`)+"</mergeCells></worksheet>"), "more than 5000 merged cells"},
		"cut off":    {rewrite(t, honest, sheet, cut), "not a whole workbook"},
		"no zip":     {honest[:len(honest)/2], "not a workbook"},
		"entities":   {in(sheet, `<!DOCTYPE a [<!ENTITY b "bb">]><worksheet><row><c t="str"><v>&b;</v></c></row></worksheet>`), "not a whole workbook"},
		"no sheet":   {in("xl/workbook.xml", "<workbook/>"), "not a workbook"},
		"circle":     {rewrite(t, honest, "xl/_rels/workbook.xml.rels", func(s string) string { return strings.ReplaceAll(s, "worksheets/sheet2.xml", "workbook.xml") }), "none of the map's headings"},
		"lost":       {rewrite(t, honest, "xl/_rels/workbook.xml.rels", func(s string) string { return strings.ReplaceAll(s, "worksheets/sheet2.xml", "../../../etc/passwd") }), "does not exist"},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, faults := importBook(m, c.data)
		runtime.ReadMemStats(&after)
		if len(faults) != 1 || !strings.Contains(faults[0], c.want) {
			t.Errorf("%s: %q, want %s", name, faults, c.want)
		}
		t.Logf("%s: %d bytes, %d MB of memory made", name, len(c.data), (after.TotalAlloc-before.TotalAlloc)>>20)
		if mb := (after.Sys - before.Sys) >> 20; after.Sys > before.Sys && mb > 300 {
			t.Errorf("%s: %d MB more of memory", name, mb)
		}
	}
}

// TestMergedOver: merges that lie over each other do not multiply.
func TestMergedOver(t *testing.T) {
	m := readMap(t, small)
	data := made(t, func(f *excelize.File) {
		put(f, "Sheet1", 1, []any{"Group", "SKU", "Description", "UoM", "Unit price"})
		for i := range 2000 {
			put(f, "Sheet1", i+2, []any{"A", i, "B", "EA", 1})
		}
	})
	data = rewrite(t, data, "xl/worksheets/sheet1.xml", func(s string) string {
		return strings.Replace(s, "</sheetData>", "</sheetData><mergeCells>"+strings.Repeat(`<mergeCell ref="A2:A2001"/>`, 3000)+"</mergeCells>", 1)
	})
	if _, faults := importBook(m, data); len(faults) != 1 || !strings.Contains(faults[0], "merged over each other") {
		t.Errorf("%q", faults)
	}
}

// TestGuard: what is unpacked counts against one budget, over all parts and however often one is read.
func TestGuard(t *testing.T) {
	budget := int64(100)
	for i, want := range []bool{true, true, false} {
		_, err := io.ReadAll(&guard{r: strings.NewReader(strings.Repeat("<a>", 15)), budget: &budget})
		if (err == nil) != want || err != nil && !errors.Is(err, errUnpacked) {
			t.Errorf("part %d: %v", i, err)
		}
	}
}

// TestUnpacked: the bound holds for all parts together, and what is not needed is not unpacked.
func TestUnpacked(t *testing.T) {
	const budget = 1 << 20
	with := func(name string) []byte {
		zr, err := zip.NewReader(bytes.NewReader(made(t, priceBook)), int64(len(made(t, priceBook))))
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		zw := zip.NewWriter(&out)
		for _, f := range zr.File {
			if err := zw.Copy(f); err != nil {
				t.Fatal(err)
			}
		}
		for i := range 3 {
			w, err := zw.Create(fmt.Sprintf(name, i))
			if err == nil {
				_, err = io.WriteString(w, "<worksheet>"+strings.Repeat("<a/>", budget/8)+"</worksheet>")
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := zw.Close(); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	if _, err := vet(with("xl/worksheets/more%d.xml"), budget); !errors.Is(err, errUnpacked) {
		t.Errorf("%v", err)
	}
	data, err := vet(with("xl/media/more%d.png"), budget)
	if err != nil || bytes.Contains(data, []byte("media")) {
		t.Errorf("%v", err)
	}
}

// TestRefuse: a panic of the library is a fault of the file, and none of riprep.
func TestRefuse(t *testing.T) {
	err := func() (err error) {
		defer refuse(&err)
		panic("index out of range")
	}()
	if err == nil || err.Error() != "not a workbook that can be read: index out of range" {
		t.Error(err)
	}
}
