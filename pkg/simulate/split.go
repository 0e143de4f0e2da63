package simulate

import (
	"math/bits"

	"github.com/riprep/riprep/pkg/cost"
)

// mostParts is how many milestones there are.
const mostParts = 3

// weights are the parts in which something is divided; what is not used is zero.
type weights [mostParts]cost.Cents

// split divides an amount in proportion to weights that add up to sum: as cost.Split does, which a test holds it to, and
// without lists, because a run divides thousands of lines. All is 0 or more, and no weight above sum; where the amount or
// the sum is 0 all parts are.
func split(amount cost.Cents, w *weights, sum cost.Cents) (parts weights) {
	if amount == 0 || sum == 0 {
		return parts
	}
	var rests [mostParts]uint64
	left := amount
	for i, x := range w {
		high, low := bits.Mul64(uint64(amount), uint64(x))
		q, rest := bits.Div64(high, low, uint64(sum))
		parts[i], rests[i] = cost.Cents(q), rest
		left -= parts[i]
	}
	for ; left > 0; left-- { // at most twice: the remainders add up to left times the sum
		most := 0
		for i := range rests {
			if rests[i] > rests[most] {
				most = i
			}
		}
		parts[most]++
		rests[most] = 0
	}
	return parts
}
