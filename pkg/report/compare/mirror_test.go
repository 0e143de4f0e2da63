package compare_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/compare"
	"github.com/riprep/riprep/pkg/scenario"
)

// mirror exchanges a and b in everything that is compared.
func mirror(c compare.Comparison) compare.Comparison {
	what := func(w compare.What) compare.What {
		for _, pair := range [][2]compare.What{{compare.Added, compare.Gone}, {compare.NowDeferred, compare.NowPlanned}} {
			switch w {
			case pair[0]:
				return pair[1]
			case pair[1]:
				return pair[0]
			}
		}
		return w
	}
	m := func(x *compare.Money) { x.A, x.B = x.B, x.A }
	n := func(x *compare.Count) { x.A, x.B = x.B, x.A }
	d := func(x *compare.Days) { x.A, x.B = x.B, x.A }
	w := func(x *compare.Words) { x.A, x.B = x.B, x.A }
	c.A, c.B = c.B, c.A
	c.Money, c.Days, c.Counts, c.Objectives = slices.Clone(c.Money), slices.Clone(c.Days), slices.Clone(c.Counts), slices.Clone(c.Objectives)
	c.Packages, c.Quarters, c.Applications = slices.Clone(c.Packages), slices.Clone(c.Quarters), slices.Clone(c.Applications)
	c.Categories, c.Exposure, c.Findings, c.Rules = slices.Clone(c.Categories), slices.Clone(c.Exposure), slices.Clone(c.Findings), slices.Clone(c.Rules)
	c.Inputs, c.Overrides, c.Assumptions = slices.Clone(c.Inputs), slices.Clone(c.Overrides), slices.Clone(c.Assumptions)
	for i := range c.Money {
		m(&c.Money[i].Money)
	}
	for i := range c.Days {
		d(&c.Days[i].Days)
	}
	for i := range c.Counts {
		n(&c.Counts[i].Count)
	}
	for i := range c.Objectives {
		x := &c.Objectives[i]
		x.What = what(x.What)
		w(&x.Unit)
		n(&x.Value)
		x.BoundA, x.BoundB = x.BoundB, x.BoundA
	}
	for i := range c.Packages {
		x := &c.Packages[i]
		x.What = what(x.What)
		w(&x.Option)
		for _, y := range []*compare.Days{&x.Start, &x.Cutover, &x.Finish, &x.CoveredUntil} {
			d(y)
		}
		m(&x.Cost)
		m(&x.Reimbursable)
		n(&x.UnknownPrices)
		n(&x.OutageHours)
		n(&x.SubscribersOut)
	}
	for i := range c.Quarters {
		x := &c.Quarters[i]
		for _, y := range []*compare.Money{&x.Released, &x.Spend, &x.Reimbursed, &x.Interest, &x.LowestCash} {
			m(y)
		}
		x.CashA, x.CashB = x.CashB, x.CashA
		for _, y := range []*compare.Count{&x.SubscribersOut, &x.SitesOut, &x.SubscriberHours, &x.ExposureDays, &x.PackagesDone} {
			n(y)
		}
	}
	for i := range c.Applications {
		x := &c.Applications[i]
		x.What = what(x.What)
		n(&x.Packages)
		n(&x.Deferred)
		for _, y := range []*compare.Money{&x.Cost, &x.Ineligible, &x.Counted, &x.Reimbursed, &x.Outstanding, &x.Lost} {
			m(y)
		}
		d(&x.Term)
		d(&x.Finish)
	}
	for i := range c.Categories {
		m(&c.Categories[i].Cost)
		m(&c.Categories[i].Counted)
		n(&c.Categories[i].UnknownPrices)
	}
	for i := range c.Exposure {
		n(&c.Exposure[i].Count)
	}
	for i := range c.Findings {
		x := &c.Findings[i]
		x.What = what(x.What)
		for _, y := range []*compare.Words{&x.Verdict, &x.Rule, &x.Model, &x.Removal, &x.Buy, &x.Reimbursable, &x.Package} {
			w(y)
		}
		d(&x.RemoveBy)
	}
	for i := range c.Rules {
		x := &c.Rules[i]
		x.What = what(x.What)
		d(&x.By)
		d(&x.MetOn)
		n(&x.Elements)
		n(&x.Packages)
	}
	for i := range c.Inputs {
		c.Inputs[i].What = what(c.Inputs[i].What)
		w(&c.Inputs[i].SHA256)
	}
	for i := range c.Overrides {
		c.Overrides[i].What = what(c.Overrides[i].What)
		w(&c.Overrides[i].Value)
	}
	for i := range c.Assumptions {
		x := &c.Assumptions[i]
		x.What = what(x.What)
		w(&x.Value)
		w(&x.Why)
	}
	return c
}

