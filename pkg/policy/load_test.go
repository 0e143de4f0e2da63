package policy

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

// mine is a user's regime file; sub replaces one text in it.
const mine = `riprep: regime/v1
id: mine
title: A contract
jurisdiction: US
status: contract
checked: 2026-01-01
sources:
  - {name: the contract, verified: true}
vendors:
  - id: acme
    name: Acme Radio
    aliases: [Acme]
    source: the contract
    verified: true
    families:
      - {id: rocket, pattern: '^ROCKET ?[0-9]{1,4}\b', role: radio, source: the contract, verified: true}
entries:
  - id: acme
    title: no Acme
    vendors: [acme]
    what: radios
    scope: {domains: [ran], roles: [radio]}
    from: 2022-01-01
    until: 2030-12-31
    demand: remove_by
    date: 2027-06-30
    reimbursable: true
    acquired_by: 2021-01-01
    source: the contract
    verified: true
`

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestUserRegime(t *testing.T) {
	path := write(t, "mine.yaml", mine)
	var r strict.Reader
	rules := Load(&r, filepath.Dir(path))
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	if got := rules.IDs(); len(got) != len(shipped)+1 || !slices.Contains(got, "mine") {
		t.Errorf("ids %v", got)
	}
	if g := rules.Regime("mine"); g.File != path || g.Status != "contract" || g.Checked != day("2026-01-01") {
		t.Errorf("%+v", g)
	}
	for _, c := range []struct {
		vendor, model, domain, role, asOf string
		want                              Verdict
	}{
		{"Acme Inc", "", "ran", "radio", "2026-01-01", Covered},
		{"Acme Inc", "", "ran", "baseband", "2026-01-01", NotCovered},
		{"Acme Inc", "", "core", "radio", "2026-01-01", NotCovered},
		{"Acme Inc", "", "ran", "radio", "2021-12-31", NotCovered},
		{"Acme Inc", "", "ran", "radio", "2031-01-01", NotCovered},
		{"Acme Inc", "", "ran", "radio", "2030-12-31", Covered},
		{"Nokia", "Rocket 12", "ran", "radio", "2026-01-01", Unknown},
		{"Huawei", "", "ran", "radio", "2026-01-01", NotCovered},
	} {
		el := inventory.Element{Vendor: c.vendor, Model: c.model, Domain: c.domain, Role: c.role}
		f := one(t, rules, el, c.asOf, "mine")
		if f.Verdict != c.want {
			t.Errorf("%+v: %v: %s", c, f.Verdict, f.Evidence)
		}
		if c.want == Covered && (f.RemoveBy != day("2027-06-30") || f.Since != day("2022-01-01")) {
			t.Errorf("%+v: %+v", c, f)
		}
		checkFinding(t, c.vendor, f)
	}
	el := inventory.Element{Vendor: "Nokia", Domain: "ran", Role: "radio"}
	if f := one(t, rules, el, "2026-01-01", "mine", "us-scrp"); f.Verdict != NotCovered {
		t.Errorf("%+v", f)
	}
}

// TestReplace puts a user's regime before the built-in one of the same id, and a user's vendor before the built-in one.
func TestReplace(t *testing.T) {
	text := strings.NewReplacer("id: mine", "id: us-scrp", "id: acme\n    name: Acme Radio\n    aliases: [Acme]", "id: huawei\n    name: Huawei\n    aliases: [Hw]",
		"vendors: [acme]", "vendors: [huawei]", "scope: {domains: [ran], roles: [radio]}", "scope: {}").Replace(mine)
	var r strict.Reader
	rules := Load(&r, write(t, "x.yaml", text))
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	if g := rules.Regime("us-scrp"); g.Title != "A contract" || len(g.Entries) != 1 {
		t.Errorf("%+v", g)
	}
	for _, s := range r.Sources() {
		if s.Path == "builtin:regimes/us-scrp.yaml" {
			t.Error("the replaced regime is among the sources")
		}
	}
	if f := one(t, rules, inventory.Element{Vendor: "HW Inc."}, "2026-01-01", "us-scrp"); f.Verdict != Covered || f.Vendor != "Huawei" {
		t.Errorf("%+v", f)
	}
	if f := one(t, rules, inventory.Element{Vendor: "HiSilicon"}, "2026-01-01", "us-scrp"); f.Verdict != NotCovered {
		t.Errorf("%+v", f)
	}
}

