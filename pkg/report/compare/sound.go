package compare

import (
	"errors"
	"fmt"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/planner"
)

// maxCount bounds every count and every sum of counts: what a float64 holds exactly, for readers of JSON.
const maxCount = 1 << 53

const (
	maxPeriodDays = 366
	maxPeriods    = 1 << 20
)

var errTooLarge = errors.New("figures too large to be added up")

// sound refuses what no plan of riprep has, and what could not be added up without a wrong sum. It is no Verify: a plan that
// does not hold is compared all the same.
func sound(p *planner.Plan) error {
	if p.PeriodDays < 1 || p.PeriodDays > maxPeriodDays {
		return fmt.Errorf("period of %d days (want 1 to %d)", p.PeriodDays, maxPeriodDays)
	}
	if len(p.Periods) > maxPeriods {
		return fmt.Errorf("%d periods (want at most %d)", len(p.Periods), maxPeriods)
	}
	var money [4]cost.Cents
	var counts [2]int64
	for t := range p.Periods {
		row := &p.Periods[t]
		if t > 0 && row.Start.Sub(p.Periods[t-1].Start) < p.PeriodDays {
			return fmt.Errorf("period of %s: begins before the one of %s ends", row.Start, p.Periods[t-1].Start)
		}
		for i, amount := range [...]cost.Cents{row.Released, row.Spend, row.Reimbursed, row.Interest} {
			var err error
			if money[i], err = money[i].Add(max(amount, -amount)); err != nil {
				return errTooLarge
			}
		}
		for i, n := range [...]int64{row.Exposure, row.SubscriberHours} {
			if n < 0 || n > maxCount/maxPeriodDays || counts[i] > maxCount-n*int64(p.PeriodDays) {
				return errTooLarge
			}
			counts[i] += n * int64(p.PeriodDays)
		}
		if outside(int64(row.SubscribersOut), int64(row.SitesOut), int64(row.NoEmergency)) {
			return errTooLarge
		}
	}
	for _, f := range counted {
		if outside(f.of(p)) {
			return errTooLarge
		}
	}
	for i := range p.Objectives {
		o := &p.Objectives[i]
		if outside(o.Value) || o.Bound != nil && outside(*o.Bound) {
			return errTooLarge
		}
	}
	for i := range p.Packages {
		w := &p.Packages[i]
		sum := int64(0)
		for j := range w.Activities {
			a := &w.Activities[j]
			if outside(int64(a.OutageHours), int64(a.Lost)) || outside(sum+int64(a.OutageHours)) {
				return errTooLarge
			}
			sum += int64(a.OutageHours)
		}
		if outside(w.Risk, int64(w.Unknown)) {
			return errTooLarge
		}
	}
	for i := range p.Applications {
		if a := &p.Applications[i]; outside(int64(a.Packages), int64(a.Deferred)) || lost(a) <= -cost.Limit || lost(a) >= cost.Limit {
			return errTooLarge
		}
	}
	return nil
}

func outside(counts ...int64) bool {
	for _, n := range counts {
		if n < -maxCount || n > maxCount {
			return true
		}
	}
	return false
}
