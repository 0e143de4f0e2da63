package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/compare"
	"github.com/riprep/riprep/pkg/report/compare/show"
	"github.com/riprep/riprep/pkg/report/view"
)

type compareOptions struct {
	app *app

	a, b string
	out  sectionOutputs
}

func newCompare(a *app) *cobra.Command {
	o := &compareOptions{app: a}
	cmd := &cobra.Command{
		Use:   "compare A B [flags]",
		Short: "set two plans side by side",
		Long: `Compares two plans (plan/v1, JSON; - for standard input): packages that moved, came, went, were deferred or got another
option; money as a whole, by quarter, application and category; finish and terms; outage; exposure; verdicts, rules,
inputs, --set and assumptions. A change is always B less A.

The plans are taken as they state themselves. Neither is replayed, so that a plan can be compared whose inputs have
changed since; which inputs are the same is said. Plans of different operators, periods or horizons are compared with a
warning in the result. The exit code is 0 also where they differ.`,
		Example: `  riprep compare old.json new.json
  riprep compare old.json new.json -o html=changes.html -o json=changes.json
  riprep plan my-network --set crews.tower=3 -o json | riprep compare plan.json - -o table`,
		Args: exactly("A", "B"),
		RunE: func(_ *cobra.Command, args []string) error {
			o.a, o.b = args[0], args[1]
			return o.run()
		},
	}
	for _, f := range show.Formats() {
		o.out.formats = append(o.out.formats, f.ID)
	}
	o.out.flag(cmd)
	return cmd
}

func (o *compareOptions) run() error {
	if err := o.out.parse(o.app); err != nil {
		return err
	}
	if o.a == "-" && o.b == "-" {
		return usage("give one of them as a file", errors.New("compare: A and B: both are standard input"))
	}
	a, err := o.app.readPlan(o.a)
	if err != nil {
		return err
	}
	b, err := o.app.readPlan(o.b)
	if err != nil {
		return err
	}
	for _, p := range []*planner.Plan{a, b} {
		if err := o.out.check(folderOf(p.Inputs), o.a, o.b); err != nil {
			return err
		}
	}
	c, err := compare.New(a, b)
	if err != nil {
		return strict.Faults{{Message: err.Error(), Hint: "a is " + o.a + ", b is " + o.b}}
	}
	return o.write(c)
}

func (o *compareOptions) write(c *compare.Comparison) error {
	return o.out.each(o.app, func(w io.Writer, format string) error {
		f, err := show.Find(format)
		if err != nil {
			return err
		}
		env := view.Env{Width: 100}
		if w == o.app.Stdout {
			page := o.app.page()
			env.Width, env.Color = page.Width, page.Bold
		}
		var text bytes.Buffer // so that nothing is written of what cannot be encoded
		if err := f.Encode(&text, c, show.Names{A: o.a, B: o.b}, env); err != nil {
			return fmt.Errorf("%s: %w", format, err)
		}
		_, err = w.Write(text.Bytes())
		return err
	})
}
