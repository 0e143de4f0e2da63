package filing

import (
	"iter"
	"slices"
	"strings"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
)

// book is what the sections of a form share while it is filled in.
type book struct {
	*Source
	form         *Form
	progress     *Progress // never nil
	findings     []planner.FindingRow
	packageAt    map[string]int   // id → index in the case
	packagesOf   map[string][]int // application → packages, in the order of the case
	planned      map[string]*planner.PlannedPackage
	done         map[string]*Done // by package
	applications []string         // those that are wanted, in the order in which sites name them; "" last
	gear         []gear           // covered gear, in the order of the inventory
	inPackage    [][]int          // package → its gear that has to go
	lines        []Line
	elements     map[string]int            // id → index in the inventory, made when first wanted
	tallies      map[string]*tallied       // of the records of units, likewise
	logs         map[string]*disposalTally // by application, likewise
	billed       []*billed                 // see bills
	delays       delays
	fails        []fail
	failed       bool // fails is worked out
	notes        []string
}

// missing stands in a field that the form asks for and that nobody has stated. Nothing is invented in its place.
const missing = "missing"

func newBook(f *Form, s *Source) (*book, error) {
	b := &book{
		Source: s, form: f, progress: s.Progress, packageAt: map[string]int{}, packagesOf: map[string][]int{}, planned: map[string]*planner.PlannedPackage{}, done: map[string]*Done{},
		findings: s.Case.FindingRows(),
	}
	b.note("no layout of this form was verified: " + f.Layout.Note)
	if b.progress == nil {
		b.progress = &Progress{}
		if slices.Contains(f.Needs, "progress") {
			b.note("no progress file: nothing is known to have been done")
		}
	} else if of := b.progress.AsOf; !of.IsZero() && of.Before(s.AsOf) {
		b.note("the progress file knows what happened until " + of.String())
	}
	for i := range s.Case.Packages {
		p := &s.Case.Packages[i]
		b.packageAt[p.ID] = i
		b.packagesOf[p.Site.Application] = append(b.packagesOf[p.Site.Application], i)
	}
	if s.Plan != nil {
		for i := range s.Plan.Packages {
			b.planned[s.Plan.Packages[i].ID] = &s.Plan.Packages[i]
		}
	} else {
		b.note("no plan given: costs are those of the cheapest options, and there is no timeline")
	}
	for i := range b.progress.Steps {
		b.done[b.progress.Steps[i].Package] = &b.progress.Steps[i]
	}
	b.findApplications()
	b.findGear()
	b.findLines()
	b.findDelays()
	return b, nil
}

// note says something of the document once.
func (b *book) note(text string) {
	if !slices.Contains(b.notes, text) {
		b.notes = append(b.notes, text)
	}
}

func (b *book) wanted(application string) bool {
	return b.Application == "" || application == b.Application
}

// findApplications lists the applications that are wanted, and none at all last where a site belongs to none.
func (b *book) findApplications() {
	for _, id := range Applications(b.Case) {
		if b.wanted(id) {
			b.applications = append(b.applications, id)
		}
	}
	unassigned := slices.ContainsFunc(b.Case.Packages, func(p planner.Package) bool { return p.Site.Application == "" }) ||
		slices.ContainsFunc(b.Case.Network, func(n planner.NetworkLine) bool { return n.Application == "" })
	for i := range b.findings {
		unassigned = unassigned || b.findings[i].Verdict == "covered" && b.site(i).Application == ""
	}
	if unassigned && b.Application == "" {
		b.applications = append(b.applications, "")
	}
}

// certified are the applications of which something is certified: none at all is one only where gear or work belongs to it.
func (b *book) certified() []string {
	return slices.DeleteFunc(slices.Clone(b.applications), func(id string) bool { return id == "" && len(b.packages("")) == 0 })
}

// site is the site of an element.
func (b *book) site(element int) *inventory.Site {
	return b.Case.Site(b.Case.In.Inventory.Elements[element].Site)
}

// rowsOf makes a sequence of rows that are there already.
func rowsOf(rows [][]grid.Cell) iter.Seq[[]grid.Cell] { return slices.Values(rows) }

// unless is a cell that is empty where an amount is not known.
func unless(unknown bool, c cost.Cents) grid.Cell {
	if unknown {
		return grid.Cell{}
	}
	return grid.Money(c)
}

// money is a cell with an amount, empty where there is none.
func money(c *cost.Cents) grid.Cell {
	if c == nil {
		return grid.Cell{}
	}
	return grid.Money(*c)
}

// or is a text, or that it is missing.
func or(text string) grid.Cell {
	if text == "" {
		return grid.Text(missing)
	}
	return grid.Text(text)
}

func yes(b bool) grid.Cell {
	if b {
		return grid.Text("yes")
	}
	return grid.Text("no")
}

// joined are ids in one cell, one space between.
func joined(ids []string) string { return strings.Join(ids, " ") }
