package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/internal/synth"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/network"
	"github.com/riprep/riprep/pkg/scenario"
)

// below is a folder below testdata.
func below(dir string) string {
	return filepath.Join("..", "..", "..", "testdata", filepath.FromSlash(dir))
}

func TestCommittedFilesAreWhatTheRuleGives(t *testing.T) {
	for _, c := range carriers {
		got, err := c.render(below(c.maps))
		if err != nil {
			t.Fatal(err)
		}
		if len(got) > 250_000 {
			t.Errorf("%s: %d bytes, want at most 250,000", c.id, len(got))
		}
		for _, dir := range c.folders {
			want, err := os.ReadFile(filepath.Join(below(dir), "inventory.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s/inventory.yaml is not what the generator writes: run go generate ./internal/tools/networks", dir)
			}
		}
	}
}

// Plans carry the digest of the inventory that they are made from; who changes the rule makes those of US Carrier useless.
func TestUSCarrierKeepsItsBytes(t *testing.T) {
	text, err := usCarrier.render(below(usCarrier.maps))
	if err != nil {
		t.Fatal(err)
	}
	const want = "dc5134be7f72d53a440a56171203adca9ee90361ad09eaf5472b79ee3a91b25d"
	if got := fmt.Sprintf("%x", sha256.Sum256(text)); got != want {
		t.Errorf("sha256 %s, want %s", got, want)
	}
}

