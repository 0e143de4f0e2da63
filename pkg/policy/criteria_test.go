package policy

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

const answered = `riprep: answers/v1
vendor: Examplecom
answers:
  - {criterion: governance, answer: no, evidence: courts of its country have stopped its government twice}
  - {criterion: treaties, answer: yes, evidence: a party to the convention on cybercrime}
  - {criterion: data-protection, answer: no, evidence: there is no adequacy decision}
  - {criterion: open-standards, answer: unknown}
  - {criterion: malfeasance, answer: yes, evidence: a judgment for bribery}
`

func prague(t *testing.T) *Criteria {
	t.Helper()
	var r strict.Reader
	c := LoadCriteria(&r, "prague")
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	return c
}

// TestPrague holds the questionnaire to the groups and themes that the proposals have.
func TestPrague(t *testing.T) {
	c := prague(t)
	if c.Checked != day("2026-05-31") || c.ID != "prague" || !slices.Equal(CriteriaIDs(), []string{"prague"}) {
		t.Errorf("%+v, %v", c, CriteriaIDs())
	}
	var groups []string
	questions := map[string]bool{}
	for _, g := range c.Groups {
		groups = append(groups, g.ID+" "+g.Title)
		for _, cr := range g.Criteria {
			if !strings.HasSuffix(cr.Question, "?") || cr.Source == "" || cr.Trust == NotKnown {
				t.Errorf("%+v", cr)
			}
			// The facts have read groups A and B alone; C is believed.
			if read := g.ID == "A" || g.ID == "B"; read && !cr.Verified || g.ID == "C" && cr.Verified {
				t.Errorf("%s: verified %v", cr.ID, cr.Verified)
			}
			questions[cr.ID] = true
		}
	}
	if want := []string{"A Policy", "B Technology", "C Economy", "D Security, privacy and resilience"}; !slices.Equal(groups, want) {
		t.Errorf("%q", groups)
	}
	for _, theme := range []string{"governance", "security-agreement", "data-protection", "treaties", "open-standards", "risk-practice",
		"assessed", "patched", "diversity", "ownership", "financing", "subsidy", "failure"} {
		if !questions[theme] {
			t.Errorf("no question %q", theme)
		}
	}
}

func TestScore(t *testing.T) {
	c := prague(t)
	var r strict.Reader
	a := LoadAnswers(&r, write(t, "answers.yaml", answered), c)
	if err := r.Faults().Err(); err != nil {
		t.Fatal(err)
	}
	card := c.Score(a)
	if card.Vendor != "Examplecom" || card.Criteria != "prague" || card.NoVerdict != NoVerdict {
		t.Errorf("%+v", card)
	}
	want := map[string]Score{"A": {2, 1, 3}, "B": {0, 0, 2}, "C": {0, 0, 4}, "D": {0, 1, 4}}
	for _, g := range card.Groups {
		if g.Score != want[g.ID] {
			t.Errorf("group %s: %+v, want %+v", g.ID, g.Score, want[g.ID])
		}
	}
	if card.All != (Score{2, 2, 13}) || card.All.Low() != 1176 || card.All.High() != 8824 {
		t.Errorf("%+v: %d to %d", card.All, card.All.Low(), card.All.High())
	}
	first := card.Groups[0].Answers[0]
	if first.Criterion.ID != "governance" || first.Answer != No || first.Met != Yes || !strings.Contains(first.Evidence, "courts") {
		t.Errorf("%+v", first)
	}
	if got := (Score{}); got.Low() != 0 || got.High() != 0 {
		t.Errorf("of nothing: %d to %d", got.Low(), got.High())
	}
	// It is no verdict: what the vendor's gear is under the rules stays as it was.
	if f := one(t, builtin(t), inventory.Element{Vendor: "Examplecom"}, "2026-05-31", "us-scrp"); f.Verdict != NotCovered {
		t.Errorf("%+v", f)
	}
}

// TestScoreBounds: one more answer narrows the range and never leaves it.
func TestScoreBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Score{rapid.IntRange(0, 40).Draw(t, "met"), rapid.IntRange(0, 40).Draw(t, "not met"), rapid.IntRange(1, 40).Draw(t, "unknown")}
		for _, next := range []Score{{s.Met + 1, s.NotMet, s.Unknown - 1}, {s.Met, s.NotMet + 1, s.Unknown - 1}} {
			if next.Low() < s.Low() || next.High() > s.High() || next.Low() > next.High() || next.Total() != s.Total() {
				t.Fatalf("%+v is %d to %d, %+v is %d to %d", s, s.Low(), s.High(), next, next.Low(), next.High())
			}
		}
		if s.Low() < 0 || s.High() > 10_000 || s.Low() == s.High() {
			t.Fatalf("%+v is %d to %d", s, s.Low(), s.High())
		}
	})
}

func TestCriteriaFaults(t *testing.T) {
	const own = `riprep: criteria/v1
id: own
title: Our own questions
checked: 2026-01-01
sources: [{name: made up, verified: true}]
groups:
  - id: one
    title: One
    criteria:
      - {id: a, question: "Is it?", trust: yes, source: made up, verified: true}
      - {id: b, question: "Is it not?", trust: no, source: made up, verified: false, confidence: low}
`
	var r strict.Reader
	if c := LoadCriteria(&r, write(t, "own.yaml", own)); r.Faults().Err() != nil || c == nil || len(c.Groups[0].Criteria) != 2 || c.Groups[0].Criteria[1].Trust != No {
		t.Fatalf("%+v: %v", c, r.Faults())
	}
	for _, c := range []struct{ text, old, new, want string }{
		{own, "trust: yes", "trust: maybe", `own.yaml:10:44: trust "maybe": not known`},
		{own, "trust: yes, ", "", `own.yaml:10:9: no key "trust"`},
		{own, "{id: b", "{id: a", `own.yaml:11:14: criterion "a": stands twice`},
		{own, "confidence: low", "note: x", `verified false without a confidence`},
		{own, "groups:", "group:", `unknown key "group"`},
		{answered, "criterion: treaties", "criterion: treaty", `own.yaml:5:17: criterion "treaty": no question of prague`},
		{answered, "criterion: treaties", "criterion: governance", `own.yaml:5:17: criterion "governance": answered twice`},
		{answered, "answer: unknown", "answer: no", `own.yaml:7:41: answer no: no key "evidence"`},
		{answered, "answer: unknown", "answer: perhaps", `answer "perhaps": not known`},
		{answered, "vendor: Examplecom\n", "", `own.yaml:1:1: no key "vendor"`},
	} {
		var r strict.Reader
		path := write(t, "own.yaml", strings.Replace(c.text, c.old, c.new, 1))
		if c.text == own {
			LoadCriteria(&r, path)
		} else {
			LoadAnswers(&r, path, prague(t))
		}
		got := strings.ReplaceAll(r.Faults().Error(), filepath.Dir(path)+string(filepath.Separator), "")
		if !strings.Contains(got, c.want) {
			t.Errorf("%q for %q: %s\nwant %s", c.new, c.old, got, c.want)
		}
	}
	for _, id := range []string{"paris", filepath.Join(t.TempDir(), "none.yaml")} {
		var r strict.Reader
		if c := LoadCriteria(&r, id); c != nil || len(r.Faults()) != 1 {
			t.Errorf("%s: %+v, %v", id, c, r.Faults())
		}
	}
}
