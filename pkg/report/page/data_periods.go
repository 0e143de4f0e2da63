package page

import (
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/planner"
)

// Periods is what happens period by period, in columns: one entry for each period of the horizon, as planner.PeriodRow has it.
type Periods struct {
	Start          []int        `json:"start"` // first days
	Released       []cost.Cents `json:"released"`
	Spend          []cost.Cents `json:"spend"`
	Reimbursed     []cost.Cents `json:"reimbursed"`
	Interest       []cost.Cents `json:"interest"`
	Cash           []cost.Cents `json:"cash"` // at its end
	Outstanding    []cost.Cents `json:"outstanding"`
	OutOfPocket    []cost.Cents `json:"outOfPocket"`
	SubscribersOut []int        `json:"subscribersOut"` // worst moment, and the next four likewise
	SitesOut       []int        `json:"sitesOut"`
	Degraded       []int        `json:"degraded"`
	EmergencyOnly  []int        `json:"emergencyOnly"`
	NoEmergency    []int        `json:"noEmergency"`
	Hours          []int64      `json:"hours"` // subscriber-hours
	Exposure       []int64      `json:"exposure"`
	Clean          []int        `json:"clean"` // subscribers on clean paths: the working one
	CleanEvery     []int        `json:"cleanEvery"`
}

func newPeriods(p *planner.Plan) Periods {
	return Periods{
		Start:          column(p.Periods, func(r *planner.PeriodRow) int { return day(r.Start) }),
		Released:       column(p.Periods, func(r *planner.PeriodRow) cost.Cents { return r.Released }),
		Spend:          column(p.Periods, func(r *planner.PeriodRow) cost.Cents { return r.Spend }),
		Reimbursed:     column(p.Periods, func(r *planner.PeriodRow) cost.Cents { return r.Reimbursed }),
		Interest:       column(p.Periods, func(r *planner.PeriodRow) cost.Cents { return r.Interest }),
		Cash:           column(p.Periods, func(r *planner.PeriodRow) cost.Cents { return r.Cash }),
		Outstanding:    column(p.Periods, func(r *planner.PeriodRow) cost.Cents { return r.Outstanding }),
		OutOfPocket:    column(p.Periods, func(r *planner.PeriodRow) cost.Cents { return r.OutOfPocket }),
		SubscribersOut: column(p.Periods, func(r *planner.PeriodRow) int { return r.SubscribersOut }),
		SitesOut:       column(p.Periods, func(r *planner.PeriodRow) int { return r.SitesOut }),
		Degraded:       column(p.Periods, func(r *planner.PeriodRow) int { return r.Degraded }),
		EmergencyOnly:  column(p.Periods, func(r *planner.PeriodRow) int { return r.EmergencyOnly }),
		NoEmergency:    column(p.Periods, func(r *planner.PeriodRow) int { return r.NoEmergency }),
		Hours:          column(p.Periods, func(r *planner.PeriodRow) int64 { return r.SubscriberHours }),
		Exposure:       column(p.Periods, func(r *planner.PeriodRow) int64 { return r.Exposure }),
		Clean:          column(p.Periods, func(r *planner.PeriodRow) int { return r.CleanSubscribers }),
		CleanEvery:     column(p.Periods, func(r *planner.PeriodRow) int { return r.CleanEverySubscribers }),
	}
}

// column is what of gives for each row.
func column[R, T any](rows []R, of func(*R) T) []T {
	out := make([]T, len(rows))
	for i := range rows {
		out[i] = of(&rows[i])
	}
	return out
}
