package planner

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/policy"
)

// Work that ends on a rule's last day is in time, and what ends with the week of that day is not.
func TestLastDayOfRules(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ demand, more string }{
		{"replace_function_by", "function: management"},
		{"traffic_path", "scope: {site_classes: [embassy]}"},
		{"cap_share", "cap: {max: 0%, of: units}, scope: {domains: [access]}"},
	} {
		for _, by := range []string{"2025-09-28", "2025-10-01"} { // a Sunday, on which a period ends, and a Wednesday
			c := loadCase(t, folder(t, twoExchanges("Ericsson", "Nokia", "Huawei"), twoScenario, law(entry("r", tt.demand, "date: "+by+", "+tt.more))))
			for end, late := range map[string]bool{"2025-09-28": false, "2025-10-05": true} {
				p := planOf(t, c)
				w := p.of(t, "legation-olt")
				w.shift(date(t, end).Sub(w.CoveredUntil))
				if found := Verify(c, p); says(found, "rule law/r", "") != late {
					t.Errorf("%s by %s, cutover until %s: %v", tt.demand, by, end, found)
				}
			}
		}
	}
}

// A day that is the start binds nobody any more, and one that is the last of the horizon does.
func TestFirstAndLastDay(t *testing.T) {
	t.Parallel()
	for day, bind := range map[string]int{"2025-01-06": 0, "2026-03-01": 1, "2026-03-07": 1, "2026-03-08": 0} {
		c := loadCase(t, folder(t, fibre([]int{1000}, "Huawei"), fibreScenario, law(entry("cap", "cap_share", capRule+day))))
		m, err := c.build(c.In.Scenario)
		if err != nil || len(m.caps) != bind || c.duties[0].passed(c.In.Scenario.Start) != (day == "2025-01-06") {
			t.Errorf("%s: %d caps bind, %v", day, len(m.caps), err)
		}
	}
	row := RuleRow{By: date(t, "2025-09-28"), MetOn: date(t, "2025-09-28")}
	if !row.InTime() {
		t.Error("met on its day is not in time")
	}
	if row.MetOn = row.MetOn.AddDays(1); row.InTime() {
		t.Error("met a day later is in time")
	}
}

// A rule with a day on which gear must be gone is met when everything is complete, one that asks that none be in use at the cutover.
func TestMetOn(t *testing.T) {
	t.Parallel()
	p := planOf(t, loadCase(t, folder(t, fibre([]int{1000}, "Huawei"), fibreScenario, law(entry("go", "remove_by", "date: 2026-02-01"), entry("none", "certify", "")))))
	w := p.of(t, "olt0")
	var whole inventory.Date
	for i := range w.Activities {
		if w.Activities[i].Finish.After(whole) {
			whole = w.Activities[i].Finish
		}
	}
	if gone, none := rowOf(t, p, "law/go").MetOn, rowOf(t, p, "law/none").MetOn; gone != whole || none != w.CoveredUntil || !gone.After(none) {
		t.Errorf("gone on %s, none in use on %s; want %s and %s", gone, none, whole, w.CoveredUntil)
	}
}

// The management systems may go under another rule than the one on the function.
func TestFunctionReplacedWithSystemUnderAnotherRule(t *testing.T) {
	t.Parallel()
	c := loadCase(t, folder(t, twoExchanges("Huawei", "Nokia", "Huawei"), twoScenario,
		law(entry("manage", "replace_function_by", manage+", scope: {domains: [access]}"), entry("go", "remove_by", "date: 2026-06-30, scope: {roles: [management]}"))))
	if packagesOf(c) != "nms" {
		t.Errorf("packages %q", packagesOf(c))
	}
}

// Gear that must be worked on together is one package, and only what the rule reaches has its function replaced.
func TestFunctionOfCoupledGear(t *testing.T) {
	t.Parallel()
	inv := strings.Replace(fibre([]int{1, 1}, "Huawei", "Nokia"), "id: olt1, site: x1,", "id: olt1, site: x1, coupled_with: [olt0],", 1)
	c := loadCase(t, folder(t, inv, fibreScenario, law(entry("manage", "replace_function_by", manage))))
	functions := 0
	for _, o := range c.Packages[0].Options {
		if o.Kind != "function" {
			continue
		}
		functions++
		n := 0
		for _, l := range o.Lines {
			if strings.HasPrefix(l.Name, "management of ") {
				if n++; l.Element != "olt0" {
					t.Errorf("%s: %s of %s", o.ID, l.Name, l.Element)
				}
			}
		}
		if n != 1 {
			t.Errorf("%s: %d lines", o.ID, n)
		}
	}
	if functions == 0 || len(c.Packages[0].Elements) != 2 {
		t.Errorf("%d functions of %v", functions, c.Packages[0].Elements)
	}
}

