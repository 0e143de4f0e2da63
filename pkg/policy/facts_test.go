package policy

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/pkg/inventory"
)

// fact is one rule as the sources have it: written from them, to hold the data to.
type fact struct {
	rule       string // regime/entry
	demand     string
	vendors    string
	from       string
	until      string // of a version that was replaced
	date       string
	scope      string // in the words of scopeWords
	unverified string // the confidence, "" where the facts were read
}

var facts = []fact{
	// Section 889.
	{rule: "us-ndaa-889/a", demand: "ban_new", vendors: "huawei zte", from: "2019-08-13"},
	{rule: "us-ndaa-889/a-by-use", demand: "ban_new", vendors: "hytera hikvision dahua", from: "2019-08-13", scope: "security uses, qualified"},
	{rule: "us-ndaa-889/b", demand: "no_use", vendors: "huawei zte", from: "2020-08-13"},
	{rule: "us-ndaa-889/b-by-use", demand: "no_use", vendors: "hytera hikvision dahua", from: "2020-08-13", scope: "security uses, qualified"},
	// Universal service: a year after the notice of the programme. Its window opened on 2021-10-29.
	{rule: "us-usf-54-11/huawei-zte", demand: "certify", vendors: "huawei zte", from: "2022-10-29", scope: "operators etc", unverified: "medium"},
	{rule: "us-usf-54-11/by-use", demand: "certify", vendors: "hytera hikvision dahua", from: "2022-10-29", scope: "operators etc, security uses, qualified", unverified: "medium"},
	// The reimbursement programme.
	{rule: "us-scrp/huawei", demand: "remove_by", vendors: "huawei", from: "2021-03-12"},
	{rule: "us-scrp/zte", demand: "remove_by", vendors: "zte", from: "2021-03-12"},
	{rule: "us-scrp/no-new", demand: "ban_new", vendors: "huawei zte", from: "2022-07-15"}, // the day of the first approvals
	// United Kingdom: UK-DVD-1 to 8, and the days before the directions.
	{rule: "gb-dvd/new-5g", demand: "ban_new", vendors: "huawei", from: "2020-12-31", until: "2022-10-12", scope: "network 5g"},
	{rule: "gb-dvd/new-5g", demand: "ban_new", vendors: "huawei", from: "2022-10-13", scope: "network 5g"},
	{rule: "gb-dvd/national-security-sites", demand: "exclude_site_class", vendors: "huawei", from: "2022-10-13", date: "2023-01-28", scope: "sites national-security"},
	{rule: "gb-dvd/full-fibre-cap", demand: "cap_share", vendors: "huawei", from: "2022-02-18", until: "2022-10-12", date: "2023-07-31", scope: "access olt, at most 35.00% of premises"},
	{rule: "gb-dvd/full-fibre-cap", demand: "cap_share", vendors: "huawei", from: "2022-10-13", date: "2023-10-31", scope: "access olt, at most 35.00% of premises"},
	{rule: "gb-dvd/access-5g-cap", demand: "cap_share", vendors: "huawei", from: "2020-01-28", until: "2022-02-17", date: "2023-01-28", scope: "ran 5g, at most 35.00% of sites", unverified: "high"},
	{rule: "gb-dvd/access-5g-cap", demand: "cap_share", vendors: "huawei", from: "2022-02-18", until: "2022-10-12", date: "2023-07-31", scope: "ran 5g, at most 35.00% of sites"},
	{rule: "gb-dvd/access-5g-cap", demand: "cap_share", vendors: "huawei", from: "2022-10-13", date: "2023-07-31", scope: "ran 5g, at most 35.00% of sites", unverified: "medium"},
	{rule: "gb-dvd/core", demand: "remove_by", vendors: "huawei", from: "2020-01-28", until: "2022-10-12", date: "2023-01-28", scope: "core", unverified: "high"},
	{rule: "gb-dvd/core", demand: "remove_by", vendors: "huawei", from: "2022-10-13", date: "2023-12-31", scope: "core"},
	{rule: "gb-dvd/transmission", demand: "remove_by", vendors: "huawei", from: "2022-10-13", date: "2025-12-31", scope: "transport, qualified"},
	{rule: "gb-dvd/all-5g", demand: "remove_by", vendors: "huawei", from: "2020-07-14", until: "2022-10-12", date: "2027-12-31", scope: "network 5g"},
	{rule: "gb-dvd/all-5g", demand: "remove_by", vendors: "huawei", from: "2022-10-13", date: "2027-12-31", scope: "network 5g"},
	{rule: "gb-dvd/full-fibre-sanctioned", demand: "ban_new", vendors: "huawei", from: "2022-10-13", scope: "access olt ont, qualified"},
	// European Union: nobody is named, and the proposal is in force for nobody.
	{rule: "eu-5g-toolbox/sm03", demand: "ban_new", from: "2020-01-29", scope: "5g", unverified: "high"},
	{rule: "eu-csa2/key-assets", demand: "remove_by", scope: "5g"},
	// Germany.
	{rule: "de-5g-contract/core", demand: "remove_by", vendors: "huawei zte", from: "2024-07-11", date: "2026-12-31", scope: "core packet-core voice-core subscriber-data policy interconnect server power cabinet other 5g"},
	{rule: "de-5g-contract/management", demand: "replace_function_by", vendors: "huawei zte", from: "2024-07-11", date: "2029-12-31", scope: "management 5g, function management"},
	// Canada.
	{rule: "ca-5g-4g/5g", demand: "remove_by", vendors: "huawei zte", from: "2022-05-19", date: "2024-06-28", scope: "network 5g"},
	{rule: "ca-5g-4g/4g", demand: "remove_by", vendors: "huawei zte", from: "2022-05-19", date: "2027-12-31", scope: "network 4g"},
	{rule: "ca-5g-4g/new", demand: "ban_new", vendors: "huawei zte", from: "2022-09-01", scope: "network 4g 5g"},
	{rule: "ca-5g-4g/managed-services-5g", demand: "remove_by", vendors: "huawei zte", from: "2022-05-19", date: "2024-06-28", scope: "service"},
	{rule: "ca-5g-4g/managed-services-4g", demand: "remove_by", vendors: "huawei zte", from: "2022-05-19", date: "2027-12-31", scope: "service"},
	{rule: "ca-5g-4g/fibre", demand: "ban_new", vendors: "huawei zte", scope: "olt ont"},
	// Sweden: 2.3 and 3.5 GHz.
	{rule: "se-pts/new-radio", demand: "ban_new", vendors: "huawei zte", from: "2020-10-20", scope: "ran b40 n40 b42 b43 n77 n78"},
	{rule: "se-pts/new-central", demand: "ban_new", vendors: "huawei zte", from: "2020-10-20", scope: "core transport, qualified"},
	{rule: "se-pts/existing-radio", demand: "remove_by", vendors: "huawei zte", from: "2020-10-20", date: "2025-01-01", scope: "ran b40 n40 b42 b43 n77 n78"},
	{rule: "se-pts/existing-central", demand: "remove_by", vendors: "huawei zte", from: "2020-10-20", date: "2025-01-01", scope: "core transport, qualified"},
	{rule: "se-pts/staff-abroad", demand: "remove_by", from: "2020-10-20", date: "2025-01-01", scope: "service"},
	// Australia, New Zealand, Japan, India.
	{rule: "au-5g-direction/5g", demand: "ban_new", vendors: "huawei zte", from: "2018-08-23", until: "2018-09-17", scope: "network 5g"},
	{rule: "au-5g-direction/5g", demand: "ban_new", vendors: "huawei zte", from: "2018-09-18", scope: "network 5g"},
	{rule: "nz-ticsa/notify", demand: "prior_approval", from: "2014-05-11", scope: "qualified", unverified: "medium"},
	{rule: "nz-ticsa/spark-5g-ran", demand: "ban_new", vendors: "huawei", from: "2018-11-28", scope: "ran 5g, qualified"},
	{rule: "jp-procurement/central-government", demand: "ban_new", vendors: "huawei zte", from: "2019-04-01", scope: "qualified"},
	{rule: "jp-espa/important-equipment", demand: "prior_approval", from: "2024-05-17", scope: "core"},
	{rule: "jp-espa/maintenance", demand: "prior_approval", from: "2024-05-17", scope: "service"},
	{rule: "in-trusted-telecom/trusted", demand: "allow_list", from: "2021-06-15"},
	// The lines of the Clean Network that concern networks.
	{rule: "clean-network/clean-path", demand: "traffic_path", vendors: "huawei zte", from: "2020-04-29", scope: "5g, sites diplomatic, every path"},
	{rule: "clean-network/clean-carrier", demand: "ban_new", from: "2020-08-05", scope: "service"},
	{rule: "clean-network/clean-cloud", demand: "ban_new", from: "2020-08-05", scope: "service"},
	{rule: "clean-network/clean-cable", demand: "ban_new", from: "2020-08-05", scope: "service"},
	// The Covered List, line by line, and the two orders on authorizations.
	{rule: "fcc-covered-list/huawei", demand: "ban_new", vendors: "huawei", from: "2021-03-12"},
	{rule: "fcc-covered-list/zte", demand: "ban_new", vendors: "zte", from: "2021-03-12"},
	{rule: "fcc-covered-list/hytera", demand: "ban_new", vendors: "hytera", from: "2021-03-12", scope: "security uses, qualified"},
	{rule: "fcc-covered-list/hikvision", demand: "ban_new", vendors: "hikvision", from: "2021-03-12", scope: "security uses, qualified"},
	{rule: "fcc-covered-list/dahua", demand: "ban_new", vendors: "dahua", from: "2021-03-12", scope: "security uses, qualified"},
	{rule: "fcc-covered-list/kaspersky-ao", demand: "ban_new", vendors: "kaspersky", from: "2022-03-25"},
	{rule: "fcc-covered-list/china-mobile", demand: "ban_new", vendors: "china-mobile", from: "2022-03-25", scope: "service"},
	{rule: "fcc-covered-list/china-telecom", demand: "ban_new", vendors: "china-telecom", from: "2022-03-25", scope: "service"},
	{rule: "fcc-covered-list/pacific-networks", demand: "ban_new", vendors: "pacific-networks comnet-usa", from: "2022-09-20", scope: "service", unverified: "high"},
	{rule: "fcc-covered-list/china-unicom", demand: "ban_new", vendors: "china-unicom", from: "2022-09-20", scope: "service", unverified: "high"},
	{rule: "fcc-covered-list/kaspersky-inc", demand: "ban_new", vendors: "kaspersky", from: "2024-07-23", scope: "software", unverified: "high"},
	{rule: "fcc-covered-list/uas-named", demand: "ban_new", vendors: "dji autel", from: "2025-12-22"},
	{rule: "fcc-covered-list/uas-foreign", demand: "ban_new", from: "2025-12-22"},
	{rule: "fcc-covered-list/routers-foreign", demand: "ban_new", from: "2026-03-23", scope: "cpe, produced elsewhere than in US"},
	{rule: "fcc-covered-list/new-authorizations", demand: "ban_new", from: "2023-02-06"},
	{rule: "fcc-covered-list/modular-transmitters", demand: "ban_new", from: "2025-12-26"},
}

