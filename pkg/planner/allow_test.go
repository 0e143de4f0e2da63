package planner

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/products"
	"github.com/riprep/riprep/pkg/scenario"
)

// way is an option with the outage hours of its steps.
func way(kind string, hours map[string]int) Option {
	o := Option{ID: kind, Kind: kind}
	for _, step := range stepKinds {
		if h, ok := hours[step]; ok {
			o.Steps = append(o.Steps, Step{Kind: step, Days: 1, OutageHours: h})
		}
	}
	return o
}

// What may be done at a site with the only 911 coverage, where an overlay is possible, and where no window holds an outage.
func TestRefuses(t *testing.T) {
	quick := map[string]int{"install": 0, "cutover": 3}
	long := map[string]int{"install": 30, "cutover": 3}
	night := []scenario.Window{{From: 0, To: 180}}
	quiet := []scenario.Window{{From: 0, To: 300}, {From: 0, To: 120, LowTraffic: true}}
	for _, tt := range []struct {
		name  string
		id    string
		alter func(s *scenario.Scenario)
		ways  []Option // the first is asked about
		field string
		why   string
	}{
		{"an overlay", "ridge-bbu", nil, []Option{way("overlay", quick)}, "", ""},
		{"in place", "ridge-bbu", nil, []Option{way("in-place", quick)}, "outage.sole_emergency", `takes the only 911 coverage off the air, at site "ridge", which only an overlay may do`},
		{"for good", "ridge-bbu", nil, []Option{way("retire", quick)}, "outage.sole_emergency", "which only an overlay may do"},
		{"off during the work", "ridge-bbu", nil, []Option{way("overlay", long)}, "outage.sole_emergency", `off the air during install, at site "ridge", which only a cutover may do`},
		{"unguarded", "ridge-bbu", func(s *scenario.Scenario) { s.Outage.SoleEmergency = "any" }, []Option{way("in-place", long)}, "", ""},
		{"no window that long", "ridge-bbu", func(s *scenario.Scenario) { s.Outage.Windows = night }, []Option{way("overlay", map[string]int{"cutover": 4})},
			"outage.sole_emergency", `off the air for 4 hours, at site "ridge", and no window of low traffic holds them`},
		{"a window that long", "ridge-bbu", func(s *scenario.Scenario) { s.Outage.Windows = night }, []Option{way("overlay", quick)}, "", ""},
		{"a window at a busy time only", "ridge-bbu", func(s *scenario.Scenario) { s.Outage.Windows = quiet }, []Option{way("overlay", quick)}, "outage.sole_emergency", "for 3 hours"},
		{"no windows", "ridge-bbu", func(s *scenario.Scenario) { s.Outage.Windows = nil }, []Option{way("overlay", map[string]int{"cutover": 40})}, "", ""},
		{"elsewhere", "mill-bbu", func(s *scenario.Scenario) { s.Outage.Windows = quiet }, []Option{way("overlay", quick)}, "", ""},
		{"elsewhere in place", "mill-bbu", nil, []Option{way("in-place", long)}, "", ""},
		{"elsewhere for good", "mill-bbu", nil, []Option{way("retire", quick), way("overlay", quick)}, "", ""},
		{"an overlay is possible", "mill-bbu", nil, []Option{way("in-place", long), way("retire", quick), way("overlay", quick)}, "in_place", "an overlay is possible"},
		{"it may be", "mill-bbu", func(s *scenario.Scenario) { s.InPlace = "allowed" }, []Option{way("in-place", long), way("overlay", quick)}, "", ""},
		{"beside another overlay", "mill-bbu", nil, []Option{way("overlay", quick), way("overlay", quick)}, "", ""},
		{"beside another way in place", "mill-bbu", nil, []Option{way("in-place", quick), way("in-place", quick)}, "", ""},
		{"an overlay that no window holds", "mill-bbu", func(s *scenario.Scenario) { s.Outage.Windows, s.Outage.OutsideWindows = night, "forbid" },
			[]Option{way("in-place", quick), way("overlay", map[string]int{"cutover": 4})}, "", ""},
		{"outside of windows", "mill-bbu", func(s *scenario.Scenario) { s.Outage.Windows, s.Outage.OutsideWindows = night, "forbid" },
			[]Option{way("overlay", map[string]int{"install": 0, "cutover": 4})}, "outage.outside_windows", "is off for 4 hours in cutover, and no window holds them"},
		{"within windows", "mill-bbu", func(s *scenario.Scenario) { s.Outage.Windows, s.Outage.OutsideWindows = night, "forbid" }, []Option{way("overlay", quick)}, "", ""},
		{"around the clock", "mill-bbu", func(s *scenario.Scenario) { s.Outage.Windows = night }, []Option{way("overlay", map[string]int{"cutover": 4})}, "", ""},
		{"no windows to be outside of", "mill-bbu", func(s *scenario.Scenario) { s.Outage.Windows, s.Outage.OutsideWindows = nil, "forbid" },
			[]Option{way("overlay", map[string]int{"cutover": 4})}, "", ""},
	} {
		c := loadCase(t, sample("sole-911"))
		if tt.alter != nil {
			tt.alter(c.In.Scenario)
		}
		p := &c.Packages[c.index(t, tt.id)]
		p.Options = tt.ways
		m := c.frame(c.In.Scenario)
		r := m.refuses(p, &p.Options[0])
		if r.field != tt.field || !strings.Contains(r.why, tt.why) || (r.why == "") != (tt.why == "") || m.allows(p, &p.Options[0]) != (tt.field == "") {
			t.Errorf("%s: %q: %s, want %q: %s", tt.name, r.field, r.why, tt.field, tt.why)
		}
	}
}

