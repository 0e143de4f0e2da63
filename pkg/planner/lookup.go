package planner

import "github.com/riprep/riprep/pkg/inventory"

// Site returns the site of an id, nil where there is none.
func (c *Case) Site(id string) *inventory.Site {
	i, ok := c.sites[id]
	if !ok {
		return nil
	}
	return &c.In.Inventory.Sites[i]
}

// PackageOf returns the index in Packages of the work package that an element is in, -1 where it stays. element is its index
// in the inventory.
func (c *Case) PackageOf(element int) int { return c.packageOf[element] }
