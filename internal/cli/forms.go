package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/pkg/failure"
	"github.com/riprep/riprep/pkg/filing"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
)

type formsOptions struct {
	app *app

	dir, form                     string
	plan, progress                string
	application, section, asOfDay string
	out                           sectionOutputs
}

func newForms(a *app) *cobra.Command {
	o := &formsOptions{app: a}
	cmd := &cobra.Command{
		Use:   "forms DIR [FORM] [flags]",
		Short: "fill in what is filed with the reimbursement programme",
		Long: `Fills in a form of the reimbursement programme from the operator's files: application, status, spending, claims,
certification or disposal. Without FORM it lists them, with the rule that asks for each, what it is filled from, and
whether its layout was verified; none was.

What has happened is read from progress.yaml in the operator's folder, or from --progress. A plan gives the dates and the
options chosen; it is replayed against the files first, and one that does not hold is refused with exit code 15. Without
a plan the costs are those of the cheapest options, and there is no timeline.

A table, TSV or CSV has one section of the form, the line items where --section names none; JSON has all of them. A table
shows the most telling fields alone.`,
		Example: `  riprep forms my-network
  riprep forms my-network application --plan plan.json --application A1 -o csv=lines.csv -o json=part-c.json
  riprep forms my-network disposal --as-of 2027-06-30 --section summary`,
		Args: func(_ *cobra.Command, args []string) error {
			switch len(args) {
			case 0:
				return usage("usage: riprep forms DIR [FORM] [flags]", errors.New("forms: no DIR given"))
			case 1, 2:
				return nil
			}
			return usage("usage: riprep forms DIR [FORM] [flags]", fmt.Errorf("forms: %q: one argument too many", args[2]))
		},
		RunE: func(_ *cobra.Command, args []string) error {
			o.dir = args[0]
			if len(args) > 1 {
				o.form = args[1]
			}
			return o.run()
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.plan, "plan", "", "take dates and options from the `PLAN` (plan/v1, JSON)")
	f.StringVar(&o.progress, "progress", "", "read what has happened from `FILE` (default: progress.yaml of the folder, where it is there)")
	f.StringVar(&o.application, "application", "", "fill it in for the application of this `ID` alone")
	f.StringVar(&o.section, "section", "", "give the section of this `ID` (default: the line items); JSON has all")
	f.StringVar(&o.asOfDay, "as-of", "", "`DATE` (YYYY-MM-DD) as of which it is filled in (default: as_of of the progress, else today)")
	o.out.flag(cmd)
	return cmd
}

func (o *formsOptions) run() error {
	forms, err := filing.Forms()
	if err != nil {
		return err
	}
	if err := o.out.parse(o.app); err != nil {
		return err
	}
	if o.form == "" {
		return o.list(forms)
	}
	form := filing.Find(o.form)
	if form == nil {
		var ids []string
		for i := range forms {
			ids = append(ids, forms[i].ID)
		}
		return usage("the forms are "+strings.Join(ids, ", "), fmt.Errorf("form %q: not known", o.form))
	}
	if form.Section(o.section) == nil {
		var ids []string
		for i := range form.Sections {
			ids = append(ids, form.Sections[i].ID)
		}
		return usage("its sections are "+strings.Join(ids, ", "), fmt.Errorf("--section %q: form %q has none of that name", o.section, form.ID))
	}
	if err := o.out.check(o.dir, o.plan, o.progressFile()); err != nil {
		return err
	}
	source, err := o.source()
	if err != nil {
		return err
	}
	doc, err := filing.Fill(form, source)
	if err != nil {
		return input(err)
	}
	for _, note := range doc.Notes {
		o.app.warn("%s", note)
	}
	return o.out.write(o.app, doc, o.section)
}

// list shows the forms there are. People see what fits; that no layout was verified holds for all of them.
func (o *formsOptions) list(forms []filing.Form) error {
	people := &grid.Table{Columns: []grid.Column{grid.ID("form"), grid.Left("title"), grid.Left("rule"), grid.Left("layout verified")}}
	t := &grid.Table{Columns: []grid.Column{
		grid.ID("form"), grid.Left("title"), grid.Left("official"), grid.Left("rule"), grid.Left("rule_verified"), grid.Left("layout_verified"),
		grid.Left("needs"), grid.Left("sections"),
	}}
	for i := range forms {
		f := &forms[i]
		var sections []string
		for j := range f.Sections {
			sections = append(sections, f.Sections[j].ID)
		}
		people.Add(grid.Text(f.ID), grid.Text(f.Title), grid.Text(f.Rule), grid.YesNo(f.Layout.Verified))
		t.Add(grid.Text(f.ID), grid.Text(f.Title), grid.Text(f.Official), grid.Text(f.Rule), grid.YesNo(f.Verified), grid.YesNo(f.Layout.Verified),
			grid.Text(strings.Join(f.Needs, ", ")), grid.Text(strings.Join(sections, ", ")))
	}
	return o.out.writeTable(o.app, t, people, "forms-list/v1")
}

// source reads the files, and the plan that is checked against them.
func (o *formsOptions) source() (*filing.Source, error) {
	s := &filing.Source{Application: o.application}
	var err error
	if o.plan == "" {
		s.Case, err = loadCase(planner.Files{Dir: o.dir}, nil)
	} else if s.Plan, err = o.app.readPlan(o.plan); err == nil {
		s.Case, err = caseOf(s.Plan, o.plan, o.dir)
	}
	if err != nil {
		return nil, err
	}
	if s.Plan != nil {
		if violations := planner.Verify(s.Case, s.Plan); len(violations) > 0 {
			return nil, &failure.Broken{Violations: violations}
		}
	}
	o.app.warnOdd(s.Case.In)
	if s.Progress, err = loadProgress(o.progressFile(), s.Case); err != nil {
		return nil, err
	}
	if err := o.knownApplication(s.Case); err != nil {
		return nil, err
	}
	s.AsOf, err = o.app.asOf(o.asOfDay, s.Progress)
	return s, err
}

func (o *formsOptions) progressFile() string { return progressFile(o.dir, o.progress) }

func (o *formsOptions) knownApplication(c *planner.Case) error {
	known := filing.Applications(c)
	if o.application == "" || slices.Contains(known, o.application) {
		return nil
	}
	hint := "no site has the key application"
	if len(known) > 0 {
		hint = "sites belong to " + strings.Join(known, ", ")
	}
	return usage(hint, fmt.Errorf("--application %q: not known", o.application))
}
