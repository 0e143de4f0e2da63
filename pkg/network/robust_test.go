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
			for range next() % 3 {
				s.Only = append(s.Only, inventory.Only{Generation: id(), Subscribers: next()%9 - 2})
			}
			if next()%2 == 0 {
				s.Location = &inventory.Location{Lat: strange[next()%8], Lon: strange[next()%8]}
			}
			if next()%2 == 0 {
				s.CoverageKM = &strange[next()%8]
			}
			inv.Sites = append(inv.Sites, s)
		case 1:
			gateway := next()%5 == 0
			e := inventory.Element{ID: id(), Site: id(), Domain: []string{"ran", "access", "core", ""}[next()%4],
				CoupledWith: ids(), Uplinks: ids(), Gateway: &gateway, Generations: ids()}
			for range next() % 3 {
				e.Needs = append(e.Needs, inventory.Need{Generations: ids(), On: ids()})
			}
			inv.Elements = append(inv.Elements, e)
		default:
			inv.Links = append(inv.Links, inventory.Link{A: id(), B: id(), Kind: "fiber"})
		}
	}
	return inv
}

func ask(n *Network, elements, sites int) {
	ev, tr := n.NewEvaluator(), n.NewTracker()
	var all []int
	for t := -1; t <= n.Things(); t++ {
		all = append(all, t)
		n.SiteOf(t)
		n.PartOf(t)
		n.Connected(t)
		n.Crossing(t)
		n.HangsOn(t)
		n.Dependents(t)
		n.LinkThing(t)
		n.LinkOf(t)
		n.SitesThrough([]int{t})
		loss := ev.Lost([]int{t})
		tr.On(t)
		tr.Off(t)
		if tr.Loss() != loss {
			panic(fmt.Sprintf("thing %d: the tracker says %v, the evaluator %v", t, tr.Loss(), loss))
		}
		tr.On(t)
		ev.Exceeds([]int{t}, Loss{Subscribers: 1, Sites: 1})
		n.Graph().From(int64(t))
	}
	for s := -1; s <= sites; s++ {
		n.Serving(s)
		n.WorkingPath(s)
		n.BackupPath(s)
		n.Crossed(s)
		n.EveryPath(s)
		n.Neighbors(s)
	}
	for i := -1; i <= len(n.Items()); i++ {
		n.ItemPath(i)
		n.ItemBackup(i)
	}
	n.Lost(all)
	n.Impact(append(all, all...))
	n.LostItems(all)
	n.DegradedSites(all)
	n.Unserved()
	n.UplinkCycles()
	n.NeedCycles()
	n.UnmetNeeds()
	n.SinglePoints()
	n.SingleLinks()
	n.CrossingAll()
	n.CutSites()
	n.CutSpans("fiber")
	n.CutPairs(PairOptions{Most: 3})
	n.CleanSites(func(e int) bool { return e%3 == 0 })
	for _, t := range all {
		tr.Off(t)
	}
}
