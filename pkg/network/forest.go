package network

// forest is the delivering paths of one flow, kept up to date while things go off and on: every node that delivers hangs
// under the next one on a path of its own, at a root under nothing. The path need not be the shortest.
//
// Invariant: a node that is on delivers if and only if it is a root or an arc that is on leads from it to one that delivers.
type forest struct {
	f        *flow
	arcsLeft []int32 // arc of the network → links that still carry it, -1 for an uplink; belongs to the tracker

	parent, by        []int32 // node → the next one, and the arc to it; -1 where there is none
	first, next, prev []int32 // node → its first child, and its siblings; -1 for none
	off               []int32 // node → how often it is off
	delivers          []bool

	list    []int32 // room for a subtree
	queue   []int32
	flipped []int32 // nodes that the last step gave or took service
}

func newForest(f *flow, arcsLeft []int32) forest {
	nodes := len(f.element)
	t := forest{
		f: f, arcsLeft: arcsLeft,
		parent: make([]int32, nodes), by: make([]int32, nodes),
		first: make([]int32, nodes), next: make([]int32, nodes), prev: make([]int32, nodes),
		off: make([]int32, nodes), delivers: make([]bool, nodes),
		list: make([]int32, 0, nodes), queue: make([]int32, 0, nodes), flipped: make([]int32, 0, nodes),
	}
	for v := range nodes {
		t.first[v] = -1
	}
	for v := int32(nodes) - 1; v >= 0; v-- {
		t.hang(v, f.parent[v], f.parentArc[v])
	}
	return t
}

func (t *forest) copyFrom(o *forest) {
	copy(t.parent, o.parent)
	copy(t.by, o.by)
	copy(t.first, o.first)
	copy(t.next, o.next)
	copy(t.prev, o.prev)
	copy(t.off, o.off)
	copy(t.delivers, o.delivers)
}

func (t *forest) hang(v, parent, by int32) {
	t.delivers[v] = true
	t.parent[v], t.by[v] = parent, by
	t.prev[v], t.next[v] = -1, -1
	if parent < 0 {
		return
	}
	if c := t.first[parent]; c >= 0 {
		t.prev[c], t.next[v] = v, c
	}
	t.first[parent] = v
}

func (t *forest) unhang(v int32) {
	p, next, prev := t.parent[v], t.next[v], t.prev[v]
	if next >= 0 {
		t.prev[next] = prev
	}
	if prev >= 0 {
		t.next[prev] = next
	} else if p >= 0 {
		t.first[p] = next
	}
	t.parent[v] = -1
}

// anchor hangs a node that is on under the first node that delivers, or leaves it.
func (t *forest) anchor(v int32) bool {
	f := t.f
	if f.parentArc[v] < 0 {
		t.hang(v, -1, -1)
		return true
	}
	for i := f.out.start[v]; i < f.out.start[v+1]; i++ {
		if w := f.out.to[i]; t.delivers[w] && t.arcsLeft[f.outArc[i]] != 0 {
			t.hang(v, w, f.outArc[i])
			return true
		}
	}
	return false
}

// grow gives service to whatever hands on, directly or over others, to the nodes of the queue.
func (t *forest) grow() {
	f := t.f
	for head := 0; head < len(t.queue); head++ {
		w := t.queue[head]
		for i := f.in.start[w]; i < f.in.start[w+1]; i++ {
			v := f.in.to[i]
			if !t.delivers[v] && t.off[v] == 0 && t.arcsLeft[f.inArc[i]] != 0 {
				t.hang(v, w, f.inArc[i])
				t.queue = append(t.queue, v)
			}
		}
	}
}

// detach takes the subtree of a node from its path and hangs up again what can be.
func (t *forest) detach(top int32) {
	t.unhang(top)
	t.list, t.queue = append(t.list[:0], top), t.queue[:0]
	for head := 0; head < len(t.list); head++ {
		v := t.list[head]
		for c := t.first[v]; c >= 0; c = t.next[c] {
			t.list = append(t.list, c)
		}
		t.delivers[v] = false
		t.first[v] = -1
	}
	for _, v := range t.list {
		if t.off[v] == 0 && t.anchor(v) {
			t.queue = append(t.queue, v)
		}
	}
	t.grow()
	for _, v := range t.list {
		if !t.delivers[v] {
			t.flipped = append(t.flipped, v)
		}
	}
}

// attach hangs a node up, and what can deliver again by it.
func (t *forest) attach(v int32) {
	if t.delivers[v] || t.off[v] > 0 || !t.anchor(v) {
		return
	}
	t.queue = append(t.queue[:0], v)
	t.grow()
	t.flipped = append(t.flipped, t.queue...)
}

// turnOff and turnOn count: an element may be off for more than one reason.
func (t *forest) turnOff(e int32) {
	v := t.f.node[e]
	if v < 0 {
		return
	}
	t.off[v]++
	if t.delivers[v] {
		t.detach(v)
	}
}

func (t *forest) turnOn(e int32) {
	v := t.f.node[e]
	if v < 0 {
		return
	}
	t.off[v]--
	t.attach(v)
}

// sever and mend follow an arc with this tail that is gone, or there again.
func (t *forest) sever(arc, tail int32) {
	if v := t.f.node[tail]; v >= 0 && t.delivers[v] && t.by[v] == arc {
		t.detach(v)
	}
}

func (t *forest) mend(tail int32) {
	if v := t.f.node[tail]; v >= 0 {
		t.attach(v)
	}
}
