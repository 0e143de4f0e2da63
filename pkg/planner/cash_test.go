package planner

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/scenario"
	"github.com/riprep/riprep/pkg/schedule"
)

// anyMoney gives an operator terms of payment, two applications and something for the whole network, at random.
func anyMoney(rng *rand.Rand) func(*Inputs) {
	return func(in *Inputs) {
		s := in.Scenario
		for i := range in.Inventory.Sites {
			in.Inventory.Sites[i].Application = []string{"A1", "A2", "A2", ""}[rng.IntN(4)]
		}
		s.Terms = nil
		for _, layers := range [][]string{{"radio"}, {"services"}, nil}[rng.IntN(3):] {
			order := rng.Int64N(int64(cost.FullRate) + 1)
			delivery := rng.Int64N(int64(cost.FullRate) - order + 1)
			s.Funding.Payments = append(s.Funding.Payments, cost.PaymentRule{
				Layers: layers, Terms: cost.Terms{Order: cost.Rate(order), Delivery: cost.Rate(delivery), Acceptance: cost.FullRate - cost.Rate(order+delivery)},
			})
		}
		s.Funding.Reimbursement = &cost.Reimbursement{Proration: cost.Rate(rng.Int64N(int64(cost.FullRate) + 1)), ClaimLagDays: rng.IntN(100)}
		for _, id := range []string{"A1", "A2"} {
			a := scenario.Application{ID: id, Programme: scenario.DefaultProgramme}
			if rng.IntN(2) == 0 {
				part := cost.Rate(rng.Int64N(int64(cost.FullRate) + 1))
				a.Proration = &part
			}
			if rng.IntN(3) > 0 {
				allocation := cost.Cents(rng.Int64N(3_000_000_00))
				a.Allocation = &allocation
			}
			s.Applications = append(s.Applications, a)
		}
		s.Estimate.Network = []scenario.NetworkItem{
			{Item: "training-course", Quantity: cost.One, Tag: cost.Replacement, On: s.Start.AddDays(rng.IntN(300)), Application: "A2"},
			{Item: "training-course", Quantity: 3 * cost.One, Tag: cost.Disposal, On: s.Start.AddDays(-3), Application: "A1"},
		}
	}
}

// anywhere plays every package in one of its options, its steps one after the other from some period on.
func anywhere(rng *rand.Rand, m *model) *replay {
	r := &replay{c: m.c, s: m.s, m: m}
	for i := range m.c.Packages {
		pl := played{index: i, p: &m.c.Packages[i]}
		if n := rng.IntN(len(pl.p.Options) + 1); n < len(pl.p.Options) {
			pl.option = &pl.p.Options[n]
			start := rng.IntN(40)
			for k := range pl.option.Steps {
				a := m.activity(pl.p, &pl.option.Steps[k], start)
				start += a.periods + rng.IntN(2)
				pl.activities = append(pl.activities, a)
			}
		}
		r.played = append(r.played, pl)
	}
	rng.Shuffle(len(r.played), func(i, j int) { r.played[i], r.played[j] = r.played[j], r.played[i] })
	return r
}

