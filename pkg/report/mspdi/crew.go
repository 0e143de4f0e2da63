package mspdi

import (
	"strconv"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/scenario"
)

type crewKey struct{ kind, region string }

// crews are the resources: the kinds of crews of the scenario, by region where they are.
type crews struct {
	list []Resource
	at   map[crewKey]int // UID
}

func newCrews(s *scenario.Scenario, cal *calendars) *crews {
	c := &crews{at: map[crewKey]int{}}
	for _, crew := range s.Crews {
		key := crewKey{crew.Kind, crew.Region}
		uid := c.add(key, crew.Count, cal)
		c.list[uid-1].AvailabilityPeriods = changes(s, crew)
	}
	return c
}

func (c *crews) add(key crewKey, count int, cal *calendars) int {
	uid := len(c.list) + 1
	r := Resource{UID: uid, ID: uid, Name: name(key.kind + " crew"), Type: workResource, Group: name(key.kind), MaxUnits: strconv.Itoa(count), CanLevel: true}
	if key.region != "" {
		r.Name = name(key.kind + " crew, " + key.region)
	}
	r.CalendarUID = cal.resource(r.Name)
	c.list = append(c.list, r)
	c.at[key] = uid
	return uid
}

// of is the resource of a crew. One that the scenario does not have, which a plan that verifies does not use, is added.
func (c *crews) of(use planner.CrewUse, cal *calendars) int {
	key := crewKey{use.Kind, use.Region}
	if uid, ok := c.at[key]; ok {
		return uid
	}
	return c.add(key, use.Count, cal)
}

// changes are the stretches of days with the same number of crews, nil where it stays the same. The last change that names a
// day holds.
func changes(s *scenario.Scenario, crew scenario.Crew) *AvailabilityPeriods {
	var out []AvailabilityPeriod
	last := s.PeriodEnd(s.Horizon - 1)
	before := -1
	for day := s.Start; !day.After(last); day = day.AddDays(1) {
		n := there(s, crew, day)
		if n != before {
			out = append(out, AvailabilityPeriod{AvailableFrom: day.String() + "T00:00:00", AvailableUnits: strconv.Itoa(n)})
		}
		before = n
		out[len(out)-1].AvailableTo = day.String() + "T23:59:00"
	}
	if len(out) <= 1 && before == crew.Count {
		return nil
	}
	return &AvailabilityPeriods{out}
}

func there(s *scenario.Scenario, crew scenario.Crew, day inventory.Date) int {
	n := crew.Count
	for _, ch := range s.CrewChanges {
		if ch.Kind == crew.Kind && ch.Region == crew.Region && !day.Before(ch.From) && !day.After(ch.To) {
			n = ch.Count
		}
	}
	return n
}
