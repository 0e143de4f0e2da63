package planner

import (
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/scenario"
)

// What the scenario, not the network, has come first can be given way to, in the words in which it is set.
func TestOrderLimits(t *testing.T) {
	tried := func(limits []limit) map[string][]string {
		out := map[string][]string{}
		for _, l := range limits {
			out[l.field] = []string{l.from}
			for k := 1; k <= l.steps; k++ {
				out[l.field] = append(out[l.field], l.at(k))
			}
		}
		return out
	}
	s := &scenario.Scenario{InPlace: "if-needed", SoakDays: 3, Order: scenario.Order{Hubs: "last", Pilot: &scenario.Pilot{Cluster: "north"}}}
	if diff := cmp.Diff(map[string][]string{
		"in_place": {"if-needed", "allowed"}, "order.hubs": {"last", "free"}, "soak_days": {"3", "2", "1", "0"}, "order.pilot": {"north", "none"},
	}, tried(orderLimits(s))); diff != "" {
		t.Error(diff)
	}
	s.SoakDays = 1
	if diff := cmp.Diff([]string{"1", "0"}, tried(orderLimits(s))["soak_days"]); diff != "" {
		t.Error(diff)
	}
	if got := orderLimits(&scenario.Scenario{InPlace: "allowed", Order: scenario.Order{Hubs: "free"}}); len(got) > 0 {
		t.Errorf("nothing is limited: %v", got)
	}
	// Windows and guards give way to words, too, and hours to the most that there can be.
	c := loadCase(t, sample("sole-911"))
	hours := c.mostHours() - 2
	s = c.In.Scenario
	s.Outage.Windows, s.Outage.OutsideWindows = []scenario.Window{{From: 0, To: 300}}, "forbid"
	s.Outage.SubscriberHours, s.Outage.RoamingCritical, s.Outage.Neighbors = &hours, "overlay", "apart"
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	if diff := cmp.Diff(map[string][]string{
		"outage.outside_windows": {"forbid", "allow"}, "outage.neighbors": {"apart", "together"}, "outage.roaming_critical": {"overlay", "any"}, "outage.sole_emergency": {"overlay", "any"},
		"outage.windows":          {"1 window", "none"},
		"outage.subscriber_hours": {number(hours), number(hours + 1), number(hours + 2)},
	}, tried(c.outageLimits(s))); diff != "" {
		t.Error(diff)
	}
	s.Outage.Windows = nil
	if _, ok := tried(c.outageLimits(s))["outage.outside_windows"]; ok {
		t.Error("where there are no windows, what lies outside of them is no limit")
	}
	all := c.limits(s)
	for _, field := range []string{"in_place", "outage.subscriber_hours", "horizon"} {
		if !slices.ContainsFunc(all, func(l limit) bool { return l.field == field }) {
			t.Errorf("%s is not tried", field)
		}
	}
}

// The days of clean paths can be moved a period at a time, all to one day, and in the end taken away.
func TestCleanLimits(t *testing.T) {
	s := &scenario.Scenario{Start: inventory.MustDate("2027-01-04"), PeriodDays: 7, Horizon: 4} // to 2027-01-31
	steps := func(days ...string) (from string, out []string) {
		s.CleanPaths = nil
		for _, d := range days {
			s.CleanPaths = append(s.CleanPaths, scenario.CleanPath{By: inventory.MustDate(d)})
		}
		limits := cleanLimits(s)
		if len(limits) == 0 {
			return "", nil
		}
		for k := 1; k <= limits[0].steps; k++ {
			out = append(out, limits[0].at(k))
		}
		return limits[0].from, out
	}
	for _, tt := range []struct {
		days []string
		from string
		want []string
	}{
		{nil, "", nil},
		{[]string{"2027-01-17"}, "2027-01-17", []string{"2027-01-24", "2027-01-31", "none"}},
		{[]string{"2027-01-16"}, "2027-01-16", []string{"2027-01-23", "2027-01-30", "2027-02-06", "none"}},
		{[]string{"2027-01-24", "2027-01-10", "2027-01-24"}, "2027-01-10, 2027-01-24", []string{"2027-01-24", "2027-01-31", "none"}},
		{[]string{"2027-01-31"}, "2027-01-31", []string{"none"}},
		{[]string{"2027-03-31"}, "2027-03-31", []string{"none"}},
	} {
		from, got := steps(tt.days...)
		if from != tt.from || !slices.Equal(got, tt.want) {
			t.Errorf("%v: from %q by %v, want %v", tt.days, from, got, tt.want)
		}
	}
}

