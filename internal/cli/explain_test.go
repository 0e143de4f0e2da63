package cli

import (
	"testing"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
)

// TestPushed: only the work that leaves the cutover no room moves with it, and a wait that the method demands is no room.
func TestPushed(t *testing.T) {
	day := inventory.MustDate
	for name, c := range map[string]struct {
		prepareEnds, installEnds string
		wait                     int // days between install and cutover
		want                     int
	}{
		"room before the cutover":    {"2027-01-31", "2027-02-21", 0, 2},
		"no room before the cutover": {"2027-01-31", "2027-02-28", 0, 1},
		"room that the method wants": {"2027-01-31", "2027-02-21", 5, 1},
		"room beside what it wants":  {"2027-01-31", "2027-02-14", 5, 2},
		"no room anywhere":           {"2027-02-07", "2027-02-28", 0, 0},
	} {
		w := &planner.PlannedPackage{ID: "p", Option: "o", Activities: []planner.PlannedActivity{
			{Kind: "prepare", Start: day("2027-01-04"), Finish: day(c.prepareEnds)},
			{Kind: "install", Start: day("2027-02-08"), Finish: day(c.installEnds)},
			{Kind: "cutover", Start: day("2027-03-01"), Finish: day("2027-03-07")},
		}}
		e := &explanation{p: &planner.Plan{PeriodDays: 7}, w: w, c: &planner.Case{Packages: []planner.Package{{
			ID: "p", Options: []planner.Option{{ID: "o", Steps: []planner.Step{{}, {}, {AfterDays: c.wait}}}},
		}}}}
		if got := e.pushed(2); got != c.want {
			t.Errorf("%s: activities move from %d on, want %d", name, got, c.want)
		}
	}
}

// Each factor that is not 1 says where it comes from.
func TestExplainRisk(t *testing.T) {
	for _, c := range []struct {
		f    planner.RiskFactors
		days int
		want string
	}{
		{planner.RiskFactors{Role: "transport", RoleFactor: 4, Place: "nahunta", Word: "military", Sensitivity: 2, Software: 1, Traffic: 12, Subscribers: 1240}, 7,
			"risk 96 per week = 4 (transport) × 2 (military at nahunta) × 1 × 12 (1,240 subscribers cross it)\n"},
		{planner.RiskFactors{Role: "other", RoleFactor: 0, Sensitivity: 1, UnsupportedElement: "ups", Software: 2, Traffic: 1}, 1,
			"risk 0 per day = 0 (other gear) × 1 × 2 (software of ups is mended no more) × 1 (no subscribers cross it)\n"},
		{planner.RiskFactors{Role: "core", RoleFactor: 1000, Sensitivity: 1, Software: 1, Traffic: 2, Subscribers: 1}, 7,
			"risk 2,000 per week = 1000 (core) × 1 × 1 × 2 (1 subscriber crosses it)\n"},
		{planner.RiskFactors{Role: "ran", RoleFactor: 2, Sensitivity: 1, Software: 1, Traffic: 1, Subscribers: 50}, 7, // traffic: none
			"risk 2 per week = 2 (ran) × 1 × 1 × 1\n"},
	} {
		e := &explanation{width: 200, p: &planner.Plan{PeriodDays: c.days}, w: &planner.PlannedPackage{Risk: c.f.Weight(), RiskFactors: c.f}}
		e.risk()
		if got := e.out.String(); got != c.want {
			t.Errorf("got  %swant %s", got, c.want)
		}
	}
}
