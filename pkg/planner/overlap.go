package planner

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"sync"

	"github.com/riprep/riprep/pkg/network"
	"github.com/riprep/riprep/pkg/schedule"
)

// outageLimit is the set function of a model: may these activities take their packages' gear off in the same period? At
// every moment at which their maintenance windows can meet (see windows) it counts jointly who loses service, and keeps
// sites apart whose coverage overlaps. It is monotone because losing service is, and pairs stay pairs.
//
// Most packages can be judged alone: nobody's service can come by their gear but that of the sites that it cuts off
// anyway. Their losses join as sets. Only the rest, gear on rings and meshes, is asked of the network together, and the
// answers are kept.
type outageLimit struct {
	c           *Case
	m           *model
	subscribers int // most out of service at one moment
	sites       int // likewise
	items       []network.Item

	classes []placed  // what an activity takes off, and when; see Class
	classOf [][]int32 // activity → mode → class, -1 where nothing is off
	binding bool      // it can forbid anything

	alone []itemSet // package → what it cuts off
	cross []itemSet // package → what comes by it on its working path
	back  []itemSet // package → what comes by it on its backup path; without one, on its working path
	mesh  []bool    // package → others' service may come by its gear
	near  [][]int   // package → packages that must not be off with it, ascending

	evaluators sync.Pool
	mu         sync.RWMutex
	known      map[string]itemSet // mesh packages, two or more → what they cut off together
}

// placed is a package that is off in some windows; no window is around the clock.
type placed struct {
	pkg     int32
	windows uint64
	moments uint64 // of windows.moments, a bit for each
}

// maxKnown bounds the memory of answers given; beyond it they are worked out again.
const maxKnown = 1 << 17

// itemSet has a bit for each item that can be lost.
type itemSet []uint64

func (s itemSet) add(item int) { s[item/64] |= 1 << (item % 64) }

func (s itemSet) join(o itemSet) {
	for i, w := range o {
		s[i] |= w
	}
}

func newOutageLimit(m *model) *outageLimit {
	c, s := m.c, m.s
	inv := c.In.Inventory
	l := &outageLimit{c: c, m: m, subscribers: c.total, sites: len(inv.Sites), items: c.Net.Items(), known: map[string]itemSet{}}
	if s.Outage.Subscribers != nil {
		l.subscribers = s.Outage.Subscribers.Of(c.total)
	}
	if s.Outage.Sites != nil {
		l.sites = *s.Outage.Sites
	}
	for i := range c.Packages {
		p := &c.Packages[i]
		l.alone = append(l.alone, l.setOf(p.LostItems))
		l.mesh = append(l.mesh, len(c.Net.SitesThrough(p.Elements)) > len(p.LostSites))
		l.cross, l.back = append(l.cross, l.setOf(nil)), append(l.back, l.setOf(nil))
	}
	for item := range l.items {
		working, backup := c.Net.ItemPath(item), c.Net.ItemBackup(item)
		if backup == nil {
			backup = working
		}
		c.mark(l.cross, working, item)
		c.mark(l.back, backup, item)
	}
	l.near = m.nearPackages()
	l.place()
	l.binding = l.subscribers < c.total || l.sites < len(inv.Sites) || l.near != nil
	l.evaluators.New = func() any { return c.Net.NewEvaluator() }
	return l
}

// mark adds an item to the sets of the packages that have gear on its path.
func (c *Case) mark(sets []itemSet, path []int, item int) {
	for _, e := range path {
		if p := c.packageOf[e]; p >= 0 {
			sets[p].add(item)
		}
	}
}

// place works out for each mode of each activity which package it takes off and in which windows.
func (l *outageLimit) place() {
	at := map[placed]int32{}
	l.classOf = make([][]int32, len(l.m.problem.Activities))
	for i := range l.c.Packages {
		p := &l.c.Packages[i]
		for k, kind := range stepKinds {
			activity := l.m.steps[i][k]
			if activity < 0 {
				continue
			}
			for _, option := range l.m.options[i] {
				class := int32(-1)
				if option >= 0 {
					if step := p.Options[option].step(kind); step != nil && step.OutageHours > 0 {
						x := placed{pkg: int32(i), windows: l.m.windows.of(p, step)}
						for _, moment := range l.m.windows.at(x.windows) {
							x.moments |= 1 << moment
						}
						c, ok := at[x]
						if !ok {
							c = int32(len(l.classes))
							at[x] = c
							l.classes = append(l.classes, x)
						}
						class = c
					}
				}
				l.classOf[activity] = append(l.classOf[activity], class)
			}
		}
	}
}

