package simulate

import (
	"cmp"
	"math"
	"slices"

	"github.com/riprep/riprep/pkg/cost/uncertain"
)

// PriceDriver is a catalog item, or a factor that moves many, and how much it has to do with the spread of the cost.
type PriceDriver struct {
	Name  string
	Kind  string  // item | category | inflation
	Rank  Measure // rank correlation of what it costs, or of the factor, with the cost of the run
	Share Measure // part of the variance of the cost that its lines account for; a factor has none of its own
}

// PackageDriver is a work package.
type PackageDriver struct {
	ID, Site string
	Critical int     // runs in which it is on a longest chain
	Rank     Measure // rank correlation of the periods that its activities take with the finish
	Share    Measure // part of the variance of the cost
}

// Measure is a number that may not be there: where nothing varies there is nothing to compare.
type Measure struct {
	Value float64
	Known bool
}

// mostDrivers is how many items and packages a result names: those that matter most.
const mostDrivers = 50

// column is one number of each run with details.
func column[N float64 | int32](rows [][]N, at int) []float64 {
	out := make([]float64, len(rows))
	for i := range rows {
		out[i] = float64(rows[i][at])
	}
	return out
}

func measured(value float64, ok bool) Measure { return Measure{value, ok} }

// priceDrivers compares factors and items with the cost.
func (m *model) priceDrivers(s *sample) []PriceDriver {
	total := floats(s.values[figCost][:s.detailed])
	ranks := uncertain.Ranks(total)
	var factors, items []PriceDriver
	for i := range 1 + len(m.prices.Categories()) {
		d := PriceDriver{Name: "inflation", Kind: "inflation"}
		if i > 0 {
			d.Name, d.Kind = m.prices.Categories()[i-1], "category"
		}
		if d.Rank = measured(uncertain.Spearman(uncertain.Ranks(column(s.factors, i)), ranks)); d.Rank.Known {
			factors = append(factors, d)
		}
	}
	for i, name := range m.prices.Items() {
		d := PriceDriver{Name: name, Kind: "item", Share: measured(uncertain.VarianceShare(column(s.items, i), total))}
		if d.Share.Value != 0 {
			items = append(items, d)
		}
	}
	slices.SortStableFunc(items, func(a, b PriceDriver) int {
		return cmp.Compare(math.Abs(b.Share.Value), math.Abs(a.Share.Value))
	})
	items = items[:min(len(items), mostDrivers)]
	for i := range items {
		at, _ := slices.BinarySearch(m.prices.Items(), items[i].Name)
		items[i].Rank = measured(uncertain.Spearman(uncertain.Ranks(column(s.items, at)), ranks))
	}
	return append(factors, items...)
}

// packageDrivers compares packages with finish and cost. Those that are never critical and move no cost are left out.
func (m *model) packageDrivers(s *sample, t *tally, runs int) []PackageDriver {
	total := floats(s.values[figCost][:s.detailed])
	type driver struct {
		PackageDriver
		at int
	}
	var all []driver
	for i := range m.play.Packages {
		p := &m.play.Packages[i]
		d := PackageDriver{ID: p.ID, Site: p.Site, Critical: t.critical[i]}
		d.Share = measured(uncertain.VarianceShare(column(s.packages, i), total))
		if d.Critical > 0 || d.Share.Value != 0 {
			all = append(all, driver{d, i})
		}
	}
	slices.SortStableFunc(all, func(a, b driver) int {
		return cmp.Or(cmp.Compare(b.Critical, a.Critical), cmp.Compare(math.Abs(b.Share.Value), math.Abs(a.Share.Value)))
	})
	all = all[:min(len(all), mostDrivers)]
	out := make([]PackageDriver, len(all))
	var ranks []float64
	if m.play.Dated {
		ranks = uncertain.Ranks(floats(s.values[figFinish][:s.detailed]))
	}
	for i := range all {
		out[i] = all[i].PackageDriver
		if m.play.Dated {
			out[i].Rank = measured(uncertain.Spearman(uncertain.Ranks(column(s.durations, all[i].at)), ranks))
		}
	}
	return out
}
