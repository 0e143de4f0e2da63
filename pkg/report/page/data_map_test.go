package page

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/outline"
	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/report/tables"
	"github.com/riprep/riprep/pkg/report/view"
)

func mapOf(t *testing.T, d *view.Document) (*Map, *words) {
	t.Helper()
	w := newWords()
	m, err := newMap(d, w)
	if err != nil {
		t.Fatal(err)
	}
	return m, w
}

// The sites of the map are those of the table of sites, with the same figures and days.
func TestMapSites(t *testing.T) {
	for _, d := range []*view.Document{reporttest.Sample(t), reporttest.Hostile(t), reporttest.Operator(t, "roaming-critical", nil)} {
		m, w := mapOf(t, d)
		table, err := tables.Sites(d)
		if err != nil {
			t.Fatal(err)
		}
		at := map[string]int{}
		for i, c := range table.Columns {
			at[c.Name] = i
		}
		for i, row := range table.Rows {
			date := func(day int) string {
				if day == 0 {
					return ""
				}
				return inventory.Date{}.AddDays(day).String()
			}
			if got, want := w.list[m.Sites.ID[i]], row[at["site"]].String(); got != want {
				t.Fatalf("site %d: %q, want %q", i, got, want)
			}
			for name, got := range map[string]int{"subscribers": m.Sites.Subscribers[i], "covered": m.Sites.Covered[i], "unknown": m.Sites.Unknown[i], "packages": m.Sites.Planned[i], "deferred": m.Sites.Deferred[i]} {
				if want := row[at[name]].Number(); int64(got) != want {
					t.Errorf("site %d: %s %d, want %d", i, name, got, want)
				}
			}
			for name, got := range map[string]int{"start": m.Sites.Start[i], "finish": m.Sites.Finish[i], "covered_until": m.Sites.CoveredUntil[i]} {
				if want := row[at[name]].String(); date(got) != want {
					t.Errorf("site %d: %s %s, want %s", i, name, date(got), want)
				}
			}
			site := &d.Case.In.Inventory.Sites[i]
			if (m.Sites.Lat[i] == nil) != (site.Location == nil) {
				t.Fatalf("site %d: placed otherwise than in the inventory", i)
			}
			if l := site.Location; l != nil && (math.Abs(float64(*m.Sites.Lat[i])/1e5-l.Lat) > 1e-5 || math.Abs(math.Remainder(float64(*m.Sites.Lon[i])/1e5-l.Lon, 360)) > 1e-5) {
				t.Errorf("site %d: lies elsewhere", i)
			}
		}
		for i := range m.Sites.ID {
			for _, k := range m.Sites.Packages[i] {
				p := &d.Plan.Packages[k]
				here := p.Site == w.list[m.Sites.ID[i]]
				for _, e := range d.Case.In.Inventory.Elements {
					here = here || e.Site == w.list[m.Sites.ID[i]] && slices.Contains(p.Elements, e.ID)
				}
				if !here {
					t.Errorf("site %d: package %s has nothing there", i, p.ID)
				}
			}
		}
	}
}

// Each pair of sites with a link is drawn once for each kind of link, unless a site of it has no place.
func TestMapLinks(t *testing.T) {
	d := reporttest.Operator(t, "first-look", func(in *planner.Inputs) {
		in.Inventory.Sites[1].Location = nil
		for _, l := range in.Inventory.Links { // a second line of each, the other way round
			l.A, l.B = l.B, l.A
			in.Inventory.Links = append(in.Inventory.Links, l)
		}
	})
	m, w := mapOf(t, d)
	inv := d.Case.In.Inventory
	siteOf := map[string]int{}
	for _, e := range inv.Elements {
		siteOf[e.ID] = slices.IndexFunc(inv.Sites, func(s inventory.Site) bool { return s.ID == e.Site })
	}
	type link struct {
		a, b int
		kind string
	}
	want, lost := map[link]bool{}, map[link]bool{}
	for _, l := range inv.Links {
		k := link{min(siteOf[l.A], siteOf[l.B]), max(siteOf[l.A], siteOf[l.B]), l.Kind}
		switch {
		case k.a == k.b:
		case k.a == 1 || k.b == 1:
			lost[k] = true
		default:
			want[k] = true
		}
	}
	for i := 0; i < len(m.Links); i += 3 {
		k := link{m.Links[i], m.Links[i+1], w.list[m.Links[i+2]]}
		if !want[k] {
			t.Errorf("%v is drawn, or twice", k)
		}
		delete(want, k)
	}
	if len(want) > 0 || m.Unlinked != len(lost) || m.Unplaced != 1 || len(lost) == 0 {
		t.Errorf("not drawn: %v; %d links and %d sites without a place, want %d and 1", want, m.Unlinked, m.Unplaced, len(lost))
	}
}

