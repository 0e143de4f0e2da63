package simulate

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/riprep/riprep/pkg/cost"
)

// event is a payment with its claim, and the period that both fall into.
type event struct {
	period, app    int
	spent, counted cost.Cents // what the programme counts of it, before proration
}

// spend works out what is paid in a run, and what of it the programme counts.
func (p *player) spend() error {
	m := p.m
	clear(p.byItem)
	clear(p.byPackage)
	p.divide()
	p.order = p.order[:0]
	var total cost.Cents
	for i := range m.acts {
		a := &m.acts[i]
		for k := range a.claims {
			c := &a.claims[k]
			e, err := p.pay(a, c)
			if err != nil {
				return err
			}
			e.period = min(p.start[i], m.play.Limit-1)
			if c.last {
				e.period = min(max(p.start[i], p.finish[i]-1), m.play.Limit-1)
			}
			if total, err = total.Add(e.spent); err != nil {
				return fmt.Errorf("%w: %w", ErrAmount, err)
			}
			if e.spent > 0 {
				p.order = append(p.order, e)
			}
		}
	}
	if m.u.Overruns == "own" && !p.planned {
		p.limitClaims()
	}
	p.out.cost, p.out.counted = total, 0
	for i := range p.order {
		p.out.counted += p.order[i].counted
	}
	return nil
}

// pay adds the lines of a claim.
func (p *player) pay(a *activity, c *claim) (e event, err error) {
	m := p.m
	e.app = a.app
	for _, x := range c.parts {
		l := &m.lines[x.line]
		spent := p.drawn.Amounts[x.line]
		var counted cost.Cents
		if l.parts > 1 {
			d := &p.divided[l.split]
			spent, counted = d.spent[x.at], d.counted[x.at]
		} else {
			counted = l.counts(spent)
		}
		if e.spent, err = e.spent.Add(spent); err != nil {
			return e, fmt.Errorf("%w: %w", ErrAmount, err)
		}
		e.counted += counted // never more than was spent
		p.byItem[m.prices.ItemOf(x.line)] += int64(spent)
		p.byPackage[a.Package] += int64(spent)
	}
	return e, nil
}

// divided is a line in the parts in which it is paid.
type divided struct{ spent, counted weights }

// divide divides what is paid in several parts: the price in proportion to the terms, and what is counted of it in proportion
// to the parts, as the plan has it.
func (p *player) divide() {
	m := p.m
	for k, n := range m.split {
		l, price := &m.lines[n], p.drawn.Amounts[n]
		d := &p.divided[k]
		d.spent = split(price, &l.weights, cost.Cents(cost.FullRate))
		d.counted = split(l.counts(price), &d.spent, price)
	}
}

// counts is what the programme counts of a line at a price: the part that it counts in the estimate.
func (l *line) counts(price cost.Cents) cost.Cents {
	switch l.counted {
	case 0:
		return 0
	case l.total:
		return price
	}
	if price == l.total {
		return l.counted
	}
	return min(price, cost.Cents(math.Round(float64(price)*(float64(l.counted)/float64(l.total)))))
}

// limitClaims lets what is counted of an application come to no more than was approved, or its estimate counts: in the
// order of time, and within a period of the activities, until nothing is left.
func (p *player) limitClaims() {
	m := p.m
	p.appLeft = grow(p.appLeft, len(m.apps))
	for i := range p.order {
		p.appLeft[p.order[i].app] += int64(p.order[i].counted)
	}
	over := false
	for at, left := range p.appLeft {
		over = over || left > int64(m.apps[at])
		p.appLeft[at] = int64(m.apps[at])
	}
	if !over {
		return
	}
	slices.SortStableFunc(p.order, func(a, b event) int { return cmp.Compare(a.period, b.period) })
	for i := range p.order {
		e := &p.order[i]
		e.counted = min(e.counted, cost.Cents(p.appLeft[e.app]))
		p.appLeft[e.app] -= int64(e.counted)
	}
}

// input is what the cash account needs to know of a run: to the horizon, or to the last payment where that is after it.
func (p *player) input() cost.AccountInput {
	m := p.m
	in := cost.AccountInput{Start: m.s.Start, PeriodDays: m.s.PeriodDays, Periods: m.s.Horizon, Funding: m.s.Funding, Grants: m.grants}
	if p.planned {
		in.Grants = m.play.Grants
	}
	if re := in.Funding.Reimbursement; re != nil {
		drawn := *re
		drawn.ClaimLagDays = p.lagDays
		in.Funding.Reimbursement = &drawn
	}
	p.events = p.events[:0]
	for _, e := range p.order {
		in.Periods = max(in.Periods, e.period+1)
		p.events = append(p.events, cost.Event{Period: e.period, Spend: e.spent, Eligible: e.counted, Application: m.appIDs[e.app]})
	}
	in.Events = p.events
	return in
}

// account runs the cash account.
func (p *player) account() error {
	rows, err := cost.Run(p.input())
	if err != nil {
		return fmt.Errorf("%w: cash account: %w", ErrAmount, err)
	}
	o := &p.out
	o.lowest, o.lowestAt = cost.Lowest(rows)
	o.working, _ = cost.WorkingCapital(rows)
	o.own, o.interest = o.cost-rows[len(rows)-1].Outstanding, 0
	for i := range rows {
		o.interest += rows[i].Interest
		o.own -= rows[i].Reimbursed
	}
	o.short = o.lowest < -creditOf(p.m.s.Funding)
	return nil
}

// claim works out what comes back where nothing has a date.
func (p *player) claim() error {
	in := p.input()
	claims, err := in.Claims()
	if err != nil {
		return fmt.Errorf("%w: claims: %w", ErrAmount, err)
	}
	p.out.own = p.out.cost
	for i := range claims {
		p.out.own -= claims[i].Paid
	}
	return nil
}

// creditOf is how far the balance may fall below zero.
func creditOf(f cost.Funding) cost.Cents {
	if f.Credit == nil {
		return 0
	}
	return f.Credit.Limit
}
