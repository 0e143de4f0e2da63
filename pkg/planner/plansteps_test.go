package planner

import (
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/inventory"
)

// nameOf is the name that a Play gives to a step.
func nameOf(c *Case, p *Plan, s *PlanStep) string {
	if s.Package >= 0 {
		return p.Packages[s.Package].ID + " " + p.Packages[s.Package].Activities[s.Activity].Kind
	}
	cl := cluster{id: p.Tests[s.Activity].Cluster}
	return "test of " + cl.name()
}

// TestPlanSteps: a plan keeps to what its steps wait for and to their calendars; what they wait for is what a simulation of
// the plan lets them wait for, and their crews' days are those of the plan's periods.
func TestPlanSteps(t *testing.T) {
	names := []string{"first-look", "pilot-cluster", "ring-of-six", "controller-2g", "by-hand"}
	if !trials.Raced { // one goroutine: the large one without the detector alone
		names = append(names, "us-carrier")
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := loadCase(t, filepath.Join("..", "..", "testdata", name))
			p := planOf(t, c)
			play, violations := c.PlayPlan(p, c.In.Scenario.Horizon)
			if len(violations) > 0 {
				t.Fatal(violations)
			}
			steps := c.PlanSteps(p)
			compareWaits(t, c, p, play, steps)
			days := make([]map[[2]string]int, p.Horizon)
			for i := range steps {
				s := &steps[i]
				start, finish, crews := daysOf(p, s)
				for _, a := range s.After {
					if _, done, _ := daysOf(p, &steps[a.Step]); start.Sub(done)-1 < a.Days {
						t.Errorf("%s starts on %s: %s ends on %s, and %d days are to pass", nameOf(c, p, s), start, nameOf(c, p, &steps[a.Step]), done, a.Days)
					}
				}
				for _, span := range s.Closed {
					if !start.After(span.To) && !finish.Before(span.From) {
						t.Errorf("%s lies in %v", nameOf(c, p, s), span)
					}
				}
				for at := start; !at.After(finish); at = at.AddDays(p.PeriodDays) {
					n := at.Sub(p.Start) / p.PeriodDays
					if days[n] == nil {
						days[n] = map[[2]string]int{}
					}
					for _, crew := range crews {
						days[n][[2]string{crew.Kind, crew.Region}] += crew.Count * s.DaysPerPeriod
					}
				}
			}
			for n := range p.Periods {
				want := map[[2]string]int{}
				for _, crew := range p.Periods[n].Crews {
					want[[2]string{crew.Kind, crew.Region}] = crew.Days
				}
				if !maps.Equal(days[n], want) {
					t.Errorf("period %d: crews work %v, the plan says %v", n, days[n], want)
				}
			}
		})
	}
}

func daysOf(p *Plan, s *PlanStep) (start, finish inventory.Date, crews []CrewUse) {
	if s.Package < 0 {
		test := &p.Tests[s.Activity]
		return test.Start, test.Finish, test.Crews
	}
	a := &p.Packages[s.Package].Activities[s.Activity]
	return a.Start, a.Finish, a.Crews
}

// compareWaits holds the waits to those of a play. A play names every pair of a package's steps, these only what says more
// than the step before.
func compareWaits(t *testing.T, c *Case, p *Plan, play *Play, steps []PlanStep) {
	t.Helper()
	type wait struct {
		first, then string
		periods     int
	}
	cal := newCalendar(c, c.In.Scenario, nil)
	got, want, own := map[wait]bool{}, map[wait]bool{}, map[string]int{}
	for i := range steps {
		own[nameOf(c, p, &steps[i])] = steps[i].Package
	}
	for i := range steps {
		for _, a := range steps[i].After {
			got[wait{nameOf(c, p, &steps[a.Step]), nameOf(c, p, &steps[i]), cal.periods(a.Days)}] = true
		}
	}
	for i := range play.Activities {
		a := &play.Activities[i]
		if a.Paid {
			continue
		}
		for _, before := range a.After {
			w := wait{play.Activities[before.Activity].Name, a.Name, before.Wait}
			want[w] = true
			if x, y := own[w.first], own[w.then]; (x < 0 || x != y) && !got[w] {
				t.Errorf("not said: %v", w)
			}
		}
	}
	for _, w := range slices.Collect(maps.Keys(got)) {
		if !want[w] {
			t.Errorf("said, and not so: %v", w)
		}
	}
	if len(got) == 0 {
		t.Error("nothing waits for anything")
	}
}
