package products

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "products.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// builtin loads the built-in products and the reference catalog, which must fit each other without a fault.
func builtin(t *testing.T) (*Set, *cost.Catalog) {
	t.Helper()
	var r strict.Reader
	s, cat := Load(&r), cost.LoadCatalog(&r)
	s.Check(&r, cat)
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	return s, cat
}

// Every role has two trusted vendors and, where gear can be covered, a way to do the work.
func TestBuiltinCoversEveryRole(t *testing.T) {
	s, _ := builtin(t)
	domains := map[string][]string{
		"ran":       {"radio", "baseband", "antenna", "small-cell", "controller"},
		"core":      {"packet-core", "voice-core", "subscriber-data", "policy", "interconnect", "management"},
		"transport": {"router", "switch", "microwave", "optical", "firewall", "timing"},
		"access":    {"olt", "ont", "dslam", "cpe"},
		"support":   {"power", "cabinet", "server"},
	}
	for _, domain := range inventory.Domains {
		for _, role := range domains[domain] {
			var vendors []string
			for i := range s.Products {
				if p := &s.Products[i]; p.Fits(domain, role, "", nil) && !slices.Contains(vendors, p.Vendor) {
					vendors = append(vendors, p.Vendor)
				}
			}
			if len(vendors) < 2 {
				t.Errorf("%s %s: vendors %v, want two", domain, role, vendors)
			}
			_, overlay := s.Method("overlay", domain, []string{role})
			_, inPlace := s.Method("in-place", domain, []string{role})
			if !overlay && !inPlace {
				t.Errorf("%s %s: no way to do the work", domain, role)
			}
		}
	}
	for _, p := range s.Products {
		if strings.Contains(p.Vendor, "Huawei") || strings.Contains(p.Vendor, "ZTE") {
			t.Errorf("product %q is of a covered vendor", p.ID)
		}
	}
}

// An overlay is off for a maintenance window, an in-place swap for longer; nothing that was not measured claims to be.
func TestBuiltinMethodsAreWhatTheySay(t *testing.T) {
	s, _ := builtin(t)
	off := func(m *Method) (hours int) {
		for _, step := range m.Steps {
			hours += step.OutageHours
		}
		return hours
	}
	for i := range s.Methods {
		m := &s.Methods[i]
		if m.Verified {
			t.Errorf("method %q says that it is verified", m.ID)
		}
		switch h := off(m); {
		case m.Kind == "overlay" && (h < 2 || h > 6):
			t.Errorf("overlay %q is off for %d hours", m.ID, h)
		case m.Kind == "in-place" && m.ID != "customer-device-in-place" && (h < 8 || h > 60):
			t.Errorf("in-place %q is off for %d hours", m.ID, h)
		}
		for _, step := range m.Steps {
			if step.Kind == "dispose" && len(step.Crews) > 0 {
				t.Errorf("method %q holds a crew while gear waits for its destruction", m.ID)
			}
			if m.Kind == "overlay" && step.Kind == "remove" && (step.AfterDays < 14 || step.AfterDays > 28) {
				t.Errorf("method %q takes the old away after %d days", m.ID, step.AfterDays)
			}
		}
	}
}

// packageCost prices gear and the built-in method for it, as a planner would.
func packageCost(t *testing.T, s *Set, cat *cost.Catalog, kind, domain, siteKind string, units map[string]int) cost.Cents {
	t.Helper()
	var lines []cost.Line
	var roles []string
	total := 0
	for _, role := range inventory.Roles {
		n := units[role]
		if n == 0 {
			continue
		}
		roles = append(roles, role)
		total += n
		i := slices.IndexFunc(s.Products, func(p Product) bool { return p.Fits(domain, role, siteKind, []string{"2g", "4g"}) })
		if i < 0 {
			t.Fatalf("no product for %s", role)
		}
		q, err := cost.Units(n)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, cost.Price(cat, s.Products[i].Item, q, cost.Replacement, "prepare", ""))
	}
	m, ok := s.Method(kind, domain, roles)
	if !ok {
		t.Fatalf("no %s for %v", kind, roles)
	}
	for _, step := range m.Steps {
		for _, it := range step.Items {
			q := it.Quantity
			if it.Per == "element" {
				var err error
				if q, err = q.Times(total); err != nil {
					t.Fatal(err)
				}
			}
			lines = append(lines, cost.Price(cat, it.Item, q, it.Tag, step.Kind, ""))
		}
	}
	sum, unknown, err := cost.Total(lines)
	if err != nil || unknown > 0 {
		t.Fatalf("%s %v: %d prices unknown, %v", kind, roles, unknown, err)
	}
	return sum
}

