package page

import (
	"math"

	"github.com/riprep/riprep/pkg/report/view"
	"github.com/riprep/riprep/pkg/simulate"
)

// Risk is how far cost, cash and finish may lie off, and what moves them. Parts are millionths of one, null where there is
// nothing to compare; these and what is drawn of them are the only figures of the page that a simulation made.
type Risk struct {
	Runs     int          `json:"runs"`
	Seed     string       `json:"seed"` // above 2^53 a number of a script is not exact
	Detailed int          `json:"detailed"`
	Unknown  int          `json:"unknown"`  // lines without a price, in no amount
	Percents []int        `json:"percents"` // of At
	Money    []RiskFigure `json:"money"`
	Days     []RiskFigure `json:"days"`
	Chances  []RiskChance `json:"chances"`
	Prices   []RiskDriver `json:"prices"`
	Packages []RiskDriver `json:"packages"`
	Why      string       `json:"why"` // of a plan that was not played: the reason
}

// RiskFigure is a figure as it is planned and as the runs have it: cents, or days where 0 is after the last day that runs are looked at.
type RiskFigure struct {
	Name    string  `json:"name"`
	Planned int64   `json:"planned"`
	At      []int64 `json:"at"`
	Mean    int64   `json:"mean"`
}

// RiskChance is the part of the runs that keep something, with the interval in which its probability lies.
type RiskChance struct {
	Name string `json:"name"`
	By   int    `json:"by"`
	Kept int    `json:"kept"`
	Part int    `json:"part"`
	Low  int    `json:"low"`
	High int    `json:"high"`
}

// RiskDriver is what moves the cost or the finish. Critical counts runs, of packages.
type RiskDriver struct {
	Kind     string `json:"kind"` // item | category | inflation | package
	Name     int    `json:"name"`
	Site     int    `json:"site"`
	Critical int    `json:"critical"`
	Rank     *int   `json:"rank"`
	Share    *int   `json:"share"`
}

func newRisk(d *view.Document, w *words) *Risk {
	r := d.Risk
	if r == nil {
		why := d.NoRisk
		if why == "" {
			why = "the plan was not simulated"
		}
		return &Risk{Why: clean(why)}
	}
	out := &Risk{
		Runs: r.Runs, Seed: uintText(r.Seed), Detailed: r.Detailed, Unknown: r.Unknown, Percents: simulate.Percents[:],
		Money: []RiskFigure{}, Days: []RiskFigure{}, Chances: []RiskChance{}, Prices: []RiskDriver{}, Packages: []RiskDriver{},
	}
	for _, a := range r.Money {
		s := RiskFigure{Name: clean(a.Name), Planned: int64(a.Typical), Mean: int64(a.Mean)}
		for _, q := range a.Quantiles {
			s.At = append(s.At, int64(q))
		}
		out.Money = append(out.Money, s)
	}
	for _, a := range r.Days {
		s := RiskFigure{Name: clean(a.Name), Planned: int64(day(a.Typical)), Mean: int64(day(a.Mean))}
		for _, q := range a.Quantiles {
			s.At = append(s.At, int64(day(q)))
		}
		out.Days = append(out.Days, s)
	}
	for _, c := range r.Chances {
		out.Chances = append(out.Chances, RiskChance{clean(c.Name), day(c.By), c.Kept, millionths(float64(c.Kept) / float64(r.Runs)), millionths(c.Low), millionths(c.High)})
	}
	for _, p := range r.Prices {
		out.Prices = append(out.Prices, RiskDriver{Kind: p.Kind, Name: w.of(p.Name), Rank: measure(p.Rank), Share: measure(p.Share)})
	}
	for _, p := range r.Packages {
		out.Packages = append(out.Packages, RiskDriver{"package", w.of(p.ID), w.of(p.Site), p.Critical, measure(p.Rank), measure(p.Share)})
	}
	return out
}

func millionths(x float64) int { return int(math.Round(x * 1e6)) }

func measure(m simulate.Measure) *int {
	if !m.Known {
		return nil
	}
	n := millionths(m.Value)
	return &n
}
