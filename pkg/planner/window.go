package planner

import (
	"fmt"
	"math/bits"
	"slices"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/scenario"
)

// windows says in which maintenance windows of a scenario an outage can lie, and which outages can therefore coincide. A
// set of windows is a mask with a bit for each; the empty mask is an outage around the clock.
//
// Of the moments of a week only those count in which most windows are open at once: outages that can coincide at all can
// do so in one of them. Without windows there is a single moment, in which everything meets.
type windows struct {
	c       *Case
	s       *scenario.Scenario
	all     []scenario.Window // of the scenario: what a bit of a mask stands for
	moments []uint64          // the windows that are open, one entry for each moment that counts
	guarded func(*Package) []int
}

// maxWindows is how many windows a scenario may have.
const maxWindows = 64

func newWindows(c *Case, s *scenario.Scenario, guarded func(*Package) []int) *windows {
	w := &windows{c: c, s: s, all: s.Outage.Windows[:min(len(s.Outage.Windows), maxWindows)], guarded: guarded}
	for i := range w.all {
		for _, start := range w.all[i].Starts() { // something new is open only where a window begins
			var open uint64
			for j := range w.all {
				if covers(&w.all[j], start) {
					open |= 1 << j
				}
			}
			w.moments = append(w.moments, open)
		}
	}
	w.moments = maximal(w.moments)
	if len(w.moments) == 0 {
		w.moments = []uint64{0}
	}
	return w
}

// covers reports whether a window is open at a minute of the week.
func covers(w *scenario.Window, minute int) bool {
	return slices.ContainsFunc(w.Starts(), func(start int) bool {
		since := (minute - start) % scenario.WeekMinutes
		if since < 0 {
			since += scenario.WeekMinutes
		}
		return since < w.Minutes()
	})
}

// maximal keeps the masks that are part of no other, in ascending order.
func maximal(masks []uint64) []uint64 {
	slices.Sort(masks)
	masks = slices.Compact(masks)
	return slices.DeleteFunc(slices.Clone(masks), func(a uint64) bool {
		return slices.ContainsFunc(masks, func(b uint64) bool { return a != b && a&b == a })
	})
}

// of is the set of windows that can hold the outage of a step; 0 where it lasts around the clock, because none can or none
// is stated.
func (w *windows) of(p *Package, step *Step) uint64 {
	if len(w.all) == 0 || step.OutageHours == 0 {
		return 0
	}
	quiet := w.quiet(p)
	minutes := w.hours(step) * 60
	var mask uint64
	for i := range w.all {
		x := &w.all[i]
		if int64(x.Minutes()) >= minutes && (!quiet || x.LowTraffic) && w.serves(x, p, step) {
			mask |= 1 << i
		}
	}
	return mask
}

// quiet reports whether only windows that are marked as of low traffic are for a package.
func (w *windows) quiet(p *Package) bool {
	marked := func(x scenario.Window) bool { return x.LowTraffic }
	return slices.ContainsFunc(w.all, marked) && len(w.guarded(p)) > 0
}

// hours is how long a window must be to hold the outage of a step.
func (w *windows) hours(step *Step) int64 {
	if w.anyDay(step) {
		return int64(step.OutageHours)
	}
	return hoursPerPeriod(step.OutageHours, max(1, (step.Days+w.s.PeriodDays-1)/w.s.PeriodDays))
}

// wanted says which window would hold the outage of a step, "" where none can be long enough.
func (w *windows) wanted(p *Package, step *Step) string {
	hours := w.hours(step)
	if hours > 24 {
		return ""
	}
	text := fmt.Sprintf("a window of %s for the %s", counted(int(hours), "hour"), step.Kind)
	if w.quiet(p) {
		text += " with low_traffic: true"
	}
	return text
}

// serves reports whether a window is for the work of a step where it is done.
func (w *windows) serves(x *scenario.Window, p *Package, step *Step) bool {
	if len(x.Work) > 0 && !forbids(x.Work, step) { // the same lists of words
		return false
	}
	return len(x.Regions) == 0 || !slices.ContainsFunc(p.Sites, func(s int) bool {
		return !slices.Contains(x.Regions, w.c.In.Inventory.Sites[s].Region)
	})
}

// at lists the moments, by their place in moments, at which an outage in these windows can be.
func (w *windows) at(mask uint64) (out []int) {
	for i, open := range w.moments {
		if mask == 0 || mask&open != 0 {
			out = append(out, i)
		}
	}
	return out
}

// anyDay reports whether a step of daily periods is so long that some window comes in it whenever it starts: its outage
// lies in that one, and the other days need none.
func (w *windows) anyDay(step *Step) bool { return w.s.PeriodDays == 1 && step.Days >= 7 }

// begins reports whether one of the windows begins on a day; weekday counts from Monday. Where a period is a day, the
// outage can only be on such a day.
func (w *windows) begins(mask uint64, weekday int) bool {
	if mask == 0 {
		return true
	}
	for ; mask != 0; mask &= mask - 1 {
		days := w.all[bits.TrailingZeros64(mask)].Days
		if len(days) == 0 || slices.Contains(days, scenario.Weekdays[weekday]) {
			return true
		}
	}
	return false
}

// texts are the windows of a mask as the report writes them.
func (w *windows) texts(mask uint64) []string {
	var out []string
	for ; mask != 0; mask &= mask - 1 {
		out = append(out, w.all[bits.TrailingZeros64(mask)].String())
	}
	return out
}

// checkWindows finds windows that cannot be planned with: too many, and those that reach from one period into another in
// which a window is open at the same time, so that outages of two periods would coincide.
func checkWindows(r *strict.Reader, s *scenario.Scenario) {
	all := s.Outage.Windows
	if len(all) > maxWindows {
		r.Fault(s.Pos["outage.windows"], "put windows of the same hours together: days and regions are lists", "%d windows: at most %d are possible", len(all), maxWindows)
		return
	}
	border := func(minute int) int { // the minute of the week at which the period of this minute ends
		if s.PeriodDays == 1 {
			return (minute/dayMinutes + 1) * dayMinutes
		}
		first := s.Start.Weekday() * dayMinutes
		return minute + scenario.WeekMinutes - ((minute-first)%scenario.WeekMinutes+scenario.WeekMinutes)%scenario.WeekMinutes
	}
	for i := range all {
		for _, start := range all[i].Starts() {
			end, next := start+all[i].Minutes(), border(start)
			if end <= next {
				continue
			}
			for j := range all {
				for _, other := range all[j].Starts() {
					since := ((other-next)%scenario.WeekMinutes + scenario.WeekMinutes) % scenario.WeekMinutes
					if next+since < end {
						r.Fault(s.Pos["outage.windows"], "let the one end, or the other begin, so that they do not meet",
							"window %s: still open in the next %s, when window %s opens", all[i].String(), s.PeriodName(), all[j].String())
						return
					}
				}
			}
		}
	}
}

const dayMinutes = scenario.WeekMinutes / 7

// text says what is taken to coincide, for the assumptions.
func (w *windows) text() (value, why string) {
	period := w.s.PeriodName()
	if len(w.s.Outage.Windows) == 0 {
		return "everything that is off in one " + period + " is taken to be off at the same moment", "the worst moment that there can be"
	}
	return fmt.Sprintf("outages of one %s whose windows have a moment in common are taken to be off at that moment (%d moments)", period, len(w.moments)),
		"the worst moment that the windows let happen; an outage that no window holds lasts around the clock"
}
