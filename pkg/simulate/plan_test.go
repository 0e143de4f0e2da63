package simulate

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/scenario"
)

// samples are the operators of testdata that have a plan.
var samples = []string{
	"first-look", "clean-embassy", "controller-2g", "full-tower", "management-function", "pilot-cluster", "prohibited-replacement", "ring-of-six",
	"roaming-critical", "sole-911", "uk-full-fibre-cap", "us-carrier", "by-hand",
}

func certainly(r cost.Rate) *scenario.Range { return &scenario.Range{Low: r, Typical: r, High: r} }

// certain takes every doubt out of a case: prices are the estimate's, and all takes as long as the plan says.
func certain(c *planner.Case) {
	u := &c.In.Scenario.Uncertainty
	u.Durations = map[string]scenario.Range{scenario.AllSteps: *certainly(cost.FullRate)}
	u.LeadTimes = certainly(cost.FullRate)
}

// priced takes the ranges of the prices out of a play.
func priced(play *planner.Play) {
	for i := range play.Packages {
		p := &play.Packages[i]
		p.Lines = slices.Clone(p.Lines)
		for k := range p.Lines {
			p.Lines[k].Low, p.Lines[k].High = p.Lines[k].Total, p.Lines[k].Total
		}
	}
}

// Where nothing is in doubt every run is the plan: its cost, its dates, its cash, day by day and cent by cent.
func TestCertain(t *testing.T) {
	t.Parallel()
	for _, name := range samples {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if trials.Raced && name == "us-carrier" {
				t.Skip("with the race detector: the other operators only")
			}
			checkCertain(t, caseOf(t, name))
		})
	}
}

// The same where lines are paid in parts, one thing is bought for the whole network, and an allocation runs out.
func TestCertainPayments(t *testing.T) {
	t.Parallel()
	base := caseOf(t, "first-look")
	s := base.In.Scenario
	s.Funding.Payments = []cost.PaymentRule{
		{Layers: []string{"radio"}, Terms: cost.Terms{Order: cost.FullRate / 10 * 3, Delivery: cost.FullRate / 10 * 6, Acceptance: cost.FullRate / 10}},
		{Tags: []cost.Tag{cost.Removal}, Terms: cost.Terms{Order: cost.FullRate / 3, Acceptance: cost.FullRate - cost.FullRate/3}},
	}
	allocation, part := cost.Cents(1_500_000_00), cost.FullRate/10*9
	s.Applications = []scenario.Application{{ID: "A1", Programme: "us-scrp", Allocation: &allocation, Proration: &part}}
	s.Funding.Released = append(s.Funding.Released, cost.Release{On: s.Start, Amount: 5_000_000_00})
	s.Estimate.Network = []scenario.NetworkItem{{Item: "training-course", Quantity: 3 * cost.One, Tag: cost.Replacement, On: s.Start.AddDays(100), Application: "A1"}}
	c, err := planner.NewCase(base.In)
	if err != nil {
		t.Fatal(err)
	}
	p := checkCertain(t, c)
	if p.Totals.Shortfall <= 10_000_00 || len(p.Network) != 1 || len(p.Packages[0].Activities[0].Payments) == 0 {
		t.Errorf("the plan has nothing of that: %+v", p.Totals)
	}
}

// checkCertain plays the plan of a case without any doubt and compares it with the plan, which it returns.
func checkCertain(t *testing.T, c *planner.Case) *planner.Plan {
	t.Helper()
	certain(c)
	p := planned(t, c)
	play := playOf(t, c, p)
	priced(play)
	for i := range play.Packages { // the plan spends that
		clear(play.Packages[i].SetAside)
	}
	m, err := newModel(play)
	if err != nil {
		t.Fatal(err)
	}
	player := m.player()
	if err := player.draw(5, 3); err != nil {
		t.Fatal(err)
	}
	if err := player.run(); err != nil {
		t.Fatal(err)
	}
	for i := range m.acts {
		if a := &m.acts[i]; player.start[i] != a.Start {
			t.Errorf("%s starts in period %d, planned in %d", a.Name, player.start[i], a.Start)
		}
	}
	r := runsOf(t, play, Options{Runs: 20, Seed: 1})
	want := map[string]cost.Cents{
		"cost": p.Totals.Cost, "interest": p.Totals.Interest, "lowest cash": p.Totals.LowestCash, "working capital": p.Totals.WorkingCapital,
		"counted by the programme": p.Totals.Reimbursable, "own share": p.Totals.Ineligible + p.Totals.Shortfall,
	}
	for _, x := range r.Money {
		if w, ok := want[x.Name]; ok && (x.Typical != w || x.Mean != w || x.Quantiles != [4]cost.Cents{w, w, w, w}) {
			t.Errorf("%s: %+v, the plan has %s", x.Name, x, w)
		}
	}
	for i, w := range []inventory.Date{p.Totals.LowestCashOn, p.Totals.Finish} {
		if x := r.Days[i]; x.Typical != w || x.Mean != w || x.Quantiles != [4]inventory.Date{w, w, w, w} {
			t.Errorf("%s: %+v, the plan has %s", x.Name, x, w)
		}
	}
	for _, x := range r.Chances {
		if x.Kept != r.Runs {
			t.Errorf("%s: kept in %d of %d runs", x.Name, x.Kept, r.Runs)
		}
	}
	if len(r.Prices) > 0 {
		t.Errorf("what moves the cost: %+v", r.Prices)
	}
	return p
}

