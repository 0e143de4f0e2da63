package policy_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/policy"
)

func says(regime string, v policy.Verdict, r policy.Removal, by string, buy policy.Answer) policy.Says {
	s := policy.Says{Regime: regime, Verdict: v, Removal: r, Buy: buy}
	if by != "" {
		s.RemoveBy = inventory.MustDate(by)
	}
	return s
}

func TestDifferences(t *testing.T) {
	free := says("us", policy.NotCovered, policy.Stays, "", policy.No)
	mustGo := says("gb", policy.Covered, policy.MustGo, "2027-12-31", policy.Yes)
	var findings []policy.Finding
	add := func(says ...policy.Says) {
		findings = append(findings, policy.Finding{Element: len(findings), Regimes: says})
	}
	add()                                                                 // one regime has no differences
	add(says("gb", policy.NotCovered, policy.Stays, "", policy.No), free) // agreed
	add(mustGo, says("us", policy.Covered, policy.Stays, "", policy.Yes))
	for range 4 {
		add(mustGo, free)
	}
	add(mustGo, says("us", policy.Covered, policy.MustGo, "", policy.Yes)) // the day alone
	add(says("gb", policy.Covered, policy.InShare, "", policy.No), says("us", policy.Unknown, policy.RemovalUnknown, "", policy.NotKnown))
	var got []string
	for _, d := range policy.Differences(findings) {
		got = append(got, fmt.Sprint(d.Elements, " ", d.Examples, " ", d.String()))
	}
	want := []string{
		"4 [3 4 5] gb: must go by 2027-12-31 | us: not covered",
		"1 [8] gb: must be within a share | us: unknown",
		"1 [2] gb: must go by 2027-12-31 | us: may stay, none may be bought",
		"1 [7] gb: must go by 2027-12-31 | us: must go",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
