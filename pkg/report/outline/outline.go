// Package outline has the outlines of the states of the USA and of the world's countries, embedded, so that a map of sites can
// be drawn offline and without tiles. In cuts out what a map shows and no more: a page carries what it draws.
//
// Begin with In. data/README.md says where the outlines come from and how they are made; polyline.go is how points are
// written down, simplify.go takes away those that cannot be seen. It imports nothing of ours.
package outline

import (
	_ "embed"
	"math"
	"strings"
	"sync"
)

//go:embed data/outlines.txt
var text string

// Point is a place in degrees, WGS 84.
type Point struct{ Lon, Lat float64 }

// Box is a part of the world in degrees, the edges included. A box across the date line has West < -180 or East > 180; it is
// never wider than 360.
type Box struct{ West, South, East, North float64 }

// Line is a piece of an outline.
type Line struct {
	Outer  bool // a coast, or the border of a country; else between two states of one country
	Points []Point
}

// Name is what a state or a country is called, with the place where a map says so.
type Name struct {
	Text  string
	State bool // a state of the USA
	At    Point
}

// outlines are what the file has, each line with its extent.
type outlines struct {
	lines []Line
	boxes []Box
	names []Name
}

// world is read once. A fault of the file leaves out what cannot be read; the tests have none of it.
var world = sync.OnceValue(func() *outlines { w, _ := read(text); return w })

// read reads lines of "outer POINTS", "inner POINTS", "state POINT NAME" and "country POINT NAME"; # begins a note. ok is
// false where a line is none of these.
func read(text string) (w *outlines, ok bool) {
	w, ok = &outlines{}, true
	for row := range strings.Lines(text) {
		row = strings.TrimRight(row, "\r\n")
		if row == "" || row[0] == '#' {
			continue
		}
		kind, rest, _ := strings.Cut(row, " ")
		points, name, _ := strings.Cut(rest, " ")
		at, good := Decode(points)
		switch {
		case good && (kind == "outer" || kind == "inner") && len(at) >= 2:
			w.lines = append(w.lines, Line{kind == "outer", at})
			w.boxes = append(w.boxes, extent(at))
		case good && (kind == "state" || kind == "country") && len(at) == 1 && name != "":
			w.names = append(w.names, Name{name, kind == "state", at[0]})
		default:
			ok = false
		}
	}
	return w, ok
}

// In returns the outlines that a box holds or touches, and the names whose place it holds, in the order of the file. A line
// is cut to its pieces that come near the box, and has no more points than a map needs that shows nothing smaller than detail
// degrees; 0 leaves all. Longitudes are those of the box: beyond 180 where it is.
func In(b Box, detail float64) (lines []Line, names []Name) {
	w := world()
	for _, turn := range []float64{-360, 0, 360} { // a box across the date line sees the world twice
		moved := Box{b.West - turn, b.South, b.East - turn, b.North}
		for i := range w.lines {
			if !meets(w.boxes[i], moved) {
				continue
			}
			for _, piece := range cut(Simplify(w.lines[i].Points, detail), moved) {
				lines = append(lines, Line{w.lines[i].Outer, shift(piece, turn)})
			}
		}
		for _, n := range w.names {
			if moved.holds(n.At) {
				n.At.Lon += turn
				names = append(names, n)
			}
		}
	}
	return lines, names
}

// cut returns the runs of segments whose extents meet a box. Their ends lie outside of it, or are ends of the line.
func cut(points []Point, b Box) (pieces [][]Point) {
	from := -1
	for i := 1; i < len(points); i++ {
		near := meets(extent(points[i-1:i+1]), b)
		switch {
		case near && from < 0:
			from = i - 1
		case !near && from >= 0:
			pieces, from = append(pieces, points[from:i]), -1
		}
	}
	if from >= 0 {
		pieces = append(pieces, points[from:])
	}
	return pieces
}

func shift(points []Point, by float64) []Point {
	out := make([]Point, len(points))
	for i, p := range points {
		out[i] = Point{p.Lon + by, p.Lat}
	}
	return out
}

func extent(points []Point) Box {
	b := Box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, p := range points {
		b.West, b.East = min(b.West, p.Lon), max(b.East, p.Lon)
		b.South, b.North = min(b.South, p.Lat), max(b.North, p.Lat)
	}
	return b
}

func meets(a, b Box) bool {
	return a.West <= b.East && b.West <= a.East && a.South <= b.North && b.South <= a.North
}

func (b Box) holds(p Point) bool {
	return b.West <= p.Lon && p.Lon <= b.East && b.South <= p.Lat && p.Lat <= b.North
}
