package cost

import (
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func holding(items ...Item) *Catalog {
	c := &Catalog{index: map[string]int{}, behind: map[string][]Item{}}
	c.lay(items)
	c.sort()
	return c
}

func ptr[T any](v T) *T { return &v }

func TestDiffer(t *testing.T) {
	base := Item{ID: "b", Layer: "core", Category: "c", Name: "n", Unit: "each", Low: ptr(Cents(100_00)), Typical: ptr(Cents(30_00)), Currency: "USD", PriceYear: 2024, Source: "s", Confidence: "low"}
	next := base
	next.Low, next.Typical, next.High = ptr(Cents(133_33)), ptr(Cents(20_00)), ptr(Cents(5))
	next.PriceYear, next.Verified = 2025, true
	free := base
	free.ID, free.Low = "free", ptr(Cents(0))
	paid := free
	paid.Low = ptr(Cents(1))
	changes, equal := Differ(holding(base, Item{ID: "a"}, Item{ID: "same"}, free), holding(next, Item{ID: "z"}, Item{ID: "same"}, paid))
	want := []Change{
		{What: "removed", ID: "a"},
		{What: "changed", ID: "b", Field: "low", Old: "100.00", New: "133.33", Amount: ptr(Cents(33_33)), PerMille: ptr(int64(333))},
		{What: "changed", ID: "b", Field: "typical", Old: "30.00", New: "20.00", Amount: ptr(Cents(-10_00)), PerMille: ptr(int64(-333))},
		{What: "changed", ID: "b", Field: "high", Old: "", New: "0.05"},
		{What: "changed", ID: "b", Field: "price_year", Old: "2024", New: "2025"},
		{What: "changed", ID: "b", Field: "verified", Old: "false", New: "true"},
		{What: "changed", ID: "free", Field: "low", Old: "0.00", New: "0.01", Amount: ptr(Cents(1))},
		{What: "added", ID: "z"},
	}
	if diff := cmp.Diff(want, changes); diff != "" || equal != 1 {
		t.Errorf("%d equal (-want +got):\n%s", equal, diff)
	}
}

// TestDifferSame: a catalog differs from itself in nothing, and what one side has more is added or removed.
func TestDifferSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var items []Item
		for _, id := range rapid.SliceOfNDistinct(rapid.StringMatching(`[a-c]{1,3}`), 1, 6, rapid.ID).Draw(t, "ids") {
			items = append(items, drawItem(t, id))
		}
		all, less := holding(items...), holding(items[1:]...)
		if changes, equal := Differ(all, all); len(changes) != 0 || equal != len(items) {
			t.Fatalf("%d equal, %v", equal, changes)
		}
		for what, pair := range map[string][2]*Catalog{"added": {less, all}, "removed": {all, less}} {
			changes, equal := Differ(pair[0], pair[1])
			if len(changes) != 1 || changes[0].What != what || changes[0].ID != items[0].ID || equal != len(items)-1 {
				t.Fatalf("%s: %d equal, %v", what, equal, changes)
			}
		}
	})
}

func TestPerMille(t *testing.T) {
	for _, c := range []struct {
		part, of Cents
		want     *int64
	}{
		{1, 2000, ptr(int64(1))}, {-1, 2000, ptr(int64(-1))}, {9, 20_000, ptr(int64(0))}, {50, 100, ptr(int64(500))}, {1, 0, nil}, {Limit - 1, 1, nil},
	} {
		if diff := cmp.Diff(c.want, perMille(c.part, c.of)); diff != "" {
			t.Errorf("%d of %d: %s", c.part, c.of, diff)
		}
	}
}

// TestParseRounded compares with exact fractions: the nearest cent, a half away from zero.
func TestParseRounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`(0|[1-9][0-9]{0,11})(\.[0-9]{1,25})?`).Draw(t, "s")
		if rapid.Bool().Draw(t, "near a half") {
			whole, _, _ := strings.Cut(s, ".")
			s = whole + rapid.SampledFrom([]string{".005", ".0049999999999999999999", ".995", ".9950000000001", ".994999", ".125"}).Draw(t, "end")
		}
		got, rounded, err := ParseRounded(s)
		if err != nil {
			t.Fatal(err)
		}
		exact, _ := new(big.Rat).SetString(s)
		cents := new(big.Rat).Mul(exact, big.NewRat(100, 1))
		up := new(big.Rat).Add(cents, big.NewRat(1, 2))
		want := new(big.Int).Quo(up.Num(), up.Denom()).Int64() // not negative: towards zero is down
		if int64(got) != want || rounded != (cents.Cmp(new(big.Rat).SetInt64(want)) != 0) {
			t.Fatalf("%s: %d cents, rounded %v, want %d", s, got, rounded, want)
		}
	})
	for _, s := range []string{"", ".", "1.", "1.2.3", "-1.005", "1.00x", "1.0x5", "01.005", "1e5.001", "10000000000000.001", "9999999999999.999"} {
		if c, _, err := ParseRounded(s); err == nil {
			t.Errorf("%q reads as %s", s, c)
		}
	}
}
