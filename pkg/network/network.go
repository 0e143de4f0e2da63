package network

import (
	"slices"
	"sync"

	"github.com/riprep/riprep/pkg/inventory"
)

// Network is an inventory read as a graph. Elements, links and sites are named by their index in the inventory. It does not
// change after New and may be used by any number of goroutines; slices that its methods return belong to the caller.
type Network struct {
	inv     *inventory.Inventory
	options Options

	siteOf   []int32 // element → site, -1 where the site is not known
	out, in  csr     // element → the elements it hands on to; and the reverse
	uplinks  csr     // element → its uplinks alone, with those that name the element itself
	carriers carriers
	serving  csr // site → its serving elements, empty for a site without subscribers
	hosts    csr // element → the serving elements that it is a part of
	parts    csr // and the reverse
	gateways gateways

	layers layers
	needs  needs
	reach  []*flow // site of gateways → what reaches it; none where nothing needs anything
	flow   *flow   // what delivers with everything on
	serves []int32 // node of flow → the site that it serves, -1 for none
	begin  []int32 // site → the node its working path begins at, -1 where it has none

	hangs      func() *hangs   // what hangs on what: computed at the first question
	ways       func() *ways    // what the service of each item comes by, likewise
	cutoffs    func() csr      // thing → items lost with it alone, likewise
	blocks     func() *blocks  // what lies on any path, likewise
	overlaps   func() csr      // site → neighbours, likewise
	intact     func() *Tracker // with nothing off; only to be read
	evaluators sync.Pool
	trackers   sync.Pool // with nothing off
}

// Options holds what the inventory leaves to the scenario. The zero value leaves it unknown.
type Options struct {
	// CoverageKM is the radius of coverage in kilometres by site kind, for sites that do not state their own.
	CoverageKM map[string]float64
}

// New builds the network of an inventory with no options. The inventory must not be changed while the network is in use.
func New(inv *inventory.Inventory) *Network { return NewWithOptions(inv, Options{}) }

// NewWithOptions builds the network of an inventory: O(n log n) in elements, uplinks, links and needs.
func NewWithOptions(inv *inventory.Inventory, options Options) *Network {
	if inv == nil {
		inv = &inventory.Inventory{}
	}
	n := &Network{inv: inv, options: options}
	ids := indexElements(inv)
	n.siteOf = placeElements(inv)
	n.uplinks = uplinkArcs(inv, ids)
	n.out = allArcs(inv, ids, n.uplinks)
	n.in = n.out.transposed()
	n.carriers = newCarriers(inv, ids, n.out, n.uplinks)
	n.serving = n.findServing()
	n.hosts = n.findHosts(ids)
	n.parts = n.hosts.transposed()
	n.gateways = findGateways(n)
	n.layers = newLayers(n)
	n.needs = newNeeds(n, ids)
	n.findFlows()
	n.layers.settle(n, func(c int32) bool { return n.needs.any && n.needs.taken[c] > 0 })
	n.findBeginnings()

	n.hangs = sync.OnceValue(func() *hangs { return newHangs(n) })
	n.ways = sync.OnceValue(func() *ways { return newWays(n) })
	n.cutoffs = sync.OnceValue(func() csr { return newCutoffs(n) })
	n.blocks = sync.OnceValue(func() *blocks { return newBlocks(n) })
	n.overlaps = sync.OnceValue(func() csr { return overlaps(n.inv, n.options.CoverageKM) })
	n.intact = sync.OnceValue(n.NewTracker)
	n.evaluators.New = func() any { return n.NewEvaluator() }
	n.trackers.New = func() any { return n.NewTracker() }
	return n
}

// findFlows lays out what reaches the gateways, site of gateways by site where there are needs, and what delivers. They
// are one and the same where there is one site of gateways and everything works.
func (n *Network) findFlows() {
	if !n.needs.any {
		n.flow = newFlow(n, n.gateways.all, nil)
		return
	}
	for _, group := range n.gateways.sites {
		n.reach = append(n.reach, newFlow(n, group, nil))
	}
	n.needs.settle(n, n.reach)
	n.needs.covers = !slices.Contains(n.needs.broken, true) && n.gateways.count == len(n.reach)
	if n.needs.covers && len(n.reach) == 1 {
		n.flow = n.reach[0]
		return
	}
	n.flow = newFlow(n, n.gateways.all, n.needs.broken)
}

