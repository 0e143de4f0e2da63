package planner

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// twoExchanges are a management system, a core and two exchanges, the second behind the first; makers of: core, systems, routers, terminals.
func twoExchanges(system, router, terminal string) string {
	out := fmt.Sprintf(`sites:
  - {id: town, kind: data-center}
  - {id: hill, kind: central-office, subscribers: 100}
  - {id: legation, kind: central-office, subscribers: 40, sensitive: [embassy]}
elements:
  - {id: core, site: town, domain: core, role: packet-core, vendor: Ericsson, model: EPG}
  - {id: hill-rtr, site: hill, domain: transport, role: router, vendor: %[2]s, model: NE40E, uplinks: [core]}
  - {id: hill-olt, site: hill, domain: access, role: olt, vendor: %[3]s, model: MA5800, uplinks: [hill-rtr]}
  - {id: legation-olt, site: legation, domain: access, role: olt, vendor: %[3]s, model: MA5800, uplinks: [hill-rtr]}
  - {id: aside, site: town, domain: transport, role: router, vendor: Huawei, model: NE40E}
`, "", router, terminal)
	if system != "" {
		out += "  - {id: nms, site: town, domain: core, role: management, vendor: " + system + ", model: U2000}\n"
	}
	return out
}

const twoScenario = "start: 2025-01-06\nhorizon: 80\ncrews: {ip: 9, core: 9, tower: 9}\n"

// packagesOf lists the work packages of a case.
func packagesOf(c *Case) string {
	var out []string
	for i := range c.Packages {
		out = append(out, c.Packages[i].ID)
	}
	return strings.Join(out, " ")
}

// What is planned for follows from what is demanded, not from what is covered; the rest is said.
func TestWhatIsPlannedFor(t *testing.T) {
	t.Parallel()
	inv := twoExchanges("", "Huawei", "Huawei")
	for _, tt := range []struct {
		name, rules, scenario string
		want, says            string
	}{
		{"only buying is forbidden", entry("buy", "ban_new", ""), "", "", "4 covered elements left where it is: law/buy (ban_new) demands nothing of gear that is there"},
		{"and all is to go", entry("buy", "ban_new", ""), "remove: covered\n", "hill-rtr hill-olt legation-olt aside", ""},
		{"and a path is to be clean", entry("buy", "ban_new", ""), "clean_path: {sites: [legation], by: 2026-01-31}\n", "hill-rtr legation-olt", "2 covered elements left"},
		{"a day", entry("go", "remove_by", "date: 2026-06-30, scope: {domains: [access]}"), "", "hill-olt legation-olt", ""},
		{"a class of sites", entry("class", "exclude_site_class", "date: 2026-06-30, scope: {site_classes: [embassy]}"), "", "legation-olt", ""},
		{"no day", entry("certify", "certify", "scope: {roles: [router]}"), "", "hill-rtr aside", ""},
		{"traffic", entry("traffic", "traffic_path", "date: 2026-06-30, scope: {site_classes: [embassy]}"), "", "hill-rtr legation-olt", "2 covered elements left where it is: the traffic that law/traffic is about does not cross it"},
		{"a share", entry("share", "cap_share", "date: 2026-06-30, cap: {max: 50%, of: units}, scope: {domains: [access]}"), "", "hill-olt legation-olt", ""},
	} {
		c := loadCase(t, folder(t, inv, twoScenario+tt.scenario, law(tt.rules)))
		if got := packagesOf(c); got != tt.want {
			t.Errorf("%s: packages %q, want %q", tt.name, got, tt.want)
		}
		p := planOf(t, c)
		if tt.says != "" && !assumed(p, "remove", tt.says) {
			t.Errorf("%s: not said in %v", tt.name, p.Assumptions)
		}
		for i := range p.Rules {
			if !p.Rules[i].InTime() {
				t.Errorf("%s: %+v", tt.name, p.Rules[i])
			}
		}
	}
}

