package main

import (
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/riprep/riprep/pkg/report/outline"
)

const (
	coarse   = 0.02 // degrees to which countries are simplified; islands below it are left out
	dateLine = 179.99
)

// drawn are the countries, by their ISO 3166-1 numbers, that are among the states of the USA, and Antarctica, where no
// carrier is.
var drawn = []string{"840", "630", "316", "580", "016", "850", "010"}

// render writes states as they are and countries simplified, lines first.
func render(w io.Writer, states, countries *topology) {
	fmt.Fprintln(w, "# Outlines of states of the USA (U.S. Census Bureau by us-atlas 3.0.1) and of countries (Natural Earth by world-atlas 2.0.2).")
	fmt.Fprintln(w, "# Made by internal/tools/outlines; README.md has the sources and their licence.")
	for i, used := range states.users(nil) {
		kind := "outer"
		if used > 1 {
			kind = "inner"
		}
		if used > 0 {
			lines(w, kind, states.arcs[i], 0)
		}
	}
	shared := countries.users(func(s shape) bool { return slices.Contains(drawn, s.id) })
	for i, used := range countries.users(nil) {
		if used > 0 && shared[i] == 0 {
			lines(w, "outer", countries.arcs[i], coarse)
		}
	}
	for _, s := range states.shapes {
		name(w, "state", states, s)
	}
	for _, s := range countries.shapes {
		if !slices.Contains(drawn, s.id) {
			name(w, "country", countries, s)
		}
	}
}

// lines writes a line without its parts along the date line and the poles, where a map is cut and no border runs.
func lines(w io.Writer, kind string, points []outline.Point, tolerance float64) {
	for from := 0; from < len(points)-1; {
		to := from + 1
		for to < len(points) && !edge(points[to-1], points[to]) {
			to++
		}
		piece := outline.Simplify(points[from:to], tolerance)
		if len(piece) >= 2 && size(piece) >= tolerance {
			fmt.Fprintf(w, "%s %s\n", kind, outline.Encode(piece))
		}
		from = to
	}
}

func edge(a, b outline.Point) bool {
	return math.Abs(a.Lon) > dateLine && math.Abs(b.Lon) > dateLine || math.Abs(a.Lon-b.Lon) > 180
}

// size is the longer side of the extent.
func size(points []outline.Point) float64 {
	west, east, south, north := points[0].Lon, points[0].Lon, points[0].Lat, points[0].Lat
	for _, p := range points {
		west, east, south, north = min(west, p.Lon), max(east, p.Lon), min(south, p.Lat), max(north, p.Lat)
	}
	return max(east-west, north-south)
}

// name writes what a shape is called, in the middle of its largest part.
func name(w io.Writer, kind string, t *topology, s shape) {
	best, most := outline.Point{}, -1.0
	for _, ring := range s.rings {
		if at, area := middle(t.ring(ring)); area > most {
			best, most = at, area
		}
	}
	if s.name != "" && most >= 0 {
		fmt.Fprintf(w, "%s %s %s\n", kind, outline.Encode([]outline.Point{best}), s.name)
	}
}

// middle is the centroid of a ring and its area in square degrees. Longitudes go on across the date line.
func middle(ring []outline.Point) (at outline.Point, area float64) {
	first := ring[0]
	near := func(lon float64) float64 { return math.Remainder(lon-first.Lon, 360) }
	for i := range ring {
		a, b := ring[i], ring[(i+1)%len(ring)]
		ax, ay, bx, by := near(a.Lon), a.Lat-first.Lat, near(b.Lon), b.Lat-first.Lat
		cross := ax*by - bx*ay
		area += cross
		at.Lon += (ax + bx) * cross
		at.Lat += (ay + by) * cross
	}
	if area == 0 {
		return first, 0
	}
	return outline.Point{Lon: math.Remainder(first.Lon+at.Lon/(3*area), 360), Lat: first.Lat + at.Lat/(3*area)}, math.Abs(area / 2)
}
