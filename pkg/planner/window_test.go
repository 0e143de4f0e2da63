package planner

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/products"
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

// Which windows hold an outage: those for its work and place that are long enough for its hours in a period, and for a site with
// the only 911 coverage those of low traffic, where any is marked.
func TestWindowsOf(t *testing.T) {
	hours := func(from, to int) scenario.Window {
		return scenario.Window{From: scenario.Clock(60 * from), To: scenario.Clock(60 * to)}
	}
	with := func(w scenario.Window, change func(*scenario.Window)) scenario.Window { change(&w); return w }
	work := func(words ...string) func(*scenario.Window) { return func(w *scenario.Window) { w.Work = words } }
	regions := func(words ...string) func(*scenario.Window) { return func(w *scenario.Window) { w.Regions = words } }
	quiet := func(w *scenario.Window) { w.LowTraffic = true }
	ip := []products.Crew{{Kind: "ip", Count: 1}}
	for _, tt := range []struct {
		name    string
		windows []scenario.Window
		id      string
		days    int // of a period
		step    Step
		want    uint64
	}{
		{"no windows", nil, "mill-bbu", 7, Step{Kind: "cutover", Days: 1, OutageHours: 3}, 0},
		{"no outage", []scenario.Window{hours(0, 6)}, "mill-bbu", 7, Step{Kind: "install", Days: 1}, 0},
		{"to the minute", []scenario.Window{hours(0, 3), hours(23, 2), hours(22, 2), hours(0, 2)}, "mill-bbu", 7, Step{Kind: "cutover", Days: 1, OutageHours: 3}, 0b0111},
		{"over two weeks", []scenario.Window{hours(0, 2), hours(0, 1)}, "mill-bbu", 7, Step{Kind: "cutover", Days: 9, OutageHours: 3}, 0b01},
		{"seven days are a week", []scenario.Window{hours(0, 2), hours(0, 4)}, "mill-bbu", 7, Step{Kind: "cutover", Days: 7, OutageHours: 4}, 0b10},
		{"two nights", []scenario.Window{hours(0, 2), hours(0, 1)}, "mill-bbu", 1, Step{Kind: "cutover", Days: 2, OutageHours: 4}, 0b01},
		{"six days", []scenario.Window{hours(0, 2)}, "mill-bbu", 1, Step{Kind: "cutover", Days: 6, OutageHours: 12}, 0b1},
		{"seven days hold it in one", []scenario.Window{hours(0, 2), hours(0, 12)}, "mill-bbu", 1, Step{Kind: "cutover", Days: 7, OutageHours: 12}, 0b10},
		{"a fortnight of days in weeks", []scenario.Window{hours(0, 6)}, "mill-bbu", 7, Step{Kind: "cutover", Days: 14, OutageHours: 12}, 0b1},
		{"other work", []scenario.Window{with(hours(0, 6), work("install")), with(hours(0, 6), work("cutover")), with(hours(0, 6), work("ip")), with(hours(0, 6), work("tower", "test"))},
			"mill-bbu", 7, Step{Kind: "cutover", Days: 1, OutageHours: 3, Crews: ip}, 0b0110},
		{"work that no closure knows", []scenario.Window{hours(0, 6)}, "mill-bbu", 7, Step{Kind: "prepare", Days: 1, OutageHours: 3}, 0b1},
		{"other regions", []scenario.Window{with(hours(0, 6), regions("hills")), with(hours(0, 6), regions("valley")), with(hours(0, 6), regions("hills", "valley"))},
			"mill-bbu", 7, Step{Kind: "cutover", Days: 1, OutageHours: 3}, 0b110},
		{"in two regions", []scenario.Window{with(hours(0, 6), regions("hills")), with(hours(0, 6), regions("valley")), with(hours(0, 6), regions("hills", "valley"))},
			"birch-mw", 7, Step{Kind: "cutover", Days: 1, OutageHours: 3}, 0b100},
		{"low traffic", []scenario.Window{hours(0, 6), with(hours(0, 6), quiet), with(hours(0, 2), quiet)}, "lookout-bbu", 7, Step{Kind: "cutover", Days: 1, OutageHours: 3}, 0b010},
		{"low traffic behind a hub", []scenario.Window{hours(0, 6), with(hours(0, 6), quiet)}, "birch-rtr", 7, Step{Kind: "cutover", Days: 1, OutageHours: 3}, 0b10},
		{"low traffic elsewhere", []scenario.Window{hours(0, 6), with(hours(0, 6), quiet)}, "mill-bbu", 7, Step{Kind: "cutover", Days: 1, OutageHours: 3}, 0b11},
		{"none is marked", []scenario.Window{hours(0, 6)}, "lookout-bbu", 7, Step{Kind: "cutover", Days: 1, OutageHours: 3}, 0b1},
	} {
		c := loadCase(t, firstLook())
		c.In.Scenario.Outage.Windows, c.In.Scenario.PeriodDays = tt.windows, tt.days
		w := c.frame(c.In.Scenario).windows
		if got := w.of(&c.Packages[c.index(t, tt.id)], &tt.step); got != tt.want {
			t.Errorf("%s: in windows %b, want %b", tt.name, got, tt.want)
		}
	}
}

