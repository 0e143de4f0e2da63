package policy

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

// ruled loads one regime of the entries and exceptions given, on Acme, in DE.
func ruled(t *testing.T, entries, exceptions string) *Rules {
	t.Helper()
	text := `riprep: regime/v1
id: test
title: A test
jurisdiction: DE
status: law
checked: 2026-01-01
sources: [{name: made up, verified: true}]
vendors:
  - {id: acme, name: Acme, source: made up, verified: true, affiliates: [{name: Sold, relation: brand, until: 2020-12-31, source: made up, verified: true}]}
  - {id: good, name: Good, source: made up, verified: true}
` + exceptions + "entries:\n" + entries
	var r strict.Reader
	rules := LoadFor(&r, nil, write(t, "test.yaml", text))
	if err := r.Faults().Err(); err != nil {
		t.Fatalf("%s\n%s", err, text)
	}
	return rules
}

// rule is an entry in a line, on Acme unless it is about all; more is what stands in it beside the usual.
func rule(id, demand, more string) string {
	if !strings.Contains(more, "vendors:") && !supplies(demand) && id != "made" {
		more += ", vendors: [acme]"
	}
	return fmt.Sprintf("  - {id: %s, title: %s, what: gear, demand: %s, source: made up, verified: true, %s}\n", id, id, demand, more)
}

// alone screens one element at a site.
func alone(t *testing.T, rules *Rules, el inventory.Element, site inventory.Site, op inventory.Operator, on string) Finding {
	t.Helper()
	site.ID, el.Site, el.ID = "s", "s", "e"
	fs, err := Screen(&inventory.Inventory{Operator: op, Sites: []inventory.Site{site}, Elements: []inventory.Element{el}}, rules, []string{"test"}, day(on))
	if err != nil {
		t.Fatal(err)
	}
	checkFinding(t, el.Vendor, fs[0])
	return fs[0]
}

