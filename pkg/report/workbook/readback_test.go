package workbook

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/report/reporttest"
)

// changed is a workbook with one of its parts changed.
func changed(t testing.TB, data []byte, part string, change func(string) string) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if part == "" && strings.HasPrefix(f.Name, "xl/worksheets/sheet") || f.Name == part {
			now := change(string(text))
			if now == string(text) && part != "" {
				t.Fatalf("%s: nothing was changed", part)
			}
			text = []byte(now)
		}
		w, err := z.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestReadBackFires spoils a workbook in one place after the other.
func TestReadBackFires(t *testing.T) {
	d := reporttest.Sample(t)
	sheets, err := layOut(d)
	if err != nil {
		t.Fatal(err)
	}
	if err := measure(planHead(d), sheets); err != nil {
		t.Fatal(err)
	}
	data, err := build(planHead(d), sheets)
	if err != nil {
		t.Fatal(err)
	}
	if err := readBack(data, planHead(d), sheets); err != nil {
		t.Fatal(err)
	}
	replace := func(old, now string) func(string) string {
		return func(s string) string { return strings.Replace(s, old, now, 1) }
	}
	const lines, activities = "xl/worksheets/sheet4.xml", "xl/worksheets/sheet3.xml"
	for _, c := range []struct {
		what, part string
		change     func(string) string
		want       string
	}{
		{"a cent", lines, replace("<v>8000</v>", "<v>8000.01</v>"), `sheet "Estimate lines": cell `},
		{"a sign", activities, replace(`t="inlineStr"><is><t>prepare`, `t="inlineStr"><is><t>-prepare`), `"-prepare", and it should be "prepare"`},
		{"a day", activities, replace("<v>46391</v>", "<v>46392</v>"), `"2027-01-05", and it should be "2027-01-04"`},
		{"a total", activities, replace("<v>4558834.38</v>", "<v>4558834.39</v>"), "total 4558834.39, the column adds up to 4558834.38"},
		{"a total's formula", activities, replace("<f>SUBTOTAL(109,M5:M69)</f>", ""), "cell M3: no total"},
		{"a formula for a number", activities, replace("<v>46391</v>", "<f>1</f><v>46391</v>"), "a formula, and it should be"},
		{"a formula for a word", lines, replace(`t="inlineStr"><is><t>birch-rtr</t></is>`, `t="str"><f>A1</f><v>birch-rtr</v>`), "a formula, and it should be"},
		{"a number as text", activities, replace("><v>46391</v>", ` t="inlineStr"><is><t>46391</t></is>`), `"46391" of type "inlineStr"`},
		{"an exponent", lines, replace("<v>8000</v>", "<v>8E3</v>"), `"8E3": not a plain number`},
		{"a cell too few", activities, replace("<v>46391</v>", ""), "empty, and it should be"},
		{"a cell too many", activities, replace("</sheetData>", `<row r="99"><c r="C99"><v>1</v></c></row></sheetData>`), `"1" stands behind the last row`},
		{"a column too many", activities, replace(`<c r="A6"`, `<c r="AZ5"><v>1</v></c><c r="A6"`), `cell AZ5: "1" should not be there`},
		{"a row less", activities, replace(`r="A5"`, `r="A6"`), "cell A5: empty"},
		{"a figure", "xl/worksheets/sheet1.xml", replace("<v>4558834.38</v>", "<v>4558834.37</v>"), `sheet "Summary": cell B`},
		{"half a sheet", activities, func(s string) string { return s[:len(s)/2] }, `sheet "Activities"`},
	} {
		t.Run(c.what, func(t *testing.T) {
			err := readBack(changed(t, data, c.part, c.change), planHead(d), sheets)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v\nwant %s", err, c.want)
			}
		})
	}
}
