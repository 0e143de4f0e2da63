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
	"github.com/riprep/riprep/pkg/scenario"
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
		plans := 0
		for _, o := range list {
			if o.Planned != nil && o.Scenario == c.Scenario && o.Set[0].Value == c.Set[0] && o.Set[1].Value == c.Set[1] {
				sum += cost.Cents(o.Planned.Cost)
				plans++
			}
		}
		if c.Planned.Plans != plans || (c.Planned.Cost == nil) != (plans == 0) || plans > 0 && *c.Planned.Cost != sum {
			t.Errorf("%s: %d plans for %s, the units have %d for %s", c.Slug, c.Planned.Plans, c.Planned.Cost, plans, sum)
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

// TestNoPlanNoAmount wants no amount where no unit of a combination has a plan, be it that none was asked for: nothing is known of
// what the work costs, and 0.00 would say that it is known.
func TestNoPlanNoAmount(t *testing.T) {
	list := sample(2, 2, 6, plainName)
	for _, o := range list {
		if o.Set[0].Value == "3" {
			o.Planned, o.Do = nil, []batch.Step{batch.Screen}
		}
	}
	r := rolled(t, list)
	if c := r.Combinations[1].Planned; c != (Totals{}) || r.Combinations[1].Counts.Done != 2 {
		t.Errorf("without a plan: %+v", c)
	}
	if c := r.Combinations[0].Planned; c.Plans != 2 || c.Cost == nil || c.Own == nil || c.SubscriberHours == nil {
		t.Errorf("with plans: %+v", c)
	}
	var b bytes.Buffer
	if err := r.Show(&b, 80, false, "results"); err != nil || !strings.Contains(b.String(), "tower=3, proration=0.395      0\n") {
		t.Errorf("%v\n%s", err, &b)
	}
	_, text, _ := strings.Cut(string(file(t, all(t, r), "summary.json")), `"combinations"`)
	if n := strings.Count(text[:strings.Index(text, `"frontier"`)], `"cost": null, "reimbursable": null, "reimbursed": null, "outstanding": null, "interest": null, "own": null`); n != 1 {
		t.Errorf("%d of the combinations have no amounts, want 1: %s", n, text)
	}
}

// TestRun wants what was asked for in an order that the outcomes do not decide, and a note where it is not one thing.
func TestRun(t *testing.T) {
	list := sample(1, 4, 6, plainName)
	for i, o := range list {
		n := len(list) - i
		o.Engine, o.Seed, o.Effort, o.Formats = "v"+cell(n), uint64(n), int64(n), []string{"f" + cell(n)}
	}
	r := rolled(t, list)
	if !slices.Equal(r.Run.Engines, []string{"v1", "v2", "v3", "v4"}) || !slices.Equal(r.Run.Seeds, []uint64{1, 2, 3, 4}) || !slices.Equal(r.Run.Efforts, []int64{1, 2, 3, 4}) ||
		!slices.Equal(r.Run.Formats, []string{"f1", "f2", "f3", "f4"}) || !slices.Equal(r.Run.Do, batch.Steps) {
		t.Errorf("%+v", r.Run)
	}
	for _, c := range []struct {
		change func(*batch.Outcome)
		note   string
	}{
		{func(o *batch.Outcome) { o.Engine = "v9" }, "the units were made by 2 versions of riprep"},
		{func(o *batch.Outcome) { o.Seed = 9 }, "the units were planned with different seeds or efforts"},
		{func(o *batch.Outcome) { o.Effort = 9 }, "the units were planned with different seeds or efforts"},
		{func(o *batch.Outcome) {
			o.Planned.Cost, o.Planned.Interest = batch.Money(cost.Limit-1), batch.Money(cost.Limit-1)
		}, "frontier: 1 plans have amounts too large to be added up, and are compared with none"},
		{func(o *batch.Outcome) { o.Planned.Objectives[0].Unit = "risk-days" }, "worst cases: 1 plans have their exposure in another unit than risk-weeks, and are not among those of most exposure"},
	} {
		list := sample(1, 4, 6, plainName)
		if notes := rolled(t, list).Notes; slices.Contains(notes, c.note) {
			t.Errorf("notes %q", notes)
		}
		c.change(list[2])
		if notes := rolled(t, list).Notes; !slices.Contains(notes, c.note) {
			t.Errorf("notes %q, want %q", notes, c.note)
		}
	}
}

// TestAsCompare wants units in the order of batch.Compare and combinations in the same, with numbers by their value, and the files
// of combinations that look alike apart.
func TestAsCompare(t *testing.T) {
	var list []*batch.Outcome
	var units []*batch.Unit
	for _, operator := range []string{"op-10", "op-9"} {
		for _, name := range []string{"b-10", "b-9", "B 9"} {
			for _, value := range []string{"10", "9", "none"} {
				o := outcome(operator, name, len(list))
				o.Set = []batch.Change{{Field: "crews.tower", Value: value}}
				o.Estimated = &batch.Estimated{Applications: []batch.Application{{ID: "A", Programme: "us-scrp", Counted: 1}}}
				list = append(list, o)
				units = append(units, &batch.Unit{ID: o.Unit, Operator: operator, Scenario: name, Set: []scenario.Override{{Field: "crews.tower", Value: value}}})
			}
		}
	}
	r := rolled(t, list)
	slices.SortFunc(units, batch.Compare)
	for i, u := range units {
		if r.Units[i].ID != u.ID {
			t.Errorf("unit %d is %s %s, want %s %s", i, r.Units[i].Operator, r.Label(r.Units[i].Scenario, r.Units[i].Set), u.Operator, u.Scenario)
		}
		if c := r.Combinations[i%len(r.Combinations)]; i < len(r.Combinations) && (c.Scenario != u.Scenario || c.Set[0] != u.Set[0].Value) {
			t.Errorf("combination %d is %s %s, want %s %s", i, c.Scenario, c.Set, u.Scenario, u.Set[0])
		}
	}
	seen := map[string]bool{}
	for i := range r.Combinations {
		if slug := r.Combinations[i].Slug; seen[slug] || slug == "" {
			t.Errorf("two combinations are called %q", slug)
		} else {
			seen[slug] = true
		}
	}
}

// TestManyFields refuses a table with more columns than a spreadsheet has.
func TestManyFields(t *testing.T) {
	o := outcome("a", "s", 1)
	for i := range maxFields {
		o.Set = append(o.Set, batch.Change{Field: "f" + cell(i), Value: "1"})
	}
	rolled(t, []*batch.Outcome{o})
	o.Set = append(o.Set, batch.Change{Field: "one.more", Value: "1"})
	if _, err := New(sequence([]*batch.Outcome{o})); err == nil || !strings.Contains(err.Error(), "the units change 1001 fields") {
		t.Errorf("error %v", err)
	}
}

// TestNoAccount leaves the lowest cash empty where there is no account: 0.00 would be a figure.
func TestNoAccount(t *testing.T) {
	list := sample(1, 2, 6, plainName)
	for _, o := range list {
		o.Planned.LowestCash, o.Planned.LowestCashOn = 0, batch.Day{}
	}
	list[0].Planned.Status = "optimal"
	r := rolled(t, list)
	if slices.ContainsFunc(r.Worst, func(w Worst) bool { return w.ID == "lowest_cash" }) {
		t.Error("the lowest cash is among the worst cases")
	}
	for _, f := range r.facts() {
		if f.ID == "lowest_cash" {
			t.Errorf("%+v", f)
		}
	}
	files := all(t, r)
	if strings.Contains(string(file(t, files, "summary.json")), `"lowest_cash": "`) {
		t.Error("summary.json has a lowest cash")
	}
	rows := records(t, file(t, files, "summary.csv"))
	for i, row := range rows {
		if row["lowest_cash"] != "" || row["lowest_cash_on"] != "" || row["proved"] != []string{"yes", "no"}[i] {
			t.Errorf("row %q", row)
		}
	}
}

// TestGap is a part of what there is: of no exposure none, and not known where no bound is.
func TestGap(t *testing.T) {
	at := func(n int64) *int64 { return &n }
	for _, c := range []struct {
		p    Plan
		want float64
		ok   bool
	}{
		{Plan{}, 0, false}, {Plan{Exposure: at(5)}, 0, false}, {Plan{Exposure: at(0), ExposureBound: at(0)}, 0, true}, {Plan{Exposure: at(8), ExposureBound: at(6)}, 0.25, true},
	} {
		if got, ok := c.p.Gap(); got != c.want || ok != c.ok {
			t.Errorf("%v, %t; want %v, %t", got, ok, c.want, c.ok)
		}
	}
}

// TestShowMore counts what a terminal does not show, and marks amounts that may be more.
func TestShowMore(t *testing.T) {
	list := sample(2, 60, 6, plainName)
	for i, o := range list {
		if i%2 > 0 {
			o.Status, o.Planned = batch.StatusFailed, nil
			o.Failure = &batch.Failure{Kind: batch.FailPanic, Errors: []batch.Said{{Message: "m"}}}
		} else if o.Planned != nil {
			o.Planned.WithoutPrice = 1
		}
	}
	r := rolled(t, list)
	var b bytes.Buffer
	if err := r.Show(&b, 80, false, "results"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"and " + cell(len(r.Failures)-shownFailures) + " more: failures.csv has all", "and " + cell(len(r.Combinations)-shownCombinations) + " more: summary.xlsx has all",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, &b)
		}
	}
	for _, what := range []string{"  own money ", "  cost "} {
		_, line, _ := strings.Cut(b.String(), "\n"+what)
		if line, _, _ = strings.Cut(line, " op-"); !strings.HasSuffix(line, "+") {
			t.Errorf("%s%s: not said to be more", what, line)
		}
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