// Splitting over milestones, proration and allocations lose no cent and make none, and what the optimizer counts on is there: by
// any period at most what the account has been paid.
func TestEveryCentIsSomewhere(t *testing.T) {
	t.Parallel()
	curbed, refused := 0, 0
	n := trials.Of(t, 60)
	for seed := range uint64(n) {
		rng := rand.New(rand.NewPCG(seed, 7))
		c := mustAlter(t, firstLook(), anyMoney(rng))
		for i := range c.Packages {
			for _, o := range c.Packages[i].Options {
				checkSteps(t, c.Packages[i].ID, &o)
			}
		}
		m := c.frame(c.In.Scenario)
		m.addCrews()
		m.limits.cash = 0
		r := anywhere(rng, m)
		rows, account, err := r.rows()
		if err != nil {
			t.Fatal(err)
		}
		checkSums(t, r, rows, account)
		_, counted := m.datedFlows()
		for _, pl := range r.played {
			for _, a := range pl.activities {
				for _, f := range m.flows(pl.p, a.step, a.periods) {
					if at := a.start + f.Offset; f.Amount > 0 && at < len(counted) {
						counted[at] += cost.Cents(f.Amount)
					}
				}
			}
		}
		var sum, paid cost.Cents
		for at := range counted {
			sum, paid = sum+counted[at], paid+account[at].Reimbursed
			if sum > paid {
				t.Fatalf("seed %d: period %d: the optimizer counts on %s, %s has come", seed, at, sum, paid)
			}
		}
		if len(m.curbs) == 0 && sum != paid {
			t.Fatalf("seed %d: without a curb %s is counted on of %s", seed, sum, paid)
		}
		curbed += len(m.curbs)
		for _, row := range r.applications() {
			if row.Refused > 0 {
				refused++
			}
		}
	}
	if n >= 60 && (curbed < 20 || refused < 10) {
		t.Errorf("%d curbs and %d applications that ran out: the cases are too tame", curbed, refused)
	}
}

// checkSteps compares the payments of an option with its lines.
func checkSteps(t *testing.T, id string, o *Option) {
	t.Helper()
	var spend, eligible cost.Cents
	for _, step := range o.Steps {
		var here, counted cost.Cents
		seen := map[cost.Milestone]bool{}
		for _, pay := range step.Payments {
			if pay.Spend <= 0 || pay.Eligible < 0 || pay.Eligible > pay.Spend || seen[pay.Milestone] {
				t.Errorf("package %s, %s: %s: %+v", id, o.ID, step.Kind, pay)
			}
			seen[pay.Milestone] = true
			here, counted = here+pay.Spend, counted+pay.Eligible
		}
		if here != step.Spend || counted != step.Eligible {
			t.Errorf("package %s, %s: %s pays %s, its payments %s", id, o.ID, step.Kind, step.Spend, here)
		}
		spend, eligible = spend+here, eligible+counted
	}
	if spend != o.Totals.Cost || eligible != o.Totals.Reimbursable {
		t.Errorf("package %s, %s: payments of %s and %s, lines of %s and %s", id, o.ID, spend, eligible, o.Totals.Cost, o.Totals.Reimbursable)
	}
}

