package network

// BackupPath returns a second way of the site's service, in the manner of [Network.WorkingPath]: a path from one of its
// serving elements to a gateway, with what its elements need, that shares nothing with the working path but elements
// without which the site is out of service anyway. It is nil where none was found. A site that no element of X cuts off
// alone keeps its service with X off, X being elements, if X leaves its working path or its backup path whole; a part of
// an element there counts as that element.
func (n *Network) BackupPath(site int) []int {
	if !n.hasSite(site) {
		return nil
	}
	return n.ItemBackup(site)
}

// ItemBackup is the same for an item: what is said of a site being out is then said of the item being lost.
func (n *Network) ItemBackup(item int) []int {
	working := n.ItemPath(item)
	if len(working) == 0 {
		return nil
	}
	t := n.trackers.Get().(*Tracker)
	t.Reset() // so that the path found does not depend on what the tracker did before
	for _, e := range working {
		if !n.losesAlone(int32(e), int32(item)) {
			t.Off(e)
		}
	}
	w := newWalker(t)
	var path []int
	if w.item(item) {
		path = w.path()
	}
	n.trackers.Put(t)
	return path
}

// newCutoffs lists for each thing the items that are lost with it alone.
func newCutoffs(n *Network) csr {
	ev := n.NewEvaluator()
	var arcs []arc
	var items []int
	for t := range n.Things() {
		items = ev.AppendLostItems(items[:0], []int{t})
		for _, i := range items {
			arcs = append(arcs, arc{int32(t), int32(i)})
		}
	}
	return newCSR(n.Things(), arcs)
}

// losesAlone reports whether an item, or a site, is lost with the thing alone.
func (n *Network) losesAlone(thing, item int32) bool { return n.cutoffs().at(thing, item) >= 0 }
