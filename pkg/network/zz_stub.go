package network

import (
	"cmp"
	"slices"
)

// This file stands in for what the network room is about to offer. It is right for networks without needs, slow, and goes
// when the real thing comes.

// LinkThing is the thing that a link is.
func (n *Network) LinkThing(l int) int { return len(n.inv.Elements) + l }

// Hop is one element that a site's traffic crosses.
type Hop struct {
	Element int
	Via     string // path | part | need | need-path
}

// Crossed lists what the site's traffic crosses on its working path.
func (n *Network) Crossed(site int) []Hop {
	var out []Hop
	seen := map[int]bool{}
	add := func(e int, via string) {
		if !seen[e] {
			seen[e] = true
			out = append(out, Hop{e, via})
		}
	}
	for _, e := range n.WorkingPath(site) {
		add(e, "path")
		for p := range n.inv.Elements {
			if slices.Contains(n.PartOf(p), e) {
				add(p, "part")
			}
		}
	}
	return out
}

// EveryPath lists the elements that the site's service may come by, ascending.
func (n *Network) EveryPath(site int) []int {
	seen := make([]bool, len(n.inv.Elements))
	var queue []int32
	visit := func(e int32) {
		if n.flow.node[e] >= 0 && !seen[e] {
			seen[e] = true
			queue = append(queue, e)
		}
	}
	if n.hasSite(site) {
		for _, e := range n.serving.row(int32(site)) {
			visit(e)
		}
	}
	for len(queue) > 0 {
		e := queue[0]
		queue = queue[1:]
		for _, next := range n.out.row(e) {
			visit(next)
		}
	}
	for p := range seen {
		for _, h := range n.hosts.row(int32(p)) {
			seen[p] = seen[p] || seen[h]
		}
	}
	var out []int
	for e, in := range seen {
		if in {
			out = append(out, e)
		}
	}
	return out
}

// SiteClean says how clean the paths of a site are.
type SiteClean struct{ Working, Possible, Every bool }

// CleanSites says it of every site, with subscribers in service.
func (n *Network) CleanSites(dirty func(e int) bool) []SiteClean {
	var off []int
	for e := range n.inv.Elements {
		if dirty(e) {
			off = append(off, e)
		}
	}
	lost := n.LostSites(off)
	out := make([]SiteClean, len(n.inv.Sites))
	for s := range out {
		if n.flow.begin[s] < 0 {
			continue
		}
		out[s].Working = !slices.ContainsFunc(n.Crossed(s), func(h Hop) bool { return dirty(h.Element) })
		out[s].Every = !slices.ContainsFunc(n.EveryPath(s), dirty)
		out[s].Possible = !slices.Contains(lost, s)
	}
	return out
}

// PairOptions say what pairs are looked for.
type PairOptions struct {
	Elements, Links bool
	Most            int
}

// Pairs are the pairs found: how many there are, and the worst.
type Pairs struct {
	Total int
	Pairs []CutPair
}

// CutPair cuts off together what neither thing does alone.
type CutPair struct {
	A, B        int
	Loss, Extra Loss
}

// CutPairs tries every pair.
func (n *Network) CutPairs(o PairOptions) Pairs {
	var things []int
	for i := range len(n.inv.Elements) + len(n.inv.Links) {
		if i < len(n.inv.Elements) && o.Elements || i >= len(n.inv.Elements) && o.Links {
			things = append(things, i)
		}
	}
	alone := map[int][]int{}
	for _, t := range things {
		_, alone[t] = n.Impact([]int{t})
	}
	var out Pairs
	for i, a := range things {
		for _, b := range things[i+1:] {
			loss, sites := n.Impact([]int{a, b})
			var extra Loss
			for _, s := range sites {
				if !slices.Contains(alone[a], s) && !slices.Contains(alone[b], s) {
					extra.Sites++
					extra.Subscribers += n.inv.Sites[s].Subscribers
				}
			}
			if extra.Sites > 0 {
				out.Pairs = append(out.Pairs, CutPair{a, b, loss, extra})
			}
		}
	}
	out.Total = len(out.Pairs)
	slices.SortStableFunc(out.Pairs, func(a, b CutPair) int {
		return cmp.Or(cmp.Compare(b.Extra.Subscribers, a.Extra.Subscribers), cmp.Compare(b.Loss.Subscribers, a.Loss.Subscribers))
	})
	if o.Most > 0 && len(out.Pairs) > o.Most {
		out.Pairs = out.Pairs[:o.Most]
	}
	return out
}

func (n *Network) lossOf(sites []int) Loss {
	loss := Loss{Sites: len(sites)}
	for _, s := range sites {
		loss.Subscribers += n.inv.Sites[s].Subscribers
		switch n.inv.Sites[s].Emergency {
		case "shared":
			loss.EmergencyOnly += n.inv.Sites[s].Subscribers
		case "sole":
			loss.NoEmergency += n.inv.Sites[s].Subscribers
		}
	}
	return loss
}

// linksOff is Impact for a set that holds links.
func (n *Network) linksOff(off []int) (Loss, []int) {
	inv := *n.inv
	inv.Links = nil
	var elements []int
	for _, t := range off {
		if t < len(inv.Elements) {
			elements = append(elements, t)
		}
	}
	for l := range n.inv.Links {
		if !slices.Contains(off, n.LinkThing(l)) {
			inv.Links = append(inv.Links, n.inv.Links[l])
		}
	}
	without := New(&inv)
	sites := append(without.LostSites(elements), without.Unserved()...)
	slices.Sort(sites)
	sites = slices.Compact(slices.DeleteFunc(sites, func(s int) bool { return n.flow.begin[s] < 0 }))
	return n.lossOf(sites), sites
}

func (n *Network) linkPoints() []SinglePoint {
	var out []SinglePoint
	for l := range n.inv.Links {
		if loss, sites := n.linksOff([]int{n.LinkThing(l)}); len(sites) > 0 {
			out = append(out, SinglePoint{n.LinkThing(l), loss})
		}
	}
	return out
}

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
