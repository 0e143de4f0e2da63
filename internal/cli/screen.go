package cli

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/policy"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/lists"
)

type screenOptions struct {
	app *app

	dir      string
	scenario string
	names    string
	rules    []string
	regimes  []string
	asOf     string
	only     only
	failOn   string
	all      bool
	out      rowFormat

	on inventory.Date // what asOf says
}

// failWords are what --fail-on takes.
var failWords = []string{"covered", "unknown", "prohibited-replacement"}

func newScreen(a *app) *cobra.Command {
	o := &screenOptions{app: a}
	cmd := &cobra.Command{
		Use:   "screen DIR | --names FILE [flags]",
		Short: "show what is covered, by which rule, and what that means",
		Long: `Compares every element with bodies of rules, and tells whether it is covered, not covered or unknown, always with the
rule and the evidence. Three questions are kept apart: must it be removed (and by when), is it prohibited to buy its
like, is its removal paid back. What is unknown is shown with what would settle it.

A table sums up by domain and vendor, site, regime and rule, and shows what is covered or unknown; the other formats
have a row for every element. Where several regimes are asked for, the strictest answer stands in a row, and the table
shows where they differ.

With --names it screens a plain list, CSV as a spreadsheet saves it: vendor, model, part number, or with a first line
that names the columns, in any order: vendor, model, part_number, domain, role, acquired, sys_object_id, origin, uses,
quantity. An element is then named after its line.

--only keeps a part of the elements; the summary and --fail-on look at what is kept. It takes
  covered, unknown, not-covered   the verdict
  must-go                         it must be removed
  buy                             it is prohibited to buy its like
  reimbursable                    its removal is paid back
  vendor=V, domain=D, site=S      a vendor by its name or id, a domain, a site
What is of one kind is an alternative, different kinds must all hold: --only covered,unknown,domain=ran`,
		Example: `  riprep screen my-network
  riprep screen my-network --as-of 2021-01-01 --only must-go,vendor=zte
  riprep screen my-network --regime gb-dvd --regime us-scrp -o csv
  riprep screen --names list.csv --regime fcc-covered-list --fail-on unknown`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.place(cmd, args); err != nil {
				return err
			}
			return o.run()
		},
	}
	f := cmd.Flags()
	o.out.flag(cmd)
	scenarioFlag(cmd, &o.scenario)
	f.StringVar(&o.names, "names", "", "screen the list in `FILE` and no inventory")
	f.StringArrayVar(&o.regimes, "regime", nil, "body of rules by its `ID` (repeatable; default: the scenario's, with --names "+namesRegime+")")
	rulesFlag(cmd, &o.rules)
	f.StringVar(&o.asOf, "as-of", "", "`DATE` (YYYY-MM-DD) on which the rules are looked at (default: the scenario's start, with --names today)")
	f.StringSliceVar(&o.only.words, "only", nil, "keep a part of the elements, by `WORDS` with commas between (repeatable)")
	f.StringVar(&o.failOn, "fail-on", "", "exit with 10 where there is `WORD`: covered; unknown, which takes covered in; or prohibited-replacement")
	f.BoolVar(&o.all, "all", false, "show the elements that are not covered in a table too")
	return cmd
}

// place says what is screened: a folder or a list.
func (o *screenOptions) place(cmd *cobra.Command, args []string) error {
	named := cmd.Flags().Changed("names")
	switch {
	case !named:
		if err := exactly("DIR")(cmd, args); err != nil {
			return err
		}
		if len(o.rules) > 0 {
			return usage("put the file into the folder regimes of DIR", errors.New("--rules: only with --names"))
		}
		o.dir = args[0]
		return nil
	case o.scenario != "":
		return usage("--as-of and --regime say what a list is screened under", errors.New("--scenario: not with --names"))
	case len(args) > 0:
		return usage("leave one of them out", fmt.Errorf("screen: both %q and --names", args[0]))
	case o.names == "":
		return usage("", errors.New("--names: names nothing"))
	}
	return nil
}

func (o *screenOptions) run() error {
	if o.failOn != "" && !slices.Contains(failWords, o.failOn) {
		return usage("", fmt.Errorf("--fail-on %q: want %s", o.failOn, strings.Join(failWords, ", ")))
	}
	if err := o.out.parse(o.app); err != nil {
		return err
	}
	if o.asOf != "" {
		d, err := inventory.ParseDate(o.asOf)
		if err != nil {
			return usage("", fmt.Errorf("--as-of %w", err))
		}
		o.on = d
	}
	if err := o.only.parse(); err != nil {
		return err
	}
	if o.dir == "" {
		return o.runNames()
	}
	return o.runDir()
}

