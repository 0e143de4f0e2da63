package policy

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

var update = flag.Bool("update", false, "write the golden files")

var usFour = []string{"us-antenna", "us-baseband", "us-radio", "us-router"}

// asOfDays are ten days on which one inventory is screened, and what has changed since the day before in the list: the
// rule that began, or whose last day has passed, and the elements that it changed.
var asOfDays = []struct {
	day     string
	changes map[string][]string // "began REGIME/ENTRY" or "due …" → elements
}{
	{"2019-01-31", nil},
	{"2019-08-31", map[string][]string{
		"began us-ndaa-889/a":                     usFour,
		"began us-ndaa-889/a-by-use":              {"us-hytera", "us-trunking"},
		"began jp-procurement/central-government": {"jp-core"},
	}},
	{"2020-06-30", map[string][]string{
		"began clean-network/clean-path": {"embassy-5g"},
		"began gb-dvd/access-5g-cap":     {"gb-5g"},
		"began gb-dvd/core":              {"gb-core"},
	}},
	{"2020-12-31", map[string][]string{
		"began us-ndaa-889/b":           usFour,
		"began us-ndaa-889/b-by-use":    {"us-hytera", "us-trunking"},
		"began gb-dvd/all-5g":           {"gb-5g"},
		"began gb-dvd/new-5g":           {"gb-5g"},
		"began se-pts/new-radio":        {"se-35"},
		"began se-pts/existing-radio":   {"se-35"},
		"began se-pts/new-central":      {"se-core"},
		"began se-pts/existing-central": {"se-core"},
	}},
	{"2021-12-31", map[string][]string{
		"began fcc-covered-list/huawei":    {"us-antenna", "us-baseband", "us-radio"},
		"began fcc-covered-list/zte":       {"us-router"},
		"began fcc-covered-list/hytera":    {"us-hytera", "us-trunking"},
		"began us-scrp/huawei":             {"us-antenna", "us-baseband", "us-radio"},
		"began us-scrp/zte":                {"us-router"},
		"began in-trusted-telecom/trusted": {"in-radio"},
	}},
	{"2022-07-31", map[string][]string{
		"began us-scrp/no-new":        usFour,
		"began gb-dvd/full-fibre-cap": {"gb-olt"},
		"began ca-5g-4g/5g":           {"ca-5g"},
		"began ca-5g-4g/4g":           {"ca-4g"},
	}},
	{"2022-12-31", map[string][]string{
		"began us-usf-54-11/huawei-zte":        usFour,
		"began us-usf-54-11/by-use":            {"us-hytera", "us-trunking"},
		"began gb-dvd/core":                    {"gb-core"}, // its later version
		"began gb-dvd/transmission":            {"gb-optical"},
		"began gb-dvd/national-security-sites": {"gb-harbour"},
		"began gb-dvd/full-fibre-sanctioned":   {"gb-olt"},
		"began ca-5g-4g/new":                   {"ca-4g", "ca-5g"},
	}},
	{"2024-12-31", map[string][]string{
		"began de-5g-contract/core":          {"de-core"},
		"began de-5g-contract/management":    {"de-management"},
		"due gb-dvd/core":                    {"gb-core"},
		"due gb-dvd/national-security-sites": {"gb-harbour"},
		"due ca-5g-4g/5g":                    {"ca-5g"},
	}},
	{"2026-05-31", map[string][]string{
		"began fcc-covered-list/routers-foreign": {"us-cpe", "us-cpe-old"}, // the like of the old one
		"due gb-dvd/transmission":                {"gb-optical"},
		"due se-pts/existing-radio":              {"se-35"},
		"due se-pts/existing-central":            {"se-core"},
	}},
	{"2027-06-30", map[string][]string{
		"due de-5g-contract/core": {"de-core"},
	}},
}

