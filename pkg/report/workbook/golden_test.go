package workbook

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/riprep/riprep/pkg/report/reporttest"
)

// cells are all cells of a workbook that are not empty, sheet by sheet, as the file has them.
func cells(t testing.TB, data []byte, each func(sheet int, r *read)) {
	t.Helper()
	z, err := openZip(data)
	if err != nil {
		t.Fatal(err)
	}
	for n := 1; ; n++ {
		r, file, err := openSheet(z, n)
		if err != nil {
			return
		}
		for {
			c, err := r.next()
			if err != nil {
				t.Fatal(err)
			}
			if c == nil {
				break
			}
			each(n, c)
		}
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func dumped(r *read) string {
	kind := r.kind
	if kind == "" {
		kind = "number"
	}
	if r.formula {
		kind = "formula " + kind
	}
	return fmt.Sprintf("%s %s %q", cellName(r.col, r.row+1), kind, r.text)
}

// TestStructure is what stands above the rows of each sheet, and its first row.
func TestStructure(t *testing.T) {
	data := encoded(t, reporttest.Sample(t))
	f := opened(t, data)
	names := f.GetSheetList()
	var b strings.Builder
	last := 0
	cells(t, data, func(n int, r *read) {
		name := names[n-1]
		if n != last {
			last = n
			panes, err := f.GetPanes(name)
			if err != nil {
				t.Fatal(err)
			}
			layout, err := f.GetPageLayout(name)
			if err != nil {
				t.Fatal(err)
			}
			size, err := f.GetSheetDimension(name)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "\n%s: %s, frozen at %s, %s, %d page across\n", name, size, panes.TopLeftCell, *layout.Orientation, *layout.FitToWidth)
		}
		if r.row < firstRow {
			text := dumped(r)
			if r.formula {
				formula, err := f.GetCellFormula(name, cellName(r.col, r.row+1))
				if err != nil {
					t.Fatal(err)
				}
				text += " = " + formula
			}
			b.WriteString("  " + text + "\n")
		}
	})
	for _, n := range f.GetDefinedName() {
		fmt.Fprintf(&b, "\n%s of %s: %s", n.Name, n.Scope, n.RefersTo)
	}
	reporttest.Golden(t, "structure.txt", []byte(b.String()+"\n"))
}

// TestHostile is each text that somebody may have chosen to do harm, as it stands in the workbook.
func TestHostile(t *testing.T) {
	data := encoded(t, reporttest.Hostile(t))
	f := opened(t, data)
	names := f.GetSheetList()
	hostile := map[string]bool{}
	for _, s := range reporttest.HostileNames {
		hostile[words(s)] = true
	}
	var b strings.Builder
	seen := map[string]bool{}
	formulas := 0
	cells(t, data, func(n int, r *read) {
		place := names[n-1] + " " + cellName(r.col, r.row+1)
		if r.formula {
			if formulas++; n > 1 && r.row != totalRow-1 || hostile[r.text] {
				t.Errorf("%s: a formula", place)
			}
			return
		}
		for _, c := range r.text {
			if unicode.In(c, unicode.Cc, unicode.Cf) || c == '\ufffe' {
				t.Errorf("%s: character %U in %q", place, c, r.text)
			}
		}
		key := fmt.Sprint(n, " ", r.col)
		if r.number() || !hostile[r.text] {
			return
		}
		style, err := f.GetCellStyle(names[n-1], cellName(r.col, r.row+1))
		if err != nil {
			t.Fatal(err)
		}
		quoted := f.Styles.CellXfs.Xf[style].QuotePrefix
		if marked := quoted != nil && *quoted; marked != runnable(r.text) {
			t.Errorf("%s: %q: marked as text: %t", place, r.text, marked)
		}
		if !seen[r.text] {
			fmt.Fprintf(&b, "%s: %s\n", names[n-1], dumped(r))
		} else if !seen[key] {
			fmt.Fprintf(&b, "%s: %s has such texts too\n", names[n-1], columnName(r.col))
		}
		seen[r.text], seen[key] = true, true
	})
	if formulas < 20 || len(seen) < len(reporttest.HostileNames) {
		t.Errorf("%d formulas, %d hostile texts and columns", formulas, len(seen))
	}
	reporttest.Golden(t, "hostile.txt", []byte(b.String()))
}

// TestNothingRuns looks into the parts of the file: no link leaves it, nothing is loaded, nothing runs.
func TestNothingRuns(t *testing.T) {
	data := encoded(t, reporttest.Hostile(t))
	z, err := openZip(data)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
		if f.Modified.Year() > 1980 {
			t.Errorf("%s has a time: %v", f.Name, f.Modified)
		}
	}
	if !slices.IsSorted(names) {
		t.Errorf("parts %q", names)
	}
	changed(t, data, "", func(s string) string {
		for _, bad := range []string{"<hyperlink", "externalLink", "<script", "<f>HYPERLINK", "<oleObject", "<control"} {
			if strings.Contains(s, bad) {
				t.Errorf("a sheet has %s", bad)
			}
		}
		return s
	})
	for _, name := range names {
		if strings.Contains(name, "vba") || strings.Contains(name, "external") || strings.HasPrefix(name, "xl/worksheets/_rels") {
			t.Errorf("part %s", name)
		}
	}
}
