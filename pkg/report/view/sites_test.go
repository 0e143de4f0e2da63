package view_test

import (
	"testing"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/report/view"
)

func sites(t *testing.T, d *view.Document) map[string]*view.Site {
	t.Helper()
	all, err := view.Sites(d)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != len(d.Case.In.Inventory.Sites) {
		t.Fatalf("%d sites", len(all))
	}
	out := map[string]*view.Site{}
	for i := range all {
		out[all[i].ID] = &all[i]
	}
	return out
}

// The two ends of the hop from Birch to Saddle go together: the package is counted at Birch, and its days at both.
func TestSitesShare(t *testing.T) {
	d := reporttest.Sample(t)
	var hop, last *planner.PlannedPackage
	for i := range d.Plan.Packages {
		if w := &d.Plan.Packages[i]; w.ID == "birch-mw" {
			hop = w
		}
	}
	got := sites(t, d)
	saddle := got["saddle"]
	if hop == nil || len(saddle.Shared) != 1 || saddle.Shared[0] != hop || len(got["birch"].Shared) != 0 {
		t.Fatalf("shared: %v, at Birch %v", saddle.Shared, got["birch"].Shared)
	}
	if len(saddle.Packages) != 1 || saddle.Cost != saddle.Packages[0].Cost {
		t.Errorf("%d packages, cost %s", len(saddle.Packages), saddle.Cost)
	}
	last = hop
	if own := saddle.Packages[0]; own.CoveredUntil.After(hop.CoveredUntil) {
		last = own
	}
	if saddle.CoveredUntil != last.CoveredUntil || saddle.Start.After(view.DatesOf(hop).Start) || saddle.Finish.Before(view.DatesOf(hop).Finish) {
		t.Errorf("saddle %s to %s, covered until %s", saddle.Start, saddle.Finish, saddle.CoveredUntil)
	}

	hop.Method = "defer"
	got = sites(t, d)
	for _, id := range []string{"birch", "saddle"} {
		if s := got[id]; s.Outcome() != "deferred" || !s.CoveredUntil.IsZero() {
			t.Errorf("%s with a deferred hop: %s, covered until %s", id, s.Outcome(), s.CoveredUntil)
		}
	}
}

func TestOutcome(t *testing.T) {
	w := &planner.PlannedPackage{}
	late := &planner.PlannedPackage{Method: "defer"}
	for _, c := range []struct {
		want string
		site view.Site
	}{
		{"clean", view.Site{Elements: 3}},
		{"unknown", view.Site{Unknown: 1}},
		{"planned", view.Site{Covered: 1, Unknown: 1, Packages: []*planner.PlannedPackage{w}}},
		{"planned", view.Site{Covered: 1, Shared: []*planner.PlannedPackage{w}}},
		{"stays", view.Site{Covered: 2, Staying: 1, Packages: []*planner.PlannedPackage{w}}},
		{"deferred", view.Site{Covered: 2, Staying: 1, Packages: []*planner.PlannedPackage{w, late}, Deferred: 1}},
		{"deferred", view.Site{Covered: 1, Shared: []*planner.PlannedPackage{late}}},
	} {
		c.site.Site = &inventory.Site{ID: "s"}
		if got := c.site.Outcome(); got != c.want {
			t.Errorf("%+v: %s, want %s", c.site, got, c.want)
		}
	}
}
