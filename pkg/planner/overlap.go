package planner

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"sync"

	"github.com/riprep/riprep/pkg/network"
	"github.com/riprep/riprep/pkg/scenario"
	"github.com/riprep/riprep/pkg/schedule"
)

// outageLimit is the set function of a model: may these activities take their packages' gear off in the same period? It
// counts jointly who loses service, and keeps sites apart whose coverage overlaps. It is monotone because losing service
// is, and pairs stay pairs.
//
// Most packages can be judged alone: nobody's service can come by their gear but that of the sites that it cuts off
// anyway. Their losses join as sets. Only the rest, gear on rings and meshes, is asked of the network together, and the
// answers are kept.
type outageLimit struct {
	c           *Case
	subscribers int // most out of service at one moment
	sites       int // likewise
	periods     int
	packageOf   []int // activity → package, -1 for a milestone

	alone []siteSet // package → sites that it cuts off
	cross []siteSet // package → sites whose working path crosses it
	back  []siteSet // package → sites whose backup path crosses it; those without one, too, if their working path does
	mesh  []bool    // package → others' service may come by its gear
	near  [][]int   // package → packages whose coverage overlaps, ascending; nil where they need not be apart

	evaluators sync.Pool
	mu         sync.RWMutex
	known      map[string]siteSet // mesh packages, two or more → sites that they cut off together
}

// maxKnown bounds the memory of answers given; beyond it they are worked out again.
const maxKnown = 1 << 17

// siteSet has a bit for each site.
type siteSet []uint64

func (s siteSet) add(site int) { s[site/64] |= 1 << (site % 64) }

func (s siteSet) join(o siteSet) {
	for i, w := range o {
		s[i] |= w
	}
}

func newOutageLimit(c *Case, s *scenario.Scenario) *outageLimit {
	inv := c.In.Inventory
	l := &outageLimit{c: c, subscribers: c.total, sites: len(inv.Sites), periods: s.Horizon, known: map[string]siteSet{}}
	if s.Outage.Subscribers != nil {
		l.subscribers = s.Outage.Subscribers.Of(c.total)
	}
	if s.Outage.Sites != nil {
		l.sites = *s.Outage.Sites
	}
	for i := range c.Packages {
		p := &c.Packages[i]
		l.alone = append(l.alone, l.setOf(p.LostSites))
		l.mesh = append(l.mesh, len(c.Net.SitesThrough(p.Elements)) > len(p.LostSites))
		l.cross, l.back = append(l.cross, l.setOf(nil)), append(l.back, l.setOf(nil))
	}
	for site := range inv.Sites {
		working, backup := c.Net.WorkingPath(site), c.Net.BackupPath(site)
		if backup == nil {
			backup = working
		}
		c.mark(l.cross, working, site)
		c.mark(l.back, backup, site)
	}
	if s.Outage.Neighbors == "apart" {
		l.near = c.nearPackages()
	}
	l.evaluators.New = func() any { return c.Net.NewEvaluator() }
	return l
}

// mark adds a site to the sets of the packages that have gear on a path.
func (c *Case) mark(sets []siteSet, path []int, site int) {
	for _, e := range path {
		if p := c.packageOf[e]; p >= 0 {
			sets[p].add(site)
		}
	}
}

func (l *outageLimit) setOf(sites []int) siteSet {
	set := make(siteSet, (len(l.c.In.Inventory.Sites)+63)/64)
	for _, s := range sites {
		set.add(s)
	}
	return set
}

// binds reports whether the limit can forbid anything.
func (l *outageLimit) binds() bool {
	return l.subscribers < l.c.total || l.sites < len(l.c.In.Inventory.Sites) || l.near != nil
}

// Steady implements schedule.Steady: the limits are the same in every period.
func (l *outageLimit) Steady() bool { return true }

// Class implements schedule.Classed: the steps of a package take the same gear off, whatever the option.
func (l *outageLimit) Class(r schedule.Running) int { return l.packageOf[r.Activity] }

// Covers implements schedule.Covering: what packages cut off alone is cut off in any case, be it on a mesh or not.
func (l *outageLimit) Covers() []schedule.Cover {
	sites := l.c.In.Inventory.Sites
	takes := func(r schedule.Running) []int {
		if p := l.packageOf[r.Activity]; p >= 0 {
			return l.c.Packages[p].LostSites
		}
		return nil
	}
	cover := func(most int, weight func(site int) int) schedule.Cover {
		c := schedule.Cover{Takes: takes, Capacity: slices.Repeat([]int64{int64(most)}, l.periods)}
		for site := range sites {
			c.Weights = append(c.Weights, int64(weight(site)))
		}
		return c
	}
	return []schedule.Cover{
		cover(l.subscribers, func(site int) int { return sites[site].Subscribers }),
		cover(l.sites, func(int) int { return 1 }),
	}
}