// checkSums holds what is printed of money in several places to each other.
func checkSums(t *testing.T, r *replay, rows []PeriodRow, account []cost.Row) {
	t.Helper()
	tot := r.totals(rows, account)
	var sum ApplicationRow
	packages := 0
	for _, a := range r.applications() {
		if a.Cost != a.Ineligible+a.Cut+a.Refused+a.Reimbursed+a.Outstanding || a.Counted != a.Cut+a.Claimed || a.Claimed != a.Refused+a.Reimbursed+a.Outstanding {
			t.Errorf("application %q: a cent is missing: %+v", a.ID, a)
		}
		for _, part := range []cost.Cents{a.Ineligible, a.Cut, a.Refused, a.Reimbursed, a.Outstanding} {
			if part < 0 {
				t.Errorf("application %q: %+v", a.ID, a)
			}
		}
		if a.Allocation != nil && (*a.Left < 0 || *a.Left != *a.Allocation-a.Reimbursed-a.Outstanding || a.Refused > 0 && *a.Left > 0) {
			t.Errorf("application %q: %s left of %s: %+v", a.ID, *a.Left, *a.Allocation, a)
		}
		packages += a.Packages
		sum.Cost += a.Cost
		sum.Ineligible += a.Ineligible
		sum.Cut += a.Cut + a.Refused
		sum.Reimbursed += a.Reimbursed
		sum.Outstanding += a.Outstanding
	}
	if packages != tot.Packages || sum.Cost != tot.Cost || sum.Ineligible != tot.Ineligible || sum.Cut != tot.Shortfall || sum.Reimbursed != tot.Reimbursed || sum.Outstanding != tot.Outstanding {
		t.Errorf("applications add up to %+v, totals %+v", sum, tot)
	}
	spent := map[string]cost.Cents{}
	back := map[string]cost.Cents{}
	for i := range r.played {
		for _, a := range r.planned(&r.played[i]).Activities {
			var amount, comes cost.Cents
			for _, pay := range a.Payments {
				spent[pay.On.String()] += pay.Amount
				if amount, comes = amount+pay.Amount, comes+pay.Reimbursed; !pay.ReimbursedOn.IsZero() {
					back[pay.ReimbursedOn.String()] += pay.Reimbursed
				}
			}
			if amount != a.Spend || comes != a.Reimbursed {
				t.Errorf("%s pays %s and gets %s, its payments %s and %s", a.Kind, a.Spend, a.Reimbursed, amount, comes)
			}
		}
	}
	for _, n := range r.network() {
		spent[n.Paid.String()] += n.Line.Total
		if !n.ReimbursedOn.IsZero() {
			back[n.ReimbursedOn.String()] += n.Reimbursed
		}
	}
	var most, pocket cost.Cents
	for _, row := range rows {
		if day := row.Start.String(); spent[day] != row.Spend || back[day] != row.Reimbursed {
			t.Errorf("period from %s: %s spent and %s back, payments of %s and %s", day, row.Spend, row.Reimbursed, spent[day], back[day])
		}
		pocket += row.Spend + row.Interest - row.Reimbursed
		if most = max(most, pocket); row.OutOfPocket != pocket {
			t.Errorf("period from %s: %s out of pocket, want %s", row.Start, row.OutOfPocket, pocket)
		}
	}
	if tot.WorkingCapital != most {
		t.Errorf("working capital %s, want %s", tot.WorkingCapital, most)
	}
}

// A plan with all of it verifies, and says nothing of bounds where an allocation may not be enough.
func TestPlansWithAllocations(t *testing.T) {
	t.Parallel()
	for seed := range uint64(trials.Of(t, 12)) {
		rng := rand.New(rand.NewPCG(seed, 8))
		alter := anyMoney(rng)
		c := mustAlter(t, firstLook(), func(in *Inputs) {
			alter(in)
			in.Scenario.Deferral = true
		})
		plan, err := c.Plan(context.Background(), Options{Effort: 20_000})
		var none *NoPlanError
		if errors.As(err, &none) {
			continue
		}
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		curbed := slices.ContainsFunc(plan.Assumptions, func(a Assumption) bool { return strings.HasSuffix(a.Field, ".allocation") })
		if bound := plan.Objectives[0].Bound != nil; bound == curbed || curbed && plan.Status == "optimal" {
			t.Errorf("seed %d: bound %v, curbed %v, %s", seed, bound, curbed, plan.Status)
		}
	}
}

// Where each milestone of a line falls, for methods with and without an installation and for lines of late steps.
func TestMilestones(t *testing.T) {
	full := Option{Steps: []Step{{Kind: "prepare"}, {Kind: "install"}, {Kind: "cutover"}, {Kind: "remove"}, {Kind: "dispose"}}}
	bare := Option{Steps: []Step{{Kind: "prepare"}, {Kind: "cutover"}, {Kind: "dispose"}}}
	for _, tt := range []struct {
		o    *Option
		at   cost.Milestone
		own  string
		want string
	}{
		{&full, cost.AtStart, "install", "install"}, {&full, cost.AtOrder, "install", "prepare"}, {&full, cost.AtDelivery, "prepare", "install"},
		{&full, cost.AtAcceptance, "prepare", "cutover"}, {&full, cost.AtDelivery, "remove", "remove"}, {&full, cost.AtAcceptance, "dispose", "dispose"},
		{&full, cost.AtOrder, "dispose", "prepare"}, {&bare, cost.AtDelivery, "cutover", "cutover"}, {&bare, cost.AtDelivery, "prepare", "prepare"},
		{&bare, cost.AtAcceptance, "prepare", "cutover"},
	} {
		if got := tt.o.Steps[tt.o.payAt(tt.at, tt.own)].Kind; got != tt.want {
			t.Errorf("%s of a line of %s: paid in %s, want %s", tt.at, tt.own, got, tt.want)
		}
	}
}

