package cost

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// someWeights draws lists with zeros, ties, and amounts up to the limit.
func someWeights() *rapid.Generator[[]Cents] {
	weight := rapid.OneOf(
		rapid.Custom(func(t *rapid.T) Cents { return Cents(rapid.Int64Range(0, 5).Draw(t, "small")) }),
		rapid.Custom(func(t *rapid.T) Cents { return Cents(rapid.Int64Range(0, int64(Limit-1)).Draw(t, "any")) }),
		rapid.SampledFrom([]Cents{0, 1, Limit - 1}),
	)
	return rapid.SliceOfN(weight, 1, 40)
}

// bigSplit is the same rule in numbers of any size, and by another way: the left cents go out one at a time, each to the
// largest remainder that is still there.
func bigSplit(total Cents, weights []Cents) []Cents {
	sum := new(big.Int)
	for _, w := range weights {
		sum.Add(sum, big.NewInt(int64(w)))
	}
	parts, rests, left := make([]Cents, len(weights)), make([]*big.Int, len(weights)), total
	for i, w := range weights {
		product := new(big.Int).Mul(big.NewInt(int64(total)), big.NewInt(int64(w)))
		q, rest := new(big.Int).QuoRem(product, sum, new(big.Int))
		parts[i], rests[i] = Cents(q.Int64()), rest
		left -= parts[i]
	}
	for ; left > 0; left-- {
		best := 0
		for i := range rests {
			if rests[i].Cmp(rests[best]) > 0 {
				best = i
			}
		}
		parts[best]++
		rests[best] = big.NewInt(-1)
	}
	return parts
}

func TestSplitIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weights := someWeights().Draw(t, "weights")
		total := Cents(rapid.OneOf(rapid.Int64Range(0, 100), rapid.Int64Range(0, int64(Limit-1))).Draw(t, "total"))
		parts, err := Split(total, weights)
		most := slices.Max(weights)
		if most == 0 && total > 0 {
			if !errors.Is(err, ErrNoWeights) {
				t.Fatalf("all weights zero: %v", err)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if most > 0 && !slices.Equal(parts, bigSplit(total, weights)) {
			t.Fatalf("%d by %v: got %v, want %v", total, weights, parts, bigSplit(total, weights))
		}
		sum, all := new(big.Int), new(big.Int)
		for i := range parts {
			sum.Add(sum, big.NewInt(int64(parts[i])))
			all.Add(all, big.NewInt(int64(weights[i])))
		}
		if sum.Int64() != int64(total) {
			t.Fatalf("%v add up to %s, want %d", parts, sum, total)
		}
		covered := all.Cmp(big.NewInt(int64(total))) >= 0
		for i, w := range weights {
			if parts[i] < 0 || w == 0 && parts[i] != 0 || covered && parts[i] > w {
				t.Fatalf("weight %d of %s gets %d of %d", w, all, parts[i], total)
			}
			for j, v := range weights {
				if w > v && parts[i] < parts[j] || w == v && i < j && (parts[i] < parts[j] || parts[i] > parts[j]+1) {
					t.Fatalf("weights %d and %d get %d and %d", w, v, parts[i], parts[j])
				}
			}
		}
		negative, err := Split(-total, weights)
		if err != nil {
			t.Fatal(err)
		}
		for i := range parts {
			if negative[i] != -parts[i] {
				t.Fatalf("the negative of %v is split as %v", parts, negative)
			}
		}
	})
}

// In another order of the list a part can change by a cent, and only where its remainder is that of another.
func TestSplitInAnotherOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weights := append(someWeights().Draw(t, "weights"), 1) // never all zero
		total := Cents(rapid.Int64Range(0, 1000).Draw(t, "total"))
		first, err := Split(total, weights)
		if err != nil {
			t.Fatal(err)
		}
		order := make([]int, len(weights))
		for i := range order {
			order[i] = i
		}
		order = rapid.Permutation(order).Draw(t, "order")
		shuffled := make([]Cents, len(weights))
		sum := new(big.Int)
		for i, from := range order {
			shuffled[i] = weights[from]
			sum.Add(sum, big.NewInt(int64(weights[from])))
		}
		second, err := Split(total, shuffled)
		if err != nil {
			t.Fatal(err)
		}
		like := make(map[string]int) // by remainder
		rest := func(w Cents) string {
			product := new(big.Int).Mul(big.NewInt(int64(total)), big.NewInt(int64(w)))
			return product.Mod(product, sum).String()
		}
		for _, w := range weights {
			like[rest(w)]++
		}
		for i, from := range order {
			off := second[i] - first[from]
			if off < -1 || off > 1 || off != 0 && like[rest(weights[from])] < 2 {
				t.Fatalf("weight %d gets %d, and in another order %d", weights[from], first[from], second[i])
			}
		}
	})
}

func TestSplitByHand(t *testing.T) {
	for _, c := range []struct {
		total         Cents
		weights, want []Cents
	}{
		{100, []Cents{1, 1, 1}, []Cents{34, 33, 33}},
		{100, []Cents{2, 1, 0}, []Cents{67, 33, 0}},
		{1, []Cents{1, 2, 1}, []Cents{0, 1, 0}},
		{2, []Cents{0, 5, 5, 5}, []Cents{0, 1, 1, 0}},
		{-100, []Cents{1, 1, 1}, []Cents{-34, -33, -33}},
		{0, []Cents{0, 0}, []Cents{0, 0}},
		{0, nil, []Cents{}},
		{Limit - 1, []Cents{Limit - 1, Limit - 1}, []Cents{Limit / 2, Limit/2 - 1}},
	} {
		if got, err := Split(c.total, c.weights); err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%d by %v: got %v, %v; want %v", c.total, c.weights, got, err, c.want)
		}
	}
}

func TestSplitRefuses(t *testing.T) {
	many := slices.Repeat([]Cents{Limit - 1}, 18_447) // together just past 64 bits
	for _, c := range []struct {
		total   Cents
		weights []Cents
		want    error
	}{
		{1, nil, ErrNoWeights},
		{1, []Cents{0, 0}, ErrNoWeights},
		{1, []Cents{2, -1}, ErrNegativeWeight},
		{0, []Cents{math.MinInt64}, ErrNegativeWeight},
		{Limit, []Cents{1}, ErrOverflow},
		{-Limit, []Cents{1}, ErrOverflow},
		{1, []Cents{Limit}, ErrOverflow},
		{1, many, ErrOverflow},
	} {
		if got, err := Split(c.total, c.weights); !errors.Is(err, c.want) {
			t.Errorf("%d by %d weights: got %v, %v; want %v", c.total, len(c.weights), got, err, c.want)
		}
	}
	if _, err := Split(1, many[1:]); err != nil {
		t.Errorf("just inside 64 bits: %v", err)
	}
}

// A hundred, in three: somebody has to have the last cent.
func ExampleSplit() {
	parts, err := Split(100_00, []Cents{1, 1, 1})
	fmt.Println(parts, err)
	// Output: [33.34 33.33 33.33] <nil>
}
