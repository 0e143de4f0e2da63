package schedule

import (
	"context"
	"math"
	"strings"
	"testing"
)

// TestValidate wrecks a valid problem in one place each and wants that place named.
func TestValidate(t *testing.T) {
	tests := []struct {
		wreck func(p *Problem)
		want  string
	}{
		{func(p *Problem) { p.Horizon = 0 }, "horizon 0"},
		{func(p *Problem) { p.Horizon = math.MaxInt }, "horizon"},
		{func(p *Problem) { p.Objectives = nil }, "no objective"},
		{func(p *Problem) { p.Objectives[0].Kind = 7 }, `objective 0 "sum": unknown kind 7`},
		{func(p *Problem) { p.Groups[0].Modes = 3 }, `activity 0 "prepare": 2 modes: its group "one" has 3`},
		{func(p *Problem) { p.Groups[0].Modes = -1 }, `group 0 "one": -1 modes`},
		{func(p *Problem) { p.Activities[0].Group = 9 }, `activity 0 "prepare": group 9`},
		{func(p *Problem) { p.Activities[0].Modes[0].Duration = -1 }, "mode 0: duration -1"},
		{func(p *Problem) { p.Activities[0].Modes[0].Release = -1 }, "release -1"},
		{func(p *Problem) { p.Activities[0].Modes[0].Due = -1 }, "due -1"},
		{func(p *Problem) { p.Activities[2].Modes[0].Closed = make([]bool, 3) }, "closed: 3 entries"},
		{func(p *Problem) { p.Activities[1].Modes[0].Demands[0].Resource = 1 }, "demand of resource 1"},
		{func(p *Problem) { p.Activities[1].Modes[0].Demands[0].Amount = -1 }, "amount -1 is negative"},
		{func(p *Problem) { p.Activities[0].Modes[0].Uses[0].Budget = -1 }, "use of budget -1"},
		{func(p *Problem) { p.Activities[0].Modes[0].Flows[0].Reservoir = 1 }, "flow of reservoir 1"},
		{func(p *Problem) { p.Activities[0].Modes[0].Flows[0].Offset = -1 }, "offset -1"},
		{func(p *Problem) { p.Activities[0].Modes[0].Flows[1].Amount = 5 }, "by offset 3 the flows add up to +1"},
		{func(p *Problem) {
			p.Activities[0].Modes[0].Flows[1].Offset = 0
			p.Activities[0].Modes[0].Flows[0].Offset = 1
		}, "by offset 0"},
		{func(p *Problem) { p.Activities[1].Modes[0].Costs[0].Rate = -1 }, "rate -1 is negative"},
		{func(p *Problem) { p.Activities[1].Modes[0].Costs = []Cost{} }, "0 costs"},
		{func(p *Problem) { p.Activities[1].Modes[0].Costs[0].Rate = math.MaxInt64 }, "objective 0: the amounts"},
		{func(p *Problem) { p.Activities[1].Modes[0].Costs[0].Fixed = math.MinInt64 }, "objective 0: the amounts"},
		{func(p *Problem) { p.Activities[1].Modes[0].Demands[0].Amount = math.MaxInt64 }, "resource 0: the amounts"},
		{func(p *Problem) { p.Activities[0].Modes[0].Uses[0].Amount = math.MaxInt64 }, "budget 0: the amounts"},
		{func(p *Problem) { p.Activities[0].Modes[0].Flows[0].Amount = math.MinInt64 }, "flow of reservoir 0: amount"},
		{func(p *Problem) { p.Resources[0].Capacity = p.Resources[0].Capacity[1:] }, `resource 0 "crew": capacity: 7 entries`},
		{func(p *Problem) { p.Resources[0].Capacity[2] = -1 }, "period 2: capacity -1"},
		{func(p *Problem) { p.Budgets[0].Capacity = -1 }, `budget 0 "total": capacity -1`},
		{func(p *Problem) { p.Reservoirs[0].Supply = nil }, `reservoir 0 "cash": supply: 0 entries`},
		{func(p *Problem) { p.Reservoirs[0].Supply[3] = math.MinInt64 }, "period 3: supply"},
		{func(p *Problem) { p.Reservoirs[0].MaxDraw = []int64{} }, "max draw: 0 entries"},
		{func(p *Problem) { p.Reservoirs[0].MaxDraw[1] = -1 }, "period 1: max draw -1"},
		{func(p *Problem) { p.Lags[0].To = 3 }, "lag 0: from 0 to 3"},
		{func(p *Problem) { p.Lags[0].To = 0 }, `activity 0 "prepare" waits for itself`},
		{func(p *Problem) { p.Lags[0].Min = math.MaxInt }, "lag 0: min"},
		{func(p *Problem) { p.Lags = append(p.Lags, Lag{1, 2, -5}, Lag{2, 0, -5}) }, `lags form a cycle: 0 "prepare" -> 1 "cut" -> 2 "other" -> 0 "prepare"`},
	}
	for _, tt := range tests {
		p, _ := plain()
		p.Reservoirs[0].MaxDraw[0] = 9
		tt.wreck(&p)
		err := Validate(&p)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("want %q, got %v", tt.want, err)
		}
		if _, err := Solve(context.Background(), p, Options{}); err == nil {
			t.Errorf("%q: Solve accepts what Validate refuses", tt.want)
		}
		if _, ok := InOrder(p, nil, make([]int, len(p.Groups))); ok {
			t.Errorf("%q: InOrder accepts what Validate refuses", tt.want)
		}
	}
	if Validate(nil) == nil {
		t.Error("nil accepted")
	}
}

// TestValidateAllAtOnce wants every fault of a problem, not the first.
func TestValidateAllAtOnce(t *testing.T) {
	p, _ := plain()
	p.Activities[0].Modes[0].Release = -1
	p.Budgets[0].Capacity = -1
	p.Lags[0].From = -1
	err := Validate(&p)
	if n := strings.Count(err.Error(), "\n") + 1; n != 3 {
		t.Errorf("%d faults, want 3: %v", n, err)
	}
}
