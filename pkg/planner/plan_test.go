package planner

import (
	"context"
	"errors"
	"reflect"
	"testing"
)

func TestPlanFirstLook(t *testing.T) {
	c := loadCase(t, firstLook())
	p := planOf(t, c)
	if len(p.Packages) != len(c.Packages) || len(p.Periods) != 104 || len(p.Findings) != len(c.In.Inventory.Elements) {
		t.Fatalf("%d packages, %d periods, %d findings", len(p.Packages), len(p.Periods), len(p.Findings))
	}
	if v := Verify(c, p); len(v) > 0 {
		t.Errorf("the plan does not verify: %v", v)
	}
	exposure := p.Objectives[0]
	if exposure.Name != "exposure" || exposure.Bound == nil || *exposure.Bound > exposure.Value || *exposure.Bound <= 0 {
		t.Errorf("objective %+v", exposure)
	}
	if !p.Baseline.Found || p.Baseline.Values[0] < exposure.Value {
		t.Errorf("the spreadsheet's order is better than the plan: %+v against %d", p.Baseline, exposure.Value)
	}
	for i := range p.Packages {
		pp := &p.Packages[i]
		if pp.ID == "lookout-bbu" && pp.Method != "overlay" {
			t.Errorf("lookout has the only 911 coverage and is done by %s", pp.Method)
		}
	}
}

// The plan is a function of files, seed and effort: not of the cores.
func TestPlanIsReproducible(t *testing.T) {
	var first *Plan
	for _, workers := range []int{1, 2, 8} {
		c := loadCase(t, firstLook())
		p, err := c.Plan(context.Background(), Options{Effort: testEffort, Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = p
		} else if !reflect.DeepEqual(first, p) {
			t.Errorf("another plan with %d workers", workers)
		}
	}
}

func TestPlanInterrupted(t *testing.T) {
	c := loadCase(t, firstLook())
	ctx, cancel := context.WithCancel(context.Background())
	p, err := c.Plan(ctx, Options{Progress: func(p Progress) {
		if p.Found {
			cancel()
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	if !p.Engine.Stopped || len(Verify(c, p)) > 0 {
		t.Errorf("stopped %v, violations %v", p.Engine.Stopped, Verify(c, p))
	}
}

func TestNothingCovered(t *testing.T) {
	c := loadCase(t, firstLook())
	for i := range c.In.Inventory.Elements {
		c.In.Inventory.Elements[i].Vendor = "Nokia"
		c.In.Inventory.Elements[i].Model = ""
	}
	clean, err := NewCase(c.In)
	if err != nil {
		t.Fatal(err)
	}
	p := planOf(t, clean)
	if len(p.Packages) != 0 || p.Status != "optimal" || p.Objectives[0].Value != 0 {
		t.Errorf("%d packages, %s, %+v", len(p.Packages), p.Status, p.Objectives)
	}
}

// Money that does not reach, and one customer who may be cut off: each proposed change, applied, gives a plan.
func TestNoPlan(t *testing.T) {
	tests := []struct {
		name  string
		set   []string
		field string
	}{
		{"a fifth of the money", []string{"funding.released[0].amount=300000.00", "funding.released[1].amount=300000.00", "funding.reimbursement.proration=0.395"}, "funding.released[0].amount"},
		{"one customer", []string{"outage.subscribers=1"}, "outage.subscribers"},
		{"no tower crew", []string{"crews.tower=0"}, "crews.tower"},
		{"too early a term", []string{"terms.A1=2027-06-30"}, "terms.A1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := loadCase(t, firstLook(), tt.set...)
			_, err := c.Plan(context.Background(), Options{Effort: testEffort})
			var none *NoPlanError
			if !errors.As(err, &none) {
				t.Fatalf("want no plan, got %v", err)
			}
			found := false
			for _, clash := range none.Clashes {
				found = found || clash.Field == tt.field
			}
			if !found {
				t.Errorf("limit %s is not named: %v", tt.field, none)
			}
			if len(none.Changes) == 0 {
				t.Fatal("no change is proposed")
			}
			for _, change := range none.Changes {
				set := append([]string{}, tt.set...)
				for _, o := range change.Set {
					set = append(set, o.String())
				}
				changed := loadCase(t, firstLook(), set...)
				p, err := changed.Plan(context.Background(), Options{Effort: 1}) // any plan will do
				if err != nil || len(Verify(changed, p)) > 0 {
					t.Errorf("%s: no plan that verifies: %v", change.Text(), err)
				}
			}
		})
	}
}

// Where all cannot be done, packages are left only if the scenario says so.
func TestDeferral(t *testing.T) {
	set := []string{"funding.released[0].amount=300000.00", "funding.released[1].amount=300000.00", "funding.reimbursement.proration=0.395", "deferral=true"}
	c := loadCase(t, firstLook(), set...)
	p := planOf(t, c)
	if p.Totals.Deferred == 0 || p.Totals.Deferred == len(p.Packages) {
		t.Errorf("%d of %d packages deferred", p.Totals.Deferred, len(p.Packages))
	}
	for i := range p.Packages {
		if p.Packages[i].Deferred() && p.Packages[i].Cost != 0 {
			t.Errorf("deferred package %s costs %s", p.Packages[i].ID, p.Packages[i].Cost)
		}
	}
}
