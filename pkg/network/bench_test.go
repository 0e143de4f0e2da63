package network

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/riprep/riprep/pkg/inventory"
)

// thick adds links between random routers until there are as many as asked for.
func thick(inv *inventory.Inventory, links int) *inventory.Inventory {
	r := rand.New(rand.NewPCG(1, 10))
	var routers []string
	for _, e := range inv.Elements {
		if e.Role == "router" {
			routers = append(routers, e.ID)
		}
	}
	for len(inv.Links) < links {
		inv.Links = append(inv.Links, inventory.Link{A: routers[r.IntN(len(routers))], B: routers[r.IntN(len(routers))], Kind: "fiber"})
	}
	return inv
}

type benchNetwork struct {
	name string
	inv  func() *inventory.Inventory
}

var sizes = []benchNetwork{
	{"elements=1000", func() *inventory.Inventory { return grid(1000) }},
	{"elements=5000,links=10000", func() *inventory.Inventory { return thick(grid(5000), 10000) }},
}

func BenchmarkLost(b *testing.B) {
	for _, size := range benchNetworks() {
		inv := size.inv()
		n := New(inv)
		r := rand.New(rand.NewPCG(1, 11))
		ten := make([][]int, 64)
		for i := range ten {
			for range 10 {
				ten[i] = append(ten[i], r.IntN(len(inv.Elements)))
			}
		}
		core := []int{0, 2} // both core routers: nothing is left, the whole network is walked
		for _, c := range []struct {
			name string
			sets [][]int
		}{{"ten", ten}, {"core", [][]int{core}}} {
			ev := n.NewEvaluator()
			b.Run(fmt.Sprintf("%s/off=%s", size.name, c.name), func(b *testing.B) {
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					ev.Lost(c.sets[i%len(c.sets)])
				}
			})
		}
		ev := n.NewEvaluator()
		ev.ExceedsSubscribers(nil, 0) // asks for the dominators, once
		b.Run(size.name+"/exceeds", func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				ev.ExceedsSubscribers(ten[i%len(ten)], 1000)
			}
		})
	}
}

// A step takes a random thing off, or on again: a hundred are off at a time. The median is over batches of steps, each
// timed as one, because a clock is too coarse for a single one.
func BenchmarkTracker(b *testing.B) {
	for _, size := range benchNetworks() {
		n := New(size.inv())
		r := rand.New(rand.NewPCG(1, 13))
		var isOff []int
		tr := n.NewTracker()
		step := func() {
			if len(isOff) > 0 && r.IntN(200) < len(isOff) {
				k := r.IntN(len(isOff))
				tr.On(isOff[k])
				isOff[k] = isOff[len(isOff)-1]
				isOff = isOff[:len(isOff)-1]
				return
			}
			t := r.IntN(n.Things())
			tr.Off(t)
			isOff = append(isOff, t)
		}
		for range 20000 {
			step()
		}
		b.Run(size.name, func(b *testing.B) {
			b.ReportAllocs()
			const batch = 16
			var took []float64
			for b.Loop() {
				from := time.Now()
				for range batch {
					step()
				}
				took = append(took, float64(time.Since(from).Nanoseconds())/batch)
			}
			slices.Sort(took)
			b.ReportMetric(took[len(took)/2], "median-ns")
			b.ReportMetric(took[len(took)*99/100], "p99-ns")
		})
	}
}

func BenchmarkNew(b *testing.B) {
	for _, size := range append(sizes, benchNetwork{"elements=50000", func() *inventory.Inventory { return grid(50000) }}) {
		inv := size.inv()
		b.Run(size.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				New(inv)
			}
		})
		b.Run(size.name+"/SinglePoints", func(b *testing.B) {
			for b.Loop() {
				New(inv).SinglePoints()
			}
		})
	}
}

func BenchmarkNeighbors(b *testing.B) {
	inv := &inventory.Inventory{}
	r := rand.New(rand.NewPCG(1, 12))
	for s := range 5000 {
		at := &inventory.Location{Lat: 30 + 5*r.Float64(), Lon: -88 + 7*r.Float64()}
		inv.Sites = append(inv.Sites, inventory.Site{ID: fmt.Sprint(s), Kind: "tower", Subscribers: 1, Location: at})
	}
	coverage := map[string]float64{"tower": 8}
	b.Run("sites=5000", func(b *testing.B) {
		for b.Loop() {
			NewWithOptions(inv, Options{CoverageKM: coverage}).Neighbors(0)
		}
	})
}
