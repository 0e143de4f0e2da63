package cost

import (
	"cmp"
	"fmt"
	"slices"
)

// Grant is what the programme has promised to one application: the part of eligible spending that it pays, where that
// is not the funding's, and the most that is ever drawn, nil where no amount is known.
type Grant struct {
	Application string
	Proration   *Rate
	Allocation  *Cents
}

// Claim is what is asked for one event, and what comes of it.
type Claim struct {
	Asked  Cents // round(eligible · proration)
	Paid   Cents // of it, what the allocation still had when its turn came
	Period int   // in which Paid comes; it may lie after the horizon
}

// Claims returns the claim of each event, in the order of the events. The claims of an application are met in the order
// of their periods, and in one period in the order of the events, until its allocation is used up: never is more drawn than
// was allocated (86 FR 2930, para 151). The claim at which it runs out is paid in part.
func (in *AccountInput) Claims() ([]Claim, error) {
	claims := make([]Claim, len(in.Events))
	refund := in.Funding.Reimbursement
	if refund == nil {
		return claims, nil
	}
	grants, left := in.grants()
	order := make([]int, len(in.Events))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(in.Events[i].Period, in.Events[j].Period) })
	lag := refund.LagPeriods(in.PeriodDays)
	for _, i := range order {
		e, c := &in.Events[i], &claims[i]
		proration := refund.Proration
		grant, ok := grants[e.Application]
		if ok && grant.Proration != nil {
			proration = *grant.Proration
		}
		var err error
		if c.Asked, err = e.Eligible.Times(proration); err != nil {
			return nil, fmt.Errorf("event %d: %w", i, err)
		}
		c.Paid, c.Period = c.Asked, e.Period+lag
		if ok && grant.Allocation != nil {
			c.Paid = min(c.Asked, left[e.Application])
			left[e.Application] -= c.Paid
		}
	}
	return claims, nil
}

// grants are the grants by application, and what each still has.
func (in *AccountInput) grants() (map[string]Grant, map[string]Cents) {
	grants, left := map[string]Grant{}, map[string]Cents{}
	for _, g := range in.Grants {
		grants[g.Application] = g
		if g.Allocation != nil {
			left[g.Application] = *g.Allocation
		}
	}
	return grants, left
}

// checkGrants refuses grants that the formulas have no meaning for.
func (in *AccountInput) checkGrants() error {
	for i, g := range in.Grants {
		switch {
		case slices.ContainsFunc(in.Grants[:i], func(o Grant) bool { return o.Application == g.Application }):
			return fmt.Errorf("application %q: stands twice", g.Application)
		case g.Proration != nil && (*g.Proration < 0 || *g.Proration > FullRate):
			return fmt.Errorf("application %q: proration %s: want 0 to 1", g.Application, *g.Proration)
		case g.Allocation != nil && (*g.Allocation < 0 || !g.Allocation.bounded()):
			return fmt.Errorf("application %q: allocation %s: want 0 or more", g.Application, *g.Allocation)
		}
	}
	return nil
}
