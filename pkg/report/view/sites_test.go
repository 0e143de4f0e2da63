package view

import (
	"testing"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
)

// A package counts at its own site; a site where it has gear too knows of it, and has none of its money and days.
func TestSitesBeside(t *testing.T) {
	p := &planner.Plan{
		Packages: []planner.PlannedPackage{{ID: "a", Site: "one", Cost: 5_00, CoveredUntil: day("2027-04-04")}},
		Findings: []planner.FindingRow{
			{Element: "a", Site: "one", Verdict: "covered", Package: "a"}, {Element: "b", Site: "two", Verdict: "covered", Package: "a"},
			{Element: "c", Site: "two", Verdict: "covered", Package: "a"}, {Element: "d", Site: "two", Verdict: "unknown"}, {Element: "e", Site: "three", Verdict: "covered", Package: "gone"},
		},
	}
	inv := &inventory.Inventory{Sites: []inventory.Site{{ID: "one"}, {ID: "two"}, {ID: "three"}}}
	sites, err := Sites(&Document{Plan: p, Case: &planner.Case{In: &planner.Inputs{Inventory: inv}}})
	if err != nil {
		t.Fatal(err)
	}
	one, two, three := sites[0], sites[1], sites[2]
	if len(one.Packages) != 1 || len(one.Beside) != 0 || one.Cost != 5_00 {
		t.Errorf("%+v", one)
	}
	if len(two.Packages) != 0 || len(two.Beside) != 1 || two.Beside[0].ID != "a" || two.Cost != 0 || !two.CoveredUntil.IsZero() || two.Covered != 2 {
		t.Errorf("%+v", two)
	}
	if len(three.Beside) != 0 {
		t.Errorf("%+v", three)
	}
}
