package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/schedule"
)

type planOptions struct {
	app *app

	dir            string
	scenario       string
	set            settings
	out            outputs
	document       documentFlags
	program        programOutput
	seed           uint64
	effort         int64
	timeLimit      time.Duration
	requireOptimal bool
	strictPrices   bool
	quiet          bool
}

func newPlan(a *app) *cobra.Command {
	o := &planOptions{app: a}
	cmd := &cobra.Command{
		Use:   "plan DIR [flags]",
		Short: "plan the work of an operator",
		Long: `Reads the operator's folder (inventory.yaml and scenario.yaml; catalog.yaml, products.yaml, regimes/ and
programmes/ where they are there), finds what is covered, groups it into work packages, and gives a dated, priced and verified
plan. The same files, seed and effort give the same plan.

While it searches, ^C ends the search: the best plan so far is given, and the exit code is 130.`,
		Example: `  riprep plan my-network
  riprep plan my-network -o json=plan.json -o csv=schedule.csv
  riprep plan my-network --write-model model.mps
  riprep plan my-network --set crews.tower=4 --set funding.credit.limit=1000000.00`,
		Args: exactly("DIR"),
		RunE: func(_ *cobra.Command, args []string) error {
			o.dir = args[0]
			return o.run()
		},
	}
	f := cmd.Flags()
	o.out.flag(cmd)
	o.document.flags(cmd)
	o.set.flag(cmd)
	scenarioFlag(cmd, &o.scenario)
	o.program.flag(cmd)
	f.Uint64Var(&o.seed, "seed", 1, "seed of the search: another one may find another plan")
	f.Int64Var(&o.effort, "effort", schedule.DefaultEffort, "work `UNITS` to spend on the search; about a million are a second of one core")
	f.DurationVar(&o.timeLimit, "time-limit", 0, "end the search after a `DURATION` such as 30s; the plan then depends on the machine, and says so")
	f.BoolVar(&o.requireOptimal, "require-optimal", false, "exit with 13 where the plan is not proved optimal; it is given all the same")
	f.BoolVar(&o.strictPrices, "strict", false, "exit with 14 where a price is unknown; the plan is given all the same")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no status line, and nothing on standard output but what -o asks for")
	return cmd
}

func (o *planOptions) run() error {
	if err := o.validate(); err != nil {
		return err
	}
	overrides, err := o.set.overrides()
	if err != nil {
		return err
	}
	c, err := loadCase(planner.Files{Dir: o.dir, Scenario: o.scenario}, overrides)
	if err != nil {
		return err
	}
	o.app.warnOdd(c.In)
	if err := o.program.state(o.app, c); err != nil {
		return err
	}
	p, err := o.search(c)
	if err := o.program.write(o.app, p, err); err != nil {
		return err
	}
	if err != nil {
		return err
	}
	d, err := o.document.make(o.app, o.dir, c, p, o.out.needs(), o.quiet)
	if err != nil {
		return err
	}
	if err := o.out.write(o.app, d); err != nil {
		return err
	}
	return o.verdict(p)
}

func (o *planOptions) validate() error {
	switch {
	case o.effort < 1:
		return usage("leave it out for the usual effort", fmt.Errorf("--effort %d: want 1 or more", o.effort))
	case o.timeLimit < 0:
		return usage("", fmt.Errorf("--time-limit %s: want more than 0", o.timeLimit))
	}
	if err := o.out.parse(o.app, o.quiet); err != nil {
		return err
	}
	if err := o.out.check(o.dir, o.document.progress, o.scenario); err != nil {
		return err
	}
	if err := o.document.check(); err != nil {
		return err
	}
	return o.program.check(o.dir, &o.out)
}

// search plans, with a line on the terminal and an ear for ^C.
func (o *planOptions) search(c *planner.Case) (*planner.Plan, error) {
	a := o.app
	ctx, end := a.searching()
	defer end()
	if o.timeLimit > 0 {
		limited, cancel := context.WithTimeout(ctx, o.timeLimit)
		defer cancel()
		ctx = limited
	}
	options := planner.Options{Version: version(), Seed: o.seed, Effort: o.effort, Program: o.program.program}
	if !o.quiet {
		options.Progress = a.status.report
		done := a.status.begin()
		defer done()
	}
	p, err := c.Plan(ctx, options)
	switch {
	case err != nil && a.interrupted():
		return nil, &coded{exitInterrupted, err, ""}
	case errors.Is(err, context.DeadlineExceeded):
		return nil, &coded{exitUnexpected, fmt.Errorf("no plan was found within the time limit of %s", o.timeLimit), "give it more time, or --effort instead of --time-limit"}
	case err != nil:
		return nil, err
	}
	switch {
	case p.Engine.Stopped && a.interrupted():
		p.Assumptions = append(p.Assumptions, planner.Assumption{Field: planner.ByInterrupt, Value: "the search was interrupted", Why: "the best plan until then; another run may end elsewhere"})
	case p.Engine.Stopped && o.timeLimit > 0:
		p.Assumptions = append(p.Assumptions, planner.Assumption{Field: planner.ByTimeLimit, Value: o.timeLimit.String(), Why: "the clock ended the search: another machine may end elsewhere"})
	}
	return p, nil
}

// verdict says what a plan that was given does not have.
func (o *planOptions) verdict(p *planner.Plan) error {
	switch {
	case o.app.interrupted() && !p.Engine.Stopped:
		return &coded{exitInterrupted, errors.New("interrupted: the search was over, the plan was not simulated"), ""}
	case o.app.interrupted():
		return &coded{exitInterrupted, errors.New("interrupted: this is the best verified plan found until then"), ""}
	case o.strictPrices && p.Totals.UnknownPrices > 0:
		return &coded{exitPrice, fmt.Errorf("%d estimate lines have no price", p.Totals.UnknownPrices), "riprep estimate lists them; add their items to catalog.yaml"}
	case o.requireOptimal && p.Status != "optimal":
		return &coded{exitNotOptimal, fmt.Errorf("the plan is not proved optimal%s", gaps(p)), "more --effort may prove it"}
	}
	return nil
}

// gaps lists what is left open for each objective.
func gaps(p *planner.Plan) string {
	text := ""
	for _, obj := range p.Objectives {
		sep := ", "
		if text == "" {
			sep = ": "
		}
		if gap, ok := obj.Gap(); ok {
			text += fmt.Sprintf("%s%s gap %.1f%%", sep, obj.Name, 100*gap)
		} else {
			text += sep + obj.Name + " without a bound"
		}
	}
	return text
}
