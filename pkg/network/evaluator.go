package network

import (
	"math"
	"slices"
)

// Loss is who loses service: how many sites, and how many subscribers are served there.
type Loss struct {
	Subscribers, Sites                   int
	Degraded, EmergencyOnly, NoEmergency int
}

// Evaluator computes lost(X) without allocating. It belongs to one goroutine at a time.
//
// With X off, only elements whose working path crosses X can be without service, and those are the subtrees of X in the
// tree of working paths, each a range of node numbers. One of them delivers after all if it is on and hands on to an
// element outside of those ranges, or to one that delivers after all. So the cost is that of the subtrees and their arcs,
// not of the network: nanoseconds for a radio site at the end of a chain, one pass over everything for the core.
type Evaluator struct {
	n    *Network
	base uint32   // mark[v] < base: v is untouched by this X
	mark []uint32 // else base + one of the states below

	touched []int32 // nodes in the subtrees of X
	queue   []int32 // nodes that deliver after all, as far as found

	siteMark []uint32 // left is valid for this X where siteMark = base
	left     []int32  // serving elements of the site that still deliver

	alone []Loss // lost({e}) for each element, from the dominators; nil until first wanted
}

const (
	cut    = 0 // every path found so far is cut
	off    = 1 // in X, or with a part in X
	back   = 2 // delivers over another path
	states = 3
)

// NewEvaluator returns an evaluator for one goroutine: O(elements) memory, no allocation after.
func (n *Network) NewEvaluator() *Evaluator {
	nodes, sites := len(n.flow.element), len(n.inv.Sites)
	return &Evaluator{
		n:        n,
		mark:     make([]uint32, nodes),
		touched:  make([]int32, 0, nodes),
		queue:    make([]int32, 0, nodes),
		siteMark: make([]uint32, sites),
		left:     make([]int32, sites),
	}
}

// Lost counts who loses service with all elements of x off together; see [Network.Lost].
func (ev *Evaluator) Lost(x []int) Loss {
	ev.turnOff(x)
	ev.reconnect()
	var loss Loss
	for _, v := range ev.touched {
		if s := ev.lostAt(v); s >= 0 {
			loss.Sites++
			loss.Subscribers += ev.n.inv.Sites[s].Subscribers
		}
	}
	return loss
}

// AppendLostSites appends the sites that lose service with all elements of x off to dst, ascending.
func (ev *Evaluator) AppendLostSites(dst []int, x []int) []int {
	ev.turnOff(x)
	ev.reconnect()
	first := len(dst)
	for _, v := range ev.touched {
		if s := ev.lostAt(v); s >= 0 {
			dst = append(dst, int(s))
		}
	}
	slices.Sort(dst[first:])
	return dst
}

// ExceedsSubscribers reports whether lost(x) > limit. It is decided without a look at the network where one element of x
// alone exceeds the limit, or where all working paths across x together stay within it.
func (ev *Evaluator) ExceedsSubscribers(x []int, limit int) bool {
	return ev.Exceeds(x, Loss{Subscribers: limit, Sites: math.MaxInt})
}

// Exceeds reports whether lost(x) exceeds limit in subscribers or in sites, with the same short cuts.
func (ev *Evaluator) Exceeds(x []int, limit Loss) bool {
	if ev.alone == nil {
		ev.alone = ev.n.hangs().alone
	}
	crossing := 0
	for _, e := range x {
		if !ev.n.hasElement(e) {
			continue
		}
		if ev.alone[e].exceeds(limit) {
			return true
		}
		crossing += ev.n.flow.crossing[e]
	}
	// A lost site has at least one subscriber, so crossing bounds the number of sites too.
	if crossing <= limit.Subscribers && crossing <= limit.Sites {
		return false
	}
	ev.turnOff(x)
	ev.reconnect()
	var loss Loss
	for _, v := range ev.touched {
		if s := ev.lostAt(v); s >= 0 {
			loss.Sites++
			loss.Subscribers += ev.n.inv.Sites[s].Subscribers
			if loss.exceeds(limit) {
				return true
			}
		}
	}
	return loss.exceeds(limit) // of nothing lost, against a limit below zero
}

func (l Loss) exceeds(limit Loss) bool {
	return l.Subscribers > limit.Subscribers || l.Sites > limit.Sites
}

// turnOff marks the elements of x and what they are a part of off, and their subtrees cut.
func (ev *Evaluator) turnOff(x []int) {
	if ev.base > math.MaxUint32-2*states {
		clear(ev.mark)
		clear(ev.siteMark)
		ev.base = 0
	}
	ev.base += states
	ev.touched, ev.queue = ev.touched[:0], ev.queue[:0]
	for _, e := range x {
		if !ev.n.hasElement(e) {
			continue
		}
		if v := ev.n.flow.node[e]; v >= 0 {
			ev.cutAt(v)
		}
		for _, host := range ev.n.hosts.row(int32(e)) {
			if v := ev.n.flow.node[host]; v >= 0 {
				ev.cutAt(v)
			}
		}
	}
}

func (ev *Evaluator) cutAt(v int32) {
	end := ev.n.flow.end
	if ev.mark[v] < ev.base {
		for u := v; u < end[v]; {
			if ev.mark[u] >= ev.base {
				u = end[u] // marked before, and its whole subtree with it
				continue
			}
			ev.mark[u] = ev.base + cut
			ev.touched = append(ev.touched, u)
			u++
		}
	}
	ev.mark[v] = ev.base + off
}

// reconnect finds the nodes that are cut from their working path and deliver over another.
func (ev *Evaluator) reconnect() {
	f := &ev.n.flow
	for _, v := range ev.touched {
		if ev.mark[v] != ev.base+cut {
			continue
		}
		for _, w := range f.out.row(v) {
			if ev.mark[w] < ev.base {
				ev.mark[v] = ev.base + back
				ev.queue = append(ev.queue, v)
				break
			}
		}
	}
	for head := 0; head < len(ev.queue); head++ {
		for _, v := range f.in.row(ev.queue[head]) {
			if ev.mark[v] == ev.base+cut {
				ev.mark[v] = ev.base + back
				ev.queue = append(ev.queue, v)
			}
		}
	}
}

// lostAt returns the site that loses its last serving element with the touched node v, -1 if there is none. Every
// touched node must be asked about once.
func (ev *Evaluator) lostAt(v int32) int32 {
	f := &ev.n.flow
	s := f.serves[v]
	if s < 0 || ev.mark[v] == ev.base+back {
		return -1
	}
	if ev.siteMark[s] != ev.base {
		ev.siteMark[s] = ev.base
		ev.left[s] = f.count[s]
	}
	ev.left[s]--
	if ev.left[s] > 0 {
		return -1
	}
	return s
}
