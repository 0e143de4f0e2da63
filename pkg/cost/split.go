package cost

import (
	"cmp"
	"errors"
	"math/bits"
	"slices"
)

// The reasons why an amount cannot be split.
var (
	ErrNoWeights      = errors.New("an amount cannot be split where all weights are zero")
	ErrNegativeWeight = errors.New("an amount cannot be split by a negative weight")
)

// Split divides an amount in proportion to weights of 0 or more, exactly: the parts add up to the amount. It is the
// method of the largest remainder, with W = Σ w:
//
//	part_i = ⌊total·w_i / W⌋ + e_i        e_i = 1 for the Σ (total·w_i mod W) / W parts with the largest remainders, else 0
//
// and of equal remainders the earlier goes first. So each part is the exact share rounded down or up to a cent, a weight
// of zero gets nothing, a larger weight never gets less than a smaller one, and where total ≤ W no part is larger than
// its weight. A caller whose list has no order of its own sorts it by a key that does not change, such as an id. A
// negative amount is split like its magnitude.
//
// The largest remainder is not monotone in the amount: with a cent more to split, a part can be a cent smaller. What adds
// money later therefore splits what was added, never the whole again.
//
// The errors are ErrNoWeights (not where the amount is zero), ErrNegativeWeight, and ErrOverflow where an amount or a
// weight is out of range or the weights together have no place in 64 bits.
func Split(total Cents, weights []Cents) ([]Cents, error) {
	if !total.bounded() {
		return nil, ErrOverflow
	}
	sum, err := sumWeights(weights)
	if err != nil {
		return nil, err
	}
	parts := make([]Cents, len(weights))
	if total == 0 {
		return parts, nil
	}
	if sum == 0 {
		return nil, ErrNoWeights
	}
	amount := magnitude(int64(total))
	left := amount
	rests := make([]uint64, len(weights))
	order := make([]int, len(weights))
	for i, w := range weights {
		high, low := bits.Mul64(amount, uint64(w))
		q, rest := bits.Div64(high, low, sum) // w ≤ sum, so the quotient is at most the amount
		parts[i], rests[i], order[i] = Cents(q), rest, i
		left -= q
	}
	// The remainders add up to left·sum and each is less than sum: more than left of them are above zero.
	slices.SortFunc(order, func(i, j int) int { return cmp.Or(cmp.Compare(rests[j], rests[i]), cmp.Compare(i, j)) })
	for _, i := range order[:left] {
		parts[i]++
	}
	if total < 0 {
		for i := range parts {
			parts[i] = -parts[i]
		}
	}
	return parts, nil
}

// sumWeights adds weights in 64 bits: many that are each in range may together be far past Limit.
func sumWeights(weights []Cents) (uint64, error) {
	var sum uint64
	for _, w := range weights {
		if w < 0 {
			return 0, ErrNegativeWeight
		}
		next, carry := bits.Add64(sum, uint64(w), 0)
		if carry != 0 || !w.bounded() {
			return 0, ErrOverflow
		}
		sum = next
	}
	return sum, nil
}