// TestExtend: a regime of the user's that names built-in vendors stands beside the shipped ones, and both speak.
func TestExtend(t *testing.T) {
	const text = `riprep: regime/v1
id: lease
title: A lease
jurisdiction: US
status: contract
checked: 2026-01-01
sources: [{name: the lease, verified: true}]
exceptions:
  - {id: old, title: what was there, scope: {acquired_until: 2019-12-31}, source: the lease, verified: true}
entries:
  - {id: towers, title: no ZTE radios, vendors: [zte], what: radios, scope: {roles: [radio]}, except: [old], from: 2024-01-01, demand: remove_by, date: 2027-06-30, source: the lease, verified: true}
`
	var r strict.Reader
	rules := Load(&r, write(t, "lease.yaml", text))
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	for acquired, want := range map[string]string{"2019-12-31": "us-scrp/zte", "2020-01-01": "lease/towers us-scrp/zte"} {
		f := one(t, rules, inventory.Element{Vendor: "ZTE", Role: "radio", Acquired: day(acquired)}, "2022-01-01", "us-scrp", "lease")
		if f.Rule != "us-scrp/zte" || f.Regimes[1].Verdict != NotCovered {
			t.Errorf("before the lease: %+v", f)
		}
		f = one(t, rules, inventory.Element{Vendor: "ZTE", Role: "radio", Acquired: day(acquired)}, "2026-01-01", "us-scrp", "lease")
		var got []string
		for _, a := range f.Applied {
			if removal(a.Entry.Demand) == MustGo {
				got = append(got, a.Rule)
			}
		}
		if strings.Join(got, " ") != want || f.Reimbursable != Yes {
			t.Errorf("acquired %s: %v, want %s; %+v", acquired, got, want, f)
		}
	}
}

