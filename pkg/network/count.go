package network

// countSites counts down the serving elements of the sites that lost some.
func (ev *Evaluator) countSites() {
	p, serves, epoch := &ev.work, ev.n.serves, ev.epoch
	for _, v := range p.touched {
		s := serves[v]
		if s < 0 || !p.lost(v) {
			continue
		}
		if ev.siteMark[s] != epoch {
			ev.siteMark[s] = epoch
			ev.siteLeft[s] = ev.n.layers.siteCount[s]
		}
		ev.siteLeft[s]--
		if ev.siteLeft[s] == 0 {
			ev.out = append(ev.out, s)
		}
	}
}

// countLayers counts down the cells of the layers that lost some.
func (ev *Evaluator) countLayers() {
	p := &ev.work
	if ev.byMask {
		for _, e := range ev.judge.changed {
			if ev.judge.maskOf(e) == 0 {
				ev.dropCells(e)
			}
		}
	} else {
		for _, v := range p.touched {
			if ev.n.serves[v] >= 0 && p.lost(v) {
				ev.dropCells(p.f.element[v])
			}
		}
	}
	for _, q := range ev.judge.unmet {
		for _, c := range ev.n.needs.cells.row(q) {
			ev.drop(c)
		}
	}
}

func (ev *Evaluator) dropCells(e int32) {
	from, to := ev.n.layers.cells(e)
	for c := from; c < to; c++ {
		ev.drop(c)
	}
}

func (ev *Evaluator) drop(cell int32) {
	l, epoch := &ev.n.layers, ev.epoch
	if !l.cellOn[cell] || ev.cellMark[cell] == epoch {
		return
	}
	ev.cellMark[cell] = epoch
	layer := l.cellLayer[cell]
	if ev.layerMark[layer] != epoch {
		ev.layerMark[layer] = epoch
		ev.layerLeft[layer] = l.layerCells[layer]
	}
	ev.layerLeft[layer]--
	if ev.layerLeft[layer] > 0 {
		return
	}
	ev.faded = append(ev.faded, layer)
	s := l.layerSite[layer]
	if ev.siteMark[s] != epoch {
		ev.siteMark[s] = epoch
		ev.siteLeft[s] = l.siteLayers[s]
	}
	ev.siteLeft[s]--
	if ev.siteLeft[s] == 0 {
		ev.out = append(ev.out, s)
	}
}
