package cost

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPriceOf(t *testing.T) {
	of := []Line{
		{Known: true, Low: 100_00, Total: 150_00, High: 400_00}, {Known: true, Low: 10_00, Total: 10_10, High: 10_10},
	}
	it := Item{ID: "spares", Unit: Percent, Low: at(200), Typical: at(500), High: at(1000)} // 2, 5 and 10 percent
	parts, ok := it.Parts()
	if !ok {
		t.Fatal("no parts")
	}
	var l Line
	l.PriceOf(of, parts)
	if !l.Known || l.Low != 2_20 || l.Total != 8_01 || l.High != 41_01 || l.UnitPrice != l.Total || l.Quantity != One || l.Unit != "5% of 160.10" {
		t.Errorf("got %+v", l) // 5 % of 160.10 is 8.005, which goes up
	}
	l.PriceOf([]Line{of[0], {Name: "a radio"}}, parts)
	if l.Known || l.Total != 0 || l.High != 0 || !strings.Contains(l.Source, "a radio") || !l.WantsOther() {
		t.Errorf("a part of something unknown is known: %+v", l)
	}
	l.PriceOf([]Line{{Known: true, Total: Limit - 1, High: Limit - 1}, {Known: true, Total: 1, High: 1}}, parts)
	if l.Known || l.Total != 0 || !strings.Contains(l.Source, "out of range") {
		t.Errorf("out of range: %+v", l)
	}
	if _, ok := (&Item{Unit: Percent, High: at(100)}).Parts(); ok {
		t.Error("a part without a price")
	}
}

func TestFollow(t *testing.T) {
	yes := Line{Known: true, Total: 100_00, Eligible: EligibleYes, Counted: 100_00}
	no := Line{Known: true, Total: 50_00, Eligible: EligibleNo, EligibleBy: "R4: not fibre"}
	partly := Line{Known: true, Total: 100_00, Eligible: EligiblePartly, Counted: 40_00}
	for _, c := range []struct {
		name    string
		of      []Line
		want    Eligible
		counted Cents
		by      string
	}{
		{"all eligible", []Line{yes, yes}, EligibleYes, 20_00, "own"},
		{"none eligible", []Line{no}, EligibleNo, 0, "as what it is a part of: R4: not fibre"},
		{"some eligible", []Line{yes, no}, EligiblePartly, 10_00, "as far as what it is a part of: own"},
		{"partly eligible", []Line{partly}, EligiblePartly, 4_00, "as far as what it is a part of: own"},
	} {
		var l Line
		p := Flat(FullRate / 10)
		l.PriceOf(c.of, p)
		l.Follow(c.of, p, "own")
		if l.Eligible != c.want || l.Counted != c.counted || l.EligibleBy != c.by {
			t.Errorf("%s: got %s, %s by %q; want %s, %s by %q", c.name, l.Eligible, l.Counted, l.EligibleBy, c.want, c.counted, c.by)
		}
	}
}

// A part keeps the order of its range, is no more than what it is a part of, and the programme counts no more of it than it
// costs.
func TestPartsKeepOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var of []Line
		for range rapid.IntRange(1, 8).Draw(t, "lines") {
			low := Cents(rapid.Int64Range(0, 1e9).Draw(t, "low"))
			total := low + Cents(rapid.Int64Range(0, 1e9).Draw(t, "more"))
			l := Line{Known: true, Low: low, Total: total, High: total + Cents(rapid.Int64Range(0, 1e9).Draw(t, "most"))}
			l.Judge(rapid.SampledFrom([]Eligible{EligibleYes, EligiblePartly, EligibleNo, Arguable, Unclear}).Draw(t, "answer"), "", total/3)
			of = append(of, l)
		}
		low := Rate(rapid.Int64Range(0, int64(FullRate)).Draw(t, "p"))
		typical := low + Rate(rapid.Int64Range(0, int64(FullRate-low)).Draw(t, "q"))
		p := Parts{low, typical, typical + Rate(rapid.Int64Range(0, int64(FullRate-typical)).Draw(t, "r"))}
		var l Line
		l.PriceOf(of, p)
		l.Follow(of, p, "")
		sum, _, err := Total(of)
		if err != nil || !l.Known || l.Low > l.Total || l.Total > l.High || l.Total > sum || l.Counted < 0 || l.Counted > l.Total {
			t.Fatalf("%v of %v: %+v", p, of, l)
		}
	})
}