// TestFaults breaks the user's file in one place each.
func TestFaults(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"demand: remove_by", "demand: destroy", `f.yaml:25:13: demand "destroy": not known`},
		{"demand: remove_by\n    date: 2027-06-30", "demand: allow_list\n    cap: {max: 35%, of: sites}", `f.yaml:26:10: cap: has no meaning with demand "allow_list"`},
		{"demand: remove_by", "demand: cap_share", `f.yaml:25:13: demand "cap_share": no key "cap"`},
		{"demand: remove_by", "demand: cap_share\n    cap: {max: 35.5, of: sites}", `f.yaml:26:16: max "35.5": not a share (want a percentage such as 35%, with at most two decimals)`},
		{"demand: remove_by", "demand: cap_share\n    cap: {max: 101%, of: sites}", `"101%": not a share`},
		{"demand: remove_by", "demand: cap_share\n    cap: {max: 35.123%, of: sites}", `"35.123%": not a share`},
		{"demand: remove_by", "demand: cap_share\n    cap: {max: 35%, of: trucks}", `of "trucks": not known`},
		{"demand: remove_by", "demand: cap_share\n    cap: {max: 35%}", `f.yaml:26:10: no key "of"`},
		{"demand: remove_by", "demand: replace_function_by", `f.yaml:25:13: demand "replace_function_by": no key "function"`},
		{"demand: remove_by", "demand: exclude_site_class", `f.yaml:25:13: demand "exclude_site_class": no site_classes in its scope`},
		{"demand: remove_by", "demand: traffic_path", `demand "traffic_path": no site_classes in its scope`},
		{"demand: remove_by", "demand: remove_by\n    approval_days: 30", `f.yaml:26:20: approval_days: has no meaning with demand "remove_by"`},
		{"    from: 2022-01-01\n", "", `entry "acme": no key "from"`},
		{"entries:\n", "exceptions:\n  - {id: a, title: t, unless: [b], source: s, verified: true}\n  - {id: b, title: t, unless: [a], source: s, verified: true}\nentries:\n", `f.yaml:18:5: exception "a": a circle of exceptions: a unless b unless a`},
		{"entries:\n", "exceptions:\n  - {id: a, title: t, unless: [a], source: s, verified: true}\nentries:\n", `f.yaml:18:5: exception "a": a circle of exceptions: a unless a`},
		{"entries:\n", "exceptions:\n  - {id: a, title: t, unless: [b], source: s, verified: true}\nentries:\n", `f.yaml:18:5: exception "a": exception "b": there is no such exception`},
		{"entries:\n", "exceptions:\n  - {id: a, title: t, source: s, verified: true}\n  - {id: a, title: t, source: s, verified: true}\nentries:\n", `f.yaml:19:10: exception "a": stands twice`},
		{"demand: remove_by", "except: [none]\n    demand: remove_by", `entry "acme": exception "none": there is no such exception`},
		{"scope: {", "scope: {origin: {}, ", `origin: want one of in and not_in`},
		{"scope: {", "scope: {origin: {in: [CN], not_in: [US]}, ", `origin: want one of in and not_in`},
		{"scope: {", "scope: {origin: {in: [china]}, ", `in "china": not a country`},
		{"scope: {", "scope: {bands: [78], ", `bands "78": not a band`},
		{"until: 2030-12-31", "until: 2021-12-31", "f.yaml:24:12: until 2021-12-31: before from 2022-01-01"},
		{"date: 2027-06-30", "date: 2021-06-30", "f.yaml:26:11: date 2021-06-30: before from 2022-01-01"},
		{"demand: remove_by", "demand: ban_new", `f.yaml:26:11: date 2027-06-30: has no meaning with demand "ban_new"`},
		{"reimbursable: true", "reimbursable: false", "f.yaml:28:18: acquired_by 2021-01-01: has no meaning where reimbursable is false"},
		{"from: 2022-01-01", "from: 2022-02-30", `f.yaml:23:11: from "2022-02-30": not a date (want YYYY-MM-DD)`},
		{"vendors: [acme]", "vendors: [acne]", `f.yaml:18:5: entry "acme": vendor "acne": not known`},
		{"vendors: [acme]", "vendors: [acme, acme]", `f.yaml:20:14: vendor "acme": stands twice`},
		{"roles: [radio]}", "roles: [radoi]}", `f.yaml:22:37: roles "radoi": not known`},
		{"checked: 2026-01-01\n", "", `f.yaml:1:1: no key "checked"`},
		{"status: contract", "status: rumour", `f.yaml:5:9: status "rumour": not known`},
		{"pattern: '^ROCKET", "pattern: 'ROCKET", `f.yaml:16:31: pattern "ROCKET ?[0-9]{1,4}\\b": does not begin with ^`},
		{"[0-9]{1,4}\\b", "[0-9", "f.yaml:16:31: pattern \"^ROCKET ?[0-9\": error parsing regexp: missing closing ]: `[0-9`"},
		{"^ROCKET ?[0-9]{1,4}", "^((a{1,99}){1,99})", `f.yaml:16:31: pattern "^((a{1,99}){1,99})\\b": error parsing regexp: invalid repeat count: ` + "`{1,99}`"},
		{"^ROCKET ?[0-9]{1,4}", "^(ROCKET99){1,300}", `f.yaml:16:31: pattern "^(ROCKET99){1,300}\\b": too large`},
		{"^ROCKET ?[0-9]{1,4}\\b", "^A?", `f.yaml:16:31: pattern "^A?": matches the empty text`},
		{"^ROCKET", "^" + strings.Repeat("R", 300), `longer than 200 bytes`},
		{"name: Acme Radio", "name: '...'", `f.yaml:11:11: name "...": has no letters or digits`},
		{"aliases: [Acme]", "aliases: [Huawei]", `already`},
		{"name: Acme Radio", "name: " + strings.Repeat("A", 300), `f.yaml:11:11: name: a name of more than 256 bytes`},
		{"    source: the contract\n    verified: true\n    families", "    source: the contract\n    verified: false\n    families", "f.yaml:14:15: verified false without a confidence"},
		{"    source: the contract\n    verified: true\n    families", "    verified: true\n    families", `f.yaml:10:5: no key "source"`},
		{"scope:", "scoop:", `f.yaml:22:5: unknown key "scoop"`},
		{"id: mine", "id: mine\nid: yours", `key "id" stands twice`},
		{"riprep: regime/v1", "riprep: regime/v2", `a version that is not known`},
		{"entries:\n", "entries:\n  - &e {id: acme, title: t, what: w, from: 2022-01-01, demand: no_use, reimbursable: false, source: s, verified: true}\n", `f.yaml:19:9: entry "acme": stands at line 18 already, and the dates of the two overlap`},
	} {
		text := strings.Replace(mine, c.old, c.new, 1)
		if text == mine {
			t.Errorf("%q is not in the file", c.old)
		}
		path := write(t, "f.yaml", text)
		var r strict.Reader
		if Load(&r, path) == nil {
			t.Fatal("nil rules")
		}
		got := strings.ReplaceAll(r.Faults().Error(), filepath.Dir(path)+string(filepath.Separator), "")
		if !strings.Contains(got, c.want) {
			t.Errorf("%q for %q:\n%s\nwant %s", c.new, c.old, got, c.want)
		}
	}
	for _, path := range []string{filepath.Join(t.TempDir(), "none"), write(t, "empty.yaml", "")} {
		var r strict.Reader
		if rules := Load(&r, path); len(r.Faults()) != 1 || rules.Regime("us-scrp") == nil {
			t.Errorf("%s: %v", path, r.Faults())
		}
	}
	var r strict.Reader
	dir := filepath.Dir(write(t, "a.yaml", mine))
	Load(&r, dir, filepath.Join(dir, "a.yaml"))
	if got := r.Faults().Error(); !strings.Contains(got, `regime "mine": stands in`) || !strings.Contains(got, `vendor "acme": stands in`) {
		t.Errorf("the same file twice: %s", got)
	}
}