// TestScopes holds one element against one rule for each thing that a scope can ask for.
func TestScopes(t *testing.T) {
	type el = inventory.Element
	type site = inventory.Site
	type op = inventory.Operator
	for _, c := range []struct {
		scope string
		el    el
		site  site
		op    op
		want  Verdict
		say   string
	}{
		{"generations: [5g]", el{Generations: []string{"4g", "5g"}}, site{}, op{}, Covered, ""},
		{"generations: [5g]", el{Generations: []string{"4g"}}, site{}, op{}, NotCovered, "generations 5g only"},
		{"generations: [5g]", el{}, site{}, op{}, Unknown, "generations is not stated"},
		{"bands: [n78, n40]", el{Bands: []string{"n40"}}, site{}, op{}, Covered, ""},
		{"bands: [n78, n40]", el{Bands: []string{"b40"}}, site{}, op{}, NotCovered, "bands n78, n40 only"},
		{"bands: [n78]", el{}, site{}, op{}, Unknown, "bands is not stated"},
		{"domains: [ran]", el{Domain: "ran"}, site{}, op{}, Covered, ""},
		{"domains: [ran]", el{Domain: "core"}, site{}, op{}, NotCovered, `does not reach domain "core"`},
		{"domains: [ran]", el{}, site{}, op{}, Unknown, "domain not stated"},
		{"roles: [olt]", el{Role: "olt"}, site{}, op{}, Covered, ""},
		{"site_kinds: [tower]", el{}, site{Kind: "tower"}, op{}, Covered, ""},
		{"site_kinds: [tower]", el{}, site{Kind: "shelter"}, op{}, NotCovered, "does not reach a shelter"},
		{"site_classes: [military]", el{}, site{Sensitive: []string{"school", "military"}}, op{}, Covered, ""},
		{"site_classes: [military]", el{}, site{}, op{}, NotCovered, "sites of class military only"},
		{"regions: [north]", el{}, site{Region: "north"}, op{}, Covered, ""},
		{"regions: [north]", el{}, site{Region: "south"}, op{}, NotCovered, `region "south"`},
		{"regions: [north]", el{}, site{}, op{}, Unknown, "region of the site not stated"},
		{"operators: [etc]", el{}, site{}, op{Kind: "etc"}, Covered, ""},
		{"operators: [etc]", el{}, site{}, op{Kind: "isp"}, NotCovered, `operator kind "isp"`},
		{"operators: [etc]", el{}, site{}, op{}, Unknown, "operator kind not stated"},
		{"uses: [public-safety]", el{Uses: []string{"public-safety"}}, site{}, op{}, Covered, ""},
		{"uses: [public-safety]", el{Uses: []string{"ordinary"}}, site{}, op{}, NotCovered, "used for ordinary"},
		{"uses: [public-safety]", el{}, site{}, op{}, Unknown, "uses is not stated"},
		{"uses: [public-safety], qualified: to that extent", el{Uses: []string{"ordinary"}}, site{}, op{}, NotCovered, "used for ordinary"},
		{"uses: [public-safety], qualified: to that extent", el{}, site{}, op{}, Unknown, "covered only to that extent"},
		{"qualified: to that extent", el{Uses: []string{"public-safety"}}, site{}, op{}, Unknown, "covered only to that extent"},
		{"acquired_from: 2020-01-01", el{Acquired: day("2020-01-01")}, site{}, op{}, Covered, ""},
		{"acquired_from: 2020-01-01", el{Acquired: day("2019-12-31")}, site{}, op{}, NotCovered, "before 2020-01-01"},
		{"acquired_until: 2020-01-01", el{Acquired: day("2020-01-02")}, site{}, op{}, NotCovered, "after 2020-01-01"},
		{"acquired_until: 2020-01-01", el{}, site{}, op{}, Unknown, "acquired is not stated"},
		{"origin: {in: [CN]}", el{Origin: "CN"}, site{}, op{}, Covered, ""},
		{"origin: {in: [CN]}", el{Origin: "VN"}, site{}, op{}, NotCovered, "produced in VN"},
		{"origin: {not_in: [US]}", el{Origin: "US"}, site{}, op{}, NotCovered, "produced in US"},
		{"origin: {not_in: [US]}", el{}, site{}, op{}, Unknown, "origin is not stated"},
		// A no stands before a question, and a country that is another's before both.
		{"generations: [5g], origin: {in: [CN]}", el{Origin: "VN"}, site{}, op{}, NotCovered, "produced in VN"},
		{"generations: [5g]", el{}, site{Country: "GB"}, op{Country: "DE"}, NotCovered, "its site is in GB, where the rules of test do not hold"},
		{"domains: [ran]", el{Domain: "ran"}, site{Country: "DE"}, op{Country: "GB"}, Covered, ""},
		{"domains: [ran]", el{Domain: "ran"}, site{}, op{Country: "GB"}, NotCovered, "its site is in GB"},
	} {
		c.el.Vendor = "Acme"
		f := alone(t, ruled(t, rule("r", "remove_by", "from: 2020-01-01, date: 2028-12-31, scope: {"+c.scope+"}"), ""), c.el, c.site, c.op, "2026-01-01")
		if f.Verdict != c.want || !strings.Contains(f.Evidence, c.say) {
			t.Errorf("%s, %+v: %v: %s", c.scope, c.el, f.Verdict, f.Evidence)
		}
	}
}

