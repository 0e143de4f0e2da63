package view

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/riprep/riprep/pkg/inventory"
)

func TestLinks(t *testing.T) {
	inv := &inventory.Inventory{
		Sites:    []inventory.Site{{ID: "p"}, {ID: "q"}},
		Elements: []inventory.Element{{ID: "p1", Site: "p"}, {ID: "p2", Site: "p"}, {ID: "q1", Site: "q"}, {ID: "lost", Site: "nowhere"}},
		Links:    []inventory.Link{{A: "p1", B: "p2"}, {A: "q1", B: "p2"}, {A: "q1", B: "lost"}, {A: "q1", B: "no-element"}},
	}
	links := Links(inv)
	if len(links) != 1 || links[0].A != "q1" || links[0].From.ID != "q" || links[0].To.ID != "p" {
		t.Errorf("%+v", links)
	}
}

func TestTrack(t *testing.T) {
	at := func(lat, lon float64) inventory.Location { return inventory.Location{Lat: lat, Lon: lon} }
	for _, c := range []struct {
		from, to inventory.Location
		want     [][]inventory.Location
	}{
		{at(45, -110), at(46, -109), [][]inventory.Location{{at(45, -110), at(46, -109)}}},
		{at(0, -90), at(0, 90), [][]inventory.Location{{at(0, -90), at(0, 90)}}}, // half way round: either way is as short
		{at(51, 179), at(54, -179), [][]inventory.Location{{at(51, 179), at(52.5, 180)}, {at(52.5, -180), at(54, -179)}}},
		{at(52, -178), at(55, 179), [][]inventory.Location{{at(52, -178), at(54, -180)}, {at(54, 180), at(55, 179)}}},
		{at(52, 180), at(55, -179), [][]inventory.Location{{at(52, -180), at(55, -179)}}},
		{at(52, 179), at(55, -180), [][]inventory.Location{{at(52, 179), at(55, 180)}}},
	} {
		if diff := cmp.Diff(c.want, Track(c.from, c.to)); diff != "" {
			t.Errorf("%v to %v:\n%s", c.from, c.to, diff)
		}
	}
}

// Every track begins and ends where it is asked to, no part of it goes more than half way round, and the two ends of a cut
// are the same place.
func TestTrackEverywhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		place := func(name string) inventory.Location {
			return inventory.Location{Lat: rapid.Float64Range(-90, 90).Draw(t, name+" lat"), Lon: rapid.Float64Range(-180, 180).Draw(t, name+" lon")}
		}
		from, to := place("from"), place("to")
		parts := Track(from, to)
		same := func(a, b inventory.Location) bool {
			return a.Lat == b.Lat && (a.Lon == b.Lon || math.Abs(a.Lon) == 180 && a.Lon == -b.Lon)
		}
		last := parts[len(parts)-1]
		if len(parts) > 2 || !same(parts[0][0], from) || !same(last[1], to) {
			t.Fatalf("%v to %v: %v", from, to, parts)
		}
		for _, part := range parts {
			if len(part) != 2 || math.Abs(part[0].Lon-part[1].Lon) > 180 {
				t.Fatalf("%v to %v: %v", from, to, parts)
			}
		}
		if len(parts) == 2 && (!same(parts[0][1], last[0]) || parts[0][1] == last[0]) {
			t.Fatalf("%v to %v: %v", from, to, parts)
		}
	})
}