// The outlines lie around the sites, and the box holds every site and is no speck.
func TestMapBox(t *testing.T) {
	place := func(at ...inventory.Location) *view.Document {
		return reporttest.Operator(t, "first-look", func(in *planner.Inputs) {
			for i := range in.Inventory.Sites {
				in.Inventory.Sites[i].Location = nil
				if len(at) > 0 {
					in.Inventory.Sites[i].Location = &at[min(i, len(at)-1)]
				}
			}
		})
	}
	for _, c := range []struct {
		name string
		d    *view.Document
		wide [2]float64 // of the box, in degrees, from and to
		says string     // a name that is on the map
	}{
		{"as it is", reporttest.Sample(t), [2]float64{0.5, 10}, ""},
		{"one site", place(inventory.Location{Lat: 32.6, Lon: -83.4}), [2]float64{0.6, 1}, "Georgia"},
		{"across the date line", place(inventory.Location{Lat: -17.8, Lon: 178}, inventory.Location{Lat: -16.9, Lon: -179.9}), [2]float64{2, 3}, "Fiji"},
		{"at the pole", place(inventory.Location{Lat: 90, Lon: 10}), [2]float64{0.6, 20}, ""},
		{"around the world", place(inventory.Location{Lat: 0, Lon: -120}, inventory.Location{Lat: 0, Lon: 0}, inventory.Location{Lat: 0, Lon: 120}), [2]float64{240, 300}, "France"},
	} {
		m, w := mapOf(t, c.d)
		for i, lat := range m.Sites.Lat {
			if lon := m.Sites.Lon[i]; *lat < m.Box[1] || *lat > m.Box[3] || *lon < m.Box[0] || *lon > m.Box[2] {
				t.Errorf("%s: site %d at %d, %d lies outside of %v", c.name, i, *lat, *lon, m.Box)
			}
		}
		if wide := float64(m.Box[2]-m.Box[0]) / 1e5; wide < c.wide[0] || wide > c.wide[1] {
			t.Errorf("%s: %g degrees wide", c.name, wide)
		}
		if c.says != "" && !slices.ContainsFunc(m.Outlines.Names, func(n MapLabel) bool { return w.list[n.Name] == c.says }) {
			t.Errorf("%s: %s is not on the map", c.name, c.says)
		}
		size := 0
		for _, lines := range [][]string{m.Outlines.Outer, m.Outlines.Inner} {
			for _, l := range lines {
				size += len(l)
				if at, ok := outline.Decode(l); !ok || len(at) < 2 {
					t.Fatalf("%s: %q is no line", c.name, l)
				}
			}
		}
		if size > 100_000 {
			t.Errorf("%s: outlines of %d bytes", c.name, size)
		}
	}
	m, _ := mapOf(t, place())
	if len(m.Outlines.Outer) > 0 || m.Box != [4]int{} || m.Unplaced != len(m.Sites.ID) {
		t.Errorf("no site has a place, and the map has %v of %v", m.Outlines, m.Box)
	}
}

// Longitudes are those of the inventory, but for whole turns, and lie as close together as they can.
func TestUnwrap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lons := rapid.SliceOfN(rapid.IntRange(-180, 180), 0, 8).Draw(t, "longitudes")
		sites := []view.Site{{Site: &inventory.Site{}}}
		for _, lon := range lons {
			sites = append(sites, view.Site{Site: &inventory.Site{Location: &inventory.Location{Lon: float64(lon)}}})
		}
		got := unwrap(sites)[1:]
		if len(lons) == 0 {
			return
		}
		best := 360.0
		for _, cut := range lons { // all of them to the east of one
			span := 0.0
			for _, lon := range lons {
				span = max(span, math.Mod(float64(lon-cut)+720, 360))
			}
			best = min(best, span)
		}
		for i, lon := range got {
			if math.Abs(math.Remainder(lon-float64(lons[i]), 360)) > 1e-9 {
				t.Fatalf("%d became %g", lons[i], lon)
			}
		}
		if span := slices.Max(got) - slices.Min(got); math.Abs(span-best) > 1e-9 {
			t.Fatalf("%v became %v, %g wide instead of %g", lons, got, span, best)
		}
	})
}
