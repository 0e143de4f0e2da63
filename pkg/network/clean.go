package network

import "slices"

// SiteClean says how far the service of a site keeps clear of dirty elements.
type SiteClean struct {
	Site     int
	Working  bool // nothing dirty in Crossed
	Possible bool // the site is in service with all dirty elements off
	Every    bool // nothing dirty in EveryPath
}

// CleanSites judges every site with subscribers that is in service, ascending.
func (n *Network) CleanSites(dirty func(e int) bool) []SiteClean {
	c := newCleaner(n, dirty)
	lost := n.LostSites(c.off)
	w := newWalker(n.intact())
	var sites []SiteClean
	for s := range int32(len(n.inv.Sites)) {
		w.start()
		if !w.site(s) {
			continue
		}
		_, out := slices.BinarySearch(lost, int(s))
		sites = append(sites, SiteClean{
			Site:     int(s),
			Working:  !slices.ContainsFunc(w.hops, func(h Hop) bool { return c.dirty[h.Element] }),
			Possible: !out,
			Every:    c.every(s),
		})
	}
	return sites
}

// cleaner asks whether every path of a site is clean. What lies in the block of an element is walked once, for all
// sites that come by it or by another that leads there and back.
type cleaner struct {
	n       *Network
	dirty   []bool // with a dirty part an element is dirty on a path
	onPath  []bool
	off     []int
	x       *explorer
	walked  []*stretch // mutual → the walk through the block from any of them, nil where not yet
	site    int32
	started []int32 // element → the site (plus one) that last began there
	starts  []int32
}

// stretch is a walk through one block.
type stretch struct {
	clean bool
	next  []int32 // where the walk goes on: the head of the block, and what is needed in it
}

func newCleaner(n *Network, dirty func(e int) bool) *cleaner {
	elements := len(n.inv.Elements)
	c := &cleaner{
		n: n, x: newExplorer(n),
		dirty: make([]bool, elements), onPath: make([]bool, elements),
		walked: make([]*stretch, elements), started: make([]int32, elements),
	}
	for e := range elements {
		if dirty(e) {
			c.dirty[e] = true
			c.off = append(c.off, e)
		}
	}
	for e := range int32(elements) {
		c.onPath[e] = c.dirty[e] || slices.ContainsFunc(n.parts.row(e), func(p int32) bool { return c.dirty[p] })
	}
	return c
}

func (c *cleaner) every(site int32) bool {
	c.site, c.starts = site, c.starts[:0]
	for _, e := range c.n.serving.row(site) {
		if c.x.b.top[e] >= 0 {
			c.start(e)
			c.n.eachTarget(e, false, c.start)
		}
	}
	for i := 0; i < len(c.starts); i++ {
		s := c.walk(c.starts[i])
		if !s.clean {
			return false
		}
		for _, e := range s.next {
			c.start(e)
		}
	}
	return true
}

func (c *cleaner) start(e int32) {
	if c.started[e] != c.site+1 {
		c.started[e] = c.site + 1
		c.starts = append(c.starts, e)
	}
}

func (c *cleaner) walk(e int32) *stretch {
	from := c.x.b.mutual[e]
	if c.walked[from] != nil {
		return c.walked[from]
	}
	s := &stretch{clean: true}
	c.walked[from] = s
	head := c.x.block(e, func(v int32) {
		s.clean = s.clean && !c.onPath[v]
		c.n.eachTarget(v, true, func(t int32) { s.next = append(s.next, t) })
	})
	if head >= 0 {
		s.next = append(s.next, head)
	}
	slices.Sort(s.next)
	s.next = slices.Compact(s.next)
	return s
}
