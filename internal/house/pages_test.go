package house

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/policy"
)

// TestLayoutPage checks that what docs/layout.md names is there: every path, and in the walk through a command every
// function in its file; and that the page draws every room that is a floor.
func TestLayoutPage(t *testing.T) {
	page := docText(t, "layout.md")
	for _, m := range regexp.MustCompile("`((?:cmd|internal|pkg|docs|testdata)/[A-Za-z0-9_./-]+)`").FindAllStringSubmatch(page, -1) {
		if _, err := os.Stat(root(filepath.FromSlash(m[1]))); err != nil {
			t.Errorf("layout.md names %s, which is not there", m[1])
		}
	}
	rows := regexp.MustCompile("(?m)^\\| `([a-z_/]+\\.go)` \\| `([A-Za-z]+)` \\|").FindAllStringSubmatch(page, -1)
	if len(rows) < 65 {
		t.Errorf("the walk has only %d steps", len(rows))
	}
	for _, m := range rows {
		text, err := os.ReadFile(root(filepath.FromSlash(m[1])))
		if err != nil {
			t.Error(err)
			continue
		}
		if !regexp.MustCompile(`(?m)^func (\([^)]*\) )?` + m[2] + `\(`).Match(text) {
			t.Errorf("layout.md: no function %s in %s", m[2], m[1])
		}
	}
	for floor := range floors {
		if !strings.Contains(page, floor) {
			t.Errorf("layout.md does not draw %s", floor)
		}
	}
}