// TestThreeQuestions keeps apart what is forbidden to buy, what must go, and what is paid back.
func TestThreeQuestions(t *testing.T) {
	acme := inventory.Element{Vendor: "Acme", Acquired: day("2019-01-01")}
	for _, c := range []struct {
		demand, more string
		removal      Removal
		by           string
		buy          Answer
	}{
		{"ban_new", "from: 2020-01-01", Stays, "", Yes},
		{"no_use", "from: 2020-01-01", MustGo, "", Yes},
		{"certify", "from: 2020-01-01", MustGo, "", No},
		{"remove_by", "from: 2020-01-01, date: 2028-12-31", MustGo, "2028-12-31", No},
		{"remove_by", "from: 2020-01-01, date: 2025-12-31", MustGo, "2025-12-31", Yes}, // what must be gone may not come
		{"remove_by", "from: 2020-01-01, reimbursable: true", MustGo, "", No},
		{"cap_share", "from: 2020-01-01, date: 2028-12-31, cap: {max: 35%, of: premises}", InShare, "", No},
		{"replace_function_by", "from: 2020-01-01, date: 2028-12-31, function: management", FunctionOnly, "", No},
		{"exclude_site_class", "from: 2020-01-01, date: 2028-12-31, scope: {site_classes: [military]}", MustGo, "2028-12-31", No},
	} {
		f := alone(t, ruled(t, rule("r", c.demand, c.more), ""), acme, inventory.Site{Sensitive: []string{"military"}}, inventory.Operator{}, "2026-01-01")
		if f.Verdict != Covered || f.Removal != c.removal || f.RemoveBy != day(c.by) || f.Buy != c.buy {
			t.Errorf("%s, %s: %v, removal %v by %s, buy %v (%s)", c.demand, c.more, f.Verdict, f.Removal, f.RemoveBy, f.Buy, f.BuyBy)
		}
		if paid := strings.Contains(c.more, "reimbursable"); (f.Reimbursable == Yes) != paid {
			t.Errorf("%s: reimbursable %v", c.more, f.Reimbursable)
		}
	}
	// All three together, the earliest day of those that want it gone, and the rule that demands most leads.
	rules := ruled(t, rule("ban", "ban_new", "from: 2019-01-01")+rule("late", "remove_by", "from: 2020-01-01, date: 2029-12-31, reimbursable: true")+
		rule("early", "remove_by", "from: 2021-01-01, date: 2028-12-31")+rule("later", "no_use", "from: 2027-01-01"), "")
	f := alone(t, rules, acme, inventory.Site{}, inventory.Operator{}, "2026-01-01")
	if f.Rule != "test/early" || f.RemoveBy != day("2028-12-31") || f.Buy != Yes || f.BuyBy != "test/ban" || f.Reimbursable != Yes || len(f.Applied) != 3 {
		t.Errorf("%+v", f)
	}
	// What is like it and would be bought today is no more of the maker that it was bought from.
	f = alone(t, rules, inventory.Element{Vendor: "Sold", Acquired: day("2019-01-01")}, inventory.Site{}, inventory.Operator{}, "2026-01-01")
	if f.Verdict != Covered || f.Buy != No {
		t.Errorf("%+v", f)
	}
	// A question about the rule that wants it gone stays a question, though another covers it.
	rules = ruled(t, rule("ban", "ban_new", "from: 2019-01-01")+rule("gone", "remove_by", "from: 2020-01-01, date: 2029-12-31, scope: {generations: [5g]}"), "")
	f = alone(t, rules, acme, inventory.Site{}, inventory.Operator{}, "2026-01-01")
	if f.Verdict != Covered || f.Removal != RemovalUnknown || !strings.Contains(f.Evidence, "whether gone reaches it is not known") || f.Settle != "its generations" {
		t.Errorf("%+v", f)
	}
}

