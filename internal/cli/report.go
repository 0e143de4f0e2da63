package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/pkg/failure"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report"
	"github.com/riprep/riprep/pkg/report/grid"
)

type reportOptions struct {
	app *app

	plan     string
	dir      string
	list     bool
	out      outputs
	document documentFlags
}

func newReport(a *app) *cobra.Command {
	o := &reportOptions{app: a}
	cmd := &cobra.Command{
		Use:   "report PLAN -o FORMAT=FILE [flags]",
		Short: "write a plan down in other formats",
		Long: `Renders a plan (plan/v1, JSON; - for standard input) again, in any format and in several at once: a page, a workbook, a
calendar and what else --list names. The plan is verified against the files that it was made from first; one that does
not hold is refused with exit code 15.`,
		Example: `  riprep report plan.json -o html=plan.html -o xlsx=plan.xlsx
  riprep report plan.json -o ics=cutovers.ics --as-of 2027-03-01
  riprep report --list`,
		Args: func(cmd *cobra.Command, args []string) error {
			if o.list && len(args) == 0 {
				return nil
			}
			return exactly("PLAN")(cmd, args)
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if o.list {
				return o.formats()
			}
			o.plan = args[0]
			return o.run()
		},
	}
	o.out.flag(cmd)
	o.document.flags(cmd)
	cmd.Flags().StringVar(&o.dir, "dir", "", "`DIR` of the inputs, where they are not where the plan says")
	cmd.Flags().BoolVar(&o.list, "list", false, "list the formats, and what each is for")
	return cmd
}

// formats lists what there is.
func (o *reportOptions) formats() error {
	if len(o.out.texts) > 0 {
		return usage("leave one of them out", errors.New("--list and -o: the list is written to standard output"))
	}
	t := &grid.Table{Columns: []grid.Column{grid.ID("format"), grid.Left("also"), grid.Left("versions"), grid.Left("for")}}
	for _, f := range report.Formats() {
		t.Add(grid.Text(f.ID), grid.Text(strings.Join(f.Aliases, ", ")), grid.Text(strings.Join(f.Versions, ", ")), grid.Text(f.For))
	}
	format := rowFormat{}
	if err := format.parse(o.app); err != nil {
		return err
	}
	return format.write(o.app, t, "")
}

func (o *reportOptions) run() error {
	if err := o.out.parse(o.app, len(o.out.texts) > 0); err != nil { // only what was asked for
		return err
	}
	if err := o.document.check(); err != nil {
		return err
	}
	p, err := o.app.readPlan(o.plan)
	if err != nil {
		return err
	}
	c, err := caseOf(p, o.plan, o.dir)
	if err != nil {
		return err
	}
	dir := folderOf(c.In.Sources)
	if err := o.out.check(dir, o.plan, o.document.progress, inputOf(c.In.Sources, "scenario/")); err != nil {
		return err
	}
	if violations := planner.Verify(c, p); len(violations) > 0 {
		return &failure.Broken{Violations: violations}
	}
	d, err := o.document.make(o.app, dir, c, p, o.out.needs(), false)
	if err != nil {
		return err
	}
	if o.app.interrupted() {
		return &coded{exitInterrupted, errors.New("interrupted: nothing was written"), "--simulate 0 leaves out what takes long"}
	}
	return o.out.write(o.app, d)
}
