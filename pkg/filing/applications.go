package filing

import (
	"slices"

	"github.com/riprep/riprep/pkg/planner"
)

// Applications are those that sites, and what is bought for the whole network, belong to, in the order in which they are named.
func Applications(c *planner.Case) (out []string) {
	add := func(id string) {
		if id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for i := range c.In.Inventory.Sites {
		add(c.In.Inventory.Sites[i].Application)
	}
	for i := range c.Network {
		add(c.Network[i].Application)
	}
	return out
}
