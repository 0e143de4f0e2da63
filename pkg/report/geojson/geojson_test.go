package geojson_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/geojson"
	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/report/view"
)

func encode(t testing.TB, d *view.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := geojson.Encode(&out, d, view.Env{}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func decode(t testing.TB, text []byte) *geojson.Collection {
	t.Helper()
	c, err := geojson.Decode(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func write(t testing.TB, c *geojson.Collection) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := c.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestGolden(t *testing.T) {
	reporttest.Golden(t, "sample.geojson", encode(t, reporttest.Sample(t)))
	reporttest.Golden(t, "hostile.geojson", encode(t, reporttest.Hostile(t)))
}

// edges is the sample with a site without a place, links over the date line and on it, and a length.
func edges(t testing.TB) *view.Document {
	km := 812.25
	return reporttest.Operator(t, "first-look", func(in *planner.Inputs) {
		inv := in.Inventory
		for i := range inv.Sites {
			switch s := &inv.Sites[i]; s.ID {
			case "mill":
				s.Location = nil
			case "alder":
				s.Location = &inventory.Location{Lat: 51.5, Lon: 179.125}
			case "birch":
				s.Location = &inventory.Location{Lat: 52.5, Lon: -179.875}
			case "saddle":
				s.Location = &inventory.Location{Lat: 1e-9, Lon: 180}
			}
		}
		inv.Links[0].KM = &km
	})
}

// Encode → decode → encode gives the same bytes.
func TestCycle(t *testing.T) {
	for name, d := range map[string]*view.Document{"sample": reporttest.Sample(t), "hostile": reporttest.Hostile(t), "edges": edges(t), "large": reporttest.Large(t, 500)} {
		first := encode(t, d)
		if second := write(t, decode(t, first)); !bytes.Equal(first, second) {
			t.Errorf("%s: %s", name, cmp.Diff(string(first), string(second)))
		}
		if !bytes.Equal(first, encode(t, d)) {
			t.Errorf("%s: the same document gives other bytes", name)
		}
	}
}

// What is read back has the figures of the plan, to the cent and the day.
func TestFigures(t *testing.T) {
	d := reporttest.Sample(t)
	d.Plan.Packages[0].Unknown += 7 // else there are as many unknown prices as unknown verdicts
	d.Plan.Totals.UnknownPrices += 7
	sites, err := view.Sites(d)
	if err != nil {
		t.Fatal(err)
	}
	c := decode(t, encode(t, d))
	var total, back cost.Cents
	packages, unknown := map[string]int{}, 0
	for i := range c.Sites {
		s := &c.Sites[i]
		in := &d.Case.In.Inventory.Sites[i]
		if s.Site != in.ID || s.Name != in.Name || s.Subscribers != in.Subscribers || *s.Place != *in.Location {
			t.Errorf("%+v, want %+v", s, in)
		}
		if v := &sites[i]; s.Elements != v.Elements || s.Covered != v.Covered || s.Unknown != v.Unknown || s.UnknownPrices != v.UnknownPrices || s.Deferred != v.Deferred ||
			s.Outcome != v.Outcome() || len(s.Packages) != len(v.Packages)+len(v.Shared) {
			t.Errorf("%+v, want %+v", s, v)
		}
		total, _ = total.Add(s.Cost.Cents)
		back, _ = back.Add(s.Reimbursable.Cents)
		unknown += s.UnknownPrices
		for _, id := range s.Packages {
			packages[id]++
		}
		var finish, until inventory.Date
		for k := range d.Plan.Packages {
			w := &d.Plan.Packages[k]
			if w.Site == s.Site || w.ID == "birch-mw" && s.Site == "saddle" { // the hop between the two
				if days := view.DatesOf(w); days.Finish.After(finish) {
					finish = days.Finish
				}
				if w.CoveredUntil.After(until) {
					until = w.CoveredUntil
				}
			}
		}
		if s.Finish.Date != finish || s.CoveredUntil.Date != until {
			t.Errorf("%s: finish %s, covered until %s; want %s and %s", s.Site, s.Finish, s.CoveredUntil, finish, until)
		}
	}
	var wantTotal, wantBack cost.Cents
	for i := range d.Plan.Packages {
		wantTotal, _ = wantTotal.Add(d.Plan.Packages[i].Cost)
		wantBack, _ = wantBack.Add(d.Plan.Packages[i].Reimbursable)
		if packages[d.Plan.Packages[i].ID] == 0 {
			t.Errorf("package %s is at no site", d.Plan.Packages[i].ID)
		}
	}
	if total != wantTotal || back != wantBack || unknown != d.Plan.Totals.UnknownPrices {
		t.Errorf("cost %s, reimbursable %s, %d unknown; the plan has %s, %s, %d", total, back, unknown, wantTotal, wantBack, d.Plan.Totals.UnknownPrices)
	}
	if len(c.Links) != 7 {
		t.Errorf("%d links", len(c.Links))
	}
}

// The shapes are those of RFC 7946: longitude first, lines cut at the date line, null where a place is not known.
func TestShapes(t *testing.T) {
	var file struct {
		Features []struct {
			ID       string
			Geometry *struct {
				Type        string
				Coordinates any
			}
			Properties map[string]any
		}
	}
	if err := json.Unmarshal(encode(t, edges(t)), &file); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range file.Features {
		name := f.ID
		if f.Properties["what"] == "link" {
			name = f.Properties["from"].(string) + " " + f.Properties["to"].(string)
		}
		shape := "none"
		if f.Geometry != nil {
			text, _ := json.Marshal(f.Geometry.Coordinates)
			shape = f.Geometry.Type + " " + string(text)
		}
		got[name] = shape
	}
	for name, want := range map[string]string{
		"cedar":               "Point [-110.6,45.1]",
		"mill":                "none",
		"mill-csr cedar-rtr":  "none",
		"alder-rtr birch-rtr": "MultiLineString [[[179.125,51.5],[180,52.375]],[[-180,52.375],[-179.875,52.5]]]",
		"birch-mw saddle-mw":  "LineString [[-179.875,52.5],[-180,1e-9]]",
	} {
		if got[name] != want {
			t.Errorf("%s: %s, want %s", name, got[name], want)
		}
	}
}

func TestHostile(t *testing.T) {
	d := reporttest.Hostile(t)
	text := encode(t, d)
	for _, r := range string(text) {
		if r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf) || r == '<' || r == '>' {
			t.Fatalf("character %q", r)
		}
	}
	for i, s := range decode(t, text).Sites {
		if want := sanitize.Terminal(d.Case.In.Inventory.Sites[i].Name); s.Name != want {
			t.Errorf("%q, want %q", s.Name, want)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	good := string(encode(t, edges(t)))
	for _, change := range [][2]string{
		{`"geojson/v1"`, `"geojson/v2"`}, {`"FeatureCollection"`, `"Feature"`}, {`"type":"Feature",`, `"type":"Future",`}, {`"what":"site"`, `"what":"sight"`},
		{`"region":`, `"regime":`}, {`"cost":"`, `"cost":"x`}, {`[-110.6,45.1]`, `[-110.6,91]`}, {`[-110.6,45.1]`, `[-110.6,45.1,3]`}, {`"Point"`, `"LineString"`},
		{`"id":"cedar"`, `"id":"cedars"`}, {`"subscribers":0`, `"subscribers":0.5`}, {"\n]}\n", "\n]}{}\n"}, {"\n]}\n", ""}, {`"MultiLineString"`, `"MultiPoint"`},
		{`"start":"2027`, `"start":"2027-`},
	} {
		bad := strings.Replace(good, change[0], change[1], 1)
		if bad == good {
			t.Errorf("no %s", change[0])
		}
		if _, err := geojson.Decode(strings.NewReader(bad)); err == nil {
			t.Errorf("%s in place of %s passes", change[1], change[0])
		}
	}
}

// What is read comes back the same, whatever it is.
func FuzzDecode(f *testing.F) {
	f.Add(encode(f, edges(f)))
	f.Add([]byte(`{"type":"FeatureCollection","riprep":"geojson/v1","name":"","features":[]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := geojson.Decode(bytes.NewReader(text))
		if err != nil {
			return
		}
		first := write(t, c)
		if second := write(t, decode(t, first)); !bytes.Equal(first, second) {
			t.Errorf("%s, then %s", first, second)
		}
	})
}
