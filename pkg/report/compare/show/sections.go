package show

import (
	"strings"

	"github.com/riprep/riprep/pkg/report/compare"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

// A section is one list of a comparison: records that are named by their subjects and hold figures of both plans. The wide
// form (compare/v1) has a row for a record, the long form (TSV, CSV) one for each figure that differs.
type section struct {
	id       string
	subjects []string // columns that name a record
	figures  []string // with a + before those that have a change; + alone for the only one
	records  []record
}

type record struct {
	subjects []grid.Cell
	figures  []figure
}

// figure is a value in a and in b. change is b less a; it is empty for words, and where one of them is not stated.
type figure struct {
	a, b, change grid.Cell
	differ       bool
}

func text(s string) grid.Cell { return grid.Text(s) }

func money(m compare.Money) figure {
	return figure{grid.Money(m.A), grid.Money(m.B), grid.Money(m.Change()), m.Differ()}
}

func count(n compare.Count) figure {
	return figure{grid.Int(n.A), grid.Int(n.B), grid.Int(n.Change()), n.Differ()}
}

func days(d compare.Days) figure {
	f := figure{a: grid.Date(d.A), b: grid.Date(d.B), differ: d.Differ()}
	if n, ok := d.Change(); ok {
		f.change = grid.Int(n)
	}
	return f
}

func words(w compare.Words) figure {
	return figure{a: text(w.A), b: text(w.B), differ: w.Differ()}
}

// only takes away what a row says of the plan in which it does not stand.
func only(what compare.What, figures ...figure) []figure {
	for i := range figures {
		switch what {
		case compare.Added:
			figures[i].a, figures[i].change, figures[i].differ = grid.Cell{}, grid.Cell{}, true
		case compare.Gone:
			figures[i].b, figures[i].change, figures[i].differ = grid.Cell{}, grid.Cell{}, true
		}
	}
	return figures
}

// sections are the lists of a comparison, in the order in which they are written.
func sections(c *compare.Comparison) []section {
	return []section{
		moneySection(c), daySection(c), countSection(c), objectiveSection(c), packageSection(c), quarterSection(c), applicationSection(c), categorySection(c),
		exposureSection(c), findingSection(c), ruleSection(c), inputSection(c), overrideSection(c), assumptionSection(c),
	}
}

func moneySection(c *compare.Comparison) section {
	s := section{id: "money", subjects: []string{"figure", "label"}, figures: []string{"+"}}
	for _, f := range c.Money {
		s.add(cells(f.ID, f.Label), money(f.Money))
	}
	return s
}

func daySection(c *compare.Comparison) section {
	s := section{id: "days", subjects: []string{"figure", "label"}, figures: []string{"+"}}
	for _, f := range c.Days {
		s.add(cells(f.ID, f.Label), days(f.Days))
	}
	return s
}

func countSection(c *compare.Comparison) section {
	s := section{id: "counts", subjects: []string{"figure", "label"}, figures: []string{"+"}}
	for _, f := range c.Counts {
		s.add(cells(f.ID, f.Label), count(f.Count))
	}
	return s
}

func objectiveSection(c *compare.Comparison) section {
	s := section{id: "objectives", subjects: []string{"objective", "what"}, figures: []string{"unit", "+value", "+bound"}}
	for _, o := range c.Objectives {
		value := figure{
			a: view.Objective(o.Unit.A, o.Value.A), b: view.Objective(o.Unit.B, o.Value.B), change: view.Objective(o.Unit.A, o.Value.Change()),
			differ: o.Value.Differ() || o.Unit.Differ(),
		}
		if !o.Comparable() {
			value.change = grid.Cell{}
		}
		bound := figure{differ: (o.BoundA == nil) != (o.BoundB == nil)}
		if o.BoundA != nil {
			bound.a = view.Objective(o.Unit.A, *o.BoundA)
		}
		if o.BoundB != nil {
			bound.b = view.Objective(o.Unit.B, *o.BoundB)
		}
		if o.BoundA != nil && o.BoundB != nil {
			bound.differ = *o.BoundA != *o.BoundB
			if o.Comparable() {
				bound.change = view.Objective(o.Unit.A, *o.BoundB-*o.BoundA)
			}
		}
		s.add(cells(o.Name, string(o.What)), only(o.What, words(o.Unit), value, bound)...)
	}
	return s
}

func packageSection(c *compare.Comparison) section {
	s := section{
		id: "packages", subjects: []string{"package", "site", "domain", "what", "changes"},
		figures: []string{"option", "+start", "+cutover", "+finish", "+covered_until", "+cost", "+reimbursable", "+unknown_prices", "+outage_hours", "+subscribers_out"},
	}
	for i := range c.Packages {
		p := &c.Packages[i]
		s.add(cells(p.ID, p.Site, p.Domain, string(p.What), strings.Join(p.Changes, " ")), only(p.What,
			words(p.Option), days(p.Start), days(p.Cutover), days(p.Finish), days(p.CoveredUntil), money(p.Cost), money(p.Reimbursable),
			count(p.UnknownPrices), count(p.OutageHours), count(p.SubscribersOut))...)
	}
	return s
}

func quarterSection(c *compare.Comparison) section {
	s := section{
		id: "quarters", subjects: []string{"quarter"},
		figures: []string{"+released", "+spend", "+reimbursed", "+interest", "+lowest_cash", "+subscribers_out", "+sites_out", "+subscriber_hours", "+exposure_days", "+packages_done"},
	}
	for _, q := range c.Quarters {
		cash := money(q.LowestCash)
		switch {
		case !q.CashA:
			cash = only(compare.Added, cash)[0]
		case !q.CashB:
			cash = only(compare.Gone, cash)[0]
		}
		s.add(cells(q.Name), money(q.Released), money(q.Spend), money(q.Reimbursed), money(q.Interest), cash,
			count(q.SubscribersOut), count(q.SitesOut), count(q.SubscriberHours), count(q.ExposureDays), count(q.PackagesDone))
	}
	return s
}

func applicationSection(c *compare.Comparison) section {
	s := section{
		id: "applications", subjects: []string{"application", "what"},
		figures: []string{"+packages", "+deferred", "+cost", "+ineligible", "+counted", "+reimbursed", "+outstanding", "+shortfall", "+term", "+finish"},
	}
	for _, a := range c.Applications {
		s.add(cells(a.ID, string(a.What)), only(a.What, count(a.Packages), count(a.Deferred), money(a.Cost), money(a.Ineligible), money(a.Counted),
			money(a.Reimbursed), money(a.Outstanding), money(a.Lost), days(a.Term), days(a.Finish))...)
	}
	return s
}

func categorySection(c *compare.Comparison) section {
	s := section{id: "categories", subjects: []string{"category"}, figures: []string{"+cost", "+counted", "+unknown_prices"}}
	for _, x := range c.Categories {
		s.add(cells(x.Name), money(x.Cost), money(x.Counted), count(x.UnknownPrices))
	}
	return s
}

func exposureSection(c *compare.Comparison) section {
	s := section{id: "exposure", subjects: []string{"before"}, figures: []string{"+"}}
	for _, e := range c.Exposure {
		s.add([]grid.Cell{grid.Date(e.Before)}, count(e.Count))
	}
	return s
}

func findingSection(c *compare.Comparison) section {
	s := section{
		id: "findings", subjects: []string{"element", "site", "what"},
		figures: []string{"verdict", "rule", "model", "removal", "+remove_by", "buy", "reimbursable", "package"},
	}
	for _, f := range c.Findings {
		s.add(cells(f.Element, f.Site, string(f.What)), only(f.What, words(f.Verdict), words(f.Rule), words(f.Model), words(f.Removal), days(f.RemoveBy),
			words(f.Buy), words(f.Reimbursable), words(f.Package))...)
	}
	return s
}

func ruleSection(c *compare.Comparison) section {
	s := section{id: "rules", subjects: []string{"rule", "what"}, figures: []string{"+by", "+met_on", "+elements", "+packages"}}
	for _, r := range c.Rules {
		s.add(cells(r.Rule, string(r.What)), only(r.What, days(r.By), days(r.MetOn), count(r.Elements), count(r.Packages))...)
	}
	return s
}

func inputSection(c *compare.Comparison) section {
	s := section{id: "inputs", subjects: []string{"name", "kind", "what"}, figures: []string{"sha256"}}
	for _, in := range c.Inputs {
		s.add(cells(in.Name, in.Kind, string(in.What)), only(in.What, words(in.SHA256))...)
	}
	return s
}

func overrideSection(c *compare.Comparison) section {
	s := section{id: "overrides", subjects: []string{"field", "what"}, figures: []string{"value"}}
	for _, o := range c.Overrides {
		s.add(cells(o.Field, string(o.What)), only(o.What, words(o.Value))...)
	}
	return s
}

func assumptionSection(c *compare.Comparison) section {
	s := section{id: "assumptions", subjects: []string{"field", "what"}, figures: []string{"value", "why"}}
	for _, x := range c.Assumptions {
		s.add(cells(x.Field, string(x.What)), only(x.What, words(x.Value), words(x.Why))...)
	}
	return s
}

func (s *section) add(subjects []grid.Cell, figures ...figure) {
	s.records = append(s.records, record{subjects, figures})
}

func cells(texts ...string) []grid.Cell {
	out := make([]grid.Cell, len(texts))
	for i, t := range texts {
		out[i] = text(t)
	}
	return out
}
