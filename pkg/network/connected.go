package network

// Connected reports whether the element hands service on to anything, anything hands service on to it, or it is a
// gateway. One that is not connected, and is no part of a serving element, never matters to anybody's service.
func (n *Network) Connected(e int) bool {
	return n.hasElement(e) && (n.handsOn(int32(e)) || len(n.in.row(int32(e))) > 0)
}
