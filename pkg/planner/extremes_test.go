package planner

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/products"
	"github.com/riprep/riprep/pkg/scenario"
)

// outcome reads an operator and plans: "plan", "no plan", "input" or, what must not be, something else.
func outcome(t *testing.T, dir string, alter func(*Inputs), set ...string) (string, error) {
	t.Helper()
	in, err := readInputs(t, dir, set)
	if err != nil {
		return "input", err
	}
	if alter != nil {
		alter(in)
	}
	c, err := NewCase(in)
	if err != nil {
		return "input", err
	}
	_, err = c.Plan(context.Background(), Options{Effort: 2000})
	var none *NoPlanError
	switch {
	case errors.As(err, &none):
		return "no plan", err
	case err != nil:
		return "unexpected", err
	}
	return "plan", nil
}

// The least and the most that every field takes, alone and in a few pairs, ends in a plan, in no plan within the limits or in a
// fault of the input, never in an error that nobody can do anything about.
func TestExtremesOfTheScenario(t *testing.T) {
	most := "9999999999999.99"
	tests := []struct {
		set  string
		want string
	}{
		{"horizon=1", "no plan"},
		{"horizon=4000", "plan"},
		{"crews.tower=0", "no plan"},
		{"crews.tower=1000000", "plan"},
		{"crews.tower.hills=0", "no plan"},
		{"outage.subscribers=0", "no plan"},
		{"outage.subscribers=2000000000", "plan"},
		{"outage.sites=0", "no plan"},
		{"outage.sites=1000000", "plan"},
		{"outage.subscriber_hours_per_period=0", "no plan"},
		{"outage.subscriber_hours_per_period=1099511627776", "plan"},
		{"funding.released[0].amount=" + most, "input"},
		{"funding.released[0].amount=" + most + " funding.released[1].amount=0.00", "plan"},
		{"funding.released[0].amount=0.00 funding.released[1].amount=0.00 funding.credit.limit=0.00", "no plan"},
		{"funding.credit.limit=" + most, "plan"},
		{"funding.per_period=0.00", "input"},
		{"funding.per_period=0.00 deferral=true", "plan"},
		{"funding.per_period=" + most, "plan"},
		{"funding.reimbursement.claim_lag_days=3650", "no plan"},
		{"funding.reimbursement.proration=0%", "no plan"},
		{"vendors.max_share=0%", "no plan"},
		{"terms.A1=2027-01-04", "no plan"},
		{"terms.A1=2200-12-31", "plan"},
		{"horizon=1 deferral=true", "plan"},
		{"crews.tower=0 outage.sites=0 funding.released[0].amount=0.00", "no plan"},
	}
	for _, tt := range tests[:trials.Of(t, len(tests))] {
		t.Run(tt.set, func(t *testing.T) {
			t.Parallel()
			if got, err := outcome(t, firstLook(), nil, strings.Fields(tt.set)...); got != tt.want {
				t.Errorf("%s, want %s: %v", got, tt.want, err)
			}
		})
	}
}

// Numbers that may stand in the files but not all together are faults of the files, with a place.
func TestExtremesOfTheFiles(t *testing.T) {
	dear := func(in *Inputs, times int) {
		for i := range in.Products.Methods {
			for k := range in.Products.Methods[i].Steps {
				for n := range in.Products.Methods[i].Steps[k].Items {
					in.Products.Methods[i].Steps[k].Items[n].Quantity = quantity(times)
				}
			}
		}
	}
	for _, tt := range []struct {
		name  string
		alter func(*Inputs)
		want  string
	}{
		{"prices", func(in *Inputs) { dear(in, 1_000_000_000) }, "too large"},
		{"prices together", func(in *Inputs) { dear(in, 4_000_000) }, "and all packages together 10000000000000.00 or more"},
		{"subscriber-hours", func(in *Inputs) {
			for i := range in.Inventory.Sites {
				in.Inventory.Sites[i].Subscribers *= 1_000_000
			}
			in.Scenario.Horizon = scenario.MaxHorizon
			for i := range in.Products.Methods {
				for k := range in.Products.Methods[i].Steps {
					in.Products.Methods[i].Steps[k].OutageHours *= 30_000
				}
			}
		}, "more subscriber-hours than can be counted"},
		{"dates", func(in *Inputs) { in.Scenario.Start = in.Scenario.Start.AddDays(173 * 365) }, "no date can be after 2200-12-31"},
	} {
		if got, err := outcome(t, firstLook(), tt.alter); got == "plan" || got == "no plan" || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %s, %v", tt.name, got, err)
		}
	}
}

