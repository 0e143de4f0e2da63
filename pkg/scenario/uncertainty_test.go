package scenario

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/pkg/cost"
)

const doubtful = bare + `funding: {released: [], reimbursement: {lag: {low: 42, typical: 63, high: 180}, claim_lag_days: 63}}
uncertainty:
  prices: line
  inflation: {low: 0.98, typical: 1.02, high: 1.12}
  categories: {ran equipment: {low: 90%, typical: 100%, high: 140%}}
  durations: {all: {low: 0.9, typical: 1, high: 1.5}, install: {low: 1, typical: 1, high: 2}}
  durations_drawn: kind
  lead_times: {low: 0.5, typical: 1, high: 4}
  weather: [{work: [tower], months: [12, 1, 2], regions: [north], lost_days_per_week: {low: 0, typical: 1, high: 3}}]
  overruns: claimed
`

func rangeOf(low, typical, high float64) Range {
	rate := func(x float64) cost.Rate { return cost.Rate(x*1000+0.5) * (cost.FullRate / 1000) }
	return Range{rate(low), rate(typical), rate(high)}
}

// What is stated is taken as it is, a clone of it shares nothing, and nothing is filled in.
func TestUncertainty(t *testing.T) {
	s := mustRead(t, doubtful)
	inflation, lead := rangeOf(0.98, 1.02, 1.12), rangeOf(0.5, 1, 4)
	want := Uncertainty{
		Prices: "line", Inflation: &inflation, Categories: map[string]Range{"ran equipment": rangeOf(0.9, 1, 1.4)},
		Durations: map[string]Range{"all": rangeOf(0.9, 1, 1.5), "install": rangeOf(1, 1, 2)}, Drawn: "kind", LeadTimes: &lead,
		Weather:  []Weather{{Work: []string{"tower"}, Months: []int{12, 1, 2}, Regions: []string{"north"}, Lost: rangeOf(0, 1, 3)}},
		Overruns: "claimed",
	}
	if diff := cmp.Diff(want, s.Uncertainty); diff != "" {
		t.Error(diff)
	}
	u, defaults := s.Uncertain()
	if diff := cmp.Diff(want, u); diff != "" || len(defaults) > 0 {
		t.Errorf("filled in: %s%v", diff, defaults)
	}
	if r := u.Duration("install"); r != rangeOf(1, 1, 2) {
		t.Errorf("install takes %s", r)
	}
	if r := u.Duration("remove"); r.String() != "0.9 to 1.5, typically 1" {
		t.Errorf("remove takes %s", r)
	}
	c := s.Clone().Uncertainty
	c.Inflation.Low, c.LeadTimes.Low = 1, 1
	c.Categories["x"], c.Durations["all"] = Range{}, Range{}
	c.Weather[0].Work[0], c.Weather[0].Months[0], c.Weather[0].Regions[0], c.Weather[0].Lost = "ip", 5, "south", Range{}
	if diff := cmp.Diff(want, s.Uncertainty); diff != "" {
		t.Errorf("a clone shares something: %s", diff)
	}
	if at := s.Pos["uncertainty.categories.ran equipment"]; at.Line != 8 {
		t.Errorf("the category stands at %v", at)
	}
}

