package network

import "math"

// pass finds what is cut off from the roots of one flow.
//
// Only elements whose path crosses what is off can be cut off, and those are the subtrees of it in the tree of shortest
// paths, each a range of node numbers. One of them delivers after all if it is on and hands on to an element outside of
// those ranges, or to one that delivers after all. So the cost is that of the subtrees and their arcs, not of the network:
// nanoseconds for a radio site at the end of a chain, one pass over everything for the core.
type pass struct {
	f    *flow
	base uint32   // mark[v] < base: v is untouched
	mark []uint32 // else base + one of the states below

	touched []int32 // nodes in the subtrees of what is off
	queue   []int32 // nodes that deliver after all, as far as found
}

const (
	cut    = 0 // every path found so far is cut
	off    = 1 // off itself, or with a part that is
	back   = 2 // delivers over another path
	states = 3
)

func newPass(f *flow) pass {
	nodes := len(f.element)
	return pass{
		f:       f,
		mark:    make([]uint32, nodes),
		touched: make([]int32, 0, nodes),
		queue:   make([]int32, 0, nodes),
	}
}

// start forgets the last set.
func (p *pass) start() {
	if p.base > math.MaxUint32-2*states {
		clear(p.mark)
		p.base = 0
	}
	p.base += states
	p.touched, p.queue = p.touched[:0], p.queue[:0]
}

// turnOff takes elements out of the flow.
func (p *pass) turnOff(elements []int32) {
	for _, e := range elements {
		if v := p.f.node[e]; v >= 0 {
			p.cutBelow(v)
			p.mark[v] = p.base + off
		}
	}
}

// sever takes an arc with this tail out of the tree, if it is in it.
func (p *pass) sever(arc, tail int32) {
	if v := p.f.node[tail]; v >= 0 && p.f.parentArc[v] == arc {
		p.cutBelow(v)
	}
}

func (p *pass) cutBelow(v int32) {
	if p.mark[v] >= p.base {
		return
	}
	end := p.f.end
	for u := v; u < end[v]; {
		if p.mark[u] >= p.base {
			u = end[u] // marked before, and its whole subtree with it
			continue
		}
		p.mark[u] = p.base + cut
		p.touched = append(p.touched, u)
		u++
	}
}

// lost reports whether a touched node is off or cut.
func (p *pass) lost(v int32) bool { return p.mark[v] != p.base+back }

// reconnect finds the nodes that are cut from their path and deliver over another.
func (p *pass) reconnect() {
	f := p.f
	for _, v := range p.touched {
		if p.mark[v] != p.base+cut {
			continue
		}
		for _, w := range f.out.row(v) {
			if p.mark[w] < p.base {
				p.mark[v] = p.base + back
				p.queue = append(p.queue, v)
				break
			}
		}
	}
	for head := 0; head < len(p.queue); head++ {
		for _, v := range f.in.row(p.queue[head]) {
			if p.mark[v] == p.base+cut {
				p.mark[v] = p.base + back
				p.queue = append(p.queue, v)
			}
		}
	}
}

// reconnectOver does the same where arcs are gone.
func (p *pass) reconnectOver(arcs *arcsOff) {
	f := p.f
	for _, v := range p.touched {
		if p.mark[v] != p.base+cut {
			continue
		}
		for i := f.out.start[v]; i < f.out.start[v+1]; i++ {
			if p.mark[f.out.to[i]] < p.base && !arcs.gone(f.outArc[i]) {
				p.mark[v] = p.base + back
				p.queue = append(p.queue, v)
				break
			}
		}
	}
	for head := 0; head < len(p.queue); head++ {
		w := p.queue[head]
		for i := f.in.start[w]; i < f.in.start[w+1]; i++ {
			if v := f.in.to[i]; p.mark[v] == p.base+cut && !arcs.gone(f.inArc[i]) {
				p.mark[v] = p.base + back
				p.queue = append(p.queue, v)
			}
		}
	}
}

// arcsOff is the arcs that links off have taken away.
type arcsOff struct {
	c     *carriers
	epoch uint32
	link  []uint32 // link → the epoch in which it was last off
	arc   []uint32 // arc → the epoch for which left is valid
	left  []int32  // arc → links that still carry it
	list  []int32  // arcs gone
}

func newArcsOff(n *Network) arcsOff {
	return arcsOff{
		c:    &n.carriers,
		link: make([]uint32, len(n.inv.Links)),
		arc:  make([]uint32, len(n.out.to)),
		left: make([]int32, len(n.out.to)),
		list: make([]int32, 0, 2*len(n.inv.Links)),
	}
}

// start forgets the last set; an epoch is never zero and comes once.
func (a *arcsOff) start(epoch uint32) {
	a.epoch = epoch
	a.list = a.list[:0]
}

func (a *arcsOff) turnOff(l int) {
	if a.link[l] == a.epoch {
		return
	}
	a.link[l] = a.epoch
	for _, at := range a.c.byLink[2*l : 2*l+2] {
		if at < 0 {
			continue
		}
		if a.arc[at] != a.epoch {
			a.arc[at] = a.epoch
			a.left[at] = a.c.links[at]
		}
		a.left[at]--
		if a.left[at] == 0 {
			a.list = append(a.list, at)
		}
	}
}

func (a *arcsOff) gone(at int32) bool { return a.arc[at] == a.epoch && a.left[at] == 0 }
