package simulate

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/cost/uncertain"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
)

// Result is what many runs come to.
type Result struct {
	Operator    planner.OperatorRef
	Runs        int
	Seed        uint64
	Detailed    int // of the runs, those that rank correlations and shares of the variance are read off
	Dated       bool
	Unknown     int // estimate lines without a price, which are in no amount
	Money       []Amount
	Days        []Day
	Chances     []Chance
	Prices      []PriceDriver   // what moves the cost most first
	Packages    []PackageDriver // the most critical first; of an estimate, what moves the cost most
	Assumptions []planner.Assumption
}

// Percents are the quantiles that a result has, in their order.
var Percents = [4]int{10, 50, 80, 90}

// Amount is a figure in money. A quantile is the smallest amount of any run that so many percent of the runs do not exceed.
type Amount struct {
	Name      string
	Typical   cost.Cents // of the estimate or the plan as it stands
	Quantiles [4]cost.Cents
	Mean      cost.Cents
}

// Day is a figure that is a day. A zero date is after the last day that runs are looked at.
type Day struct {
	Name      string
	Typical   inventory.Date
	Quantiles [4]inventory.Date
	Mean      inventory.Date // zero too where some run has none
}

// Chance is how many runs keep something, with the interval that holds the probability with 95 % as far as the number of
// runs goes (uncertain.Wilson).
type Chance struct {
	Name      string
	By        inventory.Date // zero where it is no day
	Kept      int
	Low, High float64
}

// result reads it off.
func (m *model) result(o Options, s *sample, t *tally, base *outcome) *Result {
	r := &Result{
		Operator: m.play.Operator, Runs: o.Runs, Seed: o.Seed, Detailed: s.detailed, Dated: m.play.Dated,
		Assumptions: m.assumptions(),
	}
	for _, l := range m.estimateLines() {
		if !l.Known {
			r.Unknown++
		}
	}
	r.Prices = m.priceDrivers(s)
	r.Packages = m.packageDrivers(s, t, o.Runs)
	m.figures(r, s, base)
	chance := func(name string, by inventory.Date, kept int) {
		c := Chance{Name: name, By: by, Kept: kept}
		c.Low, c.High = uncertain.Wilson(kept, o.Runs)
		r.Chances = append(r.Chances, c)
	}
	chance("cost within the estimate", inventory.Date{}, t.enough)
	if !m.play.Dated {
		return r
	}
	for i, d := range m.play.Dues {
		chance(d.Name, d.By, t.met[i])
	}
	if !m.s.Unlimited {
		chance("cash within the credit line", inventory.Date{}, t.covered)
	}
	return r
}

// figures sorts the values of the sample; the drivers, which need them by run, are read off before.
func (m *model) figures(r *Result, s *sample, base *outcome) {
	names := [figures]string{
		figCost: "cost", figCounted: "counted by the programme", figOwn: "own share", figInterest: "interest",
		figWorking: "working capital", figLowest: "lowest cash", figLowestAt: "lowest cash, period of", figFinish: "finish",
	}
	typical := base.values()
	for i, values := range s.values {
		if !m.play.Dated && i >= figInterest {
			break
		}
		mean := uncertain.Mean(values)
		slices.Sort(values)
		var at [4]int64
		for k, percent := range Percents {
			at[k] = values[uncertain.Rank(len(values), percent)]
		}
		if i < figLowestAt {
			a := Amount{Name: names[i], Typical: cost.Cents(typical[i]), Mean: cost.Cents(mean)}
			for k := range at {
				a.Quantiles[k] = cost.Cents(at[k])
			}
			r.Money = append(r.Money, a)
			continue
		}
		day := m.s.PeriodStart
		if i == figFinish {
			day = m.lastDay
		}
		d := Day{Name: names[i], Typical: day(int(typical[i]))}
		for k := range at {
			d.Quantiles[k] = day(int(at[k]))
		}
		if i != figFinish || values[len(values)-1] <= int64(m.play.Limit) {
			d.Mean = day(int(mean))
		}
		r.Days = append(r.Days, d)
	}
}

// lastDay is the last day of the period before one; zero where that is after the limit, or where nothing takes place.
func (m *model) lastDay(finish int) inventory.Date {
	if finish < 1 || finish > m.play.Limit {
		return inventory.Date{}
	}
	return m.s.PeriodEnd(finish - 1)
}

// assumptions are what the runs take for granted: the defaults that were used, and the rules of a run.
func (m *model) assumptions() []planner.Assumption {
	var out []planner.Assumption
	for _, d := range m.defaults {
		if m.play.Dated || d.Field == "uncertainty.prices" || d.Field == "uncertainty.inflation" || d.Field == "uncertainty.categories" || d.Field == "uncertainty.overruns" {
			out = append(out, planner.Assumption(d))
		}
	}
	add := func(field, value, why string) {
		out = append(out, planner.Assumption{Field: field, Value: value, Why: why})
	}
	add("prices", "PERT between low and high, most likely the estimate", "a line without a range is certain; a vendor's quote holds until its day, what is paid does not change")
	if slices.ContainsFunc(m.play.Packages, func(p planner.PlayPackage) bool { return slices.Contains(p.SetAside, true) }) {
		add("contingency", "is spent in no run", "it is set aside for what the runs draw; it is in the estimate that they are compared with")
	}
	if !m.play.Dated {
		return out
	}
	add("order", "options and order of the plan are kept", "nothing starts before its planned start; it moves later only for what it waits for, its crews, closed days and barred deliveries")
	add("outage", "no more packages are off in one period than the plan has off in any", "the joint limits on outages are not looked at again")
	add("money", "holds nothing up", "how often it would not be there is counted; per_period is not looked at")
	add("lead times, claim lag", "one draw in each run for all", "when supply or claim review is slow, it is slow for all")
	add("limit", fmt.Sprintf("%d periods", m.play.Limit), "what is not complete by then counts as later than every day")
	return out
}
