package compare

import (
	"cmp"
	"slices"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/view"
)

// What a package is beside Added, Gone and Changed.
const (
	NowDeferred What = "deferred" // planned in a, left in the network in b
	NowPlanned  What = "planned"  // the other way round
)

// Package is a work package that differs.
type Package struct {
	ID, Site, Domain string
	What             What
	Changes          []string // of a package that both plan: moved, option, gear, application, cost, outage, risk, in this order
	Option           Words
	Start            Days
	Cutover          Days // first day
	Finish           Days
	CoveredUntil     Days
	Cost             Money
	Reimbursable     Money
	UnknownPrices    Count
	OutageHours      Count
	SubscribersOut   Count // by the worst of its activities alone
}

// Moved reports whether a day of a package that both plan has changed.
func (p *Package) Moved() bool { return slices.Contains(p.Changes, "moved") }

// Shift is by how many days b does the package later than a: its cutover, or where that is the same its finish, or its start.
// It is zero where one of the plans does not do it.
func (p *Package) Shift() int {
	for _, d := range []Days{p.Cutover, p.Finish, p.Start} {
		if n, _ := d.Change(); n != 0 {
			return n
		}
	}
	return 0
}

func packages(a, b *planner.Plan) (out []Package, unchanged int) {
	for _, t := range join(a.Packages, b.Packages, func(w *planner.PlannedPackage) string { return w.ID }) {
		p := packageOf(t)
		if p.What == Same {
			unchanged++
			continue
		}
		out = append(out, p)
	}
	rank := func(w What) int {
		switch w {
		case Added, Gone:
			return 0
		case NowDeferred, NowPlanned:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(out, func(a, b Package) int { // stable: two of the same id stay as they are
		x, y := a.Shift(), b.Shift()
		return cmp.Or(cmp.Compare(rank(a.What), rank(b.What)), cmp.Compare(max(y, -y), max(x, -x)), cmp.Compare(a.ID, b.ID))
	})
	return out, unchanged
}

func packageOf(t two[planner.PlannedPackage]) Package {
	type planned = planner.PlannedPackage
	days := func(get func(view.Dates) inventory.Date) Days {
		return daysOf(t, func(w *planned) inventory.Date { return get(view.DatesOf(w)) })
	}
	w := t.either()
	p := Package{
		ID: w.ID, Site: w.Site, Domain: w.Domain, What: t.what(),
		Option:         wordsOf(t, func(w *planned) string { return w.Option }),
		Start:          days(func(d view.Dates) inventory.Date { return d.Start }),
		Cutover:        days(func(d view.Dates) inventory.Date { return d.Cutover }),
		Finish:         days(func(d view.Dates) inventory.Date { return d.Finish }),
		CoveredUntil:   daysOf(t, func(w *planned) inventory.Date { return w.CoveredUntil }),
		Cost:           moneyOf(t, func(w *planned) cost.Cents { return w.Cost }),
		Reimbursable:   moneyOf(t, func(w *planned) cost.Cents { return w.Reimbursable }),
		UnknownPrices:  countOf(t, func(w *planned) int64 { return int64(w.Unknown) }),
		OutageHours:    countOf(t, func(w *planned) int64 { _, hours := view.Outage(w); return int64(hours) }),
		SubscribersOut: countOf(t, func(w *planned) int64 { out, _ := view.Outage(w); return int64(out) }),
	}
	if p.What != Changed {
		return p
	}
	switch was, now := t.a.Deferred(), t.b.Deferred(); {
	case now && !was:
		p.What = NowDeferred
		return p
	case was && !now:
		p.What = NowPlanned
		return p
	}
	for _, c := range []struct {
		word string
		is   bool
	}{
		{"moved", p.Start.Differ() || p.Cutover.Differ() || p.Finish.Differ() || p.CoveredUntil.Differ()},
		{"option", p.Option.Differ() || t.a.Vendor != t.b.Vendor || t.a.Method != t.b.Method || !slices.Equal(t.a.Products, t.b.Products)},
		{"gear", t.a.Site != t.b.Site || t.a.Units != t.b.Units || !slices.Equal(t.a.Elements, t.b.Elements)},
		{"application", t.a.Application != t.b.Application},
		{"cost", p.Cost.Differ() || p.Reimbursable.Differ() || p.UnknownPrices.Differ()},
		{"outage", p.OutageHours.Differ() || p.SubscribersOut.Differ()},
		{"risk", t.a.Risk != t.b.Risk},
	} {
		if c.is {
			p.Changes = append(p.Changes, c.word)
		}
	}
	if len(p.Changes) == 0 {
		p.What = Same
	}
	return p
}

// Tally is how many packages differ in what way. A package counts in each way in which it differs.
type Tally struct{ New, Gone, Deferred, Planned, Moved, Earlier, Later, Option, Cost int }

// Tally counts the packages that differ.
func (c *Comparison) Tally() (n Tally) {
	for i := range c.Packages {
		p := &c.Packages[i]
		switch p.What {
		case Added:
			n.New++
		case Gone:
			n.Gone++
		case NowDeferred:
			n.Deferred++
		case NowPlanned:
			n.Planned++
		}
		if p.Moved() {
			n.Moved++
			switch shift := p.Shift(); {
			case shift < 0:
				n.Earlier++
			case shift > 0:
				n.Later++
			}
		}
		if slices.Contains(p.Changes, "option") {
			n.Option++
		}
		if slices.Contains(p.Changes, "cost") {
			n.Cost++
		}
	}
	return n
}
