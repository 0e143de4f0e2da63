package network

import (
	"slices"

	"github.com/riprep/riprep/pkg/inventory"
)

// A thing is what can be off: an element, by its index, or a link, by its index behind those of the elements.

// Things is how many things there are: elements and links.
func (n *Network) Things() int { return len(n.inv.Elements) + len(n.inv.Links) }

// LinkThing is the thing that the link with this index is, -1 where there is no such link.
func (n *Network) LinkThing(l int) int {
	if l < 0 || l >= len(n.inv.Links) {
		return -1
	}
	return len(n.inv.Elements) + l
}

// LinkOf is the index of the link that a thing is, -1 where it is an element or nothing.
func (n *Network) LinkOf(thing int) int {
	if thing < len(n.inv.Elements) || thing >= n.Things() {
		return -1
	}
	return thing - len(n.inv.Elements)
}

func (n *Network) hasThing(t int) bool { return t >= 0 && t < n.Things() }

// carriers is what carries the arcs of the network. An arc is its position in Network.out. It is gone when all links that
// carry it are off; an uplink cannot be off by itself, so an arc that an uplink carries is never gone while both ends are on.
type carriers struct {
	tail    []int32 // arc → the element that it leads from
	links   []int32 // arc → how many links carry it, -1 where an uplink does
	byLink  []int32 // twice the link, and one more → its arcs from A to B and from B to A; -1 where none hangs on it
	carried csr     // arc → the links that carry it; empty where an uplink does
}

func newCarriers(inv *inventory.Inventory, ids map[string]int32, out, uplinks csr) carriers {
	c := carriers{
		tail:   make([]int32, len(out.to)),
		links:  make([]int32, len(out.to)),
		byLink: make([]int32, 2*len(inv.Links)),
	}
	for e := range int32(out.rows()) {
		for a := out.start[e]; a < out.start[e+1]; a++ {
			c.tail[a] = e
		}
		for _, u := range uplinks.row(e) {
			if a := out.at(e, u); a >= 0 {
				c.links[a] = -1
			}
		}
	}
	carried := make([]arc, 0, 2*len(inv.Links))
	for l := range inv.Links {
		a, okA := ids[inv.Links[l].A]
		b, okB := ids[inv.Links[l].B]
		for way, ends := range [2]arc{{a, b}, {b, a}} {
			c.byLink[2*l+way] = -1
			if !okA || !okB || a == b {
				continue
			}
			if at := out.at(ends.from, ends.to); c.links[at] >= 0 {
				c.links[at]++
				c.byLink[2*l+way] = at
				carried = append(carried, arc{at, int32(l)})
			}
		}
	}
	c.carried = newCSR(len(out.to), carried)
	return c
}

// at is the position of column j in row i, -1 where it is not there.
func (c csr) at(i, j int32) int32 {
	k, found := slices.BinarySearch(c.row(i), j)
	if !found {
		return -1
	}
	return c.start[i] + int32(k)
}