// A silent scenario has defaults, each with its reason; what has no source says so. They are no part of a plan's assumptions.
func TestUncertaintyDefaults(t *testing.T) {
	s := mustRead(t, bare+"funding: {released: [], reimbursement: {claim_lag_days: 63}}\n")
	u, defaults := s.Uncertain()
	var got []string
	for _, d := range defaults {
		got = append(got, d.Field+"="+d.Value)
		if d.Why == "" {
			t.Errorf("%s without a reason", d.Field)
		}
	}
	want := []string{
		"uncertainty.prices=item", "uncertainty.inflation=none", "uncertainty.categories=none", "uncertainty.durations.all=0.9 to 1.5, typically 1",
		"uncertainty.durations_drawn=activity", "uncertainty.lead_times=0.5 to 4.3, typically 1", "uncertainty.weather=none",
		"funding.reimbursement.lag=63", "uncertainty.overruns=own",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if *u.Inflation != one || u.Weather != nil {
		t.Errorf("defaults %+v", u)
	}
	if diff := cmp.Diff(Uncertainty{}, s.Uncertainty); diff != "" {
		t.Errorf("the scenario itself was changed: %s", diff)
	}
	for _, d := range s.Defaults {
		if strings.HasPrefix(d.Field, "uncertainty") {
			t.Errorf("%s among the assumptions of a plan", d.Field)
		}
	}
	u.Inflation.Low, u.LeadTimes.High = 0, 0
	if again, _ := s.Uncertain(); again.Inflation.Low != cost.FullRate || again.LeadTimes.High == 0 {
		t.Error("the defaults can be changed")
	}
	if _, d := mustRead(t, bare).Uncertain(); len(d) != len(want)-1 {
		t.Errorf("a lag of nothing: %v", d)
	}
	// Where every kind of step is named, nothing is said of the others.
	var kinds []string
	for _, kind := range UncertainWork[1:] {
		kinds = append(kinds, kind+": {low: 1, typical: 1, high: 1}")
	}
	_, d := mustRead(t, bare+"uncertainty: {durations: {"+strings.Join(kinds, ", ")+"}}\n").Uncertain()
	for _, x := range d {
		if x.Field == "uncertainty.durations.all" {
			t.Error("a default of durations is said where none is used")
		}
	}
}

func TestUncertaintyFaults(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"prices: line", "prices: lines", `s.yaml:6:11: prices "lines": not known`},
		{"{low: 0.98, typical: 1.02,", "{low: 1.03, typical: 1.02,", `s.yaml:7:35: typical 1.02: below low 1.03`},
		{"typical: 1.02, high: 1.12", "typical: 1.02, high: 1.01", `s.yaml:7:47: high 1.01: below typical 1.02`},
		{"low: 0.98, ", "", `s.yaml:7:14: no key "low"`},
		{"low: 0.98", "low: 0", `s.yaml:7:20: low "0": want 0.01 to 100`},
		{"high: 1.12", "high: 101", `s.yaml:7:47: high "101": want 0.01 to 100`},
		{"low: 0.98", "low: cheap", `s.yaml:7:20: low "cheap": not a rate`},
		{"high: 1.12}", "high: 1.12, most: 2}", `s.yaml:7:53: unknown key "most"`},
		{"install: {", "installs: {", `s.yaml:9:55: unknown key "installs"`},
		{"drawn: kind", "drawn: once", `s.yaml:10:20: durations_drawn "once": not known`},
		{"work: [tower]", "work: []", `s.yaml:12:20: weather for no work`},
		{"work: [tower]", "work: [towers]", `s.yaml:12:21: work "towers": not known`},
		{"[12, 1, 2]", "[]", `s.yaml:12:37: weather in no month`},
		{"[12, 1, 2]", "[12, 13]", `s.yaml:12:37: months "13": want a whole number from 1 to 12`},
		{"[12, 1, 2]", "[12, 12]", `s.yaml:12:37: months 12: stands twice`},
		{"high: 3}", "high: 7}", `s.yaml:12:114: high "7": want 0 to 6`},
		{"overruns: claimed", "overruns: paid", `s.yaml:13:13: overruns "paid": not known`},
		{"ran equipment:", `"":`, `s.yaml:8:20: categories: a category without a name`},
	} {
		text := strings.Replace(doubtful, c.old, c.new, 1)
		if text == doubtful {
			t.Errorf("%q is not in the example", c.old)
			continue
		}
		_, faults := read(t, text)
		if len(faults) == 0 || !strings.HasPrefix(faults[0].Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.new, faults, c.want)
		}
	}
}
