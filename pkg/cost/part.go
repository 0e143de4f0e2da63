package cost

import (
	"fmt"
	"strings"
)

// Percent is the unit of an item that is priced as a part of other lines: its low, typical and high are percentages, so
// that 5.00 is a twentieth of what those lines cost.
const Percent = "percent"

// PartOf reports whether the item is priced as a part of other lines.
func (it *Item) PartOf() bool { return it.Unit == Percent }

// percent is a price of such an item as a rate.
func percent(c Cents) Rate { return Rate(c) * (FullRate / 10_000) }

// Parts are a low, a typical and a high part of other lines.
type Parts struct{ Low, Typical, High Rate }

// Flat is one part, without a range.
func Flat(r Rate) Parts { return Parts{r, r, r} }

// Parts are what the item says, ok is false where it states no price.
func (it *Item) Parts() (p Parts, ok bool) {
	typical, _, ok := it.Price()
	if !ok {
		return Parts{}, false
	}
	p = Flat(percent(typical))
	if it.Low != nil {
		p.Low = percent(*it.Low)
	}
	if it.High != nil {
		p.High = percent(*it.High)
	}
	return p, true
}

// baseUnknown is why a part has no price: not for want of its own.
const baseUnknown = "price unknown: it is a part of lines of which one has no price"

// WantsOther reports whether the line has no price only because another has none that it is a part of.
func (l *Line) WantsOther() bool { return !l.Known && strings.HasPrefix(l.Source, baseUnknown) }

// PriceOf sets the amounts of a line that is a part of others: low of their lows, high of their highs, and what the
// programme counts of it as far as it counts them. It is one unit of its own, so that quantity × unit price stays its total.
// Where one of them has no price, or a sum is out of range, its price is unknown too, and its source says so.
func (l *Line) PriceOf(of []Line, p Parts) {
	l.Quantity, l.Known = One, false
	l.UnitPrice, l.Low, l.Total, l.High = 0, 0, 0, 0
	var low, total, high tally
	for i := range of {
		if !of[i].Known {
			l.Source = fmt.Sprintf("%s (%s)", baseUnknown, of[i].Name)
			return
		}
		low.add(of[i].Low)
		total.add(of[i].Total)
		high.add(of[i].High)
	}
	l.Unit = fmt.Sprintf("%s of %s", p.Typical.Percent(), total.amount)
	var errs [3]error
	l.Low, errs[0] = low.amount.Times(p.Low)
	l.Total, errs[1] = total.amount.Times(p.Typical)
	l.High, errs[2] = high.amount.Times(p.High)
	for _, err := range []error{low.err, total.err, high.err, errs[0], errs[1], errs[2]} {
		if err != nil {
			l.Low, l.Total, l.High = 0, 0, 0
			l.Source = "price unknown: the lines that it is a part of are out of range"
			return
		}
	}
	l.UnitPrice, l.Known = l.Total, true
}

// Follow judges a line that is a part of others, for which the programme has said yes: it is counted as far as they are.
// own is the rule that says so.
func (l *Line) Follow(of []Line, p Parts, own string) {
	answers := map[Eligible]int{}
	var counted tally
	for i := range of {
		answers[of[i].Eligible]++
		counted.add(of[i].Counted)
	}
	if len(answers) == 1 && answers[EligiblePartly] == 0 {
		if of[0].Eligible == EligibleYes {
			l.Judge(EligibleYes, own, 0)
		} else {
			l.Judge(of[0].Eligible, "as what it is a part of: "+of[0].EligibleBy, 0)
		}
		return
	}
	part, err := counted.amount.Times(p.Typical)
	if err != nil || counted.err != nil { // a part of a sum that was in range
		part = 0
	}
	l.Judge(EligiblePartly, "as far as what it is a part of: "+own, part)
}
