package policy

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

func builtin(t testing.TB) *Rules {
	t.Helper()
	r, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func day(s string) inventory.Date {
	if s == "" {
		return inventory.Date{}
	}
	return inventory.MustDate(s)
}

// one screens a single element.
func one(t testing.TB, r *Rules, el inventory.Element, asOf string, regimes ...string) Finding {
	t.Helper()
	fs, err := Screen(&inventory.Inventory{Elements: []inventory.Element{el}}, r, regimes, day(asOf))
	if err != nil {
		t.Fatal(err)
	}
	return fs[0]
}

// verdictCase is one name or model with the verdict expected under us-scrp on 2026-01-01, unless it says otherwise.
type verdictCase struct {
	vendor, model string
	want          Verdict
	method        Method
	by            string // canonical maker
	role          string
	acquired      string
	asOf          string
	regime        string
	part          string // of a part, as vendor/model/role
}

func (c verdictCase) element() inventory.Element {
	el := inventory.Element{Vendor: c.vendor, Model: c.model, Domain: "ran", Role: c.role, Quantity: 1, Acquired: day(c.acquired)}
	if el.Role == "" {
		el.Role = "baseband"
	}
	if c.part != "" {
		p := strings.Split(c.part, "/")
		el.Parts = []inventory.Part{{Vendor: p[0], Model: p[1], Role: p[2]}}
	}
	return el
}

func TestVerdicts(t *testing.T) {
	r := builtin(t)
	if len(verdicts) < 150 {
		t.Errorf("%d cases, want 150", len(verdicts))
	}
	for _, c := range verdicts {
		asOf, regime := c.asOf, c.regime
		if asOf == "" {
			asOf = "2026-01-01"
		}
		if regime == "" {
			regime = "us-scrp"
		}
		f := one(t, r, c.element(), asOf, regime)
		name := strings.Join([]string{c.vendor, c.model, c.role, c.acquired, c.asOf, c.regime, c.part}, "|")
		if len(name) > 120 {
			name = name[:120]
		}
		if f.Verdict != c.want || f.Method != c.method || f.Vendor != c.by {
			t.Errorf("%q: %v by %s, %q; want %v by %s, %q\n\t%s", name, f.Verdict, f.Method, f.Vendor, c.want, c.method, c.by, f.Evidence)
		}
		checkFinding(t, name, f)
	}
}

// checkFinding is what holds for every finding.
func checkFinding(t testing.TB, name string, f Finding) {
	t.Helper()
	if f.Evidence == "" || f.Method == "" || f.Regime == "" || f.ReimbursableBy == "" {
		t.Errorf("%q: a finding without evidence, method, regime or reason: %+v", name, f)
	}
	open := slices.ContainsFunc(f.Applied, func(a Applied) bool { return a.Verdict == Unknown })
	if (f.Verdict == Unknown || f.Verdict == Covered && (open || f.Reimbursable == NotKnown)) != (f.Settle != "") {
		t.Errorf("%q: %v, reimbursable %v, settle %q", name, f.Verdict, f.Reimbursable, f.Settle)
	}
	switch sure := slices.ContainsFunc(f.Applied, func(a Applied) bool { return a.Verdict == Covered }); {
	case sure != (f.Verdict == Covered), f.Verdict == NotCovered && len(f.Applied) > 0:
		t.Errorf("%q: %v, applied %+v", name, f.Verdict, f.Applied)
	case len(f.Applied) > 0 && f.Rule != f.Applied[0].Rule:
		t.Errorf("%q: led by %s, the first rule is %s", name, f.Rule, f.Applied[0].Rule)
	case f.Removal == MustGo && f.Verdict != Covered, f.Verdict == NotCovered && f.Removal != Stays, !f.RemoveBy.IsZero() && f.Removal != MustGo:
		t.Errorf("%q: %v, removal %v by %s", name, f.Verdict, f.Removal, f.RemoveBy)
	case (f.Buy == No) != (f.BuyBy == ""):
		t.Errorf("%q: buy %v by %q", name, f.Buy, f.BuyBy)
	}
	if f.Verdict == Covered && (f.Rule == "" || f.RuleTitle == "" || f.Since.IsZero() || f.Demand == "") {
		t.Errorf("%q: covered by no rule: %+v", name, f)
	}
	if f.Verdict != Covered && (f.Reimbursable == Yes || !f.RemoveBy.IsZero()) {
		t.Errorf("%q: %v and reimbursable or with a date: %+v", name, f.Verdict, f)
	}
	for _, s := range []string{f.Evidence, f.Settle, f.ReimbursableBy, f.Vendor} {
		if len(s) > 16<<10 {
			t.Errorf("%q: a text of %d bytes", name, len(s))
		}
		if i := strings.IndexFunc(s, func(c rune) bool { return !unicode.IsPrint(c) && c != ' ' }); i >= 0 {
			t.Errorf("%q: cannot be printed safely: %q", name, s)
		}
	}
}

func TestReimbursable(t *testing.T) {
	r := builtin(t)
	for _, c := range []struct {
		vendor, acquired, regime string
		want                     Answer
		reason                   string
	}{
		{"Huawei", "2016-05-01", "us-scrp", Yes, "acquired 2016-05-01, on or before 2020-06-30"},
		{"Huawei", "2020-06-30", "us-scrp", Yes, "acquired 2020-06-30, on or before 2020-06-30 (sources disagree about that very day; the rule says on or before)"},
		{"Huawei", "2020-07-01", "us-scrp", No, "acquired 2020-07-01, after 2020-06-30"},
		{"Huawei", "", "us-scrp", NotKnown, "acquired is not stated; reimbursable only if obtained on or before 2020-06-30"},
		{"Nokia", "2016-05-01", "us-scrp", No, "not covered"},
		{"", "2016-05-01", "us-scrp", NotKnown, "unknown whether it is covered"},
		{"Huawie", "2021-05-01", "us-scrp", No, "acquired 2021-05-01, after 2020-06-30"},
		{"Hytera", "2016-05-01", "fcc-covered-list", No, "fcc-covered-list/hytera reimburses nothing"},
		{"Kaspersky", "2016-05-01", "fcc-covered-list", No, "fcc-covered-list/kaspersky-ao reimburses nothing"},
	} {
		f := one(t, r, inventory.Element{Vendor: c.vendor, Acquired: day(c.acquired), Role: "router"}, "2026-01-01", c.regime)
		if f.Reimbursable != c.want || f.ReimbursableBy != c.reason {
			t.Errorf("%q acquired %q: %v, %q", c.vendor, c.acquired, f.Reimbursable, f.ReimbursableBy)
		}
	}
}

func TestScreenErrors(t *testing.T) {
	r := builtin(t)
	inv := &inventory.Inventory{}
	if _, err := Screen(inv, r, []string{"us-scrp", "us-scrap\x1b[31m"}, day("2026-01-01")); !errors.Is(err, ErrRegime) || strings.Contains(err.Error(), "\x1b") {
		t.Errorf("unknown regime: %v", err)
	}
	for _, err := range []error{
		second(Screen(inv, r, nil, day("2026-01-01"))),
		second(Screen(inv, r, []string{"us-scrp"}, inventory.Date{})),
		second(Screen(nil, r, []string{"us-scrp"}, day("2026-01-01"))),
		second(Screen(inv, nil, []string{"us-scrp"}, day("2026-01-01"))),
	} {
		if err == nil {
			t.Error("no error")
		}
	}
}

func second[T any](_ T, err error) error { return err }

// TestAsOf screens one inventory on days around the dates of the Covered List: verdicts change exactly where a rule comes
// into force.
func TestAsOf(t *testing.T) {
	r := builtin(t)
	inv := &inventory.Inventory{}
	for _, v := range []string{"Huawei", "Kaspersky", "DJI", "China Unicom", "Nokia", "unknown"} {
		inv.Elements = append(inv.Elements, inventory.Element{Vendor: v, Role: "router"})
	}
	for _, c := range []struct{ on, want string }{
		{"2021-03-11", "nnnnnn"},
		{"2021-03-12", "Cnnnn?"},
		{"2022-03-24", "Cnnnn?"},
		{"2022-03-25", "CCnnn?"},
		{"2022-09-20", "CCnnn?"},
		{"2025-12-21", "CCnnn?"},
		{"2025-12-22", "CCCnn?"},
		{"2027-12-31", "CCCnn?"},
	} {
		fs, err := Screen(inv, r, []string{"fcc-covered-list"}, day(c.on))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for i, f := range fs {
			got += map[Verdict]string{Covered: "C", NotCovered: "n", Unknown: "?"}[f.Verdict]
			if f.Element != i {
				t.Errorf("finding %d is of element %d", i, f.Element)
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.on, got, c.want)
		}
	}
	if f := one(t, r, inventory.Element{Vendor: "Huawei"}, "2020-01-01", "us-scrp"); !strings.Contains(f.Evidence, "the first is from 2021-03-12") {
		t.Errorf("before the rule: %s", f.Evidence)
	}
	if f := one(t, r, inventory.Element{Vendor: "DJI"}, "2024-01-01", "fcc-covered-list"); !strings.Contains(f.Evidence, "named from 2025-12-22") || f.Rule != "fcc-covered-list/uas-named" {
		t.Errorf("before the entry: %+v", f)
	}
}

// TestSeveralRegimes merges: the strongest verdict, the rule that demands most, whatever regime was asked for first, and the best of reimbursement.
func TestSeveralRegimes(t *testing.T) {
	r := builtin(t)
	el := inventory.Element{Vendor: "Huawei", Role: "router", Acquired: day("2015-01-01")}
	if f := one(t, r, el, "2026-01-01", "us-scrp", "fcc-covered-list"); f.Rule != "us-scrp/huawei" || f.Demand != "remove_by" {
		t.Errorf("%+v", f)
	}
	if f := one(t, r, el, "2026-01-01", "fcc-covered-list", "us-scrp"); f.Rule != "us-scrp/huawei" || f.Buy != Yes || f.BuyBy != "fcc-covered-list/huawei" || len(f.Applied) != 3 || f.Reimbursable != Yes {
		t.Errorf("%+v", f)
	}
	el.Vendor = "Hytera"
	if f := one(t, r, el, "2026-01-01", "us-scrp", "fcc-covered-list"); f.Verdict != Unknown || f.Rule != "fcc-covered-list/hytera" {
		t.Errorf("%+v", f)
	}
	el.Vendor = "Kaspersky"
	if f := one(t, r, el, "2026-01-01", "us-scrp", "fcc-covered-list"); f.Verdict != Covered || f.Regime != "fcc-covered-list" {
		t.Errorf("%+v", f)
	}
}

// TestMerge puts a contract that pays nothing and has a date of its own beside the programme.
func TestMerge(t *testing.T) {
	text := strings.NewReplacer("vendors: [acme]", "vendors: [huawei]", "reimbursable: true\n    acquired_by: 2021-01-01", "reimbursable: false").Replace(mine)
	var r strict.Reader
	later := strings.NewReplacer("id: mine", "id: later", "date: 2027-06-30", "date: 2028-06-30", "id: acme\n    name: Acme Radio\n    aliases: [Acme]", "id: acme2\n    name: Acme Two").Replace(text)
	rules := Load(&r, write(t, "mine.yaml", text), write(t, "later.yaml", later))
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	el := inventory.Element{Vendor: "Huawei", Domain: "ran", Role: "radio", Acquired: day("2015-01-01")}
	for _, order := range [][]string{{"mine", "us-scrp"}, {"us-scrp", "mine"}, {"mine", "later", "us-scrp"}, {"later", "us-scrp", "mine"}} {
		f := one(t, rules, el, "2026-01-01", order...)
		if f.Regime != "mine" || len(f.Regimes) != len(order) || f.Reimbursable != Yes || f.RemoveBy != day("2027-06-30") {
			t.Errorf("%v: %+v", order, f)
		}
	}
	// Of equal verdicts that cover nothing, the one with a rule to point to.
	if f := one(t, rules, inventory.Element{Vendor: "DJI"}, "2024-01-01", "us-scrp", "fcc-covered-list"); f.Rule != "fcc-covered-list/uas-named" {
		t.Errorf("%+v", f)
	}
}

// TestMemory checks that what is remembered changes no answer: the same elements alone, together and repeated.
func TestMemory(t *testing.T) {
	r := builtin(t)
	inv := &inventory.Inventory{}
	for range 2 {
		for _, c := range verdicts {
			inv.Elements = append(inv.Elements, c.element())
		}
	}
	regimes := []string{"fcc-covered-list", "us-scrp"}
	fs, err := Screen(inv, r, regimes, day("2026-01-01"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range inv.Elements {
		alone := one(t, r, inv.Elements[i], "2026-01-01", regimes...)
		alone.Element = i
		if d := cmp.Diff(alone, fs[i], cmp.AllowUnexported(inventory.Date{})); d != "" {
			t.Fatalf("element %d:\n%s", i, d)
		}
	}
}

func TestEvidence(t *testing.T) {
	r := builtin(t)
	for _, c := range []struct {
		el   inventory.Element
		want string
	}{
		{inventory.Element{Vendor: "Huawei"}, `vendor "Huawei" is Huawei Technologies`},
		{inventory.Element{Vendor: "HUAWEI TECH. CO"}, `vendor "HUAWEI TECH. CO" is Huawei Technologies (alias)`},
		{inventory.Element{Vendor: "HiSilicon"}, `vendor "HiSilicon" is HiSilicon, a subsidiary of Huawei Technologies`},
		{inventory.Element{Vendor: "Cisco", Parts: []inventory.Part{{Vendor: "HiSilicon", Model: "SD5116", Role: "chipset"}}},
			`part "SD5116" by "HiSilicon" is HiSilicon, a subsidiary of Huawei Technologies; a chipset inside gear of another maker`},
		{inventory.Element{Vendor: "Huawie"}, `vendor "Huawie" is a slip of the pen away from Huawei Technologies`},
		{inventory.Element{Model: "BBU3910"}, `vendor not stated; model "BBU3910" is of Huawei Technologies's family bbu`},
		{inventory.Element{Vendor: "Nokia", Model: "BBU3910"}, `vendor "Nokia" is Nokia; no rule of us-scrp names it, but model "BBU3910" is of Huawei Technologies's family bbu`},
		{inventory.Element{Vendor: "Acme"}, `vendor "Acme"; no rule of us-scrp in force on 2026-01-01 names it`},
		{inventory.Element{Vendor: "Honor"}, `vendor "Honor" is Honor, a brand of Huawei Technologies; of Huawei Technologies only until 2020-11-30, and acquired is not stated`},
		{inventory.Element{Vendor: "Hua\x1bwei"}, `vendor "Hua\x1bwei" holds signs that change what is shown, which no name does`},
	} {
		if f := one(t, r, c.el, "2026-01-01", "us-scrp"); f.Evidence != c.want {
			t.Errorf("%s\nwant %s", f.Evidence, c.want)
		}
	}
}