// run writes every file again, and nothing else.
func TestRunWritesTheFolders(t *testing.T) {
	dir := t.TempDir()
	var want []string
	for _, c := range carriers {
		for _, to := range append([]string{c.maps}, c.folders...) {
			if err := os.MkdirAll(filepath.Join(dir, to), 0o777); err != nil {
				t.Fatal(err)
			}
		}
		for _, name := range []string{"towns.csv", "spans.csv"} {
			text, err := os.ReadFile(filepath.Join(below(c.maps), name))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, c.maps, name), text, 0o666); err != nil {
				t.Fatal(err)
			}
			want = append(want, c.maps+"/"+name)
		}
		for _, to := range c.folders {
			want = append(want, to+"/inventory.yaml")
		}
	}
	if err := run(dir); err != nil {
		t.Fatal(err)
	}
	var got []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if !d.IsDir() {
			got = append(got, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func load(t *testing.T, dir string) (*inventory.Inventory, *scenario.Scenario) {
	t.Helper()
	var r strict.Reader
	inv := inventory.Load(&r, filepath.Join(dir, "inventory.yaml"))
	sc := scenario.Load(&r, filepath.Join(dir, "scenario.yaml"))
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	return inv, sc
}

// The READMEs state these; who changes the rule changes them there too.
func TestSamplesAreAsDescribed(t *testing.T) {
	type figures struct{ towns, spans, junctions, towers, sites, elements, covered, subscribers, fiber, sole, sensitive int }
	for _, c := range []struct {
		of   *carrier
		want figures // covered in percent of the elements
	}{
		{&usCarrier, figures{towns: 158, spans: 189, junctions: 6, towers: 162, sites: 211, elements: 888, covered: 59, subscribers: 41250, fiber: 189, sole: 28, sensitive: 9}},
		{&syringa, figures{towns: 74, spans: 74, junctions: 8, towers: 95, sites: 118, elements: 505, covered: 65, subscribers: 24500, fiber: 74, sole: 22, sensitive: 2}},
		{&visionNet, figures{towns: 24, spans: 23, junctions: 2, towers: 33, sites: 40, elements: 177, covered: 75, subscribers: 8500, fiber: 23, sole: 8, sensitive: 2}},
		{&noel, figures{towns: 19, spans: 25, junctions: 0, towers: 20, sites: 26, elements: 118, covered: 70, subscribers: 5150, fiber: 25, sole: 4, sensitive: 1}},
	} {
		m, err := readMap(below(c.of.maps))
		if err != nil {
			t.Fatal(err)
		}
		inv, _ := load(t, below(c.of.folders[0]))
		got := figures{towns: len(m.towns), spans: len(m.spans), sites: len(inv.Sites), elements: len(inv.Elements)}
		for i := range m.towns {
			if m.towns[i].junction {
				got.junctions++
			}
		}
		covered := 0
		for i := range inv.Elements {
			if v := inv.Elements[i].Vendor; synth.Covered(v) || strings.HasPrefix(v, "HUAWEI") {
				covered++
			}
		}
		got.covered = (100*covered + len(inv.Elements)/2) / len(inv.Elements)
		for i := range inv.Sites {
			s := &inv.Sites[i]
			got.subscribers += s.Subscribers
			if s.Kind == "tower" {
				got.towers++
			}
			if s.Emergency == "sole" {
				got.sole++
			}
			if len(s.Sensitive) > 0 {
				got.sensitive++
			}
		}
		for i := range inv.Links {
			if l := &inv.Links[i]; l.Kind == "fiber" && strings.HasSuffix(l.A, "-opt") && strings.HasSuffix(l.B, "-opt") {
				got.fiber++
			}
		}
		if got != c.want {
			t.Errorf("%s: %+v, want %+v", c.of.id, got, c.want)
		}
		if inv.Operator.Customers == nil || got.subscribers != *inv.Operator.Customers {
			t.Errorf("%s: %d subscribers, the operator has another number", c.of.id, got.subscribers)
		}
	}
}

// Whoever has service keeps it while either of the two cores is off, in all samples.
func TestSamplesReachAGateway(t *testing.T) {
	dirs := []string{"first-look"}
	for _, c := range carriers {
		dirs = append(dirs, c.folders...)
	}
	for _, dir := range dirs {
		inv, sc := load(t, below(dir))
		n := network.New(inv)
		for _, s := range n.Unserved() {
			t.Errorf("%s: %s reaches no gateway", dir, inv.Sites[s].ID)
		}
		gateways := 0
		for i := range inv.Elements {
			if inv.Elements[i].IsGateway() {
				gateways++
				if lost := n.Lost([]int{i}); lost.Sites > 0 {
					t.Errorf("%s: without %s %d sites are off", dir, inv.Elements[i].ID, lost.Sites)
				}
			}
		}
		if gateways != 2 {
			t.Errorf("%s: %d gateways, want 2", dir, gateways)
		}
		// Every application on the map has a term, and the other way round.
		terms, applications := map[string]bool{}, map[string]bool{}
		for i := range inv.Sites {
			applications[inv.Sites[i].Application] = true
		}
		for _, term := range sc.Terms {
			terms[term.Application] = true
			if !applications[term.Application] {
				t.Errorf("%s: a term for %s, which no site belongs to", dir, term.Application)
			}
		}
		if len(terms) != len(applications) {
			t.Errorf("%s: %d applications and %d terms", dir, len(applications), len(terms))
		}
	}
}

func TestFaultsOfTheMap(t *testing.T) {
	const towns, spans = "id,label,lat,lon,junction\n0,0,33,-80,\n1,1,,,yes\n", "a,b,km\n0,1,\n"
	for _, c := range []struct{ towns, spans, want string }{
		{"id,label,lat,lon,junction\n1,1,33,-80,\n", spans, `towns.csv:2: id "1": want 0`},
		{"id,label,lat,lon,junction\n0,0,x,-80,\n", spans, `lat "x": not a number`},
		{"id,label,lat,lon,junction\n0,0,33,,\n", spans, `lon "": not a number`},
		{towns, "a,b,km\n0,2,\n", `spans.csv:2: town "2": not known`},
		{towns, "a,b,km\n0,-1,\n", `town "-1": not known`},
		{towns, "a,b,km\n0,1,far\n", `km "far": not a number`},
		{towns, "a,b,km\n0,1\n", "wrong number of fields"},
	} {
		dir := t.TempDir()
		for name, text := range map[string]string{"towns.csv": c.towns, "spans.csv": c.spans} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := visionNet.render(dir); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

// The rule holds on a map with hardly anything on it.
func TestSmallMaps(t *testing.T) {
	dir := t.TempDir()
	for _, towns := range []string{"", "0,0,33,-80,\n", "0,0,,,yes\n", "0,0,33,-80,\n1,1,,,yes\n"} {
		os.WriteFile(filepath.Join(dir, "towns.csv"), []byte("id,label,lat,lon,junction\n"+towns), 0o644)
		os.WriteFile(filepath.Join(dir, "spans.csv"), []byte("a,b,km\n"), 0o644)
		for _, c := range carriers {
			if _, err := c.render(dir); err != nil {
				t.Errorf("%s, %q: %v", c.id, towns, err)
			}
		}
	}
}
