package chart

import (
	"fmt"
	"math"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/report/grid"
)

// tick is a value that is written beside an axis.
type tick struct {
	value float64
	words string
	line  bool // drawn across the panel
}

// dayTick is the same of a day, counted from the first.
type dayTick struct {
	day   int
	words string
}

// mostTicks are as many as a sheet has room for.
const mostTicks = 14

// dayTicks are firsts of months, of each, each third, sixth or twelfth.
func dayTicks(start inventory.Date, days int) []dayTick {
	for _, months := range []int{1, 3, 6, 12, 60, 240} {
		var out []dayTick
		for day := 0; day <= days && len(out) <= mostTicks; day++ {
			d := start.AddDays(day)
			if d.MonthDay().Day == 1 && (d.Month()-1+12*d.Year())%months == 0 {
				out = append(out, dayTick{day, fmt.Sprintf("%04d-%02d", d.Year(), d.Month())})
				day += 27
			}
		}
		if len(out) <= mostTicks {
			return out
		}
	}
	return nil
}

// countTicks are round values from low to high, about as many as asked for, and the ends of the axis.
func countTicks(low, high, about int64) (ticks []tick, from, to float64) {
	return ticksOf(low, high, 1, about, grid.Group)
}

// moneyTicks are the same for amounts, in whole units of the currency.
func moneyTicks(low, high cost.Cents) (ticks []tick, from, to float64) {
	return ticksOf(int64(low), int64(high), 100, 10, func(n int64) string { return grid.Group(n / 100) })
}

func ticksOf(low, high, least, about int64, words func(int64) string) (ticks []tick, from, to float64) {
	low, high = min(low, 0), max(high, 0)
	step := stepOf(high-low, least, about)
	first := -((-low + step - 1) / step) * step
	for v := first; ; v += step {
		ticks = append(ticks, tick{float64(v), words(v), true})
		if v >= high && v > first {
			return ticks, float64(first), float64(v)
		}
	}
}

// stepOf is 1, 2 or 5 times a power of ten, least at the smallest, of which fewer than about make up the range.
func stepOf(span, least, about int64) int64 {
	for step := least; step < math.MaxInt64/100; step *= 10 {
		for _, k := range []int64{1, 2, 5} {
			if span/(step*k) < about {
				return step * k
			}
		}
	}
	return math.MaxInt64 / 100
}