// The traffic of a class of sites crosses nothing of the makers named after the day, wherever that stands; it is the same mechanism as the
// scenario's own demand, with the rule in its place.
func TestTrafficPathRule(t *testing.T) {
	t.Parallel()
	rules := entry("working", "traffic_path", "date: 2025-09-30, scope: {site_classes: [embassy]}") +
		entry("every", "traffic_path", "date: 2026-03-31, paths: every, scope: {site_classes: [embassy]}")
	c := loadCase(t, folder(t, twoExchanges("", "Huawei", "Huawei"), twoScenario+"deferral: true\n", law(rules)))
	checkTampered(t, c, []tampered{
		{"late", func(_ *Case, p *Plan) { p.of(t, "hill-rtr").shift(7 * 40) }, "rule law/working", `and by rule law/working the traffic of site "legation" must not cross it after 2025-09-30`},
		{"later", func(_ *Case, p *Plan) { p.of(t, "hill-rtr").shift(7 * 52) }, "rule law/every", `must not cross it after 2026-03-31`},
		{"deferred", func(_ *Case, p *Plan) { p.of(t, "legation-olt").stay() }, "rule law/working", `package "legation-olt": its hardware stays`},
		{"another day", func(_ *Case, p *Plan) { p.Rules[0].MetOn = p.Rules[0].By }, "rules", "rules: [0].met_on is"},
		{"a rule less", func(_ *Case, p *Plan) { p.Rules = p.Rules[1:] }, "rules", "the list is 1 long"},
	})
	m, err := c.build(c.In.Scenario)
	if err != nil {
		t.Fatal(err)
	}
	for i := range c.Packages {
		if slices.Contains(m.options[i], -1) {
			t.Errorf("%s may be deferred", c.Packages[i].ID)
		}
		if by, site, ok := c.CleanDemand(c.Packages[i].ID); !ok || site != "legation" || by.String() != "2025-09-30" {
			t.Errorf("%s: %s %s %v", c.Packages[i].ID, by, site, ok)
		}
	}
	late := loadCase(t, folder(t, twoExchanges("", "Huawei", "Huawei"), twoScenario, law(entry("soon", "traffic_path", "date: 2025-01-31, scope: {site_classes: [embassy]}"))))
	_, err = late.Plan(context.Background(), Options{Effort: testEffort})
	if err == nil || !strings.Contains(err.Error(), `limit rule law/soon: the traffic of legation must cross none of 2 packages after 2025-01-31; that is in 3 weeks, and package "`) {
		t.Errorf("got %v", err)
	}
	none := strings.Replace(twoExchanges("", "Huawei", "Huawei"), "subscribers: 40, ", "subscribers: 0, ", 1)
	if p := planOf(t, loadCase(t, folder(t, none, twoScenario, law(rules)))); !assumed(p, "law/working", `nothing is demanded for site "legation": it has no subscribers`) {
		t.Errorf("not said in %v", p.Assumptions)
	}
}

// of finds a package of a plan.
func (p *Plan) of(t *testing.T, id string) *PlannedPackage {
	t.Helper()
	i := slices.IndexFunc(p.Packages, func(w PlannedPackage) bool { return w.ID == id })
	if i < 0 {
		t.Fatalf("the plan has no package %q", id)
	}
	return &p.Packages[i]
}

const manage = "date: 2026-06-30, function: management"

// Where the management systems of the maker are there and go, the hardware that they manage needs nothing.
func TestFunctionReplacedWithItsSystem(t *testing.T) {
	t.Parallel()
	rules := entry("manage", "replace_function_by", manage+", scope: {domains: [core, access]}")
	c := loadCase(t, folder(t, twoExchanges("Huawei", "Nokia", "Huawei"), twoScenario, law(rules)))
	if packagesOf(c) != "nms" {
		t.Fatalf("packages %q", packagesOf(c))
	}
	p := planOf(t, c)
	if row := rowOf(t, p, "law/manage"); row.Elements != 3 || row.Packages != 1 || !row.InTime() || row.MetOn != p.of(t, "nms").CoveredUntil {
		t.Errorf("%+v", row)
	}
	if !assumed(p, "law/manage", "hardware of 2 elements stays: its management is replaced with nms") {
		t.Errorf("not said in %v", p.Assumptions)
	}
	if p.Totals.CleanAtEnd != 0 {
		t.Errorf("paths over hardware that stays are clean: %+v", p.Totals)
	}
	p.of(t, "nms").shift(7 * 60)
	if found := Verify(c, p); !says(found, "rule law/manage", "wants the function replaced by 2026-06-30") {
		t.Errorf("got %v", found)
	}
	late := loadCase(t, folder(t, twoExchanges("Huawei", "Nokia", "Huawei"), twoScenario, law(strings.Replace(rules, "2026-06-30", "2025-01-26", 1))))
	_, err := late.Plan(context.Background(), Options{Effort: testEffort})
	if err == nil || !strings.Contains(err.Error(), "limit rule law/manage: the management of 1 package must be replaced by 2025-01-26; that is in 3 weeks") {
		t.Errorf("got %v", err)
	}
}

