package kml

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/report/view"
)

func encode(t testing.TB, d *view.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Encode(&out, d, view.Env{}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// read reads a file back, once it is in the order of the schema.
func read(t testing.TB, text []byte) *file {
	t.Helper()
	if err := valid(text); err != nil {
		t.Fatal(err)
	}
	var f file
	if err := xml.Unmarshal(text, &f); err != nil {
		t.Fatal(err)
	}
	return &f
}

// schema is what the schema of KML 2.2 allows in each element that is used, in its order; what ends in ! must be there, and
// what ends in * may come again. | separates what takes one place.
var schema = map[string]string{
	"kml":           "Document!",
	"Document":      "name visibility open address phoneNumber Snippet description LookAt|Camera TimeStamp|TimeSpan styleUrl Style|StyleMap* Region ExtendedData Schema* Placemark|Folder|Document*",
	"Folder":        "name visibility open address phoneNumber Snippet description LookAt|Camera TimeStamp|TimeSpan styleUrl Style|StyleMap* Region ExtendedData Placemark|Folder|Document*",
	"Placemark":     "name visibility open address phoneNumber Snippet description LookAt|Camera TimeStamp|TimeSpan styleUrl Style|StyleMap* Region ExtendedData Point|LineString|Polygon|MultiGeometry|Model",
	"Style":         "IconStyle LabelStyle LineStyle PolyStyle BalloonStyle ListStyle",
	"IconStyle":     "color colorMode scale heading Icon hotSpot",
	"LineStyle":     "color colorMode width",
	"TimeSpan":      "begin end",
	"ExtendedData":  "Data* SchemaData*",
	"Data":          "displayName value!",
	"Point":         "extrude altitudeMode coordinates!",
	"LineString":    "extrude tessellate altitudeMode coordinates!",
	"MultiGeometry": "Point|LineString|Polygon|MultiGeometry|Model*",
}

var simple = map[string]*regexp.Regexp{
	"name": regexp.MustCompile(`(?s)^.*$`), "value": regexp.MustCompile(`(?s)^.*$`),
	"open": regexp.MustCompile(`^[01]$`), "tessellate": regexp.MustCompile(`^[01]$`), "scale": regexp.MustCompile(`^\d+$`), "width": regexp.MustCompile(`^\d+$`),
	"color": regexp.MustCompile(`^[0-9a-f]{8}$`), "styleUrl": regexp.MustCompile(`^#[a-z]+$`),
	"begin": regexp.MustCompile(`^\d{4}-\d\d-\d\d$`), "end": regexp.MustCompile(`^\d{4}-\d\d-\d\d$`),
	"coordinates": regexp.MustCompile(`^-?\d+(\.\d+)?,-?\d+(\.\d+)?,0( -?\d+(\.\d+)?,-?\d+(\.\d+)?,0)*$`),
}

// valid holds a file to the schema: namespace, order of elements, simple values, and styles that are there.
func valid(text []byte) error {
	type element struct {
		name string
		next int // place in the order that the next child may take
		had  []string
		text string
	}
	d := xml.NewDecoder(bytes.NewReader(text))
	var open []*element
	styles, used := map[string]bool{}, map[string]bool{}
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		switch x := token.(type) {
		case xml.StartElement:
			name := x.Name.Local
			if x.Name.Space != "http://www.opengis.net/kml/2.2" {
				return fmt.Errorf("%s in %q", name, x.Name.Space)
			}
			if len(open) == 0 && name != "kml" {
				return fmt.Errorf("begins with %s", name)
			}
			if len(open) > 0 {
				in := open[len(open)-1]
				order := strings.Fields(schema[in.name])
				k := slices.IndexFunc(order, func(place string) bool {
					return slices.Contains(strings.Split(strings.TrimRight(place, "!*"), "|"), name)
				})
				if k < in.next {
					return fmt.Errorf("%s in %s after %s", name, in.name, in.had)
				}
				in.next, in.had = k, append(in.had, name)
				if !strings.HasSuffix(order[k], "*") {
					in.next = k + 1
				}
			}
			for _, a := range x.Attr {
				if name == "Style" && a.Name.Local == "id" {
					styles[a.Value] = true
				}
			}
			open = append(open, &element{name: name})
		case xml.CharData:
			if len(open) > 0 {
				open[len(open)-1].text += string(x)
			}
		case xml.EndElement:
			e := open[len(open)-1]
			open = open[:len(open)-1]
			if re := simple[e.name]; re != nil {
				if !re.MatchString(e.text) || len(e.had) > 0 {
					return fmt.Errorf("%s: %q", e.name, e.text)
				}
			} else if strings.TrimSpace(e.text) != "" || schema[e.name] == "" {
				return fmt.Errorf("%s: text %q", e.name, e.text)
			}
			for _, place := range strings.Fields(schema[e.name]) {
				if must, ok := strings.CutSuffix(place, "!"); ok && !slices.Contains(e.had, must) {
					return fmt.Errorf("%s without %s", e.name, must)
				}
			}
			if e.name == "styleUrl" {
				used[strings.TrimPrefix(e.text, "#")] = true
			}
		}
	}
	for id := range used {
		if !styles[id] {
			return fmt.Errorf("no style %q", id)
		}
	}
	if len(used) == 0 {
		return errors.New("nothing in it")
	}
	return nil
}

func (p *placemark) value(name string) string {
	for _, d := range p.Data {
		if d.Name == name {
			return d.Value
		}
	}
	return ""
}

func TestGolden(t *testing.T) {
	reporttest.Golden(t, "sample.kml", encode(t, reporttest.Sample(t)))
	reporttest.Golden(t, "hostile.kml", encode(t, reporttest.Hostile(t)))
}

// edges is the sample with a site without a place, one without a region, a link over the date line and a deferred package.
func edges(t testing.TB) *view.Document {
	d := reporttest.Operator(t, "first-look", func(in *planner.Inputs) {
		inv := in.Inventory
		for i := range inv.Sites {
			switch s := &inv.Sites[i]; s.ID {
			case "mill":
				s.Location, s.Region = nil, ""
			case "alder":
				s.Location = &inventory.Location{Lat: 51.5, Lon: 179.125}
			case "birch":
				s.Location = &inventory.Location{Lat: 52.5, Lon: -179.875}
			}
		}
	})
	for i := range d.Plan.Packages {
		if w := &d.Plan.Packages[i]; w.ID == "birch-mw" {
			w.Method = "defer"
		}
	}
	return d
}

func TestCycle(t *testing.T) {
	for name, d := range map[string]*view.Document{"sample": reporttest.Sample(t), "hostile": reporttest.Hostile(t), "edges": edges(t), "large": reporttest.Large(t, 500)} {
		first := encode(t, d)
		var second bytes.Buffer
		if err := read(t, first).write(&second); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, second.Bytes()) {
			t.Errorf("%s: %s", name, cmp.Diff(string(first), second.String()))
		}
		if !bytes.Equal(first, encode(t, d)) {
			t.Errorf("%s: the same document gives other bytes", name)
		}
	}
}

