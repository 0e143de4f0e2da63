package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/network"
)

// The ring around the harbour: two of its spans, two of its towns, or a span and a town cut off what is between them.
func TestLake(t *testing.T) {
	m, err := readMap("testdata/lake.gml")
	if err != nil {
		t.Fatal(err)
	}
	want := figures{
		towns: 6, spans: 6,
		cutTowns: 2, cutSpans: 2, // the harbour and the hill; the spans of the tail
		singlePoints: 3, // the gateway, the harbour's router, the hill's
		townPairs:    1, // north and south, for east
		spanPairs:    6, // any two of four
		mixedPairs:   6, // a town of the ring but the harbour, with either of the two spans that do not touch it
	}
	if got := measure(m); got != want {
		t.Errorf("measured %+v, want %+v", got, want)
	}
	pairsEqualBruteForce(t, m)
}

func TestRunPrintsARowForEachMap(t *testing.T) {
	var out strings.Builder
	if err := run("testdata", &out); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 2 || !slices.Equal(strings.Fields(lines[1])[:9], strings.Fields("lake 6 6 2 2 3 1 6 6")) {
		t.Errorf("printed\n%s", out.String())
	}
	if err := run(t.TempDir(), &out); err == nil {
		t.Error("a folder without maps is no error")
	}
}

func TestBrokenMapsAreRefused(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "no graph"},
		{"graph 3", "no graph"},
		{"graph [", "line 1: a list is not closed"},
		{"graph [\n node [\n id", "line 3: id: no value"},
		{"]", `line 1: "]": want a key`},
		{"graph [ [ ] ]", `line 1: "[": want a key`},
		{"graph [ node [ label 3 ] ]", "line 1: node without id"},
		{"graph [\nnode [ id x ] ]", `line 2: id "x": not a whole number`},
		{"graph [ node [ id 1 ] node [ id 1 ] ]", "line 1: node 1: named twice"},
		{"graph [ node [ id 1 ]\n edge [ source 1 target 2 ] ]", "line 2: target 2: no such node"},
		{"graph [ node [ id 1 label \"open ] ]", "line 1: a list is not closed"},
	} {
		if _, err := parseMap(c.text); err == nil || err.Error() != c.want {
			t.Errorf("%q: %v, want %q", c.text, err, c.want)
		}
	}
}

// pairsEqualBruteForce takes every two things of a map out and walks what is left.
func pairsEqualBruteForce(t *testing.T, m *fibreMap) {
	t.Helper()
	inv := build(m)
	n := network.New(inv)
	number := map[string]int{}
	for i, town := range m.towns {
		number[town.id] = i
	}
	hub := number[inv.Elements[len(inv.Elements)-1].Site]
	// without is the towns that are not joined to the hub.
	without := func(off ...int) []bool {
		out := make([]bool, len(m.towns))
		for i := range out {
			out[i] = true
		}
		var walk func(town int)
		walk = func(town int) {
			if !out[town] || slices.Contains(off, 2*town) {
				return
			}
			out[town] = false
			for s, span := range m.spans {
				if !slices.Contains(off, n.LinkThing(s)) && (span[0] == town || span[1] == town) {
					walk(span[0] + span[1] - town)
				}
			}
		}
		walk(hub)
		return out
	}
	var things []int
	for thing := range n.Things() {
		if onMap(n, thing) {
			things = append(things, thing)
		}
	}
	alone := map[int][]bool{}
	for _, a := range things {
		alone[a] = without(a)
	}
	want := map[[2]int][2]int{} // towns out with both, and with neither alone
	for i, a := range things {
		for _, b := range things[i+1:] {
			var sites, extra int
			for town, out := range without(a, b) {
				if out {
					sites++
					if !alone[a][town] && !alone[b][town] {
						extra++
					}
				}
			}
			if extra > 0 {
				want[[2]int{a, b}] = [2]int{sites, extra}
			}
		}
	}
	pairs, total := n.CutPairs(network.PairOptions{Among: func(thing int) bool { return onMap(n, thing) }})
	if total != len(want) || len(pairs) != len(want) {
		t.Errorf("%d pairs, by brute force %d", total, len(want))
	}
	for _, p := range pairs {
		got := [2]int{p.Loss.Sites, p.Extra.Sites}
		if got != want[[2]int{p.A, p.B}] || p.Loss.Subscribers != p.Loss.Sites || p.Extra.Subscribers != p.Extra.Sites {
			t.Errorf("things %d and %d: %+v, by brute force %v", p.A, p.B, p, want[[2]int{p.A, p.B}])
		}
	}
}

// published is the folder with the published maps.
func published(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("RIPREP_TOPOLOGIES")
	if dir == "" {
		t.Skip("RIPREP_TOPOLOGIES does not name a folder with the maps of the Internet Topology Zoo (UsCarrier.gml, Syringa.gml, VisionNet.gml, Noel.gml)")
	}
	return dir
}

// The published maps: how many towns and spans cut each is known from its authors' data.
func TestPublishedMaps(t *testing.T) {
	dir := published(t)
	for _, c := range []struct {
		name                             string
		towns, spans, cutTowns, cutSpans int
		bruteForce                       bool
	}{
		{"UsCarrier", 158, 189, 33, 31, false},
		{"Syringa", 74, 74, 29, 39, true},
		{"VisionNet", 24, 23, 16, 23, true},
		{"Noel", 19, 25, 3, 3, true},
	} {
		m, err := readMap(filepath.Join(dir, c.name+".gml"))
		if err != nil {
			t.Error(err)
			continue
		}
		got := measure(m)
		if got.towns != c.towns || got.spans != c.spans || got.cutTowns != c.cutTowns || got.cutSpans != c.cutSpans {
			t.Errorf("%s: %+v, want %+v", c.name, got, c)
		}
		if c.bruteForce {
			pairsEqualBruteForce(t, m)
		}
	}
}
