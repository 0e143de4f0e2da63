package compare_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/compare"
	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/scenario"
)

func compared(t testing.TB, a, b *planner.Plan) *compare.Comparison {
	t.Helper()
	c, err := compare.New(a, b)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// variants are verified plans of first-look under other limits.
func variants(t testing.TB) []*planner.Plan {
	t.Helper()
	set := func(change func(s *scenario.Scenario)) *planner.Plan {
		return reporttest.Operator(t, "first-look", func(in *planner.Inputs) { change(in.Scenario) }).Plan
	}
	return []*planner.Plan{
		set(func(*scenario.Scenario) {}),
		set(func(s *scenario.Scenario) {
			for i := range s.Crews {
				s.Crews[i].Count = 1
			}
		}),
		set(func(s *scenario.Scenario) {
			s.Funding.Reimbursement.Proration = cost.Rate(395_000_000)
			s.Funding.Credit = nil
		}),
		set(func(s *scenario.Scenario) { s.Start, s.Horizon = s.Start.AddDays(28), 90 }),
		set(func(s *scenario.Scenario) { s.Objectives = []string{"finish", "cost"} }),
	}
}

// TestSame: a plan beside itself has no change in it.
func TestSame(t *testing.T) {
	for i, p := range variants(t) {
		c := compared(t, p, p)
		if !c.Same() || len(c.Packages)+len(c.Findings)+len(c.Rules)+len(c.Overrides)+len(c.Assumptions) != 0 || c.Unchanged != len(p.Packages) {
			t.Errorf("plan %d differs from itself: %s", i, c.Summary())
		}
		for _, in := range c.Inputs {
			if in.What != compare.Same {
				t.Errorf("plan %d: input %s is %s", i, in.Name, in.What)
			}
		}
		if c.Summary() != "The plans are the same in all that is compared." {
			t.Error(c.Summary())
		}
	}
}

// TestAddUp: what the parts differ by is what the totals differ by, to the cent and the hour.
func TestAddUp(t *testing.T) {
	plans := variants(t)
	differ := 0
	for i, a := range plans {
		for k, b := range plans {
			c := compared(t, a, b)
			if !c.Same() {
				differ++
			}
			money := map[string]cost.Cents{}
			counts := map[string]int64{}
			for _, q := range c.Quarters {
				money["quarters spend"] += q.Spend.Change()
				money["quarters reimbursed"] += q.Reimbursed.Change()
				money["quarters interest"] += q.Interest.Change()
				counts["hours"] += q.SubscriberHours.Change()
				counts["exposure"] += q.ExposureDays.Change()
			}
			for _, x := range c.Applications {
				money["applications cost"] += x.Cost.Change()
				money["applications reimbursed"] += x.Reimbursed.Change()
				money["applications lost"] += x.Lost.Change()
			}
			for _, x := range c.Categories {
				money["categories cost"] += x.Cost.Change()
				money["categories counted"] += x.Counted.Change()
			}
			x, y := a.Totals, b.Totals
			for name, want := range map[string]cost.Cents{
				"quarters spend": y.Cost - x.Cost, "quarters reimbursed": y.Reimbursed - x.Reimbursed, "quarters interest": y.Interest - x.Interest,
				"applications cost": y.Cost - x.Cost, "applications reimbursed": y.Reimbursed - x.Reimbursed, "applications lost": y.Shortfall - x.Shortfall,
				"categories cost": y.Cost - x.Cost, "categories counted": y.Reimbursable - x.Reimbursable,
			} {
				if money[name] != want {
					t.Errorf("%d and %d: %s differ by %s, the totals by %s", i, k, name, money[name], want)
				}
			}
			if want := y.SubscriberHours - x.SubscriberHours; counts["hours"] != want {
				t.Errorf("%d and %d: subscriber-hours differ by %d, the totals by %d", i, k, counts["hours"], want)
			}
			if got := c.TotalExposure().Change(); got != counts["exposure"] || got != riskDays(b)-riskDays(a) {
				t.Errorf("%d and %d: exposure differs by %d at the end, by %d in the quarters", i, k, got, counts["exposure"])
			}
		}
	}
	if differ < 16 {
		t.Errorf("only %d pairs differ: the test compares nothing", differ)
	}
}

func riskDays(p *planner.Plan) (sum int64) {
	for t := range p.Periods {
		sum += p.Periods[t].Exposure * int64(p.PeriodDays)
	}
	return sum
}

// TestChanges sets each kind of change beside what is said of it.
func TestChanges(t *testing.T) {
	a := reporttest.Sample(t).Plan
	for _, c := range []struct {
		name   string
		change func(p *planner.Plan, w *planner.PlannedPackage)
		what   compare.What
		words  string
	}{
		{"moved", func(_ *planner.Plan, w *planner.PlannedPackage) {
			w.Activities[0].Start = w.Activities[0].Start.AddDays(-7)
		}, compare.Changed, "moved"},
		{"last day of service", func(_ *planner.Plan, w *planner.PlannedPackage) { w.CoveredUntil = w.CoveredUntil.AddDays(1) }, compare.Changed, "moved"},
		{"option", func(_ *planner.Plan, w *planner.PlannedPackage) { w.Vendor = "Other" }, compare.Changed, "option"},
		{"gear", func(_ *planner.Plan, w *planner.PlannedPackage) { w.Units++ }, compare.Changed, "gear"},
		{"application", func(_ *planner.Plan, w *planner.PlannedPackage) { w.Application = "A9" }, compare.Changed, "application"},
		{"a cent", func(_ *planner.Plan, w *planner.PlannedPackage) { w.Cost++ }, compare.Changed, "cost"},
		{"a price that is not known", func(_ *planner.Plan, w *planner.PlannedPackage) { w.Unknown++ }, compare.Changed, "cost"},
		{"outage", func(_ *planner.Plan, w *planner.PlannedPackage) { w.Activities[0].OutageHours++ }, compare.Changed, "outage"},
		{"risk", func(_ *planner.Plan, w *planner.PlannedPackage) { w.Risk++ }, compare.Changed, "risk"},
		{"two things", func(_ *planner.Plan, w *planner.PlannedPackage) { w.Risk++; w.Cost-- }, compare.Changed, "cost risk"},
		{"deferred", func(_ *planner.Plan, w *planner.PlannedPackage) { w.Method, w.Activities = "defer", nil }, compare.NowDeferred, ""},
		{"gone", func(p *planner.Plan, _ *planner.PlannedPackage) { p.Packages = p.Packages[1:] }, compare.Gone, ""},
	} {
		b := *a
		b.Packages = slices.Clone(a.Packages)
		w := &b.Packages[0]
		w.Activities = slices.Clone(w.Activities)
		id := w.ID
		c.change(&b, w)
		got := compared(t, a, &b)
		if len(got.Packages) != 1 || got.Packages[0].ID != id || got.Packages[0].What != c.what || strings.Join(got.Packages[0].Changes, " ") != c.words || got.Same() {
			t.Errorf("%s: %+v", c.name, got.Packages)
		}
	}
}

// TestInputs: a copy of a folder has the same inputs, wherever it lies.
func TestInputs(t *testing.T) {
	a := reporttest.Sample(t).Plan
	b := *a
	b.Inputs = slices.Clone(a.Inputs)
	for i := range b.Inputs {
		b.Inputs[i].Path = strings.Replace(b.Inputs[i].Path, "testdata/first-look", "elsewhere/copy", 1)
	}
	if c := compared(t, a, &b); !c.Same() {
		t.Errorf("a copy differs: %+v", c.Inputs)
	}
	b.Inputs[0].SHA256 = strings.Repeat("0", 64)
	c := compared(t, a, &b)
	if n := slices.IndexFunc(c.Inputs, func(in compare.Input) bool { return in.What == compare.Changed }); c.Same() || n < 0 || strings.Contains(c.Inputs[n].Name, "/") {
		t.Errorf("a changed input: %+v", c.Inputs)
	}
}

// TestOtherPeriods: a plan by days beside one by weeks has the same exposure where it is the same, day by day.
func TestOtherPeriods(t *testing.T) {
	a := reporttest.Sample(t).Plan
	b := *a
	b.PeriodDays, b.Horizon, b.Periods = 1, 7*a.Horizon, nil
	for _, row := range a.Periods {
		for d := range 7 {
			b.Periods = append(b.Periods, planner.PeriodRow{Start: row.Start.AddDays(d), Exposure: row.Exposure})
		}
	}
	c := compared(t, a, &b)
	if len(c.Exposure) != len(b.Periods) {
		t.Fatalf("%d days, want %d", len(c.Exposure), len(b.Periods))
	}
	for _, e := range c.Exposure {
		if e.Differ() {
			t.Fatalf("before %s: %d and %d", e.Before, e.A, e.B)
		}
	}
	warned := slices.ContainsFunc(c.Notes(), func(n compare.Note) bool {
		return n.Warning && strings.Contains(n.Text, "periods of 7 days and b in periods of 1 day:")
	})
	if !warned || !strings.Contains(c.Summary(), "risk-days") {
		t.Errorf("%s %v", c.Summary(), c.Notes())
	}
}

// TestOtherOperator is a warning, not an error.
func TestOtherOperator(t *testing.T) {
	a, b := reporttest.Sample(t).Plan, reporttest.Operator(t, "sole-911", nil).Plan
	c := compared(t, a, b)
	if n := c.Notes(); !n[0].Warning || !strings.Contains(n[0].Text, `different operators, "first-look" and "sole-911"`) {
		t.Error(n)
	}
	there, back := mirror(*c), *compared(t, b, a)
	for _, x := range []*compare.Comparison{&there, &back} { // a site is named as a has it
		for i := range x.Findings {
			x.Findings[i].Site = ""
		}
		for i := range x.Packages {
			x.Packages[i].Site = ""
		}
	}
	if diff := cmp.Diff(there, back, equal); diff != "" {
		t.Error(diff)
	}
}

// TestUnsound: what nobody could have made is refused, with the plan that it is.
func TestUnsound(t *testing.T) {
	good := reporttest.Sample(t).Plan
	for want, change := range map[string]func(p *planner.Plan){
		"period of 0 days":                      func(p *planner.Plan) { p.PeriodDays = 0 },
		"begins before the one of":              func(p *planner.Plan) { p.Periods[3].Start = p.Periods[2].Start },
		"too large":                             func(p *planner.Plan) { p.Periods[0].Exposure = 1 << 60 },
		"figures too large":                     func(p *planner.Plan) { p.Totals.SubscriberHours = -1 << 62 },
		"figures too large to be added up":      func(p *planner.Plan) { p.Periods[1].Spend, p.Periods[2].Spend = cost.Limit-1, 1 },
		"plan b: figures too large to be added": func(p *planner.Plan) { p.Objectives = []planner.ObjectiveValue{{Value: 1 << 62}} },
	} {
		bad := *good
		bad.Periods = slices.Clone(good.Periods)
		change(&bad)
		if _, err := compare.New(good, &bad); err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "plan b: ") {
			t.Errorf("error %v, want %s", err, want)
		}
		if _, err := compare.New(&bad, good); err == nil || !strings.HasPrefix(err.Error(), "plan a: ") {
			t.Errorf("error %v", err)
		}
	}
	if _, err := compare.New(&planner.Plan{PeriodDays: 7}, good); err != nil {
		t.Errorf("an empty plan: %v", err)
	}
}

