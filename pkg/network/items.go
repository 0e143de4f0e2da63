package network

import "slices"

// Item is a part of a site's subscribers that is lost or not lost as one, whatever is off. The items with the index of a
// site stand for the site: they are lost when it is out of service, and weigh the subscribers whose devices know any of
// its generations. The items behind them stand for a generation at a site and weigh those whose devices know no other:
// they are lost with their layer, and so with the site at the latest. Hence, for any set X,
//
//	Loss.Subscribers of X = Σ Subscribers of the items lost with X
//
// and every subscriber of a site is in one item. A generation that is not in service with everything on has no item of
// its own: its subscribers are in that of the site.
type Item struct {
	Site        int
	Generation  string // "" for the whole site
	Subscribers int
	WholeSite   bool
}

// Items returns all items: item s for site s, then those of layers, by site, then in the order in which the site states
// them.
func (n *Network) Items() []Item { return slices.Clone(n.layers.items) }

func (l *layers) nameItems(n *Network) {
	sites := n.inv.Sites
	l.itemStart = make([]int32, len(sites)+1)
	l.layerItem = make([]int32, len(l.layerSite))
	for layer := range l.layerItem {
		l.layerItem[layer] = -1
	}
	for s := range sites {
		l.items = append(l.items, Item{Site: s, Subscribers: sites[s].Subscribers, WholeSite: true})
		l.itemLayer = append(l.itemLayer, -1)
	}
	for s := range sites {
		l.itemStart[s] = int32(len(l.items))
		first := l.layerStart[s]
		for _, only := range sites[s].Only {
			k := slices.Index(l.layerName[first:l.layerStart[s+1]], only.Generation)
			count := min(only.Subscribers, l.items[s].Subscribers) // more than there are would be a fault that loading reports
			if k < 0 || only.Generation == "" || count <= 0 {
				continue
			}
			layer := first + int32(k)
			if l.layerCells[layer] == 0 {
				continue
			}
			l.items[s].Subscribers -= count
			if at := l.layerItem[layer]; at >= 0 { // stated twice
				l.items[at].Subscribers += count
				continue
			}
			l.layerItem[layer] = int32(len(l.items))
			l.itemLayer = append(l.itemLayer, layer)
			l.items = append(l.items, Item{Site: s, Generation: only.Generation, Subscribers: count})
		}
	}
	l.itemStart[len(sites)] = int32(len(l.items))
}

// only is how many subscribers a layer takes along when it is lost alone.
func (l *layers) only(layer int32) int {
	if at := l.layerItem[layer]; at >= 0 {
		return l.items[at].Subscribers
	}
	return 0
}

// LostItems returns the items lost with everything of off off together, ascending.
func (n *Network) LostItems(off []int) []int {
	ev := n.evaluators.Get().(*Evaluator)
	defer n.evaluators.Put(ev)
	return ev.AppendLostItems(nil, off)
}
