package planner

import (
	"cmp"
	"slices"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/policy"
)

// FindingRows are findings in plain words, one per element, without their packages.
func FindingRows(inv *inventory.Inventory, findings []policy.Finding) []FindingRow {
	out := make([]FindingRow, len(findings))
	for i, f := range findings {
		e := &inv.Elements[f.Element]
		out[i] = FindingRow{
			Element: e.ID, Site: e.Site, Domain: e.Domain, Vendor: e.Vendor, Model: e.Model,
			Verdict: f.Verdict.String(), Regime: f.Regime, Rule: f.Rule, Demand: f.Demand, Method: string(f.Method), Confidence: string(f.Confidence),
			Evidence: f.Evidence, Since: f.Since, Removal: f.Removal.String(), RemoveBy: f.RemoveBy, Buy: f.Buy.String(), BuyBy: f.BuyBy,
			Reimbursable: f.Reimbursable.String(), ReimbursableBy: f.ReimbursableBy, Settle: f.Settle,
		}
		if f.Verdict == policy.Covered || f.Method == policy.ByExact || f.Method == policy.ByAlias {
			out[i].Maker = f.Vendor
		}
	}
	return out
}

// FindingRows are the findings of the case, each with its package.
func (c *Case) FindingRows() []FindingRow {
	out := FindingRows(c.In.Inventory, c.Findings)
	for i, p := range c.packageOf {
		if p >= 0 {
			out[i].Package = c.Packages[p].ID
		}
	}
	return out
}

// EstimateRow is the estimate of one package in its cheapest option.
type EstimateRow struct {
	Package, Site, Domain, Option string
	Lines                         []cost.Line
	Cost, Low, High, Reimbursable cost.Cents
	Unknown                       int
}

// EstimateRows price every package in the cheapest option that the scenario allows; one without unknown prices is
// preferred to a cheaper one that has some. Where the scenario allows none, all are looked at.
func (c *Case) EstimateRows() []EstimateRow {
	m := c.frame(c.In.Scenario)
	out := make([]EstimateRow, 0, len(c.Packages))
	for i := range c.Packages {
		p := &c.Packages[i]
		options := slices.DeleteFunc(slices.Clone(p.Options), func(o Option) bool { return !m.allows(p, &o) })
		if len(options) == 0 {
			options = p.Options
		}
		best := slices.MinFunc(options, func(a, b Option) int {
			return cmp.Or(cmp.Compare(a.Totals.Unknown, b.Totals.Unknown), cmp.Compare(a.Totals.Cost, b.Totals.Cost))
		})
		out = append(out, EstimateRow{
			Package: p.ID, Site: p.Site.ID, Domain: p.Domain, Option: best.ID, Lines: best.Lines,
			Cost: best.Totals.Cost, Low: best.Totals.Low, High: best.Totals.High,
			Reimbursable: best.Totals.Reimbursable, Unknown: best.Totals.Unknown,
		})
	}
	return out
}
