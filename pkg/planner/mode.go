package planner

import (
	"slices"

	"github.com/riprep/riprep/pkg/schedule"
)

// mode is one step of a package under one option, done in time for a share where that is asked for.
func (m *model) mode(p *Package, how manner, kind string) schedule.Mode {
	if how.option < 0 {
		return m.deferred(p, kind)
	}
	o := &p.Options[how.option]
	step := o.step(kind)
	if step == nil {
		return schedule.Mode{Absent: true}
	}
	mode := schedule.Mode{Duration: m.cal.periods(step.Days), Closed: m.cal.closedPeriods(p, step)}
	switch due, _ := m.cal.due(p); {
	case due < 0:
		mode.Closed = m.never()
	case due > 0:
		mode.Due = min(due, m.s.Horizon)
	}
	how.span.hold(o, kind, &mode)
	if kind == "cutover" {
		m.cutoverDue(p, &mode)
		if how.by > 0 && (mode.Due == 0 || how.by < mode.Due) {
			mode.Due = how.by
		}
	}
	for _, crew := range step.Crews {
		mode.Demands = append(mode.Demands, schedule.Demand{
			Resource: m.crewResource(crew.Kind, p), Amount: int64(crew.Count * daysPerPeriod(step.Days, mode.Duration)),
		})
	}
	hours := hoursPerPeriod(step.OutageHours, mode.Duration) * int64(p.Lost)
	if m.limits.periodHours >= 0 && hours > 0 {
		mode.Demands = append(mode.Demands, schedule.Demand{Resource: m.limits.periodHours, Amount: hours})
	}
	if m.limits.allHours >= 0 && hours > 0 {
		mode.Uses = append(mode.Uses, schedule.Use{Budget: m.limits.allHours, Amount: hours * int64(mode.Duration)})
	}
	if m.limits.cash >= 0 && step.Spend > 0 {
		mode.Flows = m.flows(p, step, mode.Duration)
	}
	mode.Exclusive = step.OutageHours > 0
	mode.Costs = make([]schedule.Cost, len(m.s.Objectives))
	for i, name := range m.s.Objectives {
		switch {
		case name == "exposure" && kind == "cutover":
			mode.Costs[i].Rate = p.Risk
		case name == "cost":
			mode.Costs[i].Fixed = int64(step.Spend)
		case name == "outage":
			mode.Costs[i].Fixed = hours * int64(mode.Duration)
		}
	}
	return mode
}

// never is the calendar of a step whose day has passed before it could be complete.
func (m *model) never() []bool {
	closed := make([]bool, m.s.Horizon)
	for t := range closed {
		closed[t] = true
	}
	return closed
}

// deferred is the mode in which a package stays: exposed to the horizon.
func (m *model) deferred(p *Package, kind string) schedule.Mode {
	mode := schedule.Mode{Absent: true, Costs: make([]schedule.Cost, len(m.s.Objectives))}
	for i, name := range m.s.Objectives {
		if name == "exposure" && kind == "cutover" {
			mode.Costs[i].Fixed = p.Risk * int64(m.s.Horizon)
		}
	}
	return mode
}

// hoursPerPeriod spreads the hours of an outage evenly, rounded up to whole hours in each period.
func hoursPerPeriod(hours, periods int) int64 {
	if hours == 0 {
		return 0
	}
	return int64((hours + periods - 1) / periods)
}

// daysPerPeriod spreads the days of a step evenly over the periods that it occupies, rounded up to whole days: a day's
// cutover holds its crew for a day of the week, and leaves the others to somebody else.
func daysPerPeriod(days, periods int) int { return (days + periods - 1) / periods }

func (m *model) crewResource(kind string, p *Package) int {
	return slices.Index(m.crews, crewKey{kind, m.cal.crewRegion(kind, p)})
}
