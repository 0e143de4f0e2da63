package compare

import (
	"slices"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
)

// Exposure is what either plan has gathered of it before a day, in risk-days: the risk of the gear that still carries traffic,
// times days. A plan in weeks and one in days have the same unit in it.
type Exposure struct {
	Before inventory.Date
	Count
}

// exposure has a row for the day after each period of either plan.
func exposure(a, b *planner.Plan) []Exposure {
	var days []inventory.Date
	for _, p := range []*planner.Plan{a, b} {
		for t := range p.Periods {
			days = append(days, p.Periods[t].Start.AddDays(p.PeriodDays))
		}
	}
	slices.SortFunc(days, inventory.Date.Compare)
	days = slices.Compact(days)
	x, y := gathered(a, days), gathered(b, days)
	out := make([]Exposure, len(days))
	for i, day := range days {
		out[i] = Exposure{day, Count{x[i], y[i]}}
	}
	return out
}

// gathered is what a plan has gathered before each of the days, which ascend. A day inside a period has its part of it.
func gathered(p *planner.Plan, days []inventory.Date) []int64 {
	out := make([]int64, len(days))
	sum, t := int64(0), 0
	for i, day := range days {
		for ; t < len(p.Periods) && !p.Periods[t].Start.AddDays(p.PeriodDays).After(day); t++ {
			sum += p.Periods[t].Exposure * int64(p.PeriodDays)
		}
		out[i] = sum
		if t < len(p.Periods) {
			out[i] += p.Periods[t].Exposure * int64(max(0, day.Sub(p.Periods[t].Start)))
		}
	}
	return out
}

// TotalExposure is all of it, in risk-days.
func (c *Comparison) TotalExposure() Count {
	if len(c.Exposure) == 0 {
		return Count{}
	}
	return c.Exposure[len(c.Exposure)-1].Count
}
