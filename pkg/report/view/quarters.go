package view

import (
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
)

// Quarter gathers the periods that begin in one quarter of a year.
type Quarter struct {
	Name                                   string // 2027-Q1
	Released, Spend, Reimbursed, Interest  cost.Cents
	LowestCash                             cost.Cents
	OutOfPocket                            cost.Cents     // the most in any of its periods
	Outstanding                            cost.Cents     // at its end
	LowestCashOn                           inventory.Date // first day of that period
	SubscribersOut                         int            // worst moment
	WorstOn                                inventory.Date // first day of that period, zero where nobody is out of service
	SitesOut                               int            // most sites at one moment; not always the same as the worst for subscribers
	SubscriberHours                        int64
	Exposure                               int64
	Clean, CleanEvery                      int // subscribers on clean paths at its end: the working one, every possible one
	FirstPeriod, AfterPeriod, PackagesDone int // periods [FirstPeriod, AfterPeriod); packages whose service moves in it
}

// Quarters adds a plan up by quarter, from its start to the last quarter in which something happens: work, spending,
// money coming, or exposure.
func Quarters(p *planner.Plan) []Quarter {
	var out []Quarter
	last := 0 // quarters up to the last that says something
	for t := range p.Periods {
		row := &p.Periods[t]
		if name := row.Start.Quarter(); len(out) == 0 || out[len(out)-1].Name != name {
			out = append(out, Quarter{Name: name, FirstPeriod: t, LowestCash: row.Cash, LowestCashOn: row.Start})
		}
		q := &out[len(out)-1]
		q.AfterPeriod = t + 1
		q.Released += row.Released
		q.Spend += row.Spend
		q.Reimbursed += row.Reimbursed
		q.Interest += row.Interest
		q.OutOfPocket, q.Outstanding = max(q.OutOfPocket, row.OutOfPocket), row.Outstanding
		if row.Cash < q.LowestCash {
			q.LowestCash, q.LowestCashOn = row.Cash, row.Start
		}
		if row.SubscribersOut > q.SubscribersOut {
			q.SubscribersOut, q.WorstOn = row.SubscribersOut, row.Start
		}
		q.SitesOut = max(q.SitesOut, row.SitesOut)
		q.SubscriberHours += row.SubscriberHours
		q.Exposure += row.Exposure
		if row.Released != 0 || row.Spend != 0 || row.Reimbursed != 0 || row.Interest != 0 || row.Outstanding != 0 || row.Exposure != 0 || !row.Start.After(p.Totals.Finish) {
			last = len(out)
		}
	}
	for i := range out {
		out[i].Clean, out[i].CleanEvery = p.Totals.CleanAtEnd, p.Totals.CleanEveryAtEnd
		if after := out[i].AfterPeriod; after < len(p.Periods) {
			out[i].Clean, out[i].CleanEvery = p.Periods[after].CleanSubscribers, p.Periods[after].CleanEverySubscribers
		}
	}
	for i := range p.Packages {
		until := p.Packages[i].CoveredUntil
		for j := range out {
			from, to := p.Periods[out[j].FirstPeriod].Start, p.Periods[out[j].AfterPeriod-1].Start.AddDays(p.PeriodDays)
			if !until.IsZero() && !until.Before(from) && until.Before(to) {
				out[j].PackagesDone++
			}
		}
	}
	return out[:last]
}
