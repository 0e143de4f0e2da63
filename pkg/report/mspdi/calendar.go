package mspdi

import (
	"fmt"

	"github.com/riprep/riprep/pkg/planner"
)

// calendars gathers the calendars of the file: that of the project, one for each set of days that is closed to some tasks, and
// one for each resource.
type calendars struct {
	list []Calendar
	at   map[string]int // days that are closed → UID
}

func newCalendars() *calendars {
	c := &calendars{at: map[string]int{}}
	c.base("every day", nil)
	return c
}

// base adds a calendar that works on all days but those.
func (c *calendars) base(name string, closed []planner.DaySpan) int {
	cal := Calendar{UID: len(c.list) + 1, Name: name, IsBaseCalendar: true, BaseCalendarUID: noCalendar, WeekDays: &WeekDays{}}
	for day := 1; day <= 7; day++ {
		cal.WeekDays.WeekDay = append(cal.WeekDays.WeekDay, WeekDay{DayType: day, DayWorking: true, WorkingTimes: &WorkingTimes{[]WorkingTime{
			{dayStart, noon}, {afternoon, dayEnd},
		}}})
	}
	for _, span := range closed {
		period := TimePeriod{span.From.String() + "T00:00:00", span.To.String() + "T23:59:00"}
		cal.WeekDays.WeekDay = append(cal.WeekDays.WeekDay, WeekDay{TimePeriod: &period})
		if cal.Exceptions == nil {
			cal.Exceptions = &Exceptions{}
		}
		cal.Exceptions.Exception = append(cal.Exceptions.Exception, Exception{
			TimePeriod: period, Occurrences: span.To.Sub(span.From) + 1, Name: "closed", Type: dailyException,
		})
	}
	c.list = append(c.list, cal)
	return cal.UID
}

// without is the calendar of a task that may not run on some days, noCalendar where it always may.
func (c *calendars) without(closed []planner.DaySpan) int {
	if len(closed) == 0 {
		return noCalendar
	}
	key := fmt.Sprint(closed)
	uid, ok := c.at[key]
	if !ok {
		uid = c.base(fmt.Sprintf("closed days %d", len(c.at)+1), closed)
		c.at[key] = uid
	}
	return uid
}

// resource is the calendar of a resource: without one of its own a reader gives it a week of five days.
func (c *calendars) resource(name string) int {
	c.list = append(c.list, Calendar{UID: len(c.list) + 1, Name: name, BaseCalendarUID: projectCalendar})
	return len(c.list)
}
