package planner

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/scenario"
)

// randomWindows draws a few windows, over midnight and over the end of the week too.
func randomWindows(r *rand.Rand) []scenario.Window {
	out := make([]scenario.Window, 1+r.IntN(6))
	for i := range out {
		out[i] = scenario.Window{From: scenario.Clock(60 * r.IntN(24)), To: scenario.Clock(60 * r.IntN(24))}
		first := r.IntN(7)
		for d, day := range scenario.Weekdays {
			if d == first || r.IntN(5) == 0 {
				out[i].Days = append(out[i].Days, day)
			}
		}
	}
	return out
}

// Outages can coincide at some minute of the week if and only if they can at one of the moments that are looked at.
func TestMomentsAreAllThatCount(t *testing.T) {
	together, apart := 0, 0
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 21))
		s := &scenario.Scenario{PeriodDays: 7, Outage: scenario.Outage{Windows: randomWindows(r)}}
		w := newWindows(nil, s, nil)
		open := make([]uint64, scenario.WeekMinutes)
		for i := range s.Outage.Windows {
			x := &s.Outage.Windows[i]
			for _, start := range x.Starts() {
				for m := range x.Minutes() {
					open[(start+m)%scenario.WeekMinutes] |= 1 << i
				}
			}
		}
		for range 40 {
			masks := make([]uint64, 1+r.IntN(4))
			for i := range masks {
				if r.IntN(8) > 0 { // else around the clock
					one, other := r.IntN(len(s.Outage.Windows)), r.IntN(len(s.Outage.Windows))
					masks[i] = 1<<one | 1<<other
				}
			}
			can := func(moments []uint64) bool {
				return slices.ContainsFunc(moments, func(open uint64) bool {
					return !slices.ContainsFunc(masks, func(m uint64) bool { return m != 0 && m&open == 0 })
				})
			}
			want, got := can(open), can(w.moments)
			if got != want {
				t.Fatalf("seed %d, windows %v: masks %b can coincide: %v, by the minute %v", seed, s.Outage.Windows, masks, got, want)
			}
			if want {
				together++
			} else {
				apart++
			}
		}
	}
	if together < 1000 || apart < 1000 {
		t.Errorf("%d together, %d apart: the test is too easy", together, apart)
	}
}

// A window that is still open when the next period begins must not meet one of that period.
func TestWindowsOverTheBorder(t *testing.T) {
	for _, c := range []struct {
		windows []scenario.Window
		days    int
		start   string // 2027-01-04 is a Monday
		fault   bool
	}{
		{[]scenario.Window{{From: 1380, To: 300}}, 7, "2027-01-04", false},                                              // nightly, ends before the next begins
		{[]scenario.Window{{From: 1380, To: 300}, {From: 120, To: 360, Days: []string{"sun"}}}, 7, "2027-01-04", false}, // meets within the week
		{[]scenario.Window{{From: 1380, To: 300}, {From: 120, To: 360, Days: []string{"mon"}}}, 7, "2027-01-04", true},  // Sunday's night reaches into Monday
		{[]scenario.Window{{From: 1380, To: 300}, {From: 120, To: 360, Days: []string{"mon"}}}, 7, "2027-01-06", false}, // the week begins on a Wednesday
		{[]scenario.Window{{From: 1380, To: 300}, {From: 120, To: 360, Days: []string{"sun"}}}, 1, "2027-01-04", true},  // every day is a period
		{[]scenario.Window{{From: 1380, To: 300, Days: []string{"mon"}}, {From: 120, To: 360, Days: []string{"wed"}}}, 1, "2027-01-04", false},
	} {
		var r strict.Reader
		s := &scenario.Scenario{Start: inventory.MustDate(c.start), PeriodDays: c.days, Outage: scenario.Outage{Windows: c.windows}}
		checkWindows(&r, s)
		if got := len(r.Faults()) > 0; got != c.fault {
			t.Errorf("%v, periods of %d days from %s: faults %v", c.windows, c.days, c.start, r.Faults())
		}
	}
	var r strict.Reader
	checkWindows(&r, &scenario.Scenario{PeriodDays: 7, Outage: scenario.Outage{Windows: make([]scenario.Window, maxWindows+1)}})
	if f := r.Faults(); len(f) != 1 || !strings.Contains(f[0].Message, "at most 64") {
		t.Errorf("65 windows: %v", f)
	}
}

// In days, work in a window is done only on days on which one begins; windows of different days let more go on at once
// than all in one; and where an outage fits into no window it may be refused.
func TestWindowsInAPlan(t *testing.T) {
	c := loadCase(t, firstLook())
	s := c.In.Scenario
	s.Outage.Windows = []scenario.Window{{From: 0, To: 300, Days: []string{"tue", "wed"}, Work: []string{"cutover"}}}
	s.PeriodDays, s.Horizon, s.Unlimited, s.Terms = 1, 720, true, nil
	m := c.frame(s)
	for i := range c.Packages {
		p := &c.Packages[i]
		for o := range p.Options {
			for k := range p.Options[o].Steps {
				step := &p.Options[o].Steps[k]
				closed := m.cal.closedPeriods(p, step)
				long := step.Days >= 7
				inWindow := step.Kind == "cutover" && (step.OutageHours > 0 && hoursPerPeriod(step.OutageHours, step.Days) <= 5 && !long || long && step.OutageHours <= 5)
				if (m.windows.of(p, step) != 0) != inWindow {
					t.Fatalf("%s %s: %d hours in %d days lie in windows %b", p.ID, step.Kind, step.OutageHours, step.Days, m.windows.of(p, step))
				}
				for day := range 14 {
					weekday := s.PeriodStart(day).Weekday()
					if closed == nil && !long && inWindow || inWindow && !long && !closed[day] && weekday != 1 && weekday != 2 {
						t.Fatalf("%s %s may run on %s", p.ID, step.Kind, s.PeriodStart(day))
					}
				}
			}
		}
	}
}

func TestOutsideWindows(t *testing.T) {
	c := loadCase(t, sample("full-tower"))
	s := c.In.Scenario
	s.Outage.Windows = []scenario.Window{{From: 0, To: 360}}
	s.Outage.OutsideWindows = "forbid"
	_, err := c.Plan(t.Context(), Options{Effort: testEffort})
	if err == nil || !strings.Contains(err.Error(), "no window holds them") || !strings.Contains(err.Error(), "limit outage.outside_windows") {
		t.Errorf("30 hours in windows of 6: %v", err)
	}
	s.Outage.OutsideWindows = "allow"
	p, err := c.Plan(t.Context(), Options{Effort: testEffort})
	if err != nil {
		t.Fatal(err)
	}
	if w := p.find(t, "butte-bbu").Activity("install"); len(w.Windows) != 0 {
		t.Errorf("30 hours lie in %v", w.Windows)
	}
	if w := p.find(t, "mill-bbu").Cutover(); !slices.Equal(w.Windows, []string{"daily 00:00-06:00"}) {
		t.Errorf("3 hours lie in %v", w.Windows)
	}
}
