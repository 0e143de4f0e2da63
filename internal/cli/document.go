package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/simulate"
)

// documentRuns is how often a plan is played for the formats that show its risk: enough for a quantile to a fiftieth of the
// spread, in about a second for some hundred packages.
const documentRuns = 2000

// notPlayed is what a document says of its risk where the user did not wait for it.
const notPlayed = "not simulated: interrupted"

// documentFlags say what stands in a document beside the plan.
type documentFlags struct {
	runs     int
	progress string
	asOf     string
}

func (f *documentFlags) flags(cmd *cobra.Command) {
	cmd.Flags().IntVar(&f.runs, "simulate", documentRuns, "play the plan `N` times for the formats that show how far it may lie off; 0 to leave that out")
	cmd.Flags().StringVar(&f.progress, "progress", "", "read what has happened from `FILE`, for the formats that have the forms (default: progress.yaml of the folder, where it is there)")
	cmd.Flags().StringVar(&f.asOf, "as-of", "", "`DATE` (YYYY-MM-DD) on which it is handed on, for the formats that say so (default: as_of of the progress, else today)")
}

func (f *documentFlags) check() error {
	if f.runs < 0 || f.runs > simulate.MaxRuns {
		return usage("0 leaves it out", fmt.Errorf("--simulate %d: want 0 to %s", f.runs, grid.Group(simulate.MaxRuns)))
	}
	if f.asOf != "" {
		if _, err := inventory.ParseDate(f.asOf); err != nil {
			return usage("", fmt.Errorf("--as-of %w", err))
		}
	}
	return nil
}

// make works out what the formats need beside a plan that was verified. dir is the operator's folder.
func (f *documentFlags) make(a *app, dir string, c *planner.Case, p *planner.Plan, needs report.Needs, silent bool) (*report.Document, error) {
	d := &report.Document{Plan: p, Case: c}
	var err error
	if needs.Filing {
		if d.Progress, err = loadProgress(progressFile(dir, f.progress), c); err != nil {
			return nil, err
		}
	}
	if needs.Filing || needs.Day {
		if d.AsOf, err = a.asOf(f.asOf, d.Progress); err != nil {
			return nil, err
		}
	}
	switch {
	case !needs.Risk:
	case f.runs == 0:
		d.NoRisk = "not simulated: --simulate 0"
	case a.interrupted(): // who ended the search waits for no more
		d.NoRisk = notPlayed
	default:
		f.play(a, d, silent)
	}
	return d, nil
}

// play simulates the plan. What cannot be simulated is a plan all the same: the document then says why it has no risk.
func (f *documentFlags) play(a *app, d *report.Document, silent bool) {
	play, violations := d.Case.PlayPlan(d.Plan, simulate.Limit(d.Case.In.Scenario))
	if len(violations) > 0 {
		d.NoRisk = "not simulated: " + violations[0].Text
		return
	}
	ctx, end := a.searching()
	defer end()
	o := simulate.Options{Runs: f.runs, Seed: d.Plan.Engine.Seed}
	if !silent {
		o.Progress = func(done int) { a.status.say(grid.Group(int64(done)) + " of " + some(f.runs, "run")) }
		defer a.status.begin()()
	}
	var err error
	if d.Risk, err = simulate.Run(ctx, play, o); err != nil {
		if a.interrupted() { // the exit code says so
			d.NoRisk = notPlayed
			return
		}
		d.NoRisk = "not simulated: " + err.Error()
		a.warn("%s", d.NoRisk)
	}
}
