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
	ev := n.evaluators.Get().(*Evaluator)
	t := n.trackers.Get().(*Tracker)
	t.Reset() // so that the path found does not depend on what the tracker did before
	for _, e := range working {
		if !ev.loses(e, item) {
			t.Off(e)
		}
	}
	n.evaluators.Put(ev)
	w := newWalker(t)
	var path []int
	if w.item(item) {
		path = w.path()
	}
	n.trackers.Put(t)
	return path
}

// loses reports whether an item is lost with one thing off.
func (ev *Evaluator) loses(thing, item int) bool {
	ev.settle([]int{thing})
	it, l := &ev.n.layers.items[item], &ev.n.layers
	if s := it.Site; ev.siteMark[s] == ev.epoch && ev.siteLeft[s] == 0 {
		return true
	}
	if it.WholeSite || !ev.n.byLayer() {
		return false
	}
	layer := l.itemLayer[item]
	return ev.layerMark[layer] == ev.epoch && ev.layerLeft[layer] == 0
}
