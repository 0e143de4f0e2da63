package planner

import (
	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/schedule"
)

// anySupply stands for all that the regimes say to what is brought in, among the rules that are left out to see whether there is a plan then.
const anySupply = "regimes"

// span is when the step with which an option is delivered may run: the least start, and the periods by whose end it is complete, 0 for no
// bound.
type span struct{ release, due int }

// delivered is the step with which what an option brings in is there: on the last day of prepare, or where nothing is prepared on the first
// of all.
func (o *Option) delivered() *Step {
	if step := o.step("prepare"); step != nil {
		return step
	}
	return &o.Steps[0]
}

// arrival is the period of the delivery, counted from the start of the step that delivers.
func (m *model) arrival(step *Step) int {
	if step.Kind == "prepare" {
		return m.cal.periods(step.Days) - 1
	}
	return 0
}

// deliveries lists the spans in which an option may be delivered: a period in which one day is barred is barred. None means that it is
// refused, and one without bounds that nothing is in the way.
func (m *model) deliveries(o *Option) []span {
	barred := m.barred(o)
	if barred == nil {
		return []span{{}}
	}
	step := o.delivered()
	n, at := m.cal.periods(step.Days), m.arrival(step)
	var out []span
	for t := 0; t < m.s.Horizon; {
		if barred[t] {
			t++
			continue
		}
		first := t
		for t < m.s.Horizon && !barred[t] {
			t++
		}
		x := span{max(0, first-at), min(t-1-at+n, m.s.Horizon)}
		if x.release+n <= x.due {
			out = append(out, x)
		}
	}
	return out
}

// barred has one entry for each period, true where a product of the option may not be brought in on one of its days; nil where there is
// none.
func (m *model) barred(o *Option) []bool {
	var out []bool
	if m.cal.without[anySupply] {
		return nil
	}
	for i := range o.brings {
		for k := range o.brings[i].says {
			if o.brings[i].says[k].Prohibited != policy.Yes {
				continue
			}
			first, last := m.periodsOf(k)
			for t := first; t <= last; t++ {
				if out == nil {
					out = make([]bool, m.s.Horizon)
				}
				out[t] = true
			}
		}
	}
	return out
}

// periodsOf are the first and the last period with a day of a stretch; last is before first where the stretch is after the horizon.
func (m *model) periodsOf(k int) (first, last int) {
	days := m.c.supply.days
	last = m.s.Horizon - 1
	if k+1 < len(days) {
		last = min(last, (days[k+1].Sub(m.s.Start)-1)/m.s.PeriodDays)
	}
	return days[k].Sub(m.s.Start) / m.s.PeriodDays, last
}

// hold keeps the step that delivers within a span.
func (x span) hold(o *Option, kind string, mode *schedule.Mode) {
	if x == (span{}) || o.delivered().Kind != kind {
		return
	}
	mode.Release = max(mode.Release, x.release)
	if mode.Due == 0 || x.due < mode.Due {
		mode.Due = x.due
	}
}
