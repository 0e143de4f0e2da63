package planner

import (
	"errors"
	"fmt"
	"math"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/scenario"
)

// amountFaults are numbers each of which may stand in a file, but not all of them together: what they add up to has no place
// in a plan.
func (c *Case) amountFaults() strict.Faults {
	s := c.In.Scenario
	var faults strict.Faults
	if rows, err := s.Funding.Releases(s.Start, s.PeriodDays, s.Horizon); err != nil && !s.Unlimited {
		faults = append(faults, c.releaseFault())
	} else if _, err := cost.Sum(rows...); err != nil {
		faults = append(faults, c.releaseFault())
	}
	if last := s.PeriodEnd(s.Horizon - 1); last.After(inventory.LastDate) {
		faults = append(faults, strict.Fault{
			Pos:     s.Pos["horizon"],
			Message: fmt.Sprintf("horizon %d: ends on %s, and no date can be after %s", s.Horizon, last, inventory.LastDate),
			Hint:    "shorten the horizon, or start earlier",
		})
	}
	return append(append(faults, c.priceFault()...), c.hoursFault()...)
}

func (c *Case) releaseFault() strict.Fault {
	return strict.Fault{
		Pos:     c.In.Scenario.Pos["funding"],
		Message: fmt.Sprintf("released: the amounts add up to %s or more", cost.Limit),
		Hint:    "amounts are in units of the currency: take some of the zeros away",
	}
}

// tooDear is a package with a quantity or a sum of lines that has no place in a number.
func (c *Case) tooDear(p *Package, err error) strict.Fault {
	text := err.Error()
	if errors.Is(err, cost.ErrOverflow) {
		text += fmt.Sprintf(" (want less than %s)", cost.Limit)
	}
	return strict.Fault{
		Pos:     c.element(p.Elements[0]).Pos,
		Message: text,
		Hint:    "see quantities in the inventory and in products.yaml, and prices in catalog.yaml and quotes.yaml",
	}
}

// priceFault looks at what all packages cost together, each in its dearest option at the highest prices, and the network's lines.
func (c *Case) priceFault() strict.Faults {
	var total, most cost.Cents
	var dearest *Package
	for i := range c.Packages {
		p := &c.Packages[i]
		var here cost.Cents
		for _, o := range p.Options {
			here = max(here, o.Totals.Cost, o.Totals.High)
		}
		if dearest == nil || here > most {
			dearest, most = p, here
		}
		if sum, err := total.Add(here); err == nil {
			total = sum
		} else {
			total = cost.Limit
		}
	}
	for i := range c.Network {
		if sum, err := total.Add(max(c.Network[i].Total, c.Network[i].High)); err == nil {
			total = sum
		} else {
			total = cost.Limit
		}
	}
	if total < cost.Limit {
		return nil
	}
	if dearest == nil {
		return strict.Faults{{
			Pos:     c.In.Scenario.Pos["estimate"],
			Message: fmt.Sprintf("network: costs %s or more", cost.Limit),
			Hint:    "see quantities in estimate.network and prices in catalog.yaml",
		}}
	}
	return strict.Faults{{
		Pos:     c.element(dearest.Elements[0]).Pos,
		Message: fmt.Sprintf("package %q: costs up to %s, and all packages together %s or more", dearest.ID, most, cost.Limit),
		Hint:    "see quantities in the inventory and prices in catalog.yaml",
	}}
}

// hoursFault keeps subscriber-hours, summed over packages, steps and periods, where they can be counted.
func (c *Case) hoursFault() strict.Faults {
	total := 0.0
	worst, most := (*Package)(nil), 0.0
	for i := range c.Packages {
		p := &c.Packages[i]
		here := 0.0
		for _, o := range p.Options {
			hours := 0.0
			for _, step := range o.Steps {
				hours += float64(step.OutageHours) + float64(step.Days) // rounded up in each period
			}
			here = max(here, hours*float64(p.Lost)*float64(c.In.Scenario.Horizon))
		}
		if total += here; here > most {
			worst, most = p, here
		}
	}
	if total < math.MaxInt64/16 {
		return nil
	}
	return strict.Faults{{
		Pos:     c.element(worst.Elements[0]).Pos,
		Message: fmt.Sprintf("package %q: its outages of %d subscribers, and those of all other packages, are more subscriber-hours than can be counted", worst.ID, worst.Lost),
		Hint:    "see subscribers in the inventory, outage_hours in products.yaml and the horizon",
	}}
}

// lastHorizon is the longest horizon that a scenario may have.
func lastHorizon(s *scenario.Scenario) int {
	return min(scenario.MaxHorizon, (inventory.LastDate.Sub(s.Start)+1)/s.PeriodDays)
}
