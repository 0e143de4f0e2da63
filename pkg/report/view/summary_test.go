package view

import (
	"testing"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/scenario"
)

// Each figure of the summary is the total that it is named after, with the day of that total beside it.
func TestSummaryFigures(t *testing.T) {
	p := &planner.Plan{Start: day("2027-01-04"), PeriodDays: 7, Horizon: 10, Totals: planner.Totals{
		Packages: 1, Deferred: 2, Elements: 3, Units: 4, Sites: 5, UnknownPrices: 6, Cost: 7, Reimbursable: 8, Ineligible: 9, Reimbursed: 10, Outstanding: 11, Shortfall: 12,
		Interest: 13, LowestCash: 14, LowestCashOn: day("2027-01-11"), WorkingCapital: 15, WorkingCapitalOn: day("2027-01-18"), Subscribers: 16, SubscribersOut: 17,
		NoEmergency: 18, SubscriberHours: 19, CleanAtStart: 20, CleanAtEnd: 21, Finish: day("2027-02-07"), LastCutover: day("2027-01-24"),
	}}
	got := map[string]Fact{}
	for _, f := range Summary(&Document{Plan: p}) {
		got[f.ID] = f
	}
	for id, want := range map[string]string{
		"start": "2027-01-04", "horizon_end": "2027-03-14", "finish": "2027-02-07", "last_cutover": "2027-01-24", "packages": "1", "deferred": "2", "elements": "3", "units": "4",
		"sites": "5", "unknown_prices": "6", "cost": "0.07", "reimbursable": "0.08", "ineligible": "0.09", "reimbursed": "0.10", "outstanding": "0.11", "shortfall": "0.12",
		"interest": "0.13", "lowest_cash": "0.14", "working_capital": "0.15", "subscribers": "16", "subscribers_out": "17", "no_emergency": "18", "subscriber_hours": "19",
		"clean_at_start": "20", "clean_at_end": "21",
	} {
		if f, ok := got[id]; !ok || f.Value.String() != want {
			t.Errorf("%s: %q, want %q", id, f.Value, want)
		}
	}
	for id, want := range map[string]string{"lowest_cash": "in the week of 2027-01-11", "working_capital": "in the week of 2027-01-18"} {
		if got[id].Note != want {
			t.Errorf("%s: note %q, want %q", id, got[id].Note, want)
		}
	}
}

// Work that is complete on the last day of a term is in time.
func TestTermDay(t *testing.T) {
	by := day("2028-10-31")
	for finish, want := range map[inventory.Date]string{by.AddDays(-1): "in time", by: "in time", by.AddDays(1): "late"} {
		s := &scenario.Scenario{Terms: []scenario.Term{{Application: "A1", By: by}}}
		d := &Document{
			Plan: &planner.Plan{Applications: []planner.ApplicationRow{{ID: "A1", Finish: finish}}},
			Case: &planner.Case{In: &planner.Inputs{Scenario: s}},
		}
		if all := terms(d); len(all) != 1 || all[0].State != want || all[0].Planned != finish {
			t.Errorf("finish %s: %+v, want %s", finish, all, want)
		}
	}
}

// The most out of pocket in a quarter is that of its worst period, what is outstanding that of its last.
func TestQuarterStocks(t *testing.T) {
	p := &planner.Plan{Start: day("2027-01-04"), PeriodDays: 7, Totals: planner.Totals{Finish: day("2027-01-24")}}
	for i, n := range []cost.Cents{1_00, 9_00, 5_00} {
		p.Periods = append(p.Periods, planner.PeriodRow{Start: p.Start.AddDays(7 * i), OutOfPocket: n, Outstanding: 2 * n})
	}
	if q := Quarters(p); len(q) != 1 || q[0].OutOfPocket != 9_00 || q[0].Outstanding != 10_00 {
		t.Errorf("%+v, want 9.00 out of pocket and 10.00 outstanding", q)
	}
}

// As many rows as there may be are not joined.
func TestBarsAtTheLimit(t *testing.T) {
	p := &planner.Plan{Packages: []planner.PlannedPackage{{ID: "a", Domain: "ran"}, {ID: "b", Domain: "ran"}, {ID: "c", Domain: "ran"}}}
	if bars, grouped := Bars(p, 3); grouped || len(bars) != 3 {
		t.Errorf("three of three: %d rows, grouped %v", len(bars), grouped)
	}
	if bars, grouped := Bars(p, 2); !grouped || len(bars) != 1 {
		t.Errorf("three of two: %d rows, grouped %v", len(bars), grouped)
	}
}
