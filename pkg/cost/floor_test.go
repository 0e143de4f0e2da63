package cost

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func TestFloor(t *testing.T) {
	// The high word of this product is exactly the divisor, where a division in 128 bits would fault.
	if got := Rate(math.MaxInt64).Floor(2_000_000_001); got != math.MaxInt64 {
		t.Errorf("a product that does not fit: got %d", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-10, 100_000)).Draw(t, "n")
		r := Rate(rapid.OneOf(rapid.Int64(), rapid.Int64Range(0, int64(FullRate))).Draw(t, "rate"))
		want := int64(0)
		if n > 0 && r > 0 {
			q := new(big.Int).Mul(big.NewInt(n), big.NewInt(int64(r)))
			if q.Quo(q, big.NewInt(int64(FullRate))); q.IsInt64() {
				want = q.Int64()
			} else {
				want = math.MaxInt64
			}
		}
		if got := r.Floor(n); got != want {
			t.Fatalf("%d of %s: got %d, want %d", n, r, got, want)
		}
	})
}
