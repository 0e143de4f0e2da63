package main

import (
	"fmt"

	"github.com/riprep/riprep/pkg/schedule"
)

// verify names what is wrong with a solution: what schedule.Check finds, and what its status, values and bounds say
// against each other.
func verify(p schedule.Problem, s schedule.Solution) []string {
	has := s.Status == schedule.Feasible || s.Status == schedule.Optimal
	switch {
	case len(s.Bounds) != len(p.Objectives) || len(s.BoundKnown) != len(p.Objectives):
		return []string{fmt.Sprintf("%d bounds for %d objectives", len(s.Bounds), len(p.Objectives))}
	case !has && (s.Modes != nil || s.Starts != nil || s.Values != nil):
		return []string{fmt.Sprintf("status %s, and yet a schedule", statuses[s.Status])}
	case !has:
		return nil
	case len(s.Values) != len(p.Objectives):
		return []string{fmt.Sprintf("%d values for %d objectives", len(s.Values), len(p.Objectives))}
	}
	var found []string
	for _, clash := range schedule.Check(p, s) {
		found = append(found, "no schedule: "+clash.Text)
	}
	for k, o := range p.Objectives {
		switch bounded := s.BoundKnown[k]; {
		case bounded && s.Bounds[k] > s.Values[k]:
			found = append(found, fmt.Sprintf("%s: bound %d is above its own value %d", o.Name, s.Bounds[k], s.Values[k]))
		case s.Status == schedule.Optimal && (!bounded || s.Bounds[k] < s.Values[k]):
			found = append(found, fmt.Sprintf("%s: said to be optimal, but value %d meets no bound", o.Name, s.Values[k]))
		}
	}
	return found
}
