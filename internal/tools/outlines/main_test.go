package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/pkg/report/outline"
)

// Two states that share a border, and two countries beside them, of which one is drawn already.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	states := file("states.json", `{"transform": {"scale": [1, 1], "translate": [10, 0]}, "arcs": [[[0,0],[0,2]], [[0,2],[-2,0],[0,-2],[2,0]], [[0,2],[2,0],[0,-2],[-2,0]]],
		"objects": {"states": {"geometries": [
			{"type": "Polygon", "id": "1", "arcs": [[0, 1]], "properties": {"name": "West"}},
			{"type": "MultiPolygon", "id": "2", "arcs": [[[-1, -3]]], "properties": {"name": "East"}}]}}}`)
	countries := file("countries.json", `{"transform": {"scale": [1, 1], "translate": [0, 0]}, "arcs": [[[0,0],[5,5]], [[170,1],[5,5],[5,0],[0,9],[-9,-1]]],
		"objects": {"countries": {"geometries": [
			{"type": "Polygon", "id": "840", "arcs": [[0]], "properties": {"name": "drawn"}},
			{"type": "Polygon", "id": "9", "arcs": [[1]], "properties": {"name": "New Country"}}]}}}`)
	out := filepath.Join(dir, "out.txt")
	if err := run(states, countries, out); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for row := range strings.Lines(string(text)) {
		kind, rest, _ := strings.Cut(strings.TrimSpace(row), " ")
		if kind == "#" {
			continue
		}
		points, name, _ := strings.Cut(rest, " ")
		at, ok := outline.Decode(points)
		if !ok {
			t.Fatalf("%q is none", row)
		}
		got = append(got, fmt.Sprintf("%s %s %v", kind, name, at))
	}
	want := []string{
		"inner  [{10 0} {10 2}]",
		"outer  [{10 2} {8 2} {8 0} {10 0}]",
		"outer  [{10 2} {12 2} {12 0} {10 0}]",
		"outer  [{170 1} {175 6} {180 6}]", // and not along the date line
		"outer  [{180 15} {171 14}]",
		"state West [{9 1}]",
		"state East [{11 1}]",
		"country New Country [{174.974 9.457}]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRunFaults(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.json")
	for _, text := range []string{"", "{}", `{"objects": {"states": {"geometries": [{"type": "Point"}]}}}`} {
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := run(path, path, filepath.Join(dir, "out")); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
	if err := run(filepath.Join(dir, "none"), path, path); err == nil {
		t.Error("a file that is not there is taken")
	}
}
