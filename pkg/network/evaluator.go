package network

import (
	"math"
	"slices"
)

// Evaluator computes lost(X) without allocating. It belongs to one goroutine at a time.
//
// It asks what X cuts off in the flow of service (pass.go). Where there are needs it first asks what X cuts off from each
// site of gateways, and then which needs that breaks; only if some element stops working for it is the flow of service
// asked once more, with that element off too.
type Evaluator struct {
	n     *Network
	epoch uint32 // what is marked with another epoch is untouched by this X

	off  []int32 // the elements of X and what they are a part of
	arcs arcsOff

	work  pass
	reach []pass // beside work, where they differ
	judge judge
	// The masks say what delivers, so that work was not asked: everything works, and is lost if it reaches no gateway.
	byMask bool

	siteMark, layerMark, cellMark []uint32
	siteLeft                      []int32 // serving elements, where layers do not differ; else layers
	layerLeft                     []int32 // cells
	degradedMark                  []uint32

	out   []int32 // sites without service
	faded []int32 // layers lost, counted where layers are

	alone []Loss // lost({t}) for each thing; nil until first wanted
}

// NewEvaluator returns an evaluator for one goroutine: O(elements) memory, no allocation after.
func (n *Network) NewEvaluator() *Evaluator {
	sites, nLayers := len(n.inv.Sites), len(n.layers.layerSite)
	ev := &Evaluator{
		n:            n,
		off:          make([]int32, 0, len(n.inv.Elements)),
		arcs:         newArcsOff(n),
		work:         newPass(n.flow),
		siteMark:     make([]uint32, sites),
		siteLeft:     make([]int32, sites),
		degradedMark: make([]uint32, sites),
		out:          make([]int32, 0, sites),
	}
	if n.byLayer() {
		ev.layerMark = make([]uint32, nLayers)
		ev.layerLeft = make([]int32, nLayers)
		ev.cellMark = make([]uint32, len(n.layers.cellLayer))
		ev.faded = make([]int32, 0, nLayers)
	}
	if n.needs.any {
		ev.judge = newJudge(n)
		if len(n.reach) > 1 || n.reach[0] != n.flow {
			for _, f := range n.reach {
				ev.reach = append(ev.reach, newPass(f))
			}
		}
	}
	return ev
}

// byLayer reports whether a site can lose a layer and keep its service. Otherwise the serving elements of a site are
// counted as they are.
func (n *Network) byLayer() bool { return n.needs.any || n.layers.mixed }

// Lost counts who loses service with all things of x off together; see [Network.Lost].
func (ev *Evaluator) Lost(x []int) Loss {
	ev.settle(x)
	var loss Loss
	for _, s := range ev.out {
		loss.addSite(&ev.n.inv.Sites[s], 1)
	}
	for _, layer := range ev.faded {
		if s := ev.n.layers.layerSite[layer]; ev.siteLeft[s] > 0 {
			if ev.degradedMark[s] != ev.epoch {
				ev.degradedMark[s] = ev.epoch
				loss.Degraded++
			}
			loss.Subscribers += ev.n.layers.only(layer)
		}
	}
	return loss
}

// AppendLostSites appends the sites that lose service with all things of x off to dst, ascending.
func (ev *Evaluator) AppendLostSites(dst []int, x []int) []int {
	ev.settle(x)
	return ev.appendOut(dst)
}

func (ev *Evaluator) appendOut(dst []int) []int {
	first := len(dst)
	for _, s := range ev.out {
		dst = append(dst, int(s))
	}
	slices.Sort(dst[first:])
	return dst
}

// AppendDegraded appends the sites that lose a layer and keep their service with all things of x off to dst, ascending.
func (ev *Evaluator) AppendDegraded(dst []int, x []int) []int {
	ev.settle(x)
	first := len(dst)
	for _, layer := range ev.faded {
		s := ev.n.layers.layerSite[layer]
		if ev.siteLeft[s] > 0 && ev.degradedMark[s] != ev.epoch {
			ev.degradedMark[s] = ev.epoch
			dst = append(dst, int(s))
		}
	}
	slices.Sort(dst[first:])
	return dst
}

