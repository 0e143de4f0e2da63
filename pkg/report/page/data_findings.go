package page

import (
	"cmp"
	"slices"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/view"
)

// Findings are the verdicts on the elements, in the order of the inventory, column by column; all but the days are words.
type Findings struct {
	Element        []int `json:"element"`
	Site           []int `json:"site"`
	Domain         []int `json:"domain"`
	Vendor         []int `json:"vendor"`
	Model          []int `json:"model"`
	Maker          []int `json:"maker"`
	Verdict        []int `json:"verdict"`
	Rule           []int `json:"rule"`
	Demand         []int `json:"demand"`
	Method         []int `json:"method"`
	Confidence     []int `json:"confidence"`
	Evidence       []int `json:"evidence"`
	Since          []int `json:"since"`
	Removal        []int `json:"removal"`
	RemoveBy       []int `json:"removeBy"`
	Buy            []int `json:"buy"`
	BuyBy          []int `json:"buyBy"`
	Reimbursable   []int `json:"reimbursable"`
	ReimbursableBy []int `json:"reimbursableBy"`
	Settle         []int `json:"settle"`
	Package        []int `json:"package"`
}

// Open is a question that is open for some elements, and what would settle it.
type Open struct {
	Settle   int   `json:"settle"`
	Unknown  int   `json:"unknown"` // of them, those of which it is not known whether they are covered
	Elements []int `json:"elements"`
}

// Rule is a rule that demands something of gear that is there. Share is null where no share is capped.
type Rule struct {
	Rule     int    `json:"rule"`
	Title    string `json:"title"`
	Status   string `json:"status"`
	Demand   string `json:"demand"`
	By       int    `json:"by"`
	MetOn    int    `json:"metOn"`
	InTime   bool   `json:"inTime"`
	Verified bool   `json:"verified"`
	Elements int    `json:"elements"`
	Packages int    `json:"packages"`
	Share    *Share `json:"share"`
}

// Share is the part of a network that may be covered, in what it is measured in.
type Share struct {
	Measure string `json:"measure"`
	Total   int64  `json:"total"`
	Allowed int64  `json:"allowed"`
	AtStart int64  `json:"atStart"`
	AtDate  int64  `json:"atDate"`
	AtEnd   int64  `json:"atEnd"`
}

func newFindings(p *planner.Plan, w *words) *Findings {
	type row = planner.FindingRow
	word := func(of func(*row) string) []int { return column(p.Findings, func(f *row) int { return w.of(of(f)) }) }
	days := func(of func(*row) inventory.Date) []int {
		return column(p.Findings, func(f *row) int { return day(of(f)) })
	}
	return &Findings{
		Element:        word(func(f *row) string { return f.Element }),
		Site:           word(func(f *row) string { return f.Site }),
		Domain:         word(func(f *row) string { return f.Domain }),
		Vendor:         word(func(f *row) string { return f.Vendor }),
		Model:          word(func(f *row) string { return f.Model }),
		Maker:          word(func(f *row) string { return f.Maker }),
		Verdict:        word(func(f *row) string { return f.Verdict }),
		Rule:           word(func(f *row) string { return f.Rule }),
		Demand:         word(func(f *row) string { return f.Demand }),
		Method:         word(func(f *row) string { return f.Method }),
		Confidence:     word(func(f *row) string { return f.Confidence }),
		Evidence:       word(func(f *row) string { return f.Evidence }),
		Since:          days(func(f *row) inventory.Date { return f.Since }),
		Removal:        word(func(f *row) string { return f.Removal }),
		RemoveBy:       days(func(f *row) inventory.Date { return f.RemoveBy }),
		Buy:            word(func(f *row) string { return f.Buy }),
		BuyBy:          word(func(f *row) string { return f.BuyBy }),
		Reimbursable:   word(func(f *row) string { return f.Reimbursable }),
		ReimbursableBy: word(func(f *row) string { return f.ReimbursableBy }),
		Settle:         word(func(f *row) string { return f.Settle }),
		Package:        word(func(f *row) string { return f.Package }),
	}
}

// newOpen gathers what is not known of gear by what would settle it: first what decides most verdicts, then what is asked of
// most elements.
func newOpen(p *planner.Plan, w *words) []Open {
	at, out := map[string]int{}, []Open{}
	for i := range p.Findings {
		f := &p.Findings[i]
		if f.Settle == "" {
			continue
		}
		n, seen := at[f.Settle]
		if !seen {
			n = len(out)
			at[f.Settle] = n
			out = append(out, Open{Settle: w.of(f.Settle)})
		}
		out[n].Elements = append(out[n].Elements, w.of(f.Element))
		if f.Verdict == "unknown" {
			out[n].Unknown++
		}
	}
	slices.SortStableFunc(out, func(a, b Open) int {
		return cmp.Or(cmp.Compare(b.Unknown, a.Unknown), cmp.Compare(len(b.Elements), len(a.Elements)))
	})
	return out
}

func newRules(p *planner.Plan, w *words) []Rule {
	out := []Rule{}
	for i := range p.Rules {
		r := &p.Rules[i]
		row := Rule{
			Rule: w.of(r.Rule), Title: clean(r.Title), Status: clean(r.Status), Demand: clean(r.Demand), By: day(r.By), MetOn: day(r.MetOn),
			InTime: r.InTime(), Verified: r.Verified, Elements: r.Elements, Packages: r.Packages,
		}
		if r.Measure != "" {
			row.Share = &Share{clean(r.Measure), r.Total, r.Allowed, r.AtStart, r.AtDate, r.AtEnd}
		}
		out = append(out, row)
	}
	return out
}

// Assumption is what a plan, or the runs of its risk, take for granted.
type Assumption struct {
	Of    string `json:"of"` // plan | risk
	Field string `json:"field"`
	Value string `json:"value"`
	Why   string `json:"why"`
}

func newAssumptions(d *view.Document) []Assumption {
	out := []Assumption{}
	add := func(of string, all []planner.Assumption) {
		for _, a := range all {
			out = append(out, Assumption{of, clean(a.Field), clean(a.Value), clean(a.Why)})
		}
	}
	add("plan", d.Plan.Assumptions)
	if d.Risk != nil {
		add("risk", d.Risk.Assumptions)
	}
	return out
}
