package policy

import "github.com/riprep/riprep/pkg/inventory"

// TrustWords are the answers that count for trust, AnswerWords those that can be given.
var (
	TrustWords  = []string{"yes", "no"}
	AnswerWords = []string{"yes", "no", "unknown"}
)

// NoVerdict is what every scorecard says of itself.
const NoVerdict = "a questionnaire, no verdict: it makes nothing covered and clears nothing; every question counts the same"

// Criteria is a questionnaire about a vendor.
type Criteria struct {
	ID      string
	Title   string
	Checked inventory.Date // the data was looked after until this day
	Note    string
	Sources []Source
	Groups  []CriteriaGroup
}

// CriteriaGroup is a part of a questionnaire.
type CriteriaGroup struct {
	ID       string
	Title    string
	Criteria []Criterion
}

// Criterion is one question.
type Criterion struct {
	ID       string
	Question string
	Trust    Answer // the answer that counts for trust
	Note     string
	Provenance
}

// Answers are what somebody found out about one vendor.
type Answers struct {
	Vendor  string
	Note    string
	Answers []CriterionAnswer
}

// CriterionAnswer is the answer to one question. A yes or no says what it rests on.
type CriterionAnswer struct {
	Criterion string
	Answer    Answer
	Evidence  string
}

// Scorecard is a questionnaire with answers, counted.
type Scorecard struct {
	Criteria  string // id of the questionnaire
	Title     string
	Vendor    string
	Groups    []GroupScore
	All       Score
	NoVerdict string // see the constant
}

// GroupScore is one group of a scorecard.
type GroupScore struct {
	ID, Title string
	Score
	Answers []Scored
}

// Scored is one question with its answer.
type Scored struct {
	Criterion *Criterion
	Answer    Answer
	Met       Answer // whether the answer is the one that counts for trust
	Evidence  string
}

// Score counts questions by whether they are met.
type Score struct{ Met, NotMet, Unknown int }

// Total is the number of questions.
func (s Score) Total() int { return s.Met + s.NotMet + s.Unknown }

// Low and High are the bounds of the share of questions met, in hundredths of a percent: (met / total), with each unknown
// counted as not met, rounded down; and with each counted as met, rounded up. Of no questions both are 0.
func (s Score) Low() int {
	if s.Total() == 0 {
		return 0
	}
	return s.Met * 10_000 / s.Total()
}

// High is the upper bound; see Low.
func (s Score) High() int {
	if s.Total() == 0 {
		return 0
	}
	return ((s.Met+s.Unknown)*10_000 + s.Total() - 1) / s.Total()
}

func (s *Score) count(met Answer) {
	switch met {
	case Yes:
		s.Met++
	case No:
		s.NotMet++
	default:
		s.Unknown++
	}
}

// Score counts answers by group and altogether. A question without an answer is unknown.
func (c *Criteria) Score(a *Answers) Scorecard {
	card := Scorecard{Criteria: c.ID, Title: c.Title, Vendor: a.Vendor, NoVerdict: NoVerdict}
	given := make(map[string]CriterionAnswer, len(a.Answers))
	for _, x := range a.Answers {
		given[x.Criterion] = x
	}
	for i := range c.Groups {
		g := &c.Groups[i]
		score := GroupScore{ID: g.ID, Title: g.Title}
		for k := range g.Criteria {
			cr := &g.Criteria[k]
			x := given[cr.ID]
			scored := Scored{Criterion: cr, Answer: x.Answer, Evidence: x.Evidence}
			switch {
			case x.Answer == NotKnown:
			case x.Answer == cr.Trust:
				scored.Met = Yes
			default:
				scored.Met = No
			}
			score.count(scored.Met)
			card.All.count(scored.Met)
			score.Answers = append(score.Answers, scored)
		}
		card.Groups = append(card.Groups, score)
	}
	return card
}

// criterion returns the question of an id, nil where there is none.
func (c *Criteria) criterion(id string) *Criterion {
	for i := range c.Groups {
		for k := range c.Groups[i].Criteria {
			if c.Groups[i].Criteria[k].ID == id {
				return &c.Groups[i].Criteria[k]
			}
		}
	}
	return nil
}
