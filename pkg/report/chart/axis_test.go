package chart

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// TestTicks: round values that hold the range, in order, not too many, with the zero among them; amounts in whole dollars.
func TestTicks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Int64Range(-int64(cost.Limit)+1, int64(cost.Limit)-1).Draw(t, "low")
		high := rapid.Int64Range(low, int64(cost.Limit)-1).Draw(t, "high")
		ticks, from, to := moneyTicks(cost.Cents(low), cost.Cents(high))
		if len(ticks) < 2 || len(ticks) > 13 || from > float64(low) || to < float64(high) || from >= to {
			t.Fatalf("%d ticks from %v to %v", len(ticks), from, to)
		}
		zero := false
		for i, x := range ticks {
			zero = zero || x.value == 0
			if int64(x.value)%100 != 0 || i > 0 && x.value <= ticks[i-1].value {
				t.Fatalf("tick %v", x.value)
			}
		}
		if !zero || ticks[0].value != from || ticks[len(ticks)-1].value != to {
			t.Fatalf("from %v to %v: %v", from, to, ticks)
		}
	})
}

// TestDayTicks: firsts of months, as many as there is room for.
func TestDayTicks(t *testing.T) {
	start := inventory.MustDate("2027-01-04")
	for days, want := range map[int]struct {
		n     int
		first string
	}{0: {0, ""}, 27: {0, ""}, 28: {1, "2027-02"}, 300: {9, "2027-02"}, 728: {8, "2027-04"}, 1500: {8, "2027-07"}, 4000: {10, "2028-01"}, 20_000: {11, "2030-01"}} {
		got := dayTicks(start, days)
		if len(got) != want.n || want.n > 0 && got[0].words != want.first {
			t.Errorf("%d days: %v", days, got)
		}
		for _, x := range got {
			if d := start.AddDays(x.day); d.MonthDay().Day != 1 || d.String()[:7] != x.words {
				t.Errorf("%s is %s", x.words, d)
			}
		}
	}
}
