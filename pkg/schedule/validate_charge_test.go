package schedule

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"
)

// TestValidateCharge wrecks an overdraft in one place each.
func TestValidateCharge(t *testing.T) {
	for _, tt := range []struct {
		wreck func(p *Problem, c *Charge)
		want  string
	}{
		{func(p *Problem, c *Charge) { p.Objectives[1].Charge = nil }, `objective 1 "interest": an overdraft without a charge`},
		{func(p *Problem, c *Charge) { p.Objectives[0].Charge = c }, `objective 0 "sum": it has a charge, but is no overdraft`},
		{func(p *Problem, c *Charge) { c.Reservoir = 1 }, "charge on reservoir 1: there are 1 reservoirs"},
		{func(p *Problem, c *Charge) { c.Reservoir = -1 }, "charge on reservoir -1"},
		{func(p *Problem, c *Charge) { c.Num = -1 }, "num -1 is negative"},
		{func(p *Problem, c *Charge) { c.Den = 0 }, "den 0: want 1 or more"},
		{func(p *Problem, c *Charge) { c.Den = math.MinInt64 }, "den -9223372036854775808"},
		{func(p *Problem, c *Charge) { c.Own = c.Own[1:] }, "own: 7 entries: want one per period, 8"},
		{func(p *Problem, c *Charge) { c.Own[3] = math.MinInt64 }, "period 3: own -9223372036854775808"},
		{func(p *Problem, c *Charge) { c.Own[3] = math.MaxInt64 }, "period 3: own 9223372036854775807"},
		{func(p *Problem, c *Charge) { c.Num = math.MaxInt64 }, `objective 1 "interest": charge: by period 1 it can add up to more than 2^60`},
		{func(p *Problem, c *Charge) { c.Own[6], c.Num, c.Den = -1<<60, 2, 1 }, "by period 7 it can add up"},
	} {
		p, _ := plain()
		c := &Charge{Reservoir: 0, Own: slices.Repeat([]int64{4}, 8), Num: 1, Den: 10}
		p.Reservoirs[0].MaxDraw[0] = 9
		p.Objectives = append(p.Objectives, Objective{Name: "interest", Kind: Overdraft, Charge: c})
		p = withModes(p, func(md *Mode) {
			if md.Costs != nil {
				md.Costs = append(slices.Clone(md.Costs), Cost{})
			}
		})
		if err := Validate(&p); err != nil {
			t.Fatal(err)
		}
		tt.wreck(&p, c)
		err := Validate(&p)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("want %q, got %v", tt.want, err)
		}
		if _, err := Solve(context.Background(), p, Options{}); err == nil {
			t.Errorf("%q: Solve accepts what Validate refuses", tt.want)
		}
	}
}

// TestChargeAtItsLimit solves a problem whose charge may just reach 2^60: nothing overflows.
func TestChargeAtItsLimit(t *testing.T) {
	half := int64(1) << 59
	md := Mode{Duration: 1, Flows: []Flow{{0, 0, -half}}}
	p := Problem{Horizon: 3, Groups: []Group{{"g", 1}}, Activities: []Activity{{"a", 0, []Mode{md}}},
		Reservoirs: []Reservoir{{Name: "v", Supply: slices.Repeat([]int64{maxTotal}, 3)}},
		Objectives: []Objective{{"o", Overdraft, &Charge{0, make([]int64, 3), 73, 100}}}}
	if err := Validate(&p); err != nil {
		t.Fatal(err)
	}
	p.Activities[0].Modes[0].Due = 1
	s, err := Solve(context.Background(), p, Options{Effort: 50_000})
	if err != nil || s.Status != Optimal || s.Values[0] < 2*half/100*99 {
		t.Errorf("status %v, values %v, %v", s.Status, s.Values, err)
	}
	p.Objectives[0].Charge.Own[0], p.Objectives[0].Charge.Own[1] = -maxTotal, -maxTotal
	if Validate(&p) == nil {
		t.Error("a charge beyond 2^60 is accepted")
	}
}
