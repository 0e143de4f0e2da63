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

// A job of 1,000 has to be paid when it starts. 400 are there, 600 more come in period 4, and a line lends the rest at 1 % per
// period: the job waits for the money, as far as its due date lets it.
func ExampleCharge() {
	p := schedule.Problem{
		Horizon:    6,
		Groups:     []schedule.Group{{Name: "north", Modes: 1}},
		Activities: []schedule.Activity{{Name: "build", Group: 0, Modes: []schedule.Mode{{Duration: 1, Due: 4, Flows: []schedule.Flow{{Amount: -1000}}}}}},
		Reservoirs: []schedule.Reservoir{{Name: "cash", Supply: []int64{1400, 1400, 1400, 1400, 2000, 2000}}},
		Objectives: []schedule.Objective{{Name: "interest", Kind: schedule.Overdraft,
			Charge: &schedule.Charge{Reservoir: 0, Own: []int64{400, 400, 400, 400, 1000, 1000}, Num: 1, Den: 100}}},
	}
	s, err := schedule.Solve(context.Background(), p, schedule.Options{Effort: 100_000})
	if err != nil {
		fmt.Println(err)
		return
	}
	// In period 3 the account falls to -600, which period 4 is charged 6 for; these remain a debt that is too small for more.
	fmt.Println("starts", s.Starts, "value", s.Values[0], "bound", s.Bounds[0])
	// Output: starts [3] value 6 bound 6
}