// findBeginnings finds the sites that nodes serve, and for each site the nearest of them.
func (n *Network) findBeginnings() {
	f, l := n.flow, &n.layers
	n.serves = make([]int32, len(f.element))
	for v := range n.serves {
		n.serves[v] = -1
	}
	n.begin = make([]int32, len(n.inv.Sites))
	for s := range n.begin {
		n.begin[s] = -1
		for _, e := range n.serving.row(int32(s)) {
			v := f.node[e]
			from, to := l.cells(e)
			if v < 0 || !slices.Contains(l.cellOn[from:to], true) {
				continue
			}
			n.serves[v] = int32(s)
			if b := n.begin[s]; b < 0 || f.hops[e] < f.hops[f.element[b]] {
				n.begin[s] = v
			}
		}
	}
}

// Inventory is what the network was built from.
func (n *Network) Inventory() *inventory.Inventory { return n.inv }

// SiteOf is the site of an element, -1 where there is none.
func (n *Network) SiteOf(e int) int {
	if !n.hasElement(e) {
		return -1
	}
	return int(n.siteOf[e])
}

// Serving returns the serving elements of a site, ascending; none for a site without subscribers.
func (n *Network) Serving(site int) []int {
	if !n.hasSite(site) {
		return nil
	}
	return ints(n.serving.row(int32(site)))
}

// PartOf returns the serving elements that are off when e is off because e is a part of them, ascending.
func (n *Network) PartOf(e int) []int {
	if !n.hasElement(e) {
		return nil
	}
	return ints(n.hosts.row(int32(e)))
}

// Unserved returns the sites that have subscribers and are not in service with everything on, ascending. Each is a fault
// of the input: a site without path to any gateway.
func (n *Network) Unserved() []int {
	var sites []int
	for s := range n.inv.Sites {
		if n.inv.Sites[s].Subscribers > 0 && n.begin[s] < 0 {
			sites = append(sites, s)
		}
	}
	return sites
}

// Lost counts who loses service with all things of off off together, against everything on: elements by their index,
// links by that of [Network.LinkThing]. Duplicates and indices of nothing have no effect. In a search use an [Evaluator],
// which does not allocate, or a [Tracker], which remembers.
func (n *Network) Lost(off []int) Loss {
	ev := n.evaluators.Get().(*Evaluator)
	defer n.evaluators.Put(ev)
	return ev.Lost(off)
}

// LostSites returns the sites that Lost counts, ascending.
func (n *Network) LostSites(off []int) []int {
	ev := n.evaluators.Get().(*Evaluator)
	defer n.evaluators.Put(ev)
	return ev.AppendLostSites(nil, off)
}

// DegradedSites returns the sites that Lost counts as degraded, ascending.
func (n *Network) DegradedSites(off []int) []int {
	ev := n.evaluators.Get().(*Evaluator)
	defer n.evaluators.Put(ev)
	return ev.AppendDegraded(nil, off)
}

// Impact returns both: the count, and the sites that are out, ascending.
func (n *Network) Impact(off []int) (Loss, []int) {
	ev := n.evaluators.Get().(*Evaluator)
	defer n.evaluators.Put(ev)
	loss := ev.Lost(off)
	return loss, slices.Clip(ev.appendOut(nil))
}

// Exceeds reports whether the loss exceeds limit in subscribers or in sites: [Evaluator.Exceeds] for any goroutine.
func (n *Network) Exceeds(off []int, limit Loss) bool {
	ev := n.evaluators.Get().(*Evaluator)
	defer n.evaluators.Put(ev)
	return ev.Exceeds(off, limit)
}

func (n *Network) hasElement(e int) bool { return e >= 0 && e < len(n.inv.Elements) }
func (n *Network) hasSite(s int) bool    { return s >= 0 && s < len(n.inv.Sites) }
