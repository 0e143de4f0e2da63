package calendar

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/riprep/riprep/pkg/report/view"
)

// deadlines makes an event of each day that somebody else sets.
func deadlines(d *view.Document, yield func(*event)) {
	all := view.Deadlines(d)
	for i := range all {
		x := &all[i]
		e := &event{first: x.By, last: x.By, categories: []string{"deadline", x.Kind}}
		switch x.Kind {
		case "term":
			e.uid = uid(d, "term", x.Application)
			e.summary = strings.TrimSpace("Term "+x.Application) + ": " + x.What
		case "rule":
			e.uid = uid(d, "rule", x.ID)
			e.summary = "Rule " + x.ID + ": " + x.What
		default:
			e.uid = uid(d, "application", x.Application, x.ID, strconv.Itoa(x.N))
			e.summary = "Due " + x.Application + ": " + x.What
		}
		e.summary = line(e.summary)
		e.description = deadlineLines(d, x)
		yield(e)
	}
}

func deadlineLines(d *view.Document, x *view.Deadline) []string {
	var lines []string
	add := func(parts ...string) { lines = append(lines, line(strings.Join(parts, ""))) }
	switch {
	case x.Kind == "programme":
		add("On ", d.AsOf.String(), ": ", x.State)
		if !x.Met.IsZero() {
			add("Met on ", x.Met.String())
		}
		if x.Who == "programme" {
			add("The programme's duty")
		}
	case x.Planned.IsZero():
		add("By the plan: ", x.State)
	default:
		add("By the plan: ", x.State, ", on ", x.Planned.String())
	}
	if x.Note != "" {
		add(x.Note)
	}
	if x.Source != "" {
		add("Source: ", x.Source)
	}
	if !x.Verified {
		add("The source was not verified")
	}
	return lines
}

// blackouts makes an event of each stretch of frozen days of the scenario.
func blackouts(d *view.Document, yield func(*event)) {
	for i, b := range d.Case.In.Scenario.Blackouts {
		work := strings.Join(b.Work, ", ")
		frozen := cmp.Or(work, "install, cutover, remove") // as a scenario has it that names none
		e := &event{
			uid: uid(d, "frozen", strconv.Itoa(i+1)), first: b.From, last: b.To,
			summary:     line("Frozen: " + cmp.Or(b.Why, frozen)),
			categories:  []string{"frozen"},
			description: []string{line("Not allowed: " + frozen)},
		}
		if len(b.Regions) > 0 {
			e.description = append(e.description, line("In the regions: "+strings.Join(b.Regions, ", ")))
		}
		yield(e)
	}
}