// Carriers' own applications came to 0.2 to 1.65 million dollars a site, all in; what the built-in prices and methods
// come to must lie where that makes sense.
func TestPackagesCostWhatCarriersReported(t *testing.T) {
	s, cat := builtin(t)
	type gear = map[string]int
	for _, c := range []struct {
		name, kind, domain, siteKind string
		units                        gear
		low, high                    cost.Cents
	}{
		{"small tower", "overlay", "ran", "tower", gear{"baseband": 1, "radio": 3}, 300_000_00, 400_000_00},
		{"large tower", "overlay", "ran", "tower", gear{"baseband": 1, "radio": 6, "antenna": 3}, 400_000_00, 550_000_00},
		{"small tower in place", "in-place", "ran", "tower", gear{"baseband": 1, "radio": 3}, 250_000_00, 350_000_00},
		{"cell-site router", "overlay", "transport", "tower", gear{"router": 1}, 20_000_00, 50_000_00},
		{"town's node", "overlay", "transport", "central-office", gear{"router": 1, "optical": 1}, 80_000_00, 160_000_00},
		{"microwave end", "overlay", "transport", "tower", gear{"microwave": 1}, 40_000_00, 90_000_00},
		{"packet core node", "overlay", "core", "data-center", gear{"packet-core": 1}, 500_000_00, 1_500_000_00},
		{"line terminal", "overlay", "access", "central-office", gear{"olt": 1}, 30_000_00, 80_000_00},
	} {
		if got := packageCost(t, s, cat, c.kind, c.domain, c.siteKind, c.units); got < c.low || got > c.high {
			t.Errorf("%s: %s, want %s to %s", c.name, got.Grouped(), c.low.Grouped(), c.high.Grouped())
		}
	}
	var core cost.Cents
	for _, role := range []string{"packet-core", "voice-core", "subscriber-data", "management"} {
		core += 2 * packageCost(t, s, cat, "overlay", "core", "data-center", gear{role: 1})
	}
	if core < 2_000_000_00 || core > 6_000_000_00 {
		t.Errorf("two core sites: %s, want a few millions", core.Grouped())
	}
	both := gear{"baseband": 1, "radio": 3}
	if over, in := packageCost(t, s, cat, "overlay", "ran", "tower", both), packageCost(t, s, cat, "in-place", "ran", "tower", both); in >= over {
		t.Errorf("in place costs %s, beside the old %s", in, over)
	}
}

const own = `riprep: products/v1
products:
  - {id: ericsson-radio, vendor: Ericsson, model: Own, domain: ran, roles: [radio], generations: [4g], site_kinds: [tower], item: radio, lead_days: 7, source: quote 17, verified: true}
methods:
  - id: mine
    method: overlay
    domains: [ran, transport]
    roles: [radio]
    priority: -3
    source: ours
    steps:
      - {kind: install, days: 2, crews: {tower: 2, ip: 1}, outage_hours: 48, items: [{item: radio, per: element, tag: replacement}, {item: freight, per: package, quantity: 1.5, tag: removal}]}
      - {kind: cutover, days: 0, after_days: 3}
`

