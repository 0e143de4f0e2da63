package cost

import (
	"errors"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func TestBring(t *testing.T) {
	x := &Index{Levels: map[int]Rate{2018: 100 * FullRate, 2021: 112_500_000_000, 2027: 143 * FullRate}}
	for _, c := range []struct {
		amount   Cents
		from, to int
		want     Cents
	}{
		{2_100_000, 2018, 2027, 3_003_000}, // 21,000.00 × 143 / 100
		{100, 2021, 2027, 127},             // 127.11…
		{450, 2021, 2018, 400},
		{1, 2018, 2021, 1}, {4, 2018, 2021, 5}, // 4.5 goes up
		{777, 1999, 1999, 777}, // the same year needs no level
	} {
		if got, err := x.Bring(c.amount, c.from, c.to); got != c.want || err != nil {
			t.Errorf("%s from %d to %d: got %s, %v; want %s", c.amount, c.from, c.to, got, err, c.want)
		}
	}
	for _, years := range [][2]int{{2019, 2027}, {2018, 2028}} {
		if _, err := x.Bring(1, years[0], years[1]); !errors.Is(err, ErrYear) {
			t.Errorf("%v: got %v", years, err)
		}
	}
	if _, err := x.Bring(Limit-1, 2018, 2027); !errors.Is(err, ErrOverflow) {
		t.Errorf("too large: got %v", err)
	}
	if got := x.Text(2018, 2027); got != "2018 to 2027, 100 to 143" {
		t.Errorf("text: %q", got)
	}
}

// A price that is brought to another year is the exact quotient, rounded once.
func TestBringIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Cents(rapid.Int64Range(0, int64(Limit)-1).Draw(t, "amount"))
		a := Rate(rapid.Int64Range(1, int64(rateLimit)-1).Draw(t, "from"))
		b := Rate(rapid.Int64Range(1, int64(rateLimit)-1).Draw(t, "to"))
		x := &Index{Levels: map[int]Rate{2001: a, 2002: b}}
		want := new(big.Int).Mul(big.NewInt(int64(c)), big.NewInt(2*int64(b)))
		want.Add(want, big.NewInt(int64(a))).Quo(want, big.NewInt(2*int64(a))) // ⌊x + 1/2⌋
		got, err := x.Bring(c, 2001, 2002)
		switch fits := want.Cmp(big.NewInt(int64(Limit))) < 0; {
		case fits != (err == nil), fits && want.Int64() != int64(got):
			t.Fatalf("%s × %s / %s: got %s, %v; want %s", c, b, a, got, err, want)
		}
	})
}

func TestIndexedItem(t *testing.T) {
	x := &Index{Levels: map[int]Rate{2020: 100 * FullRate, 2027: 150 * FullRate}}
	it := Item{ID: "a", Unit: "each", Low: at(100), High: at(300), PriceYear: 2020}
	got, err := x.Item(it, 2027)
	if err != nil || *got.Low != 150 || got.Typical != nil || *got.High != 450 || *it.Low != 100 {
		t.Errorf("got %+v, %v; the item had %s", got, err, *it.Low)
	}
	part := Item{ID: "b", Unit: Percent, Typical: at(500), PriceYear: 2020}
	if got, err := x.Item(part, 2027); err != nil || *got.Typical != 500 {
		t.Errorf("a percentage has no year: got %+v, %v", got, err)
	}
	if _, err := x.Item(Item{Unit: "each", Typical: at(1), PriceYear: 1999}, 2027); !errors.Is(err, ErrYear) {
		t.Errorf("no level: got %v", err)
	}
}
