package planner

import (
	"slices"

	"gonum.org/v1/gonum/graph/simple"
	"gonum.org/v1/gonum/graph/topo"
)

// order is what must come before what under a scenario, by package.
type order struct {
	after    [][]int // packages whose cutover must be complete before its own begins, ascending
	newFirst [][]int // packages whose new gear must be in place before its cutover begins, ascending
	kept     [][]int // packages that need its gear: it stays until all of them have moved, ascending
	rest     []bool  // it waits for the test of the pilot cluster
}

// findOrder works out what keeps service up:
//
//   - what others need (a controller, an old core) stays until the last of them has moved, and its successor is in place
//     before the first of them moves;
//   - all other core gear moves before the radios and lines that it serves;
//   - the transport gear that all paths of a radio or line go through moves before it, so that new gear never hangs on gear
//     that is to go; among transport gear the scenario says which comes first;
//   - the pilot cluster moves, and is tested, before all other radio gear.
func (m *model) findOrder() order {
	c := m.c
	n := len(c.Packages)
	o := order{after: make([][]int, n), newFirst: make([][]int, n), kept: m.keptFor(), rest: make([]bool, n)}
	for i := range c.Packages {
		p := &c.Packages[i]
		for _, other := range o.kept[i] {
			o.after[i] = append(o.after[i], other)
			if m.replaced(i) {
				o.newFirst[other] = append(o.newFirst[other], i)
			}
		}
		if needsCore(p) {
			for core := range c.Packages {
				switch {
				case c.Packages[core].Domain != "core":
				case len(o.kept[core]) == 0:
					o.after[i] = append(o.after[i], core)
				case m.replaced(core):
					o.newFirst[i] = append(o.newFirst[i], core)
				}
			}
		}
		for _, e := range p.Elements {
			if hub := c.hubOf(e); hub >= 0 && c.Packages[hub].Domain != "core" && len(o.kept[hub]) == 0 {
				m.orderHub(&o, hub, i)
			}
		}
	}
	tidy := func(lists [][]int) {
		for i := range lists {
			slices.Sort(lists[i])
			lists[i] = slices.Compact(lists[i])
		}
	}
	tidy(o.after)
	tidy(o.newFirst)
	m.dropCircles(&o)
	m.addPilot(&o)
	return o
}

// orderHub puts a hub before or behind what hangs on it.
func (m *model) orderHub(o *order, hub, tail int) {
	c := m.c
	free := c.Packages[hub].Domain == "transport" && c.Packages[tail].Domain == "transport"
	switch {
	case free && m.s.Order.Hubs == "free":
	case free && m.s.Order.Hubs == "last":
		o.after[hub] = append(o.after[hub], tail)
	default:
		o.after[tail] = append(o.after[tail], hub)
	}
}

// needsCore reports whether service moves in the package only when the core has moved.
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

// keptFor lists for each package those that need its gear: the elements that name it among their needs, and those that
// hand on to its controller. It is empty for a package that can only be done in place, whose new gear takes over where the
// old was.
func (m *model) keptFor() [][]int {
	c := m.c
	kept := make([][]int, len(c.Packages))
	note := func(from int, to string) {
		e, ok := c.elements[to]
		if !ok {
			return
		}
		p, q := c.packageOf[from], c.packageOf[e]
		if p >= 0 && q >= 0 && p != q && m.possible(q, "overlay", "retire") { // its gear can stay while others move
			kept[q] = append(kept[q], p)
		}
	}
	for e := range c.In.Inventory.Elements {
		element := c.element(e)
		for _, need := range element.Needs {
			for _, id := range need.On {
				note(e, id)
			}
		}
		for _, id := range element.Uplinks {
			if up, ok := c.elements[id]; ok && c.element(up).Role == "controller" {
				note(e, id)
			}
		}
	}
	for i := range kept {
		slices.Sort(kept[i])
		kept[i] = slices.Compact(kept[i])
	}
	return kept
}

// replaced reports whether the package has an option that builds a successor beside it.
func (m *model) replaced(i int) bool { return m.possible(i, "overlay") }

// possible reports whether the package has an option of one of the kinds that may be brought in and endangers nobody.
func (m *model) possible(i int, kinds ...string) bool {
	p := &m.c.Packages[i]
	return slices.ContainsFunc(p.Options, func(o Option) bool { return slices.Contains(kinds, o.Kind) && m.fails(p, &o).field == "" })
}

// dropCircles takes out orders that contradict each other: coupled gear above and below a hub would have to come both
// before and after it. Such packages are left without an order among themselves. The new gear of one may be installed
// before another moves even where their cutovers have the reverse order; that is no circle.
func (m *model) dropCircles(o *order) {
	g := simple.NewDirectedGraph()
	for i := range o.after {
		g.AddNode(simple.Node(i))
	}
	for i := range o.after {
		for _, before := range o.after[i] {
			g.SetEdge(simple.Edge{F: simple.Node(before), T: simple.Node(i)})
		}
	}
	component := make([]int, len(o.after))
	for n, scc := range topo.TarjanSCC(g) {
		for _, node := range scc {
			component[node.ID()] = n
		}
	}
	for i := range o.after {
		o.after[i] = slices.DeleteFunc(o.after[i], func(before int) bool { return component[before] == component[i] })
	}
}