// Which sites are guarded: those with the only 911 coverage and those that others roam to, each by its own field.
func TestGuarded(t *testing.T) {
	c := mustAlter(t, sample("sole-911"), func(in *Inputs) {
		siteNamed(in, "ridge").Roaming = "critical"
		siteNamed(in, "mill").Roaming, siteNamed(in, "mill").Emergency = "critical", ""
	})
	for _, tt := range []struct {
		sole, roaming string
		want          map[string]int
	}{
		{"overlay", "overlay", map[string]int{"ridge-bbu": 1, "mill-bbu": 1}}, {"any", "overlay", map[string]int{"ridge-bbu": 1, "mill-bbu": 1}},
		{"overlay", "any", map[string]int{"ridge-bbu": 1}}, {"any", "any", nil},
	} {
		s := c.In.Scenario.Clone()
		s.Outage.SoleEmergency, s.Outage.RoamingCritical = tt.sole, tt.roaming
		m := c.frame(s)
		for i := range c.Packages {
			if got := len(m.guarded(&c.Packages[i])); got != tt.want[c.Packages[i].ID] {
				t.Errorf("sole %s, roaming %s: %s takes %d guarded sites off", tt.sole, tt.roaming, c.Packages[i].ID, got)
			}
		}
	}
}

// A tower that would bear too much counts for what hangs on it, missing room for what stands on the ground, each at its own site.
func TestNoOverlay(t *testing.T) {
	tower := &inventory.Tower{Load: 90.25, Added: 20, Limit: 110}
	room := &inventory.Space{Free: 1.5, Needed: 2}
	c := mustAlter(t, firstLook(), func(in *Inputs) {
		siteNamed(in, "birch").Tower = tower
		siteNamed(in, "saddle").Space = room
		siteNamed(in, "mill").Tower = &inventory.Tower{Load: 90, Added: 20, Limit: 110}
		siteNamed(in, "mill").Space = &inventory.Space{Free: 2, Needed: 2}
	})
	tall := "the tower at birch would bear 110.25 % of 110 %: 90.25 % today and 20 % of new gear"
	for id, want := range map[string]string{
		"birch-bbu": tall, // its radios
		"birch-mw":  tall, // one end of the hop
		"birch-rtr": "", "mill-bbu": "", "mill-csr": "", "lookout-bbu": "",
		"saddle-bbu": "there is no room at saddle: 2 needed, 1.5 free",
	} {
		p := &c.Packages[c.index(t, id)]
		if p.NoOverlay != want {
			t.Errorf("%s: %q, want %q", id, p.NoOverlay, want)
		}
		if got := slices.ContainsFunc(p.Options, func(o Option) bool { return o.Kind == "overlay" }); got != (want == "") {
			t.Errorf("%s: can be overlaid: %v", id, got)
		}
	}
	for _, tt := range []struct {
		name     string
		elements []string
		want     string
	}{
		{"a radio elsewhere", []string{"birch-rtr", "mill-rru"}, ""},
		{"a radio where there is no room", []string{"saddle-rru"}, ""},
		{"a cabinet elsewhere", []string{"saddle-rru", "mill-csr"}, ""},
		{"a cabinet where there is no room", []string{"mill-rru", "saddle-bbu"}, "there is no room at saddle: 2 needed, 1.5 free"},
		{"a radio on the tower", []string{"mill-csr", "birch-rru"}, tall},
	} {
		var p Package
		for _, id := range tt.elements {
			p.Elements, p.Sites = append(p.Elements, c.elements[id]), append(p.Sites, c.sites[c.element(c.elements[id]).Site])
		}
		if got := c.noOverlay(&p); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	for _, tt := range []struct {
		role string
		up   bool
	}{{"radio", true}, {"antenna", true}, {"small-cell", true}, {"microwave", true}, {"baseband", false}, {"router", false}} {
		c := mustAlter(t, firstLook(), func(in *Inputs) {
			elementNamed(in, "mill-csr").Role = tt.role
			siteNamed(in, "mill").Tower = tower
		})
		p := Package{Sites: []int{c.sites["mill"]}, Elements: []int{c.elements["mill-csr"]}}
		if got := c.noOverlay(&p) != ""; got != tt.up {
			t.Errorf("a %s hangs on the tower: %v", tt.role, got)
		}
	}
}

func TestNumber(t *testing.T) {
	for x, want := range map[float64]string{0: "0", 100: "100", 0.5: "0.5", 21.5: "21.5", 1.25: "1.25", 109.999: "110", 10: "10", 3.04: "3.04"} {
		if got := number(x); got != want {
			t.Errorf("%g is written %s, want %s", x, got, want)
		}
	}
}

// A package that a site without room and a site with the only 911 coverage leave no option, and packages that no window holds:
// what is in the way is said, and what would help.
func TestNoOptionSaysWhatHelps(t *testing.T) {
	short := func(s *scenario.Scenario) {
		s.Outage.Windows, s.Outage.OutsideWindows = []scenario.Window{{From: 0, To: 60}}, "forbid"
	}
	for _, tt := range []struct {
		name   string
		alter  func(in *Inputs)
		want   []string
		not    []string
		advice string
	}{
		{"no room", func(in *Inputs) { siteNamed(in, "ridge").Space = &inventory.Space{Free: 1, Needed: 2, Unit: "racks"} },
			[]string{"limit outage.sole_emergency: package \"ridge-bbu\" takes the only 911 coverage off the air", "and no overlay method serves ran gear of role baseband, radio (known: in-place)",
				"; an overlay is not possible: there is no room at ridge: 2 racks needed, 1 free"},
			[]string{"packages are like it"},
			"or make an overlay possible at ridge, and state in the inventory what the tower bears and what room there is then"},
		{"no window", func(in *Inputs) { in.Scenario.Outage.SoleEmergency = "any"; short(in.Scenario) },
			[]string{`limit outage.outside_windows: package "ridge-bbu" is off for 3 hours in cutover, and no window holds them, in any way that is known to do it (overlay, in-place)`,
				"; 3 packages are like it"},
			[]string{"an overlay is not possible"},
			"or state a window of 3 hours for the cutover under outage.windows"},
	} {
		got, err := outcome(t, sample("sole-911"), tt.alter)
		var none *NoPlanError
		if !errors.As(err, &none) {
			t.Errorf("%s: %s, %v", tt.name, got, err)
			continue
		}
		for _, want := range tt.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: no %q in %s", tt.name, want, err)
			}
		}
		for _, not := range tt.not {
			if strings.Contains(err.Error(), not) {
				t.Errorf("%s: %q in %s", tt.name, not, err)
			}
		}
		if !slices.Equal(none.Advice, []string{tt.advice}) {
			t.Errorf("%s: advice %q", tt.name, none.Advice)
		}
	}
}