// What is paid on its day needs money on that day; where there is none there is no plan, and more money is what is proposed.
func TestDatedSpendingIsObeyed(t *testing.T) {
	t.Parallel()
	buy := func(quantity int, day int) func(*Inputs) {
		return func(in *Inputs) {
			in.Scenario.Estimate.Network = []scenario.NetworkItem{{
				Item: "training-course", Quantity: cost.Quantity(quantity) * cost.One, Tag: cost.Replacement, On: in.Scenario.Start.AddDays(day),
			}}
		}
	}
	got, err := outcome(t, firstLook(), buy(10_000, 0), "funding.credit.limit=0.00")
	var none *NoPlanError
	if !errors.As(err, &none) || len(none.Changes) == 0 || none.Changes[0].Set[0].Field != "funding.released[0].amount" {
		t.Fatalf("%s, %v", got, err)
	}
	if got, err := outcome(t, firstLook(), buy(10_000, 0), "funding.credit.limit=0.00", none.Changes[0].Set[0].String()); got != "plan" {
		t.Errorf("with the money that was proposed: %s, %v", got, err)
	}
	if got, err := outcome(t, firstLook(), buy(1, 5000)); got != "input" || !strings.Contains(err.Error(), `item "training-course": on 2040-09-12: after the horizon`) {
		t.Errorf("after the horizon: %s, %v", got, err)
	}
	if got, err := outcome(t, firstLook(), buy(1000, 100), "funding.per_period=1000000.00"); got != "input" || !strings.Contains(err.Error(), "per_period 1000000.00: below what is paid for the network in the period from 2027-04-12") {
		t.Errorf("above the cap: %s, %v", got, err)
	}
}

// Each figure of the money is recomputed from the files.
func TestVerifyRecomputesMoney(t *testing.T) {
	t.Parallel()
	c := mustAlter(t, sample("sole-911"), func(in *Inputs) {
		part, allocation := cost.Rate(600_000_000), cost.Cents(100_000_00)
		in.Scenario.Funding = cost.Funding{
			Released: []cost.Release{{On: in.Scenario.Start, Amount: 5_000_000_00}}, Reimbursement: &cost.Reimbursement{Proration: cost.FullRate, ClaimLagDays: 63},
			Payments: []cost.PaymentRule{{Terms: cost.Terms{Order: 300_000_000, Delivery: 600_000_000, Acceptance: 100_000_000}}},
		}
		in.Scenario.Unlimited = false
		in.Scenario.Applications = []scenario.Application{{ID: "A1", Programme: scenario.DefaultProgramme, Proration: &part, Allocation: &allocation}}
		in.Scenario.Estimate.Network = []scenario.NetworkItem{{Item: "training-course", Quantity: cost.One, Tag: cost.Replacement, On: in.Scenario.Start}}
	})
	pay := func(p *Plan) *PlannedPayment { return &p.find(t, "mill-bbu").Activity("prepare").Payments[0] }
	checkTampered(t, c, []tampered{
		{"another day", func(_ *Case, p *Plan) { pay(p).On = pay(p).On.AddDays(7) }, "packages", "payments[0].on is"},
		{"another amount", func(_ *Case, p *Plan) { pay(p).Amount++ }, "packages", "payments[0].amount is"},
		{"more eligible", func(_ *Case, p *Plan) { pay(p).Eligible++ }, "packages", "payments[0].eligible is"},
		{"more back", func(_ *Case, p *Plan) { pay(p).Reimbursed++ }, "packages", "payments[0].reimbursed is"},
		{"sooner back", func(_ *Case, p *Plan) { pay(p).ReimbursedOn = pay(p).On }, "packages", "payments[0].reimbursed_on is"},
		{"another milestone", func(_ *Case, p *Plan) { pay(p).Milestone = "delivery" }, "packages", "payments[0].milestone is delivery in the plan, order when played"},
		{"a payment less", func(_ *Case, p *Plan) { p.find(t, "mill-bbu").Activity("prepare").Payments = nil }, "packages", "payments is 0 long in the plan, 1 long when played"},
		{"less working capital", func(_ *Case, p *Plan) { p.Totals.WorkingCapital-- }, "totals", "working_capital is"},
		{"less shortfall", func(_ *Case, p *Plan) { p.Totals.Shortfall-- }, "totals", "shortfall is"},
		{"more left", func(_ *Case, p *Plan) { left := *p.Applications[0].Left + 1; p.Applications[0].Left = &left }, "applications", "[0].left is"},
		{"fewer refused", func(_ *Case, p *Plan) { p.Applications[0].Refused-- }, "applications", "[0].refused is"},
		{"a course for less", func(_ *Case, p *Plan) { p.Network[0].Line.Total-- }, "network", "[0].line.total is"},
		{"a course later", func(_ *Case, p *Plan) { p.Network[0].Paid = p.Start.AddDays(7) }, "network", "[0].paid is"},
		{"a bound", func(_ *Case, p *Plan) { p.Objectives[0].Bound = new(int64) }, "objectives", "none is valid where an allocation may not be enough"},
		{"more allocated in the files", func(c *Case, _ *Plan) { *c.In.Scenario.Applications[0].Allocation++ }, "applications", "[0].refused is "},
	})
}

