package inventory

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/riprep/riprep/internal/strict"
)

// full is DESIGN's example, made complete, and with every optional field in it.
const full = `riprep: inventory/v1
operator: {id: us-carrier, name: US Carrier, frn: "0012345678", customers: 41250, kind: etc, source: by hand}
sites:
  - id: nahunta
    name: Nahunta
    kind: tower
    location: {lat: 31.2044, lon: -81.9812}
    region: south-east
    subscribers: 1240
    emergency: sole
    sensitive: [military]
    application: A1
    closed: [{from: 12-01, to: 03-15, work: [tower], why: ice}]
    neighbors: [waycross]
    coverage_km: 12.5
  - {id: waycross, kind: central-office}
elements:
  - id: nahunta-bbu
    site: nahunta
    domain: ran
    role: baseband
    vendor: Huawei
    model: BBU3910
    part_number: "02310"
    quantity: 2
    generations: [2g, 4g]
    acquired: 2016-05-01
    serials: ["2102311"]
    parts: [{vendor: HiSilicon, model: SD5116, role: chipset}]
    coupled_with: [nahunta-rru]
    uplinks: [nahunta-csr]
  - {id: nahunta-rru, site: nahunta, domain: ran, role: radio, vendor: Huawei}
  - {id: nahunta-csr, site: nahunta, domain: transport, role: router, vendor: unknown}
  - {id: waycross-csr, site: waycross, domain: transport, role: router, vendor: Nokia, gateway: true}
links:
  - {a: nahunta-csr, b: waycross-csr, kind: fiber, km: 41}
`

func ptr[T any](v T) *T { return &v }

func fullInventory() *Inventory {
	return &Inventory{
		Operator: Operator{ID: "us-carrier", Name: "US Carrier", FRN: "0012345678", Customers: ptr(41250), Kind: "etc", Source: "by hand"},
		Sites: []Site{
			{
				ID: "nahunta", Name: "Nahunta", Kind: "tower", Location: &Location{31.2044, -81.9812}, Region: "south-east",
				Subscribers: 1240, Emergency: "sole", Sensitive: []string{"military"}, Application: "A1",
				Closed:    []Closure{{From: MonthDay{12, 1}, To: MonthDay{3, 15}, Work: []string{"tower"}, Why: "ice"}},
				Neighbors: []string{"waycross"}, CoverageKM: ptr(12.5),
			},
			{ID: "waycross", Name: "waycross", Kind: "central-office"},
		},
		Elements: []Element{
			{
				ID: "nahunta-bbu", Site: "nahunta", Domain: "ran", Role: "baseband", Vendor: "Huawei", Model: "BBU3910",
				PartNumber: "02310", Quantity: 2, Generations: []string{"2g", "4g"}, Acquired: MustDate("2016-05-01"),
				Serials: []string{"2102311"}, Parts: []Part{{Vendor: "HiSilicon", Model: "SD5116", Role: "chipset"}},
				CoupledWith: []string{"nahunta-rru"}, Uplinks: []string{"nahunta-csr"},
			},
			{ID: "nahunta-rru", Site: "nahunta", Domain: "ran", Role: "radio", Vendor: "Huawei", Quantity: 1},
			{ID: "nahunta-csr", Site: "nahunta", Domain: "transport", Role: "router", Vendor: "unknown", Quantity: 1},
			{ID: "waycross-csr", Site: "waycross", Domain: "transport", Role: "router", Vendor: "Nokia", Quantity: 1, Gateway: ptr(true)},
		},
		Links: []Link{{A: "nahunta-csr", B: "waycross-csr", Kind: "fiber", KM: ptr(41.0)}},
	}
}

// same compares what files say, not where and in how many words.
func same(want, got *Inventory) string {
	return cmp.Diff(want, got, cmp.AllowUnexported(Date{}), cmpopts.IgnoreTypes(strict.Pos{}),
		cmpopts.IgnoreFields(Inventory{}, "Sources"), cmpopts.EquateEmpty())
}

func parse(text string) (*Inventory, strict.Faults) {
	r := &strict.Reader{}
	inv := Parse(r, "i.yaml", []byte(text))
	return inv, r.Faults()
}

func TestLoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), "inventory.yaml")
	if err := os.WriteFile(path, []byte(full), 0o600); err != nil {
		t.Fatal(err)
	}
	r := &strict.Reader{}
	inv := Load(r, path)
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	if diff := same(fullInventory(), inv); diff != "" {
		t.Error(diff)
	}
	if at := inv.Elements[1].Pos; at != (strict.Pos{File: path, Line: 32, Column: 5}) {
		t.Errorf("second element at %v", at)
	}
	if at := inv.Links[0].Pos; at.Line != 36 || inv.Sites[1].Pos.Line != 16 {
		t.Errorf("link at %v, second site at %v", at, inv.Sites[1].Pos)
	}
	if len(inv.Sources) != 1 || inv.Sources[0].Path != path || inv.Sources[0].Kind != "inventory/v1" || len(inv.Sources[0].SHA256) != 64 {
		t.Errorf("sources %v", inv.Sources)
	}
}

