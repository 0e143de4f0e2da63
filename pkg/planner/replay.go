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
	m      *model // for its calendar, crews, windows and order; its problem is not looked at
	played []played
	tests  []playedTest // in the order of the case's clusters

	datedClaims []cost.Claim // of what is dated; those of the payments stand with their activities

	verifying bool // clean paths are walked, not asked of the network
}

// playedTest is the test of a cluster in the replay.
type playedTest struct {
	cl *cluster
	playedActivity
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
	crews   []crewKey    // one for each of step.Crews
	claims  []cost.Claim // one for each of step.Payments, once the account was run
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

// outage is a package that is off in a period.
type outage struct {
	pkg     int
	hours   int64
	windows uint64 // in one of which it lies; none is around the clock
}

// off lists what is off in a period, in the order of the packages.
func (r *replay) off(t int) (out []outage) {
	for i := range r.played {
		for _, a := range r.played[i].activities {
			if h := hoursPerPeriod(a.step.OutageHours, a.periods); h > 0 && a.runs(t) {
				out = append(out, outage{r.played[i].index, h, r.m.windows.of(r.played[i].p, a.step)})
			}
		}
	}
	return out
}

// moments gathers for each moment that counts the packages that are off at it.
func (r *replay) moments(off []outage) [][]int {
	out := make([][]int, len(r.m.windows.moments))
	for i := range out {
		for _, x := range off {
			if slices.Contains(r.m.windows.at(x.windows), i) {
				out[i] = append(out[i], x.pkg)
			}
		}
	}
	return out
}

// worst notes the largest losses of any moment.
func (r *replay) worst(row *PeriodRow, off []outage) {
	var before []int
	for i, packages := range r.moments(off) {
		if i > 0 && slices.Equal(packages, before) {
			continue
		}
		before = packages
		lost := r.c.walkLost(r.c.offElements(packages))
		row.SubscribersOut, row.SitesOut = max(row.SubscribersOut, lost.subscribers), max(row.SitesOut, len(lost.sites))
		row.Degraded = max(row.Degraded, lost.degraded)
		row.EmergencyOnly, row.NoEmergency = max(row.EmergencyOnly, lost.emergencyOnly), max(row.NoEmergency, lost.noEmergency)
	}
}

// rows plays all periods.
func (r *replay) rows() ([]PeriodRow, []cost.Row, error) {
	in := r.account()
	account, err := cost.Run(in)
	if err == nil {
		err = r.claim(&in)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("cash account: %w", err)
	}
	rows := make([]PeriodRow, r.s.Horizon)
	for t := range rows {
		row := &rows[t]
		row.Start = r.s.PeriodStart(t)
		a := account[t]
		row.Released, row.Spend, row.Reimbursed, row.Interest, row.Cash = a.Released, a.Spent, a.Reimbursed, a.Interest, a.Cash
		row.Outstanding, row.OutOfPocket = a.Outstanding, a.OutOfPocket
		off := r.off(t)
		r.worst(row, off)
		for _, x := range off {
			row.SubscriberHours += x.hours * int64(r.c.Packages[x.pkg].Lost)
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

// crews counts the days of work in a period, in the order of the scenario.
func (r *replay) crews(t int) []CrewDays {
	use := make([]int, len(r.m.crews))
	add := func(a playedActivity) {
		if !a.runs(t) {
			return
		}
		for k, crew := range a.step.Crews {
			use[slices.Index(r.m.crews, a.crews[k])] += crew.Count * daysPerPeriod(a.step.Days, a.periods)
		}
	}
	for i := range r.played {
		for _, a := range r.played[i].activities {
			add(a)
		}
	}
	for _, test := range r.tests {
		add(test.playedActivity)
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
	for _, test := range r.tests {
		tot.Finish = later(tot.Finish, r.s.PeriodEnd(test.start+test.periods-1))
	}
	for i := range r.c.Network {
		l := &r.c.Network[i]
		if !l.Known {
			tot.UnknownPrices++
			continue
		}
		tot.Cost += l.Total
		tot.Reimbursable += l.Counted
	}
	tot.Sites = len(sites)
	tot.BorderPeriods = r.borders()
	for _, row := range rows {
		tot.Reimbursed += row.Reimbursed
		tot.Interest += row.Interest
		tot.SubscribersOut = max(tot.SubscribersOut, row.SubscribersOut)
		tot.NoEmergency = max(tot.NoEmergency, row.NoEmergency)
		tot.SubscriberHours += row.SubscriberHours
	}
	if len(account) > 0 {
		lowest, t := cost.Lowest(account)
		tot.LowestCash, tot.LowestCashOn = lowest, rows[t].Start
		tot.Outstanding = account[len(account)-1].Outstanding
		capital, t := cost.WorkingCapital(account)
		tot.WorkingCapital, tot.WorkingCapitalOn = capital, rows[t].Start
	}
	tot.Ineligible = tot.Cost - tot.Reimbursable
	tot.Shortfall = tot.Reimbursable - tot.Reimbursed - tot.Outstanding
	r.cleanTotals(&tot)
	return tot
}

// borders counts, for every two radio packages at different sites whose coverage overlaps, the periods in which one has
// moved to new gear and the other has not.
func (r *replay) borders() int64 {
	at := map[int][]*played{} // site → radio packages
	for i := range r.played {
		if pl := &r.played[i]; r.c.isRadio(pl.p) {
			for _, s := range pl.p.Sites {
				at[s] = append(at[s], pl)
			}
		}
	}
	seen := map[[2]int]bool{}
	var sum int64
	for i := range r.played {
		pl := &r.played[i]
		if !r.c.isRadio(pl.p) {
			continue
		}
		for _, s := range pl.p.Sites {
			for _, t := range r.c.Net.Neighbors(s) {
				for _, other := range at[t] {
					if pair := [2]int{pl.index, other.index}; pair[0] < pair[1] && !seen[pair] {
						seen[pair] = true
						a, b := pl.completion(r.s.Horizon), other.completion(r.s.Horizon)
						sum += int64(max(a, b) - min(a, b))
					}
				}
			}
		}
	}
	return sum
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
			for _, test := range r.tests {
				out[i] = max(out[i], int64(test.start+test.periods))
			}
		case "cost":
			out[i] = int64(tot.Cost)
		case "outage":
			out[i] = tot.SubscriberHours
		case "interest":
			out[i] = int64(tot.Interest)
		case "clusters":
			for _, test := range r.tests {
				out[i] += int64(len(test.cl.packages)) * int64(test.start+test.periods)
			}
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
	case "cost", "interest":
		return "cents"
	case "clusters":
		return "package-" + period + "s"
	default:
		return "subscriber-hours"
	}
}
