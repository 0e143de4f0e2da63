package round

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
)

const rest = "rounds: [{on: 2030-01-01, appropriation: 1.00, administration: 0}]\napplications:\n"

// TestFaults: what is wrong, with its place and what to do.
func TestFaults(t *testing.T) {
	const twoRounds = "rounds: [{on: 2030-01-01, appropriation: %s, administration: 0}, {on: %s, appropriation: %s, administration: 0}]\napplications: []\n"
	for name, c := range map[string]struct{ text, message, hint string }{
		"customers unknown": {head + rest + "  - {id: a, approved: 1}\n", `:10:5: application "a": without customers its tier is not known`,
			"state customers, or the tier itself: small, schools, rest"},
		"kind unknown": {head + rest + "  - {id: a, customers: 101, approved: 1}\n", `application "a": without kind its tier is not known`, "state kind, or"},
		"unknown kind": {head + rest + "  - {id: a, customers: 1, kind: schol, approved: 1}\n", `application "a": kind "schol": no tier names it`, `did you mean "school"?`},
		"unknown tier": {head + rest + "  - {id: a, tier: smal, approved: 1}\n", `application "a": tier "smal": not known`, `did you mean "small"?`},
		"other tier": {head + rest + "  - {id: a, customers: 101, kind: other, tier: small, approved: 1}\n",
			`application "a": tier "small": by its customers and kind it is in "rest"`, "leave the tier out"},
		"no tier takes it": {strings.Replace(head, "  - {id: rest, says: all others, source: made up}\n", "", 1) + rest + "  - {id: a, customers: 101, kind: other, approved: 1}\n",
			`application "a": no tier takes it`, "let the last tier take all others"},
		"no amount": {head + rest + "  - {id: a, customers: 1}\n", `:10:5: application "a": want one of approved and within`, "remainder: true"},
		"two amounts": {head + rest + "  - {id: a, customers: 1, approved: 1, within: [b]}\n  - {id: b, customers: 1, approved: 1, remainder: true}\n",
			`application "a": approved and within: the amount would count twice`, "leave one of them out"},
		"within nothing":  {head + rest + "  - {id: a, within: [b]}\n", `application "a": within "b": no application has that id`, ""},
		"within one":      {head + rest + "  - {id: a, within: [b]}\n  - {id: b, customers: 1, approved: 1}\n", `application "a": within "b": that stands for one applicant`, "remainder: true"},
		"within itself":   {head + rest + "  - {id: a, remainder: true, within: [a]}\n", `application "a": within "a": that stands for one applicant`, ""},
		"in another tier": {head + rest + "  - {id: a, tier: rest, within: [b]}\n  - {id: b, customers: 1, approved: 1, remainder: true}\n", `application "a": it is in tier "rest", the lines that it is within are not`, ""},
		"ended twice":     {head + rest + "  - {id: a, customers: 1, approved: 1, denied: 2030-01-01, withdrawn: 2030-01-01}\n", `application "a": withdrawn and denied`, ""},
		"drawn and stands": {head + rest + "  - {id: a, customers: 1, approved: 1, drawn: 1}\n", `application "a": drawn, but neither withdrawn nor denied`,
			"add withdrawn or denied"},
		"ended unknown": {head + rest + "  - {id: a, within: [b], denied: 2030-01-01}\n  - {id: b, customers: 1, approved: 1, remainder: true}\n",
			`application "a": it has ended, but its amount is not known`, "state what was approved"},
		"twice":            {head + rest + "  - {id: a, customers: 1, approved: 1}\n  - {id: a, customers: 1, approved: 1}\n", `:11:5: application "a" stands twice (first at line 10)`, ""},
		"tier twice":       {strings.Replace(head, "id: schools", "id: small", 1) + rest + "  - {id: a, customers: 1, approved: 1}\n", `tier "small" stands twice (first at line 5)`, ""},
		"negative":         {head + rest + "  - {id: a, customers: 1, approved: -1}\n", `application "a": approved "-1": negative`, ""},
		"too large":        {head + rest + "  - {id: a, customers: 1, approved: 10000000000000}\n", `application "a": approved "10000000000000": an amount this large is not supported`, ""},
		"large together":   {head + rest + "  - {id: a, customers: 1, approved: 9999999999999.99}\n  - {id: b, customers: 1, approved: 0.01}\n", `:11:5: application "b": approved: the applications together are too large an amount`, "stay below"},
		"rounds large":     {head + fmt.Sprintf(twoRounds, "9999999999999.99", "2031-01-01", "0.01"), `round "2031-01-01": appropriation: the rounds together are too large an amount`, "stay below"},
		"rounds backwards": {head + fmt.Sprintf(twoRounds, "1", "2029-01-01", "1"), `round "2029-01-01": not after the round before it, of "2030-01-01"`, "put the rounds in the order"},
		"rounds on a day":  {head + fmt.Sprintf(twoRounds, "1", "2030-01-01", "1"), `round "2030-01-01": not after the round before it`, ""},
		"administration":   {head + "rounds: [{on: 2030-01-01, appropriation: 1, administration: 1.01}]\napplications: []\n", `administration 1.01 is more than the appropriation 1.00`, ""},
		"a share":          {head + "rounds: [{on: 2030-01-01, appropriation: 1, administration: 101%}]\napplications: []\n", `administration "101%": want 0% to 100%`, ""},
		"many rounds": {head + "rounds:\n" + func() (out string) {
			for i := range 101 {
				out += fmt.Sprintf("  - {on: %d-01-01, appropriation: 1, administration: 0}\n", 2000+i)
			}
			return out
		}() + "applications: []\n", "more than 100 rounds", ""},
		"no tiers built in": {"riprep: round/v1\nprogramme: made-up\nsource: s\n" + rest + "  - {id: a, customers: 1, approved: 1}\n", `:2:12: programme "made-up": no tiers are stated or built in`, "state tiers"},
		"unknown key":       {head + rest + "  - {id: a, customers: 1, approvd: 1}\n", `application "a": unknown key "approvd"`, `did you mean "approved"?`},
	} {
		_, faults := load(t, c.text)
		found := false
		for _, f := range faults {
			found = found || strings.Contains(f.Error(), c.message) && strings.Contains(f.Hint, c.hint)
		}
		if !found {
			t.Errorf("%s: got %v (%+v); want %s", name, faults, faults, c.message)
		}
	}
}