// TestExceptions goes through exceptions, their own exceptions, their days and their questions.
func TestExceptions(t *testing.T) {
	const exceptions = `exceptions:
  - {id: old, title: what was there, scope: {acquired_until: 2019-12-31}, unless: [core], source: made up, verified: true}
  - {id: core, title: not in the core, scope: {domains: [core]}, unless: [lab], source: made up, verified: true}
  - {id: lab, title: but in the laboratory, scope: {regions: [lab]}, until: 2026-12-31, source: made up, verified: true}
`
	rules := ruled(t, rule("r", "no_use", "from: 2020-01-01, vendors: [acme], except: [old]"), exceptions)
	for _, c := range []struct {
		acquired, domain, region, on string
		want                         Verdict
		say                          string
	}{
		{"2019-12-31", "ran", "", "2026-01-01", NotCovered, "exempt: what was there"},
		{"2020-01-01", "ran", "", "2026-01-01", Covered, ""},
		{"2019-12-31", "core", "here", "2026-01-01", Covered, ""},
		{"2019-12-31", "core", "lab", "2026-01-01", NotCovered, "exempt: what was there"},
		{"2019-12-31", "core", "lab", "2027-01-01", Covered, ""}, // the laboratory's time is over
		{"", "ran", "", "2026-01-01", Unknown, "whether it is exempt is not known: what was there"},
		{"2019-12-31", "core", "", "2026-01-01", Unknown, "whether it is exempt is not known"},
		{"", "core", "here", "2026-01-01", Covered, ""},
	} {
		el := inventory.Element{Vendor: "Acme", Domain: c.domain, Acquired: day(c.acquired)}
		f := alone(t, rules, el, inventory.Site{Region: c.region}, inventory.Operator{}, c.on)
		if f.Verdict != c.want || !strings.Contains(f.Evidence, c.say) {
			t.Errorf("%+v: %v: %s", c, f.Verdict, f.Evidence)
		}
	}
	// What is like it is bought today: the exception for what was there does not hold for that.
	f := alone(t, rules, inventory.Element{Vendor: "Acme", Domain: "ran", Acquired: day("2019-12-31")}, inventory.Site{}, inventory.Operator{}, "2026-01-01")
	if f.Verdict != NotCovered || f.Buy != Yes || f.BuyBy != "test/r" {
		t.Errorf("%+v", f)
	}
}

// TestManyExceptions is a file made to take long: each exception names all after it.
func TestManyExceptions(t *testing.T) {
	var b strings.Builder
	b.WriteString("exceptions:\n")
	const n = 60
	for i := range n {
		var unless []string
		for k := i + 1; k < n; k++ {
			unless = append(unless, fmt.Sprintf("x%d", k))
		}
		fmt.Fprintf(&b, "  - {id: x%d, title: t, unless: [%s], source: made up, verified: true}\n", i, strings.Join(unless, ", "))
	}
	rules := ruled(t, rule("r", "no_use", "from: 2020-01-01, vendors: [acme], except: [x0]"), b.String())
	if f := alone(t, rules, inventory.Element{Vendor: "Acme"}, inventory.Site{}, inventory.Operator{}, "2026-01-01"); f.Verdict == Covered {
		t.Errorf("%+v", f)
	}
}

// TestVersions has a rule whose day was moved: each version holds in its time.
func TestVersions(t *testing.T) {
	rules := ruled(t, rule("core", "remove_by", "from: 2020-07-14, until: 2022-10-12, date: 2023-01-28, status: policy")+
		rule("core", "remove_by", "from: 2022-10-13, date: 2023-12-31"), "")
	for on, by := range map[string]string{"2020-07-13": "", "2020-07-14": "2023-01-28", "2022-10-12": "2023-01-28", "2022-10-13": "2023-12-31"} {
		f := alone(t, rules, inventory.Element{Vendor: "Acme"}, inventory.Site{}, inventory.Operator{}, on)
		if f.RemoveBy != day(by) || (f.Verdict == Covered) != (by != "") {
			t.Errorf("%s: %v by %s", on, f.Verdict, f.RemoveBy)
		}
	}
}

// TestProposal names rules that are in force for nobody yet.
func TestProposal(t *testing.T) {
	rules := ruled(t, rule("r", "remove_by", "status: proposal, after: 36 months after a list"), "")
	f := alone(t, rules, inventory.Element{Vendor: "Acme"}, inventory.Site{}, inventory.Operator{}, "2030-01-01")
	if f.Verdict != NotCovered || f.Buy != No {
		t.Errorf("%+v", f)
	}
}

