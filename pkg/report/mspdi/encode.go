package mspdi

import (
	"encoding/xml"
	"io"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/report/view"
)

// Encode writes the plan of a document. The error is of w, or of amounts that add up to more than there is a place for.
func Encode(w io.Writer, d *view.Document, _ view.Env) error {
	p, err := FromDocument(d)
	if err != nil {
		return err
	}
	return p.Write(w)
}

// FromDocument gives the project that Encode writes.
func FromDocument(d *view.Document) (*Project, error) {
	o := newOutline(d)
	if len(o.root.children) == 0 { // nothing is planned: a project needs days all the same
		o.root.start, o.root.finish = d.Plan.Start, d.Plan.Start
	}
	if err := o.root.sum(); err != nil {
		return nil, err
	}
	next := 0
	o.root.number(&next)
	p := &Project{
		SaveVersion: saveVersion, Name: name(d.Plan.Operator.ID + ".xml"), Title: name(view.OperatorName(d.Plan)), Author: "riprep", ScheduleFromStart: true,
		StartDate: from(d.Plan.Start), FinishDate: to(o.root.finish), CurrencyDigits: 2, CurrencySymbol: "$", CurrencyCode: cost.DefaultCurrency,
		CalendarUID: projectCalendar, DefaultStartTime: dayStart, DefaultFinishTime: dayEnd, MinutesPerDay: minutesPerDay, MinutesPerWeek: 7 * minutesPerDay,
		DaysPerMonth: 30, DefaultTaskType: fixedDuration, DurationFormat: inDays, WeekStartDay: 1,
		Calendars: o.cal.list, Tasks: o.root.tasks(nil, "0", 0), Resources: o.crews.list,
	}
	for i, alias := range []string{"id", "kind", "application"} {
		p.ExtendedAttributes = append(p.ExtendedAttributes, ExtendedAttribute{textField1 + 3*i, "Text" + string(rune('1'+i)), alias})
	}
	for i := range o.assignments {
		a := &o.assignments[i]
		task := &p.Tasks[a.task.uid]
		work := hours(o.hoursOf(a.task, a.use, a.step))
		p.Assignments = append(p.Assignments, Assignment{
			UID: i + 1, TaskUID: task.UID, ResourceUID: a.resource, Start: task.Start, Finish: task.Finish, Work: work, RemainingWork: work,
			Units: share(a.use.Count*a.step.DaysPerPeriod, d.Plan.PeriodDays),
		})
	}
	return p, nil
}

// Write writes the project. The same project gives the same bytes.
func (p *Project) Write(w io.Writer) error {
	if _, err := io.WriteString(w, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+"\n"); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", " ")
	if err := e.Encode(p); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