// TestAssumptions: one that stands twice in one plan and once in the other differs once.
func TestAssumptions(t *testing.T) {
	x := planner.Assumption{Field: "crews", Value: "1", Why: "not stated"}
	a := &planner.Plan{PeriodDays: 7, Assumptions: []planner.Assumption{x, x, {Field: "risk", Value: "1"}}}
	b := &planner.Plan{PeriodDays: 7, Assumptions: []planner.Assumption{{Field: "risk", Value: "2"}, x}}
	want := []compare.Assumption{
		{Field: "crews", What: compare.Gone, Value: compare.Words{A: "1"}, Why: compare.Words{A: "not stated"}},
		{Field: "risk", What: compare.Changed, Value: compare.Words{A: "1", B: "2"}},
	}
	if diff := cmp.Diff(want, compared(t, a, b).Assumptions); diff != "" {
		t.Error(diff)
	}
}

// TestLost: what an application does not get back is cut by the proration, or refused above its allocation.
func TestLost(t *testing.T) {
	a := &planner.Plan{PeriodDays: 7, Applications: []planner.ApplicationRow{{ID: "A1", Cut: 100, Refused: 7}}}
	b := &planner.Plan{PeriodDays: 7, Applications: []planner.ApplicationRow{{ID: "A1", Cut: 90, Refused: 30}}}
	if got := compared(t, a, b).Applications[0]; got.Lost != (compare.Money{A: 107, B: 120}) || got.What != compare.Changed {
		t.Errorf("%+v", got)
	}
}
