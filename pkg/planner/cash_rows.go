package planner

import (
	"cmp"
	"slices"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// PlannedPayment is one invoice of an activity, and what comes back of it.
type PlannedPayment struct {
	Milestone    string         // start | order | delivery | acceptance
	On           inventory.Date // first day of the period
	Amount       cost.Cents
	Eligible     cost.Cents     // of it, what the programme counts, before proration
	Reimbursed   cost.Cents     // comes back for it: cut by the proration, and by what is left of the application's allocation
	ReimbursedOn inventory.Date // first day of that period; zero where nothing comes back, or after the horizon only
}

// ApplicationRow is the money of one application. Every cent of what its work costs is in exactly one of Ineligible, Cut,
// Refused, Reimbursed and Outstanding.
type ApplicationRow struct {
	ID          string // "" for packages whose site names none
	Packages    int
	Deferred    int
	Cost        cost.Cents
	Ineligible  cost.Cents  // of Cost, what the programme does not count
	Counted     cost.Cents  // Cost − Ineligible
	Proration   *cost.Rate  // the part of Counted that is asked for, claim by claim; nil where nothing is reimbursed
	Cut         cost.Cents  // Counted − Claimed
	Claimed     cost.Cents  // what is asked for
	Refused     cost.Cents  // of Claimed, what is above the allocation
	Reimbursed  cost.Cents  // within the horizon
	Outstanding cost.Cents  // to be reimbursed after it
	Allocation  *cost.Cents // nil where none is stated
	Left        *cost.Cents // of it, when all that is claimed has been paid
	Term        inventory.Date
	Finish      inventory.Date // last day of the last activity
}

// NetworkPayment is a line that belongs to no package, and what comes back of it.
type NetworkPayment struct {
	Line         cost.Line
	Application  string         // that it is claimed in, "" for none
	On           inventory.Date // as the scenario states it
	Paid         inventory.Date // first day of the period in which it is paid
	Reimbursed   cost.Cents
	ReimbursedOn inventory.Date // as in PlannedPayment
}

// network writes down what is bought for the whole network.
func (r *replay) network() (out []NetworkPayment) {
	next := 0
	for i := range r.c.Network {
		l := &r.c.Network[i]
		np := NetworkPayment{Line: l.Line, Application: l.Application, On: l.On, Paid: r.s.PeriodStart(datedPeriod(r.s, l.On))}
		if l.Known {
			np.Reimbursed, np.ReimbursedOn = r.comes(r.datedClaims[next])
			next++
		}
		out = append(out, np)
	}
	return out
}

// comes is what is paid for a claim, and when.
func (r *replay) comes(c cost.Claim) (back cost.Cents, on inventory.Date) {
	if c.Paid > 0 && c.Period < r.s.Horizon {
		on = r.s.PeriodStart(c.Period)
	}
	return c.Paid, on
}

// ordered are the packages in the order of the case, whatever their order in the plan: claims are made in it.
func (r *replay) ordered() []*played {
	out := make([]*played, len(r.played))
	for i := range r.played {
		out[i] = &r.played[i]
	}
	slices.SortFunc(out, func(a, b *played) int { return cmp.Compare(a.index, b.index) })
	return out
}

// account is what the cash account needs to know. In one period claims are made for what is dated first, then package by
// package, step by step and milestone by milestone.
func (r *replay) account() cost.AccountInput {
	in := cost.AccountInput{
		Start: r.s.Start, PeriodDays: r.s.PeriodDays, Periods: r.s.Horizon, Funding: r.s.Funding, Grants: grants(r.s),
	}
	for _, d := range r.m.dated() {
		in.Events = append(in.Events, cost.Event{Period: d.period, Spend: d.Spend, Eligible: d.Eligible, Application: d.Application})
	}
	for _, pl := range r.ordered() {
		for _, a := range pl.activities {
			for i := range a.step.Payments {
				pay := &a.step.Payments[i]
				in.Events = append(in.Events, cost.Event{
					Period: a.start + pay.offset(a.periods), Spend: pay.Spend, Eligible: pay.Eligible, Application: pl.p.application(),
				})
			}
		}
	}
	return in
}

// claim gives each payment the claim that is made for it.
func (r *replay) claim(in *cost.AccountInput) error {
	claims, err := in.Claims()
	if err != nil {
		return err
	}
	next := 0
	take := func(n int) []cost.Claim {
		next += n
		return claims[next-n : next]
	}
	r.datedClaims = take(len(r.m.dated()))
	for _, pl := range r.ordered() {
		for i := range pl.activities {
			a := &pl.activities[i]
			a.claims = take(len(a.step.Payments))
		}
	}
	return nil
}

// payments writes down what is paid in an activity. It returns what comes back of it all.
func (r *replay) payments(a *playedActivity) (out []PlannedPayment, back cost.Cents) {
	for i := range a.step.Payments {
		pay, claim := &a.step.Payments[i], a.claims[i]
		pp := PlannedPayment{
			Milestone: string(pay.Milestone), On: r.s.PeriodStart(a.start + pay.offset(a.periods)),
			Amount: pay.Spend, Eligible: pay.Eligible,
		}
		pp.Reimbursed, pp.ReimbursedOn = r.comes(claim)
		back += claim.Paid
		out = append(out, pp)
	}
	return out, back
}

// applications adds the money up by application: those of the scenario first, then the others in the order of the case.
func (r *replay) applications() []ApplicationRow {
	var out []ApplicationRow
	of := func(id string) *ApplicationRow {
		at := slices.IndexFunc(out, func(row ApplicationRow) bool { return row.ID == id })
		if at < 0 {
			at = len(out)
			out = append(out, ApplicationRow{ID: id})
		}
		return &out[at]
	}
	for i := range r.s.Applications {
		of(r.s.Applications[i].ID)
	}
	for i, d := range r.m.dated() {
		row := of(d.Application)
		row.Cost += d.Spend
		row.Counted += d.Eligible
		row.claimed(r.datedClaims[i], r.s.Horizon)
	}
	for _, pl := range r.ordered() {
		row := of(pl.p.application())
		row.Packages++
		if pl.option == nil {
			row.Deferred++
			continue
		}
		row.Cost += pl.option.Totals.Cost // checked when the account was run
		row.Counted += pl.option.Totals.Reimbursable
		for _, a := range pl.activities {
			row.Finish = later(row.Finish, r.s.PeriodEnd(a.start+a.periods-1))
			for _, claim := range a.claims {
				row.claimed(claim, r.s.Horizon)
			}
		}
	}
	for i := range out {
		r.complete(&out[i])
	}
	return out
}

func (row *ApplicationRow) claimed(c cost.Claim, horizon int) {
	row.Claimed += c.Asked
	row.Refused += c.Asked - c.Paid
	if c.Period < horizon {
		row.Reimbursed += c.Paid
	} else {
		row.Outstanding += c.Paid
	}
}

// complete fills in what follows from the sums, and what the scenario says of the application.
func (r *replay) complete(row *ApplicationRow) {
	row.Ineligible, row.Cut = row.Cost-row.Counted, row.Counted-row.Claimed
	if r.s.Funding.Reimbursement != nil {
		part := proration(r.s, row.ID)
		row.Proration = &part
	}
	if a := r.s.Application(row.ID); a != nil && a.Allocation != nil {
		allocation := *a.Allocation
		left := allocation - row.Reimbursed - row.Outstanding
		row.Allocation, row.Left = &allocation, &left
	}
	row.Term, _ = r.s.Term(row.ID)
}