// shipped are the built-in regimes.
var shipped = []string{
	"au-5g-direction", "ca-5g-4g", "clean-network", "de-5g-contract", "eu-5g-toolbox", "eu-csa2", "fcc-covered-list", "gb-dvd",
	"in-trusted-telecom", "jp-espa", "jp-procurement", "nz-ticsa", "se-pts", "us-ndaa-889", "us-scrp", "us-usf-54-11",
}

// sourced checks that a datum says where it comes from, and how far it can be relied on where that was not read.
func sourced(t *testing.T, what string, p Provenance) {
	t.Helper()
	if p.Source == "" || p.Verified == (p.Confidence != "") {
		t.Errorf("%s: %+v", what, p)
	}
}

// TestData checks what the decoder cannot: that the data is complete and consistent with its file names and sources.
func TestData(t *testing.T) {
	rules := builtin(t)
	if got := rules.IDs(); !slices.Equal(got, shipped) {
		t.Errorf("ids %v", got)
	}
	vendors := make(map[string]*Vendor)
	for _, v := range rules.Vendors() {
		vendors[v.ID] = v
	}
	for _, id := range rules.IDs() {
		g := rules.Regime(id)
		if g.File != "builtin:regimes/"+id+".yaml" {
			t.Errorf("%s stands in %s", id, g.File)
		}
		if g.Checked != day("2026-05-31") || len(g.Sources) == 0 {
			t.Errorf("%s: checked %s, %d sources", id, g.Checked, len(g.Sources))
		}
		for _, e := range g.Entries {
			if e.From.After(g.Checked) {
				t.Errorf("%s/%s: from %s, after the data was checked", id, e.ID, e.From)
			}
			for _, v := range e.Vendors {
				if vendors[v] == nil {
					t.Errorf("%s/%s: vendor %q", id, e.ID, v)
				}
			}
			pays := slices.Contains([]string{"fcc-covered-list", "us-scrp"}, id) && slices.Contains([]string{"huawei", "zte"}, e.ID)
			if e.Reimbursable != pays {
				t.Errorf("%s/%s: reimbursable %v; only Huawei and ZTE are", id, e.ID, e.Reimbursable)
			}
			sourced(t, id+"/"+e.ID, e.Provenance)
			for _, rv := range e.Review {
				sourced(t, id+"/"+e.ID+" review", rv.Provenance)
			}
		}
		for _, x := range g.Exceptions {
			sourced(t, id+" exception "+x.ID, x.Provenance)
			if !slices.ContainsFunc(g.Entries, func(e Entry) bool { return slices.Contains(e.Except, x.ID) }) {
				t.Errorf("%s: no entry has exception %s", id, x.ID)
			}
		}
		if g.Binds == "" || g.Note == "" {
			t.Errorf("%s: does not say whom it binds, or has no note", id)
		}
	}
	if n := len(rules.Regime("fcc-covered-list").Entries); n != 16 { // with two rules on authorizations
		t.Errorf("%d entries on the Covered List", n)
	}
	// Every name in the data means what the data says it means.
	for _, v := range rules.Vendors() {
		for _, s := range append([]string{v.Name, v.ID}, v.Aliases...) {
			if m := rules.names.match(s); !m.decides() || m.hits[0].vendor != v || m.hits[0].aff != nil || m.hits[0].apart != nil {
				t.Errorf("%s: %q is %s %+v", v.ID, s, m.method, m.hits)
			}
		}
		for i := range v.Affiliates {
			a := &v.Affiliates[i]
			for _, s := range a.names() {
				if m := rules.names.match(s); len(m.hits) != 1 || m.hits[0].aff != a {
					t.Errorf("%s: %q is %s %+v", v.ID, s, m.method, m.hits)
				}
			}
		}
		for i := range v.Apart {
			n := &v.Apart[i]
			for _, s := range n.names() {
				if m := rules.names.match(s); m.method != Apart || m.hits[0].apart != n {
					t.Errorf("%s: %q is %s %+v", v.ID, s, m.method, m.hits)
				}
			}
		}
		seen := make(map[string]bool)
		for _, f := range v.Families {
			if seen[f.ID] {
				t.Errorf("%s: family %q twice", v.ID, f.ID)
			}
			seen[f.ID] = true
		}
	}
}

func TestSchemaKeys(t *testing.T) {
	keys := SchemaKeys()
	for kind, want := range map[string][]string{
		"scope":  {"acquired_from", "acquired_until", "bands", "domains", "generations", "operators", "origin", "qualified", "regions", "roles", "site_classes", "site_kinds", "uses"},
		"source": {"name", "note", "verified"},
		"words":  {"fits", "neutral", "unstated"},
	} {
		if !slices.Equal(keys[kind], want) {
			t.Errorf("%s: %v", kind, keys[kind])
		}
	}
	for _, k := range []string{"riprep", "id", "entries", "sources", "checked"} {
		if !slices.Contains(keys["regime"], k) {
			t.Errorf("regime has no key %q", k)
		}
	}
}
