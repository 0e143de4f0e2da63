package network

// judge finds the needs that a set breaks, beside those that are unmet with everything on. It looks only at needs whose
// holder or target is touched.
type judge struct {
	n     *Network
	epoch uint32

	maskMark, stopMark, altMark, needMark []uint32
	mask                                  []uint64 // element → gateway sites it still reaches, valid where marked
	left                                  []int32  // need → alternatives that still meet it, likewise

	changed []int32 // elements whose mask or work changed
	stopped []int32 // elements that stop working
	unmet   []int32 // needs that became unmet
}

func newJudge(n *Network) judge {
	d, elements := &n.needs, len(n.inv.Elements)
	return judge{
		n:        n,
		maskMark: make([]uint32, elements),
		stopMark: make([]uint32, elements),
		altMark:  make([]uint32, len(d.target)),
		needMark: make([]uint32, len(d.holder)),
		mask:     make([]uint64, elements),
		left:     make([]int32, len(d.holder)),
		changed:  make([]int32, 0, 2*elements),
		stopped:  make([]int32, 0, elements),
		unmet:    make([]int32, 0, len(d.holder)),
	}
}

func (j *judge) start(epoch uint32) {
	j.epoch = epoch
	j.changed, j.stopped, j.unmet = j.changed[:0], j.stopped[:0], j.unmet[:0]
}

func (j *judge) forget() {
	for _, marks := range [][]uint32{j.maskMark, j.stopMark, j.altMark, j.needMark} {
		clear(marks)
	}
}

// hear takes down what a pass over the flow to one site of gateways has cut off.
func (j *judge) hear(p *pass, g int) {
	for _, v := range p.touched {
		if !p.lost(v) {
			continue
		}
		e := p.f.element[v]
		if !j.n.needs.matters[e] {
			continue
		}
		if j.maskMark[e] != j.epoch {
			j.maskMark[e] = j.epoch
			j.mask[e] = j.n.needs.mask[e]
			j.changed = append(j.changed, e)
		}
		j.mask[e] &^= 1 << g
	}
}

// decide works through what changed until nothing more does.
func (j *judge) decide() {
	d := &j.n.needs
	for i := 0; i < len(j.changed); i++ {
		e := j.changed[i]
		for _, a := range d.byTarget.row(e) {
			j.check(a)
		}
		if d.single {
			continue
		}
		if j.maskOf(e) == 0 {
			continue // delivers nothing, and meets nobody's need, whatever it needs itself
		}
		for _, q := range d.byHolder.row(e) {
			for a := d.alts[q]; a < d.alts[q+1]; a++ {
				j.check(a)
			}
		}
	}
}

func (j *judge) maskOf(e int32) uint64 {
	if j.maskMark[e] == j.epoch {
		return j.mask[e]
	}
	return j.n.needs.mask[e]
}

func (j *judge) check(a int32) {
	d := &j.n.needs
	if !d.meets[a] || j.altMark[a] == j.epoch {
		return
	}
	q, t := d.need[a], d.target[a]
	h := d.holder[q]
	hmask := j.maskOf(h)
	if hmask == 0 || j.stopMark[t] != j.epoch && d.common(h, hmask, j.maskOf(t)) {
		return
	}
	j.altMark[a] = j.epoch
	if j.needMark[q] != j.epoch {
		j.needMark[q] = j.epoch
		j.left[q] = d.left[q]
	}
	j.left[q]--
	if j.left[q] > 0 {
		return
	}
	j.unmet = append(j.unmet, q)
	if d.whole[q] && j.stopMark[h] != j.epoch {
		j.stopMark[h] = j.epoch
		j.stopped = append(j.stopped, h)
		j.changed = append(j.changed, h)
	}
}
