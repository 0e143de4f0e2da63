package uncertain

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

const (
	// cells is how many pieces of equal width the range of a Beta distribution is cut into. A quantile from the table is
	// in the same piece as the exact one, so it is off by less than 1/cells of the range; where the density is smooth by
	// less than a thousandth of that.
	cells = 1024

	// positions is how finely the place of the mode is told apart: it moves by at most 1/(2·positions) of the range, and
	// the mean by two thirds of that. Lines whose prices were rounded to cents share a table then.
	positions = 4096
)

// table is the inverse of a Beta distribution function: its values at cells+1 places, and for each of cells probabilities
// of equal distance the piece in which the search begins. gonum's own inverse iterates and takes about a
// microsecond; a look into the table takes five nanoseconds.
type table struct {
	cdf   [cells + 1]float64
	guide [cells + 1]uint16
}

func newTable(position float64) *table {
	alpha, beta := shape(position)
	b := distuv.Beta{Alpha: alpha, Beta: beta}
	t := &table{}
	for k := 1; k < cells; k++ {
		t.cdf[k] = max(b.CDF(float64(k)/cells), t.cdf[k-1])
	}
	t.cdf[cells] = 1
	k := 0
	for j := range t.guide {
		for k < cells-1 && t.cdf[k+1] <= float64(j)/cells {
			k++
		}
		t.guide[j] = uint16(k)
	}
	return t
}

// quantile returns the place in 0 … 1 below which the part u of the distribution lies; u is in 0 … 1.
func (t *table) quantile(u float64) float64 {
	k := int(t.guide[int(u*cells)])
	for k < cells-1 && t.cdf[k+1] <= u {
		k++
	}
	low, high := t.cdf[k], t.cdf[k+1]
	if high <= low {
		return float64(k) / cells
	}
	return (float64(k) + (u-low)/(high-low)) / cells
}

// Tables makes distributions ready for drawing; those of one shape share a table. The zero Tables is ready for use, by one
// goroutine; what it makes may be used by many.
type Tables struct{ of map[int]*table }

// Dist is a PERT distribution ready for drawing.
type Dist struct {
	low, span float64
	table     *table // nil where there is nothing to draw
}

// Dist makes one. What Check finds wrong is an error.
func (t *Tables) Dist(p PERT) (Dist, error) {
	if err := p.Check(); err != nil {
		return Dist{}, err
	}
	d := Dist{low: p.Low, span: p.High - p.Low}
	if !p.Fixed() {
		d.table = t.table(p.position())
	}
	return d, nil
}

// table returns the one for a mode at a position.
func (t *Tables) table(position float64) *table {
	at := int(math.Round(position * positions))
	if t.of == nil {
		t.of = map[int]*table{}
	}
	if t.of[at] == nil {
		t.of[at] = newTable(float64(at) / positions)
	}
	return t.of[at]
}

// At returns the quantile at u in 0 … 1.
func (d Dist) At(u float64) float64 {
	if d.table == nil {
		return d.low
	}
	return d.low + float64(d.span*d.table.quantile(u)) // the conversion keeps machines from joining the two steps into one
}

// Tables of Count shapes were made.
func (t *Tables) Count() int { return len(t.of) }
