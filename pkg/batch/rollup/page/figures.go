package page

import (
	"math"

	"github.com/riprep/riprep/pkg/batch/rollup"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// figure is a column of figures of the page. of gives nil where a unit has none: unknown is a value, never 0.
type figure struct {
	ID     string `json:"id"` // that of the Worst list of the same figure, where there is one
	Title  string `json:"title"`
	Kind   string `json:"kind"`   // money | number | date | part, see R.show
	Unit   string `json:"unit"`   // "" where Kind or Title say it, and of the exposure, whose unit the units have
	Better string `json:"better"` // low | high | "" where neither is
	Group  string `json:"group"`  // view of the table of all units in which it stands
	of     func(u *rollup.Unit) any
}

// Views of the table of all units.
const (
	groupMoney  = "money"
	groupTime   = "time"
	groupRisk   = "risk"
	groupOutage = "outage"
	groupGear   = "gear"
)

// figures are all of them, in the order in which people choose among them.
var figures = []figure{
	{"own", "Own money", "money", "", "low", groupMoney, planned(func(p *rollup.Plan) any { return orNil(p.Own) })},
	{"cost", "Cost", "money", "", "low", groupMoney, planned(func(p *rollup.Plan) any { return p.Cost })},
	{"reimbursable", "Counted by the programme", "money", "", "", groupMoney, planned(func(p *rollup.Plan) any { return p.Reimbursable })},
	{"reimbursed", "Reimbursed", "money", "", "high", groupMoney, planned(func(p *rollup.Plan) any { return p.Reimbursed })},
	{"outstanding", "Outstanding at the end", "money", "", "", groupMoney, planned(func(p *rollup.Plan) any { return p.Outstanding })},
	{"interest", "Interest", "money", "", "low", groupMoney, planned(func(p *rollup.Plan) any { return p.Interest })},
	{"lowest_cash", "Lowest cash", "money", "", "high", groupMoney, planned(lowestCash)},
	{"lowest_cash_on", "Lowest cash on", "date", "", "", groupMoney, planned(func(p *rollup.Plan) any { return dayOf(p.LowestCashOn) })},
	{"working_capital", "Working capital", "money", "", "low", groupMoney, planned(func(p *rollup.Plan) any { return p.WorkingCapital })},
	{"without_price", "Lines without a price", "number", "", "low", groupMoney, planned(func(p *rollup.Plan) any { return p.WithoutPrice })},
	{"finish", "Finish", "date", "", "low", groupTime, planned(func(p *rollup.Plan) any { return dayOf(p.Finish) })},
	{"last_cutover", "Last cutover", "date", "", "low", groupTime, planned(func(p *rollup.Plan) any { return dayOf(p.LastCutover) })},
	{"spare_days", "Spare days", "number", "", "high", groupTime, planned(func(p *rollup.Plan) any { return orNil(p.SpareDays) })},
	{"packages", "Work packages", "number", "", "", groupTime, planned(func(p *rollup.Plan) any { return p.Packages })},
	{"deferred", "Deferred packages", "number", "", "low", groupTime, planned(func(p *rollup.Plan) any { return p.Deferred })},
	{"exposure", "Exposure", "number", "", "low", groupRisk, planned(func(p *rollup.Plan) any { return orNil(p.Exposure) })},
	{"exposure_bound", "No plan is below", "number", "", "", groupRisk, planned(func(p *rollup.Plan) any { return orNil(p.ExposureBound) })},
	{"exposure_gap", "Gap", "part", "", "low", groupRisk, planned(gapOf)},
	{"subscriber_hours", "Subscriber-hours", "number", "", "low", groupOutage, planned(func(p *rollup.Plan) any { return p.SubscriberHours })},
	{"subscribers_out", "Out at the worst moment", "number", "subscribers", "low", groupOutage, planned(func(p *rollup.Plan) any { return p.SubscribersOut })},
	{"covered", "Covered", "number", "elements", "", groupGear, screened(func(s *rollup.Screen) int { return s.Covered })},
	{"unknown", "Unknown verdict", "number", "elements", "low", groupGear, screened(func(s *rollup.Screen) int { return s.Unknown })},
	{"not_covered", "Not covered", "number", "elements", "", groupGear, screened(func(s *rollup.Screen) int { return s.NotCovered })},
	{"estimate_low", "Estimate, low", "money", "", "low", groupGear, estimated(func(e *rollup.Estimate) any { return e.Low })},
	{"estimate", "Estimate", "money", "", "low", groupGear, estimated(func(e *rollup.Estimate) any { return e.Total })},
	{"estimate_high", "Estimate, high", "money", "", "low", groupGear, estimated(func(e *rollup.Estimate) any { return e.High })},
	{"estimate_without_price", "Estimate: lines without a price", "number", "", "low", groupGear, estimated(func(e *rollup.Estimate) any { return e.WithoutPrice })},
}

func planned(f func(*rollup.Plan) any) func(*rollup.Unit) any {
	return func(u *rollup.Unit) any {
		if u.Plan == nil {
			return nil
		}
		return f(u.Plan)
	}
}

func screened(f func(*rollup.Screen) int) func(*rollup.Unit) any {
	return func(u *rollup.Unit) any {
		if u.Screen == nil {
			return nil
		}
		return f(u.Screen)
	}
}

func estimated(f func(*rollup.Estimate) any) func(*rollup.Unit) any {
	return func(u *rollup.Unit) any {
		if u.Estimate == nil {
			return nil
		}
		return f(u.Estimate)
	}
}

// lowestCash is nil where there is no account.
func lowestCash(p *rollup.Plan) any {
	if p.LowestCashOn.IsZero() {
		return nil
	}
	return p.LowestCash
}

// gapOf is the gap in millionths, as the cells of tables have it.
func gapOf(p *rollup.Plan) any {
	gap, ok := p.Gap()
	if !ok {
		return nil
	}
	return int64(math.Round(gap * 1e6))
}

// dayOf is a day as the scripts have it: days since 1970-01-01, nil for none.
func dayOf(d inventory.Date) any {
	if d.IsZero() {
		return nil
	}
	return d.Sub(inventory.Date{})
}

func orNil[N int | int64 | cost.Cents](n *N) any {
	if n == nil {
		return nil
	}
	return *n
}
