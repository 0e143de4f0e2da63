package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost/programme"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/scenario"
)

type datesOptions struct {
	app *app

	dir          string
	asOf, until  string
	applications []string
	out          rowFormat

	on, last inventory.Date // what asOf and until say
}

func newDates(a *app) *cobra.Command {
	o := &datesOptions{app: a}
	cmd := &cobra.Command{
		Use:   "dates DIR [flags]",
		Short: "show what is due for each reimbursement application, and when",
		Long: `Works out every due date of the scenario's applications from what has happened to them: review, first claim, status
updates, spending reports, the term with its extensions, final certification, last claims, and what is to be kept. Each
comes with the rule and whether its source was read. A date that hangs on something that is not stated is unknown, and
what is missing is said. No date is moved because it falls on a weekend or a holiday.

Of the operator's folder the scenario and programmes/ are read. What is past and not stated as done is overdue: the
scenario says under applications what was done, and with filed_until which reports were filed.`,
		Example: `  riprep dates my-network
  riprep dates my-network --application A1 --as-of 2027-06-30
  riprep dates my-network --until 2030-12-31 -o csv`,
		Args: exactly("DIR"),
		RunE: func(_ *cobra.Command, args []string) error {
			o.dir = args[0]
			return o.run()
		},
	}
	f := cmd.Flags()
	o.out.flag(cmd)
	f.StringVar(&o.asOf, "as-of", "", "`DATE` (YYYY-MM-DD) from which the dates are looked at (default: today)")
	f.StringVar(&o.until, "until", "", "`DATE` until which reports that come again are listed (default: a year after --as-of)")
	f.StringArrayVar(&o.applications, "application", nil, "show the application of this `ID` alone (repeatable)")
	return cmd
}

func (o *datesOptions) run() error {
	if err := o.out.parse(o.app); err != nil {
		return err
	}
	if err := o.days(); err != nil {
		return err
	}
	var r strict.Reader
	s, programmes := planner.LoadApplications(&r, o.dir)
	if err := r.Faults().Err(); err != nil {
		return err
	}
	if len(s.Applications) == 0 {
		return input(errors.New("the scenario states no applications: add the list applications, with an id and the dates of each"))
	}
	for _, id := range o.applications {
		if s.Application(id) == nil {
			var known []string
			for i := range s.Applications {
				known = append(known, s.Applications[i].ID)
			}
			return usage("the scenario states "+strings.Join(known, ", "), fmt.Errorf("--application %q: not known", id))
		}
	}
	return o.show(s, programmes)
}

// days reads the flags that name days.
func (o *datesOptions) days() error {
	for _, flag := range []struct {
		name, text string
		day        *inventory.Date
	}{{"--as-of", o.asOf, &o.on}, {"--until", o.until, &o.last}} {
		if flag.text == "" {
			continue
		}
		d, err := inventory.ParseDate(flag.text)
		if err != nil {
			return usage("", fmt.Errorf("%s %w", flag.name, err))
		}
		*flag.day = d
	}
	if o.asOf == "" {
		today, err := o.app.today()
		if err != nil {
			return usage("give --as-of", err)
		}
		o.on = today
	}
	if o.until == "" {
		o.last = inventory.LastDate
		if d, ok := programme.AddMonths(o.on, 12); ok {
			o.last = d
		}
	}
	if o.last.Before(o.on) {
		return usage("", fmt.Errorf("--until %s: before --as-of %s", o.last, o.on))
	}
	return nil
}