func TestUserFilesGoBefore(t *testing.T) {
	path := write(t, own)
	var r strict.Reader
	s := Load(&r, path)
	s.Check(&r, cost.LoadCatalog(&r))
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	pos := func(line, column int) strict.Pos { return strict.Pos{File: path, Line: line, Column: column} }
	if diff := cmp.Diff(Product{
		ID: "ericsson-radio", Vendor: "Ericsson", Model: "Own", Domain: "ran", Roles: []string{"radio"}, Generations: []string{"4g"},
		SiteKinds: []string{"tower"}, Item: "radio", ItemPos: pos(3, 131), LeadDays: 7, Source: "quote 17", Verified: true, Pos: pos(3, 5),
	}, s.Products[0]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(Method{
		ID: "mine", Kind: "overlay", Domains: []string{"ran", "transport"}, Roles: []string{"radio"}, Priority: -3, Source: "ours", Pos: pos(5, 5),
		Steps: []Step{
			{Kind: "install", Days: 2, Crews: []Crew{{"tower", 2}, {"ip", 1}}, OutageHours: 48, Items: []StepItem{
				{Item: "radio", Per: "element", Quantity: cost.One, Tag: cost.Replacement, Pos: pos(12, 93)},
				{Item: "freight", Per: "package", Quantity: 1500, Tag: cost.Removal, Pos: pos(12, 140)},
			}},
			{Kind: "cutover", AfterDays: 3},
		},
	}, s.Methods[0]); diff != "" {
		t.Error(diff)
	}
	n := 0
	for _, p := range s.Products {
		if p.ID == "ericsson-radio" {
			n++
		}
	}
	if n != 1 || len(s.Products) < 40 || len(s.Methods) < 10 {
		t.Errorf("%d of the replaced product, %d products, %d methods", n, len(s.Products), len(s.Methods))
	}
}

func TestFaults(t *testing.T) {
	path := write(t, `riprep: products/v1
products:
  - {id: a, vendor: v, model: m, domain: ran, roles: [], item: radio, lead_days: 4000, source: s}
  - {id: b, vendor: v, model: m, domain: run, roles: [radio], item: no-such, lead_days: 1, source: s}
  - {id: a, vendor: v, model: m, domain: ran, roles: [radio], item: radio, lead_days: 1, source: s, price: 3}
methods:
  - {id: a, method: overlay, domains: [ran], source: s, steps: [{kind: cutover, days: 1}]}
  - {id: b, method: retire, domains: [ran], source: s, steps: [{kind: install, days: 1}]}
  - {id: c, method: retire, domains: [], source: s, steps: [{kind: remove, days: 1}, {kind: cutover, days: 1}]}
  - {id: d, method: retire, domains: [ran], source: s, steps: [{kind: cutover, days: 1}, {kind: cutover, days: 1}]}
  - {id: e, method: retire, domains: [ran], source: s, steps: [{kind: prepare, days: 1, outage_hours: 2}, {kind: cutover, days: 1, outage_hours: 25}]}
  - {id: f, method: retire, domains: [ran], source: s, steps: [{kind: cutover, days: 0, crews: {tower: 1}}, {kind: dispose, days: 3651, crews: {tower: 0, "t c": 1}}]}
  - {id: g, method: retire, domains: [ran], source: s, steps: [{kind: cutover, days: 1, items: [{item: no-item, per: each, quantity: -1, tag: repair}]}]}
  - {id: a, method: retire, domains: [ran], source: s}
  - {id: i, method: retire, domains: [ran], source: s, steps: [{kind: install, days: 1}, {kind: cutover, days: 1}]}
  - {id: j, method: test, domains: [ran], source: s, steps: [{kind: cutover, days: 1}, {kind: test, days: 1}]}
  - {id: k, method: test, domains: [ran], source: s, steps: []}
  - {id: l, method: retire, domains: [ran], source: s, steps: [{kind: cutover, days: 1}, {kind: remove, days: 1}, {kind: test, days: 1, outage_hours: 1}]}
  - {id: m, method: test, domains: [ran], source: s, steps: [{kind: test, days: 1}, {kind: test, days: 1}]}
`)
	var r strict.Reader
	s := Load(&r, path)
	s.Check(&r, cost.LoadCatalog(&r))
	var got []string
	for _, f := range r.Faults() {
		got = append(got, strings.TrimPrefix(f.Error(), path))
	}
	want := []string{
		`:3:54: product "a": no roles`,
		`:3:82: lead_days 4000: want 0 to 3650`,
		`:4:42: domain "run": not known`,
		`:5:10: product "a" stands twice (first at line 3)`,
		`:5:101: unknown key "price"`,
		`:7:64: method "a": overlay without a step "install"`,
		`:8:63: method "b": no step "cutover"`,
		`:9:38: method "c": no domains`,
		`:9:93: method "c": step "cutover" stands after "remove"`,
		`:10:97: method "d": step "cutover" stands twice`,
		`:11:103: outage_hours 2 in a step "prepare"`,
		`:11:146: outage_hours 25: the step has only 24 hours`,
		`:12:96: crews in a step of 0 days`,
		`:12:131: days 3651: want 0 to 3650`,
		`:12:152: tower 0: want 1 to 1000`,
		`:12:162: crews: "t c": not a kind of crew`,
		`:13:118: per "each": not known`,
		`:13:134: quantity "-1": negative (want 0 or more)`,
		`:13:143: tag "repair": not known`,
		`:14:5: no key "steps"`,
		`:14:10: method "a" stands twice (first at line 7)`,
		`:15:63: method "i": retire with a step "install"`,
		`:16:61: method "j": test with a step "cutover"`,
		`:17:61: method "k": no step "test"`,
		`:18:122: method "l": step "test" stands after "remove"`,
		`:18:151: outage_hours 1 in a step "test"`,
		`:19:92: method "m": step "test" stands twice`,
		`:4:69: product "b": no catalog has an item "no-such"`,
		`:13:104: method "g": no catalog has an item "no-item"`,
	}
	for _, w := range want {
		// An element of a list may carry what it belongs to in front of the message; place and message must be there.
		place, message, _ := strings.Cut(w, " ")
		if !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, place) && strings.Contains(s, message) }) {
			t.Errorf("no fault %s", w)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d faults, want %d:\n%s", len(got), len(want), strings.Join(got, "\n"))
	}
}

