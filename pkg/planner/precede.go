package planner

import (
	"slices"

	"gonum.org/v1/gonum/graph/simple"
	"gonum.org/v1/gonum/graph/topo"
)

// findOrder works out whose cutover must come before whose: the new core before the radios and lines that it serves, and
// hubs before tails: what all paths of an element go through comes before it.
func (c *Case) findOrder() {
	var core []int
	for i := range c.Packages {
		if c.Packages[i].Domain == "core" {
			core = append(core, i)
		}
	}
	for i := range c.Packages {
		p := &c.Packages[i]
		if needsCore(p) {
			p.After = append(p.After, core...)
		}
		for _, e := range p.Elements {
			if hub := c.hubOf(e); hub >= 0 && c.Packages[hub].Domain != "core" {
				p.After = append(p.After, hub)
			}
		}
		slices.Sort(p.After)
		p.After = slices.Compact(p.After)
	}
	c.dropCircles()
}

// needsCore reports whether service moves in the package only when the whole core has moved.
func needsCore(p *Package) bool { return p.Domain == "ran" || p.Domain == "access" }

// hubOf returns the package of the nearest element that all paths of e go through and that is in another package, -1
// where there is none.
func (c *Case) hubOf(e int) int {
	own := c.packageOf[e]
	for up := c.Net.HangsOn(e); up >= 0; up = c.Net.HangsOn(up) {
		if p := c.packageOf[up]; p >= 0 && p != own {
			return p
		}
	}
	return -1
}

// dropCircles takes out orders that contradict each other: coupled gear above and below a hub would have to come both
// before and after it. Such packages are left without an order among themselves.
func (c *Case) dropCircles() {
	g := simple.NewDirectedGraph()
	for i := range c.Packages {
		g.AddNode(simple.Node(i))
	}
	for i := range c.Packages {
		for _, before := range c.Packages[i].After {
			g.SetEdge(simple.Edge{F: simple.Node(before), T: simple.Node(i)})
		}
	}
	component := make([]int, len(c.Packages))
	for n, scc := range topo.TarjanSCC(g) {
		for _, node := range scc {
			component[node.ID()] = n
		}
	}
	for i := range c.Packages {
		c.Packages[i].After = slices.DeleteFunc(c.Packages[i].After, func(before int) bool {
			return component[before] == component[i]
		})
	}
}