// AppendLostItems appends the items lost with all things of x off to dst, ascending; see [Item].
func (ev *Evaluator) AppendLostItems(dst []int, x []int) []int {
	ev.settle(x)
	l := &ev.n.layers
	first := len(dst)
	for _, s := range ev.out {
		dst = append(dst, int(s))
		for i := l.itemStart[s]; i < l.itemStart[s+1]; i++ {
			dst = append(dst, int(i))
		}
	}
	for _, layer := range ev.faded {
		if i := l.layerItem[layer]; i >= 0 && ev.siteLeft[l.layerSite[layer]] > 0 {
			dst = append(dst, int(i))
		}
	}
	slices.Sort(dst[first:])
	return dst
}

// ExceedsSubscribers reports whether lost(x) > limit. It is decided without a look at the network where one thing of x
// alone exceeds the limit, or where all that comes by something of x stays within it.
func (ev *Evaluator) ExceedsSubscribers(x []int, limit int) bool {
	return ev.Exceeds(x, Loss{Subscribers: limit, Sites: math.MaxInt})
}

// Exceeds reports whether lost(x) exceeds limit in subscribers or in sites, with the same short cuts. Nothing else of
// limit counts.
func (ev *Evaluator) Exceeds(x []int, limit Loss) bool {
	if ev.alone == nil {
		ev.alone = ev.n.hangs().alone
	}
	through := ev.n.ways().crossing
	crossing := 0
	for _, t := range x {
		if !ev.n.hasThing(t) {
			continue
		}
		if ev.alone[t].exceeds(limit) {
			return true
		}
		crossing += through[t]
	}
	// A lost site has at least one subscriber, so crossing bounds the number of sites too.
	if crossing <= limit.Subscribers && crossing <= limit.Sites {
		return false
	}
	return ev.Lost(x).exceeds(limit)
}

// settle finds the sites that are out with x off, and the layers that are lost.
func (ev *Evaluator) settle(x []int) {
	ev.gather(x)
	switch {
	case !ev.n.needs.any:
		ev.run(&ev.work)
	default:
		ev.settleNeeds()
	}
	if ev.n.byLayer() {
		ev.countLayers()
	} else {
		ev.countSites()
	}
}

// gather sorts x into elements and arcs, with what the elements are a part of.
func (ev *Evaluator) gather(x []int) {
	if ev.epoch == math.MaxUint32 {
		ev.forget()
	}
	ev.epoch++
	ev.off, ev.out, ev.faded = ev.off[:0], ev.out[:0], ev.faded[:0]
	ev.arcs.start(ev.epoch)
	elements := len(ev.n.inv.Elements)
	for _, t := range x {
		switch {
		case !ev.n.hasThing(t):
		case t >= elements:
			ev.arcs.turnOff(t - elements)
		default:
			ev.off = append(ev.off, int32(t))
			ev.off = append(ev.off, ev.n.hosts.row(int32(t))...)
		}
	}
}

func (ev *Evaluator) forget() {
	for _, marks := range [][]uint32{ev.siteMark, ev.layerMark, ev.cellMark, ev.degradedMark, ev.arcs.link, ev.arcs.arc} {
		clear(marks)
	}
	ev.judge.forget()
	ev.epoch = 0
}

// run asks a flow what is cut off with the gathered things off, and the elements that do not work.
func (ev *Evaluator) run(p *pass) {
	p.start()
	p.turnOff(ev.off)
	if len(ev.arcs.list) == 0 {
		p.reconnect()
		return
	}
	for _, a := range ev.arcs.list {
		p.sever(a, ev.n.carriers.tail[a])
	}
	p.reconnectOver(&ev.arcs)
}

func (ev *Evaluator) settleNeeds() {
	j := &ev.judge
	j.start(ev.epoch)
	if len(ev.reach) == 0 {
		ev.run(&ev.work)
		j.hear(&ev.work, 0)
	}
	for g := range ev.reach {
		ev.run(&ev.reach[g])
		j.hear(&ev.reach[g], g)
	}
	j.decide()
	ev.byMask = len(ev.reach) > 0 && len(j.stopped) == 0 && ev.n.needs.covers
	if !ev.byMask && (len(ev.reach) > 0 || len(j.stopped) > 0) {
		ev.off = append(ev.off, j.stopped...)
		ev.run(&ev.work)
	}
}
