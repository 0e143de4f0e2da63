package show_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/compare"
	"github.com/riprep/riprep/pkg/report/compare/show"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/report/view"
	"github.com/riprep/riprep/pkg/scenario"
)

func encode(t testing.TB, format string, c *compare.Comparison, env view.Env) string {
	t.Helper()
	f, err := show.Find(format)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Encode(&out, c, show.Names{A: "old.json", B: "new.json"}, env); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func compared(t testing.TB, a, b *planner.Plan) *compare.Comparison {
	t.Helper()
	c, err := compare.New(a, b)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// sample is first-look beside itself with one crew of each kind, a lower proration and no core.
func sample(t testing.TB) *compare.Comparison {
	a := reporttest.Sample(t).Plan
	b := reporttest.Operator(t, "first-look", func(in *planner.Inputs) {
		s := in.Scenario
		for i := range s.Crews {
			s.Crews[i].Count = 1
		}
		s.Funding.Reimbursement.Proration = cost.Rate(900_000_000)
	}).Plan
	b.Overrides = []scenario.Override{{Field: "crews.tower", Value: "1"}}
	return compared(t, a, b)
}

// hostile is a comparison in which every word of others is a hostile name.
func hostile(t testing.TB) *compare.Comparison {
	a := reporttest.Sample(t).Plan
	b := *reporttest.Hostile(t).Plan
	names := reporttest.HostileNames
	n := 0
	next := func() string { n++; return names[n%len(names)] }
	b.Operator.ID, b.Status, b.Engine.Version = next(), next(), next()
	b.Packages, b.Findings, b.Assumptions = slices.Clone(b.Packages), slices.Clone(b.Findings), slices.Clone(b.Assumptions)
	for i := range b.Packages {
		w := &b.Packages[i]
		w.Option = next()
		if i%2 == 0 {
			w.ID, w.Site, w.Domain, w.Application = next(), next(), next(), next()
		}
		for k := range w.Lines {
			w.Lines[k].Category = next()
		}
	}
	for i := range b.Findings {
		f := &b.Findings[i]
		f.Verdict, f.Rule, f.Removal, f.Package = next(), next(), next(), next()
		if i%2 == 0 {
			f.Element, f.Site = next(), next()
		}
	}
	for i := range b.Assumptions {
		b.Assumptions[i].Field, b.Assumptions[i].Value = next(), next()
	}
	b.Rules = slices.Clone(b.Rules)
	for i := range b.Rules {
		b.Rules[i].Rule = next()
	}
	b.Applications = slices.Clone(b.Applications)
	for i := range b.Applications {
		b.Applications[i].ID = next()
	}
	b.Objectives = slices.Clone(b.Objectives)
	b.Objectives[0].Name, b.Objectives[0].Unit = next(), next()
	b.Inputs = append(slices.Clone(b.Inputs), strict.Source{Path: next(), Kind: next(), SHA256: next()})
	b.Overrides = []scenario.Override{{Field: next(), Value: next()}, {Field: next(), Value: next()}}
	return compared(t, a, &b)
}

func TestGolden(t *testing.T) {
	reporttest.Golden(t, "sample.txt", []byte(encode(t, "table", sample(t), view.Env{})))
	reporttest.Golden(t, "sample.tsv", []byte(encode(t, "tsv", sample(t), view.Env{})))
	reporttest.Golden(t, "hostile.txt", []byte(encode(t, "table", hostile(t), view.Env{})))
	reporttest.Golden(t, "hostile.csv", []byte(encode(t, "csv", hostile(t), view.Env{})))
	p := reporttest.Sample(t).Plan
	reporttest.Golden(t, "same.txt", []byte(encode(t, "table", compared(t, p, p), view.Env{})))
}

// TestHarmless looks for what a terminal or a spreadsheet would run, and for lines that do not fit.
func TestHarmless(t *testing.T) {
	c := hostile(t)
	for _, f := range show.Formats() {
		text := encode(t, f.ID, c, view.Env{})
		if !utf8.ValidString(text) {
			t.Errorf("%s: not valid UTF-8", f.ID)
		}
		for _, r := range text {
			if r != '\n' && !(r == '\t' && f.ID == "tsv") && !(r == '\r' && f.ID == "csv") && f.ID != "html" && unicode.In(r, unicode.Cc, unicode.Cf) {
				t.Errorf("%s: character %U", f.ID, r)
			}
		}
	}
	rows, err := csv.NewReader(strings.NewReader(encode(t, "csv", c, view.Env{}))).ReadAll()
	if err != nil || len(rows) < 100 {
		t.Fatal(len(rows), err)
	}
	for _, row := range rows {
		for _, cell := range row {
			_, err := cost.ParseCents(cell) // a change may be below zero
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") && err != nil {
				t.Errorf("csv: cell %q begins a formula", cell)
			}
		}
	}
	for _, c := range []*compare.Comparison{c, sample(t)} {
		for _, width := range []int{0, 81, 120} {
			for line := range strings.Lines(encode(t, "table", c, view.Env{Width: width})) {
				if n := grid.Width(strings.TrimSuffix(line, "\n")); n > max(80, width) {
					t.Errorf("width %d: a line of %d: %q", width, n, line)
				}
			}
		}
	}
}

// TestRows: a row for each figure that differs, none where nothing does, as many cells in each.
func TestRows(t *testing.T) {
	p := reporttest.Sample(t).Plan
	if text := encode(t, "tsv", compared(t, p, p), view.Env{}); text != "section\tof\twhat\tfigure\ta\tb\tchange\n" {
		t.Errorf("rows of plans that are the same:\n%s", text)
	}
	c := sample(t)
	text := encode(t, "tsv", c, view.Env{})
	for line := range strings.Lines(text) {
		if n := strings.Count(line, "\t"); n != 6 {
			t.Errorf("%d tabs: %q", n, line)
		}
	}
	for _, f := range c.Money {
		want := "\nmoney\t" + f.ID + "\t\t\t" + f.A.String() + "\t" + f.B.String() + "\t" + f.Change().String() + "\n"
		if strings.Contains(text, want) != f.Differ() {
			t.Errorf("%s: row there: %v", f.ID, !f.Differ())
		}
	}
}

// TestJSON reads compare/v1 back: it is valid by its schema, and has the figures of the plans.
func TestJSON(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../../../docs/schema/compare-v1.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	p := reporttest.Sample(t).Plan
	for name, c := range map[string]*compare.Comparison{
		"sample": sample(t), "hostile": hostile(t), "same": compared(t, p, p), "other operator": compared(t, p, reporttest.Operator(t, "sole-911", nil).Plan),
		"nothing": compared(t, &planner.Plan{PeriodDays: 7}, &planner.Plan{PeriodDays: 7}),
	} {
		text := encode(t, "json", c, view.Env{})
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(name, err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%s: %s", name, err)
		}
		if again := encode(t, "json", c, view.Env{}); again != text {
			t.Errorf("%s: other bytes", name)
		}
	}
	c := sample(t)
	var back struct {
		Money []struct{ Figure, A, B, Change string }
		Tally struct{ Moved, Unchanged int }
	}
	if err := json.Unmarshal([]byte(encode(t, "json", c, view.Env{})), &back); err != nil {
		t.Fatal(err)
	}
	if len(back.Money) != len(c.Money) || back.Tally.Moved != c.Tally().Moved || back.Tally.Unchanged != c.Unchanged || c.Tally().Moved == 0 {
		t.Errorf("%+v", back)
	}
	for i, f := range back.Money {
		if f.A != c.Money[i].A.String() || f.B != c.Money[i].B.String() || f.Change != c.Money[i].Change().String() {
			t.Errorf("%+v, want %+v", f, c.Money[i])
		}
	}
}