// A package that only an overlay may do, where none is known, is named with what would help; what is proposed gives a plan. Where
// packages may be deferred, it may.
func TestNoOption(t *testing.T) {
	noOverlay := func(in *Inputs) {
		in.Products.Methods = slices.Clone(in.Products.Methods)
		for i := range in.Products.Methods {
			if m := &in.Products.Methods[i]; m.ID == "ran-overlay" {
				m.Kind = "in-place"
			}
		}
	}
	got, err := outcome(t, firstLook(), noOverlay)
	var none *NoPlanError
	if !errors.As(err, &none) {
		t.Fatalf("%s, %v", got, err)
	}
	if len(none.Clashes) != 1 || none.Clashes[0].Field != "outage.sole_emergency" || !none.Proved {
		t.Errorf("clashes %+v, proved %v", none.Clashes, none.Proved)
	}
	for _, want := range []string{`package "lookout-bbu"`, `site "lookout"`, "no overlay method serves ran gear of role baseband", "known: in-place"} {
		if !strings.Contains(none.Clashes[0].Text, want) {
			t.Errorf("no %q in %s", want, none.Clashes[0].Text)
		}
	}
	if len(none.Advice) != 1 || !strings.Contains(none.Advice[0], "add an overlay method for ran gear of role baseband") {
		t.Errorf("advice %q", none.Advice)
	}
	if len(none.Changes) != 1 || none.Changes[0].Set[0].String() != "outage.sole_emergency=any" {
		t.Fatalf("changes %v", none.Changes)
	}
	if got, err := outcome(t, firstLook(), noOverlay, none.Changes[0].Set[0].String()); got != "plan" {
		t.Errorf("the change gives %s, %v", got, err)
	}
	if got, err := outcome(t, firstLook(), noOverlay, "deferral=true"); got != "plan" {
		t.Errorf("with deferral: %s, %v", got, err)
	}
}

// A package that no method serves at all is a fault of the files.
func TestNoMethod(t *testing.T) {
	got, err := outcome(t, firstLook(), func(in *Inputs) {
		in.Products.Methods = slices.DeleteFunc(slices.Clone(in.Products.Methods), func(m products.Method) bool {
			return slices.Contains(m.Domains, "transport") && m.Kind != "retire"
		})
	})
	if got != "input" || !strings.Contains(err.Error(), `no method of the products file serves transport gear of role router`) {
		t.Errorf("%s, %v", got, err)
	}
}

// Work that takes longer than any horizon that is tried is named once for each package.
func TestLongerThanTheHorizon(t *testing.T) {
	got, err := outcome(t, firstLook(), func(in *Inputs) {
		for i := range in.Products.Products {
			in.Products.Products[i].LeadDays = 3650
		}
	}, "horizon=20")
	var none *NoPlanError
	if !errors.As(err, &none) || len(none.Clashes) == 0 {
		t.Fatalf("%s, %v", got, err)
	}
	seen := map[string]bool{}
	for _, c := range none.Clashes {
		name, text, _ := strings.Cut(c.Text, ", step prepare: ")
		if c.Field != "horizon" || seen[name] || !strings.HasPrefix(name, `package "`) || !strings.Contains(text, "takes 5") {
			t.Errorf("%s: %s", c.Field, c.Text)
		}
		seen[name] = true
	}
}
