package scenario

import (
	"maps"
	"slices"
)

// Clone returns a copy that shares nothing with the original.
func (s *Scenario) Clone() *Scenario {
	c := *s
	c.Regimes, c.Objectives = slices.Clone(s.Regimes), slices.Clone(s.Objectives)
	c.Funding.Released = slices.Clone(s.Funding.Released)
	c.Funding.PerPeriod = clonePtr(s.Funding.PerPeriod)
	if c.Funding.Reimbursement = clonePtr(s.Funding.Reimbursement); c.Funding.Reimbursement != nil {
		c.Funding.Reimbursement.Lag = clonePtr(c.Funding.Reimbursement.Lag)
	}
	c.Funding.Payments = slices.Clone(s.Funding.Payments) // their lists are never written to
	c.Funding.Credit = clonePtr(s.Funding.Credit)
	c.Estimate = s.Estimate.clone()
	if c.Outage.Subscribers = clonePtr(s.Outage.Subscribers); c.Outage.Subscribers != nil {
		c.Outage.Subscribers.Percent = clonePtr(c.Outage.Subscribers.Percent)
	}
	c.Outage.Sites = clonePtr(s.Outage.Sites)
	c.Outage.SubscriberHoursPerPeriod = clonePtr(s.Outage.SubscriberHoursPerPeriod)
	c.Outage.SubscriberHours = clonePtr(s.Outage.SubscriberHours)
	c.Outage.CoverageKM = maps.Clone(s.Outage.CoverageKM)
	c.Outage.Windows = slices.Clone(s.Outage.Windows)
	for i := range c.Outage.Windows {
		w := &c.Outage.Windows[i]
		w.Days, w.Work, w.Regions = slices.Clone(w.Days), slices.Clone(w.Work), slices.Clone(w.Regions)
	}
	c.Order.Pilot = clonePtr(s.Order.Pilot)
	c.CleanPaths = slices.Clone(s.CleanPaths)
	for i := range c.CleanPaths {
		c.CleanPaths[i].Sites = slices.Clone(c.CleanPaths[i].Sites)
	}
	c.Risk.Roles, c.Risk.Sensitive = maps.Clone(s.Risk.Roles), maps.Clone(s.Risk.Sensitive)
	c.Uncertainty = s.Uncertainty.clone()
	c.MaxShare = clonePtr(s.MaxShare)
	c.Crews = slices.Clone(s.Crews)
	c.CrewChanges = slices.Clone(s.CrewChanges)
	c.Blackouts = slices.Clone(s.Blackouts)
	for i := range c.Blackouts {
		b := &c.Blackouts[i]
		b.Work, b.Regions = slices.Clone(b.Work), slices.Clone(b.Regions)
	}
	c.Terms = slices.Clone(s.Terms)
	c.Applications = cloneApplications(s.Applications)
	c.Defaults = slices.Clone(s.Defaults)
	c.Pos = maps.Clone(s.Pos)
	return &c
}

func clonePtr[T any](p *T) *T {
	if p == nil {
		return nil
	}
	v := *p
	return &v
}

func (e *Estimate) clone() Estimate {
	c := *e
	if c.Index = clonePtr(e.Index); c.Index != nil {
		c.Index.Levels = maps.Clone(e.Index.Levels)
	}
	if c.Tax = clonePtr(e.Tax); c.Tax != nil {
		c.Tax.Rates, c.Tax.Other, c.Tax.Categories = maps.Clone(e.Tax.Rates), clonePtr(e.Tax.Other), slices.Clone(e.Tax.Categories)
	}
	c.Contingency = clonePtr(e.Contingency)
	c.Network = slices.Clone(e.Network)
	return c
}