func TestLoadJSON(t *testing.T) {
	inv, faults := parse(`{
	"riprep": "inventory/v1",
	"operator": {"id": "us-carrier", "name": "US Carrier", "frn": "0012345678", "customers": 41250, "kind": "etc", "source": "by hand"},
	"sites": [
		{"id": "nahunta", "name": "Nahunta", "kind": "tower", "location": {"lat": 31.2044, "lon": -81.9812}, "region": "south-east",
		 "subscribers": 1240, "emergency": "sole", "sensitive": ["military"], "application": "A1", "neighbors": ["waycross"],
		 "coverage_km": 12.5, "closed": [{"from": "12-01", "to": "03-15", "work": ["tower"], "why": "ice"}]},
		{"id": "waycross", "kind": "central-office", "region": null}
	],
	"elements": [
		{"id": "nahunta-bbu", "site": "nahunta", "domain": "ran", "role": "baseband", "vendor": "Huawei", "model": "BBU3910",
		 "part_number": "02310", "quantity": 2, "generations": ["2g", "4g"], "acquired": "2016-05-01", "serials": ["2102311"],
		 "parts": [{"vendor": "HiSilicon", "model": "SD5116", "role": "chipset"}], "coupled_with": ["nahunta-rru"], "uplinks": ["nahunta-csr"]},
		{"id": "nahunta-rru", "site": "nahunta", "domain": "ran", "role": "radio", "vendor": "Huawei"},
		{"id": "nahunta-csr", "site": "nahunta", "domain": "transport", "role": "router", "vendor": "unknown"},
		{"id": "waycross-csr", "site": "waycross", "domain": "transport", "role": "router", "vendor": "Nokia", "gateway": true}
	],
	"links": [{"a": "nahunta-csr", "b": "waycross-csr", "kind": "fiber", "km": 41}]
}`)
	if faults != nil {
		t.Fatal(faults)
	}
	if diff := same(fullInventory(), inv); diff != "" {
		t.Error(diff)
	}
}

// The same fleet cut into documents is the same fleet; references may go from one document into another.
func TestLoadDocuments(t *testing.T) {
	head, rest, _ := strings.Cut(full, "elements:\n")
	elements, links, _ := strings.Cut(rest, "links:\n")
	inv, faults := parse(head + "---\nriprep: inventory/v1\nelements:\n" + elements + "---\n---\nriprep: inventory/v1\nlinks:\n" + links)
	if faults != nil {
		t.Fatal(faults)
	}
	if diff := same(fullInventory(), inv); diff != "" {
		t.Error(diff)
	}
}

func TestLoadNothing(t *testing.T) {
	r := &strict.Reader{}
	inv := Load(r, filepath.Join(t.TempDir(), "none.yaml"))
	if inv == nil || len(r.Faults()) != 1 || !strings.Contains(r.Faults().Error(), "cannot open: no such file") {
		t.Errorf("%v: %v", inv, r.Faults())
	}
}

// Loading is a function of the text: not of what the reader read before.
func TestReaderShared(t *testing.T) {
	r := &strict.Reader{}
	Parse(r, "a.yaml", []byte(full))
	inv := Parse(r, "b.yaml", []byte(full))
	if r.Faults() != nil {
		t.Fatal(r.Faults())
	}
	if len(inv.Sources) != 1 || inv.Sources[0].Path != "b.yaml" || len(r.Sources()) != 2 {
		t.Errorf("sources %v of %v", inv.Sources, r.Sources())
	}
}

func TestIsGateway(t *testing.T) {
	for _, c := range []struct {
		e    Element
		want bool
	}{
		{Element{Role: "packet-core"}, true},
		{Element{Role: "interconnect"}, true},
		{Element{Role: "router"}, false},
		{Element{Role: "router", Gateway: ptr(true)}, true},
		{Element{Role: "packet-core", Gateway: ptr(false)}, false},
	} {
		if got := c.e.IsGateway(); got != c.want {
			t.Errorf("%+v: %v", c.e, got)
		}
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"1.3.6.1.4.1.2011.2.23": "1.3.6.1.4.1.2011.2.23", ".1.3.6.1.4.1.3902": "1.3.6.1.4.1.3902", "iso.3.6.1.4.1.2011.1": "1.3.6.1.4.1.2011.1",
		"enterprises.25506.1": "1.3.6.1.4.1.25506.1", "1.3.6.1.4.1": "", "1.3.6.1.4.1.": "", "1.3.6.1.4.1.2011.": "", "1.3.6.1.4.1.-1": "", "1.3.6.1.4.1.4294967296": "", "2011": "",
	} {
		if got, err := ParseObjectID(text); got != want || (err == nil) != (want != "") {
			t.Errorf("object id %q: %q, %v; want %q", text, got, err, want)
		}
	}
	for text, want := range map[string]bool{"b1": true, "b110": true, "b111": false, "n263": true, "n264": false, "n0": false, "n": false, "n078": false, "B1": false, "n-1": false, "n+1": false, "": false} {
		if isBand(text) != want {
			t.Errorf("band %q: %v", text, !want)
		}
	}
}

func TestSchemaKeys(t *testing.T) {
	got := SchemaKeys()
	want := map[string]string{
		"inventory": "elements links operator riprep sites",
		"operator":  "country customers frn id kind name source state",
		"site":      "address application closed cluster country coverage_km emergency id kind location name neighbors only region roaming sensitive space state subscribers tower",
		"location":  "lat lon",
		"closure":   "from to why work",
		"tower":     "added limit load",
		"space":     "free needed unit",
		"need":      "generations on",
		"element":   "acquired bands coupled_with domain gateway generations id model needs origin part_number parts premises quantity role serials site supported_until sys_object_id uplinks uses vendor",
		"part":      "model part_number role vendor",
		"link":      "a b kind km",
	}
	if len(got) != len(want) {
		t.Errorf("%d parts, want %d", len(got), len(want))
	}
	for part, keys := range want {
		if have := strings.Join(got[part], " "); have != keys {
			t.Errorf("%s: %s\nwant %s", part, have, keys)
		}
	}
}
