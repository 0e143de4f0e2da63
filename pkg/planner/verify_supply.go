package planner

import (
	"fmt"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/policy"
)

// supply asks the regimes anew about all that a plan brings in, on every day of the period in which it is delivered.
func (v *verifier) supply() {
	buyer, err := v.c.In.Rules.Buyer(v.c.In.Scenario.Regimes)
	if err != nil {
		v.add(Violation{Limit: anySupply, Text: err.Error()})
		return
	}
	type question struct {
		asked
		day inventory.Date
	}
	answers := map[question]policy.Supply{}
	for _, pl := range v.replay.played {
		if pl.option == nil {
			continue
		}
		first, last, ok := v.replay.delivery(&pl)
		for i := range pl.option.brings {
			b := &pl.option.brings[i]
			for day := first; ok && !day.After(last); day = day.AddDays(1) {
				q := question{asked{b.product, v.c.supply.context[b.element], pl.option.Kind == "function"}, day}
				says, known := answers[q]
				if !known {
					says = buyer.Ask(v.c.gearFor(b.product, b.element, q.function), v.c.siteOf(b.element), &v.c.In.Inventory.Operator, b.product.Approved, day)
					answers[q] = says
				}
				if says.Prohibited == policy.Yes {
					v.add(Violation{Limit: anySupply, Package: pl.p.ID, Period: first.String(), Text: fmt.Sprintf(
						"package %q: option %s brings in %s in the period from %s, which %s prohibits on %s (%s)",
						pl.p.ID, pl.option.ID, b.name(), first, named(says.Rule), day, v.c.told(&says))})
					break
				}
			}
		}
	}
}

// delivery is the first and the last day of the period in which a package's new gear is delivered; ok is false where none is.
func (r *replay) delivery(pl *played) (first, last inventory.Date, ok bool) {
	if pl.option == nil || len(pl.option.brings) == 0 || len(pl.activities) == 0 {
		return first, last, false
	}
	step := pl.option.delivered()
	for _, a := range pl.activities {
		if a.step == step {
			t := a.start + r.m.arrival(step)
			return r.s.PeriodStart(t), r.s.PeriodEnd(t), true
		}
	}
	return first, last, false
}
