package outline

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// What is embedded is read whole, stays small, and has what is to be seen on it.
func TestData(t *testing.T) {
	w, ok := read(text)
	if !ok {
		t.Error("data/outlines.txt: a line that is none")
	}
	if len(text) > 300_000 {
		t.Errorf("data/outlines.txt: %d bytes", len(text))
	}
	states, points := 0, 0
	for _, n := range w.names {
		if n.State {
			states++
		}
	}
	for i := range w.lines {
		points += len(w.lines[i].Points)
		for _, p := range w.lines[i].Points {
			if math.Abs(p.Lat) > 90 || math.Abs(p.Lon) > 180 {
				t.Fatalf("line %d: %v lies outside of the world", i, p)
			}
		}
	}
	if states != 56 || len(w.names)-states < 200 || points < 20_000 {
		t.Errorf("%d states, %d countries, %d points", states, len(w.names)-states, points)
	}
}

func TestReadFaults(t *testing.T) {
	for _, bad := range []string{"outer", "outer ?", "outer ??", "river ????", "state ??", "state ???? Two", "country  X", "inner \x7f\x7f"} {
		if w, ok := read("# note\n" + bad + "\n"); ok || len(w.lines)+len(w.names) > 0 {
			t.Errorf("%q was read", bad)
		}
	}
}

// A map of Georgia has its borders inside the USA and its coast, its name and its neighbour's, and nothing of Alaska.
func TestIn(t *testing.T) {
	lines, names := In(Box{-85.7, 30.3, -80.7, 35.1}, 0)
	var got []string
	for _, n := range names {
		got = append(got, n.Text)
	}
	if want := []string{"Georgia", "South Carolina"}; !cmp.Equal(want, got) {
		t.Errorf("names %v, want %v", got, want)
	}
	inner, outer := 0, 0
	for _, l := range lines {
		if l.Outer {
			outer++
		} else {
			inner++
		}
		b := extent(l.Points)
		if b.West < -100 || b.North > 45 {
			t.Errorf("a line far away: %v", b)
		}
	}
	if inner < 4 || outer < 1 {
		t.Errorf("%d inner and %d outer lines", inner, outer)
	}
	if lines, names := In(Box{-32, 30, -31, 31}, 0); len(lines)+len(names) > 0 {
		t.Errorf("in the middle of the ocean: %d lines, %v", len(lines), names)
	}
}

// Every segment whose extent meets the box is there, wherever the box is, and no other.
func TestInAgainstAllSegments(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	type segment struct{ a, b Point }
	round := func(p Point) Point { return Point{math.Round(p.Lon * Precision), math.Round(p.Lat * Precision)} }
	for range 60 {
		b := Box{West: r.Float64()*400 - 220, South: r.Float64()*150 - 80}
		b.East, b.North = b.West+r.Float64()*40, b.South+r.Float64()*20
		want := map[segment]int{}
		for _, l := range world().lines {
			for i := 1; i < len(l.Points); i++ {
				for _, turn := range []float64{-360, 0, 360} {
					s := []Point{{l.Points[i-1].Lon + turn, l.Points[i-1].Lat}, {l.Points[i].Lon + turn, l.Points[i].Lat}}
					if meets(extent(s), b) {
						want[segment{round(s[0]), round(s[1])}]++
					}
				}
			}
		}
		got := map[segment]int{}
		lines, _ := In(b, 0)
		for _, l := range lines {
			for i := 1; i < len(l.Points); i++ {
				got[segment{round(l.Points[i-1]), round(l.Points[i])}]++
			}
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(segment{})); diff != "" {
			t.Fatalf("%v: %s", b, diff)
		}
	}
}

// Fiji lies on both sides of the date line; a map of it has both, with longitudes that go on.
func TestDateLine(t *testing.T) {
	lines, names := In(Box{176, -20, 184, -15}, 0)
	west, east := false, false
	for _, l := range lines {
		b := extent(l.Points)
		west = west || b.East <= 180
		east = east || b.West >= 180
	}
	if !west || !east {
		t.Errorf("west of the line %v, east of it %v", west, east)
	}
	if len(names) != 1 || names[0].Text != "Fiji" {
		t.Errorf("names %v", names)
	}
}

func points(t *rapid.T) []Point {
	n := rapid.IntRange(1, 40).Draw(t, "n")
	out := make([]Point, n)
	for i := range out {
		out[i] = Point{float64(rapid.IntRange(-540_000, 540_000).Draw(t, "lon")) / Precision, float64(rapid.IntRange(-90_000, 90_000).Draw(t, "lat")) / Precision}
	}
	return out
}

func TestPolyline(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := points(t)
		got, ok := Decode(Encode(want))
		if !ok || !cmp.Equal(want, got) {
			t.Fatalf("%v came back as %v, %v", want, got, ok)
		}
	})
	// The example in the public description of the form, with five decimals there: here the same steps.
	at := []Point{{-12020, 3850}, {-12095, 4070}, {-12645.3, 4325.2}}
	if got, want := Encode(at), `_p~iF~ps|U_ulLnnqC_mqNvxq`+"`@"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add("_p~iF~ps|U_ulLnnqC")
	f.Add("?")
	f.Fuzz(func(t *testing.T, s string) {
		if at, ok := Decode(s); ok && len(at) > len(s) {
			t.Errorf("%d points of %d letters", len(at), len(s))
		}
	})
}

// What is left out is never farther than the tolerance from what stays.
func TestSimplify(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := points(t)
		for i := range all { // near the equator, so that distances are the same from either end
			all[i].Lat /= 1e6
		}
		tolerance := rapid.Float64Range(0, 300).Draw(t, "tolerance")
		left := Simplify(all, tolerance)
		if len(left) > len(all) || left[0] != all[0] || left[len(left)-1] != all[len(all)-1] {
			t.Fatalf("%v of %v", left, all)
		}
		for _, p := range all {
			best := distance(p, left[0], left[0])
			for i := 1; i < len(left); i++ {
				best = min(best, distance(p, left[i-1], left[i]))
			}
			if best > tolerance+1e-6 {
				t.Fatalf("%v is %g from what stays, more than %g", p, best, tolerance)
			}
		}
	})
	ring := []Point{{0, 0}, {5, 0}, {5, 5}, {0, 5}, {0, 0}}
	if got := Simplify(ring, 1); len(got) != 5 {
		t.Errorf("a ring became %v", got)
	}
	if got := Simplify([]Point{{0, 0}, {1, 0.001}, {2, 0}}, 0.01); len(got) != 2 {
		t.Errorf("a bend that cannot be seen stays: %v", got)
	}
}

func TestDetail(t *testing.T) {
	usa := Box{-125, 24, -66, 50}
	count := func(detail float64) (n int) {
		lines, _ := In(usa, detail)
		for _, l := range lines {
			n += len(l.Points)
		}
		return n
	}
	if fine, coarse := count(0), count(0.05); coarse*2 > fine {
		t.Errorf("%d points, and %d without what cannot be seen", fine, coarse)
	}
}
