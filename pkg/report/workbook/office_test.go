package workbook

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/report/reporttest"
)

// cached is the value that stands beside a formula.
var cached = regexp.MustCompile(`(</f>)<v>[^<]*</v>`)

// TestOffice has LibreOffice work the formulas out, of a workbook without the values that stand beside them, and compares what
// it gives with the plan.
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
	d := reporttest.Sample(t)
	bare := changed(t, encoded(t, d), "", func(s string) string { return cached.ReplaceAllString(s, "$1") })
	f := opened(t, converted(t, office, bare))
	p := d.Plan

	checked := 0
	for _, row := range rowsOf(t, f, "Summary") {
		if row["Worked out from"] == "" {
			continue
		}
		checked++
		if row["Difference"] != "0" || row["By formula"] != row["Value"] {
			t.Errorf("row %v", row)
		}
	}
	if checked != len(planChecks) {
		t.Errorf("%d figures of %d were worked out", checked, len(planChecks))
	}
	if said, _ := f.GetCellValue("Summary", cellName(1, totalRow)); said != "all figures are those that the formulas give" {
		t.Errorf("the summary says %q", said)
	}
	for _, c := range []struct {
		sheet string
		col   int
		want  cost.Cents
	}{
		{"Estimate lines", 15, p.Totals.Cost}, {"Estimate lines", 17, p.Totals.Reimbursable}, {"Packages", 19, p.Totals.Cost},
		{"Activities", 12, p.Totals.Cost}, {"Cash by period", 3, p.Totals.Reimbursed}, {"Money by application", 5, p.Totals.Reimbursable},
		{"Application (as filed)", 13, p.Totals.Cost}, {"Application (as filed)", 24, p.Totals.Reimbursable},
	} {
		text, err := f.GetCellValue(c.sheet, cellName(c.col, totalRow))
		got, _, errAmount := cost.ParseRounded(text) // a sum in floating point
		if err != nil || errAmount != nil || got != c.want {
			t.Errorf("%s %s: total %q, the plan has %s; %v, %v", c.sheet, cellName(c.col, totalRow), text, c.want, err, errAmount)
		}
	}
}

// converted is a workbook as LibreOffice writes it again.
func converted(t *testing.T, office string, data []byte) []byte {
	t.Helper()
	dir := t.TempDir()
	in := filepath.Join(dir, "in.xlsx")
	if err := os.WriteFile(in, data, 0o666); err != nil {
		t.Fatal(err)
	}
	// A profile of its own, so that it does not wait for another one that runs.
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	cmd := exec.CommandContext(ctx, office, "--headless", "-env:UserInstallation=file://"+filepath.ToSlash(dir)+"/profile", "--convert-to", "xlsx", "--outdir", filepath.Join(dir, "out"), in)
	cmd.Env = append(os.Environ(), "HOME="+dir)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	out, err := os.ReadFile(filepath.Join(dir, "out", "in.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	return out
}
