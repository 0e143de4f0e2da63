// Package reporttest makes documents for the tests of formats, and compares what they write with golden files. It is for
// tests alone. Begin with Sample.
package reporttest

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/view"
	"github.com/riprep/riprep/pkg/simulate"
)

var update = flag.Bool("update", false, "write the golden files")

// Golden compares with testdata/name of the test's package; -update writes it anew.
func Golden(t testing.TB, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got; go test -update writes it anew):\n%s", path, diff)
	}
}

// Frozen holds the fields of a kind of file to testdata/name of the test's package. One that is lost or changed breaks those who
// read such files, and not even -update lets it go; -update adds a new one.
func Frozen(t testing.TB, name, kind string, lines []string) {
	t.Helper()
	frozen, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // there is none of a new version
		t.Fatal(err)
	}
	for line := range strings.Lines(string(frozen)) {
		if line = strings.TrimSpace(line); !slices.Contains(lines, line) {
			t.Errorf("%s has lost or changed the field %q: that needs another version", kind, line)
		}
	}
	if !t.Failed() {
		Golden(t, name, []byte(strings.Join(lines, "\n")+"\n"))
	}
}

// AsOf is the day on which the documents are handed on.
var AsOf = inventory.MustDate("2026-12-01")

// Sample is the document of testdata/first-look: a plan of little effort, with its risk.
func Sample(t testing.TB) *view.Document { return Operator(t, "first-look", nil) }

// Operator is the document of a folder of testdata. change, where it is not nil, changes the inputs before they are planned.
func Operator(t testing.TB, name string, change func(*planner.Inputs)) *view.Document {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	dir := filepath.Join(filepath.Dir(here), "..", "..", "..", "testdata", name)
	var r strict.Reader
	in := planner.Load(&r, dir, nil)
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(in)
	}
	for i := range in.Sources { // the same on every machine
		in.Sources[i].Path = strings.Replace(in.Sources[i].Path, dir, "testdata/"+name, 1)
	}
	c, err := planner.NewCase(in)
	if err != nil {
		t.Fatal(err)
	}
	p, err := c.Plan(context.Background(), planner.Options{Version: "v1.2.3", Seed: 1, Effort: 1})
	if err != nil {
		t.Fatal(err)
	}
	d := &view.Document{Plan: p, Case: c, AsOf: AsOf}
	play, violations := c.PlayPlan(p, simulate.Limit(in.Scenario))
	if len(violations) > 0 {
		t.Fatal(violations)
	}
	if d.Risk, err = simulate.Run(context.Background(), play, simulate.Options{Runs: 200, Seed: 1}); err != nil {
		t.Fatal(err)
	}
	return d
}

// HostileNames are what somebody might call a site to harm who reads about it.
var HostileNames = []string{
	"<script>alert(1)</script>", "</script><img src=x onerror=alert(2)>", "=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2+3", "\t=1",
	"\x1b[2J\x1b]0;owned\x07red", "\u009b31m", "abc\u202edef\u2066", "line\nbreak\ttab\r", "\xff\xfe broken", strings.Repeat("long", 75),
	"华为技术有限公司基站一号机房", "a\x00b", "a|b`c`*d*_e_[f](http://g)", "]]>&amp;\"'--",
}

// Hostile is Sample with hostile names wherever a name is words of somebody else's: of the operator, sites, products, prices,
// models, evidence. Ids are as they were: loading refuses others.
func Hostile(t testing.TB) *view.Document {
	t.Helper()
	n := 0
	next := func() string { n++; return HostileNames[(n-1)%len(HostileNames)] }
	d := Operator(t, "first-look", func(in *planner.Inputs) {
		in.Inventory.Operator.Name = next()
		for i := range in.Inventory.Sites {
			in.Inventory.Sites[i].Name = next()
			in.Inventory.Sites[i].Address = next()
		}
		for i := range in.Inventory.Elements {
			in.Inventory.Elements[i].Serials = []string{next()}
		}
	})
	p := d.Plan
	for i := range p.Packages {
		w := &p.Packages[i]
		w.Lines = slices.Clone(w.Lines)
		for k := range w.Lines {
			w.Lines[k].Name, w.Lines[k].Source, w.Lines[k].Document = next(), next(), next()
		}
	}
	for i := range p.Findings {
		p.Findings[i].Model, p.Findings[i].Evidence, p.Findings[i].Settle = next(), next(), next()
	}
	for i := range p.Assumptions {
		p.Assumptions[i].Why = next()
	}
	for i := range p.Rules {
		p.Rules[i].Title = next()
	}
	return d
}

// Large is Sample many times over, so that it has at least n packages: a plan to render, not one that would verify.
func Large(t testing.TB, n int) *view.Document {
	t.Helper()
	d := Sample(t)
	inv := *d.Case.In.Inventory
	p := *d.Plan
	in := *d.Case.In
	in.Inventory = &inv
	c := planner.Case{In: &in, Net: d.Case.Net, Findings: d.Case.Findings, Packages: d.Case.Packages, Network: d.Case.Network}
	sites, elements, packages, findings := inv.Sites, inv.Elements, p.Packages, p.Findings
	inv.Sites, inv.Elements, inv.Links, p.Packages, p.Findings = nil, nil, slices.Clone(inv.Links), nil, nil
	for k := 0; len(p.Packages) < n; k++ {
		name := func(id string) string { return fmt.Sprintf("%s-%d", id, k) }
		for _, s := range sites {
			s.ID, s.Name = name(s.ID), name(s.Name)
			if s.Location != nil {
				s.Location = &inventory.Location{Lat: s.Location.Lat + float64(k/20)*0.5, Lon: s.Location.Lon + float64(k%20)*0.7}
			}
			inv.Sites = append(inv.Sites, s)
		}
		for _, e := range elements {
			e.ID, e.Site = name(e.ID), name(e.Site)
			inv.Elements = append(inv.Elements, e)
		}
		for _, f := range findings {
			f.Element, f.Site = name(f.Element), name(f.Site)
			if f.Package != "" {
				f.Package = name(f.Package)
			}
			p.Findings = append(p.Findings, f)
		}
		for _, w := range packages {
			w.ID, w.Site, w.SiteName = name(w.ID), name(w.Site), name(w.SiteName)
			w.Region = fmt.Sprintf("region %d", k%12)
			w.Activities = slices.Clone(w.Activities)
			for j := range w.Activities {
				a := &w.Activities[j]
				a.Start, a.Finish = a.Start.AddDays(7*(k%30)), a.Finish.AddDays(7*(k%30))
			}
			p.Packages = append(p.Packages, w)
		}
	}
	p.Totals.Packages = len(p.Packages)
	return &view.Document{Plan: &p, Case: &c, Risk: d.Risk, AsOf: d.AsOf}
}
