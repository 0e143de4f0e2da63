package planner

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A law is a regime of hand-written entries on Huawei, and on ZTE where it says so, for tests.
func law(entries ...string) string {
	return "riprep: regime/v1\nid: law\ntitle: A law\njurisdiction: XX\nstatus: law\nchecked: 2030-01-01\n" +
		"sources: [{name: made up, verified: true}]\nentries:\n" + strings.Join(entries, "")
}

// entry is one of its rules in a line.
func entry(id, demand, more string) string {
	if !strings.Contains(more, "vendors:") {
		more = "vendors: [huawei], " + more
	}
	if !strings.Contains(more, "from:") {
		more = "from: 2020-01-01, " + more
	}
	return fmt.Sprintf("  - {id: %s, title: %s, what: gear, demand: %s, source: made up, verified: true, %s}\n", id, id, demand, more)
}

// folder writes an operator.
func folder(t *testing.T, inventory, scenario, regime string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "regimes"), 0o777); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"inventory.yaml":   "riprep: inventory/v1\noperator: {id: op, name: Operator}\n" + inventory,
		"scenario.yaml":    "riprep: scenario/v1\nregimes: [law]\n" + scenario,
		"regimes/law.yaml": regime,
	} {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// fibre is a core with some exchanges of one terminal each, with premises; makers[i] is the terminal's.
func fibre(premises []int, makers ...string) string {
	var b strings.Builder
	b.WriteString("sites:\n  - {id: town, kind: data-center}\n")
	for i := range premises {
		fmt.Fprintf(&b, "  - {id: x%d, kind: central-office, subscribers: %d}\n", i, 10*(i+1))
	}
	b.WriteString("elements:\n  - {id: core, site: town, domain: core, role: packet-core, vendor: Ericsson, model: EPG, premises: 0}\n")
	for i, n := range premises {
		fmt.Fprintf(&b, "  - {id: olt%d, site: x%d, domain: access, role: olt, vendor: %s, model: MA5800, premises: %d, uplinks: [core]}\n", i, i, makers[i%len(makers)], n)
	}
	return b.String()
}

const fibreScenario = "start: 2025-01-06\nhorizon: 60\ncrews: {ip: 9, core: 9, tower: 9}\n"

// rowOf finds a rule of a plan.
func rowOf(t *testing.T, p *Plan, rule string) *RuleRow {
	t.Helper()
	i := slices.IndexFunc(p.Rules, func(r RuleRow) bool { return r.Rule == rule })
	if i < 0 {
		t.Fatalf("no rule %s in %+v", rule, p.Rules)
	}
	return &p.Rules[i]
}

// assumed reports whether a plan takes something for granted, in words.
func assumed(p *Plan, field, text string) bool {
	return slices.ContainsFunc(p.Assumptions, func(a Assumption) bool {
		return a.Field == field && strings.Contains(a.Value+": "+a.Why, text)
	})
}
