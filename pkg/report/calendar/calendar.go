// Package calendar gives a plan to the calendars of those who do the work, as iCalendar (RFC 5545): every step that a crew
// comes for, the maintenance windows that its outage lies in, the tests of clusters, the deadlines and the frozen days.
//
// Each event has an UID made of the operator's id, the package and the kind of step, and not of its days, so that the
// calendar of a later plan moves the events of the one before. Steps, deadlines and frozen days are whole days, because that
// is what a plan knows. Windows have hours; they are local times of the site without a zone (RFC 5545, 3.3.5, form 1),
// because an inventory names none, and therefore there is no VTIMEZONE.
//
// Begin with Encode. work.go makes the events of the packages, limits.go those of what others set; line.go writes what they
// are made of.
package calendar

import (
	"errors"
	"io"
	"net/url"
	"strconv"
	"strings"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/report/view"
)

// epoch is the day from which the SEQUENCE of the events counts, so that what is handed on later goes before what was handed
// on earlier.
var epoch = inventory.MustDate("2000-01-01")

// Encode writes the calendar. The document has to say its day, which is the DTSTAMP and the SEQUENCE of every event.
func Encode(w io.Writer, d *view.Document, _ view.Env) error {
	if d.AsOf.IsZero() {
		return errors.New("calendar: the day on which it is handed on is not stated")
	}
	out := newWriter(w)
	out.raw("BEGIN", "VCALENDAR")
	out.raw("VERSION", "2.0")
	out.raw("PRODID", "-//riprep//riprep//EN")
	out.raw("CALSCALE", "GREGORIAN")
	out.raw("METHOD", "PUBLISH")
	name := view.OperatorName(d.Plan) + ": removal plan"
	out.text("NAME", name) // RFC 7986
	out.text("X-WR-CALNAME", name)
	stamp := compact(d.AsOf) + "T000000Z"
	sequence := strconv.Itoa(max(0, d.AsOf.Sub(epoch)))
	events := func(e *event) { e.write(out, stamp, sequence) }
	steps(d, events)
	tests(d, events)
	deadlines(d, events)
	blackouts(d, events)
	out.raw("END", "VCALENDAR")
	return out.flush()
}

// event is a VEVENT.
type event struct {
	uid         string
	first, last inventory.Date // whole days, both included; where hours is not nil the day of the first occurrence
	hours       *hours
	summary     string
	place       string
	at          *inventory.Location
	categories  []string
	description []string // lines
}

// hours are the times of an event that has some.
type hours struct {
	from, minutes int    // from midnight of the first day, and how long
	rule          string // RRULE, "" for one that comes once
}

func (e *event) write(out *writer, stamp, sequence string) {
	out.raw("BEGIN", "VEVENT")
	out.text("UID", e.uid)
	out.raw("DTSTAMP", stamp)
	out.raw("LAST-MODIFIED", stamp)
	out.raw("SEQUENCE", sequence)
	if h := e.hours; h != nil {
		out.raw("DTSTART", localTime(e.first, h.from))
		out.raw("DTEND", localTime(e.first, h.from+h.minutes))
		if h.rule != "" {
			out.raw("RRULE", h.rule)
		}
	} else {
		out.raw("DTSTART;VALUE=DATE", compact(e.first))
		out.raw("DTEND;VALUE=DATE", compact(e.last.AddDays(1))) // the first day that is not in it
	}
	out.text("SUMMARY", e.summary)
	if e.place != "" {
		out.text("LOCATION", e.place)
	}
	if e.at != nil {
		out.raw("GEO", degrees(e.at.Lat)+";"+degrees(e.at.Lon))
	}
	out.list("CATEGORIES", e.categories)
	out.raw("TRANSP", "TRANSPARENT") // it makes nobody busy who only looks on
	if len(e.description) > 0 {
		out.text("DESCRIPTION", strings.Join(e.description, "\n"))
	}
	out.raw("END", "VEVENT")
}

// uid names an event of an operator. Ids may hold any character but spaces; what separates them is escaped in them.
func uid(d *view.Document, parts ...string) string {
	s := url.PathEscape(d.Plan.Operator.ID)
	for _, p := range parts {
		s += "/" + url.PathEscape(p)
	}
	return s + "@riprep"
}

// compact is YYYYMMDD.
func compact(d inventory.Date) string { return strings.ReplaceAll(d.String(), "-", "") }

// localTime is the time some minutes after the midnight with which a day begins, in no zone.
func localTime(d inventory.Date, minutes int) string {
	const day = 24 * 60
	d, minutes = d.AddDays(minutes/day), minutes%day
	two := func(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }
	return compact(d) + "T" + two(minutes/60) + two(minutes%60) + "00"
}

// degrees has six decimals, as many as RFC 5545 wants of a GEO.
func degrees(x float64) string { return strconv.FormatFloat(x, 'f', 6, 64) }
