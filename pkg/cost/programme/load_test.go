package programme

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
)

// mine is the smallest programme that has something of everything. Its rules begin on line 8, its deadlines on line 11.
const mine = `riprep: programme/v1
id: tower-fund
title: A fund for towers
jurisdiction: US
checked: 2026-11-01
sources: [{name: made up, verified: true}]
provider: {id: F1, title: small, customers_max: 100, source: made up, verified: true}
rules:
  - {id: F2, title: steel, answer: yes, when: [{categories: [steel], gear: [yes]}], source: made up, verified: true}
extensions: {general_months: 3, individual_months: 12, source: made up, verified: true}
deadlines:
  - {id: term, title: done, after: approved, months: 18, met: completed, source: made up, verified: true}
  - {id: claim, title: claim, after: term, days: 60, source: made up, verified: true}
`

func read(text string) (*Programme, strict.Faults) {
	var r strict.Reader
	var p *Programme
	r.Bytes("p.yaml", []byte(text), kind, func(m *strict.Map) { p = decodeProgramme(m) })
	return p, r.Faults()
}

func TestMine(t *testing.T) {
	p, faults := read(mine)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	f := Facts{Gear: "yes", Category: "steel", Tag: cost.Replacement}
	if a := p.Judge(Provider{Customers: ptr(100)}, f); a.Eligible != cost.EligibleYes || a.By != "F2: steel" {
		t.Errorf("%+v", a)
	}
	if a := p.Judge(Provider{Customers: ptr(101)}, f); a.Eligible != cost.EligibleNo {
		t.Errorf("%+v", a)
	}
	h := History{Approved: day("2026-08-31")}
	if term := p.Term(&h); term.By != day("2028-02-29") {
		t.Errorf("term %+v", term)
	}
	var got []string
	for _, due := range p.Dates(&h, day("2027-01-01"), day("2027-12-31")) {
		got = append(got, due.By.String()+" "+due.ID)
	}
	if want := []string{"2028-02-29 term", "2028-04-29 claim"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// An operator's programme goes before the built-in one of its id; of built-in ones only those that are asked for are read.
func TestLoad(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	own := write("own.yaml", mine)
	other := write("other.yaml", strings.Replace(mine, "id: tower-fund", "id: us-scrp", 1))

	var r strict.Reader
	s := LoadFor(&r, nil, own)
	if len(r.Faults()) > 0 || s.Programme("tower-fund") == nil || s.Programme("us-scrp") != nil {
		t.Errorf("%v, %v", r.Faults(), s)
	}
	if ids := s.IDs(); !slices.Equal(ids, []string{"tower-fund", "us-scrp"}) {
		t.Errorf("ids %q", ids)
	}
	s = LoadFor(&r, []string{"us-scrp"}, own, other)
	if p := s.Programme("us-scrp"); p == nil || p.Title != "A fund for towers" || len(r.Faults()) > 0 {
		t.Errorf("%+v, %v", p, r.Faults())
	}
	var twice strict.Reader
	LoadFor(&twice, nil, own, own)
	if fs := twice.Faults(); len(fs) != 1 || !strings.HasSuffix(fs[0].Message, `programme "tower-fund": stands in `+own+" already") {
		t.Errorf("%v", fs)
	}
	var absent strict.Reader
	if s := LoadFor(&absent, nil, filepath.Join(dir, "none.yaml")); s == nil || len(absent.Faults()) != 1 {
		t.Errorf("%v", absent.Faults())
	}
}

// Each built-in file is named after its id, and each datum has a source, and a confidence where that was not read.
func TestBuiltin(t *testing.T) {
	s, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range s.IDs() {
		p := s.Programme(id)
		if p == nil || p.Checked.IsZero() || len(p.Rules) == 0 {
			t.Fatalf("%s: %+v", id, p)
		}
		for i := range p.Rules {
			if r := &p.Rules[i]; r.Pos.File != "builtin:programmes/"+id+".yaml" {
				t.Errorf("%s stands in %s", r.ID, r.Pos.File)
			}
		}
	}
}

// Each case changes one thing in mine and names the one fault that must come of it.
func TestFaults(t *testing.T) {
	for _, c := range []struct{ name, old, new, want, hint string }{
		{"version", "programme/v1", "programme/v2", `p.yaml:1:9: riprep "programme/v2": a version that is not known`, ""},
		{"no id", "id: tower-fund\n", "", `p.yaml:1:1: no key "id"`, ""},
		{"key", "checked:", "chekced: 1\nchecked:", `p.yaml:5:1: unknown key "chekced"`, `did you mean "checked"?`},
		{"day", "2026-11-01", "2026-11-31", `p.yaml:5:10: checked "2026-11-31": not a date`, ""},
		{"no provider", "provider: {id: F1, title: small, customers_max: 100, source: made up, verified: true}\n", "", `p.yaml:1:1: no key "provider"`, ""},
		{"customers", "customers_max: 100", "customers_max: many", `customers_max "many": not a whole number`, ""},
		{"answer", "answer: yes", "answer: maybe", `rule "F2": answer "maybe": not known`, ""},
		{"answer alone", "when: [{categories: [steel], gear: [yes]}], ", "", `rule "F2": an answer without when`, "of which lines"},
		{"when alone", "answer: yes, ", "", `rule "F2": when without an answer`, "yes, partly, no, argue"},
		{"empty condition", "{categories: [steel], gear: [yes]}", "{}", `a condition that asks nothing`, ""},
		{"empty list", "gear: [yes]", "gear: []", `gear: an empty list`, ""},
		{"gear word", "gear: [yes]", "gear: [unknown]", `gear "unknown": not known`, "yes, no"},
		{"kit", "gear: [yes]", "old: {roles: [bbu]}", `roles "bbu": not known`, ""},
		{"empty kit", "gear: [yes]", "old: {}", `a condition on gear that asks nothing`, ""},
		{"rule twice", "  - {id: F2,", "  - {id: F2, title: x, source: made up, verified: true}\n  - {id: F2,", `p.yaml:10:10: rule "F2": stands twice`, ""},
		{"rule of the provider's id", "id: F2", "id: F1", `rule "F1": stands twice`, ""},
		{"confidence", "title: steel, answer: yes, when: [{categories: [steel], gear: [yes]}], source: made up, verified: true", "title: steel, source: made up, verified: false", `verified false without a confidence`, "high, medium or low"},
		{"months", "general_months: 3", "general_months: 121", `general_months 121: want 0 to 120`, ""},
		{"two counts", "months: 18", "months: 18, days: 3", `deadline "term": both days and months`, "leave one"},
		{"no count", "days: 60, ", "", `deadline "claim": no day follows from it`, "what was not found"},
		{"after nothing", "after: term, days: 60", "days: 60", `no day follows from it, and no note`, ""},
		{"after what is not there", "id: term", "id: terms", `deadline "claim": after term, and there is no such deadline`, "the id term"},
		{"event", "after: approved", "after: aproved", `after "aproved": not known`, `did you mean "approved"?`},
		{"deadline twice", "id: claim, title: claim, after: term", "id: term, title: claim, after: approved", `deadline "term": stands twice`, ""},
		{"until", "days: 60", "days: 60, until: certified", `until without every_days or each`, ""},
		{"met", "days: 60", "every_days: 60, met: certified", `met of what comes again`, ""},
		{"often", "days: 60", "every_days: 6", `every_days 6: want 7 to`, ""},
		{"day of the year", "days: 60", "each: [2-3]", `each "2-3": not a day of the year`, ""},
		{"no day of the year", "days: 60", "each: []", `each: an empty list`, ""},
		{"each and months", "days: 60", "each: [02-03], months: 1", `both months and each`, "days: 10"},
		{"extension of nothing", "days: 60", "each: [02-03], extension_days: 3", `extension_days of a deadline without days`, ""},
		{"term again", "months: 18, met: completed", "every_days: 90", `the term cannot come again`, ""},
		{"term of itself", "after: approved", "after: term", `the term cannot come again, hang on itself`, ""},
	} {
		text := strings.Replace(mine, c.old, c.new, 1)
		if text == mine {
			t.Fatalf("%s: %q is not in the example", c.name, c.old)
		}
		p, faults := read(text)
		if len(faults) == 0 || !strings.Contains(faults[0].Error(), c.want) {
			t.Errorf("%s: got %v\nwant %s", c.name, faults, c.want)
			continue
		}
		if len(faults) > 1 {
			t.Errorf("%s: more than one fault: %v", c.name, faults)
		}
		if !strings.Contains(faults[0].Hint, c.hint) {
			t.Errorf("%s: hint %q, want %q", c.name, faults[0].Hint, c.hint)
		}
		if p != nil { // what could be read can be used
			p.Judge(Provider{}, Facts{})
			p.Dates(&History{Approved: day("2026-07-15")}, day("2026-07-15"), day("2027-07-15"))
		}
	}
}

// FuzzProgramme decodes any text: no panic, and a programme that can be used whatever was wrong.
func FuzzProgramme(f *testing.F) {
	f.Add(mine)
	f.Add("riprep: programme/v1\nid: x\nrules: [{when: [{old: {}}, 3]}, 1]\ndeadlines: [{id: term, after: term}, {each: [02-29], after: approved}]\n")
	text, err := data.ReadFile("data/us-scrp.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(text))
	h := History{
		Approved: day("2026-07-15"), FirstDistribution: day("2027-01-31"), Extensions: []Extension{{Kind: "general", Months: 6}, {To: day("2200-01-01")}},
		ClaimsExtensionDays: 3,
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, faults := read(text)
		if p == nil {
			return
		}
		for _, c := range ruleCases[:8] {
			if a := p.Judge(small(), c.facts); a.Eligible == "" || a.By == "" {
				t.Fatalf("%+v, %v", a, faults)
			}
		}
		p.Check(&h)
		for _, due := range p.Dates(&h, day("2027-01-01"), day("2028-01-01")) {
			if !slices.Contains(States, due.State) {
				t.Fatalf("%+v", due)
			}
		}
	})
}
