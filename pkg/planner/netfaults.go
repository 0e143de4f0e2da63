package planner

import (
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

// networkFaults are what only the whole network shows: gear that hangs on itself, needs that nothing can meet, a site that
// reaches no gateway.
func (c *Case) networkFaults() strict.Faults {
	var faults strict.Faults
	for _, cycle := range c.Net.UplinkCycles() {
		faults = append(faults, strict.Fault{
			Pos:     c.element(cycle[0]).Pos,
			Message: fmt.Sprintf("uplinks go in a circle: %s", c.circle(cycle)),
			Hint:    "service flows towards a gateway: take one of these uplinks out, or make it a link",
		})
	}
	faults = append(faults, c.needFaults()...)
	for _, s := range c.Net.Unserved() {
		site := &c.In.Inventory.Sites[s]
		hint := "give its elements uplinks or links towards an element of role packet-core or interconnect, or one with gateway: true"
		if len(c.Net.Serving(s)) == 0 {
			hint = "give it an element of domain ran or access with an uplink, or subscribers: 0"
		}
		faults = append(faults, strict.Fault{
			Pos:     site.Pos,
			Message: fmt.Sprintf("site %q: %d subscribers and no path to any gateway", site.ID, site.Subscribers),
			Hint:    hint,
		})
	}
	return faults
}

// needFaults are needs that go in a circle, that nothing meets though everything is on, or that belong to generations of
// gear that serves nobody itself: there they would take nothing away, and an outage would be counted too small.
func (c *Case) needFaults() strict.Faults {
	var faults strict.Faults
	for _, cycle := range c.Net.NeedCycles() {
		faults = append(faults, strict.Fault{
			Pos:     c.element(cycle[0]).Pos,
			Message: "needs go in a circle: " + c.circle(cycle),
			Hint:    "none of them could ever begin to work: take one of these needs out, or name the generations that have it",
		})
	}
	if len(faults) > 0 {
		return faults
	}
	for _, u := range c.Net.UnmetNeeds() {
		e := c.element(u.Element)
		faults = append(faults, strict.Fault{
			Pos:     e.Pos,
			Message: fmt.Sprintf("element %q: needs %s, and reaches no gateway that it reaches too", e.ID, strings.Join(e.Needs[u.Need].On, " or ")),
			Hint:    "give both a path to the same gateway: uplinks or links",
		})
	}
	for i := range c.In.Inventory.Elements {
		e := c.element(i)
		k := slices.IndexFunc(e.Needs, func(n inventory.Need) bool { return len(n.Generations) > 0 })
		if k < 0 || slices.Contains(c.Net.Serving(c.sites[e.Site]), i) || len(c.Net.PartOf(i)) > 0 || len(c.Net.SitesThrough([]int{i})) == 0 {
			continue
		}
		faults = append(faults, strict.Fault{
			Pos: e.Pos,
			Message: fmt.Sprintf("element %q: needs %s for %s, and no subscribers are served by it directly",
				e.ID, strings.Join(e.Needs[k].On, " or "), strings.Join(e.Needs[k].Generations, ", ")),
			Hint: "leave generations out: it needs that as a whole; what serves needs it for its generations",
		})
	}
	return faults
}

// circle names the elements of a circle, the first once more at the end.
func (c *Case) circle(cycle []int) string {
	names := make([]string, 0, len(cycle)+1)
	for _, e := range cycle {
		names = append(names, c.element(e).ID)
	}
	return strings.Join(append(names, names[0]), " → ")
}