// asOfLines screens the inventory under all regimes, a line for each element.
func asOfLines(t *testing.T, inv *inventory.Inventory, rules *Rules, on string) map[string]string {
	t.Helper()
	// A rule on the traffic of embassies is asked about the embassy alone: its traffic may cross what stands anywhere.
	const traffic = "clean-network"
	fs, err := Screen(inv, rules, slices.DeleteFunc(rules.IDs(), func(id string) bool { return id == traffic }), day(on))
	if err != nil {
		t.Fatal(err)
	}
	paths, err := Screen(inv, rules, []string{traffic}, day(on))
	if err != nil {
		t.Fatal(err)
	}
	for i := range fs {
		if inv.Elements[i].Site == "embassy" {
			fs[i] = paths[i]
		}
	}
	lines := map[string]string{}
	for i := range fs {
		f, id := &fs[i], inv.Elements[i].ID
		checkFinding(t, inv.Elements[i].Vendor, *f)
		var rules []string
		for _, a := range f.Applied {
			word := ""
			if a.Verdict == Unknown {
				word = "?"
			}
			rules = append(rules, a.Rule+word)
		}
		by, buy := f.RemoveBy.String(), f.Buy.String()
		if f.Buy != No {
			rule, _, _ := strings.Cut(f.BuyBy, ";")
			buy += " (" + rule + ")"
		}
		lines[id] = fmt.Sprintf("%-14s %-11s remove %s; buy %s; %s", id, f.Verdict, strings.TrimSpace(f.Removal.String()+" "+by), buy, strings.Join(rules, " "))
	}
	return lines
}

// TestTenDays screens one inventory on ten days from 2019 to 2027. The goldens change exactly where a rule came into
// force or its last day passed.
func TestTenDays(t *testing.T) {
	var r strict.Reader
	inv := inventory.Load(&r, filepath.Join("testdata", "asof", "inventory.yaml"))
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	rules := builtin(t)
	var before map[string]string
	for i, d := range asOfDays {
		lines := asOfLines(t, inv, rules, d.day)
		var text strings.Builder
		for _, el := range inv.Elements {
			text.WriteString(strings.TrimSpace(lines[el.ID]) + "\n")
		}
		golden := filepath.Join("testdata", "asof", d.day+".golden")
		if *update {
			if err := os.WriteFile(golden, []byte(text.String()), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), text.String()); diff != "" {
			t.Errorf("%s (-golden +now):\n%s", d.day, diff)
		}
		if i > 0 {
			var changed []string
			for _, el := range inv.Elements {
				if lines[el.ID] != before[el.ID] {
					changed = append(changed, el.ID)
				}
			}
			checkChanges(t, rules, asOfDays[i-1].day, d.day, d.changes, changed, lines)
		}
		before = lines
	}
}

// checkChanges holds what changed between two days against the list: each element that changed is there with a rule that
// began or fell due between the days and says something to it, and nothing else is.
func checkChanges(t *testing.T, rules *Rules, last, now string, list map[string][]string, changed []string, lines map[string]string) {
	t.Helper()
	between := func(d inventory.Date) bool { return d.After(day(last)) && !d.After(day(now)) }
	var listed []string
	for what, elements := range list {
		word, rule, _ := strings.Cut(what, " ")
		regime, entry, _ := strings.Cut(rule, "/")
		if !slices.ContainsFunc(rules.Regime(regime).Entries, func(e Entry) bool {
			return e.ID == entry && (word == "began" && between(e.From) || word == "due" && !e.Date.IsZero() && between(e.Date.AddDays(1)))
		}) {
			t.Errorf("%s to %s: %s: not between these days", last, now, what)
		}
		for _, id := range elements {
			if !strings.Contains(lines[id], rule) {
				t.Errorf("%s to %s: %s: says nothing to %s", last, now, what, id)
			}
		}
		listed = append(listed, elements...)
	}
	slices.Sort(listed)
	slices.Sort(changed)
	if diff := cmp.Diff(slices.Compact(listed), changed); diff != "" {
		t.Errorf("%s to %s: elements changed (-listed +changed):\n%s", last, now, diff)
	}
}
