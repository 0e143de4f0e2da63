package planner

import (
	"encoding/binary"
	"slices"
	"sync"

	"github.com/riprep/riprep/pkg/network"
	"github.com/riprep/riprep/pkg/scenario"
	"github.com/riprep/riprep/pkg/schedule"
)

// outageLimit is the set function of a model: may these activities take their packages' gear off in the same period? It
// counts jointly who loses service, and keeps sites apart whose coverage overlaps. It is monotone because losing service
// is, and pairs stay pairs.
type outageLimit struct {
	c           *Case
	subscribers int // most out of service at one moment, -1 for no limit
	sites       int // likewise
	apart       bool
	packageOf   []int // activity → package

	evaluators sync.Pool
	mu         sync.RWMutex
	known      map[string]bool
}

// maxKnown bounds the memory of answers given; beyond it they are worked out again.
const maxKnown = 1 << 18

func newOutageLimit(c *Case, s *scenario.Scenario) *outageLimit {
	l := &outageLimit{c: c, subscribers: -1, sites: -1, apart: s.Outage.Neighbors == "apart", known: map[string]bool{}}
	if s.Outage.Subscribers != nil {
		l.subscribers = s.Outage.Subscribers.Of(c.total)
	}
	if s.Outage.Sites != nil {
		l.sites = *s.Outage.Sites
	}
	l.evaluators.New = func() any { return c.Net.NewEvaluator() }
	return l
}

// binds reports whether the limit can forbid anything.
func (l *outageLimit) binds() bool { return l.subscribers >= 0 || l.sites >= 0 || l.apart }

// Allowed implements schedule.SetFunction. It is the same in every period.
func (l *outageLimit) Allowed(_ int, set []schedule.Running) bool {
	if len(set) == 0 {
		return true
	}
	var room [16]int
	packages := room[:0]
	for _, r := range set {
		packages = append(packages, l.packageOf[r.Activity])
	}
	slices.Sort(packages)
	packages = slices.Compact(packages)

	key := packageKey(packages)
	l.mu.RLock()
	answer, ok := l.known[string(key)]
	l.mu.RUnlock()
	if ok {
		return answer
	}
	answer = l.allowed(packages)
	l.mu.Lock()
	if len(l.known) < maxKnown {
		l.known[string(key)] = answer
	}
	l.mu.Unlock()
	return answer
}

func packageKey(packages []int) []byte {
	var room [64]byte
	key := room[:0]
	for _, p := range packages {
		key = binary.AppendUvarint(key, uint64(p))
	}
	return key
}

func (l *outageLimit) allowed(packages []int) bool {
	if l.apart {
		if a, _ := l.c.tooNear(packages); a >= 0 {
			return false
		}
	}
	if l.subscribers < 0 && l.sites < 0 {
		return true
	}
	limit := network.Loss{Subscribers: l.subscribers, Sites: l.sites}
	if limit.Subscribers < 0 {
		limit.Subscribers = l.c.total
	}
	if limit.Sites < 0 {
		limit.Sites = len(l.c.In.Inventory.Sites)
	}
	ev := l.evaluators.Get().(*network.Evaluator)
	defer l.evaluators.Put(ev)
	return !ev.Exceeds(l.c.offElements(packages), limit)
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
