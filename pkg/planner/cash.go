package planner

import (
	"fmt"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/scenario"
)

// Payment is what is paid of a step at one milestone: one invoice, and one claim.
type Payment struct {
	Milestone cost.Milestone
	Last      bool       // in the last period of the step rather than the first
	Spend     cost.Cents // known prices only
	Eligible  cost.Cents // of Spend, what the programme counts
}

// offset is the period of the payment, from the first of a step that takes some.
func (p *Payment) offset(periods int) int {
	if p.Last {
		return periods - 1
	}
	return 0
}

// dated is spending that no package decides on: it is paid on its day, whatever the plan.
type dated struct {
	period          int
	Spend, Eligible cost.Cents
	Application     string
}

// dated lists what is bought for the whole network, in the order of its days, which is that of its claims. Each is paid whole
// in the period that its day is in, or in the first where that was before. What has no price is not among it.
func (m *model) dated() []dated {
	var out []dated
	for i := range m.c.Network {
		if l := &m.c.Network[i]; l.Known {
			out = append(out, dated{datedPeriod(m.s, l.On), l.Total, l.Counted, l.Application})
		}
	}
	return out
}

func datedPeriod(s *scenario.Scenario, on inventory.Date) int {
	return max(0, on.Sub(s.Start)) / s.PeriodDays
}

// datedFaults are what is paid on its day beyond the horizon, and periods in which more is than the cap on spending allows.
func (c *Case) datedFaults() (faults strict.Faults) {
	s := c.In.Scenario
	for i := range s.Estimate.Network {
		if item := &s.Estimate.Network[i]; item.On.After(s.PeriodEnd(s.Horizon - 1)) {
			faults = append(faults, strict.Fault{
				Pos:     item.Pos,
				Message: fmt.Sprintf("item %q: on %s: after the horizon, which ends on %s", item.Item, item.On, s.PeriodEnd(s.Horizon-1)),
				Hint:    "lengthen the horizon, or leave the item out of this plan",
			})
		}
	}
	if s.Funding.PerPeriod == nil {
		return faults
	}
	spent := map[int]cost.Cents{}
	for i := range c.Network {
		if l := &c.Network[i]; l.Known {
			spent[datedPeriod(s, l.On)] += l.Total // the sum of all is looked at in priceFault
		}
	}
	for _, t := range sortedKeys(spent) {
		if spent[t] > *s.Funding.PerPeriod {
			return append(faults, strict.Fault{
				Pos:     s.Pos["funding.per_period"],
				Message: fmt.Sprintf("per_period %s: below what is paid for the network in the period from %s (%s)", *s.Funding.PerPeriod, s.PeriodStart(t), spent[t]),
				Hint:    fmt.Sprintf("set it to at least %s", spent[t]),
			})
		}
	}
	return faults
}

// application is the one whose money a package is done with: that of the site it is named after.
func (p *Package) application() string { return p.Site.Application }

// grants are what the programme has promised to each application of a scenario.
func grants(s *scenario.Scenario) []cost.Grant {
	out := make([]cost.Grant, len(s.Applications))
	for i := range s.Applications {
		a := &s.Applications[i]
		out[i] = cost.Grant{Application: a.ID, Proration: a.Proration, Allocation: a.Allocation}
	}
	return out
}

// proration is the part of an application's eligible spending that comes back. There must be a reimbursement.
func proration(s *scenario.Scenario, application string) cost.Rate {
	if a := s.Application(application); a != nil && a.Proration != nil {
		return *a.Proration
	}
	return s.Funding.Reimbursement.Proration
}

// claimOf is what is asked for an invoice.
func claimOf(s *scenario.Scenario, application string, eligible cost.Cents) cost.Cents {
	if s.Funding.Reimbursement == nil {
		return 0
	}
	claim, err := eligible.Times(proration(s, application))
	if err != nil { // a part of an amount cannot overflow
		return 0
	}
	return claim
}
