package synth

import (
	"testing"

	"pgregory.net/rapid"
)

func TestSpreadAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weights := rapid.SliceOfN(rapid.IntRange(-5, 5000), 1, 60).Draw(t, "weights")
		total := rapid.IntRange(0, 200_000).Draw(t, "total")
		low := rapid.IntRange(0, 100).Draw(t, "low")
		high := rapid.IntRange(0, 4000).Draw(t, "high")
		sum := 0
		for _, n := range Spread(total, weights, low, high) {
			if sum += n; n < 0 {
				t.Fatalf("a share of %d", n)
			}
			if fits := low*len(weights) <= total && total <= high*len(weights) && low <= high; fits && (n < low || n > high) {
				t.Fatalf("a share of %d, want %d to %d", n, low, high)
			}
		}
		if sum != total {
			t.Fatalf("shares of %d, want %d", sum, total)
		}
	})
}

// The rule of testdata/us-carrier rests on these numbers: another hash would be another carrier.
func TestDrawIsFixed(t *testing.T) {
	if got, want := splitmix64(0), uint64(0xe220a8397b1dcdaf); got != want { // first output of the reference generator with seed 0
		t.Errorf("splitmix64(0) = %#x, want %#x", got, want)
	}
	if got, want := Draw(0).Of("", 0), splitmix64(splitmix64(0)^0xcbf29ce484222325); got != want {
		t.Errorf("draw of nothing = %#x, want %#x", got, want)
	}
	counts := [10]int{}
	for n := range 10_000 {
		counts[Draw(1).Below(10, "digit", n)]++
	}
	for digit, n := range counts {
		if n < 850 || n > 1150 {
			t.Errorf("digit %d came %d times in 10,000", digit, n)
		}
	}
	if Draw(1).Below(0, "x", 1) != 0 || Draw(1).Below(-3, "x", 1) != 0 {
		t.Error("below nothing is not 0")
	}
}
