package network

// Item is something that can be lost.
type Item struct {
	Site        int
	Generation  string
	Subscribers int
	WholeSite   bool
}

// Items are the sites.
func (n *Network) Items() []Item {
	out := make([]Item, len(n.inv.Sites))
	for s := range out {
		out[s] = Item{Site: s, Subscribers: n.inv.Sites[s].Subscribers, WholeSite: true}
	}
	return out
}

// LostItems are LostSites.
func (n *Network) LostItems(off []int) []int { return n.LostSites(off) }

// AppendLostItems is AppendLostSites.
func (ev *Evaluator) AppendLostItems(dst []int, x []int) []int { return ev.AppendLostSites(dst, x) }
