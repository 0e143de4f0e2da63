package uncertain

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// Choices say how prices are uncertain.
type Choices struct {
	Inflation  PERT            // factor of all prices in a run
	Categories map[string]PERT // factor of the prices of one category in a run
	PerLine    bool            // each line is drawn for itself; else each catalog item once
}

// Prices are the prices of some estimate lines, ready for drawing. It does not change; many goroutines may use it.
type Prices struct {
	inflation  Dist
	categories []Dist
	names      []string // of categories, ascending
	items      []string // ids, ascending
	draws      int      // positions that are drawn in a run: of items, or of lines
	slots      []slot
	lines      []priced
}

// slot is a position that some lines share: that of a draw, in the shape of their distribution.
type slot struct {
	draw  int
	table *table
}

// priced is a line. amount = F·G·(low + span·position).
type priced struct {
	low, span float64
	total     cost.Cents
	slot      int // -1 where the range is a point
	category  int // -1 for none with a factor of its own
	item      int
	known     bool
	firm      bool // no factor moves it
}

// NewPrices gets lines ready. on is the day on which line i is paid for, as far as that is known.
func NewPrices(lines []cost.Line, on func(i int) inventory.Date, c Choices) (*Prices, error) {
	var tables Tables
	p := &Prices{}
	var err error
	if p.inflation, err = tables.Dist(c.Inflation); err != nil {
		return nil, fmt.Errorf("inflation: %w", err)
	}
	for name := range c.Categories {
		p.names = append(p.names, name)
	}
	slices.Sort(p.names)
	for _, name := range p.names {
		d, err := tables.Dist(c.Categories[name])
		if err != nil {
			return nil, fmt.Errorf("category %q: %w", name, err)
		}
		p.categories = append(p.categories, d)
	}
	for i := range lines {
		p.items = append(p.items, lines[i].Item)
	}
	slices.Sort(p.items)
	p.items = slices.Compact(p.items)
	if p.draws = len(p.items); c.PerLine {
		p.draws = len(lines)
	}
	slots := map[slot]int{}
	for i := range lines {
		p.lines = append(p.lines, p.line(&tables, slots, &lines[i], i, on(i), c.PerLine))
	}
	return p, nil
}

func (p *Prices) line(tables *Tables, slots map[slot]int, l *cost.Line, i int, on inventory.Date, perLine bool) priced {
	out := priced{low: float64(l.Total), total: l.Total, slot: -1, category: -1, known: l.Known, firm: Firm(l, on)}
	out.item, _ = slices.BinarySearch(p.items, l.Item)
	if at, ok := slices.BinarySearch(p.names, l.Category); ok {
		out.category = at
	}
	if !l.Known || l.Low >= l.High {
		return out
	}
	mode := min(max(l.Total, l.Low), l.High)
	out.low, out.span = float64(l.Low), float64(l.High-l.Low)
	s := slot{draw: out.item, table: tables.table(float64(mode-l.Low) / out.span)}
	if perLine {
		s.draw = i
	}
	at, ok := slots[s]
	if !ok {
		at = len(p.slots)
		slots[s] = at
		p.slots = append(p.slots, s)
	}
	out.slot = at
	return out
}

// Firm reports whether neither inflation nor a category moves the price of a line that is paid for on a day: it was paid
// already, or a vendor's quote holds on that day. A quote that does not say until when it holds moves like other prices.
func Firm(l *cost.Line, on inventory.Date) bool {
	return l.Basis == cost.FromActual || l.Basis == cost.FromQuote && !l.ValidUntil.IsZero() && !on.IsZero() && !on.After(l.ValidUntil)
}

// Items are the catalog items of the lines, and Categories the categories that have a factor, both ascending.
func (p *Prices) Items() []string { return p.items }

// Categories are those that have a factor, ascending.
func (p *Prices) Categories() []string { return p.names }

// ItemOf is the index of a line's item.
func (p *Prices) ItemOf(line int) int { return p.lines[line].item }

// Drawn are the prices of one run.
type Drawn struct {
	Inflation   float64
	Categories  []float64
	AsEstimated bool // nothing is drawn: lines cost what the estimate says

	at        []float64 // by draw
	positions []float64 // by slot
	factors   []float64 // by category and last without one, inflation in it
}

// Draw draws the prices of a run: inflation, the categories in their order, the items in theirs or the lines in theirs.
func (p *Prices) Draw(s *Stream, d *Drawn) {
	d.Inflation = p.inflation.At(s.Uniform())
	d.Categories = d.Categories[:0]
	d.factors = d.factors[:0]
	for _, c := range p.categories {
		g := c.At(s.Uniform())
		d.Categories = append(d.Categories, g)
		d.factors = append(d.factors, float64(d.Inflation*g))
	}
	d.factors = append(d.factors, d.Inflation)
	d.at = d.at[:0]
	for range p.draws {
		d.at = append(d.at, s.Uniform())
	}
	d.positions = d.positions[:0]
	for _, s := range p.slots {
		d.positions = append(d.positions, s.table.quantile(d.at[s.draw]))
	}
}

// ErrTooLarge says that a price of a run has no place below cost.Limit.
var ErrTooLarge = errors.New("a simulated price is too large")

// Amount is what a line costs in a run, 0 where its price is unknown.
func (p *Prices) Amount(line int, d *Drawn) (cost.Cents, error) {
	l := &p.lines[line]
	if !l.known {
		return 0, nil
	}
	if d.AsEstimated {
		return l.total, nil
	}
	x := l.low
	if l.slot >= 0 {
		x += float64(l.span * d.positions[l.slot])
	}
	if !l.firm {
		at := l.category
		if at < 0 {
			at = len(d.factors) - 1
		}
		x *= d.factors[at]
	}
	if x >= float64(cost.Limit) {
		return 0, ErrTooLarge
	}
	return cost.Cents(math.Round(x)), nil
}
