package page

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/report/view"
)

// read gives the data as the scripts get it: through JSON and back.
func read(t testing.TB, d *view.Document) *Data {
	t.Helper()
	data, err := newData(d)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(data)
	if err != nil {
		t.Fatal(err)
	}
	var out Data
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return &out
}

// TestPeriods compares every figure of every period with the plan.
func TestPeriods(t *testing.T) {
	d := reporttest.Sample(t)
	got := read(t, d).Periods
	if len(got.Start) != len(d.Plan.Periods) || len(got.Start) == 0 {
		t.Fatalf("%d periods, want %d", len(got.Start), len(d.Plan.Periods))
	}
	for i := range d.Plan.Periods {
		row := planner.PeriodRow{
			Start: date(got.Start[i]), Released: got.Released[i], Spend: got.Spend[i], Reimbursed: got.Reimbursed[i], Interest: got.Interest[i], Cash: got.Cash[i],
			Outstanding: got.Outstanding[i], OutOfPocket: got.OutOfPocket[i], SubscribersOut: got.SubscribersOut[i], SitesOut: got.SitesOut[i], Degraded: got.Degraded[i],
			EmergencyOnly: got.EmergencyOnly[i], NoEmergency: got.NoEmergency[i], SubscriberHours: got.Hours[i], Exposure: got.Exposure[i],
			CleanSubscribers: got.Clean[i], CleanEverySubscribers: got.CleanEvery[i], Crews: d.Plan.Periods[i].Crews,
		}
		if diff := cmp.Diff(d.Plan.Periods[i], row, sameDays); diff != "" {
			t.Errorf("period %d: %s", i, diff)
		}
	}
}

// date is the day of a number.
func date(n int) inventory.Date { return inventory.Date{}.AddDays(n) }

var sameDays = cmp.Comparer(func(a, b inventory.Date) bool { return a == b })

// TestPackages reads the packages back out of their columns.
func TestPackages(t *testing.T) {
	for name, d := range map[string]*view.Document{"first-look": reporttest.Sample(t), "pilot-cluster": reporttest.Operator(t, "pilot-cluster", nil)} {
		t.Run(name, func(t *testing.T) {
			data := read(t, d)
			k, a := &data.Packages, &data.Activities
			word := func(n int) string { return data.Words[n] }
			all := func(ns []int) string {
				out := []string{}
				for _, n := range ns {
					out = append(out, word(n))
				}
				return fmt.Sprint(out)
			}
			if len(k.ID) != len(d.Plan.Packages) || len(k.First) != len(k.ID)+1 || k.First[len(k.ID)] != len(a.Kind) {
				t.Fatalf("%d packages of %d, %d activities", len(k.ID), len(d.Plan.Packages), len(a.Kind))
			}
			for i := range d.Plan.Packages {
				w := &d.Plan.Packages[i]
				want := []any{w.ID, w.Site, w.SiteName, w.Region, w.Domain, w.Application, w.Option, w.Method, w.Vendor, w.Cluster, fmt.Sprint(w.Elements), fmt.Sprint(w.Products),
					fmt.Sprint(w.After), fmt.Sprint(w.AfterNew), w.Units, w.Risk, w.Subscribers, w.CoveredUntil.String(), w.Cost, w.Reimbursable, w.Unknown, len(w.Activities)}
				got := []any{word(k.ID[i]), word(k.Site[i]), word(k.SiteName[i]), word(k.Region[i]), word(k.Domain[i]), word(k.Application[i]), word(k.Option[i]), word(k.Method[i]), word(k.Vendor[i]), word(k.Cluster[i]),
					all(k.Elements[i]), all(k.Products[i]), all(k.After[i]), all(k.AfterNew[i]), k.Units[i], k.Risk[i], k.Subscribers[i], date(k.CoveredUntil[i]).String(), k.Cost[i], k.Reimbursable[i], k.Unknown[i], k.First[i+1] - k.First[i]}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s: %s", w.ID, diff)
				}
				for j := range w.Activities {
					p, n := &w.Activities[j], k.First[i]+j
					want := []any{p.Kind, p.Start.String(), p.Finish.String(), len(p.Crews), p.OutageHours, fmt.Sprint(p.Windows), p.Lost, p.Spend, p.Reimbursed}
					got := []any{word(a.Kind[n]), date(a.Start[n]).String(), date(a.Finish[n]).String(), len(a.CrewKinds[n]), a.Hours[n], all(a.Windows[n]), a.Lost[n], a.Spend[n], a.Reimbursed[n]}
					if diff := cmp.Diff(want, got); diff != "" {
						t.Errorf("%s, %s: %s", w.ID, p.Kind, diff)
					}
				}
			}
			for i := range d.Plan.Tests {
				p, got := &d.Plan.Tests[i], data.Tests[i]
				if word(got.Cluster) != p.Cluster || all(got.Packages) != fmt.Sprint(p.Packages) || date(got.Start) != p.Start || date(got.Finish) != p.Finish {
					t.Errorf("test of %s: %+v", p.Cluster, got)
				}
			}
			if name == "pilot-cluster" && len(data.Tests) == 0 {
				t.Error("no test of a cluster: this compares nothing")
			}
		})
	}
}

