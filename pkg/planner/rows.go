package planner

import (
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
