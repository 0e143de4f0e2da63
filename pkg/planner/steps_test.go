package planner

import (
	"slices"
	"testing"

	"github.com/riprep/riprep/pkg/cost"
)

// In which order the payments of a step are claimed depends on their milestones and not on which line stands first: here the
// first line of a step is paid at its start, and a later one at delivery.
func TestPaymentsInTheOrderOfMilestones(t *testing.T) {
	in, err := readInputs(t, firstLook(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, order := range [][]cost.Tag{{cost.Removal, cost.Replacement}, {cost.Replacement, cost.Removal}} {
		c := &Case{In: in}
		in.Scenario.Funding.Payments = []cost.PaymentRule{{
			Tags:  []cost.Tag{cost.Replacement},
			Terms: cost.Terms{Order: cost.FullRate / 2, Delivery: cost.FullRate / 4, Acceptance: cost.FullRate / 4},
		}}
		o := Option{Steps: []Step{{Kind: "install"}, {Kind: "cutover"}}}
		for _, tag := range order {
			line := cost.Line{Tag: tag, Step: "install", Known: true, Total: 100_00, Counted: 100_00}
			if err := c.pay(&o, &line); err != nil {
				t.Fatal(err)
			}
		}
		o.sortPayments()
		var got []cost.Milestone
		for _, p := range o.Steps[0].Payments {
			got = append(got, p.Milestone)
		}
		if want := []cost.Milestone{cost.AtOrder, cost.AtDelivery, cost.AtStart}; !slices.Equal(got, want) {
			t.Errorf("%v: got %v, want %v", order, got, want)
		}
	}
}
