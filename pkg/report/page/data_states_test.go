package page

import (
	"slices"
	"testing"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/report/view"
)

// stateByDay is what a site is in a period, looked at day by day and from the elements of the packages.
func stateByDay(d *view.Document, site string, period int) int {
	p := d.Plan
	siteOf := map[string]string{}
	for _, e := range d.Case.In.Inventory.Elements {
		siteOf[e.ID] = e.Site
	}
	first := p.Start.AddDays(period * p.PeriodDays)
	within := func(from, to inventory.Date) bool {
		for k := range p.PeriodDays {
			if day := first.AddDays(k); !day.Before(from) && !day.After(to) {
				return true
			}
		}
		return false
	}
	var off, work, traffic, there, any bool
	for _, w := range p.Packages {
		if w.Site != site && !slices.ContainsFunc(w.Elements, func(e string) bool { return siteOf[e] == site }) {
			continue
		}
		any = true
		traffic = traffic || len(w.Activities) == 0 || !w.CoveredUntil.Before(first)
		for _, a := range w.Activities {
			if within(a.Start, a.Finish) {
				off = off || a.OutageHours > 0
				work = work || a.Kind != "prepare"
			}
			there = there || !a.Finish.Before(first)
		}
	}
	for _, f := range p.Findings {
		if f.Site == site && f.Verdict == "covered" {
			any = true
			traffic = traffic || f.Package == ""
		}
	}
	switch {
	case off:
		return siteOff
	case work:
		return siteWork
	case traffic:
		return siteCovered
	case there:
		return siteMoved
	case any:
		return siteClean
	}
	return siteNone
}

func stateOf(runs []int, period int) int {
	state := -1
	for k := 0; k < len(runs); k += 2 {
		if runs[k] <= period {
			state = runs[k+1]
		}
	}
	return state
}

// The runs of every site are what it is day by day; in some operator each state comes up.
func TestSiteStates(t *testing.T) {
	seen := map[int]bool{}
	for _, name := range []string{"first-look", "controller-2g", "management-function", "pilot-cluster", "ring-of-six", "by-hand"} {
		d := reporttest.Operator(t, name, nil)
		sites, err := view.Sites(d)
		if err != nil {
			t.Fatal(err)
		}
		for i := range sites {
			runs := runsOf(d.Plan, &sites[i])
			for k := 2; k < len(runs); k += 2 {
				if runs[k] <= runs[k-2] || runs[k+1] == runs[k-1] {
					t.Errorf("%s, %s: %v are no runs", name, sites[i].ID, runs)
				}
			}
			for period := range len(d.Plan.Periods) + 1 {
				want := stateByDay(d, sites[i].ID, period)
				seen[want] = true
				if got := stateOf(runs, period); got != want {
					t.Fatalf("%s, %s, period %d: %s, want %s", name, sites[i].ID, period, siteStates[got], siteStates[want])
				}
			}
		}
	}
	for state, word := range siteStates {
		if !seen[state] {
			t.Errorf("no site is ever %q: the test sees too little", word)
		}
	}
}

// Gear that stays keeps its site covered to the end: that of a package that is deferred, and what no rule demands anything of.
func TestSiteStaysCovered(t *testing.T) {
	p := &planner.Plan{Start: inventory.MustDate("2027-01-04"), PeriodDays: 7, Periods: make([]planner.PeriodRow, 10)}
	site := view.Site{Site: &inventory.Site{ID: "s"}, Covered: 1}
	for _, c := range []struct {
		name     string
		packages []*planner.PlannedPackage
		staying  int
		want     []int
	}{
		{"nothing planned, nothing demanded", nil, 1, []int{0, siteCovered}},
		{"deferred", []*planner.PlannedPackage{{ID: "a", Method: "defer"}}, 0, []int{0, siteCovered}},
	} {
		site.Packages, site.Staying = c.packages, c.staying
		if got := runsOf(p, &site); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	if got := runsOf(p, &view.Site{Site: &inventory.Site{ID: "s"}}); !slices.Equal(got, []int{0, siteNone}) {
		t.Errorf("a site without covered gear: %v", got)
	}
}

// dateOf is the day of a number, see day.
func dateOf(n int) inventory.Date { return inventory.Date{}.AddDays(n) }
