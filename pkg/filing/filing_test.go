package filing

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
)

var update = flag.Bool("update", false, "write the golden files")

// caseOf loads a sample operator.
func caseOf(t testing.TB, name string) *planner.Case {
	t.Helper()
	var r strict.Reader
	in := planner.Load(&r, filepath.Join("..", "..", "testdata", name), nil)
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	c, err := planner.NewCase(in)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// small is the operator in the middle of its swap, with its plan and its progress.
func small(t testing.TB) *Source {
	t.Helper()
	c := caseOf(t, "filing-small")
	plan, err := c.Plan(context.Background(), planner.Options{Version: "test", Effort: 1000})
	if err != nil {
		t.Fatal(err)
	}
	s := &Source{Case: c, Plan: plan, AsOf: inventory.MustDate("2027-08-31")}
	text, err := os.ReadFile(filepath.Join("..", "..", "testdata", "filing-small", "progress.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	s.Progress = progressOf(t, c, string(text))
	return s
}

// progressOf reads and checks a progress that has no faults.
func progressOf(t testing.TB, c *planner.Case, text string) *Progress {
	t.Helper()
	var r strict.Reader
	p := ParseProgress(&r, "progress.yaml", []byte(text))
	if len(r.Faults()) == 0 {
		p.Check(&r, c)
	}
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	return p
}

func fill(t testing.TB, form string, s *Source) *Document {
	t.Helper()
	d, err := Fill(Find(form), s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// rows are those of a section by the names of its fields.
func rows(t testing.TB, d *Document, section string) []map[string]grid.Cell {
	t.Helper()
	s := d.Section(section)
	if s == nil {
		t.Fatalf("%s: no section %q", d.Form.ID, section)
	}
	var out []map[string]grid.Cell
	for row := range s.Rows {
		if len(row) != len(s.Fields) {
			t.Fatalf("%s %s: a row of %d cells for %d fields", d.Form.ID, s.ID, len(row), len(s.Fields))
		}
		m := map[string]grid.Cell{}
		for i, f := range s.Fields {
			m[f.Name] = row[i]
		}
		out = append(out, m)
	}
	return out
}

// TestForms: the data of the forms has no fault, every section is filled by something, and nothing fills what is not there.
func TestForms(t *testing.T) {
	forms, err := Forms()
	if err != nil {
		t.Fatal(err)
	}
	if len(forms) != 6 {
		t.Errorf("%d forms", len(forms))
	}
	sections := 0
	for i := range forms {
		f := &forms[i]
		mains := 0
		for _, s := range f.Sections {
			sections++
			if s.Main {
				mains++
			}
			if fillers[f.ID+" "+s.ID] == nil {
				t.Errorf("%s: nothing fills %s", f.ID, s.ID)
			}
			seen := map[string]bool{}
			for _, x := range s.Fields {
				if seen[x.Name] || x.Source == "" || x.What == "" || x.Own && x.Verified {
					t.Errorf("%s %s: %+v", f.ID, s.ID, x)
				}
				seen[x.Name] = true
			}
		}
		if mains != 1 || f.Layout.Verified || f.Layout.Note == "" {
			t.Errorf("%s: %d main sections, layout %+v", f.ID, mains, f.Layout)
		}
	}
	if sections != len(fillers) {
		t.Errorf("%d sections, %d fillers", sections, len(fillers))
	}
	if Find("application").Section("lines") == nil || Find("no such form") != nil {
		t.Error("Find")
	}
}

// TestGolden fills every form in for the small operator: the main section as CSV, the whole as JSON. The JSON is one that its
// schema allows. Inputs are left out: the digests of the built-in data change with it.
func TestGolden(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(filepath.Join("..", "..", "docs", "schema", "filing-v1.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	s := small(t)
	forms, _ := Forms()
	for i := range forms {
		d := fill(t, forms[i].ID, s)
		var csv, js bytes.Buffer
		if err := d.JSON(&js); err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(js.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%s: %s", forms[i].ID, err)
		}
		if len(d.Inputs) < 6 || !strings.HasPrefix(d.Inputs[len(d.Inputs)-1].Kind, "progress/") {
			t.Errorf("%s: inputs %v", forms[i].ID, d.Inputs)
		}
		d.Inputs = nil
		js.Reset()
		if err := d.JSON(&js); err != nil {
			t.Fatal(err)
		}
		if err := d.Section("").Table().CSV(&csv); err != nil {
			t.Fatal(err)
		}
		golden(t, forms[i].ID+".json", js.Bytes())
		golden(t, forms[i].ID+".csv", csv.Bytes())
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got; -update writes it):\n%s", name, diff)
	}
}

// TestEveryRow: every section of every form has a cell for each field, with a plan and without, with a progress and without, for
// one application and for all, and gives the same rows when asked again.
func TestEveryRow(t *testing.T) {
	full := small(t)
	forms, _ := Forms()
	for _, s := range []*Source{
		full, {Case: full.Case, AsOf: full.AsOf}, {Case: full.Case, Progress: full.Progress, AsOf: full.AsOf, Application: "A2"},
		{Case: full.Case, Plan: full.Plan, Progress: full.Progress, AsOf: full.AsOf, Application: "A1"},
		{Case: full.Case, Plan: full.Plan, Progress: full.Progress, AsOf: inventory.MustDate("2027-03-21")},
		{Case: caseOf(t, "first-look"), AsOf: full.AsOf}, {Case: caseOf(t, "us-carrier"), AsOf: full.AsOf}, {Case: caseOf(t, "clean-embassy"), AsOf: full.AsOf},
	} {
		for i := range forms {
			d := fill(t, forms[i].ID, s)
			for _, section := range d.Sections {
				once, again := rows(t, d, section.ID), rows(t, d, section.ID)
				if len(once) != len(again) {
					t.Errorf("%s %s: %d rows, then %d", forms[i].ID, section.ID, len(once), len(again))
				}
				for _, row := range once {
					if a := row["application"].String(); s.Application != "" && a != s.Application {
						t.Errorf("%s %s: a row of application %q", forms[i].ID, section.ID, a)
					}
				}
			}
			var js bytes.Buffer
			if err := d.JSON(&js); err != nil || !json.Valid(js.Bytes()) {
				t.Errorf("%s: %v", forms[i].ID, err)
			}
		}
	}
}
