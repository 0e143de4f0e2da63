package programme

import (
	"fmt"
	"strings"

	"github.com/riprep/riprep/pkg/inventory"
)

// Term is the day by which an application's removal, replacement and disposal must be complete.
type Term struct {
	By      inventory.Date // zero where it is not known
	Missing string         // why it is not known
	Why     string         // how it was computed: first distribution 2027-03-01 + 1 year + individual extension of 6 months
}

// Problem is something in a history that the programme does not allow. Extension is its index, -1 where it is none of them.
type Problem struct {
	Extension  int
	Text, Hint string
}

// AddMonths is the same day of the month n calendar months later, or the last day of that month where it is shorter: six
// months after 31 August is 28 February, or the 29th in a leap year. A year is twelve months. It reports whether the day is
// one that a file may name.
func AddMonths(d inventory.Date, n int) (inventory.Date, bool) {
	if d.IsZero() {
		return d, false
	}
	months := d.Year()*12 + d.Month() - 1 + n
	return dayOf(months/12, months%12+1, int(d.MonthDay().Day))
}

// dayOf is a day of a month, or the last day of a month that is shorter, and whether a file may name it.
func dayOf(year, month, day int) (inventory.Date, bool) {
	for {
		d, err := inventory.ParseDate(fmt.Sprintf("%04d-%02d-%02d", year, month, day))
		if err == nil || day <= 28 {
			return d, err == nil
		}
		day--
	}
}

// after is the day that a deadline sets where its event was on a day, and how that is said. ok is false where the deadline
// has no such count, or the day is none that a file may name.
func (d *Deadline) after(event inventory.Date) (by inventory.Date, said string, ok bool) {
	switch {
	case d.Years > 0:
		by, ok = AddMonths(event, 12*d.Years)
		return by, count(d.Years, "year"), ok
	case d.Months > 0:
		by, ok = AddMonths(event, d.Months)
		return by, count(d.Months, "month"), ok
	case d.Days > 0:
		by = event.AddDays(d.Days)
		return by, count(d.Days, "day"), !by.After(inventory.LastDate)
	}
	return by, "", false
}

func count(n int, one string) string {
	if n != 1 {
		one += "s"
	}
	return fmt.Sprintf("%d %s", n, one)
}

// words is the name of an event for people.
func words(event string) string { return strings.ReplaceAll(event, "_", " ") }

// Term computes the term of an application: so long after its first distribution, and each extension from the end that the
// term has without it. An extension that the programme does not allow is left out; Check says so.
func (p *Programme) Term(h *History) Term {
	t, _ := p.term(h)
	return t
}

// Check says what of a history the programme does not allow.
func (p *Programme) Check(h *History) []Problem {
	_, problems := p.term(h)
	if h.ClaimsExtensionDays > 0 {
		most := 0
		for i := range p.Deadlines {
			most = max(most, p.Deadlines[i].ExtensionDays)
		}
		if h.ClaimsExtensionDays > most {
			problems = append(problems, Problem{-1, fmt.Sprintf("claims_extension_days %d: the programme %s extends by at most %s", h.ClaimsExtensionDays, p.ID, count(most, "day")), ""})
		}
	}
	return problems
}

func (p *Programme) term(h *History) (Term, []Problem) {
	d := p.deadline("term")
	if d == nil {
		return Term{Missing: "the programme " + p.ID + " states no term"}, nil
	}
	from := h.on(d.After)
	if from.IsZero() {
		return Term{Missing: words(d.After) + " is not stated"}, nil
	}
	by, said, ok := d.after(from)
	if !ok {
		return Term{Missing: "no day of the term follows from " + words(d.After) + " " + from.String()}, nil
	}
	t := Term{By: by, Why: fmt.Sprintf("%s %s + %s", words(d.After), from, said)}
	var problems []Problem
	for i := range h.Extensions {
		x := &h.Extensions[i]
		next, bad := p.extend(t.By, x)
		if bad.Text != "" {
			bad.Extension = i
			problems = append(problems, bad)
			continue
		}
		t.By = next
		t.Why += " + " + x.String()
	}
	return t, problems
}

// extend moves a term.
func (p *Programme) extend(term inventory.Date, x *Extension) (inventory.Date, Problem) {
	if p.Extensions == nil {
		return term, Problem{Text: fmt.Sprintf("%s: the programme %s knows no extensions", x, p.ID)}
	}
	if x.To.IsZero() && x.Months == 0 { // without an end, or with one that cannot be read: a fault of the file already
		return term, Problem{}
	}
	limit := p.Extensions.IndividualMonths
	if x.Kind == "general" {
		limit = p.Extensions.GeneralMonths
	}
	latest, ok := AddMonths(term, limit)
	next := x.To
	if x.Months > 0 {
		next, ok = AddMonths(term, x.Months)
	}
	switch {
	case !ok:
		return term, Problem{Text: fmt.Sprintf("%s: beyond the year %d", x, inventory.LastDate.Year())}
	case !next.After(term):
		return term, Problem{Text: fmt.Sprintf("%s: the term without it is %s already", x, term), Hint: "extensions stand in the order in which they were granted"}
	case next.After(latest):
		return term, Problem{
			Text: fmt.Sprintf("%s: longer than %s from the term without it, %s", x, count(limit, "month"), term),
			Hint: "state each extension by itself; there may be any number of them",
		}
	}
	return next, Problem{}
}

func (x *Extension) String() string {
	if x.Months > 0 {
		return fmt.Sprintf("%s extension of %s", x.Kind, count(x.Months, "month"))
	}
	return fmt.Sprintf("%s extension to %s", x.Kind, x.To)
}