// By when a package must have moved: the earliest day of the demands on its path, in whole periods.
func TestCleanDue(t *testing.T) {
	demand := func(by, paths string, sites ...string) scenario.CleanPath {
		return scenario.CleanPath{Sites: sites, By: inventory.MustDate(by), Paths: paths}
	}
	for _, tt := range []struct {
		demands []scenario.CleanPath
		id      string
		periods int
		why     string
	}{
		{nil, "mill-bbu", 0, ""},
		{[]scenario.CleanPath{demand("2027-01-10", "working", "mill")}, "mill-bbu", 1, "clean path of mill demanded by 2027-01-10"},
		{[]scenario.CleanPath{demand("2027-01-16", "working", "mill")}, "mill-bbu", 1, "clean path of mill demanded by 2027-01-16"},
		{[]scenario.CleanPath{demand("2027-01-17", "working", "mill")}, "mill-bbu", 2, "clean path of mill demanded by 2027-01-17"},
		{[]scenario.CleanPath{demand("2027-01-09", "working", "mill")}, "mill-bbu", -1, "clean path of mill demanded by 2027-01-09"},
		{[]scenario.CleanPath{demand("2027-06-27", "working", "mill")}, "birch-bbu", 0, ""},
		{[]scenario.CleanPath{demand("2028-02-27", "working", "birch"), demand("2027-06-27", "working", "mill"), demand("2027-12-26", "working", "depot")}, "cedar-core-1", 25, "clean path of mill demanded by 2027-06-27"},
		{[]scenario.CleanPath{demand("2027-06-27", "working", "depot")}, "birch-rtr", 0, ""},
		{[]scenario.CleanPath{demand("2027-06-27", "every", "depot")}, "birch-rtr", 25, "clean path of depot demanded by 2027-06-27"},
		{[]scenario.CleanPath{demand("2027-06-27", "working", "nowhere", "mill")}, "mill-bbu", 25, "clean path of mill demanded by 2027-06-27"},
	} {
		c := loadCase(t, firstLook())
		c.In.Scenario.CleanPaths = tt.demands
		m := c.frame(c.In.Scenario)
		p := &c.Packages[c.index(t, tt.id)]
		if periods, why := m.cal.cleanDue(p); periods != tt.periods || why != tt.why || (m.mustMove(p) != "") != (why != "") {
			t.Errorf("%v, %s: %d, %q", tt.demands, tt.id, periods, why)
		}
		if _, _, ok := c.CleanDemand(tt.id); ok != (tt.why != "") {
			t.Errorf("%v: demanded of %s: %v", tt.demands, tt.id, ok)
		}
	}
	if _, _, ok := loadCase(t, firstLook()).CleanDemand("nobody"); ok {
		t.Error("something is demanded of nobody")
	}
}

// The day of a clean path holds for the cutover beside its term, whichever is earlier.
func TestCleanDueOfTheCutover(t *testing.T) {
	for _, tt := range []struct {
		by, term string
		due      int
		closed   bool
	}{
		{"2027-06-27", "", 25, false}, {"2027-06-27", "2027-12-26", 25, false}, {"2027-12-26", "2027-06-27", 25, false},
		{"2200-12-26", "", 104, false}, {"2027-01-05", "", 0, true},
	} {
		c := loadCase(t, firstLook())
		s := c.In.Scenario
		s.CleanPaths = []scenario.CleanPath{{Sites: []string{"mill"}, By: inventory.MustDate(tt.by), Paths: "working"}}
		if s.Terms = nil; tt.term != "" {
			s.Terms = []scenario.Term{{Application: "A1", By: inventory.MustDate(tt.term)}}
		}
		m, err := c.build(s)
		if err != nil {
			t.Fatal(err)
		}
		i := c.index(t, "mill-bbu")
		for n, mode := range m.problem.Activities[m.cutover(i)].Modes {
			if mode.Due != tt.due || (mode.Closed != nil && !slices.Contains(mode.Closed, false)) != tt.closed {
				t.Errorf("by %s, term %q, option %d: due %d, closed %v", tt.by, tt.term, n, mode.Due, mode.Closed)
			}
		}
	}
}

// Who is too slow for a clean path is named with what is missing; the time is that of the fastest option to the end of its cutover.
func TestCleanText(t *testing.T) {
	c := loadCase(t, firstLook())
	s := c.In.Scenario
	m := c.frame(s)
	p := &c.Packages[c.index(t, "mill-bbu")]
	step := func(kind string, days, after int) Step { return Step{Kind: kind, Days: days, AfterDays: after} }
	p.Options = []Option{
		{Kind: "overlay", Steps: []Step{step("prepare", 8, 0), step("install", 7, 0), step("cutover", 1, 8), step("remove", 70, 70)}}, // 2 + 1 + 2 + 1
		{Kind: "in-place", Steps: []Step{step("install", 1, 0), step("cutover", 15, 7), step("dispose", 70, 0)}},                      // 1 + 1 + 3
		{Kind: "overlay", Steps: []Step{step("install", 50, 0), step("cutover", 1, 0)}},                                               // 8 + 1
	}
	if got := m.leastToCutover(p); got != 5 {
		t.Errorf("the fastest takes %d weeks", got)
	}
	text := func(days int) string {
		s.CleanPaths = []scenario.CleanPath{{Sites: []string{"mill"}, By: s.Start.AddDays(days), Paths: "working"}}
		return c.frame(s).cleanText("X")
	}
	for i := range c.Packages {
		if q := &c.Packages[i]; q != p {
			q.Options = []Option{{Steps: []Step{step("cutover", 1, 0)}}}
		}
	}
	by := func(days int) string { return "clean path of mill demanded by " + s.Start.AddDays(days).String() }
	for days, want := range map[int]string{
		34: "X is too early together with the other limits",
		33: by(33) + `, and the cutover of package "mill-bbu" on it cannot be complete by then: it is 1 week short`,
		3:  by(3) + `, and the cutover of package "mill-bbu" on it cannot be complete by then: it is 5 weeks short (3 packages are too slow)`,
	} {
		if got := text(days); got != want {
			t.Errorf("%d days: %s, want %s", days, got, want)
		}
	}
}