// Allowed implements schedule.SetFunction.
func (l *outageLimit) Allowed(_ int, set []schedule.Running) bool {
	var room [32]int
	packages := room[:0]
	for _, r := range set {
		if p := l.packageOf[r.Activity]; p >= 0 {
			packages = append(packages, p)
		}
	}
	slices.Sort(packages)
	packages = slices.Compact(packages)
	if l.near != nil && l.tooNear(packages) {
		return false
	}
	var room0, room1, room2 [8]uint64
	least, cross, back := l.empty(room0[:0]), l.empty(room1[:0]), l.empty(room2[:0])
	mesh := 0
	for _, p := range packages {
		least.join(l.alone[p])
		if l.mesh[p] {
			mesh++
			cross.join(l.cross[p])
			back.join(l.back[p])
		}
	}
	if !l.within(least) {
		return false
	}
	if mesh < 2 {
		return true
	}
	most := cross // only who has lost both paths, or is cut off by one package alone, can be out of service
	for i := range most {
		most[i] = cross[i]&back[i] | least[i]
	}
	if l.within(most) {
		return true
	}
	least.join(l.together(packages))
	return l.within(least)
}

// empty is a set without sites, in the room given where that suffices.
func (l *outageLimit) empty(room siteSet) siteSet {
	for range (len(l.c.In.Inventory.Sites) + 63) / 64 {
		room = append(room, 0)
	}
	return room
}

func (l *outageLimit) tooNear(packages []int) bool {
	for _, p := range packages {
		for _, q := range l.near[p] {
			if _, ok := slices.BinarySearch(packages, q); ok {
				return true
			}
		}
	}
	return false
}

// within counts the sites of a set and their subscribers.
func (l *outageLimit) within(lost siteSet) bool {
	sites, subscribers := 0, 0
	for i, w := range lost {
		sites += bits.OnesCount64(w)
		for ; w != 0; w &= w - 1 {
			subscribers += l.c.In.Inventory.Sites[i*64+bits.TrailingZeros64(w)].Subscribers
		}
	}
	return sites <= l.sites && subscribers <= l.subscribers
}

// together is who loses service with the mesh packages among some packages off.
func (l *outageLimit) together(packages []int) siteSet {
	var room [64]byte
	key := room[:0]
	for _, p := range packages {
		if l.mesh[p] {
			key = binary.AppendUvarint(key, uint64(p))
		}
	}
	l.mu.RLock()
	lost, ok := l.known[string(key)]
	l.mu.RUnlock()
	if ok {
		return lost
	}
	var off []int
	for _, p := range packages {
		if l.mesh[p] {
			off = append(off, l.c.Packages[p].Elements...)
		}
	}
	ev := l.evaluators.Get().(*network.Evaluator)
	lost = l.setOf(ev.AppendLostSites(nil, off))
	l.evaluators.Put(ev)
	l.mu.Lock()
	if len(l.known) < maxKnown {
		l.known[string(key)] = lost
	}
	l.mu.Unlock()
	return lost
}

// offElements is all the gear of some packages.
func (c *Case) offElements(packages []int) []int {
	var off []int
	for _, p := range packages {
		off = append(off, c.Packages[p].Elements...)
	}
	return off
}

// tooNear returns two of the packages whose radio gear stands at different sites with overlapping coverage, -1 where
// there are none. A hub that takes neighbours down with it does not count: only gear that is itself worked on does.
func (c *Case) tooNear(packages []int) (a, b int) {
	for i, p := range packages {
		if c.Packages[p].Domain != "ran" {
			continue
		}
		for _, q := range packages[:i] {
			if c.Packages[q].Domain == "ran" && c.overlap(p, q) {
				return q, p
			}
		}
	}
	return -1, -1
}

// nearPackages lists for each package those that must not be off with it; nil where there are none at all.
func (c *Case) nearPackages() [][]int {
	at := map[int][]int{} // site → radio packages
	for i := range c.Packages {
		if c.Packages[i].Domain == "ran" {
			for _, s := range c.Packages[i].Sites {
				at[s] = append(at[s], i)
			}
		}
	}
	near := make([][]int, len(c.Packages))
	found := false
	for i := range c.Packages {
		if c.Packages[i].Domain != "ran" {
			continue
		}
		for _, s := range c.Packages[i].Sites {
			for _, t := range c.Net.Neighbors(s) {
				for _, q := range at[t] {
					if q != i && t != s {
						near[i] = append(near[i], q)
						found = true
					}
				}
			}
		}
		slices.Sort(near[i])
		near[i] = slices.Compact(near[i])
	}
	if !found {
		return nil
	}
	return near
}

func (c *Case) overlap(p, q int) bool {
	for _, s := range c.Packages[p].Sites {
		near := c.Net.Neighbors(s)
		for _, t := range c.Packages[q].Sites {
			if s != t && slices.Contains(near, t) {
				return true
			}
		}
	}
	return false
}