// The reasons of a package, all of them.
func TestReasons(t *testing.T) {
	pilot := func(in *Inputs) {}
	noWindow := func(in *Inputs) { in.Scenario.Outage.Windows = nil }
	for _, tt := range []struct {
		dir, id string
		alter   func(in *Inputs)
		want    []string
	}{
		{"sole-911", "nobody", pilot, nil},
		{"sole-911", "ridge-bbu", pilot, []string{
			`in-place is not allowed by outage.sole_emergency: takes the only 911 coverage off the air, at site "ridge", which only an overlay may do`,
			`takes the only 911 coverage off at site "ridge": by overlay only, for the cutover only, in a window of low traffic (sun 02:00-06:00)`,
			`never off together with ford-bbu: site "ridge" must have its neighbour "ford" while it is off`,
		}},
		{"sole-911", "ridge-bbu", noWindow, []string{
			`in-place is not allowed by outage.sole_emergency: takes the only 911 coverage off the air, at site "ridge", which only an overlay may do`,
			`takes the only 911 coverage off at site "ridge": by overlay only, for the cutover only`,
			`never off together with ford-bbu: site "ridge" must have its neighbour "ford" while it is off`,
		}},
		{"sole-911", "mill-bbu", pilot, []string{"in-place is not allowed by in_place: an overlay is possible"}},
		{"full-tower", "creek-bbu", pilot, []string{"an overlay is not possible: there is no room at creek: 6 rack units needed, 4 free"}},
		{"controller-2g", "town-bsc", pilot, []string{"in-place is not allowed by in_place: an overlay is possible",
			"stays until the last of those that need it has moved: mill-bbu, ford-bbu, pass-bbu; its successor is in place before the first of them moves"}},
		{"controller-2g", "town-bsc", func(in *Inputs) {
			withoutOnly(in)
			in.Products.Methods = slices.DeleteFunc(slices.Clone(in.Products.Methods), func(m products.Method) bool { return m.Kind == "overlay" && m.ID != "ran-overlay" })
			for i := range in.Products.Methods {
				if m := &in.Products.Methods[i]; m.ID == "ran-overlay" || m.ID == "ran-in-place" {
					m.Roles = []string{"baseband"}
				}
			}
		}, []string{"stays until the last of those that need it has moved: mill-bbu, ford-bbu, pass-bbu"}},
		{"controller-2g", "mill-bbu", pilot, []string{"in-place is not allowed by in_place: an overlay is possible", "needs town-bsc, which stays until this has moved"}},
		{"pilot-cluster", "north-1-bbu", pilot, []string{"in-place is not allowed by in_place: an overlay is possible",
			"is of the pilot cluster north: all other radio gear waits for its test and 14 days more"}},
		{"pilot-cluster", "south-1-bbu", pilot, []string{"in-place is not allowed by in_place: an overlay is possible",
			"waits for the test of the pilot cluster north, and 14 days more"}},
		{"ring-of-six", "delta-east", pilot, []string{"in-place is not allowed by in_place: an overlay is possible"}},
	} {
		c := mustAlter(t, sample(tt.dir), tt.alter)
		if got := c.Reasons(tt.id); !slices.Equal(got, tt.want) {
			t.Errorf("%s, %s:\n%s\nwant\n%s", tt.dir, tt.id, strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
		}
	}
}