// TestExitCodesPage compares the table with the codes and their names in the code.
func TestExitCodesPage(t *testing.T) {
	page := docText(t, "exit-codes.md")
	text, err := os.ReadFile(root("pkg", "failure", "code.go"))
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^\t([A-Z]\w+) +Code = (\d+)`).FindAllStringSubmatch(string(text), -1) {
		codes[m[1]] = m[2]
		if !strings.Contains(page, "\n| "+m[2]+" | ") {
			t.Errorf("exit-codes.md has no row for %s (%s)", m[2], m[1])
		}
	}
	if rows := regexp.MustCompile(`(?m)^\| \d+ \|`).FindAllString(page, -1); len(rows) != len(codes) || len(codes) < 11 {
		t.Errorf("%d rows for %d codes", len(rows), len(codes))
	}
	kinds := regexp.MustCompile(`([A-Z]\w+): +"([a-z-]+)"`).FindAllStringSubmatch(string(text), -1)
	if len(kinds) != len(codes)-1 {
		t.Errorf("%d kinds for %d codes", len(kinds), len(codes))
	}
	for _, m := range kinds {
		if want := fmt.Sprintf("`%s` (%s)", m[2], codes[m[1]]); !strings.Contains(page, want) {
			t.Errorf("exit-codes.md does not have %s", want)
		}
	}
	if !strings.Contains(page, "An exit code not listed is a failure.") {
		t.Error("exit-codes.md does not say what an exit code means that is not listed")
	}
}

// regimeRow is the row of docs/policy.md that the data of a regime asks for.
func regimeRow(g *policy.Regime) string {
	rules, applied := map[string]bool{}, map[string]bool{}
	believed := map[string][]string{}
	note := func(name string, p policy.Provenance) {
		if !p.Verified && !slices.Contains(believed[p.Confidence], name) {
			believed[p.Confidence] = append(believed[p.Confidence], name)
		}
	}
	for i := range g.Entries {
		e := &g.Entries[i]
		rules[e.ID] = true
		if e.Applies() && !e.From.IsZero() {
			applied[e.ID] = true
		}
		note("`"+e.ID+"`", e.Provenance)
		for _, rv := range e.Review {
			note("reviews", rv.Provenance)
		}
	}
	for _, x := range g.Exceptions {
		note("exception `"+x.ID+"`", x.Provenance)
	}
	var open []string
	for _, c := range policy.Confidences {
		if len(believed[c]) > 0 {
			open = append(open, c+": "+strings.Join(believed[c], ", "))
		}
	}
	where := g.Jurisdiction
	if len(where) > 2 {
		where = "any"
	}
	count := fmt.Sprint(len(rules))
	if len(g.Entries) > len(rules) {
		count += fmt.Sprintf(" (%d)", len(g.Entries))
	}
	return fmt.Sprintf("| `%s` | %s | %s | %s | %s | %d | %s |", g.ID, where, g.Status, g.Checked, count, len(applied), strings.Join(open, "; "))
}

// TestPolicyPage holds the table of regimes to the data, loads the example as an operator's regime, and looks for every
// demand, method and questionnaire.
func TestPolicyPage(t *testing.T) {
	page := docText(t, "policy.md")
	rules, err := policy.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range rules.IDs() {
		if row := regimeRow(rules.Regime(id)); !strings.Contains(page, "\n"+row+"\n") {
			t.Errorf("policy.md does not have the row\n%s", row)
		}
		if !strings.Contains(page, "**"+id+"**") {
			t.Errorf("policy.md does not say what is to be known of %s", id)
		}
	}
	if rows := regexp.MustCompile("(?m)^\\| `[a-z0-9-]+` \\| (any|[A-Z]{2}) \\|").FindAllString(page, -1); len(rows) != len(rules.IDs()) {
		t.Errorf("%d rows for %d regimes", len(rows), len(rules.IDs()))
	}
	for _, demand := range policy.Demands {
		if !strings.Contains(page, "\n| `"+demand+"` | ") {
			t.Errorf("policy.md has no row for %s", demand)
		}
	}
	for _, m := range []policy.Method{policy.ByExact, policy.ByAlias, policy.ByAffiliate, policy.ByBrand, policy.ByPart, policy.ByOEM, policy.ByModel,
		policy.ByContains, policy.ByNear, policy.ByLookalike, policy.Apart, policy.Unlisted, policy.Unstated} {
		if !strings.Contains(page, "`"+string(m)+"`") {
			t.Errorf("policy.md does not explain the method %s", m)
		}
	}
	for _, id := range policy.CriteriaIDs() {
		if !strings.Contains(page, "`"+id+"`") {
			t.Errorf("policy.md does not name the questionnaire %s", id)
		}
	}
	examples := yamlBlock.FindAllStringSubmatch(page, -1)
	if len(examples) != 1 {
		t.Fatalf("%d examples", len(examples))
	}
	if faults := faultsOf(t, "regime", []byte(examples[0][1])); len(faults) > 0 {
		t.Errorf("the example does not load: %s", faults)
	}
	if err := compiled(t, "regime").Validate(documents(t, "policy.md", []byte(examples[0][1]))[0]); err != nil {
		t.Error(err)
	}
}

// TestBatchPage checks that docs/batch.md explains every column of the roll-up's tables, and names every kind of failure.
func TestBatchPage(t *testing.T) {
	page := docText(t, "batch.md")
	text := schemaText(t, "batch-summary")
	tables := 0
	for table, p := range properties(text) {
		items, _ := p.(map[string]any)["items"].(map[string]any)
		for key := range properties(items) {
			if !strings.Contains(page, "`"+key+"`") {
				t.Errorf("batch.md does not explain %s of %s", key, table)
			}
		}
		if len(properties(items)) > 0 {
			tables++
		}
	}
	if tables != 7 {
		t.Errorf("%d tables in the schema", tables)
	}
	for _, kind := range []string{batch.FailInput, batch.FailPanic, batch.FailCrash, batch.FailTimeout, batch.FailMemory, batch.FailUnverified, batch.FailOutput, batch.FailUnexpected} {
		if !regexp.MustCompile(`(?m)^\| ([a-z]+, )*` + kind + `(, [a-z]+)* \|`).MatchString(page) {
			t.Errorf("batch.md has no row for the kind of failure %s", kind)
		}
	}
}