// TestBuyer asks what may be brought in, day by day.
func TestBuyer(t *testing.T) {
	rules := ruled(t, rule("ban", "ban_new", "from: 2027-01-01, until: 2027-12-31")+
		rule("list", "allow_list", "from: 2021-06-15, vendors: [good], scope: {domains: [core]}")+
		rule("ask", "prior_approval", "from: 2024-05-01, approval_days: 30, scope: {roles: [router]}")+
		rule("made", "ban_new", "from: 2026-03-23, scope: {roles: [cpe], origin: {not_in: [US]}}"), "")
	b, err := rules.Buyer([]string{"test"})
	if err != nil {
		t.Fatal(err)
	}
	type el = inventory.Element
	for _, c := range []struct {
		el       el
		approved string
		on       string
		want     Answer
		rule     string
		approval string
	}{
		{el{Vendor: "Acme", Domain: "ran"}, "", "2026-12-31", No, "", ""},
		{el{Vendor: "Acme", Domain: "ran"}, "", "2027-01-01", Yes, "test/ban", ""},
		{el{Vendor: "Acme"}, "test/ban", "2027-01-01", Yes, "test/ban", ""}, // a name cannot be approved away
		{el{Vendor: "Acme", Domain: "ran"}, "", "2028-01-01", No, "", ""},
		{el{Vendor: "Acne", Domain: "ran"}, "", "2027-06-01", No, "", ""},
		{el{Vendor: "Acme?", Domain: "ran"}, "", "2027-06-01", Yes, "test/ban", ""},
		{el{Vendor: "Acme Works", Domain: "ran"}, "", "2027-06-01", NotKnown, "test/ban", ""},
		{el{Vendor: "Good", Domain: "core"}, "", "2026-01-01", No, "", ""},
		{el{Vendor: "Third", Domain: "core"}, "", "2026-01-01", Yes, "test/list", ""},
		{el{Vendor: "Third", Domain: "core"}, "test/list", "2026-01-01", No, "", ""},
		{el{Vendor: "Third", Domain: "core"}, "test", "2026-01-01", No, "", ""},
		{el{Vendor: "Third", Domain: "core"}, "", "2021-06-14", No, "", ""},
		{el{Vendor: "Third"}, "", "2026-01-01", NotKnown, "test/list", ""},
		{el{Vendor: "Good", Role: "router", Domain: "ran"}, "", "2026-01-01", No, "", "test/ask"},
		{el{Vendor: "Good", Role: "router", Domain: "ran"}, "test/ask", "2026-01-01", No, "", ""},
		{el{Vendor: "Good", Role: "cpe", Domain: "access", Origin: "VN"}, "", "2026-03-23", Yes, "test/made", ""},
		{el{Vendor: "Good", Role: "cpe", Domain: "access", Origin: "VN"}, "test/made", "2026-03-23", No, "", ""}, // conditional approval
		{el{Vendor: "Good", Role: "cpe", Domain: "access", Origin: "US"}, "", "2026-03-23", No, "", ""},
		{el{Vendor: "Good", Role: "cpe", Domain: "access"}, "", "2026-03-23", NotKnown, "test/made", ""},
		{el{Vendor: "Good", Role: "router", Domain: "access", Origin: "VN"}, "test/ask", "2026-03-23", No, "", ""},
	} {
		if c.el.Role == "" {
			c.el.Role = "radio"
		}
		got := b.Ask(&c.el, nil, nil, []string{c.approved}, day(c.on))
		if got.Prohibited != c.want || got.Rule != c.rule || got.Approval != c.approval || (got.Approval != "") != (got.ApprovalDays == 30) {
			t.Errorf("%+v on %s approved %q: %+v", c.el, c.on, c.approved, got)
		}
		if (got.Prohibited == NotKnown) != (got.Settle != "") {
			t.Errorf("%+v on %s: settle %q", c.el, c.on, got.Settle)
		}
	}
	var days []string
	for _, d := range b.Changes(day("2026-01-01"), day("2028-12-31")) {
		days = append(days, d.String())
	}
	if want := []string{"2026-03-23", "2027-01-01", "2028-01-01"}; !slices.Equal(days, want) {
		t.Errorf("changes %v, want %v", days, want)
	}
	if _, err := rules.Buyer([]string{"none"}); err == nil {
		t.Error("a regime that is not there")
	}
}

