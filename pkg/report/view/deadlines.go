package view

import (
	"cmp"
	"slices"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
)

// Deadline is a day that somebody else sets: the term of an application, the last day of a rule, a due date of a
// reimbursement programme. Kind, Application, ID and N together name it whatever its day is.
type Deadline struct {
	Kind        string // term | rule | programme
	Application string // "" for a rule
	ID          string // of the rule, or of the programme's deadline
	N           int    // of a programme's deadline, which may come again: 1, 2, …
	What        string
	Who         string // carrier | programme
	By          inventory.Date
	Planned     inventory.Date // of a term the finish, of a rule the day from which on it is met; zero where it is not met by the plan, or the plan says nothing of it
	State       string         // of a programme's deadline on the day of the document: see programme.States; of the others in time | late | not met
	Met         inventory.Date // when a programme's deadline was met, zero where that is not stated
	Note        string
	Source      string
	Verified    bool // the source was read
}

// Deadlines lists terms, rules and the programmes' due dates that have a day, each in the order of the files. What comes
// again is listed to the end of the horizon. What a programme calls the term is left out where it is the same day as the
// scenario's term.
func Deadlines(d *Document) []Deadline {
	out := slices.Concat(terms(d), rules(d.Plan))
	s, p := d.Case.In.Scenario, d.Plan
	for i := range s.Applications {
		a := &s.Applications[i]
		programme := d.Case.In.Programme(a.ID)
		if programme == nil {
			continue
		}
		term, _ := s.Term(a.ID)
		h := planner.History(a)
		dues := programme.Dates(&h, d.AsOf, p.Start.AddDays(p.Horizon*p.PeriodDays-1))
		count := map[string]int{}
		for k := range dues {
			due := &dues[k]
			if due.By.IsZero() || due.ID == "term" && due.By == term {
				continue
			}
			row := Deadline{
				Kind: "programme", Application: a.ID, ID: due.ID, What: due.What, Who: due.Who, By: due.By, State: due.State, Met: due.Met,
				Note: due.Note, Source: due.Source, Verified: due.Verified,
			}
			count[due.ID]++
			row.N = count[due.ID]
			out = append(out, row)
		}
	}
	return out
}

func terms(d *Document) []Deadline {
	var out []Deadline
	for _, t := range d.Case.In.Scenario.Terms {
		row := Deadline{
			Kind: "term", Application: t.Application, What: "Removal, replacement and disposal complete", Who: "carrier", By: t.By,
			State: "not met", Source: "the scenario's terms", Verified: true,
		}
		for _, o := range d.Plan.Assumptions {
			if o.Field == "terms."+t.Application {
				row.Note = o.Why
			}
		}
		if i := slices.IndexFunc(d.Plan.Applications, func(a planner.ApplicationRow) bool { return a.ID == t.Application }); i >= 0 {
			a := &d.Plan.Applications[i]
			row.Planned = a.Finish
			switch {
			case a.Deferred > 0:
				row.Planned = inventory.Date{}
			case a.Finish.After(t.By):
				row.State = "late"
			default:
				row.State = "in time"
			}
		}
		out = append(out, row)
	}
	return out
}

func rules(p *planner.Plan) []Deadline {
	var out []Deadline
	for i := range p.Rules {
		r := &p.Rules[i]
		if r.By.IsZero() {
			continue
		}
		row := Deadline{Kind: "rule", ID: r.Rule, What: cmp.Or(r.Title, r.Rule), Who: "carrier", By: r.By, Planned: r.MetOn, Note: r.Demand, Verified: r.Verified, State: RuleState(r)}
		out = append(out, row)
	}
	return out
}

// RuleState says in a word or two whether the plan meets a rule.
func RuleState(r *planner.RuleRow) string {
	switch {
	case r.MetOn.IsZero():
		return "not met"
	case r.InTime():
		return "in time"
	}
	return "late"
}
