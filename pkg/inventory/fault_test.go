package inventory

import (
	"fmt"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
)

// Each case changes one thing in full and names the one fault that must come of it.
func TestFaults(t *testing.T) {
	const elementLine = "  - {id: nahunta-rru, site: nahunta, domain: ran, role: radio, vendor: Huawei}"
	for _, c := range []struct{ name, old, new, want, hint string }{
		{"unknown key", "    region:", "    regoin:", `i.yaml:8:5: site "nahunta": unknown key "regoin"`, `did you mean "region"?`},
		{"key twice", "    quantity: 2\n", "    quantity: 2\n    quantity: 2\n", `:26:5: element "nahunta-bbu": key "quantity" stands twice (first at line 25)`, ""},
		{"unknown section", "\nlinks:", "\nlnks:", `:35:1: unknown key "lnks"`, `did you mean "links"?`},
		{"no operator", "operator: {", "#", `:1:1: no operator`, "operator: {id"},
		{"operator null", `operator: {id: us-carrier, name: US Carrier, frn: "0012345678", customers: 41250, kind: etc, source: by hand}`, "operator:", `:1:1: no operator`, ""},
		{"operator word", `{id: us-carrier, name: US Carrier, frn: "0012345678", customers: 41250, kind: etc, source: by hand}`, "us-carrier", `:2:11: operator: want keys with values`, ""},
		{"operator id", "{id: us-carrier, ", "{", `:2:11: no key "id"`, ""},
		{"operator kind", "kind: etc,", "kind: etcc,", `:2:89: operator "us-carrier": kind "etcc": not known`, `did you mean "etc"?`},
		{"frn short", `"0012345678"`, `"012345678"`, `:2:51: operator "us-carrier": frn "012345678": not an FCC registration number (want ten digits)`, ""},
		{"frn letters", `"0012345678"`, `"00123456x8"`, `frn "00123456x8": not an FCC`, ""},
		{"customers", "41250", "-1", `customers -1: want 0 to`, ""},
		{"site id", "id: nahunta\n", "id: na hunta\n", ``, ""},
		{"site twice", "{id: waycross, kind", "{id: nahunta, kind", ``, ""},
		{"site kind", "kind: tower", "kind: towr", `:6:11: site "nahunta": kind "towr": not known`, `did you mean "tower"?`},
		{"site kind absent", "    kind: tower\n", "", `:4:5: site "nahunta": no key "kind"`, ""},
		{"lat", "lat: 31.2044", "lat: 91", `:7:21: site "nahunta": lat 91: want -90 to 90`, ""},
		{"lon", "lon: -81.9812", "lon: -180.5", `:7:35: site "nahunta": lon -180.5: want -180 to 180`, ""},
		{"lon absent", ", lon: -81.9812", "", `:7:15: site "nahunta": no key "lon"`, ""},
		{"lat word", "lat: 31.2044", "lat: 31 12 N", `lat "31 12 N": not a number`, ""},
		{"region", "region: south-east", "region: south east", `:8:13: site "nahunta": region "south east": not an id`, "no spaces"},
		{"subscribers negative", "subscribers: 1240", "subscribers: -4", `:9:18: site "nahunta": subscribers -4: want 0 to`, ""},
		{"subscribers word", "subscribers: 1240", "subscribers: many", `:9:18: site "nahunta": subscribers "many": not a whole number`, ""},
		{"subscribers absent", "    subscribers: 1240\n", "", `:4:5: site "nahunta": no key "subscribers", but element "nahunta-bbu" serves from here (line 17)`, "0 where nobody is"},
		{"emergency", "emergency: sole", "emergency: yes", `:10:16: site "nahunta": emergency "yes": not known`, "sole, shared"},
		{"sensitive", "[military]", "military", `:11:16: site "nahunta": sensitive: want a list`, "[ … ]"},
		{"closure day", "from: 12-01", "from: 02-30", `:13:21: site "nahunta": from "02-30": not a day of the year (want MM-DD)`, ""},
		{"closure end", ", to: 03-15", "", `:13:14: site "nahunta": no key "to"`, ""},
		{"closure work", "work: [tower]", "work: [towers]", `work "towers": not known`, `did you mean "tower"?`},
		{"neighbor", "neighbors: [waycross]", "neighbors: [waycros]", `:14:17: site "nahunta": neighbors "waycros": no such site`, `did you mean "waycross"?`},
		{"own neighbor", "neighbors: [waycross]", "neighbors: [nahunta]", `:14:17: site "nahunta": neighbors "nahunta": refers to itself`, ""},
		{"neighbor twice", "neighbors: [waycross]", "neighbors: [waycross, waycross]", `:14:27: site "nahunta": neighbors "waycross": stands twice`, ""},
		{"coverage", "coverage_km: 12.5", "coverage_km: 9000", `coverage_km 9000: want 0 to 300`, ""},
		{"element id", "{id: nahunta-rru, ", "{", ``, ""},
		{"element twice", elementLine, elementLine + "\n" + elementLine, `:33:10: element "nahunta-rru": stands twice (first at line 32)`, "an id of its own"},
		{"element site", "role: radio", "role: radio, site: x", `key "site" stands twice`, ""},
		{"element site absent", "site: nahunta, domain: ran", "domain: ran", ``, ""},
		{"element site dangling", "{id: nahunta-csr, site: nahunta", "{id: nahunta-csr, site: nahunto", `:33:29: element "nahunta-csr": site "nahunto": no such site`, `did you mean "nahunta"?`},
		{"domain", "domain: ran\n", "domain: radio\n", `:20:13: element "nahunta-bbu": domain "radio": not known`, "ran, core"},
		{"country", "domain: ran\n", "domain: ran\n    origin: USA\n", `origin "USA": not a country (want the two capitals of ISO 3166, such as US)`, ""},
		{"band", "domain: ran\n", "domain: ran\n    bands: [n78, n264]\n", `bands "n264": not a band`, ""},
		{"object id", "domain: ran\n", "domain: ran\n    sys_object_id: 1.3.6.1.4.1.02011\n", `"1.3.6.1.4.1.02011": not the object identifier of an enterprise`, ""},
		{"use", "domain: ran\n", "domain: ran\n    uses: [public]\n", `uses "public": not known`, ""},
		{"role", "role: baseband", "role: basebnad", `role "basebnad": not known`, `did you mean "baseband"?`},
		{"vendor absent", "    vendor: Huawei\n", "", `:18:5: element "nahunta-bbu": no key "vendor"`, ""},
		{"vendor empty", "    vendor: Huawei\n", "    vendor: \" \"\n", `vendor " ": empty`, ""},
		{"vendor list", "    vendor: Huawei\n", "    vendor: [Huawei]\n", `vendor: want a single value`, ""},
		{"vendor escape", "    vendor: Huawei\n", `    vendor: "Hua\e[31mwei"` + "\n", `:22:13: element "nahunta-bbu": vendor "Hua\x1b[31mwei": a control character`, ""},
		{"quantity", "quantity: 2", "quantity: 0", `:25:15: element "nahunta-bbu": quantity 0: want 1 to`, ""},
		{"generation", "[2g, 4g]", "[2g, 6g]", `:26:23: element "nahunta-bbu": generations "6g": not known`, ""},
		{"no such day", "2016-05-01", "2016-02-30", `:27:15: element "nahunta-bbu": acquired "2016-02-30": not a date (want YYYY-MM-DD)`, ""},
		{"date with time", "2016-05-01", "2016-05-01T00:00:00Z", `not a date`, ""},
		{"year", "2016-05-01", "1016-05-01", `outside the years 1971 to 2200`, ""},
		{"serials", `["2102311"]`, `[a, b, c]`, `:28:14: element "nahunta-bbu": 3 serials for a quantity of 2`, "raise the quantity"},
		{"part vendor", "{vendor: HiSilicon, ", "{", `:29:13: element "nahunta-bbu": no key "vendor"`, ""},
		{"coupled dangling", "[nahunta-rru]", "[nahunta-rrru]", `:30:20: element "nahunta-bbu": coupled_with "nahunta-rrru": no such element`, `did you mean "nahunta-rru"?`},
		{"coupled itself", "[nahunta-rru]", "[nahunta-bbu]", `coupled_with "nahunta-bbu": refers to itself`, ""},
		{"uplink dangling", "uplinks: [nahunta-csr]", "uplinks: [far-away]", `:31:15: element "nahunta-bbu": uplinks "far-away": no such element`, ""},
		{"uplink to a site", "uplinks: [nahunta-csr]", "uplinks: [waycross]", `uplinks "waycross": no such element`, ""},
		{"uplink twice", "uplinks: [nahunta-csr]", "uplinks: [nahunta-csr, nahunta-csr]", `:31:28: element "nahunta-bbu": uplinks "nahunta-csr": stands twice`, ""},
		{"gateway", "gateway: true", "gateway: 1", `gateway "1": not a yes or no`, "true or false"},
		{"link end", "a: nahunta-csr", "a: nahunta-crs", `:36:9: link: a "nahunta-crs": no such element`, `did you mean "nahunta-csr"?`},
		{"link itself", "a: nahunta-csr", "a: waycross-csr", `:36:26: link of "waycross-csr" with itself`, ""},
		{"link end absent", "a: nahunta-csr, ", "", `:36:5: no key "a"`, ""},
		{"link kind", "kind: fiber", "kind: fibre", `kind "fibre": not known`, `did you mean "fiber"?`},
		{"link km", "km: 41", "km: -41", `km -41: want 0 to`, ""},
		{"link twice", "km: 41}", "km: 41}\n  - {b: nahunta-csr, a: waycross-csr, kind: fiber}", `:37:5: link "waycross-csr" to "nahunta-csr": stands twice (first at line 36)`, "count once"},
		{"sites word", "sites:\n", "sites: many\nsitez:\n", ``, ""},
		{"version", "inventory/v1", "inventory/v2", `:1:9: riprep "inventory/v2": a version that is not known`, "inventory/v1"},
		{"kind", "inventory/v1", "scenario/v1", `:1:9: riprep "scenario/v1": want inventory/v1`, ""},
		{"second operator", "\nlinks:", "\n---\nriprep: inventory/v1\noperator: {id: b}\nlinks:", `:37:11: a second operator (first at line 2)`, "a folder of its own"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if strings.Count(full, c.old) < 1 {
				t.Fatalf("%q is not in the file", c.old)
			}
			_, faults := parse(strings.Replace(full, c.old, c.new, 1))
			if c.want == "" { // several faults follow from one mistake; that there are some is what counts
				if len(faults) == 0 {
					t.Error("no fault")
				}
				return
			}
			if len(faults) != 1 {
				t.Fatalf("%d faults, want one:\n%v", len(faults), faults)
			}
			if !strings.Contains(faults[0].Error(), c.want) {
				t.Errorf("fault %s\nwant  %s", faults[0].Error(), c.want)
			}
			if !strings.Contains(faults[0].Hint, c.hint) || c.hint == "" && faults[0].Hint != "" && strings.HasPrefix(faults[0].Hint, "did you") {
				t.Errorf("hint %q\nwant %q", faults[0].Hint, c.hint)
			}
		})
	}
}

