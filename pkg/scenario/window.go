package scenario

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

// Window is a maintenance window: a stretch of hours that comes again every week on some days, in which service may be off.
type Window struct {
	From, To   Clock    // To at or before From is on the next day
	Days       []string // on which it begins, see Weekdays; empty means all
	Work       []string // kinds of step or crew that it is for; empty means all
	Regions    []string // of the sites that it is for; empty means all
	LowTraffic bool     // its hours carry the least traffic: the only ones for a site with the only 911 coverage
}

// Clock is a time of day in minutes.
type Clock int

func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60) }

// Weekdays are the days of a window, in the order of the week.
var Weekdays = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

const (
	dayMinutes  = 24 * 60
	WeekMinutes = 7 * dayMinutes
)

// Minutes is how long the window is.
func (w *Window) Minutes() int {
	if w.To > w.From {
		return int(w.To - w.From)
	}
	return int(w.To-w.From) + dayMinutes
}

// Starts lists the minutes of the week, from Monday 00:00, at which the window begins; ascending.
func (w *Window) Starts() []int {
	var out []int
	for d, name := range Weekdays {
		if len(w.Days) == 0 || slices.Contains(w.Days, name) {
			out = append(out, d*dayMinutes+int(w.From))
		}
	}
	return out
}

// String is the window as the report writes it: mon-thu 00:00-05:00.
func (w *Window) String() string {
	return w.days() + " " + w.From.String() + "-" + w.To.String()
}

func (w *Window) days() string {
	if len(w.Days) == 0 || len(w.Days) == len(Weekdays) {
		return "daily"
	}
	text := ""
	for d := 0; d < len(Weekdays); d++ {
		if !slices.Contains(w.Days, Weekdays[d]) {
			continue
		}
		last := d
		for last+1 < len(Weekdays) && slices.Contains(w.Days, Weekdays[last+1]) {
			last++
		}
		if text != "" {
			text += ","
		}
		text += Weekdays[d]
		if last > d {
			text += "-" + Weekdays[last]
		}
		d = last
	}
	return text
}

func (s *Scenario) decodeWindow(m *strict.Map) {
	var w Window
	w.From, _ = strict.Parse(m, "from", parseClock, strict.Required)
	w.To, _ = strict.Parse(m, "to", parseClock, strict.Required)
	w.Days = m.Enums("days", Weekdays)
	w.Work = m.Enums("work", inventory.WorkKinds)
	w.Regions = m.IDs("regions")
	w.LowTraffic, _ = m.Bool("low_traffic")
	once(m, "days", w.Days)
	m.Done()
	s.Pos[fmt.Sprintf("outage.windows[%d].regions", len(s.Outage.Windows))] = m.At("regions")
	s.Outage.Windows = append(s.Outage.Windows, w)
}

// parseClock reads HH:MM.
func parseClock(text string) (Clock, error) {
	var h, m int
	if len(text) != 5 || text[2] != ':' || !digits(text[:2]) || !digits(text[3:]) {
		return 0, fmt.Errorf("%q: not a time of day (want HH:MM)", text)
	}
	h, m = int(text[0]-'0')*10+int(text[1]-'0'), int(text[3]-'0')*10+int(text[4]-'0')
	if h > 23 || m > 59 {
		return 0, fmt.Errorf("%q: not a time of day (want 00:00 to 23:59)", text)
	}
	return Clock(h*60 + m), nil
}

func digits(s string) bool {
	return !slices.ContainsFunc([]byte(s), func(c byte) bool { return c < '0' || c > '9' })
}