// TestSummary: each fact is there once, exact, and says of what kind it is.
func TestSummary(t *testing.T) {
	d := reporttest.Sample(t)
	data := read(t, d)
	facts := view.Summary(d)
	if len(data.Summary) != len(facts) {
		t.Fatalf("%d facts, want %d", len(data.Summary), len(facts))
	}
	for i, f := range facts {
		got := data.Summary[i]
		want := f.Value.String()
		shown := fmt.Sprint(got.Value)
		switch f.Value.Kind() {
		case grid.Amounts:
			shown = cost.Cents(got.Value.(float64)).String()
		case grid.Whole:
			shown = fmt.Sprint(int64(got.Value.(float64)))
		case grid.Parts:
			want, shown = fmt.Sprint(f.Value.Number()), fmt.Sprint(int64(got.Value.(float64)))
		}
		if got.ID != f.ID || got.Label != f.Label || got.Kind != f.Value.Kind() || shown != want || got.Note != f.Note {
			t.Errorf("%s: %+v, want %s", f.ID, got, want)
		}
	}
	if s := data.Spread; s == nil || s.Runs != 200 || s.Cost[0] > s.Cost[1] || s.Cost[0] == 0 || s.Finish[0] > s.Finish[1] || s.Finish[0] == 0 {
		t.Errorf("spread %+v", data.Spread)
	}
	for _, m := range d.Risk.Money { // eight of ten runs: from the tenth to the ninetieth of a hundred
		if m.Name == "cost" && data.Spread.Cost != [2]cost.Cents{m.Quantiles[0], m.Quantiles[3]} {
			t.Errorf("spread of the cost %v, want %v", data.Spread.Cost, m.Quantiles)
		}
	}
	if d.Risk = nil; read(t, d).Spread != nil {
		t.Error("a spread without a simulation")
	}
}

// TestLimits: what binds, and null for what does not.
func TestLimits(t *testing.T) {
	d := reporttest.Sample(t)
	data := read(t, d)
	l := &data.Limits
	if l.Unlimited || l.Credit == nil || *l.Credit != 500000_00 || l.PerPeriod != nil || l.Subscribers == nil || *l.Subscribers != 1890 || l.Sites == nil || *l.Sites != 3 || l.Hours != nil || l.AllHours != nil {
		t.Errorf("limits %+v", l)
	}
	if len(l.Terms) != 1 || data.Words[l.Terms[0].Application] != "A1" || date(l.Terms[0].By).String() != "2028-10-31" || date(l.Terms[0].Finish) != d.Plan.Totals.Finish {
		t.Errorf("terms %+v", l.Terms)
	}
	if len(l.Blackouts) != 2 || date(l.Blackouts[1].To).String() != "2028-01-02" || data.Words[l.Blackouts[0].Work[0]] != "cutover" || data.Words[l.Blackouts[0].Why] != "Thanksgiving" {
		t.Errorf("blackouts %+v", l.Blackouts)
	}
}

func TestCompared(t *testing.T) {
	bound := int64(7)
	p := &planner.Plan{Objectives: []planner.ObjectiveValue{{Name: "exposure", Unit: "risk-weeks", Value: 9, Bound: &bound}, {Name: "cost", Unit: "cents", Value: 100}},
		Baseline: planner.Baseline{Found: true, Values: []int64{12, 90}, Finish: inventory.MustDate("2027-10-03")}}
	twelve, ninety := int64(12), int64(90)
	want := Compared{Found: true, Finish: day(p.Baseline.Finish), Objectives: []Objective{{"exposure", "risk-weeks", 9, &bound, &twelve}, {"cost", "cents", 100, nil, &ninety}}}
	if diff := cmp.Diff(want, newCompared(p)); diff != "" {
		t.Error(diff)
	}
	p.Baseline = planner.Baseline{Why: "no \x1b[1mmoney"}
	if got := newCompared(p); got.Found || got.Why != "no money" || got.Finish != 0 || got.Objectives[0].Baseline != nil {
		t.Errorf("%+v", got)
	}
}

func TestStretches(t *testing.T) {
	for _, c := range []struct{ from, to, first, last, want string }{
		{"12-01", "03-15", "2027-01-04", "2028-12-31", "2027-01-04 2027-03-15 2027-12-01 2028-03-15 2028-12-01 2028-12-31 "},
		{"02-29", "03-01", "2027-01-01", "2028-12-31", "2027-03-01 2027-03-01 2028-02-29 2028-03-01 "},
		{"06-01", "06-30", "2027-07-01", "2028-05-31", ""},
	} {
		from, err := inventory.ParseMonthDay(c.from)
		if err != nil {
			t.Fatal(err)
		}
		to, err := inventory.ParseMonthDay(c.to)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, s := range stretches(&inventory.Closure{From: from, To: to}, inventory.MustDate(c.first), inventory.MustDate(c.last)) {
			got += date(s[0]).String() + " " + date(s[1]).String() + " "
		}
		if got != c.want {
			t.Errorf("%s to %s: %s, want %s", c.from, c.to, got, c.want)
		}
	}
}

// TestWords: a text has one number, and it comes out harmless.
func TestWords(t *testing.T) {
	w := newWords()
	a, b := w.of("a\x1b[1mb"), w.of("c")
	if w.of("") != 0 || w.of("c") != b || a == b || w.list[a] != "ab" || len(w.list) != 3 {
		t.Errorf("%q", w.list)
	}
	for _, name := range reporttest.HostileNames {
		if n := w.of(name); w.list[n] != clean(name) {
			t.Errorf("%q is %q", name, w.list[n])
		}
	}
}
