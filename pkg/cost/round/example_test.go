package round_test

import (
	"fmt"
	"path/filepath"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost/round"
)

// The first round of the programme, as far as it was published.
func ExampleAllocate() {
	var r strict.Reader
	p := round.Load(&r, filepath.Join("..", "..", "..", "testdata", "rounds", "scrp-2022.yaml"))
	if err := r.Faults().Err(); err != nil {
		fmt.Println(err)
		return
	}
	res, err := round.Allocate(p)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, tier := range res.Rounds[0].Tiers {
		fmt.Printf("%s: %s of %s, %q\n", tier.Tier.ID, tier.Allocated, tier.Demand, tier.Factor().Percent())
	}
	fmt.Println("left", res.Left)
	// Output:
	// two-million: 1832800000.00 of 4640000000.00, "39.5%"
	// education: 0.00 of 0.00, ""
	// others: 0.00 of 280000000.00, "0%"
	// left 0.00
}
