package schedule_test

import (
	"math/rand/v2"
	"testing"

	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/schedule"
)

// TestOverdraftIsInterest compares overdrafts with the interest of the cash account, to the cent: the engine knows nothing of the
// account, and the plan that it finds is judged by it.
func TestOverdraftIsInterest(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 5))
	charged := 0
	n := trials.Of(t, 2000)
	for round := range n {
		const days = 7
		periods := 2 + r.IntN(120)
		credit := &cost.Credit{AnnualRate: cost.Rate(r.Int64N(300_000_000))}
		if round%10 == 0 {
			credit.AnnualRate, periods = cost.Rate(r.Int64N(1_000_000_000))*20, 2+r.IntN(20) // what is charged is charged for
		}
		refund := &cost.Reimbursement{Proration: cost.Rate(r.Int64N(1_000_000_001)), ClaimLagDays: r.IntN(100)}
		in := cost.AccountInput{Start: inventory.MustDate("2027-01-04"), PeriodDays: days, Periods: periods,
			Funding: cost.Funding{Credit: credit, Reimbursement: refund}}
		for range r.IntN(5) {
			in.Funding.Released = append(in.Funding.Released, cost.Release{On: in.Start.AddDays(r.IntN(days * periods)), Amount: cost.Cents(r.Int64N(5_000_000_00))})
		}
		p := schedule.Problem{Horizon: periods, Objectives: []schedule.Objective{{Name: "interest", Kind: schedule.Overdraft}},
			Reservoirs: []schedule.Reservoir{{Name: "funding", Supply: make([]int64, periods)}}}
		var modes, starts []int
		for a := range 1 + r.IntN(12) {
			spend := cost.Cents(r.Int64N(1 << (1 + r.IntN(33))))
			back, err := spend.Times(refund.Proration)
			if err != nil {
				t.Fatal(err)
			}
			at := r.IntN(periods)
			in.Events = append(in.Events, cost.Event{Period: at, Spend: spend, Eligible: spend})
			p.Groups = append(p.Groups, schedule.Group{Modes: 1})
			p.Activities = append(p.Activities, schedule.Activity{Group: a, Modes: []schedule.Mode{{
				Flows: []schedule.Flow{{Amount: -int64(spend)}, {Offset: refund.LagPeriods(days), Amount: int64(back)}}}}})
			modes, starts = append(modes, 0), append(starts, at)
		}
		rows, err := cost.Run(in)
		if err != nil {
			t.Fatal(err)
		}
		var want, own cost.Cents
		c := &schedule.Charge{Num: int64(credit.AnnualRate) * days, Den: 365 * int64(cost.FullRate)}
		for _, row := range rows {
			own += row.Released
			want += row.Interest
			c.Own = append(c.Own, int64(own))
		}
		p.Objectives[0].Charge = c
		if err := schedule.Validate(&p); err != nil {
			t.Fatal(err)
		}
		if got := schedule.Evaluate(p, modes, starts)[0]; got != int64(want) {
			t.Fatalf("round %d: %d, the account has %d", round, got, want)
		}
		if want > 0 {
			charged++
		}
	}
	if charged < n/2 {
		t.Errorf("something is charged in %d of %d", charged, n)
	}
}
