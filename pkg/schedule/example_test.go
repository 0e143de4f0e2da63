package schedule_test

import (
	"context"
	"fmt"

	"github.com/riprep/riprep/pkg/schedule"
)

// Two jobs share one crew; the second is worth three times as much per period, so it goes first.
func ExampleSolve() {
	crew := []schedule.Demand{{Resource: 0, Amount: 1}}
	job := func(name string, group, duration int, weight int64) schedule.Activity {
		return schedule.Activity{Name: name, Group: group, Modes: []schedule.Mode{{Duration: duration, Demands: crew, Costs: []schedule.Cost{{Rate: weight}}}}}
	}
	p := schedule.Problem{
		Horizon:    8,
		Groups:     []schedule.Group{{Name: "north", Modes: 1}, {Name: "south", Modes: 1}},
		Activities: []schedule.Activity{job("north", 0, 2, 1), job("south", 1, 3, 3)},
		Resources:  []schedule.Resource{{Name: "crew", Capacity: []int64{1, 1, 1, 1, 1, 1, 1, 1}}},
		Objectives: []schedule.Objective{{Name: "exposure", Kind: schedule.Sum}},
	}
	s, err := schedule.Solve(context.Background(), p, schedule.Options{Effort: 100_000})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("starts", s.Starts, "value", s.Values[0], "faults", len(schedule.Check(p, s)))
	// Output: starts [3 0] value 14 faults 0
}
