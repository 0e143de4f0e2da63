package network

// SitesThrough returns the sites with subscribers from which service can come by one of the elements on its way, whether
// or not it would also arrive without them: every site that some outage together with theirs might cut off. What no site
// outside LostSites(off) can come by matters to nobody else, so that lost(off ∪ Y) = lost(off) ∪ lost(Y) for any Y.
// Ascending.
func (n *Network) SitesThrough(off []int) []int {
	seen := make([]bool, len(n.inv.Elements))
	var queue []int32
	visit := func(e int32) {
		if !seen[e] {
			seen[e] = true
			queue = append(queue, e)
		}
	}
	for _, e := range off {
		if !n.hasElement(e) {
			continue
		}
		visit(int32(e))
		for _, host := range n.hosts.row(int32(e)) {
			visit(host)
		}
	}
	for len(queue) > 0 {
		e := queue[0]
		queue = queue[1:]
		for _, from := range n.in.row(e) {
			visit(from)
		}
	}
	var sites []int
	for s := range n.inv.Sites {
		for _, e := range n.serving.row(int32(s)) {
			if seen[e] {
				sites = append(sites, s)
				break
			}
		}
	}
	return sites
}
