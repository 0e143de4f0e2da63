package planner

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/riprep/riprep/pkg/schedule"
)

// Options steer the search.
type Options struct {
	Version  string // of the program, for the plan
	Seed     uint64
	Effort   int64 // work units; 0 means schedule.DefaultEffort
	Workers  int   // cores; 0 means all. It never changes the plan
	Progress func(Progress)
	Program  *Program // to be told of the forbidden sets that the search meets, or nil. It never changes the plan
}

// Progress is what is known while the search goes on, of the first objective.
type Progress struct {
	Found      bool
	Value      int64
	Bound      int64
	BoundKnown bool
	Gap        float64 // of both, 1 where one is missing
}

// ErrUnverified means that a plan was found that does not stand up to Verify: a defect of riprep, never of the input.
var ErrUnverified = errors.New("the plan does not verify")

// firstEffort is the work spent on a first schedule, and on each question of whether there is one at all.
const firstEffort = 400_000

// Plan finds a plan and verifies it. Where there is none within the limits the error is a *NoPlanError. When ctx ends
// early the best plan so far is returned with Engine.Stopped set, or an error that wraps ctx's when there is none yet.
func (c *Case) Plan(ctx context.Context, o Options) (*Plan, error) {
	m, err := c.build(c.In.Scenario)
	if err != nil {
		return nil, err
	}
	if o.Effort == 0 {
		o.Effort = schedule.DefaultEffort
	}
	if len(m.withoutOption()) > 0 {
		return nil, c.noPlan(ctx, o, m, schedule.Solution{Status: schedule.Infeasible})
	}
	base := m.baseline()
	sol, err := m.solve(ctx, o, base)
	if err != nil {
		return nil, err
	}
	if sol.Starts == nil {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("interrupted before a plan was found: %w", err)
		}
		return nil, c.noPlan(ctx, o, m, sol)
	}
	plan, err := m.assemble(sol, base, o)
	if err != nil {
		return nil, err
	}
	if violations := Verify(c, plan); len(violations) > 0 {
		texts := make([]string, len(violations))
		for i, v := range violations {
			texts[i] = v.Text
		}
		return nil, fmt.Errorf("%w: %s", ErrUnverified, strings.Join(texts, "; "))
	}
	return plan, nil
}

// solve looks for a first schedule with little effort, the same way in which a proposed change was tried out, and then
// improves on the best that is known.
func (m *model) solve(ctx context.Context, o Options, base schedule.Solution) (schedule.Solution, error) {
	if len(m.problem.Activities) == 0 {
		return m.nothing(), nil
	}
	if base.Starts == nil {
		base = m.inCapOrder()
	}
	hint := &schedule.Hint{Modes: base.Modes, Starts: base.Starts}
	if base.Starts == nil {
		first, err := m.first(ctx, o)
		if err == nil {
			err = o.Program.learn(first.Conflicts)
		}
		if err != nil || first.Starts == nil {
			return first, err
		}
		hint = &schedule.Hint{Modes: first.Modes, Starts: first.Starts}
	}
	sol, err := schedule.Solve(ctx, m.problem, schedule.Options{
		Seed: o.Seed, Effort: o.Effort, Workers: o.Workers, Hint: hint, Progress: m.progress(o.Progress), Conflicts: o.Program.wanted(),
	})
	if err != nil {
		return sol, err
	}
	return sol, o.Program.learn(sol.Conflicts)
}

// nothing is the schedule of an operator without covered gear.
func (m *model) nothing() schedule.Solution {
	n := len(m.problem.Objectives)
	sol := schedule.Solution{
		Status: schedule.Optimal, Modes: []int{}, Starts: []int{},
		Values: make([]int64, n), Bounds: make([]int64, n), BoundKnown: make([]bool, n),
	}
	for i := range sol.BoundKnown {
		sol.BoundKnown[i] = true
	}
	return sol
}

// first asks whether there is a schedule at all.
func (m *model) first(ctx context.Context, o Options) (schedule.Solution, error) {
	if sol, err := m.withoutCaps(ctx, o); err != nil || sol.Starts != nil {
		return sol, err
	}
	return schedule.Solve(ctx, m.problem, schedule.Options{
		Seed: o.Seed, Effort: firstEffort, Workers: o.Workers, First: true, Conflicts: o.Program.wanted(),
	})
}

func (m *model) progress(report func(Progress)) func(schedule.Progress) {
	if report == nil {
		return nil
	}
	return func(p schedule.Progress) {
		out := Progress{Found: p.Values != nil, Gap: 1}
		if out.Found {
			out.Value = p.Values[0]
		}
		if len(p.BoundKnown) > 0 && p.BoundKnown[0] && len(m.curbs) == 0 {
			out.BoundKnown, out.Bound = true, p.Bounds[0]
		}
		if out.Found && out.BoundKnown {
			out.Gap, _ = ObjectiveValue{Value: out.Value, Bound: &out.Bound}.Gap()
		}
		report(out)
	}
}
