package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/pkg/failure"
	"github.com/riprep/riprep/pkg/planner"
)

type verifyOptions struct {
	app *app

	plan string
	dir  string
}

func newVerify(a *app) *cobra.Command {
	o := &verifyOptions{app: a}
	cmd := &cobra.Command{
		Use:   "verify PLAN [flags]",
		Short: "replay a plan against its inputs",
		Long: `Reads a plan (plan/v1, JSON; - for standard input) and the files that it was made from, and replays it period by
period: the network with the gear off in it, the crews, the cash account, every date and rule, every figure that
the plan states of itself; those of the spreadsheet's order beside it are not worked out anew. It exits with 15 and says what does not hold. An input that was changed since is such a thing.`,
		Args: exactly("PLAN"),
		RunE: func(_ *cobra.Command, args []string) error {
			o.plan = args[0]
			return o.run()
		},
	}
	cmd.Flags().StringVar(&o.dir, "dir", "", "`DIR` of the inputs, where they are not where the plan says")
	return cmd
}

func (o *verifyOptions) run() error {
	p, err := o.app.readPlan(o.plan)
	if err != nil {
		return err
	}
	c, err := caseOf(p, o.plan, o.dir)
	if err != nil {
		return err
	}
	if violations := planner.Verify(c, p); len(violations) > 0 {
		return &failure.Broken{Violations: violations}
	}
	return o.app.print(fmt.Sprintf("%s: verified: %s over %s, from %s\n",
		sanitize.Terminal(o.plan), some(len(p.Packages), "package"), some(len(p.Periods), "period"), some(len(p.Inputs), "input")))
}
