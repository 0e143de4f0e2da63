package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/lists"
)

type estimateOptions struct {
	app *app

	dir          string
	scenario     string
	set          settings
	strictPrices bool
	simulation   simulation
	out          rowFormat
}

func newEstimate(a *app) *cobra.Command {
	o := &estimateOptions{app: a}
	cmd := &cobra.Command{
		Use:   "estimate DIR [flags]",
		Short: "show what it costs, and what is paid back",
		Long: `Prices every work package in its cheapest option, without planning it. A table has a row for each package, and adds
up by kind of work, category, source and application; the other formats have a row for each estimate line, with the
price's source and year, whether the programme pays it, and by which rule.

With --simulate it says instead how far the cost may lie off, from many runs with other prices; with --plan also
the finish, the terms and the cash of that plan, from other durations, lead times, weather and claim lags. What
is drawn stands under uncertainty in the scenario.`,
		Example: `  riprep estimate my-network
  riprep estimate my-network --simulate 10000
  riprep plan my-network -o json=plan.json && riprep estimate my-network --simulate 10000 --plan plan.json`,
		Args: exactly("DIR"),
		RunE: func(_ *cobra.Command, args []string) error {
			o.dir = args[0]
			return o.run()
		},
	}
	o.out.flag(cmd)
	o.set.flag(cmd)
	scenarioFlag(cmd, &o.scenario)
	o.simulation.flags(cmd)
	cmd.Flags().BoolVar(&o.strictPrices, "strict", false, "exit with 14 where a price is unknown; the estimate is given all the same")
	return cmd
}

func (o *estimateOptions) run() error {
	if err := o.out.parse(o.app); err != nil {
		return err
	}
	if err := o.simulation.check(); err != nil {
		return err
	}
	if o.simulation.wanted {
		return o.simulate()
	}
	c, err := o.load()
	if err != nil {
		return err
	}
	o.app.warnOdd(c.In)
	e := c.Estimate()
	inRange, err := o.perSite(e)
	if err != nil {
		return err
	}
	if o.out.forPeople() {
		err = o.show(c, e, inRange)
	} else {
		err = o.showLines(e)
	}
	if err != nil {
		return err
	}
	return o.unpriced(e)
}

// showLines gives programs every line.
func (o *estimateOptions) showLines(e *planner.Estimate) error {
	t, err := lists.EstimateLines(e)
	if err != nil {
		return err
	}
	return o.out.write(o.app, t, "estimate/v1")
}

// load reads the operator's folder, with the changes that are asked for.
func (o *estimateOptions) load() (*planner.Case, error) {
	overrides, err := o.set.overrides()
	if err != nil {
		return nil, err
	}
	return loadCase(planner.Files{Dir: o.dir, Scenario: o.scenario}, overrides)
}

// unpriced fails where prices are unknown and that is not to be.
func (o *estimateOptions) unpriced(e *planner.Estimate) error {
	if !o.strictPrices {
		return nil
	}
	unknown := unpricedOf(e.Lines())
	if len(unknown) == 0 {
		return nil
	}
	n := 0
	for _, u := range unknown {
		n += u.lines
	}
	var hint strings.Builder
	hint.WriteString("add a price for ")
	own := slices.DeleteFunc(unknown, func(u unpricedItem) bool { return u.wantsOther })
	for i, u := range own[:min(len(own), mostWarned)] {
		if i > 0 {
			hint.WriteString(", ")
		}
		hint.WriteString(u.name)
	}
	if more := len(own) - mostWarned; more > 0 {
		fmt.Fprintf(&hint, " and %d more", more)
	}
	hint.WriteString(" to catalog.yaml or quotes.yaml")
	return &coded{exitPrice, fmt.Errorf("%s %s no price", some(n, "estimate line"), agree(n, "has", "have")), hint.String()}
}

// agree is the form of a verb that goes with a number of things.
func agree(n int, one, several string) string {
	if n == 1 {
		return one
	}
	return several
}

// unpricedItem is an item, or gear without a successor, that has no price.
type unpricedItem struct {
	name  string
	why   string
	lines int

	wantsOther bool // it is a part of something without a price
}

// unpricedOf gathers the lines without a price by what they are for, in the order in which these first stand.
func unpricedOf(lines []cost.Line) []unpricedItem {
	var out []unpricedItem
	at := map[string]int{}
	for i := range lines {
		l := &lines[i]
		if l.Known {
			continue
		}
		name := l.Item
		if name == "unknown" {
			name = l.Name
		}
		if _, ok := at[name]; !ok {
			at[name] = len(out)
			out = append(out, unpricedItem{name: name, why: strings.TrimPrefix(l.Source, "price unknown: "), wantsOther: l.WantsOther()})
		}
		out[at[name]].lines++
	}
	return out
}
