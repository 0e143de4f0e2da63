package planner

import (
	"fmt"
	"maps"
	"slices"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/cost/quotes"
)

// checkPrices reports what quotes and the scenario's estimate refer to and is not there.
func (in *Inputs) checkPrices(r *strict.Reader) {
	have := func(n int, id func(i int) string) func(string) bool {
		ids := make(map[string]bool, n)
		for i := range n {
			ids[id(i)] = true
		}
		return func(id string) bool { return ids[id] }
	}
	inv := in.Inventory
	application := have(len(inv.Sites), func(i int) string { return inv.Sites[i].Application })
	in.Quotes.Check(r, quotes.Refers{
		Item:    in.Catalog.Item,
		Product: have(len(in.Products.Products), func(i int) string { return in.Products.Products[i].ID }),
		Site:    have(len(inv.Sites), func(i int) string { return inv.Sites[i].ID }),
		Element: have(len(inv.Elements), func(i int) string { return inv.Elements[i].ID }),
	})
	for _, item := range in.Scenario.Estimate.Network {
		it, ok := in.Catalog.Item(item.Item)
		switch {
		case item.Item == "": // a fault already
		case !ok:
			r.Fault(item.Pos, "add it to catalog.yaml, or name an item that a catalog has", "estimate.network: no catalog has an item %q", item.Item)
		case it.PartOf():
			r.Fault(item.Pos, "name an item with a price of its own", "estimate.network: item %q is priced in percent of the equipment", item.Item)
		}
		if app := item.Application; app != "" && !application(app) {
			r.Fault(item.Pos, "give sites the key application", "estimate.network: application %q: no site belongs to it", app)
		}
	}
}

// indexFaults are years that the scenario's price index has no level for, though prices of these years have to be brought to
// the plan's.
func (c *Case) indexFaults() strict.Faults {
	var faults strict.Faults
	s := c.In.Scenario
	for _, year := range slices.Sorted(maps.Keys(c.unindexed)) {
		items := c.unindexed[year]
		slices.Sort(items)
		levels := s.Estimate.Index.Levels
		missing := year
		if levels[year] > 0 {
			missing = s.Estimate.Year
		}
		if levels[missing] > 0 { // both are there: what they make of the prices is too large
			faults = append(faults, strict.Fault{
				Pos:     s.Pos["estimate.index"],
				Message: fmt.Sprintf("index: levels %s of %d and %s of %d: prices brought from one to the other come to %s or more (%s)", levels[year], year, levels[missing], missing, cost.Limit, few(items, 5)),
				Hint:    "look at the two levels: both are in the same unit",
			})
			continue
		}
		faults = append(faults, strict.Fault{
			Pos:     s.Pos["estimate.index"],
			Message: fmt.Sprintf("index: no level for %d, which prices of %d need (%s)", missing, year, few(items, 5)),
			Hint:    fmt.Sprintf("add a level for %d, or a price of %d to catalog.yaml", missing, s.Estimate.Year),
		})
	}
	return faults
}
