package network

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/riprep/riprep/pkg/inventory"
)

func TestNeighborsEqualEveryPair(t *testing.T) {
	pairs := 0
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 8))
		inv := &inventory.Inventory{}
		size, spread := 1+r.IntN(60), []float64{0.5, 3, 60, 180}[r.IntN(4)]
		for s := range size {
			site := inventory.Site{ID: fmt.Sprint(s), Kind: inventory.SiteKinds[r.IntN(4)], Subscribers: r.IntN(4)}
			if r.IntN(8) > 0 {
				site.Location = &inventory.Location{Lat: (r.Float64() - 0.5) * spread, Lon: (r.Float64()-0.5)*spread*2 + float64(r.IntN(2))*180}
				site.Location.Lon = math.Remainder(site.Location.Lon, 360)
			}
			if r.IntN(3) == 0 {
				km := r.Float64() * r.Float64() * 40 * spread
				site.CoverageKM = &km
			}
			for r.IntN(9) == 0 {
				site.Neighbors = append(site.Neighbors, fmt.Sprint(r.IntN(size+3)))
			}
			inv.Sites = append(inv.Sites, site)
		}
		coverage := map[string]float64{"tower": 5 * spread}
		n, b := NewWithOptions(inv, Options{CoverageKM: coverage}), newBrute(inv)
		for s := range size {
			want := b.neighbors(s, coverage)
			if got := n.Neighbors(s); !slices.Equal(got, want) {
				t.Fatalf("seed %d: neighbours of %d are %v, pair by pair %v", seed, s, got, want)
			}
			pairs += len(want)
		}
	}
	if pairs < 500 {
		t.Errorf("the random maps became too easy: %d pairs", pairs)
	}
}

func TestNeighborsNeedARadius(t *testing.T) {
	at := func(lat float64) *inventory.Location { return &inventory.Location{Lat: lat, Lon: -82} }
	inv := &inventory.Inventory{Sites: []inventory.Site{
		{ID: "a", Kind: "tower", Subscribers: 1, Location: at(31)},
		{ID: "b", Kind: "rooftop", Subscribers: 1, Location: at(31.1)}, // 11.12 km north of a
	}}
	for _, c := range []struct {
		tower, rooftop float64
		want           int
	}{{6, 5, 0}, {6, 5.2, 1}, {math.NaN(), 50, 0}, {math.Inf(1), 50, 0}, {-1, 50, 0}, {0, 12, 1}} {
		n := NewWithOptions(inv, Options{CoverageKM: map[string]float64{"tower": c.tower, "rooftop": c.rooftop}})
		if got := n.Neighbors(0); len(got) != c.want {
			t.Errorf("radii %v and %v: neighbours %v", c.tower, c.rooftop, got)
		}
	}
	if got := New(inv).Neighbors(0); got != nil {
		t.Errorf("no radius known, neighbours %v", got)
	}
}

func TestHaversine(t *testing.T) {
	// Half and a quarter of a circumference, and a short distance where the arc cosine would lose digits.
	for _, c := range []struct{ lat1, lon1, lat2, lon2, want float64 }{
		{90, 0, -90, 0, math.Pi * earthKM},
		{0, 0, 0, 90, math.Pi / 2 * earthKM},
		{0, 179.5, 0, -179.5, math.Pi / 180 * earthKM},
		{31, -82, 31.000001, -82, 1e-6 * math.Pi / 180 * earthKM},
	} {
		if got := haversineKM(c.lat1, c.lon1, c.lat2, c.lon2); math.Abs(got-c.want) > 1e-9*c.want+1e-9 {
			t.Errorf("from %v %v to %v %v: %v km, want %v", c.lat1, c.lon1, c.lat2, c.lon2, got, c.want)
		}
	}
}
