package planner

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/scenario"
)

// alteredCase reads an operator and changes what was read.
func alteredCase(t *testing.T, dir string, alter func(*Inputs)) (*Case, error) {
	t.Helper()
	in, err := readInputs(t, dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	alter(in)
	return NewCase(in)
}

func siteNamed(in *Inputs, id string) *inventory.Site {
	return &in.Inventory.Sites[slices.IndexFunc(in.Inventory.Sites, func(s inventory.Site) bool { return s.ID == id })]
}

func elementNamed(in *Inputs, id string) *inventory.Element {
	return &in.Inventory.Elements[slices.IndexFunc(in.Inventory.Elements, func(e inventory.Element) bool { return e.ID == id })]
}

func weights(c *Case) map[string]int64 {
	out := map[string]int64{}
	for i := range c.Packages {
		out[c.Packages[i].ID] = c.Packages[i].Risk
	}
	return out
}

func factorsOf(t *testing.T, c *Case, id string) RiskFactors {
	t.Helper()
	for i := range c.Packages {
		if c.Packages[i].ID == id {
			return c.Packages[i].RiskFactors
		}
	}
	t.Fatalf("no package %q", id)
	return RiskFactors{}
}

// TestRiskFactors changes one thing at a time and names the packages whose weight changes by it; all others keep theirs.
func TestRiskFactors(t *testing.T) {
	first := func(*Inputs) {}
	plain, err := alteredCase(t, firstLook(), first)
	if err != nil {
		t.Fatal(err)
	}
	before := weights(plain)
	if diff := cmp.Diff(RiskFactors{Role: "transport", RoleFactor: 4, Sensitivity: 1, Software: 1, Traffic: 12, Subscribers: 1780}, factorsOf(t, plain, "birch-rtr")); diff != "" {
		t.Error(diff)
	}
	start := plain.In.Scenario.Start
	for _, tt := range []struct {
		name  string
		alter func(*Inputs)
		want  map[string]int64 // what changed, with the new weights
	}{
		{"nothing", first, map[string]int64{}},
		{"a role", func(in *Inputs) { in.Scenario.Risk.Roles["core"] = 30 },
			map[string]int64{"cedar-core-1": 30 * 14, "cedar-core-2": 30, "cedar-hss": 30}},
		{"a role that does not matter", func(in *Inputs) { in.Scenario.Risk.Roles["access"] = 0 }, map[string]int64{}},
		{"transport without exposure", func(in *Inputs) { in.Scenario.Risk.Roles["transport"] = 0 },
			map[string]int64{"alder-rtr": 0, "birch-rtr": 0, "mill-csr": 0, "birch-mw": 0}},
		{"management", func(in *Inputs) { elementNamed(in, "cedar-hss").Role = "management" }, map[string]int64{"cedar-hss": 8}},
		{"a sensitive tail", func(in *Inputs) { // raises all that its traffic crosses: the hop, the hub, the core
			siteNamed(in, "lookout").Sensitive = []string{"military"}
		}, map[string]int64{"lookout-bbu": 32, "birch-mw": 80, "birch-rtr": 96, "cedar-core-1": 280}},
		{"a word of its own", func(in *Inputs) {
			siteNamed(in, "lookout").Sensitive = []string{"school", "military"}
			in.Scenario.Risk.Sensitive["military"] = 5
		}, map[string]int64{"lookout-bbu": 80, "birch-mw": 200, "birch-rtr": 240, "cedar-core-1": 700}},
		{"a word that counts for nothing", func(in *Inputs) {
			siteNamed(in, "lookout").Sensitive = []string{"school"}
			in.Scenario.Risk.Sensitive["school"] = 1
		}, map[string]int64{}},
		{"two places", func(in *Inputs) { // the hub takes the higher one
			siteNamed(in, "lookout").Sensitive = []string{"military"}
			siteNamed(in, "birch").Sensitive = []string{"hospital"}
			in.Scenario.Risk.Sensitive["military"] = 3
		}, map[string]int64{"lookout-bbu": 48, "birch-bbu": 48, "birch-mw": 120, "birch-rtr": 144, "cedar-core-1": 420}},
		{"a place without subscribers", func(in *Inputs) { // counts for the gear that stands there, and no other
			siteNamed(in, "alder").Sensitive = []string{"government"}
		}, map[string]int64{"alder-rtr": 96}},
		{"old software", func(in *Inputs) { elementNamed(in, "mill-csr").SupportedUntil = start.AddDays(-1) }, map[string]int64{"mill-csr": 96}},
		{"software until the start", func(in *Inputs) { elementNamed(in, "mill-csr").SupportedUntil = start }, map[string]int64{}},
		{"old software in clean gear", func(in *Inputs) {
			e := elementNamed(in, "mill-rru")
			e.Vendor, e.Model, e.SupportedUntil = "Ericsson", "Radio 4449", start.AddDays(-1)
		}, map[string]int64{}},
		{"old software counts more", func(in *Inputs) {
			elementNamed(in, "mill-rru").SupportedUntil = start.AddDays(-1000)
			in.Scenario.Risk.Unsupported = 7
		}, map[string]int64{"mill-bbu": 24 * 7}},
		{"no traffic", func(in *Inputs) { in.Scenario.Risk.Traffic = "none" }, map[string]int64{
			"cedar-core-1": 10, "alder-rtr": 4, "birch-rtr": 4, "mill-csr": 4, "birch-mw": 4, "birch-bbu": 2, "mill-bbu": 2,
			"ridge-bbu": 2, "saddle-bbu": 2, "lookout-bbu": 2,
		}},
		{"twice the subscribers", func(in *Inputs) { siteNamed(in, "mill").Subscribers = 2200 }, map[string]int64{
			"mill-csr": 52, "mill-bbu": 26, // core: 5,300 instead of 4,200 have as many digits
		}},
	} {
		c, err := alteredCase(t, firstLook(), tt.alter)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		changed := map[string]int64{}
		for id, w := range weights(c) {
			if w != before[id] {
				changed[id] = w
			}
		}
		if diff := cmp.Diff(tt.want, changed); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
		for i := range c.Packages {
			p := &c.Packages[i]
			f := p.RiskFactors
			if p.Risk != f.Weight() || p.Subscribers != f.Subscribers || f.Sensitivity > 1 != (f.Place != "") ||
				(f.Place == "") != (f.Word == "") || f.Software > 1 && f.UnsupportedElement == "" {
				t.Errorf("%s: package %s: risk %d, %+v", tt.name, p.ID, p.Risk, f)
			}
		}
	}
}

// Where two sites hang on one package side by side, their subscribers add up; nobody is counted twice.
func TestRiskSubscribersAreJoined(t *testing.T) {
	c, err := alteredCase(t, firstLook(), func(in *Inputs) {
		e := elementNamed(in, "mill-bbu")
		e.CoupledWith = append(e.CoupledWith, "ridge-bbu")
	})
	if err != nil {
		t.Fatal(err)
	}
	f := factorsOf(t, c, "mill-bbu")
	if f.Subscribers != 1100+420 || f.Traffic != 1+11 {
		t.Errorf("got %+v", f)
	}
}

// A package of one element has the subscribers that the network says cross it; one of several at least as many as any.
func TestRiskSubscribersAreThoseOfTheNetwork(t *testing.T) {
	for _, dir := range []string{firstLook(), usCarrier()} {
		c := loadCase(t, dir)
		crossing := c.Net.CrossingAll()
		for i := range c.Packages {
			p := &c.Packages[i]
			most := 0
			for _, e := range p.Elements {
				most = max(most, crossing[e])
			}
			if p.Subscribers < most || len(p.Elements) == 1 && p.Subscribers != most {
				t.Errorf("%s: %d subscribers, the network says %d", p.ID, p.Subscribers, most)
			}
		}
	}
}

func TestRiskRole(t *testing.T) {
	for _, tt := range []struct{ domain, role, want string }{
		{"core", "packet-core", "core"}, {"core", "management", "management"}, {"transport", "management", "management"},
		{"ran", "controller", "controller"}, {"core", "controller", "controller"}, {"transport", "router", "transport"},
		{"ran", "baseband", "ran"}, {"access", "olt", "access"}, {"support", "power", "other"},
	} {
		if got := riskRole(&inventory.Element{Domain: tt.domain, Role: tt.role}); got != tt.want {
			t.Errorf("%s %s: %s, want %s", tt.domain, tt.role, got, tt.want)
		}
	}
	for _, domain := range inventory.Domains {
		for _, role := range inventory.Roles {
			if got := riskRole(&inventory.Element{Domain: domain, Role: role}); !slices.Contains(scenario.RiskRoles, got) {
				t.Errorf("%s %s: %q is no role of risk", domain, role, got)
			}
		}
	}
}

// A plan in which some gear, or all of it, has no exposure is a plan like others.
func TestNoExposure(t *testing.T) {
	for _, roles := range [][]string{{"transport"}, scenario.RiskRoles} {
		c, err := alteredCase(t, firstLook(), func(in *Inputs) {
			for _, role := range roles {
				in.Scenario.Risk.Roles[role] = 0
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		p := planOf(t, c)
		if found := Verify(c, p); len(found) > 0 {
			t.Errorf("%v: %v", roles, found)
		}
		if len(roles) > 1 && p.Objectives[0].Value != 0 {
			t.Errorf("exposure %d of gear that has none", p.Objectives[0].Value)
		}
	}
}

// The largest factors that a scenario may have give a plan; what could not be counted in is a fault.
func TestRiskBounds(t *testing.T) {
	largest := func(in *Inputs) {
		for _, role := range scenario.RiskRoles {
			in.Scenario.Risk.Roles[role] = 1000
		}
		in.Scenario.Risk.OtherSensitive, in.Scenario.Risk.Unsupported = 1000, 1000
		for i := range in.Inventory.Sites {
			in.Inventory.Sites[i].Sensitive = []string{"all"}
		}
		for i := range in.Inventory.Elements {
			in.Inventory.Elements[i].SupportedUntil = in.Scenario.Start.AddDays(-1)
		}
	}
	c, err := alteredCase(t, firstLook(), largest)
	if err != nil {
		t.Fatal(err)
	}
	if got := factorsOf(t, c, "cedar-core-1").Weight(); got != 14_000_000_000 {
		t.Errorf("weight %d", got)
	}
	p := planOf(t, c)
	if found := Verify(c, p); len(found) > 0 {
		t.Error(found)
	}
	if _, err := alteredCase(t, firstLook(), func(in *Inputs) {
		largest(in)
		in.Scenario.Risk.Roles["core"] = 1_000_000_000 // more than a file may have: it stands for many packages
	}); err == nil || !strings.Contains(err.Error(), `that of "cedar-core-1" to `) {
		t.Errorf("got %v", err)
	}
	// What is let through can be counted in to the longest horizon, by the optimizer too.
	if most := int64(maxWeight); most*scenario.MaxHorizon > 1<<60 || most > math.MaxInt64/scenario.MaxHorizon {
		t.Errorf("weights of %d over %d periods", most, scenario.MaxHorizon)
	}
}

// A word that no site has is a mistake.
func TestRiskWordOfNoSite(t *testing.T) {
	_, err := alteredCase(t, firstLook(), func(in *Inputs) {
		siteNamed(in, "mill").Sensitive = []string{"military"}
		in.Scenario.Risk.Sensitive["militery"], in.Scenario.Risk.Sensitive["port"] = 4, 1
		in.Scenario.Pos["risk.sensitive.port"] = strict.Pos{File: "s.yaml", Line: 7, Column: 3}
	})
	var faults strict.Faults
	if !errors.As(err, &faults) || len(faults) != 2 {
		t.Fatalf("got %v", err)
	}
	if f := faults[0]; f.Message != `risk: sensitive "militery": no site has this word` || f.Hint != `did you mean "military"?` {
		t.Errorf("got %+v", f)
	}
	if f := faults[1]; f.Pos.Line != 7 || !strings.Contains(f.Message, `"port"`) || !strings.Contains(f.Hint, "give sites the key sensitive") {
		t.Errorf("got %+v", f)
	}
}

func TestRiskAssumption(t *testing.T) {
	r := scenario.DefaultRisk()
	if diff := cmp.Diff(Assumption{
		Field: "risk",
		Value: "role (core 10, management 8, controller 5, transport 4, ran 2, access 2, other 1) × most sensitive place served (any 2) × " +
			"software mended no more (2) × traffic (1 + binary digits of the subscribers whose working path crosses it)",
		Why: "riprep's own factors, none changed: see docs/exposure.md",
	}, riskAssumption(&r)); diff != "" {
		t.Error(diff)
	}
	r.Roles["core"], r.Roles["other"], r.Sensitive["port"], r.Sensitive["military"] = 20, 0, 3, 4
	r.OtherSensitive, r.Unsupported, r.Traffic = 1, 5, "none"
	if diff := cmp.Diff(Assumption{
		Field: "risk",
		Value: "role (core 20, management 8, controller 5, transport 4, ran 2, access 2, other 0) × most sensitive place served " +
			"(military 4, port 3, any other 1) × software mended no more (5) × traffic (the subscribers that cross it do not count)",
		Why: "changed in the scenario: roles.core, roles.other, sensitive.military, sensitive.port, other_sensitive, unsupported, traffic; " +
			"the others are riprep's own: see docs/exposure.md",
	}, riskAssumption(&r)); diff != "" {
		t.Error(diff)
	}
}

// TestExposurePage works out again what docs/exposure.md shows of first-look, as it comes and with the changes that the
// page makes.
func TestExposurePage(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "exposure.md"))
	if err != nil {
		t.Fatal(err)
	}
	plain := loadCase(t, firstLook())
	changed, err := alteredCase(t, firstLook(), func(in *Inputs) {
		siteNamed(in, "lookout").Sensitive = []string{"military"}
		elementNamed(in, "mill-csr").SupportedUntil = inventory.MustDate("2025-12-31")
		in.Scenario.Risk.Sensitive["military"] = 3
	})
	if err != nil {
		t.Fatal(err)
	}
	rows := regexp.MustCompile("(?m)^\\| `([a-z0-9-]+)` \\| ([^|]+) \\| (\\d+) × (\\d+) × (\\d+) × (\\d+) \\| ([\\d,]+) \\| (\\d+) × (\\d+) × (\\d+) × (\\d+) \\| ([\\d,]+) \\|$").FindAllStringSubmatch(string(text), -1)
	if len(rows) < len(plain.Packages) {
		t.Fatalf("the page shows %d packages of %d", len(rows), len(plain.Packages))
	}
	number := func(s string) int64 {
		n, err := strconv.ParseInt(strings.ReplaceAll(s, ",", ""), 10, 64)
		if err != nil {
			t.Error(err)
		}
		return n
	}
	for _, row := range rows {
		for k, c := range []*Case{plain, changed} {
			f := factorsOf(t, c, row[1])
			at := 3 + 5*k
			want := []int64{int64(f.RoleFactor), int64(f.Sensitivity), int64(f.Software), int64(f.Traffic), f.Weight()}
			for i, n := range want {
				if got := number(row[at+i]); got != n {
					t.Errorf("the page has %d for %s, riprep %d: %+v", got, row[1], n, f)
				}
			}
			if got := number(row[2]); got != int64(f.Subscribers) {
				t.Errorf("the page has %d subscribers for %s, riprep %d", got, row[1], f.Subscribers)
			}
		}
	}
}
