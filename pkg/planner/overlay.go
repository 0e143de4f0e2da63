package planner

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/inventory"
)

// onTower are the roles of gear that hangs on a tower or mast; all other gear takes room on the ground.
var onTower = []string{"radio", "antenna", "small-cell", "microwave"}

// noOverlay says why new gear cannot stand beside the old of a package, "" where it can as far as is known: the tower
// would bear too much, or there is no room on the ground.
func (c *Case) noOverlay(p *Package) string {
	for _, s := range p.Sites {
		site := &c.In.Inventory.Sites[s]
		at := func(up bool) bool {
			return slices.ContainsFunc(p.Elements, func(e int) bool {
				return c.element(e).Site == site.ID && slices.Contains(onTower, c.element(e).Role) == up
			})
		}
		if t := site.Tower; t != nil && !t.Carries() && at(true) {
			return fmt.Sprintf("the tower at %s would bear %s %% of %s %%: %s %% today and %s %% of new gear",
				site.ID, number(t.Load+t.Added), number(t.Limit), number(t.Load), number(t.Added))
		}
		if room := site.Space; room != nil && !room.Holds() && at(false) {
			return fmt.Sprintf("there is no room at %s: %s needed, %s free", site.ID, withUnit(room.Needed, room), number(room.Free))
		}
	}
	return ""
}

func withUnit(n float64, room *inventory.Space) string {
	if room.Unit == "" {
		return number(n)
	}
	return number(n) + " " + room.Unit
}

// number writes a measure as people do: at most two decimals, none that say nothing.
func number(x float64) string {
	text := fmt.Sprintf("%.2f", x)
	for text[len(text)-1] == '0' {
		text = text[:len(text)-1]
	}
	if text[len(text)-1] == '.' {
		text = text[:len(text)-1]
	}
	return text
}
