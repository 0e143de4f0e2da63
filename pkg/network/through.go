package network

// SitesThrough returns the sites with subscribers whose service, or a layer of it, can come by one of the things: on its
// way, or on that of something that is needed there, whether or not it would also arrive without them. It is every site
// that some outage together with theirs might cut off or degrade. What no site outside LostSites(off) can come by matters
// to nobody else, so that lost(off ∪ Y) = lost(off) ∪ lost(Y) for any Y, of sites as of items. Ascending.
func (n *Network) SitesThrough(off []int) []int {
	seen := make([]bool, len(n.inv.Elements))
	at := make([]bool, len(n.inv.Sites))
	var queue []int32
	visit := func(e int32) {
		if !seen[e] {
			seen[e] = true
			queue = append(queue, e)
		}
	}
	for _, t := range off {
		if !n.hasThing(t) {
			continue
		}
		if l := n.LinkOf(t); l >= 0 {
			for _, a := range n.carriers.byLink[2*l : 2*l+2] {
				if a >= 0 {
					visit(n.carriers.tail[a])
				}
			}
			continue
		}
		visit(int32(t))
		for _, host := range n.hosts.row(int32(t)) {
			visit(host)
		}
	}
	for len(queue) > 0 {
		e := queue[0]
		queue = queue[1:]
		for _, from := range n.in.row(e) {
			visit(from)
		}
		if !n.needs.any {
			continue
		}
		for _, a := range n.needs.byTarget.row(e) {
			q := n.needs.need[a]
			if h := n.needs.holder[q]; n.needs.whole[q] {
				visit(h)
			} else {
				at[n.siteOf[h]] = true // a generation of it, which nobody else's service comes by
			}
		}
	}
	var sites []int
	for s := range n.inv.Sites {
		for _, e := range n.serving.row(int32(s)) {
			at[s] = at[s] || seen[e]
		}
		if at[s] {
			sites = append(sites, s)
		}
	}
	return sites
}
