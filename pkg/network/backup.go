package network

import "slices"

// BackupPath returns a second way of the site's service: a path of fewest elements from one of its serving elements to a
// gateway that shares nothing with the working path but elements without which the site is out of service anyway. It is
// nil where there is no such path. A site that no element of X cuts off alone keeps its service with X off if X leaves its
// working path or its backup path whole.
func (n *Network) BackupPath(site int) []int {
	working := n.WorkingPath(site)
	if len(working) == 0 {
		return nil
	}
	avoid := map[int32]bool{}
	for _, e := range working {
		if !slices.Contains(n.LostSites([]int{e}), site) {
			avoid[int32(e)] = true
		}
	}
	from := map[int32]int32{}
	var queue []int32
	visit := func(e, before int32) {
		if _, seen := from[e]; !seen && !avoid[e] {
			from[e] = before
			queue = append(queue, e)
		}
	}
	for _, e := range n.serving.row(int32(site)) {
		visit(e, -1)
	}
	for len(queue) > 0 {
		e := queue[0]
		queue = queue[1:]
		if n.inv.Elements[e].IsGateway() {
			var path []int
			for ; e >= 0; e = from[e] {
				path = append(path, int(e))
			}
			slices.Reverse(path)
			return path
		}
		for _, next := range n.out.row(e) {
			visit(next, e)
		}
	}
	return nil
}
