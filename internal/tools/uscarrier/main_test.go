package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/internal/synth"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/network"
	"github.com/riprep/riprep/pkg/scenario"
)

const folder = "../../../testdata/us-carrier"

func TestCommittedFileIsWhatTheRuleGives(t *testing.T) {
	got, err := render(folder)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join(folder, "inventory.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("inventory.yaml is not what the generator writes: run go generate ./internal/tools/uscarrier")
	}
	if len(got) > 250_000 {
		t.Errorf("%d bytes, want at most 250,000", len(got))
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

// The README states these; who changes the rule changes them there too.
func TestSampleIsAsDescribed(t *testing.T) {
	m, err := readMap(folder)
	if err != nil {
		t.Fatal(err)
	}
	if len(m.towns) != 158 || len(m.spans) != 189 {
		t.Errorf("%d towns and %d spans, want 158 and 189", len(m.towns), len(m.spans))
	}
	inv, _ := load(t, folder)
	if len(inv.Sites) != 158+53 || len(inv.Elements) != 888 {
		t.Errorf("%d sites and %d elements, want 211 and 888", len(inv.Sites), len(inv.Elements))
	}
	var covered, subscribers, fiber int
	for i := range inv.Elements {
		if v := inv.Elements[i].Vendor; synth.Covered(v) || strings.HasPrefix(v, "HUAWEI") {
			covered++
		}
	}
	for i := range inv.Sites {
		subscribers += inv.Sites[i].Subscribers
	}
	for i := range inv.Links {
		if l := &inv.Links[i]; l.Kind == "fiber" && strings.HasSuffix(l.A, "-opt") && strings.HasSuffix(l.B, "-opt") {
			fiber++
		}
	}
	if got := (100*covered + len(inv.Elements)/2) / len(inv.Elements); got != 59 {
		t.Errorf("%d %% of the elements are covered, want 59", got)
	}
	if subscribers != 41250 || subscribers != *inv.Operator.Customers {
		t.Errorf("%d subscribers, want 41,250", subscribers)
	}
	if fiber != 189 {
		t.Errorf("%d fibre links between towns, want 189", fiber)
	}
}

// Whoever has service keeps it while either of the two cores is off, in both samples.
func TestSamplesReachAGateway(t *testing.T) {
	for _, dir := range []string{folder, "../../../testdata/first-look"} {
		inv, sc := load(t, dir)
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
		if _, err := render(dir); err == nil || !strings.Contains(err.Error(), c.want) {
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
		if _, err := render(dir); err != nil {
			t.Errorf("%q: %v", towns, err)
		}
	}
}
