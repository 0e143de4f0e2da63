// Package network reads an inventory as a directed graph and says who loses service when a set of its gear is off.
//
// # The model
//
// The nodes are the elements, one node each whatever the quantity. An element hands its service on to each of its
// uplinks, and over a link in both directions. Elements and links are things, and things can be off. An arc from one
// element to another is on while an uplink or a link that is on carries it: links beside each other, or a link beside an
// uplink, are redundancy. With X a set of things and on(X) the elements that are not off,
//
//	v reaches g  ⇔  a path of elements of on(X), over arcs that are on, leads from v to the gateway g
//
// The serving elements of a site with subscribers are the beginnings of its service chains: its elements of the domains
// ran and access, controllers left out, that have at least one uplink or link (or are a gateway themselves) and that no
// other such element of the site names as uplink.
//
// A part of a serving element is an element of the same site that has no uplinks and no links of its own, is no gateway,
// and is coupled with the serving element, directly or over other such parts: a radio on its baseband, an antenna on
// that radio. Coupling counts in both directions. With a part off, its serving element is off, and what a part needs its
// serving element needs.
//
// # Needs
//
// A need of v names elements, one of which it takes beside a path: a controller, a subscriber database.
//
//	v works         ⇔  v ∈ on(X), and every need of v without generations is met
//	n meets it      ⇔  n works, n does not itself need v, directly or over others,
//	                   and some gateway that v reaches stands at the site of one that n reaches
//	v delivers      ⇔  a path of elements that work, over arcs that are on, leads from v to a gateway
//
// Where v is a gateway the common one is v itself, or another at its site; n may be it. Gateways at one site count as
// one. More than 64 sites of gateways are possible, but needs are judged by the first 64 alone, so that a loss can then
// come out too high and never too low. A need with generations does not keep v from working: unmet, it takes these
// generations of v away. A need in a circle of needs is unmet unless something outside of the circle meets it.
//
// A layer is a generation at a site. It is in service if a serving element of the site offers the generation, delivers,
// and has its needs for it met. A serving element that names no generation offers one layer without a name. A site is in
// service if any of its layers is.
//
// # Losses
//
// With in(X) the sites in service when exactly the things of X are off, and layers(X) the layers, and weights as the
// inventory has them,
//
//	out(X)  = in(∅) \ in(X)
//	lost(X) = Σ subscribers of out(X)  +  Σ subscribers that only know g, over the layers (s, g) in layers(∅) \ layers(X), s ∉ out(X)
//
// which is monotone (X ⊆ Y ⇒ lost(X) ≤ lost(Y)): taking more off shortens what is reached; the needs, taken in an order in
// which what is needed comes first, can only lose what met them; so less works, and less is delivered. No step says "not".
// It is not additive: on a chain the downstream site counts once, on a ring two outages that harm nobody alone can cut off
// a side. The same function answers which sites have a path that is clean of some gear: those that are not in out(that
// gear). What is lost, cut into parts that add up, is the [Item].
//
// The working path of a site is a path of fewest elements from one of its serving elements to a gateway; between equals
// the one whose elements come first in the inventory, compared element by element from the site on. [Network.Crossed] is
// that path with the parts of its elements and what they need. While all of it is on the site is in service. Hence, with
// crossing(t) the subscribers of the items whose own such path contains the thing t,
//
//	lost(X) ≤ Σ crossing(t) over X
//
// # Faults
//
// A site with subscribers that is not in service with everything on ([Network.Unserved]), a cycle of uplinks
// ([Network.UplinkCycles]) or of needs ([Network.NeedCycles]), and a need that is unmet with everything on
// ([Network.UnmetNeeds]) are faults of the input; this package finds them and its caller reports them. It assumes that
// the inventory passed its own validation, and leaves out what refers to nothing; it does not panic on any inventory or
// index.
//
// # Where to begin
//
// [New] in network.go builds the graph from the inventory (arcs.go, things.go, needs.go, layers.go), paths.go lays
// trees of shortest paths over it, and [Evaluator] in evaluator.go answers lost(X) on them: pass.go cuts a tree,
// judge.go decides the needs, count.go counts. [Tracker] in tracker.go follows one thing after the other, on the trees
// of forest.go; walker.go reads from it what a site's service comes by. [Network.CutPairs] in pairs.go and
// [Network.BackupPath] in backup.go stand on that. Dominators (hangs.go, singles.go), cycles, blocks for every possible
// path (blocks.go, every.go, clean.go) and the cuts of the map of sites stand in files of their own. The package
// imports the inventory and gonum's graphs and nothing else of ours.
package network
