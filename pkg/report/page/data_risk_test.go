package page

import (
	"math"
	"testing"

	"github.com/riprep/riprep/pkg/report/reporttest"
	"github.com/riprep/riprep/pkg/simulate"
)

// The figures of the risk are those of the simulation, to the cent and the day; what it does not know is null.
func TestRisk(t *testing.T) {
	d := reporttest.Sample(t)
	w := newWords()
	r := newRisk(d, w)
	if len(r.Money) != len(d.Risk.Money) || len(r.Days) != len(d.Risk.Days) || len(r.Chances) != len(d.Risk.Chances) || len(r.Prices) != len(d.Risk.Prices) || len(r.Packages) != len(d.Risk.Packages) {
		t.Fatalf("%+v", r)
	}
	for i, a := range d.Risk.Money {
		got := r.Money[i]
		for k, q := range a.Quantiles {
			if got.At[k] != int64(q) {
				t.Errorf("%s, P%d: %d, want %d", a.Name, simulate.Percents[k], got.At[k], q)
			}
		}
		if got.Name != a.Name || got.Planned != int64(a.Typical) || got.Mean != int64(a.Mean) {
			t.Errorf("%+v, want %+v", got, a)
		}
	}
	for i, a := range d.Risk.Days {
		got := r.Days[i]
		for k, q := range a.Quantiles {
			if dateOf(int(got.At[k])) != q {
				t.Errorf("%s, P%d: day %d, want %s", a.Name, simulate.Percents[k], got.At[k], q)
			}
		}
		if got.Name != a.Name || dateOf(int(got.Planned)) != a.Typical {
			t.Errorf("%+v, want %+v", got, a)
		}
	}
	for i, c := range d.Risk.Chances {
		got := r.Chances[i]
		if got.Name != c.Name || got.Kept != c.Kept || dateOf(got.By) != c.By || got.Part != c.Kept*1e6/d.Risk.Runs || got.Low > got.Part || got.High < got.Part {
			t.Errorf("%+v, want %+v", got, c)
		}
	}
	for i, p := range d.Risk.Prices {
		if got := r.Prices[i]; w.list[got.Name] != p.Name || got.Kind != p.Kind || !same(got.Rank, p.Rank) || !same(got.Share, p.Share) {
			t.Errorf("%+v, want %+v", got, p)
		}
	}
	for i, p := range d.Risk.Packages {
		got := r.Packages[i]
		if w.list[got.Name] != p.ID || w.list[got.Site] != p.Site || got.Critical != p.Critical || !same(got.Rank, p.Rank) || !same(got.Share, p.Share) {
			t.Errorf("%+v, want %+v", got, p)
		}
	}
}

// same reports whether a number of the page is a measure, to a millionth.
func same(n *int, m simulate.Measure) bool {
	return n == nil && !m.Known || n != nil && m.Known && math.Abs(float64(*n)/1e6-m.Value) < 1e-6
}

func TestNoRisk(t *testing.T) {
	d := reporttest.Sample(t)
	d.Risk, d.NoRisk = nil, "the plan was stopped\x1b[2J"
	if got := newRisk(d, newWords()); got.Why != clean(d.NoRisk) || got.Money != nil {
		t.Errorf("%+v", got)
	}
	d.NoRisk = ""
	if got := newRisk(d, newWords()); got.Why == "" {
		t.Error("no reason is given")
	}
}