// TestTake joins what the maker, a part and the place of production each say.
func TestTake(t *testing.T) {
	rules := ruled(t, rule("ban", "ban_new", "from: 2020-01-01")+rule("gone", "no_use", "from: 2020-01-01, vendors: [good]")+
		rule("made", "ban_new", "from: 2020-01-01, scope: {roles: [cpe], origin: {not_in: [US]}}"), "")
	board := []inventory.Part{{Vendor: "Good", Model: "B1", Role: "board"}}
	chip := []inventory.Part{{Vendor: "Good", Model: "C1", Role: "chipset"}}
	for _, c := range []struct {
		el   inventory.Element
		want []string
	}{
		{inventory.Element{Vendor: "Acme", Parts: board}, []string{"test/gone covered", "test/ban covered"}},
		{inventory.Element{Vendor: "Third", Parts: board}, []string{"test/gone covered"}},
		{inventory.Element{Vendor: "Third", Parts: chip}, []string{"test/gone unknown"}},
		{inventory.Element{Vendor: "Acme", Parts: chip}, []string{"test/ban covered", "test/gone unknown"}}, // a chip may ask for more
		{inventory.Element{Vendor: "Acme", Role: "cpe", Origin: "VN", Parts: append(board, board...)}, []string{"test/gone covered", "test/ban covered", "test/made covered"}},
		{inventory.Element{Vendor: "Acme", Role: "cpe"}, []string{"test/ban covered"}},
		{inventory.Element{Vendor: "Third", Role: "cpe", Parts: chip}, []string{"test/gone unknown"}},
		{inventory.Element{Vendor: "Third", Role: "cpe", Origin: "VN", Parts: chip}, []string{"test/made covered", "test/gone unknown"}},
		{inventory.Element{Vendor: "Third", Role: "cpe"}, []string{"test/made unknown"}},
	} {
		f := alone(t, rules, c.el, inventory.Site{}, inventory.Operator{}, "2026-01-01")
		var got []string
		for _, a := range f.Applied {
			got = append(got, a.Rule+" "+a.Verdict.String())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%+v: %q, want %q", c.el, got, c.want)
		}
	}
}

// What the traffic of a class of sites must not cross may stand at any site: the class is of the site that is served.
func TestTrafficPathReachesEveryWhere(t *testing.T) {
	rules := ruled(t, rule("embassies", "traffic_path", "from: 2020-01-01, date: 2030-12-31, scope: {domains: [transport], site_classes: [embassy]}"), "")
	f := alone(t, rules, inventory.Element{Vendor: "Acme", Domain: "transport"}, inventory.Site{}, inventory.Operator{}, "2026-01-01")
	if f.Verdict != Covered || f.Removal != OnPath || len(f.Applied) != 1 || f.Applied[0].Entry.Removal() != OnPath {
		t.Errorf("%v %v: %s", f.Verdict, f.Removal, f.Evidence)
	}
	f = alone(t, rules, inventory.Element{Vendor: "Acme", Domain: "ran"}, inventory.Site{Sensitive: []string{"embassy"}}, inventory.Operator{}, "2026-01-01")
	if f.Verdict != NotCovered {
		t.Errorf("the other scopes hold no more: %v", f.Verdict)
	}
	class := ruled(t, rule("class", "exclude_site_class", "from: 2020-01-01, date: 2030-12-31, scope: {site_classes: [embassy]}"), "")
	if f := alone(t, class, inventory.Element{Vendor: "Acme"}, inventory.Site{}, inventory.Operator{}, "2026-01-01"); f.Verdict != NotCovered {
		t.Errorf("a rule on what stands at such sites: %v", f.Verdict)
	}
}

