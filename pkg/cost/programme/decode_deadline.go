package programme

import (
	"slices"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

const (
	maxRuleDays  = 36_500
	maxRuleYears = 100
	leastEvery   = 7 // days between what comes again
	maxEach      = 366
)

func (p *Programme) addDeadline(m *strict.Map) {
	d := decodeDeadline(m)
	if d.ID != "" && p.deadline(d.ID) != nil {
		m.Fault("id", "", "stands twice")
		return
	}
	p.Deadlines = append(p.Deadlines, d)
}

func decodeDeadline(m *strict.Map) Deadline {
	d := Deadline{ID: m.ID("id", strict.Required), Pos: m.Pos()}
	m.Label("deadline", d.ID)
	d.Title, d.Note = m.String("title", strict.Required), m.String("note")
	d.Who = m.Enum("who", WhoWords)
	d.After = m.Enum("after", slices.Concat(Events, []string{"term"}))
	d.Until, d.Met = m.Enum("until", Events), m.Enum("met", Events)
	if d.Who == "" {
		d.Who = WhoWords[0]
	}
	d.Days, _ = m.Int("days", 1, maxRuleDays)
	d.Months, _ = m.Int("months", 1, maxRuleMonths)
	d.Years, _ = m.Int("years", 1, maxRuleYears)
	d.EveryDays, _ = m.Int("every_days", leastEvery, maxRuleDays)
	switch n := m.Len("each"); {
	case n > maxEach:
		m.Fault("each", "", "each: more days than a year has")
	case n == 0 && m.IsList("each"):
		m.Fault("each", "", "each: an empty list")
	default:
		for _, s := range m.Strings("each") {
			if day, err := inventory.ParseMonthDay(s); err != nil {
				m.Fault("each", "", "each %s", err)
			} else {
				d.Each = append(d.Each, day)
			}
		}
	}
	d.ExtensionDays, _ = m.Int("extension_days", 1, maxRuleDays)
	d.Optional, _ = m.Bool("optional")
	d.Keep, _ = m.Bool("keep")
	d.Provenance = decodeProvenance(m)
	d.check(m)
	m.Done()
	return d
}

// check looks at what the keys of a deadline say together.
func (d *Deadline) check(m *strict.Map) {
	var counts []string
	for _, key := range []string{"days", "months", "years", "every_days"} {
		if m.Has(key) {
			counts = append(counts, key)
		}
	}
	again := m.Has("every_days") || m.Has("each")
	switch {
	case len(counts) > 1:
		m.Fault(counts[1], "leave one of them out", "both %s and %s", counts[0], counts[1])
	case m.Has("each") && len(counts) == 1 && counts[0] != "days":
		m.Fault("each", "give the days after each of them: days: 10", "both %s and each", counts[0])
	case (len(counts) == 0 && !m.Has("each") || !m.Has("after")) && d.Note == "":
		m.Fault("note", "say what was not found", "no day follows from it, and no note says why")
	case !m.Has("after") && (len(counts) > 0 || m.Has("each")):
		m.Fault("after", "name the event that the days are counted from", "days without after")
	}
	if m.Has("until") && !again {
		m.Fault("until", "only what comes again ends; met says what meets a deadline", "until without every_days or each")
	}
	if m.Has("met") && again {
		m.Fault("met", "filed_until of an application says what was filed", "met of what comes again")
	}
	if m.Has("extension_days") && len(counts) == 0 {
		m.Fault("extension_days", "", "extension_days of a deadline without days")
	}
	if d.ID == "term" && (again || d.After == "term" || d.ExtensionDays > 0) {
		m.Fault("id", "give days, months or years after an event; extensions say by how much it can be moved", "the term cannot come again, hang on itself or have extension_days")
	}
}