// scopeWords says a rule's scope and what belongs to its demand in few words.
func scopeWords(e *Entry) string {
	s := &e.Scope
	var out, words []string
	add := func(w ...string) {
		words = append(words, w...)
	}
	if e.Subject != "equipment" {
		out = append(out, e.Subject)
	}
	if slices.Equal(s.Domains, []string{"ran", "core", "transport", "support"}) {
		add("network")
	} else {
		add(s.Domains...)
	}
	add(s.Roles...)
	add(s.Generations...)
	add(s.Bands...)
	if len(words) > 0 {
		out = append(out, strings.Join(words, " "))
	}
	if len(s.SiteClasses) > 0 {
		out = append(out, "sites "+strings.Join(s.SiteClasses, " "))
	}
	if len(s.Operators) > 0 {
		out = append(out, "operators "+strings.Join(s.Operators, " "))
	}
	if slices.Equal(s.Uses, inventory.Uses[:4]) {
		out = append(out, "security uses")
	}
	if s.Origin.stated() {
		out = append(out, s.Origin.String())
	}
	if s.Qualified != "" {
		out = append(out, "qualified")
	}
	if e.Function != "" {
		out = append(out, "function "+e.Function)
	}
	if e.Paths != "" {
		out = append(out, e.Paths+" path")
	}
	if e.Demand == "cap_share" {
		out = append(out, fmt.Sprintf("at most %d.%02d%% of %s", e.Cap.BasisPoints/100, e.Cap.BasisPoints%100, e.Cap.Of))
	}
	return strings.Join(out, ", ")
}

