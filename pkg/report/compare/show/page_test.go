package show_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/compare"
	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/report/view"
)

var dataOf = regexp.MustCompile(`(?s)<script type="application/json" id="data">(.*?)</script>`)

type pageData struct {
	Summary  string
	A, B     struct{ Start, Cash []int64 }
	Exposure struct{ Before, A, B []int64 }
	Moved    []struct {
		ID         string
		A, B, Days int
	}
	Tables []struct {
		ID      string
		Columns []struct{ Title, Kind string }
		Rows    [][]any
	}
}

func page(t testing.TB, c *compare.Comparison) (text string, d pageData) {
	t.Helper()
	text = encode(t, "html", c, view.Env{})
	m := dataOf.FindStringSubmatch(text)
	if m == nil {
		t.Fatal("no data")
	}
	if err := json.Unmarshal([]byte(m[1]), &d); err != nil {
		t.Fatal(err)
	}
	return text, d
}

// TestPageFigures: the figures of the page are those of the plans, to the cent and the day.
func TestPageFigures(t *testing.T) {
	c := sample(t)
	text, d := page(t, c)
	if d.Summary != c.Summary() || text != encode(t, "html", c, view.Env{}) {
		t.Error("another summary, or other bytes the second time")
	}
	for i, plan := range []*planner.Plan{c.A, c.B} {
		x := []struct{ Start, Cash []int64 }{d.A, d.B}[i]
		if len(x.Start) == 0 || len(x.Start) != len(x.Cash) || len(x.Start) > len(plan.Periods) {
			t.Fatalf("%d periods, %d of cash", len(x.Start), len(x.Cash))
		}
		for k := range x.Cash {
			if x.Cash[k] != int64(plan.Periods[k].Cash) {
				t.Errorf("plan %d, period %d: cash %d, want %d", i, k, x.Cash[k], plan.Periods[k].Cash)
			}
		}
	}
	if n := len(d.Exposure.A); n == 0 || d.Exposure.A[n-1] != c.TotalExposure().A || d.Exposure.B[n-1] != c.TotalExposure().B {
		t.Error("another exposure at the end")
	}
	for _, x := range d.Tables {
		if x.ID != "quarters" {
			continue
		}
		if x.Columns[1].Title != "Spend a" || x.Columns[2].Title != "Spend b" || x.Columns[1].Kind != "money" {
			t.Errorf("columns %v", x.Columns)
		}
		for _, row := range x.Rows {
			for _, q := range c.Quarters {
				if q.Name == row[0] && (row[1] != float64(q.Spend.A) || row[3] != float64(q.Spend.Change())) {
					t.Errorf("quarter %s: %v", q.Name, row)
				}
			}
		}
	}
}

// TestPageMoved: a package whose cutover moved is in the chart with its days.
func TestPageMoved(t *testing.T) {
	a := reporttest.Sample(t).Plan
	b := *a
	b.Packages = append([]planner.PlannedPackage(nil), a.Packages...)
	w := &b.Packages[2]
	w.Activities = append([]planner.PlannedActivity(nil), w.Activities...)
	w.Cutover().Start = w.Cutover().Start.AddDays(14)
	_, d := page(t, compared(t, a, &b))
	if len(d.Moved) != 1 || d.Moved[0].ID != w.ID || d.Moved[0].Days != 14 || d.Moved[0].B-d.Moved[0].A != 14 {
		t.Errorf("%+v", d.Moved)
	}
}

// TestPageHostile: no name ends the data, and the page loads nothing.
func TestPageHostile(t *testing.T) {
	for name, c := range map[string]*compare.Comparison{"hostile": hostile(t), "nothing": compared(t, &planner.Plan{PeriodDays: 7}, &planner.Plan{PeriodDays: 7})} {
		text, _ := page(t, c)
		for _, bad := range []string{"<script>alert", "<img src=x", "\x1b", "\u202e", "\x00"} {
			if strings.Contains(text, bad) {
				t.Errorf("%s: %q in the page", name, bad)
			}
		}
		if n := strings.Count(strings.ToLower(text), "</script"); n != 3 {
			t.Errorf("%s: %d ends of scripts", name, n)
		}
		markup := regexp.MustCompile(`(?s)<script>.*?</script>`).ReplaceAllString(text, "")
		if m := regexp.MustCompile(`(?i)<[a-z]+[^>]*\s(src|href)="[^#]`).FindString(markup); m != "" {
			t.Errorf("%s: %s", name, m)
		}
	}
	_, text := page(t, hostile(t))
	out, err := json.MarshalIndent(text, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 5000 {
		t.Error("little of it in the data")
	}
}
