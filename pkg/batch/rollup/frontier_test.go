package rollup

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/riprep/riprep/pkg/batch"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// TestFrontier compares with every pair looked at, on figures so few that many are alike.
func TestFrontier(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []*batch.Outcome
		small := rapid.Int64Range(0, 4)
		for i := range rapid.IntRange(0, 14).Draw(t, "units") {
			o := outcome(rapid.SampledFrom([]string{"a", "b"}).Draw(t, "operator"), "s", i)
			start := inventory.MustDate("2027-01-04").AddDays(int(rapid.Int64Range(0, 1).Draw(t, "start")))
			p := &batch.Planned{Start: batch.Day{Date: start}, Finish: batch.Day{Date: start.AddDays(int(small.Draw(t, "finish")))}, Cost: batch.Money(small.Draw(t, "cost")), Deferred: int(small.Draw(t, "deferred"))}
			if unit := rapid.SampledFrom([]string{"none", "", "risk-weeks", "risk-days"}).Draw(t, "unit"); unit != "none" {
				p.Objectives = []batch.Objective{{Name: "exposure", Unit: unit, Value: small.Draw(t, "exposure")}}
			}
			o.Planned = p
			list = append(list, o)
		}
		r, err := New(sequence(list))
		if err != nil {
			t.Fatal(err)
		}
		for i := range r.Units {
			dominated := false
			for k := range r.Units {
				same := sameGroup(&r.Units[i], &r.Units[k])
				if got := r.Units[i].Frontier.Group == r.Units[k].Frontier.Group; got != same {
					t.Fatalf("units %d and %d: in one group: %t, want %t", i, k, got, same)
				}
				dominated = dominated || same && beats(r.Units[k].Plan, r.Units[i].Plan)
			}
			f := r.Units[i].Frontier
			if (f.State == FrontierDominated) != dominated {
				t.Fatalf("unit %d: %q, dominated: %t", i, f.State, dominated)
			}
			if dominated {
				d := &r.Units[f.Dominator]
				if d.Frontier.State != FrontierOn || !sameGroup(d, &r.Units[i]) || !beats(d.Plan, r.Units[i].Plan) {
					t.Fatalf("unit %d: %d dominates it not", i, f.Dominator)
				}
			}
		}
	})
}

func sameGroup(a, b *Unit) bool {
	return a.Operator == b.Operator && a.Plan.Start == b.Plan.Start && (a.Plan.Exposure == nil) == (b.Plan.Exposure == nil) && a.Plan.ExposureUnit == b.Plan.ExposureUnit
}

// beats reports whether a is as good in all and better in one.
func beats(a, b *Plan) bool {
	x := [3]int64{day(a), int64(*a.Own), int64(a.Deferred)}
	y := [3]int64{day(b), int64(*b.Own), int64(b.Deferred)}
	if a.Exposure != nil {
		x[2], y[2] = *a.Exposure, *b.Exposure
	}
	better := false
	for i := range x {
		if x[i] > y[i] {
			return false
		}
		better = better || x[i] < y[i]
	}
	return better
}

func day(p *Plan) int64 {
	n := int64(0)
	for d := inventory.MustDate("2027-01-01"); p.Finish.After(d); d = d.AddDays(1) {
		n++
	}
	return n
}

// TestGiven: what others decide divides the units that are compared; what the operator chooses does not.
func TestGiven(t *testing.T) {
	var list []*batch.Outcome
	for i, set := range [][]batch.Change{
		{{Field: "crews.tower", Value: "2"}, {Field: "funding.reimbursement.proration", Value: "0.395"}},
		{{Field: "crews.tower", Value: "3"}, {Field: "funding.reimbursement.proration", Value: "0.395"}},
		{{Field: "crews.tower", Value: "2"}, {Field: "funding.reimbursement.proration", Value: "1.0"}},
	} {
		o := outcome("a", "s", i)
		start := inventory.MustDate("2027-01-04")
		o.Set = set
		o.Planned = &batch.Planned{Start: batch.Day{Date: start}, Finish: batch.Day{Date: start.AddDays(9 - i)}, Cost: batch.Money(9 - i)}
		list = append(list, o)
	}
	r := rolled(t, list)
	want := map[string]string{"2 0.395": FrontierDominated, "3 0.395": FrontierOn, "2 1.0": FrontierOn}
	for i := range r.Units {
		u := &r.Units[i]
		if key := u.Set[0] + " " + u.Set[1]; u.Frontier.State != want[key] {
			t.Errorf("%s: %q, want %q", key, u.Frontier.State, want[key])
		}
	}
}

// TestGivenFields: each field that others decide divides, and no field that an operator chooses.
func TestGivenFields(t *testing.T) {
	for field, divides := range map[string]bool{
		"funding.released": true, "funding.reimbursement.proration": true, "funding.reimbursement.delay": true, "applications.A1.approved": true, "terms.us-scrp": true,
		"funding.own": false, "crews.tower": false, "horizon": false,
	} {
		var list []*batch.Outcome
		for i, value := range []string{"1", "2"} {
			o := outcome("a", "s", i)
			start := inventory.MustDate("2027-01-04")
			o.Set = []batch.Change{{Field: field, Value: value}}
			o.Planned = &batch.Planned{Start: batch.Day{Date: start}, Finish: batch.Day{Date: start.AddDays(i)}, Cost: batch.Money(i)}
			list = append(list, o)
		}
		if got := rolled(t, list).Units[1].Frontier.State == FrontierOn; got != divides {
			t.Errorf("%s: divides is %t, want %t", field, got, divides)
		}
	}
}

// TestUnknownOwn keeps a plan out whose own money is not known.
func TestUnknownOwn(t *testing.T) {
	list := sample(1, 2, 1, plainName)
	list[0].Planned.Cost, list[0].Planned.Interest = batch.Money(cost.Limit-1), batch.Money(cost.Limit-1)
	r := rolled(t, list)
	if s := r.Units[0].Frontier.State; s != "" {
		t.Errorf("state %q", s)
	}
}