func TestNoSites(t *testing.T) {
	for _, text := range []string{"", "sites: []\n", "sites:\n"} {
		_, faults := parse("riprep: inventory/v1\noperator: {id: a}\n" + text)
		if len(faults) != 1 || faults[0].Message != "no sites" {
			t.Errorf("%q: %v", text, faults)
		}
	}
}

// All faults come at once, from the top of the file to its end.
func TestFaultsInOrder(t *testing.T) {
	text := strings.NewReplacer("kind: tower", "kind: x", "2016-05-01", "soon", "b: waycross-csr", "b: nowhere", "[nahunta-rru]", "[none]").Replace(full)
	_, faults := parse(text)
	var lines []int
	for _, f := range faults {
		lines = append(lines, f.Pos.Line)
	}
	if got := fmt.Sprint(lines); got != "[6 27 30 36]" {
		t.Errorf("%s\n%v", got, faults)
	}
}

// Two links between the same elements are fine where they are of different kinds: that is how redundancy looks.
func TestParallelLinks(t *testing.T) {
	inv, faults := parse(full + "  - {a: waycross-csr, b: nahunta-csr, kind: microwave}\n")
	if faults != nil || len(inv.Links) != 2 {
		t.Errorf("%d links: %v", len(inv.Links), faults)
	}
}

