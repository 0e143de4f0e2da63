package network

import (
	"cmp"
	"slices"
)

// SinglePoint is a thing whose loss alone takes other sites than its own out of service, or a generation from them. A link
// has no site of its own if it joins two.
type SinglePoint struct {
	Element int  // a thing: an element, or a link by its LinkThing
	Loss    Loss // lost({Element}), its own site included
}

// SinglePoints returns the elements that are single points of failure, by subscribers lost, then sites, then sites degraded,
// descending, then by index.
func (n *Network) SinglePoints() []SinglePoint { return n.singlePoints(0, len(n.inv.Elements)) }

// SingleLinks returns the links that are, in the same order.
func (n *Network) SingleLinks() []SinglePoint {
	return n.singlePoints(len(n.inv.Elements), n.Things())
}

func (n *Network) singlePoints(from, to int) []SinglePoint {
	h := n.hangs()
	var points []SinglePoint
	for t := from; t < to; t++ {
		loss := h.alone[t]
		if loss.Sites > 1 || loss.Sites == 1 && !n.cutsOwnSite(t) || loss.Degraded > 0 && n.degradesOthers(t) {
			points = append(points, SinglePoint{t, loss})
		}
	}
	slices.SortFunc(points, func(a, b SinglePoint) int {
		return cmp.Or(
			cmp.Compare(b.Loss.Subscribers, a.Loss.Subscribers),
			cmp.Compare(b.Loss.Sites, a.Loss.Sites),
			cmp.Compare(b.Loss.Degraded, a.Loss.Degraded),
			cmp.Compare(a.Element, b.Element),
		)
	})
	return points
}

// cutsOwnSite reports whether the loss of the thing alone takes its own site out of service.
func (n *Network) cutsOwnSite(thing int) bool {
	s := n.siteOfThing(thing)
	return s >= 0 && n.losesAlone(int32(thing), s)
}

// degradesOthers reports whether the loss of the thing alone takes a generation from another site than its own.
func (n *Network) degradesOthers(thing int) bool {
	own := int(n.siteOfThing(thing))
	return slices.ContainsFunc(n.DegradedSites([]int{thing}), func(s int) bool { return s != own })
}

// siteOfThing is the site of an element, or that of both ends of a link; -1 where there is none.
func (n *Network) siteOfThing(t int) int32 {
	l := n.LinkOf(t)
	if l < 0 {
		return n.siteOf[t]
	}
	for _, a := range n.carriers.byLink[2*l : 2*l+2] {
		if a >= 0 && n.siteOf[n.carriers.tail[a]] == n.siteOf[n.out.to[a]] {
			return n.siteOf[n.out.to[a]]
		}
	}
	return -1
}