// What is read back has the figures of the plan, to the cent and the day.
func TestFigures(t *testing.T) {
	for name, d := range map[string]*view.Document{"sample": reporttest.Sample(t), "edges": edges(t)} {
		sites, err := view.Sites(d)
		if err != nil {
			t.Fatal(err)
		}
		got, links := map[string]*placemark{}, map[string]*placemark{}
		for i, f := range read(t, encode(t, d)).Document.Folders {
			for k := range f.Placemarks {
				p := &f.Placemarks[k]
				if f.Name == "links" {
					links[p.Name] = p
					continue
				}
				got[p.value("site")] = p
				if in := d.Case.Site(p.value("site")); in == nil || f.Name != in.Region && (in.Region != "" || f.Name != "no region") {
					t.Errorf("%s: folder %d %q holds %s", name, i, f.Name, p.value("site"))
				}
			}
		}
		if len(got) != len(sites) {
			t.Errorf("%s: %d sites of %d", name, len(got), len(sites))
		}
		for i := range sites {
			s := &sites[i]
			p := got[s.ID]
			if p == nil {
				t.Errorf("%s: no %s", name, s.ID)
				continue
			}
			for field, want := range map[string]string{
				"cost": s.Cost.String(), "reimbursable": s.Reimbursable.String(), "start": s.Start.String(), "finish": s.Finish.String(),
				"covered_until": s.CoveredUntil.String(), "subscribers": strconv.Itoa(s.Subscribers), "covered": strconv.Itoa(s.Covered),
				"unknown_prices": strconv.Itoa(s.UnknownPrices), "outcome": s.Outcome(),
			} {
				if p.value(field) != want {
					t.Errorf("%s: %s: %s %q, want %q", name, s.ID, field, p.value(field), want)
				}
			}
			if p.StyleURL != "#"+s.Outcome() || p.Name != s.Name {
				t.Errorf("%s: %s is %q in %s", name, s.ID, p.Name, p.StyleURL)
			}
			begin, end := "", ""
			if p.Time != nil {
				begin, end = p.Time.Begin, p.Time.End
			}
			if begin != s.Start.String() || end != s.CoveredUntil.String() {
				t.Errorf("%s: %s from %q to %q, want %s to %s", name, s.ID, begin, end, s.Start, s.CoveredUntil)
			}
			want := ""
			if l := s.Location; l != nil {
				want = fmt.Sprintf("%v,%v,0", l.Lon, l.Lat)
			}
			if p.Point == nil != (want == "") || p.Point != nil && p.Point.Coordinates != want {
				t.Errorf("%s: %s at %v, want %q", name, s.ID, p.Point, want)
			}
		}
		ring := links["alder-rtr – birch-rtr"]
		switch {
		case name == "sample" && (len(links) != 7 || ring.Line == nil || ring.Line.Coordinates != "-110.72,45.31,0 -110.38,45.29,0"):
			t.Errorf("links: %v", links)
		case name == "edges" && (len(links) != 6 || ring.Multi == nil || len(ring.Multi.Lines) != 2 || ring.Multi.Lines[0].Coordinates != "179.125,51.5,0 180,52.375,0"):
			t.Errorf("a link over the date line: %+v", ring)
		case name == "edges" && (got["saddle"].StyleURL != "#deferred" || got["saddle"].Time.End != ""):
			t.Errorf("a site with a deferred package: %s, %v", got["saddle"].StyleURL, got["saddle"].Time)
		}
	}
}

