package network

// Tracker follows who loses service while things go off and on one by one. A step looks only at what it can affect: what
// hangs on the thing in a forest of delivering paths when it goes off, what can deliver again when it comes on. Nothing is
// allocated after the first steps. It belongs to one goroutine at a time.
//
// Things count: what was off twice is on again after it was on twice. On of a thing that is not off has no effect.
//
// Where there are needs there is a forest for each site of gateways over everything that is on, which decides the needs,
// and one over what works.
type Tracker struct {
	n *Network

	count    []int32 // thing → how often it is off
	offBy    []int32 // element → things off that put it off: itself, its parts
	arcsLeft []int32 // arc → links that still carry it, -1 where an uplink does

	work  forest
	reach []forest

	mask  []uint64 // element → gateway sites that it reaches
	meets []bool   // alternative → it meets its need
	left  []int32  // need → alternatives that meet it
	unmet []int32  // element → unmet needs without generations; it works where there are none
	taken []int32  // cell → unmet needs that take it away

	cellOn    []bool
	layerLeft []int32 // layer → cells
	siteLeft  []int32 // site → layers
	without   []int   // site → subscribers of lost layers, where those are lost alone
	loss      Loss

	changed []int32 // elements whose mask or work changed in this step
	stopped []int32 // elements that the needs stopped or started in this step
	faded   []int32 // needs of generations that became unmet or met in this step
	turned  []int32 // elements that went off or came on in this step, not for a need
	arcs    []int32 // arcs likewise
	wentOut []int32 // sites that went out of service in this step
}

// NewTracker returns a tracker with everything on: O(elements + links) memory and time.
func (n *Network) NewTracker() *Tracker {
	l := &n.layers
	t := &Tracker{
		n:         n,
		count:     make([]int32, n.Things()),
		offBy:     make([]int32, len(n.inv.Elements)),
		arcsLeft:  append([]int32(nil), n.carriers.links...),
		cellOn:    append([]bool(nil), l.cellOn...),
		layerLeft: append([]int32(nil), l.layerCells...),
		siteLeft:  append([]int32(nil), l.siteLayers...),
		without:   make([]int, len(n.inv.Sites)),
		wentOut:   make([]int32, 0, len(n.inv.Sites)),
	}
	t.work = newForest(n.flow, t.arcsLeft)
	if n.needs.any {
		d := &n.needs
		for _, f := range n.reach {
			t.reach = append(t.reach, newForest(f, t.arcsLeft))
		}
		t.mask = append([]uint64(nil), d.mask...)
		t.meets = append([]bool(nil), d.meets...)
		t.left = append([]int32(nil), d.left...)
		t.taken = append([]int32(nil), d.taken...)
		t.unmet = make([]int32, len(n.inv.Elements))
		for q, left := range d.left {
			if left == 0 && d.whole[q] {
				t.unmet[d.holder[q]]++
			}
		}
	}
	return t
}

// Reset turns everything on, with every path as it was in the beginning: a copy of a few arrays.
func (t *Tracker) Reset() {
	o := t.n.intact()
	clear(t.count)
	clear(t.offBy)
	clear(t.without)
	copy(t.arcsLeft, o.arcsLeft)
	t.work.copyFrom(&o.work)
	for g := range t.reach {
		t.reach[g].copyFrom(&o.reach[g])
	}
	copy(t.mask, o.mask)
	copy(t.meets, o.meets)
	copy(t.left, o.left)
	copy(t.unmet, o.unmet)
	copy(t.taken, o.taken)
	copy(t.cellOn, o.cellOn)
	copy(t.layerLeft, o.layerLeft)
	copy(t.siteLeft, o.siteLeft)
	t.loss = Loss{}
	t.wentOut = t.wentOut[:0]
}

// Loss counts who is without service now, against everything on.
func (t *Tracker) Loss() Loss { return t.loss }

// AppendLostSites appends the sites that are out of service now to dst, ascending.
func (t *Tracker) AppendLostSites(dst []int) []int {
	for s := range t.siteLeft {
		if t.out(int32(s)) {
			dst = append(dst, s)
		}
	}
	return dst
}

// AppendLostItems appends the items that are lost now to dst, ascending; see [Item].
func (t *Tracker) AppendLostItems(dst []int) []int {
	l := &t.n.layers
	dst = t.AppendLostSites(dst)
	for i := len(t.siteLeft); i < len(l.items); i++ {
		if t.layerLeft[l.itemLayer[i]] == 0 {
			dst = append(dst, i)
		}
	}
	return dst
}

