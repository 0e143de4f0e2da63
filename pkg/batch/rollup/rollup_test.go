package rollup

import (
	"bytes"
	"encoding/csv"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/report/reporttest"
)

// TestGolden is a small batch in all files of text, and as a terminal shows it.
func TestGolden(t *testing.T) {
	r := rolled(t, shuffled(sample(3, 6, 1, plainName), 1))
	for _, f := range all(t, r) {
		if f.Name != "summary.xlsx" {
			reporttest.Golden(t, strings.ReplaceAll(f.Name, "/", "-"), f.Data)
		}
	}
	var b bytes.Buffer
	if err := r.Show(&b, 80, false, "results"); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		if n := len([]rune(strings.TrimRight(line, "\n"))); n > 80 {
			t.Errorf("%d characters: %s", n, line)
		}
	}
	reporttest.Golden(t, "show.txt", b.Bytes())
}

// TestOrder wants the same bytes in whatever order outcomes come, as those of shards do.
func TestOrder(t *testing.T) {
	list := sample(7, 12, 3, hostileName)
	want := joined(all(t, rolled(t, list)))
	for seed := range uint64(5) {
		if got := joined(all(t, rolled(t, shuffled(list, seed)))); got != want {
			t.Fatalf("seed %d: other bytes", seed)
		}
	}
}

// TestFigures compares each row of summary.csv with its outcome, to the cent.
func TestFigures(t *testing.T) {
	list := sample(9, 11, 5, plainName)
	rows := records(t, file(t, all(t, rolled(t, list)), "summary.csv"))
	if len(rows) != len(list) {
		t.Fatalf("%d rows of %d units", len(rows), len(list))
	}
	for _, o := range list {
		at := slices.IndexFunc(rows, func(r map[string]string) bool { return r["unit"] == o.Unit })
		if at < 0 {
			t.Fatalf("unit %s has no row", o.Unit)
		}
		row := rows[at]
		want := map[string]string{"operator": o.Operator, "status": o.Status, "set.crews.tower": o.Set[0].Value, "cost": "", "own": "", "finish": "", "spare_days": "", "estimate_total": "", "covered": ""}
		if p := o.Planned; p != nil {
			money := func(m batch.Money) string { return cost.Cents(m).String() }
			want["cost"], want["reimbursed"], want["finish"] = money(p.Cost), money(p.Reimbursed), p.Finish.String()
			want["own"] = money(p.Cost + p.Interest - p.Reimbursed - p.Outstanding)
			want["spare_days"] = cell(p.Terms[1].SpareDays)
			want["exposure"], want["exposure_bound"] = cell(int(p.Objectives[0].Value)), cell(int(*p.Objectives[0].Bound))
			want["lowest_cash"], want["subscriber_hours"] = money(p.LowestCash), cell(int(p.SubscriberHours))
		}
		if e := o.Estimated; e != nil {
			want["estimate_total"], want["covered"] = cost.Cents(e.Total).String(), "20"
		}
		for name, value := range want {
			if got, ok := row[name]; !ok || got != value {
				t.Errorf("unit %s: %s is %q, the outcome has %q", o.Unit, name, got, value)
			}
		}
	}
}

// TestTotals adds up what combinations come to, once more.
func TestTotals(t *testing.T) {
	list := sample(9, 11, 6, plainName)
	r := rolled(t, list)
	var units int
	for i := range r.Combinations {
		c := &r.Combinations[i]
		units += c.Counts.Units
		var sum cost.Cents
		for _, o := range list {
			if o.Planned != nil && o.Scenario == c.Scenario && o.Set[0].Value == c.Set[0] && o.Set[1].Value == c.Set[1] {
				sum += cost.Cents(o.Planned.Cost)
			}
		}
		if *c.Planned.Cost != sum {
			t.Errorf("%s: cost %s, the units have %s", c.Slug, *c.Planned.Cost, sum)
		}
	}
	if units != len(list) {
		t.Errorf("%d units in combinations, of %d", units, len(list))
	}
}

// TestTooLarge wants sums that have no place to be unknown, and the rest as ever.
func TestTooLarge(t *testing.T) {
	list := sample(3, 1, 6, plainName)
	for _, o := range list {
		o.Planned.Cost = batch.Money(cost.Limit - 1)
		o.Planned.Interest = batch.Money(cost.Limit - 1)
		o.Planned.SubscriberHours = 1 << 52
		o.Estimated.Applications[0].Counted = batch.Money(cost.Limit - 1)
	}
	r := rolled(t, list)
	c := &r.Combinations[0].Planned
	if c.Cost != nil || c.Own != nil || c.SubscriberHours != nil || r.Units[0].Plan.Own != nil {
		t.Errorf("sums %+v", c)
	}
	if c.Reimbursed == nil {
		t.Error("reimbursed is not known")
	}
	if len(r.Rounds) != 0 || r.Demand[0].Amount != nil {
		t.Errorf("demand %+v, files %+v", r.Demand, r.Rounds)
	}
	if text := joined(all(t, r)); !strings.Contains(text, "10^13") {
		t.Error("no note says that the demand is too large")
	}
}

// TestTwice refuses a unit that stands twice, and hands an error on.
func TestTwice(t *testing.T) {
	list := sample(1, 2, 1, plainName)
	if _, err := New(sequence(append(list, list[1]))); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("error %v", err)
	}
	bad := errors.New("torn")
	if _, err := New(func(yield func(*batch.Outcome, error) bool) { yield(nil, bad) }); !errors.Is(err, bad) {
		t.Errorf("error %v", err)
	}
}

// TestEmpty is a batch of nothing.
func TestEmpty(t *testing.T) {
	r := rolled(t, nil)
	if files := all(t, r); len(files) != 6 {
		t.Errorf("%d files", len(files))
	}
}

// TestFindings counts an operator once, with the most of any of its units.
func TestFindings(t *testing.T) {
	list := sample(4, 6, 1, plainName)
	r := rolled(t, list)
	if f := r.Findings[0]; f.Operators != 4 || f.Elements != 80 || f.Pieces != 160 {
		t.Errorf("finding %+v", f)
	}
	list[0].Screened.By[0].Elements = 25
	list[1].Screened.By[0].Elements = 2
	r = rolled(t, list)
	if f := r.Findings[0]; f.Operators != 4 || f.Elements != 85 {
		t.Errorf("finding %+v", f)
	}
	if !slices.ContainsFunc(r.Notes, func(s string) bool { return strings.Contains(s, "differ") && strings.Contains(s, "op-1") }) {
		t.Errorf("notes %q", r.Notes)
	}
}

func cell(n int) string { return strconv.Itoa(n) }

// records reads CSV with names.
func records(t testing.TB, data []byte) (out []map[string]string) {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, v := range row {
			m[rows[0][i]] = v
		}
		out = append(out, m)
	}
	return out
}
