package network

import "slices"

// maxGatewaySites is how many sites of gateways have a bit of their own in the masks that needs are judged by. Further
// ones, in the order of their first gateway in the inventory, have none: service is delivered there as anywhere, but a
// need is never met over them. So with more of them a loss may come out too high, never too low.
const maxGatewaySites = 64

// gateways groups the elements where service is delivered by site; a gateway of no known site is a group of its own.
type gateways struct {
	all   []int32   // ascending
	sites [][]int32 // the first maxGatewaySites groups
	count int       // of all groups
}

func findGateways(n *Network) gateways {
	var g gateways
	group := map[int32]int{}
	for e := range int32(len(n.inv.Elements)) {
		if !n.inv.Elements[e].IsGateway() {
			continue
		}
		g.all = append(g.all, e)
		s := n.siteOf[e]
		if s < 0 {
			s = -1 - e
		}
		at, known := group[s]
		if !known {
			at = len(group)
			group[s] = at
			if at < maxGatewaySites {
				g.sites = append(g.sites, nil)
			}
		}
		if at < len(g.sites) {
			g.sites[at] = append(g.sites[at], e)
		}
	}
	g.count = len(group)
	return g
}

// own is the bit of the group that a gateway stands in, 0 where it has none.
func (g *gateways) own(e int32) uint64 {
	for i, group := range g.sites {
		if _, in := slices.BinarySearch(group, e); in {
			return 1 << i
		}
	}
	return 0
}
