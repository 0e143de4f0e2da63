package view

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
)

var (
	day      = inventory.MustDate
	sameDays = cmp.Comparer(func(a, b inventory.Date) bool { return a == b })
)

func TestQuarters(t *testing.T) {
	p := &planner.Plan{Start: day("2027-03-22"), PeriodDays: 7, Totals: planner.Totals{Finish: day("2027-04-11")}}
	for i := range 40 { // to the end of the year
		p.Periods = append(p.Periods, planner.PeriodRow{Start: p.Start.AddDays(7 * i), Cash: 5_00})
	}
	p.Periods[1].Spend, p.Periods[1].Cash, p.Periods[1].Released = 70_00, -20_00, 100_00 // 03-29
	p.Periods[2].Spend, p.Periods[2].Interest = 30_00, 1                                 // 04-05
	p.Periods[0].SubscribersOut, p.Periods[0].SitesOut, p.Periods[0].SubscriberHours = 10, 1, 40
	p.Periods[1].SubscribersOut, p.Periods[1].SitesOut, p.Periods[1].SubscriberHours = 7, 2, 14
	p.Periods[0].Exposure, p.Periods[1].Exposure = 9, 4
	p.Periods[15].Reimbursed = 60_00                                                                                // 07-05
	p.Packages = []planner.PlannedPackage{{CoveredUntil: day("2027-04-04")}, {CoveredUntil: day("2027-04-05")}, {}} // the first still in the week of 03-29
	want := []Quarter{
		{Name: "2027-Q1", Released: 100_00, Spend: 70_00, LowestCash: -20_00, LowestCashOn: day("2027-03-29"), SubscribersOut: 10,
			WorstOn: day("2027-03-22"), SitesOut: 2, SubscriberHours: 54, Exposure: 13, FirstPeriod: 0, AfterPeriod: 2, PackagesDone: 1},
		{Name: "2027-Q2", Spend: 30_00, Interest: 1, LowestCash: 5_00, LowestCashOn: day("2027-04-05"), FirstPeriod: 2, AfterPeriod: 15, PackagesDone: 1},
		{Name: "2027-Q3", Reimbursed: 60_00, LowestCash: 5_00, LowestCashOn: day("2027-07-05"), FirstPeriod: 15, AfterPeriod: 28},
	}
	if diff := cmp.Diff(want, Quarters(p), sameDays); diff != "" {
		t.Error(diff)
	}
}

// What is clean at the end of a quarter is what is clean in the first period after it, or at the end of all.
func TestQuartersClean(t *testing.T) {
	p := &planner.Plan{Start: day("2027-03-22"), PeriodDays: 7, Totals: planner.Totals{Finish: day("2027-04-11"), CleanAtEnd: 90, CleanEveryAtEnd: 80}}
	for i, clean := range []int{1, 2, 3, 5} { // two weeks of each quarter
		p.Periods = append(p.Periods, planner.PeriodRow{Start: p.Start.AddDays(7 * i), CleanSubscribers: clean, CleanEverySubscribers: clean - 1})
	}
	var got [][2]int
	for _, q := range Quarters(p) {
		got = append(got, [2]int{q.Clean, q.CleanEvery})
	}
	if diff := cmp.Diff([][2]int{{3, 2}, {90, 80}}, got); diff != "" {
		t.Error(diff)
	}
}

func TestShare(t *testing.T) {
	for _, c := range []struct {
		part, whole int
		want        string
	}{
		{0, 4200, "0.0%"}, {1, 4200, "<0.1%"}, {5, 4200, "0.1%"}, {2100, 4200, "50.0%"}, {4199, 4200, "99.9%"}, {4200, 4200, "100%"}, {2_000_000_000, 2_000_000_001, "99.9%"},
	} {
		if got := Share(c.part, c.whole); got != c.want {
			t.Errorf("%d of %d: %s, want %s", c.part, c.whole, got, c.want)
		}
	}
}

func TestCoveredGear(t *testing.T) {
	f := func(element, site, domain, vendor, verdict, pkg string) planner.FindingRow {
		return planner.FindingRow{Element: element, Site: site, Domain: domain, Vendor: vendor, Verdict: verdict, Package: pkg}
	}
	rows, total := CoveredGear([]planner.FindingRow{
		f("a", "s1", "ran", "ZTE", "covered", "a"), f("b", "s1", "ran", "ZTE", "covered", "a"), f("c", "s2", "ran", "Huawei", "covered", "a"),
		f("d", "s2", "core", "Huawei", "covered", "d"), f("e", "s3", "core", "Huawei", "unknown", ""), f("g", "s3", "core", "Nokia", "not covered", ""),
	})
	want := []Covered{
		{Domain: "core", Vendor: "Huawei", Packages: 1, Elements: 1, Sites: 1, Unknown: 1},
		{Domain: "ran", Vendor: "Huawei", Packages: 1, Elements: 1, Sites: 1},
		{Domain: "ran", Vendor: "ZTE", Packages: 1, Elements: 2, Sites: 1},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(Covered{Domain: "all", Packages: 2, Elements: 4, Sites: 2, Unknown: 1}, total); diff != "" {
		t.Error(diff)
	}
}

func TestUnknownPrices(t *testing.T) {
	lines := []cost.Line{{Name: "a", Source: "x"}, {Name: "b", Source: "y"}, {Name: "known", Known: true}}
	p := &planner.Plan{Packages: []planner.PlannedPackage{{Lines: lines}, {Lines: lines[1:]}}}
	p.Network = []planner.NetworkPayment{{Line: cost.Line{Name: "audit", Source: "z"}}, {Line: cost.Line{Name: "office", Known: true}}}
	want := []Unpriced{{Name: "b", Lines: 2, Source: "y"}, {Name: "a", Lines: 1, Source: "x"}, {Name: "audit", Lines: 1, Source: "z"}}
	if diff := cmp.Diff(want, UnknownPrices(p)); diff != "" {
		t.Error(diff)
	}
}

func TestDatesOf(t *testing.T) {
	w := planner.PlannedPackage{Activities: []planner.PlannedActivity{
		{Kind: "prepare", Start: day("2027-01-04"), Finish: day("2027-03-07")},
		{Kind: "cutover", Start: day("2027-04-05"), Finish: day("2027-04-11")},
		{Kind: "dispose", Start: day("2027-06-07"), Finish: day("2027-06-13")},
	}}
	want := Dates{day("2027-01-04"), day("2027-04-05"), day("2027-06-13")}
	if got := DatesOf(&w); got != want {
		t.Errorf("%v, want %v", got, want)
	}
	if got := DatesOf(&planner.PlannedPackage{}); got != (Dates{}) {
		t.Errorf("deferred: %v", got)
	}
}

func TestOperatorName(t *testing.T) {
	for _, c := range []struct{ name, want string }{{"North Wireless", "North Wireless"}, {"", "north"}, {" \u202e", "north"}, {"a\x1b[31m", "a"}} {
		p := &planner.Plan{Operator: planner.OperatorRef{ID: "north", Name: c.name}}
		if got := OperatorName(p); got != c.want {
			t.Errorf("%q: %q, want %q", c.name, got, c.want)
		}
	}
}
