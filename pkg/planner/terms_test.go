package planner

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/cost/programme"
)

// applied is first-look with some more lines of scenario in place of its terms.
func applied(t *testing.T, lines string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"inventory.yaml", "scenario.yaml"} {
		text, err := os.ReadFile(filepath.Join(firstLook(), name))
		if err != nil {
			t.Fatal(err)
		}
		s := string(text)
		if name == "scenario.yaml" {
			kept := s[:strings.Index(s, "terms:")] + s[strings.Index(s, "objectives:"):]
			s = kept + lines
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(s), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// Where no term is stated the one that follows from the first distribution holds, and is an assumption; a stated one holds,
// and where it is later that is said.
func TestTermsFollow(t *testing.T) {
	const a1 = "applications: [{id: A1, approved: 2026-07-15, first_distribution: 2027-08-31, extensions: [{kind: individual, months: 6}]}]\n"
	for _, c := range []struct {
		lines string
		set   string
		term  string // "" for none
		said  string // of terms, "" for nothing
	}{
		{"", "", "", "none: no term is stated: the horizon is the only end"},
		{"applications: [{id: A1, approved: 2026-07-15}]\n", "", "", "none: no term is stated: the horizon is the only end"},
		{a1, "", "2029-02-28", "2029-02-28: computed: first distribution 2027-08-31 + 1 year + individual extension of 6 months"},
		{a1, "applications.A1.first_distribution=2027-09-30", "2029-03-30", "2029-03-30: computed: first distribution 2027-09-30 + 1 year + individual extension of 6 months"},
		{a1, "terms.A1=2028-12-31", "2028-12-31", ""},
		{a1 + "terms: {A1: 2029-02-28}\n", "", "2029-02-28", ""},
		{a1 + "terms: {A1: 2029-03-01}\n", "", "2029-03-01", "2029-03-01: stated; that is later than 2029-02-28, which follows from its dates (first distribution 2027-08-31 + 1 year + individual extension of 6 months)"},
		{a1 + "terms: {A1: 2028-10-31}\n", "", "2028-10-31", ""},
	} {
		var set []string
		if c.set != "" {
			set = append(set, c.set)
		}
		in, err := readInputs(t, applied(t, c.lines), set)
		if err != nil {
			t.Errorf("%s: %s", c.lines, err)
			continue
		}
		term, _ := in.Scenario.Term("A1")
		var said []string
		for _, d := range in.Scenario.Defaults {
			if d.Field == "terms" || d.Field == "terms.A1" {
				said = append(said, d.Value+": "+d.Why)
			}
		}
		if term.String() != c.term || strings.Join(said, "|") != c.said {
			t.Errorf("%s %s: term %s, said %q", c.lines, c.set, term, said)
		}
	}
}

// A computed term limits a plan as a stated one does.
func TestComputedTermBinds(t *testing.T) {
	c := loadCase(t, applied(t, "applications: [{id: A1, first_distribution: 2026-02-10}]\n"))
	m, err := c.build(c.In.Scenario)
	if err != nil {
		t.Fatal(err)
	}
	for i := range c.Packages { // 2027-02-10 lies in the sixth week, which does not end by then
		if due, why := m.cal.due(&c.Packages[i]); why != "term A1" || due != 5 {
			t.Errorf("package %s is due after %d periods by %q", c.Packages[i].ID, due, why)
		}
	}
}

func TestApplicationsRefused(t *testing.T) {
	for _, c := range []struct{ lines, want, hint string }{
		{"applications: [{id: A9}]\n", `application "A9": no site belongs to it`, "give sites the key application"},
		{"applications: [{id: A1, programme: us-srcp}]\n", `application "A1": programme "us-srcp": not known`, "known are us-scrp"},
		{"applications: [{id: A1, first_distribution: 2027-08-31, extensions: [{kind: general, months: 6}, {kind: individual, months: 7}]}]\n",
			`application "A1": individual extension of 7 months: longer than 6 months`, "each extension by itself"},
		{"applications: [{id: A1, first_distribution: 2027-08-31, claims_extension_days: 121}]\n", `application "A1": claims_extension_days 121`, ""},
		{"applications: [{id: A1, first_distribution: 2025-08-31}]\n", `term 2026-08-31 of application "A1": before the start 2027-01-04`, ""},
	} {
		var r strict.Reader
		Load(&r, applied(t, c.lines), nil)
		fs := r.Faults()
		if len(fs) != 1 || !strings.Contains(fs[0].Error(), c.want) || !strings.Contains(fs[0].Hint, c.hint) || fs[0].Pos.Line == 0 {
			t.Errorf("%s: %v", c.lines, fs)
		}
	}
}

// An operator's own programme goes before the built-in one; which holds for a site hangs on its application.
func TestOwnProgramme(t *testing.T) {
	dir := applied(t, "applications: [{id: A1, programme: tower-fund, approved: 2027-02-28}]\n")
	if err := os.Mkdir(filepath.Join(dir, "programmes"), 0o777); err != nil {
		t.Fatal(err)
	}
	const text = `riprep: programme/v1
id: %s
title: A fund
jurisdiction: US
checked: 2026-11-01
sources: []
provider: {id: F1, title: anybody, source: made up, verified: true}
rules: [{id: F2, title: all of it, answer: yes, when: [{tags: [removal, replacement, disposal]}], source: made up, verified: true}]
deadlines: [{id: term, title: done, after: approved, months: 24, source: made up, verified: true}]
`
	for _, id := range []string{"tower-fund", "us-scrp"} {
		if err := os.WriteFile(filepath.Join(dir, "programmes", id+".yaml"), fmt.Appendf(nil, text, id), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	in, err := readInputs(t, dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	if by, _ := in.Scenario.Term("A1"); by.String() != "2029-02-28" {
		t.Errorf("term %s", by)
	}
	for application, id := range map[string]string{"A1": "tower-fund", "": "us-scrp", "A2": "us-scrp"} {
		if p := in.Programme(application); p == nil || p.ID != id || p.Title != "A fund" {
			t.Errorf("programme of %q: %+v", application, p)
		}
	}
	if who := in.Provider("tower-fund"); who.Approved != "A1" || who.Customers == nil || *who.Customers != 4200 || who.Kind != "etc" {
		t.Errorf("%+v", who)
	}
	who := in.Provider("us-scrp")
	if who.Approved != "" {
		t.Errorf("%+v", who)
	}
	if a := in.Programme("").Judge(who, programme.Facts{Tag: cost.Removal}); a.Eligible != cost.EligibleYes || a.By != "F2: all of it" {
		t.Errorf("%+v", a)
	}
	s, set := LoadApplications(&strict.Reader{}, dir)
	if len(s.Applications) != 1 || set.Programme("tower-fund") == nil {
		t.Errorf("%+v", s.Applications)
	}
}
