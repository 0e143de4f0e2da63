package cost

import (
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// anyCents draws every amount that may exist; the ends of the range come up often.
func anyCents() *rapid.Generator[Cents] {
	return rapid.OneOf(
		rapid.Custom(func(t *rapid.T) Cents {
			return Cents(rapid.Int64Range(int64(-Limit+1), int64(Limit-1)).Draw(t, "cents"))
		}),
		rapid.SampledFrom([]Cents{0, 1, -1, 99, 100, -100, Limit - 1, -Limit + 1}),
	)
}

// exactly rounds like the package says it does, by another way: big.Rat, nearest, half away from zero.
func exactly(x *big.Rat) (Cents, bool) {
	doubled := new(big.Int).Add(new(big.Int).Mul(big.NewInt(2), new(big.Int).Abs(x.Num())), x.Denom())
	n := doubled.Quo(doubled, new(big.Int).Mul(big.NewInt(2), x.Denom()))
	if x.Sign() < 0 {
		n.Neg(n)
	}
	if n.CmpAbs(big.NewInt(int64(Limit))) >= 0 {
		return 0, false
	}
	return Cents(n.Int64()), true
}

// agree fails unless an operation gave the exact result, or ErrOverflow where that has no place.
func agree(t *rapid.T, what string, got Cents, err error, want *big.Rat) {
	t.Helper()
	exact, fits := exactly(want)
	switch {
	case fits && (err != nil || got != exact):
		t.Fatalf("%s: got %s, %v; want %s", what, got, err, exact)
	case !fits && !errors.Is(err, ErrOverflow):
		t.Fatalf("%s: got %s, %v; want an overflow", what, got, err)
	}
}

func TestArithmeticIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, d := anyCents().Draw(t, "c"), anyCents().Draw(t, "d")
		rc, rd := big.NewRat(int64(c), 1), big.NewRat(int64(d), 1)
		got, err := c.Add(d)
		agree(t, "add", got, err, new(big.Rat).Add(rc, rd))
		got, err = c.Sub(d)
		agree(t, "sub", got, err, new(big.Rat).Sub(rc, rd))
		n := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-1000, 1000)).Draw(t, "n")
		got, err = c.Mul(n)
		agree(t, "mul", got, err, new(big.Rat).Mul(rc, big.NewRat(n, 1)))
		r := Rate(rapid.OneOf(rapid.Int64(), rapid.Int64Range(-int64(FullRate), int64(FullRate))).Draw(t, "rate"))
		got, err = c.Times(r)
		agree(t, "times", got, err, new(big.Rat).Mul(rc, big.NewRat(int64(r), int64(FullRate))))
		q := Quantity(rapid.OneOf(rapid.Int64(), rapid.Int64Range(0, 100_000)).Draw(t, "quantity"))
		got, err = c.TimesQuantity(q)
		agree(t, "times quantity", got, err, new(big.Rat).Mul(rc, big.NewRat(int64(q), int64(One))))
	})
}

// Amounts outside the range, which only a conversion can make, must not slip through any operation.
func TestNoOverflowUnnoticed(t *testing.T) {
	for _, c := range []Cents{Limit, -Limit, math.MaxInt64, math.MinInt64} {
		for what, op := range map[string]func() (Cents, error){
			"add":            func() (Cents, error) { return c.Add(-c) },
			"add from right": func() (Cents, error) { return Cents(0).Add(c) },
			"sub":            func() (Cents, error) { return c.Sub(c) },
			"sub from right": func() (Cents, error) { return Cents(0).Sub(c) },
			"mul":            func() (Cents, error) { return c.Mul(0) },
			"times":          func() (Cents, error) { return c.Times(0) },
			"quantity":       func() (Cents, error) { return c.TimesQuantity(0) },
			"sum":            func() (Cents, error) { return Sum(1, c) },
		} {
			if got, err := op(); !errors.Is(err, ErrOverflow) {
				t.Errorf("%s of %d: got %s, %v; want an overflow", what, int64(c), got, err)
			}
		}
	}
}

func TestHalfACentGoesAwayFromZero(t *testing.T) {
	for _, c := range []struct{ cents, want Cents }{{1, 1}, {-1, -1}, {3, 2}, {-3, -2}, {2, 1}, {0, 0}} {
		if got, err := c.cents.Times(FullRate / 2); got != c.want || err != nil {
			t.Errorf("half of %s: got %s, %v; want %s", c.cents, got, err, c.want)
		}
	}
	// The high word of this product is exactly the divisor, where a division in 128 bits would fault.
	if got, err := Cents(2_000_000_001).Times(math.MaxInt64); !errors.Is(err, ErrOverflow) {
		t.Errorf("a product of 94 bits: got %s, %v", got, err)
	}
	// 0.499999999 of a cent stays below.
	if got, _ := Cents(1).Times(FullRate/2 - 1); got != 0 {
		t.Errorf("just under half a cent: got %s", got)
	}
}

func TestParsePrint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCents().Draw(t, "cents")
		if got, err := ParseCents(c.String()); got != c || err != nil {
			t.Fatalf("%d prints as %q and reads as %d, %v", int64(c), c, int64(got), err)
		}
		if plain := strings.ReplaceAll(c.Grouped(), ",", ""); plain != c.String() {
			t.Fatalf("%q without its commas is not %q", c.Grouped(), c)
		}
		q := Quantity(rapid.Int64Range(0, int64(quantityLimit-1)).Draw(t, "quantity"))
		if got, err := ParseQuantity(q.String()); got != q || err != nil {
			t.Fatalf("%d prints as %q and reads as %d, %v", int64(q), q, int64(got), err)
		}
		r := Rate(rapid.Int64Range(int64(-rateLimit+1), int64(rateLimit-1)).Draw(t, "rate"))
		for _, text := range []string{r.String(), r.Percent()} {
			if got, err := ParseRate(text, -rateLimit, rateLimit); got != r || err != nil {
				t.Fatalf("%d prints as %q and reads as %d, %v", int64(r), text, int64(got), err)
			}
		}
	})
}

func TestSumIsExactInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOf(rapid.Custom(func(t *rapid.T) Cents {
			return Cents(rapid.Int64Range(-1e11, 1e11).Draw(t, "part"))
		})).Draw(t, "parts")
		want := new(big.Rat)
		for _, p := range parts {
			want.Add(want, big.NewRat(int64(p), 1))
		}
		got, err := Sum(parts...)
		agree(t, "sum", got, err, want)
		got, err = Sum(rapid.Permutation(parts).Draw(t, "order")...)
		agree(t, "sum in another order", got, err, want)
	})
}

func TestParseCents(t *testing.T) {
	for text, want := range map[string]Cents{
		"2500000.00": 250000000, "2500000": 250000000, "0": 0, "0.5": 50, "-0.01": -1, "-0": 0, "9999999999999.99": Limit - 1,
	} {
		if got, err := ParseCents(text); got != want || err != nil {
			t.Errorf("%q: got %s, %v; want %s", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"":                      `"": not an amount`,
		"1e5":                   `"1e5": not an amount`,
		"1,000":                 `"1,000": not an amount`,
		"1_000":                 `"1_000": not an amount`,
		"+1":                    `"+1": not an amount`,
		"--1":                   `"--1": not an amount`,
		".5":                    `".5": not an amount`,
		"5.":                    `"5.": not an amount`,
		"-":                     `"-": not an amount`,
		" 1":                    `" 1": not an amount`,
		"0x10":                  `"0x10": not an amount`,
		"010":                   `"010": not an amount`,
		"$5":                    `"$5": not an amount`,
		"1.2.3":                 `"1.2.3": not an amount`,
		"١":                     `"١": not an amount`,
		"1.005":                 `"1.005": more than two decimals`,
		"1.000":                 `"1.000": more than two decimals`,
		"10000000000000":        `"10000000000000": an amount this large is not supported`,
		"-10000000000000.00":    `"-10000000000000.00": an amount this large is not supported`,
		strings.Repeat("9", 99): `"` + strings.Repeat("9", 40) + `…": an amount this large is not supported`,
	} {
		if got, err := ParseCents(text); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: got %s, %v; want an error that begins with %s", text, got, err, want)
		}
	}
	if _, err := ParsePrice("-0.01"); err == nil {
		t.Error("a negative price is taken")
	}
}

func TestParseRate(t *testing.T) {
	for text, want := range map[string]Rate{
		"0.395": 395_000_000, "39.5%": 395_000_000, "1": FullRate, "100%": FullRate, "0%": 0, "0.000000001": 1, "0.0000001%": 1,
	} {
		if got, err := ParseRate(text, 0, FullRate); got != want || err != nil {
			t.Errorf("%q: got %s, %v; want %s", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"1.000000001":           `"1.000000001": want 0 to 1`,
		"-0.1":                  `"-0.1": want 0 to 1`,
		"101%":                  `"101%": want 0% to 100%`,
		"99999999999999999999%": `"99999999999999999999%": want 0% to 100%`,
		"0.0000000001":          `"0.0000000001": more than 9 decimals`,
		"0.00000001%":           `"0.00000001%": more than 7 decimals`,
		"%":                     `"%": not a rate`,
		"5 %":                   `"5 %": not a rate`,
		"5%%":                   `"5%%": not a rate`,
		"1e-3":                  `"1e-3": not a rate`,
		"nan":                   `"nan": not a rate`,
	} {
		if got, err := ParseRate(text, 0, FullRate); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: got %s, %v; want an error that begins with %s", text, got, err, want)
		}
	}
}

func TestQuantity(t *testing.T) {
	for _, text := range []string{"-1", "-0", "1.0005", "1000000000", "x", ""} {
		if q, err := ParseQuantity(text); err == nil {
			t.Errorf("%q is taken as %s", text, q)
		}
	}
	if q, err := Quantity(3).Times(333_333_333_333); q != quantityLimit-1 || err != nil {
		t.Errorf("the largest quantity: got %s, %v", q, err)
	}
	rapid.Check(t, func(t *rapid.T) {
		q := Quantity(rapid.OneOf(rapid.Int64Range(-5, 5), rapid.Int64(), rapid.Int64Range(0, int64(quantityLimit))).Draw(t, "q"))
		n := rapid.OneOf(rapid.IntRange(-3, 3000), rapid.Int()).Draw(t, "n")
		want := new(big.Int).Mul(big.NewInt(int64(q)), big.NewInt(int64(n)))
		fits := q >= 0 && n >= 0 && q < quantityLimit && want.Cmp(big.NewInt(int64(quantityLimit))) < 0
		got, err := q.Times(n)
		if fits != (err == nil) || fits && int64(got) != want.Int64() {
			t.Fatalf("%d × %d: got %d, %v; want %s", q, n, got, err, want)
		}
		p := Quantity(rapid.Int64().Draw(t, "p"))
		sum := new(big.Int).Add(big.NewInt(int64(q)), big.NewInt(int64(p)))
		fits = q >= 0 && p >= 0 && sum.Cmp(big.NewInt(int64(quantityLimit))) < 0
		if got, err := q.Add(p); fits != (err == nil) || fits && int64(got) != sum.Int64() {
			t.Fatalf("%d + %d: got %d, %v; want %s", q, p, got, err, sum)
		}
	})
}
