package cost_test

import (
	"fmt"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

func ExampleCents_Times() {
	spent, _ := cost.ParseCents("1234567.89")
	share, _ := cost.ParseRate("39.5%", 0, cost.FullRate)
	back, err := spent.Times(share)
	fmt.Println(back, back.Grouped(), err)
	// Output: 487654.32 487,654.32 <nil>
}

// A carrier spends first and gets 39.5 % back nine weeks later; the credit line carries it until then.
func ExampleRun() {
	rows, err := cost.Run(cost.AccountInput{
		Start: inventory.MustDate("2027-01-04"), PeriodDays: 7, Periods: 12,
		Funding: cost.Funding{
			Released:      []cost.Release{{On: inventory.MustDate("2027-01-04"), Amount: 250_000_00}},
			Reimbursement: &cost.Reimbursement{Proration: 395_000_000, ClaimLagDays: 63},
			Credit:        &cost.Credit{Limit: 100_000_00, AnnualRate: 85_000_000},
		},
		Events: []cost.Event{{Period: 0, Spend: 300_000_00, Eligible: 300_000_00}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	low, when := cost.Lowest(rows)
	fmt.Println("lowest", low, "in period", when)
	fmt.Println("at the end", rows[11].Cash)
	// Output:
	// lowest -50655.79 in period 8
	// at the end 67761.63
}
