package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/riprep/riprep/pkg/report/outline"
)

// topology is an object of a TopoJSON file: lines, and shapes whose rings are made of them.
type topology struct {
	arcs   [][]outline.Point
	shapes []shape
}

// shape is a state or a country. A ring lists arcs; one that runs backwards is the complement of its number.
type shape struct {
	id, name string
	rings    [][]int
}

// readTopology reads one object of a quantized TopoJSON file.
func readTopology(path, object string) (*topology, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var file struct {
		Transform struct{ Scale, Translate [2]float64 }
		Arcs      [][][2]int64
		Objects   map[string]struct {
			Geometries []struct {
				Type       string
				ID         string
				Arcs       json.RawMessage
				Properties struct{ Name string }
			}
		}
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	t := &topology{}
	for _, deltas := range file.Arcs {
		var x, y int64
		points := make([]outline.Point, len(deltas))
		for i, d := range deltas {
			x, y = x+d[0], y+d[1]
			points[i].Lon = float64(x)*file.Transform.Scale[0] + file.Transform.Translate[0]
			points[i].Lat = float64(y)*file.Transform.Scale[1] + file.Transform.Translate[1]
		}
		t.arcs = append(t.arcs, points)
	}
	for _, g := range file.Objects[object].Geometries {
		s := shape{id: g.ID, name: g.Properties.Name}
		polygons := make([][][]int, 1)
		switch g.Type {
		case "Polygon":
			err = json.Unmarshal(g.Arcs, &polygons[0])
		case "MultiPolygon":
			err = json.Unmarshal(g.Arcs, &polygons)
		default:
			err = fmt.Errorf("a geometry of type %q", g.Type)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", path, s.name, err)
		}
		for _, rings := range polygons {
			s.rings = append(s.rings, rings...)
		}
		t.shapes = append(t.shapes, s)
	}
	if len(t.shapes) == 0 {
		return nil, fmt.Errorf("%s: no object %q", path, object)
	}
	return t, nil
}

func index(arc int) int {
	if arc < 0 {
		return ^arc
	}
	return arc
}

// users counts, for each arc, the rings of the shapes that are wanted that run along it; nil wants all.
func (t *topology) users(want func(shape) bool) []int {
	n := make([]int, len(t.arcs))
	for _, s := range t.shapes {
		if want != nil && !want(s) {
			continue
		}
		for _, ring := range s.rings {
			for _, arc := range ring {
				n[index(arc)]++
			}
		}
	}
	return n
}

// ring joins the arcs of a ring.
func (t *topology) ring(arcs []int) (out []outline.Point) {
	for _, arc := range arcs {
		points := t.arcs[index(arc)]
		for i := range points {
			k := i
			if arc < 0 {
				k = len(points) - 1 - i
			}
			out = append(out, points[k])
		}
	}
	return out
}
