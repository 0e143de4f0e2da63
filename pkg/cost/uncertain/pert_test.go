package uncertain

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"github.com/riprep/riprep/internal/trials"
)

// A quantile from the table is in the same cell as gonum's, whatever the mode; in the middle it is far closer.
func TestTable(t *testing.T) {
	t.Parallel()
	worst, middle := 0.0, 0.0
	for position := 0.0; position <= 1; position += 0.125 {
		alpha, beta := shape(position)
		exact := distuv.Beta{Alpha: alpha, Beta: beta}
		table := newTable(position)
		last := -1.0
		for i := range trials.Of(t, 2001) {
			u := float64(i) / 2000
			got, want := table.quantile(u), exact.Quantile(u)
			off := math.Abs(got - want)
			worst = max(worst, off)
			if u >= 0.01 && u <= 0.99 {
				middle = max(middle, off)
			}
			if got < last {
				t.Fatalf("mode at %v: quantile of %v is %v, and %v of less", position, u, got, last)
			}
			last = got
		}
	}
	if worst >= 1.0/cells {
		t.Errorf("off by %v, more than a cell of %v", worst, 1.0/cells)
	}
	if middle >= 0.01/cells {
		t.Errorf("between 1%% and 99%% off by %v", middle)
	}
	t.Logf("off by at most %.2g of the range, between 1%% and 99%% by %.2g", worst, middle)
}

// The ends of the range are reached and not passed.
func TestTableEnds(t *testing.T) {
	for _, position := range []float64{0, 0.3, 1} {
		table := newTable(position)
		if low, high := table.quantile(0), table.quantile(1); low != 0 && low > 1.0/cells || high != 1 {
			t.Errorf("mode at %v: from %v to %v", position, low, high)
		}
	}
}

// Mean and variance of many draws are those of the formulas, within five standard errors.
func TestMoments(t *testing.T) {
	t.Parallel()
	const n = 100_000
	for _, p := range []PERT{{0, 0, 1}, {2, 3, 10}, {-5, 1, 1}, {10, 15, 20}} {
		var tables Tables
		d, err := tables.Dist(p)
		if err != nil {
			t.Fatal(err)
		}
		var sum, squares float64
		var s Stream
		for i := range n {
			s.Begin(3, i)
			x := d.At(s.Uniform())
			if x < p.Low || x > p.High {
				t.Fatalf("%v outside of %v", x, p)
			}
			sum += x
			squares += (x - p.Mean()) * (x - p.Mean())
		}
		if off := math.Abs(sum/n-p.Mean()) / math.Sqrt(p.Variance()/n); off > 5 {
			t.Errorf("%v: mean %v, want %v: %v standard errors off", p, sum/n, p.Mean(), off)
		}
		if got := squares / n; math.Abs(got/p.Variance()-1) > 0.03 {
			t.Errorf("%v: variance %v, want %v", p, got, p.Variance())
		}
	}
}

func TestCheck(t *testing.T) {
	for _, p := range []PERT{{2, 1, 3}, {1, 4, 3}, {math.NaN(), 1, 2}, {0, 1, math.Inf(1)}} {
		var tables Tables
		if _, err := tables.Dist(p); err == nil {
			t.Errorf("%v is taken", p)
		}
	}
	if d, err := new(Tables).Dist(Exactly(1.1)); err != nil || d.At(0) != 1.1 || d.At(0.999) != 1.1 {
		t.Errorf("a number is %v, %v", d, err)
	}
}

// Modes that hardly differ share a table, and the mode moves by less than is said.
func TestShared(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		position := rapid.Float64Range(0, 1).Draw(t, "position")
		at := math.Round(position*positions) / positions
		if math.Abs(at-position) > 0.5/positions {
			t.Errorf("%v becomes %v", position, at)
		}
	})
	var tables Tables
	for _, mode := range []float64{1_000_000, 1_000_001, 1_000_100} {
		if _, err := tables.Dist(PERT{500_000, mode, 9_000_000}); err != nil {
			t.Fatal(err)
		}
	}
	if tables.Count() != 1 {
		t.Errorf("%d tables", tables.Count())
	}
}

// Streams of neighbouring runs and seeds have nothing to do with each other: first draws do not follow each other, and they
// fill the unit interval evenly.
func TestStreams(t *testing.T) {
	t.Parallel()
	const n = 100_000
	for name, begin := range map[string]func(s *Stream, i int){
		"runs":  func(s *Stream, i int) { s.Begin(1, i) },
		"seeds": func(s *Stream, i int) { s.Begin(uint64(i), 7) },
	} {
		var s Stream
		first, second := make([]float64, n), make([]float64, n)
		counts := make([]int, 100)
		for i := range n {
			begin(&s, i)
			first[i], second[i] = s.Uniform(), s.Uniform()
			counts[int(first[i]*100)]++
		}
		for what, pair := range map[string][2][]float64{
			"first of one and of the next": {first[1:], first[:n-1]}, "first and second": {first, second},
		} {
			if rho := correlation(pair[0], pair[1]); math.Abs(rho) > 5/math.Sqrt(n) {
				t.Errorf("%s: %s: correlation %v", name, what, rho)
			}
		}
		chi := 0.0
		for _, c := range counts {
			chi += math.Pow(float64(c)-n/100, 2) / (n / 100)
		}
		if chi > 99+5*math.Sqrt(2*99) {
			t.Errorf("%s: chi-squared %v with 99 degrees of freedom", name, chi)
		}
	}
}

func correlation(x, y []float64) float64 {
	var mx, my, xx, yy, xy float64
	for i := range x {
		mx += x[i] / float64(len(x))
		my += y[i] / float64(len(y))
	}
	for i := range x {
		xx += (x[i] - mx) * (x[i] - mx)
		yy += (y[i] - my) * (y[i] - my)
		xy += (x[i] - mx) * (y[i] - my)
	}
	return xy / math.Sqrt(xx*yy)
}
