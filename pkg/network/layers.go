package network

import "slices"

// layers is what the sites offer. A cell is a generation of one serving element, or the element itself where it names no
// generations; a layer is a generation at a site, offered by one or more cells. Cells are numbered along the elements,
// layers along the sites.
type layers struct {
	cellStart  []int32 // element → its first cell; its last is before that of the next element
	cellLayer  []int32
	layerStart []int32 // site → its first layer
	layerSite  []int32
	layerName  []string // the generation, "" for the unnamed one

	// With everything on:
	cellOn     []bool
	layerCells []int32 // layer → cells that are on
	siteLayers []int32 // site → layers in service
	siteCount  []int32 // site → serving elements with a cell that is on
	mixed      bool    // some layer lives by fewer elements than its site: it may be lost alone

	items     []Item
	itemStart []int32 // site → the first of the items of its layers
	itemLayer []int32 // item → its layer, -1 for a whole site
	layerItem []int32 // layer → its item, -1 where it has none of its own
}

func newLayers(n *Network) layers {
	elements := n.inv.Elements
	l := layers{cellStart: make([]int32, len(elements)+1), layerStart: make([]int32, len(n.inv.Sites)+1)}
	at := make(map[int32][]int32, len(n.serving.to)) // element → the layers of its cells
	for s := range n.inv.Sites {
		first := len(l.layerName)
		for _, e := range n.serving.row(int32(s)) {
			names := elements[e].Generations
			if len(names) == 0 {
				names = []string{""}
			}
			for _, name := range names {
				k := slices.Index(l.layerName[first:], name)
				if k < 0 {
					k = len(l.layerName) - first
					l.layerName = append(l.layerName, name)
					l.layerSite = append(l.layerSite, int32(s))
				}
				if layer := int32(first + k); !slices.Contains(at[e], layer) {
					at[e] = append(at[e], layer)
				}
			}
		}
		l.layerStart[s+1] = int32(len(l.layerName))
	}
	for e := range elements {
		l.cellLayer = append(l.cellLayer, at[int32(e)]...)
		l.cellStart[e+1] = int32(len(l.cellLayer))
	}
	return l
}

// cells is the range of an element's cells.
func (l *layers) cells(e int32) (from, to int32) { return l.cellStart[e], l.cellStart[e+1] }

// settle counts what is in service with everything on: the cells of the elements that deliver, without those that a need
// has taken away.
func (l *layers) settle(n *Network, takenAway func(cell int32) bool) {
	l.cellOn = make([]bool, len(l.cellLayer))
	l.layerCells = make([]int32, len(l.layerSite))
	l.siteLayers = make([]int32, len(n.inv.Sites))
	l.siteCount = make([]int32, len(n.inv.Sites))
	for _, e := range n.serving.to {
		if n.flow.node[e] < 0 {
			continue
		}
		any := false
		from, to := l.cells(e)
		for c := from; c < to; c++ {
			if takenAway(c) {
				continue
			}
			any = true
			l.cellOn[c] = true
			layer := l.cellLayer[c]
			l.layerCells[layer]++
			if l.layerCells[layer] == 1 {
				l.siteLayers[l.layerSite[layer]]++
			}
		}
		if any {
			l.siteCount[n.siteOf[e]]++
		}
	}
	for layer, cells := range l.layerCells {
		if cells > 0 && cells < l.siteCount[l.layerSite[layer]] {
			l.mixed = true
		}
	}
	l.nameItems(n)
}
