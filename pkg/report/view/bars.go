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
	Label          string // harmless on a terminal
	Domain, Region string // of its packages, "" where those of several share it
	Packages       []*planner.PlannedPackage
}

// Bars are the rows for a plan: one for each package that is done, in the order of the plan. Where that gives more than most rows
// the packages of a domain and region share one, or those of a domain, or all; grouped says so.
func Bars(p *planner.Plan, most int) (bars []Bar, grouped bool) {
	if bars = packageBars(p); len(bars) <= most {
		return bars, false
	}
	for _, shared := range []func(*planner.PlannedPackage) Bar{
		func(w *planner.PlannedPackage) Bar {
			return Bar{Label: w.Domain + " " + w.Region, Domain: w.Domain, Region: w.Region}
		},
		func(w *planner.PlannedPackage) Bar { return Bar{Label: w.Domain, Domain: w.Domain} },
		func(*planner.PlannedPackage) Bar { return Bar{Label: "all packages"} },
	} {
		if bars = joinBars(p, shared); len(bars) <= most {
			break
		}
	}
	return bars, true
}

func packageBars(p *planner.Plan) []Bar {
	var bars []Bar
	for i := range p.Packages {
		if w := &p.Packages[i]; !w.Deferred() {
			bars = append(bars, Bar{grid.Clean(w.ID), w.Domain, w.Region, []*planner.PlannedPackage{w}})
		}
	}
	return bars
}

// joinBars gives each package to the bar that shared makes of it, without packages; those of one label are one bar.
func joinBars(p *planner.Plan, shared func(*planner.PlannedPackage) Bar) []Bar {
	var bars []Bar
	at := map[string]int{}
	for i := range p.Packages {
		w := &p.Packages[i]
		if w.Deferred() {
			continue
		}
		bar := shared(w)
		bar.Label = strings.TrimSpace(grid.Clean(bar.Label))
		if _, ok := at[bar.Label]; !ok {
			at[bar.Label] = len(bars)
			bars = append(bars, bar)
		}
		b := &bars[at[bar.Label]]
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
