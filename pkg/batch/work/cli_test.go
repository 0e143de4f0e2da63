package work_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/riprep/riprep/internal/cli"
	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/scenario"
)

// riprep runs a command where the operator's folder is, and gives its standard output.
func riprep(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	code := cli.Main(cli.Env{
		Args: args, Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs, Width: 100,
		Getenv: func(string) string { return "" }, Now: func() time.Time { return time.Unix(0, 0) },
	})
	if code != 0 {
		t.Fatalf("riprep %s: code %d: %s", strings.Join(args, " "), code, &errs)
	}
	return out.String()
}

// TestAsOnTheCommandLine: a unit has the bytes that the commands give for the same operator, and the same figures.
func TestAsOnTheCommandLine(t *testing.T) {
	engine := strings.TrimSpace(strings.TrimPrefix(riprep(t, "version"), "riprep "))
	for _, folder := range []string{"first-look", "networks/noel"} {
		spec := specOf(batch.Steps...)
		spec.Engine, spec.Effort = engine, 5_000
		task := taskOf(t, folder, spec)
		r := do(t, task)
		o := r.Outcome
		if o.Status != batch.StatusDone {
			t.Fatal(story(r))
		}
		t.Run(folder, func(t *testing.T) {
			t.Chdir(filepath.Dir(filepath.Join(root, folder)))
			dir := task.Unit.Dir
			for name, want := range map[string]string{
				"findings.csv": riprep(t, "screen", dir, "-o", "csv"),
				"estimate.csv": riprep(t, "estimate", dir, "-o", "csv"),
				"plan.json":    riprep(t, "plan", dir, "-o", "json", "--effort", "5000"),
			} {
				if got := file(t, r, name); got != want {
					t.Errorf("%s: %d bytes, the command gives %d", name, len(got), len(want))
				}
			}
			var e struct {
				Low, Total, High, Counted string
				WithoutPrice              int `json:"without_price"`
				Sites                     int
			}
			if err := json.Unmarshal([]byte(riprep(t, "estimate", dir, "-o", "json")), &e); err != nil {
				t.Fatal(err)
			}
			got, _ := json.Marshal([]batch.Money{o.Estimated.Low, o.Estimated.Total, o.Estimated.High, o.Estimated.Counted})
			if want, _ := json.Marshal([]string{e.Low, e.Total, e.High, e.Counted}); string(got) != string(want) || e.WithoutPrice != o.Estimated.WithoutPrice || e.Sites != o.Estimated.Sites {
				t.Errorf("estimate %s, want %s (%+v)", got, want, e)
			}
			checkScreened(t, o.Screened, riprep(t, "screen", dir, "-o", "json"))
			checkPlanned(t, o.Planned, file(t, r, "plan.json"))
		})
	}
}

// checkScreened counts the rows of screen/v1 again.
func checkScreened(t *testing.T, got *batch.Screened, text string) {
	t.Helper()
	var s struct{ Rows []struct{ Verdict string } }
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, row := range s.Rows {
		count[row.Verdict]++
	}
	by := map[string]int{}
	for _, b := range got.By {
		by[b.Verdict] += b.Elements
		if b.Units < int64(b.Elements) {
			t.Errorf("%+v", b)
		}
	}
	if len(s.Rows) == 0 || count["covered"] != got.Covered || count["unknown"] != got.Unknown || count["not covered"] != got.NotCovered ||
		by["covered"] != got.Covered || by["unknown"] != got.Unknown || len(by) > 2 {
		t.Errorf("%+v, counted %v", got, count)
	}
}

// checkPlanned reads the figures from plan/v1 again.
func checkPlanned(t *testing.T, got *batch.Planned, text string) {
	t.Helper()
	var p struct {
		Status     string
		Start      string
		Totals     map[string]any
		Objectives []struct {
			Name  string
			Value int64
		}
	}
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		t.Fatal(err)
	}
	again, _ := json.Marshal(got)
	var own map[string]any
	if err := json.Unmarshal(again, &own); err != nil {
		t.Fatal(err)
	}
	compared := 0
	for key, want := range p.Totals {
		if value, ok := own[key]; ok {
			if compared++; value != want {
				t.Errorf("%s %v, the plan has %v", key, value, want)
			}
		}
	}
	if compared < 14 || got.Status != p.Status || got.Start.String() != p.Start || len(got.Objectives) != len(p.Objectives) || got.Objectives[0].Value != p.Objectives[0].Value {
		t.Errorf("%d figures compared; %s from %s", compared, got.Status, got.Start)
	}
}

// TestFormatsAsOnTheCommandLine: what stands beside plan.json is what the command writes.
func TestFormatsAsOnTheCommandLine(t *testing.T) {
	spec := specOf(batch.Plan)
	spec.Engine = strings.TrimSpace(strings.TrimPrefix(riprep(t, "version"), "riprep "))
	spec.Formats = []string{"csv", "cyclonedx", "cyclonedx@1.6", "html", "ics", "json", "md", "page", "xlsx"}
	spec.Runs = 50
	spec.AsOf, _ = inventory.ParseDate("2026-12-01")
	task := taskOf(t, "first-look", spec)
	task.Unit.Set = []scenario.Override{{Field: "crews.tower", Value: "3"}}
	r := do(t, task)
	if r.Outcome.Status != batch.StatusDone {
		t.Fatal(story(r))
	}
	want := []string{"plan-1.6.cdx.json", "plan.cdx.json", "plan.csv", "plan.html", "plan.ics", "plan.json", "plan.md", "plan.xlsx"}
	if len(r.Files) != len(want) {
		t.Errorf("%d files, want %v", len(r.Files), want)
	}
	out := t.TempDir()
	at := func(name string) string { return filepath.Join(out, name) }
	t.Chdir(root)
	riprep(t, "plan", "first-look", "-q", "--effort", "20000", "--set", "crews.tower=3", "--simulate", "50", "--as-of", "2026-12-01",
		"-o", "csv="+at("plan.csv"), "-o", "cyclonedx="+at("plan.cdx.json"), "-o", "cyclonedx@1.6="+at("plan-1.6.cdx.json"), "-o", "html="+at("plan.html"),
		"-o", "ics="+at("plan.ics"), "-o", "json="+at("plan.json"), "-o", "md="+at("plan.md"), "-o", "xlsx="+at("plan.xlsx"))
	for _, name := range want {
		text, err := os.ReadFile(at(name))
		if err != nil {
			t.Fatal(err)
		}
		if got := file(t, r, name); got != string(text) {
			t.Errorf("%s: %d bytes, the command gives %d", name, len(got), len(text))
		}
	}
}
