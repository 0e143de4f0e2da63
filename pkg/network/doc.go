// Package network reads an inventory as a directed graph and says who loses service when a set of elements is off.
//
// # The model
//
// The nodes are the elements, one node each whatever the quantity. An element hands its service on to each of its
// uplinks, and over a link in both directions. An element that is on delivers if it is a gateway or if an element that
// it hands on to is on and delivers: that is, if a path of elements that are on leads from it to a gateway.
//
// The serving elements of a site with subscribers are the beginnings of its service chains: its elements of the domains
// ran and access that have at least one uplink or link (or are a gateway themselves) and that no other ran or access
// element of the site names as uplink. The site is in service if at least one of them delivers.
//
// A part of a serving element is an element of the same site that has no uplinks and no links of its own, is no gateway,
// and is coupled with the serving element, directly or over other such parts: a radio on its baseband, an antenna on
// that radio. Coupling counts in both directions. With a part off, its serving element is off.
//
// With X a set of elements and in(X) the sites in service when exactly the elements of X are off,
//
//	lost(X) = Σ subscribers of in(∅) \ in(X)
//
// which is monotone (X ⊆ Y ⇒ lost(X) ≤ lost(Y)) and not additive: on a chain the downstream site counts once, on a ring
// two outages that harm nobody alone can cut off a side. The same function answers which sites have a path that is clean
// of some gear: those that are not in lost(that gear).
//
// The working path of a site is a path of fewest elements from one of its serving elements to a gateway; between equals
// the one whose elements come first in the inventory, compared element by element from the site on. crossing(e) counts
// the subscribers whose working path contains e or something that e is a part of; it bounds the loss from above:
// lost(X) ≤ Σ crossing(e) over X.
//
// # Faults
//
// A site with subscribers that is not in service with everything on ([Network.Unserved]) and a cycle of uplinks
// ([Network.UplinkCycles]) are faults of the input; this package finds them and its caller reports them. It assumes that
// the inventory passed its own validation, and leaves out what refers to nothing; it does not panic on any inventory or
// index.
//
// # Where to begin
//
// [New] in network.go builds the graph from the inventory (arcs.go), paths.go lays a tree of shortest paths over it, and
// [Evaluator] in evaluator.go answers lost(X) on that tree. Dominators, cycles and the cuts of the map of sites stand in
// files of their own. The package imports the inventory and gonum's graphs and nothing else of ours.
package network