// TestFacts holds every rule that is shipped to the facts, and the facts to the rules: there is no rule without a fact.
func TestFacts(t *testing.T) {
	rules := builtin(t)
	have := map[string]fact{}
	for _, id := range rules.IDs() {
		g := rules.Regime(id)
		for i := range g.Entries {
			e := &g.Entries[i]
			f := fact{
				rule: id + "/" + e.ID, demand: e.Demand, vendors: strings.Join(e.Vendors, " "), from: e.From.String(), until: e.Until.String(),
				date: e.Date.String(), scope: scopeWords(e), unverified: e.Confidence,
			}
			have[f.rule+" "+f.from] = f
		}
	}
	for _, want := range facts {
		key := want.rule + " " + want.from
		got, ok := have[key]
		if !ok {
			t.Errorf("no rule %s", key)
			continue
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(fact{})); diff != "" {
			t.Errorf("%s (-fact +data):\n%s", key, diff)
		}
		delete(have, key)
	}
	for key := range have {
		t.Errorf("%s: a rule without a fact", key)
	}
}

// TestFactsOfRegimes holds what is said of whole regimes, and the exceptions.
func TestFactsOfRegimes(t *testing.T) {
	rules := builtin(t)
	for id, want := range map[string]string{
		"us-scrp": "US law", "us-usf-54-11": "US law", "us-ndaa-889": "US law", "fcc-covered-list": "US law", "gb-dvd": "GB law",
		"eu-5g-toolbox": "EU policy", "eu-csa2": "EU proposal", "de-5g-contract": "DE contract", "ca-5g-4g": "CA policy",
		"se-pts": "SE licence-condition", "au-5g-direction": "AU law", "nz-ticsa": "NZ law", "jp-procurement": "JP policy",
		"jp-espa": "JP law", "in-trusted-telecom": "IN licence-condition", "clean-network": "facilities of the United States in any country policy",
	} {
		g := rules.Regime(id)
		if got := g.Jurisdiction + " " + g.Status; got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
		holds := map[int]bool{0: id == "clean-network", 1: true, 27: strings.HasPrefix(id, "eu-")}
		if !holds[len(g.Countries)] {
			t.Errorf("%s: holds in %v", id, g.Countries)
		}
	}
	scrp := rules.Regime("us-scrp")
	for _, i := range scrp.versions["huawei"] {
		if e := scrp.Entries[i]; e.AcquiredBy != day("2020-06-30") || !e.Date.IsZero() {
			t.Errorf("%+v: the cut-off is 2020-06-30, and the term each application's own", e)
		}
	}
	if x := rules.Regime("fcc-covered-list").exception("uas-exempt"); x.From != day("2026-01-07") || x.Until != day("2027-01-01") {
		t.Errorf("%+v", x)
	}
	if x := rules.Regime("in-trusted-telecom").exception("inducted"); x.Scope.AcquiredUntil != day("2021-06-14") {
		t.Errorf("%+v", x)
	}
	if e := rules.Regime("eu-csa2").Entries[0]; !e.From.IsZero() || !strings.HasPrefix(e.After, "36 months after") {
		t.Errorf("%+v", e)
	}
	for _, id := range []string{"third-party", "no-user-data"} { // which gear they take out is believed
		if x := rules.Regime("us-ndaa-889").exception(id); x.Scope.Qualified == "" || x.Verified {
			t.Errorf("%+v", x)
		}
	}
	// What is kept as data and not applied to elements.
	var kept []string
	for _, id := range rules.IDs() {
		for i := range rules.Regime(id).Entries {
			if e := &rules.Regime(id).Entries[i]; !e.Applies() || e.From.IsZero() {
				kept = append(kept, id+"/"+e.ID)
			}
		}
	}
	want := []string{
		"ca-5g-4g/managed-services-5g", "ca-5g-4g/managed-services-4g", "ca-5g-4g/fibre",
		"clean-network/clean-carrier", "clean-network/clean-cloud", "clean-network/clean-cable", "eu-5g-toolbox/sm03", "eu-csa2/key-assets",
		"fcc-covered-list/china-mobile", "fcc-covered-list/china-telecom", "fcc-covered-list/pacific-networks", "fcc-covered-list/china-unicom",
		"fcc-covered-list/kaspersky-inc", "fcc-covered-list/uas-foreign", "fcc-covered-list/new-authorizations", "fcc-covered-list/modular-transmitters",
		"jp-espa/maintenance", "se-pts/staff-abroad",
	}
	if diff := cmp.Diff(want, kept); diff != "" {
		t.Errorf("kept as data (-want +got):\n%s", diff)
	}
}

