package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/pkg/failure"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/simulate"
)

// simulation is the flags --simulate, --seed and --plan of estimate.
type simulation struct {
	wanted bool
	runs   int
	seed   uint64
	plan   string
	cmd    *cobra.Command
}

func (s *simulation) flags(cmd *cobra.Command) {
	s.cmd = cmd
	f := cmd.Flags()
	f.IntVar(&s.runs, "simulate", 0, fmt.Sprintf("say how far it may lie off, from `N` runs (1 to %s) with other prices", grid.Group(simulate.MaxRuns)))
	f.Uint64Var(&s.seed, "seed", 1, "seed of --simulate: another one draws other numbers")
	f.StringVar(&s.plan, "plan", "", "simulate the dates and the cash of a `PLAN` (plan/v1, JSON; - for standard input) too")
}

// check refuses what cannot be meant.
func (s *simulation) check() error {
	s.wanted = s.cmd.Flags().Changed("simulate")
	switch {
	case s.wanted && (s.runs < 1 || s.runs > simulate.MaxRuns):
		return usage("10000 runs give quantiles to about a hundredth of the spread", fmt.Errorf("--simulate %d: want 1 to %d", s.runs, simulate.MaxRuns))
	case s.plan != "" && !s.wanted:
		return usage("add --simulate 10000", errors.New("--plan is for --simulate"))
	case s.cmd.Flags().Changed("seed") && !s.wanted:
		return usage("add --simulate 10000", errors.New("--seed is for --simulate"))
	}
	return nil
}

// simulate gives the result of a simulation in place of the estimate.
func (o *estimateOptions) simulate() error {
	play, err := o.play()
	if err != nil {
		return err
	}
	r, err := o.runs(play)
	if err != nil {
		return err
	}
	if o.out.forPeople() {
		err = showSimulation(o.app, r)
	} else {
		err = o.out.write(o.app, simulationTable(r), "simulation/v1")
	}
	if err == nil && o.strictPrices && r.Unknown > 0 {
		return &coded{exitPrice, fmt.Errorf("%s %s no price", some(r.Unknown, "estimate line"), agree(r.Unknown, "has", "have")), "riprep estimate names them; add their items to catalog.yaml"}
	}
	return err
}

// play reads what is simulated: the estimate of a folder, or a plan that was made from it.
func (o *estimateOptions) play() (*planner.Play, error) {
	if o.simulation.plan == "" {
		c, err := o.load()
		if err != nil {
			return nil, err
		}
		o.app.warnOdd(c.In)
		return c.PlayEstimate(), nil
	}
	if len(o.set.texts) > 0 {
		return nil, usage("set it for the plan: riprep plan --set …", errors.New("--set with --plan: the plan has its own"))
	}
	p, err := o.app.readPlan(o.simulation.plan)
	if err != nil {
		return nil, err
	}
	c, err := caseOf(p, o.simulation.plan, o.dir)
	if err != nil {
		return nil, err
	}
	o.app.warnOdd(c.In)
	play, violations := c.PlayPlan(p, simulate.Limit(c.In.Scenario))
	if len(violations) > 0 {
		return nil, &failure.Broken{Violations: violations}
	}
	return play, nil
}

// runs plays, with a line on the terminal and an ear for ^C, which ends it without a result.
func (o *estimateOptions) runs(play *planner.Play) (*simulate.Result, error) {
	a, s := o.app, &o.simulation
	ctx, end := a.searching()
	defer end()
	a.status.say("0 of " + some(s.runs, "run"))
	defer a.status.begin()()
	r, err := simulate.Run(ctx, play, simulate.Options{Runs: s.runs, Seed: s.seed, Progress: func(done int) {
		a.status.say(grid.Group(int64(done)) + " of " + some(s.runs, "run"))
	}})
	switch {
	case err != nil && a.interrupted():
		return nil, &coded{exitInterrupted, err, ""}
	case errors.Is(err, simulate.ErrAmount):
		return nil, &coded{exitInput, err, "see quantities in the inventory, prices in catalog.yaml and the factors under uncertainty in the scenario"}
	case err != nil:
		return nil, err
	}
	return r, nil
}
