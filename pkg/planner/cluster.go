package planner

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/products"
	"github.com/riprep/riprep/pkg/schedule"
)

// A cluster is a group of radio packages that are tested together when the last of them has moved: 911 calls, wireless
// alerts and lawful intercept.
type cluster struct {
	id       string
	packages []int // ascending
	sites    []int // ascending
	test     *Step
	as       Package // what the calendar and the crews take the test for
}

// findClusters gathers the radio packages by cluster, in the order of the inventory.
func (c *Case) findClusters() {
	at := map[string]int{}
	for i := range c.Packages {
		p := &c.Packages[i]
		if !c.isRadio(p) {
			continue
		}
		id := clusterOf(p)
		n, ok := at[id]
		if !ok {
			n = len(c.clusters)
			at[id] = n
			c.clusters = append(c.clusters, cluster{id: id})
		}
		cl := &c.clusters[n]
		cl.packages = append(cl.packages, i)
		cl.sites = append(cl.sites, p.Sites...)
	}
	for n := range c.clusters {
		cl := &c.clusters[n]
		slices.Sort(cl.sites)
		cl.sites = slices.Compact(cl.sites)
		cl.as = Package{ID: "test of " + cl.name(), Site: c.Packages[cl.packages[0]].Site, Sites: cl.sites, Domain: "ran"}
		if m, ok := c.In.Products.Method("test", "ran", nil); ok {
			s := &m.Steps[0]
			cl.test = &Step{Kind: s.Kind, Days: max(1, s.Days), AfterDays: s.AfterDays, Crews: s.Crews}
		}
	}
}

// isRadio reports whether the package is gear of a radio site; a controller serves many and belongs to no cluster.
func (c *Case) isRadio(p *Package) bool {
	return p.Domain == "ran" && !slices.ContainsFunc(p.Elements, func(e int) bool { return c.element(e).Role == "controller" })
}

// clusterOf is the cluster of a radio package: stated at its site, else the region.
func clusterOf(p *Package) string {
	if p.Site.Cluster != "" {
		return p.Site.Cluster
	}
	return p.Site.Region
}

// name is the cluster for people.
func (cl *cluster) name() string {
	if cl.id == "" {
		return "all sites"
	}
	return cl.id
}

// pilotFaults finds a pilot that is no cluster.
func (c *Case) pilotFaults() strict.Faults {
	pilot := c.In.Scenario.Order.Pilot
	if pilot == nil || slices.ContainsFunc(c.clusters, func(cl cluster) bool { return cl.id == pilot.Cluster }) {
		return nil
	}
	var known []string
	for n := range c.clusters {
		known = append(known, fmt.Sprintf("%q", c.clusters[n].id))
	}
	hint := "no covered radio gear is there at all"
	if len(known) > 0 {
		hint = "clusters with covered radio gear are " + few(known, 20)
	}
	return strict.Faults{{
		Pos:     c.In.Scenario.Pos["order.pilot"],
		Message: fmt.Sprintf("pilot %q: no cluster of that name has covered radio gear", pilot.Cluster),
		Hint:    hint,
	}}
}

// isPilot reports whether a package is radio gear of the pilot cluster.
func (m *model) isPilot(p *Package) bool {
	pilot := m.s.Order.Pilot
	return pilot != nil && m.c.isRadio(p) && clusterOf(p) == pilot.Cluster
}

// addPilot lets the radio packages outside of the pilot cluster wait for its test, but for those whose service must move
// before the pilot's can. Where the pilot waits only for new gear to be in place, as for that of a controller, its service
// may move later, and with it that of the others that need it.
func (m *model) addPilot(o *order) {
	if m.s.Order.Pilot == nil {
		return
	}
	n := slices.IndexFunc(m.c.clusters, func(cl cluster) bool { return cl.id == m.s.Order.Pilot.Cluster })
	if n < 0 {
		return
	}
	before := make([]bool, len(o.after)) // the pilot, and all that moves before it
	stack := slices.Clone(m.c.clusters[n].packages)
	for len(stack) > 0 {
		i := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if !before[i] {
			before[i] = true
			stack = append(stack, o.after[i]...)
		}
	}
	for i := range m.c.Packages {
		o.rest[i] = m.c.isRadio(&m.c.Packages[i]) && !before[i]
	}
}

// addTests puts the test of each cluster behind the cutovers of its packages, and what waits for the pilot behind its
// test. A test is an activity of a group of its own without a package.
func (m *model) addTests() {
	m.tests = make([]int, len(m.c.clusters))
	for n := range m.c.clusters {
		cl := &m.c.clusters[n]
		m.tests[n] = -1
		if cl.test == nil {
			continue
		}
		m.tests[n] = len(m.problem.Activities)
		m.problem.Activities = append(m.problem.Activities, m.testActivity(cl))
		m.problem.Groups = append(m.problem.Groups, schedule.Group{Name: cl.as.ID, Modes: 1})
		for _, i := range cl.packages {
			m.addLag(m.cutover(i), m.tests[n], m.cal.periods(cl.test.AfterDays))
		}
		if pilot := m.s.Order.Pilot; pilot != nil && pilot.Cluster == cl.id {
			for i, waits := range m.order.rest {
				if waits {
					m.addLag(m.tests[n], m.cutover(i), m.cal.periods(pilot.SoakDays))
				}
			}
		}
	}
}

// testActivity is the test of a cluster: crews and days, no money of its own.
func (m *model) testActivity(cl *cluster) schedule.Activity {
	mode := schedule.Mode{
		Duration: m.cal.periods(cl.test.Days), Closed: m.cal.closedPeriods(&cl.as, cl.test),
		Costs: make([]schedule.Cost, len(m.s.Objectives)),
	}
	for _, crew := range cl.test.Crews {
		mode.Demands = append(mode.Demands, schedule.Demand{
			Resource: m.crewResource(crew.Kind, &cl.as), Amount: int64(crew.Count * daysPerPeriod(cl.test.Days, mode.Duration)),
		})
	}
	for i, name := range m.s.Objectives {
		if name == "clusters" {
			mode.Costs[i].Rate = int64(len(cl.packages))
		}
	}
	return schedule.Activity{Name: cl.as.ID, Group: len(m.problem.Groups), Modes: []schedule.Mode{mode}}
}

// coreTest is the step that follows the cutover of every core package.
func (c *Case) coreTest() *products.Step {
	if m, ok := c.In.Products.Method("test", "core", nil); ok {
		return &m.Steps[0]
	}
	return nil
}