func TestHostile(t *testing.T) {
	d := reporttest.Hostile(t)
	text := encode(t, d)
	for _, r := range string(text) {
		if r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf) {
			t.Fatalf("character %U", r)
		}
	}
	names := map[string]bool{}
	for _, f := range read(t, text).Document.Folders {
		for _, p := range f.Placemarks {
			names[p.Name] = true
		}
	}
	for _, s := range d.Case.In.Inventory.Sites {
		if want := sanitize.Terminal(s.Name); !names[want] {
			t.Errorf("no %q", want)
		}
	}
}

// Where covered gear stays, because its package is deferred or because it is in none, the time of the site has no end.
func TestStays(t *testing.T) {
	d := reporttest.Sample(t)
	seen := map[string]bool{}
	for i := range d.Plan.Findings {
		if f := &d.Plan.Findings[i]; f.Site == "birch" && f.Verdict == "covered" {
			seen[f.Package] = true
			if len(seen) == 1 {
				f.Package = ""
			}
		}
	}
	if len(seen) < 2 {
		t.Fatalf("birch has packages %v: want two at least", seen)
	}
	for _, f := range read(t, encode(t, d)).Document.Folders {
		for _, p := range f.Placemarks {
			if p.value("site") == "birch" && (p.Time == nil || p.Time.Begin == "" || p.Time.End != "" || p.StyleURL != "#stays") {
				t.Errorf("birch: %s, %+v", p.StyleURL, p.Time)
			}
		}
	}
}

// A package whose gear stands at two sites is named at both; a link has its kind and its length.
func TestShared(t *testing.T) {
	at := map[string][]string{}
	km := 0
	for _, f := range read(t, encode(t, reporttest.Sample(t))).Document.Folders {
		for _, p := range f.Placemarks {
			if slices.Contains(strings.Fields(p.value("packages")), "birch-mw") {
				at["birch-mw"] = append(at["birch-mw"], p.value("site"))
			}
			if p.Name == "birch-mw – saddle-mw" && p.value("km") == "18" && p.value("kind") == "microwave" {
				km++
			}
		}
	}
	slices.Sort(at["birch-mw"])
	if !slices.Equal(at["birch-mw"], []string{"birch", "saddle"}) || km != 1 {
		t.Errorf("birch-mw is at %v; %d links of 18 km", at["birch-mw"], km)
	}
}

// The reader of these tests refuses what is out of order.
func TestValidIsStrict(t *testing.T) {
	good := string(encode(t, reporttest.Sample(t)))
	for _, change := range [][2]string{
		{"kml/2.2", "kml/2.1"}, {"<color>ffd07000</color>", "<color>blue</color>"},
		{"#planned", "#plan"}, {"-110.6,45.1,0", "-110.6 45.1 0"}, {"<Point>", "<Place>"}, {"</Style>", ""},
		{"<styleUrl>#planned</styleUrl>", "<styleUrl>#planned</styleUrl><name>again</name>"}, {"<value>cedar</value>", ""},
	} {
		bad := strings.Replace(good, change[0], change[1], 1)
		if err := valid([]byte(bad)); err == nil || bad == good {
			t.Errorf("%q in place of %q passes", change[1], change[0])
		}
	}
}
