package planner

import (
	"github.com/riprep/riprep/pkg/cost/sanity"
)

// perSite holds what the plan costs per site where work is done beside what carriers reported.
func (r *replay) perSite(tot *Totals) []Assumption {
	sites := map[int]bool{}
	for i := range r.played {
		if r.played[i].option == nil {
			continue
		}
		for _, s := range r.played[i].p.Sites {
			sites[s] = true
		}
	}
	if len(sites) == 0 {
		return nil
	}
	report, err := sanity.PerSite(tot.Cost, len(sites))
	if err != nil {
		return nil // the sum of a plan is in range, and there is a site
	}
	why := "a comparison with applications and estimates of others, as reported; see docs/money.md"
	if tot.UnknownPrices > 0 {
		why = "a lower bound: " + counted(tot.UnknownPrices, "line") + " without a price; " + why
	}
	return []Assumption{{"cost per site", report.String(), why}}
}
