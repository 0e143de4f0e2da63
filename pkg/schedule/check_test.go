package schedule

import (
	"context"
	"slices"
	"testing"
)

// plain is a small problem with one limit of every kind, and a schedule that just satisfies all of them.
func plain() (Problem, Solution) {
	p := Problem{
		Horizon: 8,
		Groups:  []Group{{"one", 2}, {"two", 1}},
		Activities: []Activity{
			{"prepare", 0, []Mode{{Duration: 1, Flows: []Flow{{0, 0, -4}, {0, 3, 1}}, Uses: []Use{{0, 2}}}, {Duration: 2}}},
			{"cut", 0, []Mode{{Duration: 2, Exclusive: true, Release: 1, Due: 6, Demands: []Demand{{0, 1}}, Costs: []Cost{{1, 2}}}, {Absent: true}}},
			{"other", 1, []Mode{{Duration: 2, Exclusive: true, Demands: []Demand{{0, 1}}, Flows: []Flow{{0, 0, -5}}, Uses: []Use{{0, 3}},
				Closed: []bool{false, false, false, false, false, true, false, false}, Costs: []Cost{{0, 3}}}}},
		},
		Lags:       []Lag{{0, 1, 1}},
		Resources:  []Resource{{"crew", []int64{1, 1, 1, 1, 1, 1, 1, 1}}},
		Budgets:    []Budget{{"total", 5}},
		Reservoirs: []Reservoir{{"cash", []int64{9, 9, 9, 9, 9, 9, 9, 9}, []int64{5, 5, 5, 5, 5, 5, 5, 5}}},
		Overlap:    pairs{bad: map[[2]int]bool{{1, 2}: true}, not: -1},
		Objectives: []Objective{{Name: "sum", Kind: Sum}},
	}
	return p, Solution{Modes: []int{0, 0}, Starts: []int{0, 2, 0}, Values: []int64{1 + 2*4 + 3*2}}
}