// The result is the same on any number of cores, and another one with another seed.
func TestWorkers(t *testing.T) {
	t.Parallel()
	c := caseOf(t, "first-look")
	c.In.Scenario.Uncertainty.Weather = []scenario.Weather{{Work: []string{"tower"}, Months: []int{1, 2}, Lost: scenario.Range{High: 5 * cost.FullRate, Typical: cost.FullRate}}}
	play := playOf(t, c, planned(t, c))
	runs := trials.Of(t, 500)
	one := runsOf(t, play, Options{Runs: runs, Seed: 1, Workers: 1})
	for _, workers := range []int{2, 8} {
		if diff := cmp.Diff(one, runsOf(t, play, Options{Runs: runs, Seed: 1, Workers: workers}), dates); diff != "" {
			t.Errorf("with %d workers: %s", workers, diff)
		}
	}
	if cmp.Equal(one, runsOf(t, play, Options{Runs: runs, Seed: 2}), dates) {
		t.Error("another seed gives the same")
	}
}

var dates = cmp.Comparer(func(a, b inventory.Date) bool { return a == b })

// A run keeps to the rule: nothing before its planned start or what it waits for, no closed period, no crew too many, no
// more packages off than planned; and each activity has the first such place beside those that came before it.
func TestRule(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"first-look", "pilot-cluster", "prohibited-replacement", "controller-2g"} {
		c := caseOf(t, name)
		u := &c.In.Scenario.Uncertainty
		u.Weather = []scenario.Weather{
			{Work: []string{"tower"}, Months: []int{11, 12, 1, 2, 3}, Lost: scenario.Range{Typical: 2 * cost.FullRate, High: 6 * cost.FullRate}},
			{Work: []string{"install", "ip"}, Months: []int{6, 7}, Lost: scenario.Range{Typical: 2 * cost.FullRate, High: 6 * cost.FullRate}},
		}
		play := playOf(t, c, planned(t, c))
		m, err := newModel(play)
		if err != nil {
			t.Fatal(err)
		}
		p := m.player()
		for run := range trials.Of(t, 200) {
			if err := p.draw(3, run); err != nil {
				t.Fatal(err)
			}
			if err := p.run(); err != nil {
				t.Fatal(err)
			}
			checkRun(t, p)
		}
	}
}

// checkRun places the activities once more, plainly: a use of everything for each day of each.
func checkRun(t *testing.T, p *player) {
	t.Helper()
	m := p.m
	free := make([][]int, len(m.play.Resources))
	for r := range free {
		free[r] = slices.Clone(m.play.Resources[r].There)
	}
	length := float64(m.s.PeriodDays)
	for i := range m.acts {
		a := &m.acts[i]
		fits := func(start int) (finish, days int, ok bool) {
			if start < a.Start {
				return 0, 0, false
			}
			for _, w := range a.After {
				if start < p.finish[w.Activity]+w.Wait {
					return 0, 0, false
				}
			}
			left, lost := float64(p.days[i]), 0.0
			for finish = start; left > 1e-9; finish++ {
				if finish == m.play.Limit || a.Closed != nil && a.Closed[finish] {
					return 0, 0, false
				}
				out := 0.0
				for _, w := range a.Weather {
					out += p.lost[w][finish]
				}
				out = min(out, length*6/7)
				lost, left = lost+out, left-(length-out)
			}
			for days = 1; float64(days*(finish-start)) < float64(p.days[i])+lost-1e-6 && days < int(length); days++ {
			}
			for _, u := range a.Uses {
				for k := start; k < finish; k++ {
					need := u.Count
					if m.play.Resources[u.Resource].Crew {
						need *= days
					}
					if free[u.Resource][k] < need {
						return 0, 0, false
					}
				}
			}
			if a.Barred != nil && (a.AtEnd && a.Barred[finish-1] || !a.AtEnd && a.Barred[start]) {
				return 0, 0, false
			}
			return finish, days, true
		}
		if p.start[i] == m.play.Limit {
			continue
		}
		finish, days, ok := fits(p.start[i])
		if !ok || finish != p.finish[i] {
			t.Fatalf("%s from %d to %d: fits %v, until %d", a.Name, p.start[i], p.finish[i], ok, finish)
		}
		if len(a.Weather) == 0 { // with weather a later start may take a crew for fewer days of each period
			for before := a.Start; before < p.start[i]; before++ {
				if _, _, ok := fits(before); ok {
					t.Fatalf("%s starts in %d and would fit in %d", a.Name, p.start[i], before)
				}
			}
		}
		for _, u := range a.Uses {
			for k := p.start[i]; k < finish; k++ {
				need := u.Count
				if m.play.Resources[u.Resource].Crew {
					need *= days
				}
				free[u.Resource][k] -= need
			}
		}
	}
}

