package planner

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/scenario"
)

// A replay plays the packages of a plan period by period against the case. Of the plan it takes the option of each
// package and the first day of each activity; durations, prices, crews and outages come from the files again.
type replay struct {
	c      *Case
	s      *scenario.Scenario
	m      *model // for its calendar and crews; its problem is not looked at
	played []played

	verifying bool // clean paths are walked, not asked of the network
}

// played is one package in the replay; option is nil where it is deferred.
type played struct {
	index      int
	p          *Package
	option     *Option
	activities []playedActivity
}

type playedActivity struct {
	step    *Step
	start   int // period
	periods int
	crews   []crewKey // one for each of step.Crews
}

func (a playedActivity) runs(t int) bool { return a.start <= t && t < a.start+a.periods }

// completion is the period in which covered gear of the package carries traffic no more; the horizon where it stays.
func (pl *played) completion(horizon int) int {
	for _, a := range pl.activities {
		if a.step.Kind == "cutover" {
			return a.start + a.periods
		}
	}
	return horizon
}

// off lists the packages whose gear is off in a period, by index, and the hours of outage of each in it.
func (r *replay) off(t int) (packages []int, hours []int64) {
	for i := range r.played {
		var h int64
		for _, a := range r.played[i].activities {
			if a.runs(t) {
				h += hoursPerPeriod(a.step.OutageHours, a.periods)
			}
		}
		if h > 0 {
			packages = append(packages, r.played[i].index)
			hours = append(hours, h)
		}
	}
	return packages, hours
}

// rows plays all periods.
func (r *replay) rows() ([]PeriodRow, []cost.Row, error) {
	account, err := cost.Run(r.account())
	if err != nil {
		return nil, nil, fmt.Errorf("cash account: %w", err)
	}
	rows := make([]PeriodRow, r.s.Horizon)
	for t := range rows {
		row := &rows[t]
		row.Start = r.s.PeriodStart(t)
		a := account[t]
		row.Released, row.Spend, row.Reimbursed, row.Interest, row.Cash = a.Released, a.Spent, a.Reimbursed, a.Interest, a.Cash
		packages, hours := r.off(t)
		lost := r.c.walkLost(r.c.offElements(packages))
		row.SubscribersOut, row.SitesOut = lost.subscribers, len(lost.sites)
		for i, p := range packages {
			row.SubscriberHours += hours[i] * int64(r.c.Packages[p].Lost)
		}
		for i := range r.played {
			if t < r.played[i].completion(r.s.Horizon) {
				row.Exposure += r.played[i].p.Risk
			}
		}
		row.Crews = r.crews(t)
	}
	r.cleanRows(rows)
	return rows, account, nil
}

// account is what the cash account needs to know.
func (r *replay) account() cost.AccountInput {
	in := cost.AccountInput{Start: r.s.Start, PeriodDays: r.s.PeriodDays, Periods: r.s.Horizon, Funding: r.s.Funding}
	for i := range r.played {
		for _, a := range r.played[i].activities {
			if a.step.Spend > 0 {
				in.Events = append(in.Events, cost.Event{Period: a.start, Spend: a.step.Spend, Eligible: a.step.Eligible})
			}
		}
	}
	return in
}

// crews counts the days of work in a period, in the order of the scenario.
func (r *replay) crews(t int) []CrewDays {
	use := make([]int, len(r.m.crews))
	for i := range r.played {
		for _, a := range r.played[i].activities {
			if !a.runs(t) {
				continue
			}
			for k, crew := range a.step.Crews {
				use[slices.Index(r.m.crews, a.crews[k])] += crew.Count * daysPerPeriod(a.step.Days, a.periods)
			}
		}
	}
	var out []CrewDays
	for i, days := range use {
		if days > 0 {
			key := r.m.crews[i]
			out = append(out, CrewDays{key.kind, key.region, days, r.m.cal.crewDays(key.kind, key.region, t)})
		}
	}
	return out
}

// totals add up the rows and packages.
func (r *replay) totals(rows []PeriodRow, account []cost.Row) Totals {
	tot := Totals{Packages: len(r.played)}
	sites := map[int]bool{}
	for i := range r.played {
		pl := &r.played[i]
		tot.Elements += len(pl.p.Elements)
		tot.Units += pl.p.Units
		for _, s := range pl.p.Sites {
			sites[s] = true
		}
		if pl.option == nil {
			tot.Deferred++
			continue
		}
		tot.Cost += pl.option.Totals.Cost // checked when the account was run
		tot.Reimbursable += pl.option.Totals.Reimbursable
		tot.UnknownPrices += pl.option.Totals.Unknown
		for _, a := range pl.activities {
			end := r.s.PeriodEnd(a.start + a.periods - 1)
			tot.Finish = later(tot.Finish, end)
			if a.step.Kind == "cutover" {
				tot.LastCutover = later(tot.LastCutover, end)
			}
		}
	}
	tot.Sites = len(sites)
	for _, row := range rows {
		tot.Reimbursed += row.Reimbursed
		tot.Interest += row.Interest
		tot.SubscribersOut = max(tot.SubscribersOut, row.SubscribersOut)
		tot.SubscriberHours += row.SubscriberHours
	}
	if len(account) > 0 {
		lowest, t := cost.Lowest(account)
		tot.LowestCash, tot.LowestCashOn = lowest, rows[t].Start
		tot.Outstanding = account[len(account)-1].Outstanding
	}
	r.cleanTotals(&tot)
	return tot
}

func later(a, b inventory.Date) inventory.Date {
	if a.Before(b) {
		return b
	}
	return a
}

// values are the objectives of what was played.
func (r *replay) values(rows []PeriodRow, tot Totals) []int64 {
	out := make([]int64, len(r.s.Objectives))
	for i, name := range r.s.Objectives {
		switch name {
		case "exposure":
			for _, row := range rows {
				out[i] += row.Exposure
			}
		case "finish":
			for j := range r.played {
				for _, a := range r.played[j].activities {
					out[i] = max(out[i], int64(a.start+a.periods))
				}
			}
		case "cost":
			out[i] = int64(tot.Cost)
		case "outage":
			out[i] = tot.SubscriberHours
		}
	}
	return out
}

// objectiveUnit is what an objective is counted in.
func objectiveUnit(name, period string) string {
	switch name {
	case "exposure":
		return "risk-" + period + "s"
	case "finish":
		return period + "s"
	case "cost":
		return "cents"
	default:
		return "subscriber-hours"
	}
}