// Where there is none, each package is done on its own: the hardware may stay, or go.
func TestFunctionReplacedPackageByPackage(t *testing.T) {
	t.Parallel()
	rules := entry("manage", "replace_function_by", manage+", scope: {domains: [access]}")
	c := loadCase(t, folder(t, twoExchanges("Ericsson", "Nokia", "Huawei"), twoScenario+"objectives: [cost, exposure]\n", law(rules)))
	if packagesOf(c) != "hill-olt legation-olt" {
		t.Fatalf("packages %q", packagesOf(c))
	}
	var kinds []string
	for _, o := range c.Packages[0].Options {
		if !slices.Contains(kinds, o.Kind) {
			kinds = append(kinds, o.Kind)
		}
	}
	if !slices.Equal(kinds, []string{"function", "overlay", "in-place"}) || !c.Packages[0].Function {
		t.Fatalf("kinds %v", kinds)
	}
	p := planOf(t, c)
	w := p.of(t, "hill-olt")
	if w.Method != "function" || w.Activity("remove") != nil || w.Unknown != 1 || !strings.HasPrefix(w.Lines[0].Name, "management of Huawei MA5800 by ") {
		t.Errorf("%+v", w)
	}
	if p.Totals.CleanAtEnd != 0 || p.Periods[len(p.Periods)-1].Exposure != 0 {
		t.Errorf("clean %d, exposure %d at the end: the hardware stays, and counts as done", p.Totals.CleanAtEnd, p.Periods[len(p.Periods)-1].Exposure)
	}
	if !assumed(p, "clean paths", "gear that stays holds them") {
		t.Errorf("not said in %v", p.Assumptions)
	}
	if row := rowOf(t, p, "law/manage"); row.Packages != 2 || !row.InTime() {
		t.Errorf("%+v", row)
	}
	// Where more is demanded the hardware cannot stay.
	c = loadCase(t, folder(t, twoExchanges("Ericsson", "Nokia", "Huawei"), twoScenario, law(rules, entry("go", "remove_by", "date: 2026-12-31"))))
	for i := range c.Packages {
		for _, o := range c.Packages[i].Options {
			if o.Kind == "function" {
				t.Errorf("%s: option %s", c.Packages[i].ID, o.ID)
			}
		}
	}
}

// The earliest day of all rules holds, and its own rule is named; one that has passed binds nobody.
func TestEarliestDay(t *testing.T) {
	t.Parallel()
	rules := law(entry("past", "remove_by", "date: 2024-06-30"), entry("late", "remove_by", "date: 2026-06-30"), entry("early", "exclude_site_class", "date: 2025-12-31, scope: {site_classes: [embassy]}"))
	c := loadCase(t, folder(t, twoExchanges("", "Nokia", "Huawei"), twoScenario, rules))
	m := c.frame(c.In.Scenario)
	got := map[string]string{}
	for i := range c.Packages {
		n, why := m.cal.due(&c.Packages[i])
		got[c.Packages[i].ID] = fmt.Sprintf("%d %s", n, why)
	}
	if want := map[string]string{"hill-olt": "77 rule law/late", "legation-olt": "51 rule law/early", "aside": "77 rule law/late"}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("due %v, want %v", got, want)
	}
	p := planOf(t, c)
	if !assumed(p, "law/past", "its day 2024-06-30 has passed") || rowOf(t, p, "law/past").InTime() || !rowOf(t, p, "law/early").InTime() {
		t.Errorf("%+v\n%v", p.Rules, p.Assumptions)
	}
	p.of(t, "legation-olt").shift(7 * 40)
	if found := Verify(c, p); !says(found, "rule law/early", "after the rule law/early") {
		t.Errorf("got %v", found)
	}
	soon := loadCase(t, folder(t, twoExchanges("", "Nokia", "Huawei"), twoScenario, law(entry("soon", "remove_by", "date: 2025-02-15"))))
	_, err := soon.Plan(context.Background(), Options{Effort: testEffort})
	if err == nil || !strings.Contains(err.Error(), "limit rule law/soon: everything of 3 packages must be complete by 2025-02-15; that is in 5 weeks, and package") {
		t.Errorf("got %v", err)
	}
}

// What a plan takes for granted about its rules: their status, what nobody has read, how old the data is, and what is to come.
func TestRuleAssumptions(t *testing.T) {
	t.Parallel()
	rules := strings.NewReplacer("checked: 2030-01-01", "checked: 2024-12-01").Replace(law(
		entry("draft", "remove_by", "status: proposal, from: 2024-01-01"),
		strings.Replace(entry("believed", "certify", ""), "verified: true", "verified: false, confidence: high", 1),
		entry("coming", "no_use", "from: 2025-06-01, scope: {domains: [access]}"),
		entry("far", "no_use", "from: 2035-06-01"),
		entry("open", "cap_share", "cap: {max: 10%, of: units}, after: the ordinance"),
	))
	p := planOf(t, loadCase(t, folder(t, twoExchanges("", "Nokia", "Huawei"), twoScenario, rules)))
	for _, want := range []struct{ field, text string }{
		{"law/draft", "is a proposal: it is planned for as if it were law"},
		{"law/believed", "is not verified: its source was not read: high confidence"},
		{"law/coming", "is in force from 2025-06-01 only: it is not planned for; of the gear that is there now it will reach 2 elements (no_use)"},
		{"law/open", "has no day yet: it waits for the ordinance"},
		{"regimes", "law as it was on 2024-12-01: its data was looked after until then, and nothing later is in it"},
	} {
		if !assumed(p, want.field, want.text) {
			t.Errorf("%s %s: not said in %v", want.field, want.text, p.Assumptions)
		}
	}
	if assumed(p, "law/far", "") {
		t.Error("a rule that comes into force after the horizon is said")
	}
	if row := rowOf(t, p, "law/draft"); row.Status != "proposal" || !row.Verified || row.MetOn.IsZero() {
		t.Errorf("%+v", row)
	}
}
