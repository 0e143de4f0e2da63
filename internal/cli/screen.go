package cli

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

type screenOptions struct {
	app *app

	dir    string
	asOf   string
	failOn string
	all    bool
	out    rowFormat
}

func newScreen(a *app) *cobra.Command {
	o := &screenOptions{app: a}
	cmd := &cobra.Command{
		Use:   "screen DIR [flags]",
		Short: "show what is covered, and by which rule",
		Long: `Compares every element with the regimes that the scenario names, and tells whether it is covered, not covered or
unknown, always with the rule and the evidence. A table shows what is covered or unknown; the other formats
have a row for every element.`,
		Args: exactly("DIR"),
		RunE: func(_ *cobra.Command, args []string) error {
			o.dir = args[0]
			return o.run()
		},
	}
	f := cmd.Flags()
	o.out.flag(cmd)
	f.StringVar(&o.asOf, "as-of", "", "`DATE` (YYYY-MM-DD) on which the rules are looked at (default: the scenario's start)")
	f.StringVar(&o.failOn, "fail-on", "", "exit with 10 where gear is `covered`, or with unknown where gear is covered or unknown")
	f.BoolVar(&o.all, "all", false, "show the elements that are not covered in a table too")
	return cmd
}

func (o *screenOptions) run() error {
	if o.failOn != "" && o.failOn != "covered" && o.failOn != "unknown" {
		return usage("", fmt.Errorf("--fail-on %q: want covered or unknown", o.failOn))
	}
	if err := o.out.parse(o.app); err != nil {
		return err
	}
	var asOf inventory.Date
	if o.asOf != "" {
		d, err := inventory.ParseDate(o.asOf)
		if err != nil {
			return usage("", fmt.Errorf("--as-of %w", err))
		}
		asOf = d
	}
	in, err := loadInputs(o.dir, nil)
	if err != nil {
		return err
	}
	if asOf.IsZero() {
		asOf = in.Scenario.Start
	}
	findings, err := policy.Screen(in.Inventory, in.Rules, in.Scenario.Regimes, asOf)
	if err != nil {
		return input(err)
	}
	rows := planner.FindingRows(in.Inventory, findings)
	if err := o.show(rows, asOf); err != nil {
		return err
	}
	return o.verdict(rows)
}

func (o *screenOptions) show(rows []planner.FindingRow, asOf inventory.Date) error {
	if !o.out.forPeople() {
		return o.out.write(o.app, screenTable(rows), "screen/v1")
	}
	counts, total := view.CoveredGear(rows)
	text := fmt.Sprintf("%d of %d elements covered at %d sites, %d unknown, as of %s\n", total.Elements, len(rows), total.Sites, total.Unknown, asOf)
	if err := o.app.print(text); err != nil {
		return err
	}
	if len(counts) > 0 {
		if err := o.app.print("\n"); err != nil {
			return err
		}
		if err := o.out.write(o.app, countTable(counts), ""); err != nil {
			return err
		}
	}
	shown := rows
	if !o.all {
		shown = slices.DeleteFunc(slices.Clone(rows), func(f planner.FindingRow) bool { return f.Verdict == "not covered" })
	}
	if len(shown) == 0 {
		return nil
	}
	if err := o.app.print("\n"); err != nil {
		return err
	}
	t := &grid.Table{Columns: []grid.Column{
		grid.ID("element"), grid.ID("site"), grid.Left("vendor"), grid.Left("model"), grid.Left("verdict"), grid.Left("rule"), grid.Left("paid back"),
	}}
	for _, f := range shown {
		t.Add(grid.Text(f.Element), grid.Text(f.Site), grid.Text(f.Vendor), grid.Text(f.Model), grid.Text(f.Verdict), grid.Text(f.Rule), grid.Text(f.Reimbursable))
	}
	return o.out.write(o.app, t, "")
}

func countTable(counts []view.Covered) *grid.Table {
	t := &grid.Table{Columns: []grid.Column{
		grid.Left("domain"), grid.Left("vendor"), grid.Right("covered"), grid.Right("sites"), grid.Right("unknown"),
	}}
	for _, c := range counts {
		t.Add(grid.Text(c.Domain), grid.Text(c.Vendor), grid.Int(c.Elements), grid.Int(c.Sites), grid.Int(c.Unknown))
	}
	return t
}

func screenTable(rows []planner.FindingRow) *grid.Table {
	t := &grid.Table{}
	for _, name := range []string{
		"element", "site", "domain", "vendor", "model", "verdict", "rule", "since", "evidence", "reimbursable", "reimbursable_by", "settle",
	} {
		t.Columns = append(t.Columns, grid.Left(name))
	}
	for _, f := range rows {
		t.Add(grid.Text(f.Element), grid.Text(f.Site), grid.Text(f.Domain), grid.Text(f.Vendor), grid.Text(f.Model),
			grid.Text(f.Verdict), grid.Text(f.Rule), grid.Date(f.Since), grid.Text(f.Evidence), grid.Text(f.Reimbursable),
			grid.Text(f.ReimbursableBy), grid.Text(f.Settle))
	}
	return t
}

// verdict is the answer for a script.
func (o *screenOptions) verdict(rows []planner.FindingRow) error {
	if o.failOn == "" {
		return nil
	}
	_, total := view.CoveredGear(rows)
	switch {
	case total.Elements > 0:
		return &coded{exitCovered, fmt.Errorf("%d elements are covered", total.Elements), ""}
	case o.failOn == "unknown" && total.Unknown > 0:
		return &coded{exitCovered, fmt.Errorf("it is not known whether %d elements are covered", total.Unknown), ""}
	}
	return nil
}
