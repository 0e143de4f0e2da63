package uncertain

import (
	"errors"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/riprep/riprep/internal/trials"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

func priceOf(item, category string, low, mode, high cost.Cents) cost.Line {
	return cost.Line{Item: item, Category: category, Low: low, Total: mode, High: high, Known: true, Basis: cost.FromCatalog}
}

// plain are lines that are paid on no known day and are parts of nothing.
func plain(lines []cost.Line) []Line {
	out := make([]Line, len(lines))
	for i := range lines {
		out[i].Line = &lines[i]
	}
	return out
}

// none is no choice at all: only the lines themselves are uncertain.
func none() Choices { return Choices{Inflation: Exactly(1)} }

func mustPrices(t *testing.T, lines []cost.Line, c Choices) *Prices {
	t.Helper()
	p, err := NewPrices(plain(lines), c)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// sums draws the sum of the lines many times, ascending.
func sums(t *testing.T, p *Prices, runs int, seed uint64) []int64 {
	t.Helper()
	out := make([]int64, runs)
	var s Stream
	var d Drawn
	for run := range runs {
		s.Begin(seed, run)
		if err := p.Draw(&s, &d); err != nil {
			t.Fatal(err)
		}
		for _, x := range d.Amounts {
			out[run] += int64(x)
		}
	}
	slices.Sort(out)
	return out
}

// convolved is the distribution of a sum of independent PERT variables on a grid: out[k] is the probability that it is k
// steps. Each variable is rounded to the grid.
func convolved(lines []cost.Line, step float64) []float64 {
	out := []float64{1}
	for _, l := range lines {
		p := PERT{float64(l.Low), float64(l.Total), float64(l.High)}
		alpha, beta := p.Shape()
		b := distuv.Beta{Alpha: alpha, Beta: beta}
		cdf := func(x float64) float64 { return b.CDF(min(1, max(0, (x-p.Low)/(p.High-p.Low)))) }
		n := int(math.Round(p.High/step)) + 1
		mass := make([]float64, n)
		for k := range mass {
			mass[k] = cdf((float64(k)+0.5)*step) - cdf((float64(k)-0.5)*step)
		}
		next := make([]float64, len(out)+n-1)
		for i, a := range out {
			for j, m := range mass {
				next[i+j] += a * m
			}
		}
		out = next
	}
	return out
}

// The sum of lines that are drawn one by one has the quantiles of the exact convolution: the part of the exact distribution
// below each simulated quantile is the percentage, within four standard errors √(p(1−p)/n), and what the grid leaves open.
func TestConvolution(t *testing.T) {
	t.Parallel()
	lines := []cost.Line{
		priceOf("a", "", 10_000, 20_000, 60_000), priceOf("b", "", 5_000, 5_000, 50_000), priceOf("c", "", 30_000, 35_000, 40_000),
		priceOf("d", "", 0, 40_000, 40_000), priceOf("e", "", 12_345, 23_456, 34_567),
	}
	const step = 50.0
	exact := convolved(lines, step)
	runs := trials.Of(t, 40_000)
	c := none()
	c.PerLine = true
	got := sums(t, mustPrices(t, lines, c), runs, 11)
	cumulative := make([]float64, len(exact)+1)
	for k, m := range exact {
		cumulative[k+1] = cumulative[k] + m
	}
	if math.Abs(cumulative[len(exact)]-1) > 1e-6 {
		t.Fatalf("the convolution comes to %v", cumulative[len(exact)])
	}
	for _, percent := range []int{1, 5, 10, 25, 50, 75, 80, 90, 95, 99} {
		p := float64(percent) / 100
		q := float64(got[Rank(runs, percent)]) / step
		k := min(int(q+0.5), len(exact)-1)
		below := cumulative[k] + exact[k]*(q+0.5-float64(k)) // linear inside of a step
		if allowed := 4*math.Sqrt(p*(1-p)/float64(runs)) + exact[k]; math.Abs(below-p) > allowed {
			t.Errorf("P%d is %.0f: the exact part below it is %v, more than %v off", percent, q*step, below, allowed)
		}
	}
}

// Lines of one item move together: each quantile of their sum is the sum of their quantiles. Drawn one by one they cancel,
// and the band is narrower by the square root of their number.
func TestDependence(t *testing.T) {
	t.Parallel()
	const n = 25
	var lines []cost.Line
	for range n {
		lines = append(lines, priceOf("radio", "", 100_00, 200_00, 600_00))
	}
	runs := trials.Of(t, 20_000)
	one := sums(t, mustPrices(t, lines[:1], none()), runs, 5)
	together := sums(t, mustPrices(t, lines, none()), runs, 5)
	for i := range one {
		if together[i] != n*one[i] {
			t.Fatalf("%d lines come to %d where one comes to %d", n, together[i], one[i])
		}
	}
	c := none()
	c.PerLine = true
	apart := sums(t, mustPrices(t, lines, c), runs, 5)
	band := func(x []int64) float64 { return float64(x[Rank(runs, 90)] - x[Rank(runs, 10)]) }
	if ratio := band(together) / band(apart); math.Abs(ratio-math.Sqrt(n)) > 0.25 {
		t.Errorf("the band is %v times as wide, want %v", ratio, math.Sqrt(n))
	}
}

// A factor of a category moves its lines alone, and inflation all but those that are firm.
func TestFactors(t *testing.T) {
	day := func(text string) inventory.Date {
		d, err := inventory.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	quote := priceOf("q", "core", 500, 500, 500)
	quote.Basis, quote.ValidUntil = cost.FromQuote, day("2027-03-31")
	paid := priceOf("p", "core", 700, 700, 700)
	paid.Basis = cost.FromActual
	unknown := cost.Line{Item: "u", Category: "core"}
	lines := []cost.Line{priceOf("a", "core", 1000, 1000, 1000), priceOf("b", "radio", 1000, 1000, 1000), quote, paid, unknown, quote}
	in := plain(lines)
	for i := range in {
		in[i].On = day("2027-03-31")
	}
	in[5].On = day("2027-04-01")
	p, err := NewPrices(in, Choices{Inflation: Exactly(1.1), Categories: map[string]PERT{"core": Exactly(2)}})
	if err != nil {
		t.Fatal(err)
	}
	var s Stream
	var d Drawn
	if err := p.Draw(&s, &d); err != nil {
		t.Fatal(err)
	}
	if want := []cost.Cents{2200, 1100, 500, 700, 0, 1100}; !slices.Equal(d.Amounts, want) {
		t.Errorf("the lines cost %d, want %d", d.Amounts, want)
	}
	p.Estimated(&d)
	for i, l := range lines {
		if d.Amounts[i] != l.Total {
			t.Errorf("line %d costs %d as estimated", i, d.Amounts[i])
		}
	}
	if !slices.Equal(p.Items(), []string{"a", "b", "p", "q", "u"}) || p.ItemOf(5) != 3 || !slices.Equal(p.Categories(), []string{"core"}) {
		t.Errorf("items %q, categories %q", p.Items(), p.Categories())
	}
}

// The correlation of two lines of different items comes from the shared factor alone, and is what it must be: with
// independent positions X and Y and a factor F of variance v and mean 1, Cov(FX, FY) = v·EX·EY.
func TestSharedFactor(t *testing.T) {
	t.Parallel()
	lines := []cost.Line{priceOf("a", "", 900_00, 1000_00, 1300_00), priceOf("b", "", 500_00, 700_00, 900_00)}
	f := PERT{0.7, 1, 1.3}
	p := mustPrices(t, lines, Choices{Inflation: f})
	runs := trials.Of(t, 40_000)
	x, y := make([]float64, runs), make([]float64, runs)
	var s Stream
	var d Drawn
	for run := range runs {
		s.Begin(9, run)
		if err := p.Draw(&s, &d); err != nil {
			t.Fatal(err)
		}
		x[run], y[run] = float64(d.Amounts[0]), float64(d.Amounts[1])
	}
	moments := func(l cost.Line) (mean, total float64) {
		q := PERT{float64(l.Low), float64(l.Total), float64(l.High)}
		return q.Mean(), (f.Variance()+1)*(q.Variance()+q.Mean()*q.Mean()) - q.Mean()*q.Mean()
	}
	mx, vx := moments(lines[0])
	my, vy := moments(lines[1])
	want := f.Variance() * mx * my / math.Sqrt(vx*vy)
	if got := correlation(x, y); math.Abs(got-want) > 4*(1-want*want)/math.Sqrt(float64(runs)) {
		t.Errorf("correlation %v, want %v", got, want)
	}
}

// A price that does not fit is an error and no wrong number.
func TestTooLarge(t *testing.T) {
	p := mustPrices(t, []cost.Line{priceOf("a", "", cost.Limit-1, cost.Limit-1, cost.Limit-1)}, Choices{Inflation: Exactly(2)})
	var s Stream
	var d Drawn
	if err := p.Draw(&s, &d); !errors.Is(err, ErrTooLarge) {
		t.Errorf("error %v", err)
	}
	for _, c := range []Choices{{Inflation: PERT{2, 1, 3}}, {Inflation: Exactly(1), Categories: map[string]PERT{"x": {2, 1, 3}}}} {
		if _, err := NewPrices(nil, c); err == nil {
			t.Errorf("%v is taken", c)
		}
	}
}

// A tax is the same part of what the taxed lines cost in each run, spares a part between two bounds, and both take inflation
// with these lines and not once more. What is set aside is spent in no run, and stands in the estimate.
func TestPartOf(t *testing.T) {
	a, b := priceOf("a", "", 100_00, 200_00, 600_00), priceOf("b", "", 300_00, 300_00, 300_00)
	tax := priceOf("tax", "", 33_00, 41_25, 74_25)            // 8.25 %
	spares := priceOf("spares", "spares", 8_00, 25_00, 90_00) // 2, 5 and 10 % of both
	aside := priceOf("contingency", "", 40_00, 50_00, 90_00)
	lines := []cost.Line{a, b, tax, spares, aside}
	in := plain(lines)
	in[2].Of, in[3].Of, in[4].Of, in[4].SetAside = []int{0, 1}, []int{0, 1}, []int{0, 1}, true
	p, err := NewPrices(in, Choices{Inflation: PERT{0.9, 1, 1.4}, Categories: map[string]PERT{"spares": Exactly(2)}})
	if err != nil {
		t.Fatal(err)
	}
	var s Stream
	var d Drawn
	least, most := 1.0, 0.0
	for run := range 2000 {
		s.Begin(4, run)
		if err := p.Draw(&s, &d); err != nil {
			t.Fatal(err)
		}
		of := float64(d.Amounts[0] + d.Amounts[1])
		if got := float64(d.Amounts[2]); math.Abs(got-0.0825*of) > 0.51 {
			t.Fatalf("tax of %v is %v", of, got)
		}
		part := float64(d.Amounts[3]) / of / 2
		least, most = min(least, part), max(most, part)
		if d.Amounts[4] != 0 {
			t.Fatal("what is set aside was spent")
		}
	}
	if least < 0.0199 || least > 0.025 || most > 0.1001 || most < 0.085 {
		t.Errorf("spares are %v to %v of the lines", least, most)
	}
	if p.Estimated(&d); d.Amounts[4] != 50_00 {
		t.Errorf("estimated %d", d.Amounts)
	}
}
