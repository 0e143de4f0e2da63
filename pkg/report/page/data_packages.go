package page

import (
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/tables"
)

// Packages are the work packages in the order of the plan, in columns. What is not a number of something is a word, or a list of words.
type Packages struct {
	ID           []int        `json:"id"`
	Site         []int        `json:"site"`
	SiteName     []int        `json:"siteName"`
	Region       []int        `json:"region"`
	Domain       []int        `json:"domain"`
	Application  []int        `json:"application"`
	Option       []int        `json:"option"`
	Method       []int        `json:"method"`
	Vendor       []int        `json:"vendor"`
	Cluster      []int        `json:"cluster"`
	Elements     [][]int      `json:"elements"`
	Products     [][]int      `json:"products"`
	After        [][]int      `json:"after"`
	AfterNew     [][]int      `json:"afterNew"`
	Units        []int        `json:"units"`
	Risk         []int64      `json:"risk"`
	Subscribers  []int        `json:"subscribers"`
	CoveredUntil []int        `json:"coveredUntil"` // day
	Cost         []cost.Cents `json:"cost"`
	Reimbursable []cost.Cents `json:"reimbursable"`
	Unknown      []int        `json:"unknown"` // lines without a price
	First        []int        `json:"first"`   // first of its activities; its last is before that of the next package
}

// Activities are those of all packages, package by package, in columns.
type Activities struct {
	Kind       []int        `json:"kind"`
	Start      []int        `json:"start"`  // first day
	Finish     []int        `json:"finish"` // last day, included
	Crews      []int        `json:"crews"`  // word such as "2 tower (north), 1 ip"
	CrewKinds  [][]int      `json:"crewKinds"`
	Hours      []int        `json:"hours"` // of outage
	Windows    [][]int      `json:"windows"`
	Lost       []int        `json:"lost"` // subscribers that it alone takes out of service
	Spend      []cost.Cents `json:"spend"`
	Reimbursed []cost.Cents `json:"reimbursed"`
}

// Test is the test of a cluster of radio sites after its last cutover.
type Test struct {
	Cluster   int   `json:"cluster"`
	Packages  []int `json:"packages"`
	Start     int   `json:"start"`
	Finish    int   `json:"finish"`
	Crews     int   `json:"crews"`
	CrewKinds []int `json:"crewKinds"`
}

func newPackages(p *planner.Plan, w *words) (Packages, Activities) {
	all := []planner.PlannedActivity{}
	first := []int{}
	for i := range p.Packages {
		first = append(first, len(all))
		all = append(all, p.Packages[i].Activities...)
	}
	return packageColumns(p.Packages, append(first, len(all)), w), activityColumns(all, w)
}

func packageColumns(rows []planner.PlannedPackage, first []int, w *words) Packages {
	type row = planner.PlannedPackage
	word := func(of func(*row) string) []int { return column(rows, func(p *row) int { return w.of(of(p)) }) }
	list := func(of func(*row) []string) [][]int { return column(rows, func(p *row) []int { return w.all(of(p)) }) }
	return Packages{
		ID:           word(func(p *row) string { return p.ID }),
		Site:         word(func(p *row) string { return p.Site }),
		SiteName:     word(func(p *row) string { return p.SiteName }),
		Region:       word(func(p *row) string { return p.Region }),
		Domain:       word(func(p *row) string { return p.Domain }),
		Application:  word(func(p *row) string { return p.Application }),
		Option:       word(func(p *row) string { return p.Option }),
		Method:       word(func(p *row) string { return p.Method }),
		Vendor:       word(func(p *row) string { return p.Vendor }),
		Cluster:      word(func(p *row) string { return p.Cluster }),
		Elements:     list(func(p *row) []string { return p.Elements }),
		Products:     list(func(p *row) []string { return p.Products }),
		After:        list(func(p *row) []string { return p.After }),
		AfterNew:     list(func(p *row) []string { return p.AfterNew }),
		Units:        column(rows, func(p *row) int { return p.Units }),
		Risk:         column(rows, func(p *row) int64 { return p.Risk }),
		Subscribers:  column(rows, func(p *row) int { return p.Subscribers }),
		CoveredUntil: column(rows, func(p *row) int { return day(p.CoveredUntil) }),
		Cost:         column(rows, func(p *row) cost.Cents { return p.Cost }),
		Reimbursable: column(rows, func(p *row) cost.Cents { return p.Reimbursable }),
		Unknown:      column(rows, func(p *row) int { return p.Unknown }),
		First:        first,
	}
}

func activityColumns(rows []planner.PlannedActivity, w *words) Activities {
	type row = planner.PlannedActivity
	return Activities{
		Kind:       column(rows, func(a *row) int { return w.of(a.Kind) }),
		Start:      column(rows, func(a *row) int { return day(a.Start) }),
		Finish:     column(rows, func(a *row) int { return day(a.Finish) }),
		Crews:      column(rows, func(a *row) int { return w.of(tables.Crews(a.Crews)) }),
		CrewKinds:  column(rows, func(a *row) []int { return crewKinds(a.Crews, w) }),
		Hours:      column(rows, func(a *row) int { return a.OutageHours }),
		Windows:    column(rows, func(a *row) []int { return w.all(a.Windows) }),
		Lost:       column(rows, func(a *row) int { return a.Lost }),
		Spend:      column(rows, func(a *row) cost.Cents { return a.Spend }),
		Reimbursed: column(rows, func(a *row) cost.Cents { return a.Reimbursed }),
	}
}

// crewKinds names kinds with their regions: "tower (north)". People see a group of rows for each.
func crewKinds(use []planner.CrewUse, w *words) []int {
	out := make([]int, len(use))
	for i, c := range use {
		out[i] = w.of(tables.CrewName(c.Kind, c.Region))
	}
	return out
}

func newTests(p *planner.Plan, w *words) []Test {
	out := []Test{}
	for i := range p.Tests {
		t := &p.Tests[i]
		out = append(out, Test{w.of(t.Cluster), w.all(t.Packages), day(t.Start), day(t.Finish), w.of(tables.Crews(t.Crews)), crewKinds(t.Crews, w)})
	}
	return out
}