// Subscribers must be stated only where something serves; 0 is a statement.
func TestSubscribers(t *testing.T) {
	const head = "riprep: inventory/v1\noperator: {id: a}\nsites: [{id: s, kind: tower%s}]\nelements:\n  - {id: r, site: s, domain: %s, role: radio, vendor: x%s}\n  - {id: t, site: s, domain: transport, role: router, vendor: x}\n%s"
	for _, c := range []struct {
		stated, domain, uplinks, links string
		fault                          bool
	}{
		{"", "ran", "", "", false},
		{"", "ran", ", uplinks: [t]", "", true},
		{"", "access", ", uplinks: [t]", "", true},
		{"", "transport", ", uplinks: [t]", "", false},
		{"", "ran", "", "links: [{a: r, b: t}]", true},
		{"", "ran", "", "links: [{a: t, b: r}]", true},
		{", subscribers: 0", "ran", ", uplinks: [t]", "", false},
		{", subscribers: null", "ran", ", uplinks: [t]", "", true},
	} {
		_, faults := parse(fmt.Sprintf(head, c.stated, c.domain, c.uplinks, c.links))
		if (len(faults) == 1) != c.fault || len(faults) > 1 {
			t.Errorf("%+v: %v", c, faults)
		}
	}
}

// One fault for a site, however many elements serve from it; and a site that was refused is not missed a second time.
func TestOneFaultPerMistake(t *testing.T) {
	_, faults := parse(strings.NewReplacer("    subscribers: 1240\n", "", "role: radio, vendor: Huawei", "role: radio, vendor: Huawei, uplinks: [nahunta-csr]").Replace(full))
	if len(faults) != 1 {
		t.Error(faults)
	}
	_, faults = parse("riprep: inventory/v1\noperator: {id: a}\nsites: [{kind: tower}]\n")
	if len(faults) != 1 || faults[0].Message != `no key "id"` {
		t.Error(faults)
	}
}