// TestOtherMakers checks that a rule on a maker that gear may be of is not left out beside one on another that it may be of.
func TestOtherMakers(t *testing.T) {
	rules := ruled(t, rule("ban", "ban_new", "from: 2020-01-01")+rule("gone", "no_use", "from: 2020-01-01, vendors: [good]"), "")
	of := func(vendor, role string) inventory.Part {
		return inventory.Part{Vendor: vendor, Model: "B1", Role: role}
	}
	for _, c := range []struct {
		el   inventory.Element
		want Verdict
	}{
		{inventory.Element{Vendor: "Acme / Good"}, Unknown},
		{inventory.Element{Vendor: "Third", Parts: []inventory.Part{of("Acme", "board"), of("Good", "chipset")}}, Covered},
		{inventory.Element{Vendor: "Third", Parts: []inventory.Part{of("Good", "chipset"), of("Acme", "board")}}, Covered},
		{inventory.Element{Vendor: "Third", Parts: []inventory.Part{of("Acme", "chipset"), of("Good", "chipset")}}, Unknown},
		{inventory.Element{Vendor: "Acme", Model: "Good 5"}, Covered},
		{inventory.Element{Vendor: "unknown", Model: "Acme 5"}, Unknown},
		{inventory.Element{Vendor: "unknown", Parts: []inventory.Part{of("Acme", "chipset")}}, Unknown},
		{inventory.Element{Vendor: "unknown", Parts: []inventory.Part{of("Acme", "board")}}, Covered},
	} {
		f := alone(t, rules, c.el, inventory.Site{}, inventory.Operator{}, "2026-01-01")
		if f.Verdict != c.want || f.Removal != RemovalUnknown {
			t.Errorf("%+v: %s, removal %s, %v: %s", c.el, f.Verdict, f.Removal, f.Applied, f.Evidence)
		}
	}
	rules = ruled(t, rule("ban", "ban_new", "from: 2020-01-01")+rule("own", "certify", "from: 2020-01-01, vendors: [good]"), "")
	if f := alone(t, rules, inventory.Element{Model: "Good 5"}, inventory.Site{}, inventory.Operator{}, "2026-01-01"); f.Buy != NotKnown {
		t.Errorf("%+v", f)
	}
}

// TestTooManyRules has files that are no body of rules of anybody's.
func TestTooManyRules(t *testing.T) {
	head := strings.Replace(mine, "id: mine", "id: many", 1)
	head = head[:strings.Index(head, "entries:\n")]
	for name, entries := range map[string]string{
		"entries: 5001 of them, more than 5000":                strings.Repeat("  - {}\n", maxEntries+1),
		`vendor "huawei": named by 201 entries, more than 200`: "",
	} {
		if entries == "" {
			for i := range maxNamed + 1 {
				entries += rule(fmt.Sprint("r", i), "ban_new", "from: 2020-01-01, vendors: [huawei]")
			}
		}
		var r strict.Reader
		LoadFor(&r, nil, write(t, "many.yaml", head+"entries:\n"+entries))
		if text := r.Faults().Error(); !strings.Contains(text, name) {
			t.Errorf("no %q in %.300s", name, text)
		}
	}
}

// TestOpenRemoval has a rule that may want the element gone beside one that surely asks for less.
func TestOpenRemoval(t *testing.T) {
	rules := ruled(t, rule("share", "cap_share", "from: 2020-01-01, date: 2028-12-31, cap: {max: 35%, of: units}")+
		rule("gone", "no_use", "from: 2020-01-01, scope: {generations: [5g]}"), "")
	for _, c := range []struct {
		generations []string
		want        Removal
	}{{nil, RemovalUnknown}, {[]string{"4g"}, InShare}, {[]string{"5g"}, MustGo}} {
		f := alone(t, rules, inventory.Element{Vendor: "Acme", Generations: c.generations}, inventory.Site{}, inventory.Operator{}, "2026-01-01")
		if f.Removal != c.want {
			t.Errorf("%v: %v, want %v", c.generations, f.Removal, c.want)
		}
	}
}
