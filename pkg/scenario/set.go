package scenario

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// Override is one field of a scenario and the value that it is given, both as a user writes them.
type Override struct{ Field, Value string }

func (o Override) String() string { return o.Field + "=" + o.Value }

// ParseOverride reads FIELD=VALUE.
func ParseOverride(s string) (Override, error) {
	field, value, ok := strings.Cut(s, "=")
	if !ok || field == "" || value == "" {
		return Override{}, fmt.Errorf("%q: want FIELD=VALUE, such as crews.tower=3", s)
	}
	return Override{field, value}, nil
}

// SettableFields are the patterns of the fields that Set knows.
var SettableFields = []string{
	"horizon", "deferral", "funding.released[N].amount", "funding.per_period", "funding.credit.limit",
	"funding.reimbursement.proration", "funding.reimbursement.claim_lag_days", "outage.subscribers", "outage.sites",
	"outage.subscriber_hours_per_period", "outage.neighbors", "outage.sole_emergency", "crews.KIND", "crews.KIND.REGION",
	"terms.APPLICATION", "vendors.max_share", "blackouts", "outage.subscriber_hours", "outage.roaming_critical",
	"outage.windows", "outage.outside_windows", "in_place", "soak_days", "order.hubs", "order.pilot", "clean_path.by",
	"remove", "estimate.contingency", "applications.ID.first_distribution", "applications.ID.proration", "applications.ID.allocation",
}

// Set changes one field. The value is written as in the file; "none" takes an optional limit away.
func (s *Scenario) Set(o Override) error {
	err := s.set(o)
	if err != nil {
		return fmt.Errorf("set %s: %w", o.Field, err)
	}
	s.forget(o.Field)
	return nil
}

func (s *Scenario) set(o Override) error {
	if s.Unlimited && strings.HasPrefix(o.Field, "funding.") {
		return fmt.Errorf("%q: no funding is stated, so money limits nothing; state it in the scenario first", o.Value)
	}
	none := o.Value == "none"
	switch o.Field {
	case "horizon":
		return setInt(&s.Horizon, o.Value, 1, MaxHorizon)
	case "deferral":
		return setBool(&s.Deferral, o.Value)
	case "estimate.contingency":
		return setOptional(&s.Estimate.Contingency, none, o.Value, parsePart)
	case "funding.per_period":
		return setOptional(&s.Funding.PerPeriod, none, o.Value, parseAmount)
	case "funding.credit.limit":
		return s.setCredit(o.Value)
	case "funding.reimbursement.proration", "funding.reimbursement.claim_lag_days":
		re := s.Funding.Reimbursement
		if re == nil {
			return fmt.Errorf("%q: there is no reimbursement", o.Value)
		}
		if o.Field == "funding.reimbursement.proration" {
			return setValue(&re.Proration, o.Value, parsePart)
		}
		return setInt(&re.ClaimLagDays, o.Value, 0, maxLagDays)
	case "outage.subscribers":
		return setOptional(&s.Outage.Subscribers, none, o.Value, ParseShare)
	case "outage.sites":
		return setOptional(&s.Outage.Sites, none, o.Value, parseSites)
	case "outage.subscriber_hours_per_period":
		return setOptional(&s.Outage.SubscriberHoursPerPeriod, none, o.Value, parseHours)
	case "outage.neighbors":
		return setWord(&s.Outage.Neighbors, o.Value, NeighborWords)
	case "outage.sole_emergency":
		return setWord(&s.Outage.SoleEmergency, o.Value, SoleEmergencyWords)
	case "outage.subscriber_hours":
		return setOptional(&s.Outage.SubscriberHours, none, o.Value, parseHours)
	case "outage.roaming_critical":
		return setWord(&s.Outage.RoamingCritical, o.Value, SoleEmergencyWords)
	case "outage.outside_windows":
		return setWord(&s.Outage.OutsideWindows, o.Value, OutsideWords)
	case "remove":
		return setWord(&s.Remove, o.Value, RemoveWords)
	case "in_place":
		return setWord(&s.InPlace, o.Value, InPlaceWords)
	case "soak_days":
		return setInt(&s.SoakDays, o.Value, 0, maxLagDays)
	case "order.hubs":
		return setWord(&s.Order.Hubs, o.Value, HubWords)
	case "order.pilot":
		return s.setPilot(none, o.Value)
	case "clean_path.by":
		return s.setCleanBy(none, o.Value)
	case "outage.windows":
		if !none {
			return fmt.Errorf("%q: only none is possible", o.Value)
		}
		s.Outage.Windows = nil
		s.forget("outage.windows.low_traffic", "outage.outside_windows")
		return nil
	case "vendors.max_share":
		return setOptional(&s.MaxShare, none, o.Value, parsePart)
	case "blackouts":
		if !none {
			return fmt.Errorf("%q: only none is possible", o.Value)
		}
		s.Blackouts = nil
		return nil
	}
	return s.setNamed(o)
}

// forget takes defaults away that say something of what is there no more.
func (s *Scenario) forget(fields ...string) {
	s.Defaults = slices.DeleteFunc(s.Defaults, func(d Default) bool { return slices.Contains(fields, d.Field) })
}