// runDir screens an operator's inventory.
func (o *screenOptions) runDir() error {
	in, err := loadInputs(planner.Files{Dir: o.dir, Scenario: o.scenario}, nil, o.regimes...)
	if err != nil {
		return err
	}
	o.app.warnOdd(in)
	if o.on.IsZero() {
		o.on = in.Scenario.Start
	}
	if len(o.regimes) == 0 {
		o.regimes = in.Scenario.Regimes
	}
	if err := o.know(in.Rules); err != nil {
		return err
	}
	if err := o.only.checkSites(in.Inventory); err != nil {
		return err
	}
	findings, err := policy.Screen(in.Inventory, in.Rules, o.regimes, o.on)
	if err != nil {
		return input(err)
	}
	rows := func(yield func(*lists.Screened) bool) {
		lists.Screen(in.Inventory, findings, yield)
	}
	s := &screening{rules: in.Rules, rows: rows, thing: "element", name: func(i int) string { return in.Inventory.Elements[i].ID }}
	s.replacements, s.notLooked = o.replaced(in)
	if s.notLooked != nil && o.failOn == "prohibited-replacement" {
		return s.notLooked
	}
	return o.finish(s)
}

// know checks that the regimes are known, and warns of those whose data ends before the day asked.
func (o *screenOptions) know(rules *policy.Rules) error {
	var ids []string
	for _, id := range o.regimes {
		if rules.Regime(id) == nil {
			hint := "known are " + strings.Join(rules.IDs(), ", ") + "; riprep policy list describes them"
			return usage(hint, fmt.Errorf("--regime %q: not known", id))
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	o.regimes = ids
	o.app.warnUnchecked(rules.Unchecked(ids, o.on), o.on)
	return nil
}

// screening is what was found, row by row.
type screening struct {
	rules   *policy.Rules
	rows    iter.Seq[*lists.Screened]
	thing   string           // what a row is about
	name    func(int) string // of Finding.Element
	noSites bool             // a list has none

	replacements []planner.ReplacementRow
	notLooked    error // why there are none
}

// finish shows the rows that --only keeps and gives the answer for a script.
func (o *screenOptions) finish(s *screening) error {
	t := newTally(o, s)
	kept := func(yield func(*lists.Screened) bool) {
		for row := range s.rows {
			t.looked++
			if o.only.keeps(row, s.rules) && !yield(row) {
				return
			}
		}
	}
	if o.out.forPeople() {
		for row := range kept {
			t.add(row)
		}
		if err := t.show(); err != nil {
			return err
		}
	} else {
		table := lists.ScreenTable()
		table.Facts = o.facts(s.rules)
		table.Each = func(yield func([]grid.Cell) bool) {
			for row := range kept {
				t.count(row)
				if !yield(row.Cells()) {
					return
				}
			}
		}
		if err := o.out.stream(o.app, table, "screen/v1"); err != nil {
			return err
		}
	}
	for _, vendor := range o.only.missed() {
		o.app.warn("--only vendor=%s: no %s is of this vendor", vendor, s.thing)
	}
	return o.verdict(t)
}

// verdict is the answer for a script.
func (o *screenOptions) verdict(t *tally) error {
	switch {
	case o.failOn == "":
	case o.failOn == "prohibited-replacement":
		if n := prohibited(t.of.replacements); n > 0 {
			return &coded{exitCovered, fmt.Errorf("%s prohibited, now or from a day within the horizon", are(n, "replacement")), "a table shows them, with the rule: -o table"}
		}
	case t.covered > 0:
		return &coded{exitCovered, fmt.Errorf("%s covered", are(t.covered, t.of.thing)), ""}
	case o.failOn == "unknown" && t.unknown > 0:
		return &coded{exitCovered, fmt.Errorf("it is not known whether %s covered", are(t.unknown, t.of.thing)), ""}
	}
	return nil
}

// are is a number of things with its verb.
func are(n int, one string) string {
	if n == 1 {
		return "1 " + one + " is"
	}
	return fmt.Sprintf("%d %ss are", n, one)
}
