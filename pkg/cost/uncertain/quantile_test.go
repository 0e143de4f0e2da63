package uncertain

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"
)

// The rank is that of gonum's empirical quantile, and by counting the smallest value that is enough.
func TestRank(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 300).Draw(t, "n")
		percent := rapid.IntRange(1, 100).Draw(t, "percent")
		values := make([]float64, n)
		for i := range values {
			values[i] = float64(i)
		}
		at := Rank(n, percent)
		if 100*(at+1) < percent*n || at > 0 && 100*at >= percent*n {
			t.Errorf("%d%% of %d stand at %d", percent, n, at)
		}
		if percent%25 == 0 { // a float holds these percentages exactly
			if want := stat.Quantile(float64(percent)/100, stat.Empirical, values, nil); float64(at) != want {
				t.Errorf("%d%% of %d stand at %d, gonum says %v", percent, n, at, want)
			}
		}
	})
	if Rank(10_000, 10) != 999 || Rank(1, 90) != 0 || Rank(3, 0) != 0 {
		t.Error("the ranks of round numbers are off")
	}
}

func TestMean(t *testing.T) {
	for _, c := range []struct {
		values []int64
		want   int64
	}{{nil, 0}, {[]int64{1, 2}, 2}, {[]int64{-1, -2}, -2}, {[]int64{1, 1, 2}, 1}, {[]int64{math.MaxInt64, math.MaxInt64, math.MaxInt64 - 3}, math.MaxInt64 - 1}} {
		if got := Mean(c.values); got != c.want {
			t.Errorf("mean of %v is %d, want %d", c.values, got, c.want)
		}
	}
}

// Known values of Wilson's interval, its symmetry, and that it holds the truth about as often as it says.
func TestWilson(t *testing.T) {
	low, high := Wilson(8, 10)
	if math.Abs(low-0.4902) > 1e-4 || math.Abs(high-0.9433) > 1e-4 {
		t.Errorf("8 of 10: %v to %v", low, high)
	}
	if low, high := Wilson(0, 100); low != 0 || math.Abs(high-0.0370) > 1e-4 {
		t.Errorf("0 of 100: %v to %v", low, high)
	}
	if low, high := Wilson(100, 100); high != 1 || math.Abs(low-0.9630) > 1e-4 {
		t.Errorf("100 of 100: %v to %v", low, high)
	}
	if low, high := Wilson(0, 0); low != 0 || high != 1 {
		t.Errorf("of none: %v to %v", low, high)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	held := 0
	const tries, n, p = 2000, 200, 0.3
	for range tries {
		k := 0
		for range n {
			if rng.Float64() < p {
				k++
			}
		}
		if low, high := Wilson(k, n); low <= p && p <= high {
			held++
		}
	}
	if share := float64(held) / tries; share < 0.93 || share > 0.97 {
		t.Errorf("it holds the truth in %v of the cases", share)
	}
}

// Ranks and correlation against counting and the definition.
func TestRankCorrelation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 40).Draw(t, "n")
		x := rapid.SliceOfN(rapid.Map(rapid.IntRange(0, 10), func(i int) float64 { return float64(i) }), n, n).Draw(t, "x")
		y := rapid.SliceOfN(rapid.Map(rapid.IntRange(0, 10), func(i int) float64 { return float64(i) }), n, n).Draw(t, "y")
		plain := func(values []float64) []float64 {
			out := make([]float64, n)
			for i, v := range values {
				less, same := 0, 0
				for _, w := range values {
					if w < v {
						less++
					} else if w == v {
						same++
					}
				}
				out[i] = float64(less) + float64(same+1)/2
			}
			return out
		}
		rx, ry := Ranks(x), Ranks(y)
		if !slices.Equal(rx, plain(x)) {
			t.Fatalf("ranks of %v: %v", x, rx)
		}
		rho, ok := Spearman(rx, ry)
		constant := slices.Max(x) == slices.Min(x) || slices.Max(y) == slices.Min(y)
		if ok == constant {
			t.Fatalf("known %v of %v and %v", ok, x, y)
		}
		if ok && math.Abs(rho-correlation(plain(x), plain(y))) > 1e-9 {
			t.Errorf("rank correlation %v of %v and %v", rho, x, y)
		}
	})
}

// The shares of all terms are the whole.
func TestVarianceShare(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	const n = 500
	terms := make([][]float64, 4)
	total := make([]float64, n)
	for k := range terms {
		for i := range n {
			x := rng.Float64() * float64(k)
			terms[k] = append(terms[k], x)
			total[i] += x
		}
	}
	sum := 0.0
	for k := range terms {
		share, ok := VarianceShare(terms[k], total)
		if !ok || (k == 0) != (share == 0) {
			t.Errorf("term %d: %v, %v", k, share, ok)
		}
		sum += share
	}
	if math.Abs(sum-1) > 1e-9 {
		t.Errorf("the shares come to %v", sum)
	}
	if _, ok := VarianceShare(terms[0], terms[0]); ok {
		t.Error("a share of a variance of nothing")
	}
}