// show gives what is due for each application, in the order of the file.
func (o *datesOptions) show(s *scenario.Scenario, programmes *programme.Set) error {
	t := &grid.Table{
		Facts: []grid.Fact{{Name: "as_of", Value: grid.Date(o.on)}, {Name: "until", Value: grid.Date(o.last)}},
		Columns: []grid.Column{
			grid.ID("application"), grid.ID("programme"), grid.Left("due"), grid.Left("weekday"), grid.Right("days"), grid.ID("deadline"), grid.Left("what"), grid.Left("who"),
			grid.Left("state"), grid.Left("met"), grid.Left("note"), grid.Left("missing"), grid.Left("source"), grid.Left("verified"), grid.Left("confidence"),
		},
	}
	page := o.app.page()
	checked := map[string]bool{}
	for i := range s.Applications {
		a := &s.Applications[i]
		if len(o.applications) > 0 && !slices.Contains(o.applications, a.ID) {
			continue
		}
		p := programmes.Programme(a.Programme)
		if p.Checked.Before(o.on) && !checked[p.ID] {
			checked[p.ID] = true
			o.app.warn("rules of the programme %s checked until %s only: what changed after it, until %s, is not in them", p.ID, p.Checked, o.on)
		}
		h := planner.History(a)
		dues := p.Dates(&h, o.on, o.last)
		if o.out.forPeople() {
			o.section(page, a, dues)
			continue
		}
		for i := range dues {
			t.Add(o.cells(a, &dues[i])...)
		}
	}
	if o.out.forPeople() {
		return page.print()
	}
	return o.out.write(o.app, t, "dates/v1")
}

// cells are the row of a due date for a program.
func (o *datesOptions) cells(a *scenario.Application, due *programme.Due) []grid.Cell {
	verified := "no"
	if due.Verified {
		verified = "yes"
	}
	return []grid.Cell{
		grid.Text(a.ID), grid.Text(a.Programme), grid.Date(due.By), weekday(due), o.ahead(due), grid.Text(due.ID), grid.Text(due.What), grid.Text(due.Who),
		grid.Text(due.State), grid.Date(due.Met), grid.Text(due.Note), grid.Text(due.Missing), grid.Text(due.Source), grid.Text(verified),
		grid.Text(due.Confidence),
	}
}

// ahead is in how many days something is due, negative where that is past; empty where the day is not known.
func (o *datesOptions) ahead(due *programme.Due) grid.Cell {
	if due.By.IsZero() {
		return grid.Cell{}
	}
	return grid.Int(due.By.Sub(o.on))
}

// weekday is the day of the week, for whoever moves what falls on a weekend.
func weekday(due *programme.Due) grid.Cell {
	if due.By.IsZero() {
		return grid.Cell{}
	}
	return grid.Text(scenario.Weekdays[due.By.Weekday()])
}

// section shows an application to people: what is due, and below it what is to be said of that.
func (o *datesOptions) section(page *page, a *scenario.Application, dues []programme.Due) {
	overdue := 0
	t := &grid.Table{Columns: []grid.Column{grid.Left("due"), grid.Left("day"), grid.Right("in days"), grid.Left("state"), grid.ID("what")}}
	for i := range dues {
		due := &dues[i]
		if due.State == "overdue" && due.Who == "carrier" {
			overdue++
		}
		t.Add(grid.Date(due.By), weekday(due), o.ahead(due), grid.Text(due.State), grid.Text(due.ID))
	}
	page.Heading(fmt.Sprintf("%s (%s): %d overdue on %s", a.ID, a.Programme, overdue, o.on))
	page.Table(t)
	said := map[string]bool{}
	page.Write("\n")
	for i := range dues {
		if due := &dues[i]; !said[due.ID] {
			said[due.ID] = true
			page.Hang(due.ID+": ", aside(due))
		}
	}
}

// aside says below the table what is due, how its day came about and by which rule.
func aside(due *programme.Due) string {
	parts := []string{due.What}
	for _, part := range []string{due.Note, due.Missing} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if due.Who == "programme" {
		parts = append(parts, "the programme's duty")
	}
	parts = append(parts, due.Source)
	if !due.Verified {
		parts = append(parts, "not verified, confidence "+due.Confidence)
	}
	return strings.Join(parts, "; ")
}
