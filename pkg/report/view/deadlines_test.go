package view_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/report/view"
)

var sameDays = cmp.Comparer(func(a, b inventory.Date) bool { return a == b })

func TestTermsAndRules(t *testing.T) {
	d := reporttest.Sample(t)
	day := inventory.MustDate
	d.Plan.Rules = []planner.RuleRow{
		{Rule: "r/no-day", Demand: "no_use", MetOn: day("2027-05-02")},
		{Rule: "r/late", Title: "A rule", Demand: "remove_by", By: day("2027-06-30"), MetOn: day("2027-07-04"), Verified: true},
		{Rule: "r/never", Demand: "no_use", By: day("2027-06-30")},
	}
	got := view.Deadlines(d)
	want := []view.Deadline{
		{Kind: "term", Application: "A1", What: "Removal, replacement and disposal complete", Who: "carrier", By: day("2028-10-31"),
			Planned: d.Plan.Totals.Finish, State: "in time", Source: "the scenario's terms", Verified: true},
		{Kind: "rule", ID: "r/late", What: "A rule", Who: "carrier", By: day("2027-06-30"), Planned: day("2027-07-04"), State: "late", Note: "remove_by", Verified: true},
		{Kind: "rule", ID: "r/never", What: "r/never", Who: "carrier", By: day("2027-06-30"), State: "not met", Note: "no_use"},
	}
	if diff := cmp.Diff(want, got, sameDays); diff != "" {
		t.Error(diff)
	}

	d.Plan.Applications[0].Finish = day("2028-11-01")
	if got := view.Deadlines(d)[0].State; got != "late" {
		t.Errorf("finished a day after the term: %s", got)
	}
	d.Plan.Applications[0].Deferred = 1
	if got := view.Deadlines(d)[0]; got.State != "not met" || !got.Planned.IsZero() {
		t.Errorf("with a package deferred: %s on %s", got.State, got.Planned)
	}
}

// The due dates of the programme, each with a name of its own that does not change with its day.
func TestProgrammeDates(t *testing.T) {
	d := reporttest.Operator(t, "filing-small", nil)
	names := map[string]bool{}
	again, terms := 0, map[inventory.Date]int{}
	for _, x := range view.Deadlines(d) {
		if x.By.IsZero() {
			t.Errorf("%s of %s has no day", x.ID, x.Application)
		}
		name := string(rune('0'+x.N)) + " " + x.Kind + " " + x.Application + " " + x.ID
		if names[name] {
			t.Errorf("two deadlines are called %q", name)
		}
		names[name] = true
		if x.Kind == "programme" && x.N > 1 {
			again++
		}
		if x.Application == "A1" && (x.Kind == "term" || x.ID == "term") {
			terms[x.By]++
		}
	}
	if again == 0 || len(names) < 10 {
		t.Errorf("%d deadlines, %d that come again", len(names), again)
	}
	for by, n := range terms {
		if n > 1 {
			t.Errorf("the term of A1, %s, stands there %d times", by, n)
		}
	}
	if len(terms) == 0 {
		t.Error("no term of A1")
	}
}