// class is what an activity takes off in a mode; -1 for nothing.
func (l *outageLimit) class(r schedule.Running) int32 {
	if modes := l.classOf[r.Activity]; r.Mode < len(modes) {
		return modes[r.Mode]
	}
	return -1
}

func (l *outageLimit) setOf(items []int) itemSet {
	set := make(itemSet, (len(l.items)+63)/64)
	for _, i := range items {
		set.add(i)
	}
	return set
}

// binds reports whether the limit can forbid anything.
func (l *outageLimit) binds() bool { return l.binding }

// Steady implements schedule.Steady: the limits are the same in every period.
func (l *outageLimit) Steady() bool { return true }

// Class implements schedule.Classed: steps of a package that are off in the same windows take the same away.
func (l *outageLimit) Class(r schedule.Running) int { return int(l.class(r)) }

// Covers implements schedule.Covering: what packages cut off alone is cut off in any case, be it on a mesh or not, at each
// moment at which they can be off together.
func (l *outageLimit) Covers() []schedule.Cover {
	var out []schedule.Cover
	for moment := range l.m.windows.moments {
		takes := func(r schedule.Running) []int {
			if class := l.class(r); class >= 0 && l.classes[class].moments>>moment&1 == 1 {
				return l.c.Packages[l.classes[class].pkg].LostItems
			}
			return nil
		}
		cover := func(most int, weight func(network.Item) int) {
			c := schedule.Cover{Takes: takes, Capacity: slices.Repeat([]int64{int64(most)}, l.m.s.Horizon)}
			for _, item := range l.items {
				c.Weights = append(c.Weights, int64(weight(item)))
			}
			out = append(out, c)
		}
		cover(l.subscribers, func(i network.Item) int { return i.Subscribers })
		cover(l.sites, siteWeight)
	}
	return out
}

// siteWeight is 1 for the item that stands for a site as a whole.
func siteWeight(i network.Item) int {
	if i.WholeSite {
		return 1
	}
	return 0
}

// Allowed implements schedule.SetFunction.
func (l *outageLimit) Allowed(_ int, set []schedule.Running) bool {
	var room [32]placed
	off := room[:0]
	for _, r := range set {
		if class := l.class(r); class >= 0 {
			off = append(off, l.classes[class])
		}
	}
	var roomOf [32]int
	for moment := range l.m.windows.moments {
		packages := roomOf[:0]
		for _, x := range off {
			if x.moments>>moment&1 == 1 {
				packages = append(packages, int(x.pkg))
			}
		}
		slices.Sort(packages)
		if packages = slices.Compact(packages); !l.together(packages) {
			return false
		}
	}
	return true
}

// together reports whether some packages, ascending, may be off at one moment.
func (l *outageLimit) together(packages []int) bool {
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
	least.join(l.lostBy(packages))
	return l.within(least)
}

// empty is a set without items, in the room given where that suffices.
func (l *outageLimit) empty(room itemSet) itemSet {
	for range (len(l.items) + 63) / 64 {
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
func (l *outageLimit) within(lost itemSet) bool {
	sites, subscribers := 0, 0
	for i, w := range lost {
		for ; w != 0; w &= w - 1 {
			item := &l.items[i*64+bits.TrailingZeros64(w)]
			subscribers += item.Subscribers
			if item.WholeSite {
				sites++
			}
		}
	}
	return sites <= l.sites && subscribers <= l.subscribers
}

// lostBy is what is lost with the mesh packages among some packages off.
func (l *outageLimit) lostBy(packages []int) itemSet {
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
	lost = l.setOf(ev.AppendLostItems(nil, off))
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