// out reports whether a site that is in service with everything on is out.
func (t *Tracker) out(s int32) bool { return t.siteLeft[s] == 0 && t.n.layers.siteLayers[s] > 0 }

// Off takes a thing off. An index of nothing has no effect.
func (t *Tracker) Off(thing int) {
	t.wentOut = t.wentOut[:0]
	if !t.n.hasThing(thing) {
		return
	}
	t.count[thing]++
	if t.count[thing] == 1 {
		t.step(thing, 1)
	}
}

// On takes a thing back on.
func (t *Tracker) On(thing int) {
	t.wentOut = t.wentOut[:0]
	if !t.n.hasThing(thing) || t.count[thing] == 0 {
		return
	}
	t.count[thing]--
	if t.count[thing] == 0 {
		t.step(thing, -1)
	}
}

// step lets one thing go off (1) or come on (-1). Either everything in a step goes down or everything goes up, so that
// nothing changes twice.
func (t *Tracker) step(thing int, sign int32) {
	t.turn(thing, sign)
	t.changed, t.stopped = t.changed[:0], t.stopped[:0]
	for g := range t.reach {
		f := &t.reach[g]
		t.move(f, sign)
		for _, v := range f.flipped {
			e := f.f.element[v]
			if t.n.needs.matters[e] {
				t.mask[e] ^= 1 << g
				t.changed = append(t.changed, e)
			}
		}
	}
	if t.reach != nil {
		t.decide(sign)
	}
	t.move(&t.work, sign)
	for _, e := range t.stopped {
		if sign > 0 {
			t.work.turnOff(e)
		} else {
			t.work.turnOn(e)
		}
	}
	t.recount()
}

// turn finds the elements and arcs that go off or come on with a thing.
func (t *Tracker) turn(thing int, sign int32) {
	t.turned, t.arcs = t.turned[:0], t.arcs[:0]
	edge := int32(0) // the count at which something goes off, or comes on
	if sign > 0 {
		edge = 1
	}
	if l := t.n.LinkOf(thing); l >= 0 {
		for _, a := range t.n.carriers.byLink[2*l : 2*l+2] {
			if a < 0 {
				continue
			}
			t.arcsLeft[a] -= sign
			if t.arcsLeft[a] == 1-edge {
				t.arcs = append(t.arcs, a)
			}
		}
		return
	}
	for _, h := range t.n.hosts.row(int32(thing)) {
		t.offBy[h] += sign
		if t.offBy[h] == edge {
			t.turned = append(t.turned, h)
		}
	}
	t.offBy[thing] += sign
	if t.offBy[thing] == edge {
		t.turned = append(t.turned, int32(thing))
	}
}

// move follows in a forest.
func (t *Tracker) move(f *forest, sign int32) {
	f.flipped = f.flipped[:0]
	for _, e := range t.turned {
		if sign > 0 {
			f.turnOff(e)
		} else {
			f.turnOn(e)
		}
	}
	for _, a := range t.arcs {
		if sign > 0 {
			f.sever(a, t.n.carriers.tail[a])
		} else {
			f.mend(t.n.carriers.tail[a])
		}
	}
}

// decide works through the needs that the changed elements have or may meet, until nothing more changes.
func (t *Tracker) decide(sign int32) {
	d := &t.n.needs
	for i := 0; i < len(t.changed); i++ {
		e := t.changed[i]
		for _, a := range d.byTarget.row(e) {
			t.check(a, sign)
		}
		if d.single {
			continue
		}
		for _, q := range d.byHolder.row(e) {
			for a := d.alts[q]; a < d.alts[q+1]; a++ {
				t.check(a, sign)
			}
		}
	}
}

func (t *Tracker) check(a, sign int32) {
	d := &t.n.needs
	q, e := d.need[a], d.target[a]
	h := d.holder[q]
	meets := t.unmet[e] == 0 && d.common(h, t.mask[h], t.mask[e])
	if meets == t.meets[a] {
		return
	}
	t.meets[a] = meets
	t.left[q] -= sign
	edge := int32(0) // of the count of unmet needs, after this one
	switch {
	case sign > 0 && t.left[q] == 0:
		edge = 1
	case sign < 0 && t.left[q] == 1:
	default:
		return
	}
	if !d.whole[q] {
		for _, c := range d.cells.row(q) {
			t.taken[c] += sign
		}
		t.faded = append(t.faded, q)
		return
	}
	t.unmet[h] += sign
	if t.unmet[h] == edge {
		t.stopped = append(t.stopped, h)
		t.changed = append(t.changed, h)
	}
}