// Looking for what was meant takes a pass over all ids; only the faults that are shown get it.
func TestHintsAreBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString("riprep: inventory/v1\noperator: {id: a}\nsites: [{id: office, kind: tower}]\nelements:\n")
	for i := range 3 * strict.MaxShown {
		fmt.Fprintf(&b, "  - {id: e%d, site: ofice, domain: transport, role: router, vendor: x}\n", i)
	}
	_, faults := parse(b.String())
	hints := 0
	for _, f := range faults {
		if f.Hint == `did you mean "office"?` {
			hints++
		}
	}
	if len(faults) != 3*strict.MaxShown || hints != strict.MaxShown || faults[strict.MaxShown-1].Hint == "" {
		t.Errorf("%d hints for %d faults", hints, len(faults))
	}
}

// A long list is checked with a set, a short one by looking through it: both find what stands twice.
func TestLongList(t *testing.T) {
	var b strings.Builder
	b.WriteString("riprep: inventory/v1\noperator: {id: a}\nsites: [{id: s, kind: tower}]\nelements:\n")
	var ids []string
	for i := range 200 {
		ids = append(ids, fmt.Sprintf("e%d", i))
		fmt.Fprintf(&b, "  - {id: e%d, site: s, domain: transport, role: router, vendor: x}\n", i)
	}
	fmt.Fprintf(&b, "  - {id: hub, site: s, domain: transport, role: router, vendor: x, uplinks: [%s, e7, e199]}\n", strings.Join(ids, ", "))
	inv, faults := parse(b.String())
	if len(faults) != 2 || !strings.Contains(faults.Error(), `uplinks "e7": stands twice`) || !strings.Contains(faults.Error(), `uplinks "e199": stands twice`) {
		t.Error(faults)
	}
	if n := len(inv.Elements[200].Uplinks); n != 200 {
		t.Errorf("%d uplinks", n)
	}
}

// An alias may be used again, but not to make a small file unfold into a large one.
func TestAliases(t *testing.T) {
	inv, faults := parse(strings.Replace(strings.Replace(full, "closed: [", "closed: &ice [", 1), "{id: waycross, kind: central-office}", "{id: waycross, kind: central-office, closed: *ice}", 1))
	if faults != nil || len(inv.Sites[1].Closed) != 1 {
		t.Error(faults)
	}
	var b strings.Builder
	b.WriteString("riprep: inventory/v1\noperator: {id: a}\nsites:\n  - id: s\n    kind: tower\n    sensitive: &big [x" + strings.Repeat(", x", 999) + "]\n")
	for i := range 200 {
		fmt.Fprintf(&b, "  - {id: s%d, kind: tower, sensitive: *big}\n", i)
	}
	r := &strict.Reader{Limits: strict.Limits{Expand: 100_000}}
	Parse(r, "i.yaml", []byte(b.String()))
	if faults := r.Faults(); len(faults) != 1 || !strings.Contains(faults.Error(), "unfolds into more than 100000 values") {
		t.Error(faults)
	}
}
