package planner

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// noPlanOf plans what has none, and gives the message.
func noPlanOf(t *testing.T, c *Case) string {
	t.Helper()
	_, err := c.Plan(context.Background(), Options{Effort: testEffort})
	if err == nil {
		t.Fatal("there is a plan")
	}
	return err.Error()
}

// Where neither a rule nor a limit alone is in the way, those are named that only together are, and an approval that all wait for.
func TestRuleAndLimitTogether(t *testing.T) {
	t.Parallel()
	const scenario = "start: 2025-01-06\nhorizon: 9\nin_place: allowed\ncrews: {ip: 9}\n"
	soon, ask := entry("soon", "remove_by", "date: 2025-03-16"), entry("ask", "prior_approval", "vendors: [], approval_days: 60")
	for _, tt := range []struct {
		name, want, not string
		goods, rules    []string
	}{
		{"both", "limit rule law/soon: everything of 1 package must be complete by 2025-03-16; that is in 10 weeks, and package \"olt0\" alone takes 11\n" +
			"limit horizon: 9 weeks; package \"olt0\" alone takes 11, from the order to the disposal", "approval", []string{good("a1", "Alpha", 21)}, []string{soon}},
		{"waiting for an approval", "alone takes 17, from the order to the disposal (60 days of it for the approval under rule law/ask)", "", []string{good("a1", "Alpha", 21)}, []string{soon, ask}},
		{"the delivery takes longer", "alone takes 18", "approval", []string{good("a1", "Alpha", 70)}, []string{soon, ask}},
		{"the horizon alone", "limit horizon: 9 weeks; package \"olt0\" alone takes 11", "limit rule", []string{good("a1", "Alpha", 21)}, nil},
	} {
		got := noPlanOf(t, shopCase(t, shop(t, scenario, tt.goods, tt.rules...)))
		if !strings.Contains(got, tt.want) || tt.not != "" && strings.Contains(got, tt.not) {
			t.Errorf("%s: %s", tt.name, got)
		}
	}
}

// A regime that says nothing of any gear is told, with the reason.
func TestSilentRegimes(t *testing.T) {
	t.Parallel()
	inv := twoExchanges("", "Huawei", "Huawei")
	for regimes, want := range map[string]string{
		"eu-csa2":       "eu-csa2 demands nothing of any element (it is a proposal, and not in force)",
		"eu-5g-toolbox": "eu-5g-toolbox demands nothing of any element (no rule of it names a maker, or gear by where it was produced)",
		"jp-espa":       "",
		"us-scrp":       "",
	} {
		dir := folder(t, inv, twoScenario, law(entry("buy", "ban_new", "")))
		text := "riprep: scenario/v1\nregimes: [" + regimes + "]\n" + twoScenario
		if err := os.WriteFile(filepath.Join(dir, "scenario.yaml"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		p := planOf(t, loadCase(t, dir))
		var got string
		for _, a := range p.Assumptions {
			if a.Field == "regimes" && strings.Contains(a.Value, "demands nothing") {
				got += a.Value + " (" + a.Why + ")"
			}
		}
		if got != want {
			t.Errorf("%s: %q", regimes, got)
		}
	}
}
