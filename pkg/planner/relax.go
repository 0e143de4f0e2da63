package planner

import (
	"fmt"
	"strconv"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/scenario"
)

// limit is one of the scenario's limits that can be loosened in steps. Step 0 is the limit as it is; the last one is as
// good as none.
type limit struct {
	field string
	from  string
	steps int
	at    func(step int) string // the value of the field after some steps
}

func (l limit) override(step int) scenario.Override {
	return scenario.Override{Field: l.field, Value: l.at(step)}
}

// limits lists what the scenario limits, in the order in which an operator would rather give way: people and dates
// before customers' service. Each can be tried alone.
func (c *Case) limits(s *scenario.Scenario) []limit {
	var out []limit
	out = append(out, c.moneyLimits(s)...)
	out = append(out, c.crewLimits(s)...)
	out = append(out, dateLimits(s)...)
	out = append(out, orderLimits(s)...)
	out = append(out, cleanLimits(s)...)
	out = append(out, c.outageLimits(s)...)
	if s.MaxShare != nil {
		rate := *s.MaxShare
		whole := shareOf(&rate, 100) // in percent, rounded down
		out = append(out, limit{"vendors.max_share", rate.String(), 100 - whole, func(k int) string {
			return strconv.Itoa(whole+k) + "%"
		}})
	}
	loose := out[:0]
	for _, l := range out {
		if l.steps > 0 {
			loose = append(loose, l)
		}
	}
	return loose
}

// sum adds an amount of every package; a sum that is too large becomes the largest amount there is.
func (c *Case) sum(of func(*Package) cost.Cents) cost.Cents {
	var total cost.Cents
	for i := range c.Packages {
		var err error
		if total, err = total.Add(of(&c.Packages[i])); err != nil {
			return cost.Limit - 1
		}
	}
	return total
}

// moneyGrain is the least step in which more money is looked for; large plans take a two-thousandth of their cost.
const moneyGrain cost.Cents = 1000_00

func (c *Case) moneyLimits(s *scenario.Scenario) []limit {
	if s.Unlimited {
		return nil
	}
	dearest := c.sum(func(p *Package) (most cost.Cents) {
		for i := range p.Options {
			most = max(most, p.Options[i].Totals.Cost)
		}
		return most
	})
	dearest = min(cost.Limit-1, dearest+c.networkCost())
	grain := moneyGrain
	for dearest/grain > 2000 {
		grain *= 2
	}
	steps := int(dearest/grain) + 1
	if s.Funding.Credit != nil { // interest may have to be paid as well
		steps += int(s.Funding.Credit.Limit/grain) + 1
	}
	more := func(field string, from cost.Cents) limit {
		return limit{field, from.String(), steps, func(k int) string { return (from + cost.Cents(k)*grain).String() }}
	}
	var out []limit
	switch {
	case len(s.Funding.Released) > 0:
		out = append(out, more("funding.released[0].amount", s.Funding.Released[0].Amount))
	case s.Funding.Credit != nil:
		out = append(out, more("funding.credit.limit", s.Funding.Credit.Limit))
	default:
		out = append(out, more("funding.credit.limit", 0))
	}
	if s.Funding.PerPeriod != nil {
		out = append(out, more("funding.per_period", *s.Funding.PerPeriod))
	}
	return out
}

func (c *Case) crewLimits(s *scenario.Scenario) []limit {
	var out []limit
	for _, crew := range s.Crews {
		key := crewKey{crew.Kind, crew.Region}
		most := 0
		for i := range c.Packages {
			need := 0
			for _, o := range c.Packages[i].Options {
				for _, step := range o.Steps {
					for _, k := range step.Crews {
						if k.Kind == crew.Kind {
							need = max(need, k.Count)
						}
					}
				}
			}
			most += need
		}
		out = append(out, limit{key.field(), strconv.Itoa(crew.Count), most - crew.Count, func(k int) string {
			return strconv.Itoa(crew.Count + k)
		}})
	}
	return out
}