// Elements that a rule can tell apart are not asked about as one.
func TestContextsApart(t *testing.T) {
	t.Parallel()
	for _, more := range []struct{ old, text string }{
		{"kind: central-office, subscribers: 20", "kind: tower, subscribers: 20"},
		{"subscribers: 20", "subscribers: 20, region: north"},
		{"subscribers: 20", "subscribers: 20, country: SE"},
		{"subscribers: 20", "subscribers: 20, sensitive: [military]"},
		{"premises: 2", "premises: 2, generations: [5g]"},
		{"premises: 2", "premises: 2, uses: [public-safety]"},
		{"premises: 2", "premises: 2, bands: [n78]"}, // of the old gear: what takes over has its own
	} {
		inv := strings.Replace(fibre([]int{1, 2}, "Huawei"), more.old, more.text, 1)
		c := loadCase(t, folder(t, inv, fibreScenario, law(entry("go", "no_use", ""))))
		a, b := c.contextOf(1), c.contextOf(2)
		if (a == b) != strings.Contains(more.text, "bands") {
			t.Errorf("%s: contexts %d and %d", more.text, a, b)
		}
	}
}

// A stretch that begins on the last day of the horizon is ahead, one that begins on the next is not.
func TestStretchesAhead(t *testing.T) {
	t.Parallel()
	for from, want := range map[string]int{"2026-03-01": sometimes, "2026-03-02": free} {
		c := shopCase(t, shop(t, shopScenario, []string{good("a1", "Alpha", 21)}, entry("ban", "ban_new", alphaBan+"from: "+from)))
		at := slices.IndexFunc(c.Packages[0].Options, func(o Option) bool { return len(o.brings) > 0 })
		if at < 0 {
			t.Fatal("nothing is brought in")
		}
		if got := c.supply.hindrance(c.Packages[0].Options[at].brings[0].says); got != want {
			t.Errorf("from %s: %d, want %d", from, got, want)
		}
	}
}

// Of what was filled in some elements are named and the others counted.
func TestFilledCounts(t *testing.T) {
	t.Parallel()
	in := Inputs{Inventory: &inventory.Inventory{}}
	for i := range mostFilled + 2 {
		in.Inventory.Elements = append(in.Inventory.Elements, inventory.Element{ID: fmt.Sprintf("e%d", i)})
		in.Filled = append(in.Filled, policy.Filled{Element: i, Key: "role", Value: "olt", Why: "told"})
	}
	want := Assumption{"elements.role", "7 elements as the model says", "e0 is olt: told; e1 is olt: told; e2 is olt: told; e3 is olt: told; e4 is olt: told; and 2 more"}
	if got := in.filledAssumptions(); !slices.Equal(got, []Assumption{want}) {
		t.Errorf("%+v", got)
	}
}

// What may or may not be in the scope of a share is not in its total, and that is said: counting it would allow more.
func TestTotalWithoutUnknown(t *testing.T) {
	inv := fibre([]int{400, 300, 300}, "Huawei", "Nokia", "Nokia")
	inv = strings.Replace(inv, "id: olt0,", "id: olt0, generations: [5g],", 1)
	inv = strings.Replace(inv, "id: olt1,", "id: olt1, generations: [5g],", 1)
	c := loadCase(t, folder(t, inv, fibreScenario, law(entry("cap", "cap_share",
		"date: 2025-12-28, scope: {domains: [access], generations: [5g]}, cap: {max: 50%, of: premises}"))))
	s := &c.shares[0]
	if s.total != 700 || s.allowed != 350 || s.covered != 400 || s.unsure != 1 {
		t.Errorf("%+v", s)
	}
	if p := planOf(t, c); rowOf(t, p, "law/cap").Total != 700 || !assumed(p, "law/cap", "1 element not in the total") {
		t.Errorf("%+v\n%+v", p.Rules, p.Assumptions)
	}
}
