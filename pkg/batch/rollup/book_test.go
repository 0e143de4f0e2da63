package rollup

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/xuri/excelize/v2"

	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/report/reporttest"
)

// hostile is a batch in which every word that others chose is one that may harm.
func hostile(t testing.TB) *Rollup {
	list := sample(6, 12, 9, hostileName)
	for i, o := range list {
		if o.Failure != nil {
			o.Failure.Errors[0].Message, o.Failure.Hints = hostileName(i), []string{hostileName(i + 1)}
			o.Failure.Errors[0].File = hostileName(i + 2)
		}
		if o.Screened != nil {
			o.Screened.By[0].Vendor = hostileName(i)
		}
		o.Scenario = hostileName(i / 5)
		o.Set[0].Value = hostileName(i % 4)
	}
	return rolled(t, list)
}

// TestHostile looks for what a spreadsheet or a terminal would run, in every file and on the terminal.
func TestHostile(t *testing.T) {
	r := hostile(t)
	files := all(t, r)
	for _, f := range files {
		if strings.ContainsAny(f.Name, "\\: ") || strings.Contains(f.Name, "..") {
			t.Errorf("file %q", f.Name)
		}
		if f.Name == "summary.xlsx" {
			continue
		}
		for _, c := range strings.ReplaceAll(string(f.Data), "\r\n", "\n") {
			if c != '\n' && unicode.In(c, unicode.Cc, unicode.Cf) {
				t.Fatalf("%s: character %U", f.Name, c)
			}
		}
		switch filepath.Ext(f.Name) {
		case ".csv":
			rows, err := csv.NewReader(bytes.NewReader(f.Data)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows {
				for _, cell := range row {
					if _, err := cost.ParseCents(cell); err != nil && sanitize.CSV(cell) != cell {
						t.Errorf("%s: cell %q runs", f.Name, cell)
					}
				}
			}
		case ".yaml":
			loaded(t, f.Data)
		}
	}
	book := opened(t, file(t, files, "summary.xlsx"))
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for y := 4; y < len(rows) && sheet != "Summary"; y++ {
			for x := range rows[y] {
				name, _ := excelize.CoordinatesToCellName(x+1, y+1)
				if formula, _ := book.GetCellFormula(sheet, name); formula != "" {
					t.Errorf("%s %s: formula %q", sheet, name, formula)
				}
			}
		}
	}
	var b bytes.Buffer
	if err := r.Show(&b, 80, false, "results"); err != nil {
		t.Fatal(err)
	}
	for _, c := range b.String() {
		if c != '\n' && unicode.In(c, unicode.Cc, unicode.Cf) {
			t.Fatalf("terminal: character %U", c)
		}
	}
}

func opened(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// TestBook wants every unit on its sheet, and figures of the summary that the formulas give.
func TestBook(t *testing.T) {
	r := rolled(t, sample(6, 12, 9, plainName))
	book := opened(t, file(t, all(t, r), "summary.xlsx"))
	want := []string{"Summary", "Worst", "Units", "Combinations", "Frontier", "Findings", "Failures", "Demand"}
	if got := book.GetSheetList(); !slices.Equal(got, want) {
		t.Errorf("sheets %q", got)
	}
	rows, err := book.GetRows("Units")
	if err != nil || len(rows) != 4+len(r.Units) {
		t.Errorf("%d rows of %d units, %v", len(rows), len(r.Units), err)
	}
	said, err := book.GetCellValue("Summary", "B3")
	if err != nil || said != "all figures are those that the formulas give" {
		t.Errorf("the summary says %q, %v", said, err)
	}
	summary, err := book.GetRows("Summary")
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, row := range summary[4:] {
		if len(row) > 5 && row[5] != "" {
			checked++
		}
	}
	if checked != len(checks) {
		t.Errorf("%d figures are checked by formulas, of %d", checked, len(checks))
	}
}

// TestOffice has LibreOffice open the workbook and work its formulas out.
func TestOffice(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("RIPREP_OFFICE") == "required" {
			t.Fatal("no soffice, and RIPREP_OFFICE=required")
		}
		t.Skip("no soffice here: the formulas are worked out by no spreadsheet")
	}
	if testing.Short() {
		t.Skip("short")
	}
	dir := t.TempDir()
	in := filepath.Join(dir, "in.xlsx")
	if err := os.WriteFile(in, file(t, all(t, hostile(t)), "summary.xlsx"), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), office, "--headless", "-env:UserInstallation=file://"+filepath.ToSlash(dir)+"/profile", "--convert-to", "xlsx", "--outdir", filepath.Join(dir, "out"), in)
	cmd.Env = append(os.Environ(), "HOME="+dir)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	data, err := os.ReadFile(filepath.Join(dir, "out", "in.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	book := opened(t, data)
	said, err := book.GetCellValue("Summary", "B3")
	if err != nil || said != "all figures are those that the formulas give" {
		rows, _ := book.GetRows("Summary")
		t.Errorf("the summary says %q, %v: %q", said, err, rows)
	}
}

// TestSchema holds summary.json to its schema, of a batch with all that there is and of one with nothing.
func TestSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../../docs/schema/batch-summary-v1.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]*Rollup{"sample": rolled(t, sample(6, 12, 9, plainName)), "hostile": hostile(t), "empty": rolled(t, nil)} {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(file(t, all(t, r), "summary.json")))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	text, err := os.ReadFile("../../../docs/schema/batch-summary-v1.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var s struct {
		Properties map[string]struct {
			Items struct{ Properties map[string]any }
		}
	}
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, sec := range rolled(t, nil).sections() {
		for _, c := range sec.table.Columns {
			lines = append(lines, sec.id+"[]."+c.Name)
			if _, ok := s.Properties[sec.id].Items.Properties[c.Name]; !ok {
				t.Errorf("the schema has no %s[].%s", sec.id, c.Name)
			}
		}
	}
	frozen(t, lines)
}

// frozen keeps the fields of batch-summary/v1. One that disappears breaks those who read it, and needs a step of Version: not even
// -update lets it go. A new one is added to the list with go test -update.
func frozen(t *testing.T, lines []string) {
	t.Helper()
	name := "fields-v1.txt"
	old, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(old)) {
		if line = strings.TrimSpace(line); !slices.Contains(lines, line) {
			t.Errorf("batch-summary/v%d has lost the field %q: that needs a step of Version", Version, line)
		}
	}
	if !t.Failed() {
		reporttest.Golden(t, name, []byte(strings.Join(lines, "\n")+"\n"))
	}
}
