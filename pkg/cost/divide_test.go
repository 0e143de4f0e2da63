package cost

import (
	"errors"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func TestPer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCents().Draw(t, "cents")
		n := rapid.OneOf(rapid.IntRange(1, 1000), rapid.IntMin(1)).Draw(t, "n")
		got, err := c.Per(n)
		agree(t, "per", got, err, new(big.Rat).Quo(big.NewRat(int64(c), 1), new(big.Rat).SetInt64(int64(n))))
	})
	for _, n := range []int{0, -1} {
		if _, err := Cents(1).Per(n); !errors.Is(err, ErrDivisor) {
			t.Errorf("per %d: %v", n, err)
		}
	}
	for c, want := range map[Cents]Cents{5: 1, 6: 2, 7: 2, -5: -1, -6: -2, -7: -2} {
		if got, err := c.Per(4); got != want || err != nil {
			t.Errorf("%d per 4: %d, %v; want %d", c, got, err, want)
		}
	}
}