// TestAllFaultsAtOnce: one does not hide another.
func TestAllFaultsAtOnce(t *testing.T) {
	_, faults := load(t, head+"rounds: [{on: never, appropriation: 1e9, administration: 0}]\napplications:\n  - {id: a, approved: x}\n  - {id: a, frn: 12, approved: 1}\n")
	if len(faults) != 6 {
		t.Errorf("%d faults: %v", len(faults), faults)
	}
}

// TestTiersBuiltIn has both sides of each boundary of 47 USC 1603(d)(5)(C).
func TestTiersBuiltIn(t *testing.T) {
	var r strict.Reader
	tiers := builtinTiers(&r, "us-scrp")
	if len(r.Faults()) > 0 || len(tiers) != 3 {
		t.Fatal(r.Faults(), len(tiers))
	}
	for _, tier := range tiers {
		if tier.Says == "" || tier.Source == "" || !tier.Verified {
			t.Errorf("%+v", tier)
		}
	}
	number := func(n int) *int { return &n }
	for _, c := range []struct {
		customers     *int
		kind          string
		tier, missing string
	}{
		{number(0), "", "two-million", ""},
		{number(2_000_000), "", "two-million", ""},
		{number(2_000_000), "education-ebs", "two-million", ""},
		{number(2_000_001), "education-ebs", "education", ""},
		{number(2_000_001), "other", "others", ""},
		{number(2_000_001), "", "", "kind"},
		{nil, "education-ebs", "", "customers"},
		{nil, "other", "", "customers"},
	} {
		if tier, missing := place(tiers, &Application{Customers: c.customers, Kind: c.kind}); tier != c.tier || missing != c.missing {
			t.Errorf("%v %q: in %q without %q, want %q without %q", c.customers, c.kind, tier, missing, c.tier, c.missing)
		}
	}
	// A tier that asks for both is closed by either, and open by either.
	both := []Tier{{ID: "both", CustomersMax: number(5), Kinds: []string{"x"}}, {ID: "rest"}}
	for _, c := range []struct {
		customers     *int
		kind          string
		tier, missing string
	}{
		{number(5), "x", "both", ""}, {number(6), "", "rest", ""}, {nil, "y", "rest", ""}, {number(5), "", "", "kind"}, {nil, "x", "", "customers"},
		{nil, "", "", "customers and kind"},
	} {
		if tier, missing := place(both, &Application{Customers: c.customers, Kind: c.kind}); tier != c.tier || missing != c.missing {
			t.Errorf("%v %q: in %q without %q, want %q without %q", c.customers, c.kind, tier, missing, c.tier, c.missing)
		}
	}
}

// TestWithin: who is within lines of one tier is in it, and has their factor; who is within others stays open.
func TestWithin(t *testing.T) {
	res := allocated(t, head+`rounds: [{on: 2030-01-01, appropriation: 3.00, administration: 0}]
applications:
  - {id: one, within: [a, b]}
  - {id: two, within: [a, c]}
  - {id: a, customers: 1, approved: 3.00, remainder: true}
  - {id: b, customers: 1, approved: 3.00, remainder: true}
  - {id: c, tier: rest, approved: 1.00, remainder: true}
`)
	one, two := &res.Shares[0], &res.Shares[1]
	if one.Application.Tier != "small" || res.Factor(one).Percent() != "50.0%" {
		t.Errorf("in %q, %v", one.Application.Tier, res.Factor(one))
	}
	if two.Application.Tier != "" || res.Factor(two).Known() {
		t.Errorf("in %q, %v", two.Application.Tier, res.Factor(two))
	}
}

// FuzzRound decodes any text: no panic, and what has no fault can be allocated without losing a cent.
func FuzzRound(f *testing.F) {
	f.Add(head + rest + "  - {id: a, customers: 1, approved: 3.00, withdrawn: 2030-06-01, drawn: 0.51}\n")
	f.Add("riprep: round/v1\nprogramme: us-scrp\nsource: s\n" + rest + "  - {id: a, within: [b]}\n  - &x {id: b, tier: others, approved: 2, remainder: true}\n  - *x\n")
	f.Add(string(builtinSCRP))
	f.Fuzz(func(t *testing.T, text string) {
		var r strict.Reader
		var in file
		r.Bytes("fuzz.yaml", []byte(text), roundKind, in.decode)
		in.finish(&r)
		if len(r.Faults()) > 0 {
			return
		}
		res, err := Allocate(&in.Programme)
		if err != nil {
			if drawn := (strict.Faults)(nil); !errors.As(err, &drawn) {
				t.Fatal(err)
			}
			return
		}
		money, given := res.Left, cost.Cents(0)
		for i := range in.Rounds {
			money -= in.Rounds[i].Appropriation - in.Rounds[i].Administration
		}
		for i := range res.Shares {
			given += res.Shares[i].Allocated
		}
		if money+given != 0 {
			t.Fatalf("%s lost or made", money+given)
		}
	})
}
