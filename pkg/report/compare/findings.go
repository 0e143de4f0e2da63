package compare

import (
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
)

// Finding is an element on which the plans judge differently, or that only one of them has.
type Finding struct {
	Element, Site string // the site as a has it, or b where a does not have the element
	Model         Words
	What          What
	Verdict, Rule Words
	Removal       Words
	RemoveBy      Days
	Buy           Words
	Reimbursable  Words
	Package       Words
}

func findings(a, b *planner.Plan) (out []Finding) {
	type row = planner.FindingRow
	for _, t := range join(a.Findings, b.Findings, func(f *row) string { return f.Element }) {
		e := t.either()
		f := Finding{
			Element: e.Element, Site: e.Site, What: t.what(),
			Model:        wordsOf(t, func(f *row) string { return f.Model }),
			Verdict:      wordsOf(t, func(f *row) string { return f.Verdict }),
			Rule:         wordsOf(t, func(f *row) string { return f.Rule }),
			Removal:      wordsOf(t, func(f *row) string { return f.Removal }),
			RemoveBy:     daysOf(t, func(f *row) inventory.Date { return f.RemoveBy }),
			Buy:          wordsOf(t, func(f *row) string { return f.Buy }),
			Reimbursable: wordsOf(t, func(f *row) string { return f.Reimbursable }),
			Package:      wordsOf(t, func(f *row) string { return f.Package }),
		}
		if f.What != Changed || f.Verdict.Differ() || f.Rule.Differ() || f.Removal.Differ() || f.RemoveBy.Differ() || f.Buy.Differ() || f.Reimbursable.Differ() || f.Package.Differ() || f.Model.Differ() {
			out = append(out, f)
		}
	}
	return out
}

// Rule is a rule that the plans meet differently, or that demands something in one of them alone.
type Rule struct {
	Rule               string
	What               What
	By, MetOn          Days
	Elements, Packages Count
}

func rules(a, b *planner.Plan) (out []Rule) {
	type row = planner.RuleRow
	for _, t := range join(a.Rules, b.Rules, func(r *row) string { return r.Rule }) {
		r := Rule{
			Rule: t.either().Rule, What: t.what(),
			By:       daysOf(t, func(r *row) inventory.Date { return r.By }),
			MetOn:    daysOf(t, func(r *row) inventory.Date { return r.MetOn }),
			Elements: countOf(t, func(r *row) int64 { return int64(r.Elements) }),
			Packages: countOf(t, func(r *row) int64 { return int64(r.Packages) }),
		}
		if r.What != Changed || r.By.Differ() || r.MetOn.Differ() || r.Elements.Differ() || r.Packages.Differ() {
			out = append(out, r)
		}
	}
	return out
}