func dateLimits(s *scenario.Scenario) []limit {
	var out []limit
	for _, term := range s.Terms {
		end := s.PeriodEnd(s.Horizon - 1)
		out = append(out, limit{"terms." + term.Application, term.By.String(), (end.Sub(term.By) + s.PeriodDays - 1) / s.PeriodDays, func(k int) string {
			return term.By.AddDays(k * s.PeriodDays).String()
		}})
	}
	out = append(out, limit{"horizon", strconv.Itoa(s.Horizon), moreHorizon(s), func(k int) string {
		return strconv.Itoa(s.Horizon + k)
	}})
	if len(s.Blackouts) > 0 {
		out = append(out, limit{"blackouts", fmt.Sprintf("%d stretches", len(s.Blackouts)), 1, func(int) string { return "none" }})
	}
	return out
}

// moreHorizon is how many periods a proposal may add to the horizon: as many again, or two years.
func moreHorizon(s *scenario.Scenario) int {
	return min(max(s.Horizon, 2*366/s.PeriodDays), lastHorizon(s)-s.Horizon)
}

func (c *Case) outageLimits(s *scenario.Scenario) []limit {
	var out []limit
	count := func(field string, from, most int) {
		out = append(out, limit{field, strconv.Itoa(from), most - from, func(k int) string { return strconv.Itoa(from + k) }})
	}
	if s.Outage.Subscribers != nil {
		count("outage.subscribers", s.Outage.Subscribers.Of(c.total), c.total)
	}
	if s.Outage.Sites != nil {
		count("outage.sites", *s.Outage.Sites, len(c.In.Inventory.Sites))
	}
	if h := s.Outage.SubscriberHoursPerPeriod; h != nil {
		count("outage.subscriber_hours_per_period", int(*h), int(c.mostHours()))
	}
	if h := s.Outage.SubscriberHours; h != nil {
		count("outage.subscriber_hours", int(*h), int(c.mostHours()))
	}
	word := func(field, from, to string) { out = append(out, wordLimit(field, from, to)...) }
	if n := len(s.Outage.Windows); n > 0 {
		word("outage.outside_windows", s.Outage.OutsideWindows, "allow")
		out = append(out, limit{"outage.windows", counted(n, "window"), 1, func(int) string { return "none" }})
	}
	word("outage.neighbors", s.Outage.Neighbors, "together")
	word("outage.roaming_critical", s.Outage.RoamingCritical, "any")
	word("outage.sole_emergency", s.Outage.SoleEmergency, "any")
	return out
}

// wordLimit is a word that can give way to another in one step; nothing where it has.
func wordLimit(field, from, to string) []limit {
	if from == to {
		return nil
	}
	return []limit{{field, from, 1, func(int) string { return to }}}
}

// mostHours is what all outages of all options come to in subscriber-hours; with outages over several periods rounded up.
func (c *Case) mostHours() int64 {
	var most int64
	for i := range c.Packages {
		for _, o := range c.Packages[i].Options {
			for _, step := range o.Steps {
				most += int64(step.OutageHours+step.Days) * int64(c.Packages[i].Lost)
			}
		}
	}
	return most
}

// orderLimits are what the scenario, not the network, has come before something else.
func orderLimits(s *scenario.Scenario) []limit {
	var out []limit
	word := func(field, from, to string) { out = append(out, wordLimit(field, from, to)...) }
	word("in_place", s.InPlace, "allowed")
	word("order.hubs", s.Order.Hubs, "free")
	if s.SoakDays > 0 {
		days := s.SoakDays
		out = append(out, limit{"soak_days", strconv.Itoa(days), days, func(k int) string { return strconv.Itoa(days - k) }})
	}
	if s.Order.Pilot != nil {
		word("order.pilot", s.Order.Pilot.Cluster, "none")
	}
	return out
}
