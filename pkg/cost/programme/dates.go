package programme

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/inventory"
)

// Due is one duty of an application and its day.
type Due struct {
	ID      string // of the deadline
	What    string
	Who     string         // carrier | programme
	By      inventory.Date // the last day; zero where it is not known
	Missing string         // why it is not known
	State   string         // see States
	Met     inventory.Date // when it was met, zero where that is not stated
	Note    string         // how the day came about where extensions moved it
	Provenance

	filed bool // so says the history, and not when
}

// States of a due date on a day: met, or late where it was met after it; overdue where the day is past and nothing says that
// it was met; open until then; over for what is kept until a day that is past; unknown where there is no day.
var States = []string{"met", "late", "overdue", "open", "over", "unknown"}

// Dates works out every due date of an application from what has happened to it, as seen on a day. What comes again is listed
// until a later day. They come in the order of their days, those that are not known last. No day is moved because it is a
// Saturday, a Sunday or a holiday.
func (p *Programme) Dates(h *History, asOf, until inventory.Date) []Due {
	var out []Due
	for i := range p.Deadlines {
		d := &p.Deadlines[i]
		event, missing := p.event(d, h)
		switch {
		case event.IsZero() && (d.Optional || !h.on(d.Met).IsZero()): // never due, or met whenever it was due
		case event.IsZero():
			out = append(out, d.due(inventory.Date{}, missing))
		case d.EveryDays > 0 || len(d.Each) > 0:
			out = append(out, d.again(event, h, until)...)
		default:
			out = append(out, d.once(event, h))
		}
	}
	term := p.Term(h)
	for i := range out {
		u := &out[i]
		if u.ID == "term" && !u.By.IsZero() {
			u.By, u.Note = term.By, term.Why
		}
		u.State = u.state(asOf, p.deadline(u.ID).Keep)
	}
	slices.SortStableFunc(out, func(a, b Due) int {
		if a.By.IsZero() != b.By.IsZero() {
			return b.By.Compare(a.By) // what is not known has no day and stands last
		}
		return a.By.Compare(b.By)
	})
	return out
}

// event is the day from which a deadline counts, or what is missing for it.
func (p *Programme) event(d *Deadline, h *History) (on inventory.Date, missing string) {
	switch {
	case d.After == "":
		return on, d.Note
	case d.After == "term":
		t := p.Term(h)
		return t.By, t.Missing
	}
	return h.on(d.After), words(d.After) + " is not stated"
}

func (d *Deadline) due(by inventory.Date, missing string) Due {
	return Due{ID: d.ID, What: d.Title, Who: d.Who, By: by, Missing: missing, Provenance: d.Provenance}
}

// once is a deadline that comes once.
func (d *Deadline) once(event inventory.Date, h *History) Due {
	by, _, ok := d.after(event)
	if !ok {
		missing := d.Note
		if d.Days+d.Months+d.Years > 0 {
			missing = fmt.Sprintf("beyond the year %d", inventory.LastDate.Year())
		}
		return d.due(inventory.Date{}, missing)
	}
	u := d.due(by, "")
	if n := min(h.ClaimsExtensionDays, d.ExtensionDays); n > 0 {
		u.By = by.AddDays(n)
		u.Note = fmt.Sprintf("%s and the extension of %s", by, count(n, "day"))
	}
	u.Met = h.on(d.Met)
	return u
}

// again lists a deadline that comes again, until its end or a day. The first of the days of the year that counts is on the
// event or after it.
func (d *Deadline) again(event inventory.Date, h *History, until inventory.Date) []Due {
	if until.After(inventory.LastDate) {
		until = inventory.LastDate
	}
	if end := h.on(d.Until); !end.IsZero() && end.Before(until) {
		until = end
	}
	var days []inventory.Date
	for by := event.AddDays(d.EveryDays); d.EveryDays > 0 && !by.After(until); by = by.AddDays(d.EveryDays) {
		days = append(days, by)
	}
	for year := event.Year(); len(d.Each) > 0 && year <= until.Year(); year++ {
		for _, md := range d.Each {
			day, ok := dayOf(year, int(md.Month), int(md.Day))
			if by := day.AddDays(d.Days); ok && !day.Before(event) && !by.After(until) {
				days = append(days, by)
			}
		}
	}
	slices.SortFunc(days, inventory.Date.Compare)
	out := make([]Due, len(days))
	for i, by := range days {
		out[i] = d.due(by, "")
		out[i].filed = !by.After(h.FiledUntil)
	}
	return out
}

func (u *Due) state(asOf inventory.Date, keep bool) string {
	switch past := u.By.Before(asOf); {
	case u.By.IsZero():
		return "unknown"
	case keep && past:
		return "over"
	case !u.Met.IsZero() && u.Met.After(u.By):
		return "late"
	case !u.Met.IsZero() || u.filed:
		return "met"
	case past && !keep:
		return "overdue"
	}
	return "open"
}
