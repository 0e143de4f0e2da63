package scenario

import (
	"fmt"
	"maps"
	"slices"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// Uncertainty is what a simulation may not take for certain. No plan is made with it: a plan takes typical prices, the days
// of the methods and the lag of the reimbursement. What the file is silent about is nil or ""; Scenario.Uncertain says what
// holds then.
type Uncertainty struct {
	Prices     string           // item | line: what a price is drawn for
	Inflation  *Range           // factor of all prices
	Categories map[string]Range // factor of the prices of a category of the catalog
	Durations  map[string]Range // factor of the days of a kind of step; AllSteps for those not named
	Drawn      string           // activity | kind: what a factor of durations is drawn for
	LeadTimes  *Range           // factor of the days until what was ordered, or approved, is there
	Weather    []Weather        // days that are lost
	Overruns   string           // own | claimed: what becomes of spending above the estimate of an application
}

// Range is a factor that is at least Low, most often Typical and at most High.
type Range struct{ Low, Typical, High cost.Rate }

// Weather takes days of a week from some kinds of work in some months.
type Weather struct {
	Work    []string // kinds of step or crew, at least one
	Months  []int    // 1 to 12, at least one
	Regions []string // empty means everywhere
	Lost    Range    // days a week, 0 to 6
}

// The words that the section may use. AllSteps stands for every kind of step that is not named.
var (
	PriceWords    = []string{"item", "line"}
	DrawnWords    = []string{"activity", "kind"}
	OverrunWords  = []string{"own", "claimed"}
	UncertainWork = []string{"all", "prepare", "install", "cutover", "test", "remove", "dispose"}
)

// AllSteps is the key of the durations of all steps that have none of their own.
const AllSteps = "all"

const (
	leastFactor = cost.FullRate / 100
	mostFactor  = 100 * cost.FullRate
	mostLost    = 6 * cost.FullRate // a week without any day to work on would never end
)

func (s *Scenario) decodeUncertainty(m *strict.Map) {
	if m == nil {
		return
	}
	u := &s.Uncertainty
	u.Prices = m.Enum("prices", PriceWords)
	u.Inflation = factorOf(m, "inflation")
	u.Categories = s.namedRanges(m, "categories")
	work := m.Map("durations")
	for _, kind := range UncertainWork {
		if r := factorOf(work, kind); r != nil {
			if u.Durations == nil {
				u.Durations = map[string]Range{}
			}
			u.Durations[kind] = *r
		}
	}
	work.Done()
	u.Drawn = m.Enum("durations_drawn", DrawnWords)
	u.LeadTimes = factorOf(m, "lead_times")
	m.List("weather", func(e *strict.Map) { u.Weather = append(u.Weather, decodeWeather(e)) })
	u.Overruns = m.Enum("overruns", OverrunWords)
	m.Done()
}

// namedRanges reads factors whose keys are the user's own words.
func (s *Scenario) namedRanges(m *strict.Map, key string) map[string]Range {
	words := m.Map(key)
	var out map[string]Range
	for _, name := range keysOnce(words) {
		if name == "" {
			words.Fault(name, "", "%s: a category without a name", key)
		}
		s.Pos["uncertainty."+key+"."+name] = words.At(name)
		if r := factorOf(words, name); r != nil {
			if out == nil {
				out = map[string]Range{}
			}
			out[name] = *r
		}
	}
	words.Done()
	return out
}

// factorOf reads the factor under a key, nil where there is none.
func factorOf(m *strict.Map, key string) *Range {
	sub := m.Map(key)
	if sub == nil {
		return nil
	}
	r := decodeFactor(sub)
	return &r
}

func decodeFactor(m *strict.Map) Range { return decodeRange(m, leastFactor, mostFactor) }

func decodeLost(m *strict.Map) Range { return decodeRange(m, 0, mostLost) }

// decodeRange reads three numbers in their order.
func decodeRange(m *strict.Map, least, most cost.Rate) Range {
	within := func(text string) (cost.Rate, error) { return cost.ParseRate(text, least, most) }
	var r Range
	var ok [3]bool
	r.Low, ok[0] = strict.Parse(m, "low", within, strict.Required)
	r.Typical, ok[1] = strict.Parse(m, "typical", within, strict.Required)
	r.High, ok[2] = strict.Parse(m, "high", within, strict.Required)
	inTurn(m, ok, r.Low, r.Typical, r.High)
	m.Done()
	return r
}

// inTurn reports numbers that are not in their order. One that could not be read is a fault already.
func inTurn(m *strict.Map, ok [3]bool, low, typical, high cost.Rate) {
	switch {
	case ok[0] && ok[1] && low > typical:
		m.Fault("typical", "", "typical %v: below low %v", typical, low)
	case ok[1] && ok[2] && typical > high:
		m.Fault("high", "", "high %v: below typical %v", high, typical)
	}
}

func decodeWeather(m *strict.Map) Weather {
	var w Weather
	w.Work = m.Enums("work", inventory.WorkKinds, strict.Required)
	if m.IsList("work") && m.Len("work") == 0 {
		m.Fault("work", "name kinds of work, such as [tower]", "weather for no work")
	}
	for _, text := range m.Strings("months", strict.Required) {
		var n int
		if err := setInt(&n, text, 1, 12); err != nil {
			m.Fault("months", "months are numbers: 12 is December", "months %s", err)
			continue
		}
		if slices.Contains(w.Months, n) {
			m.Fault("months", "", "months %d: stands twice", n)
		}
		w.Months = append(w.Months, n)
	}
	if m.IsList("months") && m.Len("months") == 0 {
		m.Fault("months", "name the months, such as [12, 1, 2]", "weather in no month")
	}
	w.Regions = m.Strings("regions")
	if sub := m.Map("lost_days_per_week", strict.Required); sub != nil {
		w.Lost = decodeLost(sub)
	}
	m.Done()
	return w
}

// clone returns a copy that shares nothing with the original.
func (u Uncertainty) clone() Uncertainty {
	u.Inflation, u.LeadTimes = clonePtr(u.Inflation), clonePtr(u.LeadTimes)
	u.Categories, u.Durations = maps.Clone(u.Categories), maps.Clone(u.Durations)
	u.Weather = slices.Clone(u.Weather)
	for i := range u.Weather {
		w := &u.Weather[i]
		w.Work, w.Months, w.Regions = slices.Clone(w.Work), slices.Clone(w.Months), slices.Clone(w.Regions)
	}
	return u
}

// one is the factor that changes nothing.
var one = Range{cost.FullRate, cost.FullRate, cost.FullRate}

// These hold where a scenario is silent. docs/uncertainty.md says the same.
var (
	defaultDurations = Range{cost.FullRate * 9 / 10, cost.FullRate, cost.FullRate * 3 / 2}
	defaultLeadTimes = Range{cost.FullRate / 2, cost.FullRate, cost.FullRate * 43 / 10}
)

// Uncertain is the section with all that it is silent about filled in, and what that is, field by field with the reason.
// No default is a figure of the programme's: what has no source is riprep's own and says so.
func (s *Scenario) Uncertain() (Uncertainty, []Default) {
	u := s.Uncertainty.clone()
	var defaults []Default
	silent := func(is bool, field, value, why string) {
		if is {
			defaults = append(defaults, Default{"uncertainty." + field, value, why})
		}
	}
	silent(u.Prices == "", "prices", "item", "a price that turns out high is high at every site; lines drawn one by one would cancel out")
	if u.Prices == "" {
		u.Prices = "item"
	}
	silent(u.Inflation == nil, "inflation", "none", "no figure is stated, and riprep has none: prices stay in the year of the catalog")
	if u.Inflation == nil {
		u.Inflation = &Range{one.Low, one.Typical, one.High}
	}
	silent(len(u.Categories) == 0, "categories", "none", "no figure is stated")
	if _, stated := u.Durations[AllSteps]; !stated {
		missing := slices.ContainsFunc(UncertainWork, func(kind string) bool {
			_, named := u.Durations[kind]
			return !named && kind != AllSteps
		})
		silent(missing, "durations.all", defaultDurations.String(),
			"riprep's own, not verified (confidence: low): labour and weather are named as causes of delay in every report, without figures")
		if u.Durations == nil {
			u.Durations = map[string]Range{}
		}
		u.Durations[AllSteps] = defaultDurations
	}
	silent(u.Drawn == "", "durations_drawn", "activity", "each activity has its own luck; kind would make all steps of a kind slow together")
	if u.Drawn == "" {
		u.Drawn = "activity"
	}
	silent(u.LeadTimes == nil, "lead_times", defaultLeadTimes.String(),
		"derived: 6 to 8 weeks in normal times, 8 to 12 months in 2021 (lightreading.com 769633, insidetowers.com), over the 84 days of the built-in radios; not verified for other gear")
	if u.LeadTimes == nil {
		u.LeadTimes = &Range{defaultLeadTimes.Low, defaultLeadTimes.Typical, defaultLeadTimes.High}
	}
	silent(len(u.Weather) == 0, "weather", "none", "no figure of lost days is known; what is closed for a season is in the plan already")
	if re := s.Funding.Reimbursement; re != nil && re.Lag == nil {
		defaults = append(defaults, Default{"funding.reimbursement.lag", fmt.Sprint(re.ClaimLagDays), "no range is stated; slow claim review is reported, without figures"})
	}
	silent(u.Overruns == "", "overruns", "own", "never more is drawn than was allocated (86 FR 2930, paragraph 151): without a stated allocation or approved cost an application is paid for no more than its estimate counts")
	if u.Overruns == "" {
		u.Overruns = "own"
	}
	return u, defaults
}

// String is the range for people.
func (r Range) String() string {
	if r.Low == r.High {
		return r.Low.String()
	}
	return fmt.Sprintf("%s to %s, typically %s", r.Low, r.High, r.Typical)
}

// Duration is the factor of a kind of step.
func (u *Uncertainty) Duration(kind string) Range {
	if r, ok := u.Durations[kind]; ok {
		return r
	}
	return u.Durations[AllSteps]
}