// Where nothing is faster than planned, no activity is earlier than planned, and the cash is not claimed earlier. Without
// limits on crews slower work never ends anything earlier.
func TestSlower(t *testing.T) {
	t.Parallel()
	c := caseOf(t, "first-look", "crews.tower=1000", "crews.ip=1000", "crews.core=1000")
	p := planned(t, c)
	var last []int
	for _, factor := range []cost.Rate{100, 120, 150, 151, 200, 300} {
		r := certainly(cost.FullRate / 100 * factor)
		c.In.Scenario.Uncertainty.Durations = map[string]scenario.Range{scenario.AllSteps: *r}
		c.In.Scenario.Uncertainty.LeadTimes = r
		play := playOf(t, c, p)
		for i := range play.Resources { // what may be off together binds like a crew
			for k := range play.Resources[i].There {
				play.Resources[i].There[k] = 1 << 30
			}
		}
		m, err := newModel(play)
		if err != nil {
			t.Fatal(err)
		}
		player := m.player()
		if err := player.draw(1, 1); err != nil {
			t.Fatal(err)
		}
		if err := player.run(); err != nil {
			t.Fatal(err)
		}
		for i := range m.acts {
			if player.start[i] < m.acts[i].Start {
				t.Errorf("at %d%%: %s starts in %d, planned in %d", factor, m.acts[i].Name, player.start[i], m.acts[i].Start)
			}
			if last != nil && player.finish[i] < last[i] {
				t.Errorf("at %d%%: %s ends in %d, with less work in %d", factor, m.acts[i].Name, player.finish[i], last[i])
			}
		}
		last = slices.Clone(player.finish)
	}
	if last[len(last)-1] == 0 {
		t.Error("nothing took place")
	}
}

// What has no place in a run is an error of the input, and what ends the runs early gives no result.
func TestErrors(t *testing.T) {
	c := caseOf(t, "first-look")
	play := c.PlayEstimate()
	for _, runs := range []int{0, -1, MaxRuns + 1} {
		if _, err := Run(context.Background(), play, Options{Runs: runs}); err == nil {
			t.Errorf("%d runs are made", runs)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if r, err := Run(ctx, play, Options{Runs: 100}); !errors.Is(err, context.Canceled) || r != nil {
		t.Errorf("a result %v, error %v", r, err)
	}
	c.In.Scenario.Uncertainty.Categories = map[string]scenario.Range{"ran equipmend": *certainly(cost.FullRate)}
	var faults strict.Faults
	if _, err := Run(context.Background(), play, Options{Runs: 1}); !errors.As(err, &faults) || faults[0].Hint != `did you mean "ran equipment"?` {
		t.Errorf("error %v", err)
	}
	c.In.Scenario.Uncertainty.Categories = nil
	play.Packages[0].Lines = slices.Clone(play.Packages[0].Lines)
	for i := range play.Packages[0].Lines {
		l := &play.Packages[0].Lines[i]
		l.Known, l.Low, l.Total, l.High = true, cost.Limit/1000, cost.Limit/1000, cost.Limit-1
	}
	for workers := 1; workers <= 4; workers++ {
		_, err := Run(context.Background(), play, Options{Runs: 200, Workers: workers})
		if !errors.Is(err, ErrAmount) {
			t.Errorf("error %v", err)
		}
	}
}

// A plan that was tampered with is not played.
func TestUnverified(t *testing.T) {
	c := caseOf(t, "first-look")
	p := planned(t, c)
	p.Totals.Cost++
	if play, violations := c.PlayPlan(p, 1000); play != nil || len(violations) == 0 {
		t.Errorf("played, with %v", violations)
	}
}

// Where nothing is in doubt, taxes included, a run costs what the estimate says without its contingency, and that is enough.
func TestContingency(t *testing.T) {
	t.Parallel()
	base := caseOf(t, "first-look")
	rate, ten := cost.FullRate*825/10_000, cost.FullRate/10
	base.In.Scenario.Estimate.Tax = &scenario.Tax{Other: &rate, Source: "a test"}
	base.In.Scenario.Estimate.Contingency = &ten
	base.In.Scenario.Unlimited = true
	c, err := planner.NewCase(base.In)
	if err != nil {
		t.Fatal(err)
	}
	certain(c)
	play := c.PlayEstimate()
	priced(play)
	var all, aside cost.Cents
	for _, p := range play.Packages {
		for i := range p.Lines {
			if all += p.Lines[i].Total; p.SetAside[i] {
				aside += p.Lines[i].Total
			}
		}
	}
	r := runsOf(t, play, Options{Runs: 10})
	if x := r.Money[0]; aside == 0 || x.Typical != all || x.Mean != all-aside || x.Quantiles[0] != x.Quantiles[3] {
		t.Errorf("the estimate is %s, %s of it contingency: %+v", all, aside, x)
	}
	if r.Chances[0].Kept != 10 {
		t.Errorf("%+v", r.Chances)
	}
}