// Two packages in two milestones each, worked out by hand: 30 % at the order, 70 % at acceptance, 50 % paid back after two weeks,
// 600.00 allocated, a line of credit at 36.5 %: a thousandth a day, 0.7 % a week.
func TestCashByHand(t *testing.T) {
	c := mustAlter(t, sample("sole-911"), func(in *Inputs) {
		allocation := cost.Cents(600_00)
		s := in.Scenario
		s.Horizon, s.Unlimited = 7, false
		s.Funding = cost.Funding{
			Released:      []cost.Release{{On: s.Start, Amount: 500_00}},
			Reimbursement: &cost.Reimbursement{Proration: 500_000_000, ClaimLagDays: 14},
			Credit:        &cost.Credit{Limit: 5_000_00, AnnualRate: 365_000_000},
		}
		s.Applications = []scenario.Application{{ID: "A1", Programme: scenario.DefaultProgramme, Allocation: &allocation}}
	})
	pays := func(kind string, start, periods int, pay Payment) playedActivity {
		a := at(kind, start, periods*7, periods, 0)
		a.step.Payments = []Payment{pay}
		return a
	}
	// A line of 1,000.00, all of it counted, and one of 1,000.01 of which 500.01 is counted: 300.00 and 700.01; of what is counted
	// 150.0015 and 350.0085 come to 150.00 and 350.01.
	r := replayOf(t, c, map[string][]playedActivity{
		"ridge-bbu": {pays("prepare", 0, 1, Payment{cost.AtOrder, false, 300_00, 300_00}), pays("cutover", 1, 2, Payment{cost.AtAcceptance, true, 700_00, 700_00})},
		"ford-bbu":  {pays("prepare", 1, 1, Payment{cost.AtOrder, false, 300_00, 150_00}), pays("cutover", 2, 1, Payment{cost.AtAcceptance, true, 700_01, 350_01})},
	})
	rows, _, err := r.rows()
	if err != nil {
		t.Fatal(err)
	}
	// Claims: 150.00 in week 0, 75.00 in week 1; in week 2 350.00 for ridge, which stands first, and 175.005, that is 175.01, for
	// ford, of which 600.00 − 150.00 − 75.00 − 350.00 = 25.00 is left.
	want := []PeriodRow{
		{Released: 500_00, Spend: 300_00, Cash: 200_00, Outstanding: 150_00, OutOfPocket: 300_00},
		{Spend: 300_00, Cash: -100_00, Outstanding: 225_00, OutOfPocket: 600_00},
		// 100.00 · 0.007 = 0.70 of interest; 150.00 comes back, 1,400.01 is paid.
		{Spend: 1_400_01, Reimbursed: 150_00, Interest: 70, Cash: -1_350_71, Outstanding: 450_00, OutOfPocket: 1_850_71},
		{Reimbursed: 75_00, Interest: 9_45, Cash: -1_285_16, Outstanding: 375_00, OutOfPocket: 1_785_16}, // 9.45497
		{Reimbursed: 375_00, Interest: 9_00, Cash: -919_16, OutOfPocket: 1_419_16},                       // 8.99612
		{Interest: 6_43, Cash: -925_59, OutOfPocket: 1_425_59},                                           // 6.43412
		{Interest: 6_48, Cash: -932_07, OutOfPocket: 1_432_07},                                           // 6.47913
	}
	for i := range rows {
		rows[i] = PeriodRow{
			Released: rows[i].Released, Spend: rows[i].Spend, Reimbursed: rows[i].Reimbursed, Interest: rows[i].Interest, Cash: rows[i].Cash,
			Outstanding: rows[i].Outstanding, OutOfPocket: rows[i].OutOfPocket,
		}
	}
	if diff := cmp.Diff(want, rows, dates); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	day := c.In.Scenario.PeriodStart
	ford, _ := r.payments(&r.played[1].activities[1])
	if diff := cmp.Diff([]PlannedPayment{{"acceptance", day(2), 700_01, 350_01, 25_00, day(4)}}, ford, dates); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What the engine charges a debt is what the account has of interest, to the cent; and where only interest counts, less of it is
// paid than where it does not.
func TestInterest(t *testing.T) {
	t.Parallel()
	with := func(objectives ...string) (*Plan, schedule.Solution) {
		c := mustAlter(t, firstLook(), func(in *Inputs) {
			s := in.Scenario
			s.Objectives = objectives
			s.Funding.Released = []cost.Release{{On: s.Start, Amount: 200_000_00}, {On: s.Start.AddDays(200), Amount: 1_000_000_00}}
			s.Funding.Credit = &cost.Credit{Limit: 2_000_000_00, AnnualRate: 85_000_000}
			s.Funding.Payments = []cost.PaymentRule{{Layers: []string{"radio", "transport"}, Terms: cost.Terms{Order: 300_000_000, Delivery: 600_000_000, Acceptance: 100_000_000}}}
		})
		m, err := c.build(c.In.Scenario)
		if err != nil {
			t.Fatal(err)
		}
		o := Options{Effort: testEffort}
		base := m.baseline()
		sol, err := m.solve(context.Background(), o, base)
		if err != nil || sol.Starts == nil {
			t.Fatalf("%v: no schedule: %v", objectives, err)
		}
		plan, err := m.assemble(sol, base, o)
		if err != nil {
			t.Fatal(err)
		}
		if found := Verify(c, plan); len(found) > 0 {
			t.Errorf("%v: %v", objectives, found)
		}
		return plan, sol
	}
	interest := map[string]int64{}
	for _, objectives := range [][]string{{"exposure", "interest"}, {"interest", "exposure"}, {"exposure", "cost"}, {"cost", "interest", "exposure"}} {
		plan, sol := with(objectives...)
		for i, o := range plan.Objectives {
			if o.Value != sol.Values[i] {
				t.Errorf("%v: %s %d in the account, %d for the engine", objectives, o.Name, o.Value, sol.Values[i])
			}
		}
		interest[objectives[0]+" "+objectives[1]] = int64(plan.Totals.Interest)
	}
	if least := interest["interest exposure"]; least > interest["exposure interest"] || interest["exposure interest"] > interest["exposure cost"] || interest["exposure cost"] == 0 {
		t.Errorf("interest by objectives: %v", interest)
	}
	t.Logf("interest by objectives: %v", interest)
}