// TestCheckFindsEach breaks one limit at a time and wants it named, with its index, period and amount.
func TestCheckFindsEach(t *testing.T) {
	tests := []struct {
		name  string
		wreck func(p *Problem, s *Solution)
		want  Clash
	}{
		{"lag", func(p *Problem, s *Solution) { p.Lags[0].Min = 3 }, Clash{Kind: LimitLag, Index: 0, Period: 2, Amount: 2, Activities: []int{0, 1}}},
		{"release", func(p *Problem, s *Solution) { p.Activities[1].Modes[0].Release = 3 }, Clash{Kind: LimitWindow, Index: -1, Period: 2, Amount: 1, Activities: []int{1}}},
		{"due", func(p *Problem, s *Solution) { p.Activities[1].Modes[0].Due = 3 }, Clash{Kind: LimitWindow, Index: -1, Period: 3, Amount: 1, Activities: []int{1}}},
		{"closed", func(p *Problem, s *Solution) { p.Activities[2].Modes[0].Closed[1] = true }, Clash{Kind: LimitWindow, Index: -1, Period: 1, Amount: 1, Activities: []int{2}}},
		{"horizon", func(p *Problem, s *Solution) {
			p.Activities[1].Modes[0].Due, s.Starts[1], s.Values = 0, 7, nil
		}, Clash{Kind: LimitHorizon, Index: -1, Period: 8, Amount: 1, Activities: []int{1}}},
		{"resource", func(p *Problem, s *Solution) { p.Resources[0].Capacity[3] = 0 }, Clash{Kind: LimitResource, Index: 0, Period: 3, Amount: 1, Activities: []int{1}}},
		{"budget", func(p *Problem, s *Solution) { p.Budgets[0].Capacity = 4 }, Clash{Kind: LimitBudget, Index: 0, Period: -1, Amount: 1, Activities: []int{0, 2}}},
		{"reservoir", func(p *Problem, s *Solution) { p.Reservoirs[0].Supply[2] = 7 }, Clash{Kind: LimitReservoir, Index: 0, Period: 2, Amount: 2, Activities: []int{0, 2}}},
		{"draw", func(p *Problem, s *Solution) { p.Reservoirs[0].MaxDraw[0] = 8 }, Clash{Kind: LimitDraw, Index: 0, Period: 0, Amount: 1, Activities: []int{0, 2}}},
		{"overlap", func(p *Problem, s *Solution) {
			p.Resources[0].Capacity[2] = 2
			s.Starts[2], p.Activities[2].Modes[0].Release, s.Values = 1, 0, nil
		}, Clash{Kind: LimitOverlap, Index: -1, Period: 2, Activities: []int{1, 2}}},
		{"value", func(p *Problem, s *Solution) { s.Values[0]++ }, Clash{Kind: LimitMalformed, Index: -1, Period: -1}},
		{"values", func(p *Problem, s *Solution) { s.Values = append(s.Values, 1) }, Clash{Kind: LimitMalformed, Index: -1, Period: -1}},
		{"mode", func(p *Problem, s *Solution) { s.Modes[0] = 2 }, Clash{Kind: LimitMalformed, Index: -1, Period: -1}},
		{"modes", func(p *Problem, s *Solution) { s.Modes = s.Modes[:1] }, Clash{Kind: LimitMalformed, Index: -1, Period: -1}},
		{"starts", func(p *Problem, s *Solution) { s.Starts = nil }, Clash{Kind: LimitMalformed, Index: -1, Period: -1}},
		{"not started", func(p *Problem, s *Solution) { s.Starts[0] = -1 }, Clash{Kind: LimitMalformed, Index: -1, Period: -1, Activities: []int{0}}},
		{"absent", func(p *Problem, s *Solution) { s.Modes[0] = 1 }, Clash{Kind: LimitMalformed, Index: -1, Period: -1, Activities: []int{1}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, s := plain()
			p.Reservoirs[0].MaxDraw[0] = 9
			if err := Validate(&p); err != nil {
				t.Fatal(err)
			}
			if got := Check(p, s); len(got) > 0 {
				t.Fatalf("before: %v", got)
			}
			tt.wreck(&p, &s)
			got := Check(p, s)
			if len(got) != 1 {
				t.Fatalf("want one clash, got %v", got)
			}
			c, w := got[0], tt.want
			if c.Kind != w.Kind || c.Index != w.Index || c.Period != w.Period || c.Amount != w.Amount || !slices.Equal(c.Activities, w.Activities) || c.Text == "" {
				t.Errorf("got %+v, want %+v", c, w)
			}
		})
	}
}

// TestCheckSeesShifts moves single activities of solved problems at random: whatever Check then says must agree with a
// count that is done differently, activity pair by activity pair, for lags and resources.
func TestCheckSeesShifts(t *testing.T) {
	broken := 0
	for seed := range uint64(60) {
		p := small(seed)
		s, err := Solve(context.Background(), p, Options{Effort: 5_000, Workers: 1})
		if err != nil || s.Starts == nil {
			continue
		}
		for a := range s.Starts {
			if s.Starts[a] < 0 {
				continue
			}
			moved := Solution{Modes: s.Modes, Starts: slices.Clone(s.Starts)}
			moved.Starts[a]++
			lagBroken := false
			for _, l := range p.Lags {
				from, to := p.Activities[l.From], p.Activities[l.To]
				f, g := from.Modes[s.Modes[from.Group]], to.Modes[s.Modes[to.Group]]
				lagBroken = lagBroken || !f.Absent && !g.Absent && moved.Starts[l.To]-moved.Starts[l.From] < f.Duration+l.Min
			}
			said := slices.ContainsFunc(Check(p, moved), func(c Clash) bool { return c.Kind == LimitLag })
			if said != lagBroken {
				t.Errorf("seed %d: activity %d moved: lag broken %v, Check says %v", seed, a, lagBroken, said)
			}
			if lagBroken {
				broken++
			}
		}
	}
	if broken < 10 {
		t.Errorf("only %d moves broke a lag: the test looks at nothing", broken)
	}
}
