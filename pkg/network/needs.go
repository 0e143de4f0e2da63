package network

import "slices"

// needs is Element.Needs made flat: a need of an element belongs to it, or, if it is a part, to each of the serving
// elements that it is a part of. Needs that change nobody's service are left out: those of elements that can hand nothing
// on and are no part, and those of generations at elements that do not serve.
type needs struct {
	any     bool
	single  bool     // one site of gateways: what reaches a gateway has it in common with everything that does
	covers  bool     // with everything on all works, and every site of gateways has a bit: the masks say what delivers
	matters []bool   // element → is a holder or a target, or serves
	hmask   []uint64 // element → the gateways that may be the common one when it is the holder: at a gateway its own

	holder   []int32     // need → the element that has it
	origin   []UnmetNeed // need → where the inventory states it
	whole    []bool      // need → the element as a whole has it, not some generations
	cells    csr         // need → the cells that it takes away when unmet; none for a whole one
	alts     []int32     // need → its first alternative
	target   []int32     // alternative → the element that may meet the need
	need     []int32     // alternative → its need
	byHolder csr         // element → its needs
	byTarget csr         // element → the alternatives that it is the target of

	// With everything on:
	mask   []uint64 // element → the sites of gateways that it reaches
	meets  []bool   // alternative → it meets its need
	left   []int32  // need → alternatives that meet it
	broken []bool   // element → a need without generations is unmet: it does not work
	taken  []int32  // cell → unmet needs that take it away
}

// owners calls each for every need with the element that it counts for.
func (n *Network) owners(each func(holder int32, e, k int)) {
	for e := range n.inv.Elements {
		for k := range n.inv.Elements[e].Needs {
			if n.handsOn(int32(e)) {
				each(int32(e), e, k)
				continue
			}
			for _, h := range n.hosts.row(int32(e)) {
				each(h, e, k)
			}
		}
	}
}

// needArcs leads from each element to what it or a part of it needs as a whole.
func (n *Network) needArcs(ids map[string]int32) csr {
	var arcs []arc
	for e := range n.inv.Elements {
		for _, need := range n.inv.Elements[e].Needs {
			if len(need.Generations) > 0 {
				continue
			}
			for _, id := range need.On {
				t, ok := ids[id]
				if !ok {
					continue
				}
				arcs = append(arcs, arc{int32(e), t})
				for _, h := range n.hosts.row(int32(e)) {
					arcs = append(arcs, arc{h, t})
				}
			}
		}
	}
	return newCSR(len(n.inv.Elements), arcs)
}

func newNeeds(n *Network, ids map[string]int32) needs {
	var d needs
	d.single = len(n.gateways.sites) == 1
	var circle []int32 // element → the circle that it is in; asked for once there is a whole need
	elements := len(n.inv.Elements)
	var cells, byHolder, byTarget []arc
	n.owners(func(h int32, e, k int) {
		need := &n.inv.Elements[e].Needs[k]
		q := int32(len(d.holder))
		whole := len(need.Generations) == 0
		if whole && circle == nil {
			circle = circles(n.needArcs(ids))
		}
		if !whole {
			before := len(cells)
			from, to := n.layers.cells(h)
			for c := from; c < to; c++ {
				name := n.layers.layerName[n.layers.cellLayer[c]]
				if name != "" && slices.Contains(need.Generations, name) {
					cells = append(cells, arc{q, c})
				}
			}
			if len(cells) == before {
				return
			}
		}
		d.holder, d.whole, d.alts = append(d.holder, h), append(d.whole, whole), append(d.alts, int32(len(d.target)))
		d.origin = append(d.origin, UnmetNeed{e, k})
		byHolder = append(byHolder, arc{h, q})
		for i, id := range need.On {
			t, ok := ids[id]
			if !ok || slices.Contains(need.On[:i], id) || whole && (t == h || circle[t] == circle[h]) {
				continue
			}
			byTarget = append(byTarget, arc{t, int32(len(d.target))})
			d.target, d.need = append(d.target, t), append(d.need, q)
		}
	})
	d.alts = append(d.alts, int32(len(d.target)))
	d.any = len(d.holder) > 0 && len(n.gateways.all) > 0
	if !d.any {
		return needs{}
	}
	d.cells = newCSR(len(d.holder), cells)
	d.byHolder = newCSR(elements, byHolder)
	d.byTarget = newCSR(elements, byTarget)
	d.matters = make([]bool, elements)
	d.hmask = make([]uint64, elements)
	for e := range int32(elements) {
		from, to := n.layers.cells(e)
		d.matters[e] = len(d.byTarget.row(e)) > 0 || len(d.byHolder.row(e)) > 0 || from < to
		d.hmask[e] = ^uint64(0)
		if n.inv.Elements[e].IsGateway() {
			d.hmask[e] = n.gateways.own(e)
		}
	}
	return d
}

// common reports whether holder and target have a gateway in common, with these masks. With one site of gateways a holder
// that does not reach it delivers nothing anyway, so that only the target is looked at.
func (d *needs) common(h int32, hmask, tmask uint64) bool {
	if d.single {
		return tmask != 0
	}
	return hmask&d.hmask[h]&tmask != 0
}

// settle finds which needs are met with everything on. All begin as met by whoever has a gateway in common, then what does
// not work is taken out of the others' reckoning; there is no circle, so the order does not matter.
func (d *needs) settle(n *Network, reach []*flow) {
	elements := len(n.inv.Elements)
	d.mask = make([]uint64, elements)
	for g, f := range reach {
		for _, e := range f.element {
			d.mask[e] |= 1 << g
		}
	}
	d.meets = make([]bool, len(d.target))
	d.left = make([]int32, len(d.holder))
	d.broken = make([]bool, elements)
	d.taken = make([]int32, len(n.layers.cellLayer))
	for a, t := range d.target {
		h := d.holder[d.need[a]]
		if d.common(h, d.mask[h], d.mask[t]) {
			d.meets[a] = true
			d.left[d.need[a]]++
		}
	}
	var queue []int32
	unmet := func(q int32) {
		for _, c := range d.cells.row(q) {
			d.taken[c]++
		}
		if h := d.holder[q]; d.whole[q] && !d.broken[h] {
			d.broken[h] = true
			queue = append(queue, h)
		}
	}
	for q, left := range d.left {
		if left == 0 {
			unmet(int32(q))
		}
	}
	for len(queue) > 0 {
		t := queue[0]
		queue = queue[1:]
		for _, a := range d.byTarget.row(t) {
			if d.meets[a] {
				d.meets[a] = false
				d.left[d.need[a]]--
				if d.left[d.need[a]] == 0 {
					unmet(d.need[a])
				}
			}
		}
	}
}

// UnmetNeed is a need of an element that is unmet with everything on: a fault of the input.
type UnmetNeed struct{ Element, Need int }

// UnmetNeeds returns the needs that are unmet with everything on, of elements that reach a gateway, by element and then
// in the order of its needs.
func (n *Network) UnmetNeeds() []UnmetNeed {
	if !n.needs.any {
		return nil
	}
	var faults []UnmetNeed
	for q, left := range n.needs.left {
		fault := n.needs.origin[q]
		if left == 0 && n.needs.mask[n.needs.holder[q]] != 0 && !slices.Contains(faults, fault) {
			faults = append(faults, fault)
		}
	}
	return faults
}
