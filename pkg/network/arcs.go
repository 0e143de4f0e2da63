package network

import "github.com/riprep/riprep/pkg/inventory"

// indexElements maps id to index; of two elements with one id (a fault that loading reports) the first holds it.
func indexElements(inv *inventory.Inventory) map[string]int32 {
	ids := make(map[string]int32, len(inv.Elements))
	for i := range inv.Elements {
		if _, taken := ids[inv.Elements[i].ID]; !taken {
			ids[inv.Elements[i].ID] = int32(i)
		}
	}
	return ids
}

// indexSites maps id to index in the same way.
func indexSites(inv *inventory.Inventory) map[string]int32 {
	ids := make(map[string]int32, len(inv.Sites))
	for i := range inv.Sites {
		if _, taken := ids[inv.Sites[i].ID]; !taken {
			ids[inv.Sites[i].ID] = int32(i)
		}
	}
	return ids
}

func placeElements(inv *inventory.Inventory) []int32 {
	sites := indexSites(inv)
	siteOf := make([]int32, len(inv.Elements))
	for e := range inv.Elements {
		siteOf[e] = -1
		if s, ok := sites[inv.Elements[e].Site]; ok {
			siteOf[e] = s
		}
	}
	return siteOf
}

func uplinkArcs(inv *inventory.Inventory, ids map[string]int32) csr {
	var arcs []arc
	for e := range inv.Elements {
		for _, id := range inv.Elements[e].Uplinks {
			if u, ok := ids[id]; ok {
				arcs = append(arcs, arc{int32(e), u})
			}
		}
	}
	return newCSR(len(inv.Elements), arcs)
}

// allArcs joins uplinks and links. What an element hands to itself leads nowhere and is left out.
func allArcs(inv *inventory.Inventory, ids map[string]int32, uplinks csr) csr {
	arcs := make([]arc, 0, len(uplinks.to)+2*len(inv.Links))
	for e := range int32(len(inv.Elements)) {
		for _, u := range uplinks.row(e) {
			if u != e {
				arcs = append(arcs, arc{e, u})
			}
		}
	}
	for i := range inv.Links {
		a, okA := ids[inv.Links[i].A]
		b, okB := ids[inv.Links[i].B]
		if okA && okB && a != b {
			arcs = append(arcs, arc{a, b}, arc{b, a})
		}
	}
	return newCSR(len(inv.Elements), arcs)
}

// handsOn reports whether service can pass through or end at the element: otherwise it can only be a part.
func (n *Network) handsOn(e int32) bool {
	return n.inv.Elements[e].IsGateway() || len(n.out.row(e)) > 0
}

// mayServe reports whether an element is of a domain that subscribers are served by. A controller is not where they are.
func (n *Network) mayServe(e int32) bool {
	el := &n.inv.Elements[e]
	return (el.Domain == "ran" || el.Domain == "access") && el.Role != "controller"
}

func (n *Network) findServing() csr {
	inner := make([]bool, len(n.inv.Elements)) // another ran or access element of the site hands its service to it
	for e := range int32(len(inner)) {
		if n.mayServe(e) {
			for _, u := range n.uplinks.row(e) {
				if u != e && n.siteOf[u] == n.siteOf[e] {
					inner[u] = true
				}
			}
		}
	}
	var arcs []arc
	for e := range int32(len(inner)) {
		s := n.siteOf[e]
		if s >= 0 && n.inv.Sites[s].Subscribers > 0 && n.mayServe(e) && !inner[e] && n.handsOn(e) {
			arcs = append(arcs, arc{s, e})
		}
	}
	return newCSR(len(n.inv.Sites), arcs)
}

// findHosts walks from every serving element over the coupling inside its site, through parts only: a baseband that is
// coupled with another baseband is not a part of it, and what is coupled with the other is not either.
func (n *Network) findHosts(ids map[string]int32) csr {
	elements := n.inv.Elements
	var arcs []arc
	for e := range int32(len(elements)) {
		for _, id := range elements[e].CoupledWith {
			if c, ok := ids[id]; ok && c != e && n.siteOf[c] >= 0 && n.siteOf[c] == n.siteOf[e] {
				arcs = append(arcs, arc{e, c}, arc{c, e})
			}
		}
	}
	coupled := newCSR(len(elements), arcs)

	var parts []arc
	seenFor := make([]int32, len(elements)) // the last serving element (plus one) whose walk came by
	var stack []int32
	for _, host := range n.serving.to {
		stack = append(stack[:0], host)
		for len(stack) > 0 {
			e := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			for _, c := range coupled.row(e) {
				if seenFor[c] != host+1 && !n.handsOn(c) {
					seenFor[c] = host + 1
					parts = append(parts, arc{c, host})
					stack = append(stack, c)
				}
			}
		}
	}
	return newCSR(len(elements), parts)
}
