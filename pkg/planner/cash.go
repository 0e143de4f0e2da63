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
	On              inventory.Date
	Spend, Eligible cost.Cents
	Application     string
}

// dated lists it, in the order in which its claims are made. There is none yet.
func (c *Case) dated() []dated { return c.fixed }

// datedPeriod is the period in which it is paid: the one that its day is in, the first for a day before the start. ok is
// false for a day after the horizon, of which a plan says nothing.
func datedPeriod(s *scenario.Scenario, d *dated) (t int, ok bool) {
	t = max(0, d.On.Sub(s.Start)) / s.PeriodDays
	return t, t < s.Horizon
}

// datedFaults are periods in which more is paid on its day than the cap on spending allows.
func (c *Case) datedFaults() strict.Faults {
	s := c.In.Scenario
	if s.Funding.PerPeriod == nil {
		return nil
	}
	spent := map[int]cost.Cents{}
	for _, d := range c.dated() {
		if t, ok := datedPeriod(s, &d); ok {
			spent[t] += d.Spend
		}
	}
	for _, t := range sortedKeys(spent) {
		if spent[t] > *s.Funding.PerPeriod {
			return strict.Faults{{
				Pos:     s.Pos["funding.per_period"],
				Message: fmt.Sprintf("per_period %s: below what is paid in the period from %s whatever the plan (%s)", *s.Funding.PerPeriod, s.PeriodStart(t), spent[t]),
				Hint:    fmt.Sprintf("set it to at least %s", spent[t]),
			}}
		}
	}
	return nil
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
