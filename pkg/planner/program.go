package planner

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/riprep/riprep/pkg/schedule"
	"github.com/riprep/riprep/pkg/schedule/milp"
)

// Program is the scheduling problem of a case as an integer program, with which other solvers can confirm what a plan says
// of its objectives. It rests on the problem alone. What the search adds are sets of packages that may not be off together,
// each of which the network is asked about again.
type Program struct {
	c    *Case
	m    *milp.Model
	left int // forbidden sets that would make it too large
}

// mostConflicts is how many forbidden sets of the search become rows: each is one in nearly every period.
const mostConflicts = 1000

// wanted is what the program can use of what the search meets.
func (p *Program) wanted() schedule.ConflictOptions {
	if p == nil || p.m.Complete() {
		return schedule.ConflictOptions{}
	}
	return schedule.ConflictOptions{Most: mostConflicts, Above: p.m.Known()}
}

// learn adds what the search met, or where that makes the program too large, counts it.
func (p *Program) learn(met []schedule.Conflict) error {
	if p == nil {
		return nil
	}
	m, err := p.m.With(met)
	switch {
	case errors.Is(err, milp.ErrTooLarge):
		p.left += len(met)
		return nil
	case err != nil:
		return fmt.Errorf("the conflicts that the search met: %w", err)
	}
	p.m = m
	return nil
}

// Program states the problem. Its error is ErrNoOption where there is none to state, and wraps milp.ErrTooLarge where no solver
// could be expected to read the result.
func (c *Case) Program(ctx context.Context) (*Program, error) {
	m, err := c.build(c.In.Scenario)
	if err != nil {
		return nil, err
	}
	if len(m.withoutOption()) > 0 {
		return nil, ErrNoOption
	}
	program, err := milp.New(ctx, &m.problem, milp.Options{})
	if err != nil {
		return nil, fmt.Errorf("the scheduling problem as an integer program: %w", err)
	}
	return &Program{c: c, m: program}, nil
}

// Write writes the program that minimises one of the scenario's objectives, numbered from 0, with those before it held at
// the values of a plan; in LP format if lp is set, else in MPS. Without a plan it is the program of the first objective.
func (p *Program) Write(w io.Writer, lp bool, objective int, plan *Plan) error {
	m, err := p.m, error(nil)
	if plan != nil && objective > 0 {
		values := make([]int64, objective)
		for k := range values {
			values[k] = plan.Objectives[k].Value
		}
		if m, err = m.After(values); err != nil {
			return err
		}
	}
	if lp {
		return m.WriteLP(w, p.notes(plan)...)
	}
	return m.WriteMPS(w, p.notes(plan)...)
}

// notes are for the head of the file: what it is of, and what there is to confirm.
func (p *Program) notes(plan *Plan) []string {
	s := p.c.In.Scenario
	notes := []string{
		fmt.Sprintf("operator %s; period 0 begins on %s, a period is a %s", p.c.In.Inventory.Operator.ID, s.Start, s.PeriodName()),
	}
	if p.left > 0 {
		notes = append(notes, fmt.Sprintf("%d forbidden sets that the search has met are left out: they would make the program too large", p.left))
	}
	if plan == nil {
		return append(notes, "no plan was found within the limits")
	}
	for _, o := range plan.Objectives {
		note := fmt.Sprintf("the plan has %s %d, in %s; no bound is known", o.Name, o.Value, o.Unit)
		if o.Bound != nil {
			note = fmt.Sprintf("the plan has %s %d, in %s; bound %d", o.Name, o.Value, o.Unit, *o.Bound)
		}
		notes = append(notes, note)
	}
	return notes
}
