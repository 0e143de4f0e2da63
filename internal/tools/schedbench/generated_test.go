package main

import (
	"testing"
	"time"

	"github.com/riprep/riprep/pkg/schedule"
)

// What the command line allows is a problem that the optimizer takes, the same for the same seed.
func TestWeightedIsValid(t *testing.T) {
	for _, z := range []weightedSize{{1, 20, 1, 0}, {12, 30, 2, 1}, {500, 100, 4, 1}} {
		p := weighted(z.activities, z.periods, z.resources, z.seed)
		if err := schedule.Validate(&p); err != nil {
			t.Errorf("%v: %v", z, err)
		}
	}
}

func TestObjectiveCells(t *testing.T) {
	s := schedule.Solution{Status: schedule.Feasible, Values: []int64{200, 9, 0}, Bounds: []int64{190, 0, 0}}
	s.BoundKnown = []bool{true, false, true}
	const first = 1500 * time.Millisecond
	for k, want := range []string{"feasible,200,190,5.000,1.500", "feasible,9,,,1.500", "feasible,0,0,0.000,1.500"} {
		if got := objectiveCells(s, k, first, false); got != want {
			t.Errorf("objective %d: %s, want %s", k, got, want)
		}
	}
	if got := objectiveCells(s, 0, first, true); got != "invalid,,,," {
		t.Errorf("got %s", got)
	}
	s.Status, s.Values = schedule.Unknown, nil
	if got := objectiveCells(s, 0, first, false); got != "unknown,,190,," {
		t.Errorf("got %s", got)
	}
}
