package policy

import (
	"slices"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

var (
	criteriaKind = strict.Kind{Name: "criteria", Major: 1, Single: true}
	answersKind  = strict.Kind{Name: "answers", Major: 1, Single: true}
)

// CriteriaIDs are the ids of the built-in questionnaires, in alphabetical order.
func CriteriaIDs() []string {
	var ids []string
	each("data/criteria", func(id, _ string, _ []byte) { ids = append(ids, id) })
	return ids
}

// LoadCriteria reads a questionnaire: a built-in one by its id, otherwise a criteria/v1 file by its path. What is wrong is
// among the reader's faults; the questionnaire is nil where it could not be read at all.
func LoadCriteria(r *strict.Reader, id string) *Criteria {
	var out *Criteria
	decode := func(m *strict.Map) { out = decodeCriteria(m) }
	if !slices.Contains(CriteriaIDs(), id) {
		if !strings.ContainsAny(id, `/\.`) {
			r.Fault(strict.Pos{}, "built in: "+strings.Join(CriteriaIDs(), ", ")+"; or give the path of a file", "no questionnaire %s", quote(id))
			return nil
		}
		r.File(id, criteriaKind, decode)
		return out
	}
	path := "data/criteria/" + id + ".yaml"
	text, err := data.ReadFile(path)
	if err != nil {
		r.Fault(strict.Pos{File: path}, "", "the built-in data cannot be read")
		return nil
	}
	r.Bytes("builtin:"+strings.TrimPrefix(path, "data/"), text, criteriaKind, decode)
	return out
}

// LoadAnswers reads an answers/v1 file on a questionnaire; nil where it could not be read at all.
func LoadAnswers(r *strict.Reader, path string, c *Criteria) *Answers {
	var out *Answers
	r.File(path, answersKind, func(m *strict.Map) { out = decodeAnswers(m, c) })
	return out
}

func decodeCriteria(m *strict.Map) *Criteria {
	m.Text("riprep")
	c := &Criteria{ID: m.ID("id", strict.Required), Title: m.String("title", strict.Required), Note: m.String("note")}
	c.Checked, _ = strict.Parse(m, "checked", inventory.ParseDate, strict.Required)
	m.List("sources", func(sm *strict.Map) { c.Sources = append(c.Sources, decodeSource(sm)) }, strict.Required)
	seen := map[string]bool{}
	m.List("groups", func(gm *strict.Map) { c.Groups = append(c.Groups, decodeGroup(gm, seen)) }, strict.Required)
	m.Done()
	return c
}

// decodeGroup reads a group; seen are the ids of groups and questions so far.
func decodeGroup(m *strict.Map, seen map[string]bool) CriteriaGroup {
	once := func(m *strict.Map, what, id string) {
		if id != "" && seen[what+" "+id] {
			m.Fault("id", "", "%s %s: stands twice", what, quote(id))
		}
		seen[what+" "+id] = true
	}
	g := CriteriaGroup{ID: m.ID("id", strict.Required), Title: m.String("title", strict.Required)}
	once(m, "group", g.ID)
	m.List("criteria", func(cm *strict.Map) {
		c := decodeCriterion(cm)
		once(cm, "criterion", c.ID)
		g.Criteria = append(g.Criteria, c)
	}, strict.Required)
	m.Done()
	return g
}

func decodeCriterion(m *strict.Map) Criterion {
	c := Criterion{
		ID:         m.ID("id", strict.Required),
		Question:   m.String("question", strict.Required),
		Trust:      answerOf(m.Enum("trust", TrustWords, strict.Required)),
		Note:       m.String("note"),
		Provenance: decodeProvenance(m),
	}
	m.Done()
	return c
}

func decodeAnswers(m *strict.Map, c *Criteria) *Answers {
	m.Text("riprep")
	a := &Answers{Vendor: m.String("vendor", strict.Required), Note: m.String("note")}
	m.List("answers", func(am *strict.Map) {
		x := decodeAnswer(am)
		switch {
		case x.Criterion == "":
		case c != nil && c.criterion(x.Criterion) == nil:
			am.Fault("criterion", "", "criterion %s: no question of %s", quote(x.Criterion), c.ID)
		case slices.ContainsFunc(a.Answers, func(b CriterionAnswer) bool { return b.Criterion == x.Criterion }):
			am.Fault("criterion", "", "criterion %s: answered twice", quote(x.Criterion))
			return
		}
		a.Answers = append(a.Answers, x)
	}, strict.Required)
	m.Done()
	return a
}

func decodeAnswer(m *strict.Map) CriterionAnswer {
	x := CriterionAnswer{Criterion: m.ID("criterion", strict.Required), Evidence: m.String("evidence")}
	word := m.Enum("answer", AnswerWords, strict.Required)
	x.Answer = answerOf(word)
	if x.Answer != NotKnown && x.Evidence == "" && !m.Has("evidence") {
		m.Fault("answer", "say what the answer rests on, or answer unknown", "answer %s: no key \"evidence\"", word)
	}
	m.Done()
	return x
}

// answerOf is the answer that a word of AnswerWords stands for.
func answerOf(word string) Answer {
	switch word {
	case "yes":
		return Yes
	case "no":
		return No
	}
	return NotKnown
}
