package view

import (
	"cmp"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
)

// Bar is a row of a Gantt chart: a package, or several that share it.
type Bar struct {
	Label    string // harmless on a terminal
	Packages []*planner.PlannedPackage
}

// Bars are the rows for a plan: one for each package that is done, in the order of the plan. Where that gives more than most rows
// the packages of a domain and region share one, or those of a domain, or all; grouped says so.
func Bars(p *planner.Plan, most int) (bars []Bar, grouped bool) {
	if bars = packageBars(p); len(bars) <= most {
		return bars, false
	}
	for _, label := range []func(*planner.PlannedPackage) string{
		func(w *planner.PlannedPackage) string { return w.Domain + " " + w.Region },
		func(w *planner.PlannedPackage) string { return w.Domain },
		func(*planner.PlannedPackage) string { return "all packages" },
	} {
		if bars = joinBars(p, label); len(bars) <= most {
			break
		}
	}
	return bars, true
}

func packageBars(p *planner.Plan) []Bar {
	var bars []Bar
	for i := range p.Packages {
		if w := &p.Packages[i]; !w.Deferred() {
			bars = append(bars, Bar{grid.Clean(w.ID), []*planner.PlannedPackage{w}})
		}
	}
	return bars
}

func joinBars(p *planner.Plan, label func(*planner.PlannedPackage) string) []Bar {
	var bars []Bar
	at := map[string]int{}
	for i := range p.Packages {
		w := &p.Packages[i]
		if w.Deferred() {
			continue
		}
		l := strings.TrimSpace(grid.Clean(label(w)))
		if _, ok := at[l]; !ok {
			at[l] = len(bars)
			bars = append(bars, Bar{Label: l})
		}
		b := &bars[at[l]]
		b.Packages = append(b.Packages, w)
	}
	slices.SortStableFunc(bars, func(a, b Bar) int { return cmp.Compare(a.Label, b.Label) })
	return bars
}

// Tested reports whether a package of the plan has a test.
func Tested(p *planner.Plan) bool {
	return slices.ContainsFunc(p.Packages, func(w planner.PlannedPackage) bool {
		return slices.ContainsFunc(w.Activities, func(a planner.PlannedActivity) bool { return a.Kind == "test" })
	})
}
