package network

// recount brings the loss up to date with the work forest and the needs.
func (t *Tracker) recount() {
	l := &t.n.layers
	for _, v := range t.work.flipped {
		from, to := l.cells(t.work.f.element[v])
		for c := from; c < to; c++ {
			t.ask(c, v)
		}
	}
	for _, q := range t.faded {
		v := t.work.f.node[t.n.needs.holder[q]]
		for _, c := range t.n.needs.cells.row(q) {
			t.ask(c, v)
		}
	}
	t.faded = t.faded[:0]
}

// ask looks whether a cell of a node is on.
func (t *Tracker) ask(cell, v int32) {
	l := &t.n.layers
	if !l.cellOn[cell] {
		return // not even with everything on
	}
	on := t.work.delivers[v] && (t.taken == nil || t.taken[cell] == 0)
	if on == t.cellOn[cell] {
		return
	}
	t.cellOn[cell] = on
	layer := l.cellLayer[cell]
	s := l.layerSite[layer]
	switch {
	case on:
		t.layerLeft[layer]++
		if t.layerLeft[layer] > 1 {
			return
		}
	default:
		t.layerLeft[layer]--
		if t.layerLeft[layer] > 0 {
			return
		}
	}
	t.tally(s, -1)
	if on {
		t.siteLeft[s]++
		t.without[s] -= l.only(layer)
	} else {
		t.siteLeft[s]--
		t.without[s] += l.only(layer)
		if t.siteLeft[s] == 0 {
			t.wentOut = append(t.wentOut, s)
		}
	}
	t.tally(s, 1)
}

// tally adds what a site loses now to the loss, or takes it back.
func (t *Tracker) tally(s int32, sign int) {
	switch left := t.siteLeft[s]; {
	case left == 0:
		t.loss.addSite(&t.n.inv.Sites[s], sign)
	case left < t.n.layers.siteLayers[s]:
		t.loss.Degraded += sign
		t.loss.Subscribers += sign * t.without[s]
	}
}
