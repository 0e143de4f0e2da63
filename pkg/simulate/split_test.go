package simulate

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/riprep/riprep/pkg/cost"
)

// What is divided here is divided as everywhere else.
func TestSplit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var w weights
		var sum cost.Cents
		for i := range w {
			w[i] = cost.Cents(rapid.OneOf(rapid.Int64Range(0, 5), rapid.Int64Range(0, int64(cost.Limit)/4)).Draw(t, "weight"))
			sum += w[i]
		}
		amount := cost.Cents(rapid.OneOf(rapid.Int64Range(0, 20), rapid.Int64Range(0, int64(cost.Limit)-1)).Draw(t, "amount"))
		if sum == 0 {
			return
		}
		got := split(amount, &w, sum)
		want, err := cost.Split(amount, w[:])
		if err != nil || !slices.Equal(got[:], want) {
			t.Errorf("%d by %d: %d, want %d (%v)", amount, w, got, want, err)
		}
	})
}