// On which days of the week one of the windows begins, at which moments they are open, and what is said of them.
func TestWindowsBegin(t *testing.T) {
	s := &scenario.Scenario{PeriodDays: 1, Outage: scenario.Outage{Windows: []scenario.Window{
		{From: 1380, To: 300, Days: []string{"mon", "sun"}}, {From: 60, To: 120, Days: []string{"tue"}}, {From: 600, To: 660},
	}}}
	w := newWindows(nil, s, nil)
	for mask, want := range map[uint64]string{0: "1111111", 0b1: "1000001", 0b10: "0100000", 0b11: "1100001", 0b100: "1111111", 0b110: "1111111"} {
		got := ""
		for d := range 7 {
			got += map[bool]string{true: "1", false: "0"}[w.begins(mask, d)]
		}
		if got != want {
			t.Errorf("windows %b begin on %s, want %s", mask, got, want)
		}
	}
	// Monday's night reaches into Tuesday's hour; nothing meets the third.
	if !slices.Equal(w.moments, []uint64{0b11, 0b100}) {
		t.Errorf("moments %b", w.moments)
	}
	for mask, want := range map[uint64][]int{0: {0, 1}, 0b1: {0}, 0b10: {0}, 0b100: {1}, 0b101: {0, 1}} {
		if got := w.at(mask); !slices.Equal(got, want) {
			t.Errorf("windows %b are open at %v, want %v", mask, got, want)
		}
	}
	if got := w.texts(0b101); !slices.Equal(got, []string{"mon,sun 23:00-05:00", "daily 10:00-11:00"}) || w.texts(0) != nil {
		t.Errorf("windows %q", got)
	}
	if value, _ := w.text(); value != "outages of one day whose windows have a moment in common are taken to be off at that moment (2 moments)" {
		t.Error(value)
	}
	s.Outage.Windows = nil
	if value, _ := newWindows(nil, s, nil).text(); value != "everything that is off in one day is taken to be off at the same moment" {
		t.Error(value)
	}
	// A window that ends when another begins does not meet it, one that lasts a minute longer does, over the end of the week too.
	for to, want := range map[scenario.Clock]int{180: 2, 181: 1} {
		s.Outage.Windows = []scenario.Window{{From: 1380, To: to, Days: []string{"sun"}}, {From: 180, To: 240, Days: []string{"mon"}}}
		if got := len(newWindows(nil, s, nil).moments); got != want {
			t.Errorf("a window to %s and one from 03:00: %d moments, want %d", to, got, want)
		}
	}
	s.Outage.Windows = []scenario.Window{{From: 0, To: 1}, {From: 1, To: 2}}
	if got := newWindows(nil, s, nil).moments; !slices.Equal(got, []uint64{0b01, 0b10}) {
		t.Errorf("a minute and the next: moments %b", got)
	}
	var r strict.Reader
	s.Outage.Windows = make([]scenario.Window, maxWindows)
	for i := range s.Outage.Windows {
		s.Outage.Windows[i] = scenario.Window{From: 0, To: 60}
	}
	if checkWindows(&r, s); len(r.Faults()) > 0 {
		t.Errorf("64 windows: %v", r.Faults())
	}
	// A night that ends when one of the next period begins does no harm, a minute more does.
	for to, fault := range map[scenario.Clock]bool{120: false, 121: true} {
		var r strict.Reader
		s.Outage.Windows = []scenario.Window{{From: 1380, To: to, Days: []string{"mon"}}, {From: 120, To: 180, Days: []string{"tue"}}}
		if checkWindows(&r, s); (len(r.Faults()) > 0) != fault {
			t.Errorf("a night to %s and one from 02:00: %v", to, r.Faults())
		}
	}
}
