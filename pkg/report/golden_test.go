package report_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/reporttest"
)

func encode(t *testing.T, format string, p *planner.Plan, env report.Env) string {
	t.Helper()
	f, err := report.Find(format)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Encode(&out, &report.Document{Plan: p}, env); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestGolden(t *testing.T) {
	for _, c := range []struct {
		file, format string
		plan         *planner.Plan
		env          report.Env
	}{
		{"sample.txt", "table", sample(), report.Env{Width: 80}},
		{"sample-wide.txt", "table", sample(), report.Env{Width: 140}},
		{"sample.csv", "csv", sample(), report.Env{}},
		{"sample.tsv", "tsv", sample(), report.Env{}},
		{"sample.json", "json", sample(), report.Env{}},
		{"large.txt", "table", large(), report.Env{Width: 100}},
		{"hostile.txt", "table", hostile(), report.Env{Width: 80}},
		{"hostile.csv", "csv", hostile(), report.Env{}},
		{"hostile.tsv", "tsv", hostile(), report.Env{}},
		{"hostile.json", "json", hostileShort(), report.Env{}},
		{"empty.txt", "table", &planner.Plan{}, report.Env{}},
	} {
		t.Run(c.file, func(t *testing.T) {
			reporttest.Golden(t, c.file, []byte(encode(t, c.format, c.plan, c.env)))
		})
	}
}

// hostileShort is hostile with one package for each name, and without what holds no name.
func hostileShort() *planner.Plan {
	p := hostile()
	p.Periods, p.Objectives, p.Baseline = nil, nil, planner.Baseline{}
	p.Packages = slices.DeleteFunc(p.Packages, func(w planner.PlannedPackage) bool { return !w.Deferred() })
	return p
}

// TestFits holds a table to its width, whatever the names and the amounts are.
func TestFits(t *testing.T) {
	rich := sample()
	for i := range rich.Periods {
		r := &rich.Periods[i]
		r.Released, r.Spend, r.Reimbursed, r.Interest, r.Cash = 9e14, 9e14, 9e14, 9e14, -9e14
	}
	for _, p := range []*planner.Plan{sample(), hostile(), large(), rich} {
		for _, width := range []int{0, 80, 81, 97, 132, 300} {
			text := encode(t, "table", p, report.Env{Width: width})
			for line := range strings.Lines(text) {
				if n := grid.Width(strings.TrimSuffix(line, "\n")); n > max(80, width) {
					t.Errorf("width %d: a line of %d: %q", width, n, line)
				}
			}
		}
	}
}

// TestHarmless looks for what a terminal or a spreadsheet would run in the formats of a plan alone; those that need more of a
// document have such a test beside them.
func TestHarmless(t *testing.T) {
	for _, id := range []string{"table", "json", "csv", "tsv", "svg"} {
		f, err := report.Find(id)
		if err != nil {
			t.Fatal(err)
		}
		text := encode(t, f.ID, hostile(), report.Env{})
		for i, r := range text {
			if r == '\n' || r == '\t' && f.ID == "tsv" || r == '\r' && f.ID == "csv" {
				continue
			}
			if unicode.In(r, unicode.Cc, unicode.Cf) {
				t.Fatalf("%s: character %U in %q", f.ID, r, text[max(0, i-20):min(len(text), i+20)])
			}
		}
		if !utf8.ValidString(text) {
			t.Errorf("%s: not valid UTF-8", f.ID)
		}
	}
	rows, err := csv.NewReader(strings.NewReader(encode(t, "csv", hostile(), report.Env{}))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("csv: cell %q begins a formula", cell)
			}
		}
	}
}

func TestLines(t *testing.T) {
	p := hostile()
	text := encode(t, "tsv", p, report.Env{})
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) != len(p.Packages)+1 {
		t.Fatalf("%d lines for %d packages", len(lines), len(p.Packages))
	}
	for _, line := range lines {
		if got, want := strings.Count(line, "\t"), strings.Count(lines[0], "\t"); got != want {
			t.Errorf("%d tabs, the header has %d: %q", got, want, line)
		}
	}
}

func TestBoldOnlyWhereAsked(t *testing.T) {
	if plain := encode(t, "table", sample(), report.Env{}); strings.Contains(plain, "\x1b") {
		t.Error("escape sequences without being asked")
	}
	if bold := encode(t, "table", sample(), report.Env{Color: true}); !strings.Contains(bold, "\x1b[1mschedule\x1b[0m\n") {
		t.Error("no bold heading")
	}
}
