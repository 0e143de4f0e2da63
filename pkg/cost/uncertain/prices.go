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

// Line is an estimate line with what its price depends on.
type Line struct {
	*cost.Line
	On       inventory.Date // on which it is paid for, zero where that is not known
	Of       []int          // it is a part of these lines, which stand before it: a tax, spares in percent of the gear
	SetAside bool           // contingency: no run spends it
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

// priced is a line. What it costs is F·G·(low + span·position), where it is a part of others times what these cost, and
// F then is in that already.
type priced struct {
	low, span float64
	total     cost.Cents
	of        []int
	slot      int // -1 where the range is a point
	category  int // -1 for none with a factor of its own
	item      int
	known     bool
	firm      bool // no factor moves it
	setAside  bool
}

// NewPrices gets lines ready.
func NewPrices(lines []Line, c Choices) (*Prices, error) {
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
		l := &lines[i]
		out := priced{total: l.Total, of: l.Of, slot: -1, category: -1, known: l.Known, firm: Firm(l.Line, l.On), setAside: l.SetAside}
		out.item, _ = slices.BinarySearch(p.items, l.Item)
		if at, ok := slices.BinarySearch(p.names, l.Category); ok {
			out.category = at
		}
		if l.Known {
			s := slot{draw: out.item}
			if c.PerLine {
				s.draw = i
			}
			p.rangeOf(&out, lines, i, &tables, s, slots)
		}
		p.lines = append(p.lines, out)
	}
	return p, nil
}

// rangeOf finds the range of a line whose price is known, and the slot of its position.
func (p *Prices) rangeOf(out *priced, lines []Line, i int, tables *Tables, s slot, slots map[slot]int) {
	r := amounts(lines[i].Line)
	if len(lines[i].Of) > 0 {
		r = partOf(lines, i)
	}
	if out.low, out.span = r.Low, r.High-r.Low; r.Fixed() {
		return
	}
	s.table = tables.table(r.position())
	at, ok := slots[s]
	if !ok {
		at = len(p.slots)
		slots[s] = at
		p.slots = append(p.slots, s)
	}
	out.slot = at
}

// amounts is the range of a line in cents.
func amounts(l *cost.Line) PERT {
	if l.Low >= l.High {
		return Exactly(float64(l.Total))
	}
	return PERT{float64(l.Low), float64(min(max(l.Total, l.Low), l.High)), float64(l.High)}
}

// partOf is the range of a line as a part of what others cost: low of their lows, high of their highs, as the estimate has
// it. Where only the rounding to cents tells the three apart it is one part.
func partOf(lines []Line, i int) PERT {
	var low, total, high float64
	for _, k := range lines[i].Of {
		low += float64(lines[k].Low)
		total += float64(lines[k].Total)
		high += float64(lines[k].High)
	}
	l := lines[i].Line
	if total <= 0 {
		return Exactly(0)
	}
	mode := float64(l.Total) / total
	off := func(amount cost.Cents, of float64) bool { return math.Abs(float64(amount)-mode*of) > 1 }
	if low <= 0 || high <= 0 || !off(l.Low, low) && !off(l.High, high) {
		return Exactly(mode)
	}
	return PERT{min(float64(l.Low)/low, mode), mode, max(float64(l.High)/high, mode)}
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
	Inflation  float64
	Categories []float64
	Amounts    []cost.Cents // by line; 0 where the price is unknown, or set aside

	at        []float64 // by draw
	positions []float64 // by slot
	factors   []float64 // by category and last without one, inflation in it
}

// ErrTooLarge says that a price of a run has no place below cost.Limit.
var ErrTooLarge = errors.New("a simulated price is too large")

// Draw draws the prices of a run: inflation, the categories in their order, the items in theirs or the lines in theirs.
func (p *Prices) Draw(s *Stream, d *Drawn) error {
	d.Inflation = p.inflation.At(s.Uniform())
	d.Categories, d.factors = d.Categories[:0], d.factors[:0]
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
	d.Amounts = d.Amounts[:0]
	for i := range p.lines {
		x := p.price(&p.lines[i], d)
		if x >= float64(cost.Limit) {
			return ErrTooLarge
		}
		d.Amounts = append(d.Amounts, cost.Cents(math.Round(x)))
	}
	return nil
}

// price is what a line costs in a run, not rounded yet; those before it are in the amounts.
func (p *Prices) price(l *priced, d *Drawn) float64 {
	if !l.known || l.setAside {
		return 0
	}
	x := l.low
	if l.slot >= 0 {
		x += float64(l.span * d.positions[l.slot])
	}
	switch {
	case len(l.of) > 0:
		of := 0.0
		for _, k := range l.of {
			of += float64(d.Amounts[k])
		}
		if x *= of; l.category >= 0 {
			x *= d.Categories[l.category]
		}
	case l.firm:
	case l.category >= 0:
		x *= d.factors[l.category]
	default:
		x *= d.Inflation
	}
	return x
}

// Estimated takes the estimate in place of drawn prices, what is set aside included.
func (p *Prices) Estimated(d *Drawn) {
	d.Amounts = d.Amounts[:0]
	for i := range p.lines {
		d.Amounts = append(d.Amounts, p.lines[i].total)
		if !p.lines[i].known {
			d.Amounts[i] = 0
		}
	}
}