var equal = cmp.Options{
	cmp.Comparer(func(a, b inventory.Date) bool { return a == b }),
	cmp.Comparer(func(a, b *planner.Plan) bool { return a == b }),
}

// TestMirror: b beside a is a beside b with the sides exchanged, for plans that are changed at random. Each change shows.
func TestMirror(t *testing.T) {
	plans := variants(t)
	rapid.Check(t, func(t *rapid.T) {
		a := changed(t, rapid.SampledFrom(plans).Draw(t, "a"))
		b := changed(t, rapid.SampledFrom(plans).Draw(t, "b"))
		there, err := compare.New(a, b)
		if err != nil {
			t.Fatal(err)
		}
		back, err := compare.New(b, a)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(mirror(*there), *back, equal); diff != "" {
			t.Fatalf("no mirror image (-mirrored +b beside a): %s", diff)
		}
		if n := len(there.Packages) + there.Unchanged; n < max(len(a.Packages), len(b.Packages)) {
			t.Fatalf("%d packages of %d and %d", n, len(a.Packages), len(b.Packages))
		}
		bySum := map[string]int{}
		for _, p := range there.Packages {
			bySum[p.ID] += p.Shift()
		}
		for _, p := range back.Packages {
			if bySum[p.ID] -= -p.Shift(); bySum[p.ID] != 0 {
				t.Fatalf("%s moves by another number of days on the way back", p.ID)
			}
		}
	})
}

// changed is a plan with packages and findings taken out, moved, deferred, priced and judged otherwise.
func changed(t *rapid.T, from *planner.Plan) *planner.Plan {
	p := *from
	p.Packages, p.Findings, p.Assumptions = slices.Clone(p.Packages), slices.Clone(p.Findings), slices.Clone(p.Assumptions)
	p.Periods, p.Rules, p.Applications = slices.Clone(p.Periods), slices.Clone(p.Rules), slices.Clone(p.Applications)
	for i := range p.Packages {
		w := &p.Packages[i]
		switch rapid.IntRange(0, 7).Draw(t, fmt.Sprint("package ", i)) {
		case 0:
			w.Activities = slices.Clone(w.Activities)
			days := rapid.IntRange(-30, 30).Draw(t, "days")
			for k := range w.Activities {
				w.Activities[k].Start, w.Activities[k].Finish = w.Activities[k].Start.AddDays(days), w.Activities[k].Finish.AddDays(days)
			}
		case 1:
			w.Method, w.Option, w.Activities, w.CoveredUntil = "defer", "defer", nil, inventory.Date{}
		case 2:
			w.Cost += cost.Cents(rapid.IntRange(-5, 5).Draw(t, "cents"))
		case 3:
			w.Option += "/other"
		}
	}
	p.Packages = slices.Delete(p.Packages, 0, rapid.IntRange(0, 2).Draw(t, "packages gone"))
	for i := range p.Findings {
		if rapid.IntRange(0, 9).Draw(t, "finding") == 0 {
			p.Findings[i].Verdict = "unknown"
		}
		if rapid.IntRange(0, 9).Draw(t, "model") == 0 {
			p.Findings[i].Model += "x"
		}
	}
	p.Findings = p.Findings[rapid.IntRange(0, 2).Draw(t, "findings gone"):]
	p.Assumptions = p.Assumptions[rapid.IntRange(0, len(p.Assumptions)).Draw(t, "assumptions gone"):]
	p.Rules = p.Rules[rapid.IntRange(0, len(p.Rules)).Draw(t, "rules gone"):]
	for i := range p.Periods {
		p.Periods[i].Exposure += int64(rapid.IntRange(0, 1).Draw(t, "exposure"))
	}
	p.Overrides = nil
	for _, field := range []string{"crews.tower", "horizon"} {
		if n := rapid.IntRange(0, 2).Draw(t, field); n > 0 {
			p.Overrides = append(p.Overrides, scenario.Override{Field: field, Value: fmt.Sprint(n)})
		}
	}
	return &p
}
