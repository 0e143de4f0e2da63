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
