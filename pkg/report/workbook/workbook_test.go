package workbook

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/report/view"
)

func encoded(t testing.TB, d *view.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Encode(&out, d, view.Env{}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// opened reads a workbook with the library, values as they are in the file.
func opened(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// rowsOf are the rows of a sheet below its headings, by the names of the columns.
func rowsOf(t testing.TB, f *excelize.File, sheet string) (out []map[string]string) {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	heads := rows[headRow-1]
	for _, row := range rows[firstRow-1:] {
		m := map[string]string{}
		for i, text := range row {
			m[heads[i]] = text
		}
		out = append(out, m)
	}
	return out
}

func amount(t testing.TB, text string) cost.Cents {
	t.Helper()
	c, err := cost.ParseCents(text)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func day(t testing.TB, text string) string {
	t.Helper()
	if text == "" {
		return ""
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return dayOf(n)
}

// TestFiguresOfThePlan reads a workbook with the library and compares it with the plan itself.
func TestFiguresOfThePlan(t *testing.T) {
	d := reporttest.Sample(t)
	p := d.Plan
	f := opened(t, encoded(t, d))

	packages := rowsOf(t, f, "Packages")
	if len(packages) != len(p.Packages) {
		t.Fatalf("%d rows for %d packages", len(packages), len(p.Packages))
	}
	for i, row := range packages {
		w := &p.Packages[i]
		dates := view.DatesOf(w)
		got := []string{row["Package"], amount(t, row["Cost"]).String(), amount(t, row["Reimbursable"]).String(), day(t, row["Start"]), day(t, row["Cutover"]), day(t, row["Finish"]), day(t, row["Covered until"])}
		want := []string{w.ID, w.Cost.String(), w.Reimbursable.String(), dates.Start.String(), dates.Cutover.String(), dates.Finish.String(), w.CoveredUntil.String()}
		if !slices.Equal(got, want) {
			t.Errorf("package %d: %q, the plan has %q", i, got, want)
		}
	}
	for i, row := range rowsOf(t, f, "Cash by period") {
		r := &p.Periods[i]
		for name, want := range map[string]cost.Cents{"Spend": r.Spend, "Cash": r.Cash, "Reimbursed": r.Reimbursed, "Released": r.Released, "Outstanding": r.Outstanding} {
			if got := amount(t, row[name]); got != want {
				t.Errorf("period %d: %s %s, the plan has %s", i, name, got, want)
			}
		}
		if got := day(t, row["Start"]); got != r.Start.String() {
			t.Errorf("period %d starts on %s, the plan has %s", i, got, r.Start)
		}
	}
	figures := map[string]map[string]string{}
	for _, row := range rowsOf(t, f, "Summary") {
		figures[row["Figure"]] = row
	}
	for name, want := range map[string]cost.Cents{
		"Cost": p.Totals.Cost, "Counted by the programme": p.Totals.Reimbursable, "Not eligible": p.Totals.Ineligible,
		"Paid back within the horizon": p.Totals.Reimbursed, "Lowest cash": p.Totals.LowestCash, "Working capital": p.Totals.WorkingCapital,
	} {
		row := figures[name]
		if value, formula := amount(t, row["Value"]), amount(t, row["By formula"]); value != want || formula != want || row["Difference"] != "0" {
			t.Errorf("%s: value %s, by formula %s, difference %q; the plan has %s", name, value, formula, row["Difference"], want)
		}
	}
	if got := day(t, figures["Finish"]["By formula"]); got != p.Totals.Finish.String() {
		t.Errorf("finish by formula %s, the plan has %s", got, p.Totals.Finish)
	}
}

// TestEveryCheckIsUsed wants each check of the summary to be one of a figure that there is, to be worked out, and to come to
// the figure.
func TestEveryCheckIsUsed(t *testing.T) {
	d := reporttest.Sample(t)
	f := opened(t, encoded(t, d))
	used := 0
	for i, row := range rowsOf(t, f, "Summary") {
		if row["Difference"] == "" {
			continue
		}
		used++
		if row["Difference"] != "0" {
			t.Errorf("row %d: %v", firstRow+i, row)
		}
	}
	if used != len(planChecks) {
		t.Errorf("%d figures are checked, there are %d checks", used, len(planChecks))
	}
	said, err := f.GetCellValue("Summary", cellName(1, totalRow))
	if err != nil || said != "all figures are those that the formulas give" {
		t.Errorf("%q, %v", said, err)
	}
}

// TestDifferenceIsSeen makes a plan whose total is not that of its lines.
func TestDifferenceIsSeen(t *testing.T) {
	d := reporttest.Sample(t)
	d.Plan.Totals.Cost += 7
	f := opened(t, encoded(t, d))
	for _, row := range rowsOf(t, f, "Summary") {
		if row["Figure"] == "Cost" && row["Difference"] != "0.07" {
			t.Errorf("difference %q", row["Difference"])
		}
	}
	if said, _ := f.GetCellValue("Summary", cellName(1, totalRow)); !strings.HasPrefix(said, "figures differ") {
		t.Errorf("the summary says %q", said)
	}
}

// TestColumnsThatAddUp wants each column that is added up to be there and to hold numbers.
func TestColumnsThatAddUp(t *testing.T) {
	sheets, err := layOut(reporttest.Sample(t))
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, s := range sheets {
		if err := s.measure(); err != nil {
			t.Fatal(err)
		}
		if len(s.name) > 31 {
			t.Errorf("sheet %q: a name has 31 characters at most", s.name)
		}
		if _, ok := looks[s.id]; ok {
			seen++
		}
		for _, name := range s.sums {
			if i := s.column(name); i < 0 || s.rows > 0 && s.columns[i].numbers == 0 {
				t.Errorf("sheet %q: column %q: not there, or without a number", s.name, name)
			}
		}
	}
	if seen != len(looks) {
		t.Errorf("%d sheets of the %d whose looks are stated", seen, len(looks))
	}
}

func TestSameBytes(t *testing.T) {
	d := reporttest.Sample(t)
	want := encoded(t, d)
	for range 3 {
		if !bytes.Equal(want, encoded(t, d)) {
			t.Fatal("the same document gave other bytes")
		}
	}
}

// TestWithoutRisk is a workbook of a document that has the plan and its case alone.
func TestWithoutRisk(t *testing.T) {
	d := reporttest.Sample(t)
	f := opened(t, encoded(t, &view.Document{Plan: d.Plan, Case: d.Case, NoRisk: "not simulated: --simulate 0"}))
	if list := f.GetSheetList(); slices.Contains(list, "Risk") || slices.Contains(list, "Risk drivers") || !slices.Contains(list, "Disposal log") {
		t.Errorf("sheets %q", list)
	}
	props, err := f.GetDocProps()
	if err != nil || props.Created != "" || props.Creator != "riprep" {
		t.Errorf("%+v, %v", props, err)
	}
}

// TestUnknownPrice wants a price that nobody has stated to be no number, and to be in no sum.
func TestUnknownPrice(t *testing.T) {
	d := reporttest.Sample(t)
	w := &d.Plan.Packages[0]
	w.Lines = slices.Clone(w.Lines)
	l := &w.Lines[0]
	lost := l.Total
	l.Known, l.UnitPrice, l.Low, l.Total, l.High, l.Counted = false, 0, 0, 0, 0, 0
	f := opened(t, encoded(t, d))
	row := rowsOf(t, f, "Estimate lines")[0]
	if row["Unit price"] != unknown || row["Total"] != "" || row["Low"] != "" || row["High"] != "" || row["Counted"] != "" {
		t.Errorf("row %v", row)
	}
	total, err := f.GetCellValue("Estimate lines", cellName(15, totalRow))
	if err != nil || amount(t, total) != d.Plan.Totals.Cost-lost {
		t.Errorf("total %s without %s of %s, %v", total, lost, d.Plan.Totals.Cost, err)
	}
	for _, r := range rowsOf(t, f, "Summary") {
		if r["Figure"] == "Lines without a price" && r["By formula"] != "1" {
			t.Errorf("row %v", r)
		}
	}
}

// TestLarge has sheets of more than 16 MB, which go through a temporary file: it is gone afterwards.
func TestLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("short")
	}
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	d := reporttest.Sample(t)
	d.Plan.Packages = slices.Repeat(d.Plan.Packages, 80)
	data := encoded(t, d)
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	z, err := openZip(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if f.Name == "xl/worksheets/sheet4.xml" && f.UncompressedSize64 < excelize.StreamChunkSize {
			t.Errorf("the largest sheet has %d bytes: no temporary file was used", f.UncompressedSize64)
		}
	}
}

// TestTooLarge wants what a spreadsheet does not keep digit by digit to be refused, with its place.
func TestTooLarge(t *testing.T) {
	for want, change := range map[string]func(p *planner.Plan){
		`workbook: sheet "Cash by period": cell F6: amount "10000000000000.00": 10^13 and more`: func(p *planner.Plan) { p.Periods[1].Cash = cost.Limit },
		`workbook: sheet "Cash by period": cell F6: amount "-10000000000000.00": 10^13`:         func(p *planner.Plan) { p.Periods[1].Cash = -cost.Limit },
		`workbook: sheet "Cash by period": total of column "spend": 10^13 and more`: func(p *planner.Plan) {
			p.Periods[0].Spend, p.Periods[1].Spend = cost.Limit-1, cost.Limit-1
		},
		`workbook: sheet "Cash by period": cell O5: number "1000000000000000": 10^15`: func(p *planner.Plan) { p.Periods[0].Exposure = maxWhole },
	} {
		d := reporttest.Sample(t)
		d.Plan.Periods = slices.Clone(d.Plan.Periods)
		change(d.Plan)
		if err := Encode(io.Discard, d, view.Env{}); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%v\nwant %s", err, want)
		}
	}
	d := reporttest.Sample(t)
	d.Plan.Periods = slices.Clone(d.Plan.Periods)
	d.Plan.Periods[1].Cash, d.Plan.Periods[2].Cash = cost.Limit-1, -cost.Limit+1
	rows := rowsOf(t, opened(t, encoded(t, d)), "Cash by period")
	if got := fmt.Sprint(rows[1]["Cash"], " ", rows[2]["Cash"]); got != "9999999999999.99 -9999999999999.99" {
		t.Errorf("the largest amounts come out as %s", got)
	}
}
