package policy

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

// Of several things that are not known the first is asked for.
func TestFirstQuestion(t *testing.T) {
	rules := ruled(t, rule("r", "no_use", "from: 2020-01-01, scope: {generations: [5g], bands: [n78]}"), "")
	f := alone(t, rules, inventory.Element{Vendor: "Acme"}, inventory.Site{}, inventory.Operator{}, "2026-01-01")
	if f.Verdict != Unknown || f.Settle != "its generations" {
		t.Errorf("%v: %s; settle %q", f.Verdict, f.Evidence, f.Settle)
	}
}

// What a share is a share of: whoever made it, in the rule's country and scope, and not exempt on the day.
func TestReaches(t *testing.T) {
	const exceptions = `exceptions:
  - {id: old, title: what was there, scope: {acquired_until: 2019-12-31}, source: made up, verified: true}
  - {id: lab, title: the laboratory, scope: {site_kinds: [shelter]}, from: 2026-02-01, until: 2026-02-28, source: made up, verified: true}
`
	g := ruled(t, rule("r", "cap_share", "from: 2020-01-01, date: 2028-12-31, cap: {max: 35%, of: units}, scope: {domains: [ran]}, except: [old, lab]"), exceptions).Regime("test")
	ran := inventory.Element{Vendor: "Third", Domain: "ran", Acquired: day("2020-01-01")}
	for _, c := range []struct {
		acquired, domain string
		site             inventory.Site
		op               inventory.Operator
		on               string
		want             Answer
	}{
		{"2020-01-01", "ran", inventory.Site{}, inventory.Operator{}, "2026-01-01", Yes},
		{"2020-01-01", "core", inventory.Site{}, inventory.Operator{}, "2026-01-01", No},
		{"2020-01-01", "", inventory.Site{}, inventory.Operator{}, "2026-01-01", NotKnown},
		{"2019-12-31", "ran", inventory.Site{}, inventory.Operator{}, "2026-01-01", No},
		{"", "ran", inventory.Site{}, inventory.Operator{}, "2026-01-01", NotKnown},
		{"2020-01-01", "ran", inventory.Site{Country: "FR"}, inventory.Operator{Country: "DE"}, "2026-01-01", No},
		{"2020-01-01", "ran", inventory.Site{Country: "DE"}, inventory.Operator{Country: "FR"}, "2026-01-01", Yes},
		{"2020-01-01", "ran", inventory.Site{}, inventory.Operator{Country: "FR"}, "2026-01-01", No},
		{"2020-01-01", "ran", inventory.Site{Kind: "shelter"}, inventory.Operator{}, "2026-01-31", Yes},
		{"2020-01-01", "ran", inventory.Site{Kind: "shelter"}, inventory.Operator{}, "2026-02-01", No},
		{"2020-01-01", "ran", inventory.Site{Kind: "shelter"}, inventory.Operator{}, "2026-02-28", No},
		{"2020-01-01", "ran", inventory.Site{Kind: "shelter"}, inventory.Operator{}, "2026-03-01", Yes},
	} {
		el := ran
		el.Acquired, el.Domain = day(c.acquired), c.domain
		if got := g.Reaches(&g.Entries[0], &el, &c.site, &c.op, day(c.on)); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// The first and the last day of an exception are its own, and of an affiliate the last.
func TestEndDays(t *testing.T) {
	rules := ruled(t, rule("r", "no_use", "from: 2020-01-01, except: [may]"),
		"exceptions:\n  - {id: may, title: in May, from: 2026-05-01, until: 2026-05-31, source: made up, verified: true}\n")
	for on, want := range map[string]Verdict{"2026-04-30": Covered, "2026-05-01": NotCovered, "2026-05-31": NotCovered, "2026-06-01": Covered} {
		if f := alone(t, rules, inventory.Element{Vendor: "Acme"}, inventory.Site{}, inventory.Operator{}, on); f.Verdict != want {
			t.Errorf("%s: %v: %s", on, f.Verdict, f.Evidence)
		}
	}
	rules = ruled(t, rule("r", "no_use", "from: 2020-01-01"), "")
	for on, want := range map[string]Verdict{"2020-12-31": Covered, "2021-01-01": Unknown} {
		if f := alone(t, rules, inventory.Element{Vendor: "Sold"}, inventory.Site{}, inventory.Operator{}, on); f.Verdict != want {
			t.Errorf("%s: %v: %s", on, f.Verdict, f.Evidence)
		}
	}
}

// The bound on exceptions is for each rule and element: many elements do not use it up.
func TestExceptionsOfManyElements(t *testing.T) {
	rules := ruled(t, rule("r", "no_use", "from: 2020-01-01, except: [x]"), "exceptions:\n  - {id: x, title: t, source: made up, verified: true}\n")
	inv := &inventory.Inventory{Sites: []inventory.Site{{ID: "s"}}}
	for i := range mostExceptions + 2 {
		inv.Elements = append(inv.Elements, inventory.Element{ID: fmt.Sprint(i), Site: "s", Vendor: "Acme", Uses: []string{fmt.Sprint(i)}}) // none like another
	}
	fs, err := Screen(inv, rules, []string{"test"}, day("2026-01-01"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range fs {
		if fs[i].Verdict != NotCovered {
			t.Fatalf("%d: %v: %s", i, fs[i].Verdict, fs[i].Evidence)
		}
	}
}

// Gear that is alike but for the day on which it was obtained is paid back by that day.
func TestPaidByDay(t *testing.T) {
	rules := ruled(t, rule("r", "remove_by", "from: 2020-01-01, reimbursable: true, acquired_by: 2020-06-30"), "")
	inv := &inventory.Inventory{Sites: []inventory.Site{{ID: "s"}}}
	days := map[string]Answer{"2020-06-30": Yes, "2020-07-01": No, "": NotKnown}
	for _, d := range []string{"2020-06-30", "2020-07-01", ""} {
		inv.Elements = append(inv.Elements, inventory.Element{ID: "e" + d, Site: "s", Vendor: "Acme", Acquired: day(d)})
	}
	fs, err := Screen(inv, rules, []string{"test"}, day("2026-01-01"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range fs {
		if at := inv.Elements[i].Acquired; fs[i].Reimbursable != days[at.String()] {
			t.Errorf("%s: %v", at, fs[i].Reimbursable)
		}
	}
	// A rule of which it is not known whether it pays stands before one that does not.
	rules = ruled(t, rule("paid", "remove_by", "from: 2020-01-01, reimbursable: true, acquired_by: 2018-12-31")+
		rule("asked", "remove_by", "from: 2020-01-01, reimbursable: true, scope: {generations: [5g]}"), "")
	f := alone(t, rules, inventory.Element{Vendor: "Acme", Acquired: day("2019-01-01")}, inventory.Site{}, inventory.Operator{}, "2026-01-01")
	if f.Rule != "test/paid" || f.Reimbursable != NotKnown {
		t.Errorf("%s: %v", f.Rule, f.Reimbursable)
	}
}

// Two regimes together: what one leaves open is not lost in what the other is sure of.
func TestMergeKeepsQuestions(t *testing.T) {
	open := Finding{Regime: "a", Verdict: Unknown, Removal: RemovalUnknown, Buy: No, Reimbursable: NotKnown, Settle: "its bands", Applied: []Applied{{Entry: &Entry{ID: "x"}, Verdict: Unknown}}}
	sure := Finding{Regime: "b", Verdict: Covered, Removal: Stays, Buy: No, Reimbursable: No, Applied: []Applied{{Entry: &Entry{ID: "y"}, Verdict: Covered}}}
	for _, order := range [][]*Finding{{&open, &sure}, {&sure, &open}} {
		f := merge(order)
		if f.Verdict != Covered || f.Removal != RemovalUnknown || f.Reimbursable != NotKnown || f.Settle != "its bands" || len(f.Applied) != 2 {
			t.Errorf("%s first: %+v", order[0].Regime, f)
		}
	}
}

// Of approvals the one that takes longest counts, in a regime and over several, and a prohibition by another leaves it.
func TestLongestApproval(t *testing.T) {
	regime := func(id, entries string) string {
		return write(t, id+".yaml", "riprep: regime/v1\nid: "+id+"\ntitle: A test\njurisdiction: DE\nstatus: law\nchecked: 2026-01-01\n"+
			"sources: [{name: made up, verified: true}]\nentries:\n"+entries)
	}
	ask := func(id string, days int) string {
		return rule(id, "prior_approval", fmt.Sprintf("from: 2020-01-01, approval_days: %d", days))
	}
	var r strict.Reader
	rules := LoadFor(&r, nil, regime("one", ask("short", 10)+ask("long", 20)+ask("middle", 15)), regime("two", ask("longest", 30)), regime("ban", rule("ban", "ban_new", "from: 2020-01-01, vendors: [huawei]")))
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	for regimes, want := range map[string]string{"one": "one/long 20", "one two": "two/longest 30", "two one": "two/longest 30", "one ban": "one/long 20", "ban two": "two/longest 30"} {
		b, err := rules.Buyer(strings.Fields(regimes))
		if err != nil {
			t.Fatal(err)
		}
		got := b.Ask(&inventory.Element{Vendor: "Huawei"}, nil, nil, nil, day("2026-01-01"))
		if s := fmt.Sprint(got.Approval, " ", got.ApprovalDays); s != want || (got.Prohibited == Yes) != strings.Contains(regimes, "ban") {
			t.Errorf("%s: %s, prohibited %v; want %s", regimes, s, got.Prohibited, want)
		}
	}
}

// Every day on which an answer may change is among the changes: of rules, scopes, exceptions and affiliates.
func TestChanges(t *testing.T) {
	const exceptions = `exceptions:
  - {id: x, title: t, from: 2021-02-01, until: 2021-02-10, scope: {acquired_from: 2021-03-01, acquired_until: 2021-03-10}, source: made up, verified: true}
`
	rules := ruled(t, rule("r", "remove_by", "from: 2020-01-01, until: 2022-01-10, date: 2021-04-10, scope: {acquired_from: 2021-05-01, acquired_until: 2021-05-10}"), exceptions)
	b, err := rules.Buyer([]string{"test"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range b.Changes(day("2020-01-01"), day("2022-01-11")) { // the first day excluded, the last included
		got = append(got, d.String())
	}
	want := []string{"2021-01-01", "2021-02-01", "2021-02-11", "2021-03-01", "2021-03-11", "2021-04-11", "2021-05-01", "2021-05-11", "2022-01-11"}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// Lists of whom one may buy from: their exceptions, names kept apart from those listed, and a maker that is not stated.
func TestBuyerLists(t *testing.T) {
	rules := ruled(t, rule("list", "allow_list", "from: 2021-01-01, vendors: [good, huawei], except: [lab]")+rule("gone", "remove_by", "from: 2020-01-01, date: 2027-06-30"),
		"exceptions:\n  - {id: lab, title: the laboratory, scope: {regions: [lab]}, source: made up, verified: true}\n")
	b, err := rules.Buyer([]string{"test"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		vendor, region, on string
		want               Answer
	}{
		{"Third", "here", "2026-01-01", Yes},
		{"Third", "lab", "2026-01-01", No},
		{"Third", "", "2026-01-01", NotKnown}, // it may be the laboratory
		{"Good", "", "2026-01-01", No},
		{"Huawei", "here", "2026-01-01", No},
		{"H3C", "here", "2026-01-01", Yes},  // no more of Huawei
		{"", "lab", "2026-01-01", NotKnown}, // it may be Acme
		{"Acme", "lab", "2027-06-30", No},   // the last day
		{"Acme", "lab", "2027-07-01", Yes},
	} {
		got := b.Ask(&inventory.Element{Vendor: c.vendor}, &inventory.Site{Region: c.region}, nil, nil, day(c.on))
		if got.Prohibited != c.want || (c.want == NotKnown) != (got.Settle != "") {
			t.Errorf("%+v: %+v", c, got)
		}
	}
}

// A share is rounded down, also where the total is large.
func TestAllowed(t *testing.T) {
	for _, c := range []struct {
		basisPoints int
		total, want int64
	}{
		{3500, 0, 0}, {3500, 1, 0}, {3500, 2, 0}, {3500, 3, 1}, {3500, 10, 3}, {3333, 30_001, 9999}, {1, 9999, 0}, {1, 10_000, 1}, {0, 9, 0},
		{10_000, math.MaxInt64, math.MaxInt64},
	} {
		if got := (Cap{BasisPoints: c.basisPoints}).Allowed(c.total); got != c.want {
			t.Errorf("%d of %d: %d, want %d", c.basisPoints, c.total, got, c.want)
		}
	}
}

// The versions of a rule have no day in common.
func TestVersionsApart(t *testing.T) {
	for from, want := range map[string]bool{"2022-10-12": false, "2022-10-13": true} {
		text := "riprep: regime/v1\nid: test\ntitle: A test\njurisdiction: DE\nstatus: law\nchecked: 2026-01-01\nsources: [{name: made up, verified: true}]\nentries:\n" +
			rule("r", "no_use", "vendors: [huawei], from: 2020-07-14, until: 2022-10-12") + rule("r", "no_use", "vendors: [huawei], from: "+from)
		var r strict.Reader
		LoadFor(&r, nil, write(t, "test.yaml", text))
		if got := r.Faults().Err() == nil; got != want {
			t.Errorf("from %s: %v", from, r.Faults().Err())
		}
	}
}

// Where regimes differ in what may be bought alone, that is told.
func TestSaysOfBuying(t *testing.T) {
	for _, c := range []struct {
		says Says
		want string
	}{
		{Says{Verdict: NotCovered, Removal: Stays, Buy: NotKnown}, "not covered, unknown whether any may be bought"},
		{Says{Verdict: NotCovered, Removal: Stays, Buy: Yes}, "not covered, none may be bought"},
		{Says{Verdict: Unknown, Removal: RemovalUnknown, Buy: NotKnown}, "unknown"},
		{Says{Verdict: Covered, Removal: OnPath, Buy: NotKnown}, "must leave certain paths, unknown whether any may be bought"},
	} {
		if got := c.says.String(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// Where a regime surely covers gear and another, that may pay, does not know a part's maker, what would settle the pay stays.
func TestMergeKeepsOpenPay(t *testing.T) {
	r := builtin(t)
	el := inventory.Element{Vendor: "Kaspersky", Role: "router", Parts: []inventory.Part{{Vendor: "X", Model: "0", Role: "0"}}}
	for _, regimes := range [][]string{{"us-scrp", "fcc-covered-list"}, {"fcc-covered-list", "us-scrp"}} {
		f := one(t, r, el, "2026-01-01", regimes...)
		if f.Verdict != Covered || f.Reimbursable != NotKnown || f.Settle == "" {
			t.Errorf("%v: %v, %v, settle %q", regimes, f.Verdict, f.Reimbursable, f.Settle)
		}
		checkFinding(t, el.Vendor, f)
	}
}