func TestSchemaKeys(t *testing.T) {
	want := map[string][]string{
		"products": {"methods", "note", "products", "riprep", "title"},
		"with":     {"item", "quantity"},
		"product":  {"approved", "bands", "domain", "generations", "id", "item", "lead_days", "medium", "model", "origin", "part_number", "parts", "roles", "site_kinds", "source", "upgrade", "vendor", "verified", "with"},
		"part":     {"model", "part_number", "role", "vendor"},
		"method":   {"domains", "id", "method", "priority", "roles", "source", "steps", "verified"},
		"step":     {"after_days", "crews", "days", "items", "kind", "outage_hours"},
		"item":     {"item", "per", "quantity", "tag"},
	}
	if diff := cmp.Diff(want, SchemaKeys()); diff != "" {
		t.Error(diff)
	}
}

func FuzzProducts(f *testing.F) {
	f.Add([]byte(own))
	f.Add([]byte("riprep: products/v1\nproducts: [{id: a}, {}, 3]\nmethods: [{id: m, steps: [{kind: x}, {crews: [1]}, {items: 3}]}]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var r strict.Reader
		var file file
		ok := r.Bytes("f.yaml", data, kind, file.decode)
		if !ok || len(r.Faults()) > 0 {
			return
		}
		for _, m := range file.methods {
			must := "cutover"
			if m.Kind == "test" {
				must = "test"
			}
			if !slices.ContainsFunc(m.Steps, func(s Step) bool { return s.Kind == must }) || must == "test" && len(m.Steps) != 1 {
				t.Fatalf("method %q of kind %s with the steps %v has no fault", m.ID, m.Kind, m.Steps)
			}
		}
	})
}

// Which generations a product serves decides whether a planner may choose it: a change here must be meant.
func TestBuiltinGenerations(t *testing.T) {
	s, _ := builtin(t)
	for id, want := range map[string]string{
		"ericsson-baseband": "2g 3g 4g 5g", "nokia-radio": "2g 3g 4g 5g", "samsung-radio": "4g 5g", "samsung-baseband": "4g 5g",
		"ericsson-small-cell": "4g 5g", "nokia-controller": "2g 3g", "cisco-firewall": "",
	} {
		i := slices.IndexFunc(s.Products, func(p Product) bool { return p.ID == id })
		if i < 0 || strings.Join(s.Products[i].Generations, " ") != want {
			t.Errorf("product %q: want generations %q", id, want)
		}
	}
}
