package network

import (
	"slices"
	"sync"

	"github.com/riprep/riprep/pkg/inventory"
)

// Network is an inventory read as a graph. Elements and sites are named by their index in the inventory. It does not
// change after New and may be used by any number of goroutines; slices that its methods return belong to the caller.
type Network struct {
	inv     *inventory.Inventory
	options Options

	siteOf  []int32 // element → site, -1 where the site is not known
	out, in csr     // element → the elements it hands on to; and the reverse
	uplinks csr     // element → its uplinks alone, with those that name the element itself
	serving csr     // site → its serving elements, empty for a site without subscribers
	hosts   csr     // element → the serving elements that it is a part of

	flow flow

	hangs      func() *hangs // what hangs on what: computed at the first question
	overlaps   func() csr    // site → neighbours, likewise
	evaluators sync.Pool
}

// Options holds what the inventory leaves to the scenario. The zero value leaves it unknown.
type Options struct {
	// CoverageKM is the radius of coverage in kilometres by site kind, for sites that do not state their own.
	CoverageKM map[string]float64
}

// New builds the network of an inventory with no options. The inventory must not be changed while the network is in use.
func New(inv *inventory.Inventory) *Network { return NewWithOptions(inv, Options{}) }

// NewWithOptions builds the network of an inventory: O(n log n) in elements, uplinks and links.
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
	n.serving = n.findServing()
	n.hosts = n.findHosts(ids)
	n.flow = newFlow(n)

	n.hangs = sync.OnceValue(func() *hangs { return newHangs(n) })
	n.overlaps = sync.OnceValue(func() csr { return overlaps(n.inv, n.options.CoverageKM) })
	n.evaluators.New = func() any { return n.NewEvaluator() }
	return n
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
		if n.inv.Sites[s].Subscribers > 0 && n.flow.begin[s] < 0 {
			sites = append(sites, s)
		}
	}
	return sites
}

// Lost counts who loses service with all elements of off off together, against everything on. Duplicates and indices
// outside the inventory have no effect. In a search use an [Evaluator], which does not allocate.
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

// Impact returns both: the count and the sites, ascending.
func (n *Network) Impact(off []int) (Loss, []int) {
	if slices.ContainsFunc(off, func(t int) bool { return t >= len(n.inv.Elements) }) {
		return n.linksOff(off)
	}
	sites := n.LostSites(off)
	return n.lossOf(sites), slices.Clip(sites)
}

// Exceeds reports whether the loss exceeds limit in subscribers or in sites: [Evaluator.Exceeds] for any goroutine.
func (n *Network) Exceeds(off []int, limit Loss) bool {
	ev := n.evaluators.Get().(*Evaluator)
	defer n.evaluators.Put(ev)
	return ev.Exceeds(off, limit)
}

func (n *Network) hasElement(e int) bool { return e >= 0 && e < len(n.inv.Elements) }
func (n *Network) hasSite(s int) bool    { return s >= 0 && s < len(n.inv.Sites) }