// setNamed sets a field that has a name or a number of the user's in it.
func (s *Scenario) setNamed(o Override) error {
	if rest, ok := strings.CutPrefix(o.Field, "funding.released["); ok {
		text, ok := strings.CutSuffix(rest, "].amount")
		n, err := strconv.Atoi(text)
		if !ok || err != nil || n < 0 || n >= len(s.Funding.Released) {
			return fmt.Errorf("no such release (there are %d, counted from 0)", len(s.Funding.Released))
		}
		return setValue(&s.Funding.Released[n].Amount, o.Value, parseAmount)
	}
	if app, ok := strings.CutPrefix(o.Field, "terms."); ok {
		for i := range s.Terms {
			if s.Terms[i].Application == app {
				return setValue(&s.Terms[i].By, o.Value, inventory.ParseDate)
			}
		}
		if a := s.Application(app); a != nil { // whose term would be computed
			by, err := inventory.ParseDate(o.Value)
			if err == nil {
				s.Terms = append(s.Terms, Term{app, by})
				s.overridden("terms."+app, "terms."+app)
				s.forget("terms")
			}
			return err
		}
		return fmt.Errorf("no term for application %q", app)
	}
	if rest, ok := strings.CutPrefix(o.Field, "applications."); ok {
		return s.setApplication(rest, o.Value)
	}
	if rest, ok := strings.CutPrefix(o.Field, "crews."); ok {
		return s.setCrew(rest, o.Value)
	}
	return fmt.Errorf("no such field (known: %s)", strings.Join(SettableFields, ", "))
}

// setPilot names another pilot cluster, with the wait of the one before, or none.
func (s *Scenario) setPilot(none bool, text string) error {
	if none {
		s.Order.Pilot = nil
		return nil
	}
	p := Pilot{Cluster: text}
	if s.Order.Pilot != nil {
		p.SoakDays = s.Order.Pilot.SoakDays
	}
	s.Order.Pilot = &p
	s.overridden("order.pilot", "order.pilot")
	return nil
}

// setCleanBy moves the day of every clean path that is demanded, or takes the demands away.
func (s *Scenario) setCleanBy(none bool, text string) error {
	if none {
		s.CleanPaths = nil
		s.forget("clean_path.paths")
		return nil
	}
	if len(s.CleanPaths) == 0 {
		return fmt.Errorf("%q: no clean path is demanded", text)
	}
	for i := range s.CleanPaths {
		if err := setValue(&s.CleanPaths[i].By, text, inventory.ParseDate); err != nil {
			return err
		}
		s.overridden(fmt.Sprintf("clean_path[%d].by", i), "clean_path.by")
	}
	return nil
}

// overridden notes that a value does not stand in the file any more, so that a fault of it names the field that was set.
func (s *Scenario) overridden(key, field string) {
	if s.Pos == nil {
		s.Pos = map[string]strict.Pos{}
	}
	s.Pos[key] = strict.Pos{File: "--set " + field}
}

// setCredit changes the credit line, or opens one.
func (s *Scenario) setCredit(text string) error {
	limit, err := parseAmount(text)
	if err != nil {
		return err
	}
	if s.Funding.Credit == nil {
		s.Funding.Credit = &cost.Credit{}
		s.forget("funding.credit")
		s.assume("funding.credit.annual_rate", "0%", "no interest is stated")
	}
	s.Funding.Credit.Limit = limit
	return nil
}

// setCrew changes the count of KIND or KIND.REGION, or adds such crews.
func (s *Scenario) setCrew(name, text string) error {
	kind, region, regional := strings.Cut(name, ".")
	if !isCrewKind(kind) || regional && region == "" {
		return fmt.Errorf("%q: want crews.KIND or crews.KIND.REGION", "crews."+name)
	}
	var n int
	if err := setInt(&n, text, 0, maxCount); err != nil {
		return err
	}
	if i := s.crew(kind, region); i >= 0 {
		s.Crews[i].Count = n
	} else {
		s.Crews = append(s.Crews, Crew{Kind: kind, Region: region, Count: n})
	}
	return nil
}

func setValue[T any](to *T, text string, parse func(string) (T, error)) error {
	v, err := parse(text)
	if err == nil {
		*to = v
	}
	return err
}

func setOptional[T any](to **T, none bool, text string, parse func(string) (T, error)) error {
	if none {
		*to = nil
		return nil
	}
	v, err := parse(text)
	if err == nil {
		*to = &v
	}
	return err
}

func setInt(to *int, text string, low, high int) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < low || n > high {
		return fmt.Errorf("%q: want a whole number from %d to %d", text, low, high)
	}
	*to = n
	return nil
}

func setBool(to *bool, text string) error {
	if text != "true" && text != "false" {
		return fmt.Errorf("%q: want true or false", text)
	}
	*to = text == "true"
	return nil
}

func setWord(to *string, text string, words []string) error {
	if !slices.Contains(words, text) {
		return fmt.Errorf("%q: want %s", text, strings.Join(words, " or "))
	}
	*to = text
	return nil
}

func parseAmount(text string) (cost.Cents, error) {
	c, err := cost.ParseCents(text)
	if err == nil && c < 0 {
		err = fmt.Errorf("%q: negative money", text)
	}
	return c, err
}

func parseCount(text string) (int, error) {
	var n int
	err := setInt(&n, text, 0, maxSubscribers)
	return n, err
}

func parseHours(text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 || n > maxHours {
		return 0, fmt.Errorf("%q: want a whole number from 0 to %d", text, int64(maxHours))
	}
	return n, nil
}

func parseSites(text string) (int, error) {
	var n int
	err := setInt(&n, text, 0, maxCount)
	return n, err
}

func errShare(text string) error {
	return fmt.Errorf("%q: want a count of subscribers or a part such as 5%%", text)
}
