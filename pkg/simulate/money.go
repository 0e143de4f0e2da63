package simulate

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/riprep/riprep/pkg/cost"
)

// event is a claim with its period.
type event struct {
	period, app    int
	spent, counted cost.Cents
}

// spend works out what each claim of a run costs and what of it the programme counts, before proration.
func (p *player) spend() error {
	m := p.m
	clear(p.byItem)
	clear(p.byPackage)
	p.order = p.order[:0]
	var total, counted cost.Cents
	for i := range m.acts {
		a := &m.acts[i]
		for _, c := range a.claims {
			e := event{period: min(p.start[i]+c.offset, m.play.Limit-1), app: a.app}
			for _, n := range c.lines {
				price := p.drawn.Amounts[n]
				pays := m.lines[n].counts(price)
				var err error
				if e.spent, err = e.spent.Add(price); err != nil {
					return fmt.Errorf("%w: %w", ErrAmount, err)
				}
				e.counted += pays // never more than was spent
				p.byItem[m.prices.ItemOf(n)] += int64(price)
				p.byPackage[a.Package] += int64(price)
			}
			var err error
			if total, err = total.Add(e.spent); err != nil {
				return fmt.Errorf("%w: %w", ErrAmount, err)
			}
			if e.spent > 0 {
				p.order = append(p.order, e)
			}
		}
	}
	if m.u.Overruns == "own" {
		p.limitClaims()
	}
	p.out.own = total
	for i := range p.order {
		counted += p.order[i].counted
		p.out.own -= m.refund(p.order[i].counted)
	}
	p.out.cost, p.out.counted = total, counted
	return nil
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

// limitClaims lets the claims of an application come to no more than was approved, or its estimate counts: in the order of time, and within
// a period of the activities, until nothing is left.
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

// refund is what comes back of an amount that is counted.
func (m *model) refund(counted cost.Cents) cost.Cents {
	re := m.s.Funding.Reimbursement
	if re == nil {
		return 0
	}
	back, err := counted.Times(re.Proration)
	if err != nil { // a part of an amount that fits
		return 0
	}
	return back
}

// account runs the cash account: to the horizon, or to the last spending where that is after it.
func (p *player) account() error {
	m := p.m
	in := cost.AccountInput{Start: m.s.Start, PeriodDays: m.s.PeriodDays, Periods: m.s.Horizon, Funding: m.s.Funding}
	if re := in.Funding.Reimbursement; re != nil {
		drawn := *re
		drawn.ClaimLagDays = p.lagDays
		in.Funding.Reimbursement = &drawn
	}
	in.Events = p.events[:0]
	for _, e := range p.order {
		in.Periods = max(in.Periods, e.period+1)
		in.Events = append(in.Events, cost.Event{Period: e.period, Spend: e.spent, Eligible: e.counted})
	}
	p.events = in.Events
	rows, err := cost.Run(in)
	if err != nil {
		return fmt.Errorf("%w: cash account: %w", ErrAmount, err)
	}
	p.out.lowest, p.out.lowestAt = cost.Lowest(rows)
	p.out.interest, p.out.working = 0, 0
	var laidOut cost.Cents
	for _, row := range rows {
		p.out.interest += row.Interest
		laidOut += row.Spent + row.Interest - row.Reimbursed
		p.out.working = max(p.out.working, laidOut)
	}
	p.out.short = len(m.s.Funding.Breaches(rows)) > 0 && p.out.lowest < -creditOf(m.s.Funding)
	return nil
}

// creditOf is how far the balance may fall below zero.
func creditOf(f cost.Funding) cost.Cents {
	if f.Credit == nil {
		return 0
	}
	return f.Credit.Limit
}
