package planner

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// What a scenario adds to the prices of an option: taxes on what is bought, and contingency on everything. Each is a line of
// its own for every step and kind of work that it is a part of, so that it is paid and claimed with what it belongs to.

// contingency is the item of what is set aside.
const contingency = "contingency"

// paidFor is what is paid in one step for one kind of work.
type paidFor struct {
	step string
	tag  cost.Tag
}

// groups gathers the lines that fit, by their places, by step and kind of work, in the order in which these first stand.
func groups(lines []cost.Line, fits func(*cost.Line) bool) (keys []paidFor, of map[paidFor][]int) {
	of = map[paidFor][]int{}
	for i := range lines {
		if !fits(&lines[i]) {
			continue
		}
		key := paidFor{lines[i].Step, lines[i].Tag}
		if of[key] == nil {
			keys = append(keys, key)
		}
		of[key] = append(of[key], i)
	}
	return keys, of
}

// addTax adds what the state takes. Where there is a tax and none is stated for the site's state, what it is is unknown.
func (c *Case) addTax(p *Package, o *Option) {
	tax := c.In.Scenario.Estimate.Tax
	if tax == nil {
		return
	}
	state := c.stateOf(p.Site)
	rate, known := tax.Rate(state)
	if known && rate == 0 {
		return
	}
	keys, of := groups(o.Lines, func(l *cost.Line) bool { return tax.On(l.Layer, l.Category) })
	for _, key := range keys {
		line := cost.Line{
			Item: "sales-tax", Name: "sales tax of " + cmp.Or(state, "a state that is not stated"), Layer: "services", Category: "tax", Tag: key.tag, Step: key.step,
			Quantity: cost.One, Basis: cost.FromEngineering, Verified: false,
			Source: fmt.Sprintf("estimate.tax of the scenario: %s", tax.Source),
		}
		if !known {
			line.Basis = ""
			line.Source = fmt.Sprintf("price unknown: the scenario states no tax for state %q of site %q", state, p.Site.ID)
			c.judgeWork(p, &line, nil)
			o.Lines = append(o.Lines, line)
			continue
		}
		c.part(p, o, line, of[key], cost.Flat(rate))
	}
}

// addContingency adds the part of everything else that is set aside.
func (c *Case) addContingency(p *Package, o *Option) {
	rate := c.In.Scenario.Estimate.Contingency
	if rate == nil || *rate == 0 {
		return
	}
	keys, of := groups(o.Lines, func(*cost.Line) bool { return true })
	for _, key := range keys {
		c.part(p, o, cost.Line{
			Item: contingency, Name: "contingency", Layer: "services", Category: "contingency", Tag: key.tag, Step: key.step,
			Quantity: cost.One, Basis: cost.FromEngineering, Source: "estimate.contingency of the scenario",
		}, of[key], cost.Flat(*rate))
	}
}

// stateOf is the state that a site is in, "" where nobody says.
func (c *Case) stateOf(site *inventory.Site) string {
	return cmp.Or(site.State, c.In.Inventory.Operator.State)
}

// NetworkLine is a line that belongs to no package: what is bought once for the whole network, on a day.
type NetworkLine struct {
	cost.Line
	On          inventory.Date
	Application string // that it is claimed in, "" for none
}

// findNetwork prices what is bought for the whole network. Its gear is that of all packages.
func (c *Case) findNetwork() error {
	for _, item := range c.In.Scenario.Estimate.Network {
		line, quote := c.priced(keyOf(item.Item), item.Quantity, item.Tag, "", "")
		if item.Note != "" {
			line.Name += ": " + item.Note
		}
		f := c.facts(nil, &line)
		f.IncurredOn = item.On
		application := cmp.Or(item.Application, c.onlyApplication())
		c.enter(application, &line, f, quote)
		c.Network = append(c.Network, NetworkLine{Line: line, On: item.On, Application: application})
	}
	slices.SortStableFunc(c.Network, func(a, b NetworkLine) int { return a.On.Compare(b.On) })
	return nil
}

// onlyApplication is the application that all sites with one belong to, "" where there are several.
func (c *Case) onlyApplication() string {
	only := ""
	for i := range c.In.Inventory.Sites {
		switch app := c.In.Inventory.Sites[i].Application; {
		case app == "" || app == only:
		case only != "":
			return ""
		default:
			only = app
		}
	}
	return only
}
