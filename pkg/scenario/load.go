package scenario

import (
	"slices"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// Kind is the file kind of a scenario.
var Kind = strict.Kind{Name: "scenario", Major: 1, Single: true}

// MaxHorizon is the longest horizon in periods: 76 years of weeks, 11 of days.
const MaxHorizon = 4000

const (
	maxCount       = 1_000_000
	maxSubscribers = 2_000_000_000
	maxHours       = 1 << 40
	maxLagDays     = 3650
	maxCoverageKM  = 300 // as in an inventory
)

// Load reads a scenario; its faults go to r. What it refers to in the inventory and among the rules is checked by the planner.
func Load(r *strict.Reader, path string) *Scenario {
	s := &Scenario{Pos: map[string]strict.Pos{}}
	r.File(path, Kind, s.decode)
	s.applyDefaults()
	return s
}

func (s *Scenario) decode(m *strict.Map) {
	m.Has("riprep")
	s.Start, _ = strict.Parse(m, "start", inventory.ParseDate, strict.Required)
	s.PeriodDays = 7
	switch m.Enum("period", PeriodNames) {
	case "day":
		s.PeriodDays = 1
	case "":
		s.assume("period", "week", "the usual planning grain")
	}
	s.Horizon, _ = m.Int("horizon", 1, MaxHorizon, strict.Required)
	s.Horizon = max(s.Horizon, 1)
	s.Regimes = m.IDs("regimes")
	once(m, "regimes", s.Regimes)
	s.Remove = m.Enum("remove", RemoveWords)
	s.Objectives = m.Enums("objectives", ObjectiveNames)
	once(m, "objectives", s.Objectives)
	deferral, stated := m.Bool("deferral")
	s.Deferral = deferral
	s.silent(!stated, "deferral", "false", "all that is planned for must go")
	s.decodeFunding(m, m.Map("funding"))
	s.decodeEstimate(m.Map("estimate"))
	s.decodeOutage(m.Map("outage"))
	s.decodeCrews(m)
	s.decodeDates(m)
	s.decodeApplications(m)
	s.decodeVendors(m.Map("vendors"))
	s.InPlace = m.Enum("in_place", InPlaceWords)
	s.SoakDays, stated = m.Int("soak_days", 0, maxLagDays)
	s.silent(!stated, "soak_days", "0", "the wait of each method is taken to be enough")
	s.decodeOrder(m.Map("order"))
	s.decodeCleanPaths(m)
	s.decodeRisk(m.Map("risk"))
	s.decodeUncertainty(m.Map("uncertainty"))
	for _, key := range []string{"start", "horizon", "deferral", "objectives", "funding", "outage", "crews", "terms", "blackouts", "vendors", "regimes", "remove", "clean_path", "risk"} {
		s.Pos[key] = m.At(key)
	}
	m.Done()
}

func (s *Scenario) decodeVendors(m *strict.Map) {
	if share, ok := strict.Parse(m, "max_share", parsePart); ok {
		s.MaxShare = &share
	}
	m.Done()
}

// parsePart reads a part of a whole, 0 to 1 or 0% to 100%.
func parsePart(text string) (cost.Rate, error) { return cost.ParseRate(text, 0, cost.FullRate) }

func (s *Scenario) decodeOutage(m *strict.Map) {
	if share, ok := strict.Parse(m, "subscribers", ParseShare); ok {
		s.Outage.Subscribers = &share
		s.Pos["outage.subscribers"] = m.At("subscribers")
	}
	if n, ok := m.Int("sites", 0, maxCount); ok {
		s.Outage.Sites = &n
		s.Pos["outage.sites"] = m.At("sites")
	}
	if h, ok := strict.Parse(m, "subscriber_hours_per_period", parseHours); ok {
		s.Outage.SubscriberHoursPerPeriod = &h
		s.Pos["outage.subscriber_hours_per_period"] = m.At("subscriber_hours_per_period")
	}
	if h, ok := strict.Parse(m, "subscriber_hours", parseHours); ok {
		s.Outage.SubscriberHours = &h
		s.Pos["outage.subscriber_hours"] = m.At("subscriber_hours")
	}
	s.Outage.Neighbors = m.Enum("neighbors", NeighborWords)
	s.Outage.SoleEmergency = m.Enum("sole_emergency", SoleEmergencyWords)
	s.Outage.RoamingCritical = m.Enum("roaming_critical", SoleEmergencyWords)
	radius := m.Map("coverage_km")
	for _, kind := range CoverageKinds {
		if km, ok := radius.Float(kind, 0, maxCoverageKM); ok {
			if s.Outage.CoverageKM == nil {
				s.Outage.CoverageKM = map[string]float64{}
			}
			s.Outage.CoverageKM[kind] = km
		}
	}
	radius.Done()
	m.List("windows", s.decodeWindow)
	s.Pos["outage.windows"] = m.At("windows")
	s.Outage.OutsideWindows = m.Enum("outside_windows", OutsideWords)
	s.Pos["outage.outside_windows"] = m.At("outside_windows")
	m.Done()
}

func (s *Scenario) decodeDates(m *strict.Map) {
	m.List("blackouts", s.decodeBlackout)
	terms := m.Map("terms")
	for _, app := range keysOnce(terms) {
		if app == "" {
			terms.Fault(app, "", "term of an application without a name")
		}
		if d, ok := strict.Parse(terms, app, inventory.ParseDate); ok {
			s.Terms = append(s.Terms, Term{app, d})
			s.Pos["terms."+app] = terms.At(app)
		}
	}
	terms.Done()
}

func (s *Scenario) decodeBlackout(e *strict.Map) {
	var b Blackout
	b.From, _ = strict.Parse(e, "from", inventory.ParseDate, strict.Required)
	b.To, _ = strict.Parse(e, "to", inventory.ParseDate, strict.Required)
	b.Work = e.Enums("work", inventory.WorkKinds)
	b.Regions = e.Strings("regions")
	b.Why = e.String("why")
	inOrder(e, b.From, b.To)
	e.Done()
	s.Blackouts = append(s.Blackouts, b)
}

// keysOnce are the keys of a mapping whose keys are the user's own words, but for those that stand twice: of these Done
// reports the second.
func keysOnce(m *strict.Map) []string {
	keys := m.Keys()
	count := make(map[string]int, len(keys))
	for _, key := range keys {
		count[key]++
	}
	return slices.DeleteFunc(keys, func(key string) bool {
		if count[key] == 1 {
			return false
		}
		if count[key] > 1 {
			m.Has(key) // known, and asked for once only
			count[key] = 0
		}
		return true
	})
}

// once reports a word that stands twice in a list.
func once(m *strict.Map, key string, words []string) {
	seen := make(map[string]bool, len(words))
	for _, w := range words {
		if seen[w] {
			m.Fault(key, "", "%s %q: stands twice", key, w)
		}
		seen[w] = true
	}
}

// inOrder reports a stretch of days that ends before it begins. A day that could not be read is a fault already.
func inOrder(m *strict.Map, from, to inventory.Date) {
	if !from.IsZero() && !to.IsZero() && to.Before(from) {
		m.Fault("to", "", "to %s: before from %s", to, from)
	}
}

// ParseShare reads "5%" or a count of subscribers.
func ParseShare(text string) (Share, error) {
	if strings.HasSuffix(text, "%") {
		rate, err := parsePart(text)
		if err != nil {
			return Share{}, err
		}
		return Share{Percent: &rate}, nil
	}
	n, err := parseCount(text)
	if err != nil {
		return Share{}, errShare(text)
	}
	return Share{Count: n}, nil
}
