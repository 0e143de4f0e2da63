package network

// Connected reports whether the element hands service on to anything, anything hands service on to it, or it is a
// gateway; of a link, whether an arc hangs on it: it joins two elements that are not joined by uplinks both ways. One
// that is not connected, and is no part of a serving element, never matters to anybody's service: not even by being
// needed, because it reaches no gateway.
func (n *Network) Connected(thing int) bool {
	if l := n.LinkOf(thing); l >= 0 {
		return n.carriers.byLink[2*l] >= 0 || n.carriers.byLink[2*l+1] >= 0
	}
	return n.hasElement(thing) && (n.handsOn(int32(thing)) || len(n.in.row(int32(thing))) > 0)
}
