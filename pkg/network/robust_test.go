package network

import (
	"fmt"
	"math"
	"testing"

	"github.com/riprep/riprep/pkg/inventory"
)

// FuzzNoPanic builds an inventory of anything from bytes, with ids that collide, are empty or refer to nothing, and asks
// every question, with every index around the ends.
func FuzzNoPanic(f *testing.F) {
	f.Add([]byte(nil))
	f.Add([]byte{1, 1, 1})
	f.Add([]byte("a network of nothing in particular, long enough for a few sites"))
	f.Add([]byte{9, 3, 200, 0, 0, 1, 0, 2, 255, 255, 7, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
	f.Fuzz(func(t *testing.T, data []byte) {
		inv := inventoryOf(data)
		n := NewWithOptions(inv, Options{CoverageKM: map[string]float64{"tower": 30}})
		ask(n, len(inv.Elements), len(inv.Sites))
	})
}

func TestNothingPanics(t *testing.T) {
	ask(New(nil), 0, 0)
	ask(New(&inventory.Inventory{}), 0, 0)
	seed := uint32(1)
	for size := range 400 {
		data := make([]byte, size)
		for i := range data {
			seed = seed*1664525 + 1013904223
			data[i] = byte(seed >> 24)
		}
		inv := inventoryOf(data)
		ask(New(inv), len(inv.Elements), len(inv.Sites))
	}
}

func inventoryOf(data []byte) *inventory.Inventory {
	next := func() int {
		if len(data) == 0 {
			return 0
		}
		b := data[0]
		data = data[1:]
		return int(b)
	}
	id := func() string {
		b := next()
		if b%11 == 0 {
			return ""
		}
		return fmt.Sprint(b % 13)
	}
	ids := func() []string {
		var out []string
		for range next() % 3 {
			out = append(out, id())
		}
		return out
	}
	strange := []float64{0, -1, 31, 90, 181, 1e300, math.NaN(), math.Inf(-1)}
	inv := &inventory.Inventory{}
	for len(data) > 0 {
		switch next() % 3 {
		case 0:
			s := inventory.Site{ID: id(), Kind: []string{"tower", "rooftop", ""}[next()%3], Subscribers: next()%9 - 2, Neighbors: ids()}
			if next()%2 == 0 {
				s.Location = &inventory.Location{Lat: strange[next()%8], Lon: strange[next()%8]}
			}
			if next()%2 == 0 {
				s.CoverageKM = &strange[next()%8]
			}
			inv.Sites = append(inv.Sites, s)
		case 1:
			gateway := next()%5 == 0
			inv.Elements = append(inv.Elements, inventory.Element{ID: id(), Site: id(), Domain: []string{"ran", "access", "core", ""}[next()%4],
				CoupledWith: ids(), Uplinks: ids(), Gateway: &gateway})
		default:
			inv.Links = append(inv.Links, inventory.Link{A: id(), B: id(), Kind: "fiber"})
		}
	}
	return inv
}

func ask(n *Network, elements, sites int) {
	ev := n.NewEvaluator()
	var all []int
	for e := -1; e <= elements; e++ {
		all = append(all, e)
		n.SiteOf(e)
		n.PartOf(e)
		n.Connected(e)
		n.Crossing(e)
		n.HangsOn(e)
		n.Dependents(e)
		ev.Lost([]int{e})
		ev.Exceeds([]int{e}, Loss{Subscribers: 1, Sites: 1})
		n.Graph().From(int64(e))
	}
	for s := -1; s <= sites; s++ {
		n.Serving(s)
		n.WorkingPath(s)
		n.Neighbors(s)
	}
	n.Lost(all)
	n.Impact(append(all, all...))
	n.Unserved()
	n.UplinkCycles()
	n.SinglePoints()
	n.CrossingAll()
	n.CutSites()
	n.CutSpans("fiber")
}