// TestRulesReach asks the shipped rules about single elements, as the facts have them.
func TestRulesReach(t *testing.T) {
	type el = inventory.Element
	rules := builtin(t)
	for _, c := range []struct {
		regime  string
		el      el
		on      string
		verdict Verdict
		removal Removal
		say     string // in the evidence or in what would settle it
	}{
		{"fcc-covered-list", el{Vendor: "Hikvision", Role: "other", Uses: []string{"ordinary"}}, "2026-05-31", NotCovered, Stays, "used for ordinary"},
		{"fcc-covered-list", el{Vendor: "Hikvision", Uses: []string{"public-safety"}}, "2026-05-31", Covered, Stays, ""},
		{"fcc-covered-list", el{Vendor: "Hikvision"}, "2026-05-31", Unknown, Stays, "what the gear is used for"},
		{"fcc-covered-list", el{Vendor: "Maker", Role: "cpe", Origin: "VN", Acquired: day("2026-03-23")}, "2026-05-31", Unknown, Stays, "whether this holds: the model's equipment authorization"},
		{"fcc-covered-list", el{Vendor: "Maker", Role: "cpe", Origin: "VN", Acquired: day("2026-03-22")}, "2026-05-31", NotCovered, Stays, ""},
		{"fcc-covered-list", el{Vendor: "Maker", Role: "cpe", Origin: "US", Acquired: day("2026-04-01")}, "2026-05-31", NotCovered, Stays, ""},
		{"fcc-covered-list", el{Vendor: "Maker", Role: "router", Origin: "VN", Acquired: day("2026-04-01")}, "2026-05-31", NotCovered, Stays, ""},
		{"fcc-covered-list", el{Vendor: "Huawei", Role: "antenna"}, "2026-05-31", Unknown, Stays, "electronic components"},
		{"us-usf-54-11", el{Vendor: "Huawei", Role: "radio"}, "2026-05-31", Unknown, RemovalUnknown, "whether this holds: the operator receives money"},
		{"us-ndaa-889", el{Vendor: "Huawei", Role: "baseband"}, "2020-08-12", Covered, Stays, ""},
		{"us-ndaa-889", el{Vendor: "Huawei", Role: "baseband"}, "2020-08-13", Covered, MustGo, ""},
		{"us-ndaa-889", el{Vendor: "Huawei", Role: "router"}, "2026-05-31", Unknown, RemovalUnknown, "third party"},
		{"us-ndaa-889", el{Vendor: "Huawei", Role: "power"}, "2026-05-31", Unknown, RemovalUnknown, ""},
		{"gb-dvd", el{Vendor: "ZTE", Domain: "ran", Role: "radio", Generations: []string{"5g"}}, "2026-05-31", NotCovered, Stays, ""},
		{"gb-dvd", el{Vendor: "Huawei", Domain: "core", Role: "management", Generations: []string{"4g"}}, "2026-05-31", Unknown, RemovalUnknown, "counts as the network core"},
		{"gb-dvd", el{Vendor: "Huawei", Domain: "transport", Role: "optical", Generations: []string{"4g"}}, "2026-05-31", Unknown, RemovalUnknown, "high data rates"},
		{"gb-dvd", el{Vendor: "Huawei", Domain: "access", Role: "ont"}, "2026-05-31", Unknown, Stays, "US sanctions"},
		{"de-5g-contract", el{Vendor: "Huawei", Domain: "ran", Role: "radio", Generations: []string{"5g"}}, "2026-05-31", NotCovered, Stays, ""},
		{"de-5g-contract", el{Vendor: "Huawei", Domain: "core", Role: "packet-core", Generations: []string{"5g"}}, "2026-05-31", Covered, MustGo, ""},
		{"de-5g-contract", el{Vendor: "Huawei", Domain: "core", Role: "management", Generations: []string{"5g"}}, "2026-05-31", Covered, FunctionOnly, ""},
		{"de-5g-contract", el{Vendor: "Huawei", Domain: "core", Role: "packet-core", Generations: []string{"4g"}}, "2026-05-31", NotCovered, Stays, ""},
		{"ca-5g-4g", el{Vendor: "Huawei", Domain: "access", Role: "olt"}, "2026-05-31", NotCovered, Stays, ""},
		{"se-pts", el{Vendor: "ZTE", Domain: "ran", Role: "radio", Bands: []string{"n78"}}, "2026-05-31", Covered, MustGo, ""},
		{"se-pts", el{Vendor: "ZTE", Domain: "ran", Role: "radio", Bands: []string{"b20"}}, "2026-05-31", NotCovered, Stays, ""},
		{"se-pts", el{Vendor: "ZTE", Domain: "ran", Role: "radio"}, "2026-05-31", Unknown, RemovalUnknown, "its bands"},
		{"nz-ticsa", el{Vendor: "Huawei", Domain: "ran", Generations: []string{"5g"}}, "2026-05-31", Unknown, Stays, "Spark"},
		{"jp-procurement", el{Vendor: "Huawei"}, "2026-05-31", Unknown, Stays, "central government"},
		{"jp-espa", el{Vendor: "Huawei", Domain: "core"}, "2026-05-31", NotCovered, Stays, ""},
		{"in-trusted-telecom", el{Vendor: "Huawei"}, "2026-05-31", NotCovered, Stays, ""},
		{"eu-5g-toolbox", el{Vendor: "Huawei", Domain: "core", Generations: []string{"5g"}}, "2026-05-31", NotCovered, Stays, ""},
		{"eu-csa2", el{Vendor: "Huawei", Domain: "core", Generations: []string{"5g"}}, "2030-01-01", NotCovered, Stays, ""},
	} {
		c.el.ID, c.el.Site = "e", "s"
		inv := &inventory.Inventory{Operator: inventory.Operator{Kind: "etc"}, Sites: []inventory.Site{{ID: "s"}}, Elements: []el{c.el}}
		fs, err := Screen(inv, rules, []string{c.regime}, day(c.on))
		if err != nil {
			t.Fatal(err)
		}
		f := fs[0]
		checkFinding(t, c.el.Vendor, f)
		if f.Verdict != c.verdict || f.Removal != c.removal || !strings.Contains(f.Evidence+f.Settle, c.say) {
			t.Errorf("%s, %+v: %v, removal %v: %s; settle %s", c.regime, c.el, f.Verdict, f.Removal, f.Evidence, f.Settle)
		}
	}
	// What may be brought in: an approval where an authority must agree, a list that is not public.
	b, err := rules.Buyer([]string{"jp-espa", "nz-ticsa", "in-trusted-telecom"})
	if err != nil {
		t.Fatal(err)
	}
	core := el{Vendor: "Nokia", Domain: "core", Role: "packet-core"}
	for country, want := range map[string]string{"JP": "no  jp-espa/important-equipment", "NZ": "no  nz-ticsa/notify", "IN": "unknown in-trusted-telecom/trusted ", "DE": "no  "} {
		got := b.Ask(&core, &inventory.Site{Country: country}, nil, nil, day("2026-05-31"))
		if s := fmt.Sprintf("%v %s %s", got.Prohibited, got.Rule, got.Approval); s != want || got.ApprovalDays != 0 {
			t.Errorf("%s: %q, want %q", country, s, want)
		}
	}
	if got := b.Ask(&core, &inventory.Site{Country: "IN"}, nil, []string{"in-trusted-telecom/trusted"}, day("2026-05-31")); got.Prohibited != No {
		t.Errorf("approved and %v: %s", got.Prohibited, got.Why)
	}
}
