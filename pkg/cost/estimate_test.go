package cost

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/riprep/riprep/pkg/inventory"
)

func catalogOf(items ...Item) *Catalog {
	c := &Catalog{index: map[string]int{}}
	c.lay(items)
	c.sort()
	return c
}

func at(c Cents) *Cents { return &c }

func TestPrice(t *testing.T) {
	cat := catalogOf(
		Item{ID: "full", Name: "Full", Category: "eq", Unit: "each", Low: at(100), Typical: at(151), High: at(300), PriceYear: 2021, Source: "s", Verified: true},
		Item{ID: "range", Low: at(100), High: at(201), Source: "s"},
		Item{ID: "low only", Low: at(100), Source: "s"},
		Item{ID: "point", Typical: at(7), Source: "s"},
		Item{ID: "dear", Typical: at(Limit - 1), Source: "s"},
	)
	got := Price(cat, "full", 1500, Removal, "remove", "e1")
	want := Line{
		Item: "full", Name: "Full", Category: "eq", Tag: Removal, Step: "remove", Element: "e1", Quantity: 1500, Unit: "each",
		UnitPrice: 151, Low: 150, High: 450, Total: 227, Known: true, Basis: FromCatalog, PriceYear: 2021, Source: "s", Verified: true, // 226.5 goes up
		Eligible: Unclear, EligibleBy: "not judged",
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b inventory.Date) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
	if l := Price(cat, "range", One, Removal, "", ""); !l.Known || l.UnitPrice != 151 || l.Low != 100 || l.High != 201 || l.Source != "s (mean of low and high)" {
		t.Errorf("a range: got %+v", l) // 150.5 goes up
	}
	if l := Price(cat, "point", 2*One, Removal, "", ""); l.Total != 14 || l.Low != 14 || l.High != 14 {
		t.Errorf("a single price: got %+v", l)
	}
	for item, why := range map[string]string{
		"none": `no catalog has an item "none"`, "low only": `"low only" states none`, "dear": "out of range",
	} {
		l := Price(cat, item, 2*One, Removal, "", "")
		if l.Known || l.Total != 0 || !strings.HasPrefix(l.Source, "price unknown: ") || !strings.Contains(l.Source, why) {
			t.Errorf("%s: got %+v", item, l)
		}
	}
	if l := Price(cat, "point", -One, Removal, "", ""); l.Known {
		t.Errorf("a negative quantity is priced: %+v", l)
	}
	if l := Price(nil, "point", One, Removal, "", ""); l.Known {
		t.Errorf("no catalog, yet a price: %+v", l)
	}
}

func TestGroupsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var lines []Line
		var want, eligible Cents
		unknown := 0
		for range rapid.IntRange(0, 40).Draw(t, "lines") {
			l := Line{
				Category: rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "category"),
				Tag:      rapid.SampledFrom([]Tag{Removal, Replacement, Disposal}).Draw(t, "tag"),
				Known:    rapid.Bool().Draw(t, "known"),
				Total:    Cents(rapid.Int64Range(0, 1e9).Draw(t, "total")),
			}
			partly := Cents(rapid.Int64Range(-5, 1e9).Draw(t, "counted"))
			answer := rapid.SampledFrom([]Eligible{EligibleYes, EligiblePartly, EligibleNo, Arguable, Unclear}).Draw(t, "eligible")
			l.Judge(answer, "a rule", partly)
			lines = append(lines, l)
			if !l.Known {
				unknown++
				continue
			}
			want += l.Total
			switch answer {
			case EligibleYes:
				eligible += l.Total
			case EligiblePartly:
				eligible += max(0, min(partly, l.Total))
			}
		}
		if got, n, err := Total(lines); got != want || n != unknown || err != nil {
			t.Fatalf("total: got %s, %d, %v; want %s, %d", got, n, err, want, unknown)
		}
		if got, err := EligibleTotal(lines); got != eligible || err != nil {
			t.Fatalf("eligible: got %s, %v; want %s", got, err, eligible)
		}
		for _, key := range []func(*Line) string{ByCategory, ByTag, ByStep, ByEligible} {
			groups, err := GroupBy(lines, key)
			if err != nil {
				t.Fatal(err)
			}
			var total Cents
			n, u := 0, 0
			for i, g := range groups {
				if i > 0 && groups[i-1].Key >= g.Key {
					t.Fatalf("%q before %q", groups[i-1].Key, g.Key)
				}
				total, n, u = total+g.Total, n+g.Lines, u+g.Unknown
			}
			if total != want || n != len(lines) || u != unknown {
				t.Fatalf("groups: %s of %d lines, %d unknown; want %s, %d, %d", total, n, u, want, len(lines), unknown)
			}
		}
	})
	big := []Line{{Known: true, Total: Limit - 1, Counted: Limit - 1}, {Known: true, Total: 1, Counted: 1}}
	_, _, err := Total(big)
	_, err2 := EligibleTotal(big)
	_, err3 := GroupBy(big, ByTag)
	for _, err := range []error{err, err2, err3} {
		if !errors.Is(err, ErrOverflow) {
			t.Errorf("out of range: got %v", err)
		}
	}
}
