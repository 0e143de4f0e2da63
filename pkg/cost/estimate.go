package cost

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
)

// Price makes the estimate line for a quantity of a catalog item. Where no price can be stated (the item is not in the
// catalog, has no price, or the product is out of range) Known is false, the amounts are zero and do not count as a cost,
// and Source says what is missing. Eligibility is the caller's to fill in, see Judge; until then it is Unclear.
func Price(cat *Catalog, item string, q Quantity, tag Tag, step, element string) Line {
	it, ok := cat.Item(item)
	if !ok {
		line := Line{Item: item, Name: item, Tag: tag, Step: step, Element: element, Quantity: q, Eligible: Unclear, EligibleBy: notJudged}
		line.Source = fmt.Sprintf("price unknown: no catalog has an item %q", item)
		return line
	}
	return PriceItem(it, q, tag, step, element)
}

const notJudged = "not judged"

// PriceItem is Price for an item at hand.
func PriceItem(it Item, q Quantity, tag Tag, step, element string) Line {
	line := Line{
		Item: it.ID, Name: it.Name, Layer: it.Layer, Category: it.Category, Tag: tag, Step: step, Element: element, Quantity: q,
		Unit: it.Unit, PriceYear: it.PriceYear, Source: it.Source, Verified: it.Verified, Reference: it.Reference, Eligible: Unclear, EligibleBy: notJudged,
	}
	unit, mean, ok := it.Price()
	if !ok {
		line.Source = fmt.Sprintf("price unknown: catalog item %q states none", it.ID)
		return line
	}
	if mean {
		line.Source += " (mean of low and high)"
	}
	low, high := unit, unit
	if it.Low != nil {
		low = *it.Low
	}
	if it.High != nil {
		high = *it.High
	}
	total, err := unit.TimesQuantity(q)
	lowTotal, lowErr := low.TimesQuantity(q)
	highTotal, highErr := high.TimesQuantity(q)
	if q < 0 || err != nil || lowErr != nil || highErr != nil {
		line.Source = fmt.Sprintf("price unknown: %s × %s of catalog item %q is out of range", q, unit, it.ID)
		return line
	}
	line.UnitPrice, line.Total, line.Low, line.High, line.Known = unit, total, lowTotal, highTotal, true
	line.Basis = FromCatalog
	return line
}

// Total adds the lines whose price is known and counts those whose price is not.
func Total(lines []Line) (total Cents, unknown int, err error) {
	for i := range lines {
		if !lines[i].Known {
			unknown++
			continue
		}
		if total, err = total.Add(lines[i].Total); err != nil {
			return 0, 0, fmt.Errorf("total of %d lines: %w", len(lines), err)
		}
	}
	return total, unknown, nil
}

// EligibleTotal adds what the programme counts of the lines, before proration. Lines that are unclear or have to be argued count for nothing.
func EligibleTotal(lines []Line) (Cents, error) {
	var total Cents
	for i := range lines {
		if !lines[i].Known {
			continue
		}
		var err error
		if total, err = total.Add(lines[i].Counted); err != nil {
			return 0, fmt.Errorf("eligible total of %d lines: %w", len(lines), err)
		}
	}
	return total, nil
}

// Subtotal is the sum of the lines that have one key in common. Unknown counts lines without a price; they are in Lines
// and in no amount.
type Subtotal struct {
	Key              string
	Total, Low, High Cents
	Counted          Cents // what the programme counts, before proration
	Lines, Unknown   int
}

// GroupBy adds lines by a key, such as ByCategory, and returns the groups sorted by key. Their totals add up to Total's.
func GroupBy(lines []Line, key func(*Line) string) ([]Subtotal, error) {
	return GroupEach(func(yield func(*Line, string) bool) {
		for i := range lines {
			if !yield(&lines[i], key(&lines[i])) {
				return
			}
		}
	})
}

// GroupEach is GroupBy with the key of each line beside it, where that is not in the line.
func GroupEach(lines iter.Seq2[*Line, string]) ([]Subtotal, error) {
	place := make(map[string]int)
	var groups []Subtotal
	for l, k := range lines {
		at, ok := place[k]
		if !ok {
			at = len(groups)
			place[k] = at
			groups = append(groups, Subtotal{Key: k})
		}
		g := &groups[at]
		g.Lines++
		if !l.Known {
			g.Unknown++
			continue
		}
		var errs [4]error
		g.Total, errs[0] = g.Total.Add(l.Total)
		g.Low, errs[1] = g.Low.Add(l.Low)
		g.High, errs[2] = g.High.Add(l.High)
		g.Counted, errs[3] = g.Counted.Add(l.Counted)
		if err := cmp.Or(errs[:]...); err != nil {
			return nil, fmt.Errorf("subtotal %q: %w", k, err)
		}
	}
	slices.SortFunc(groups, func(a, b Subtotal) int { return cmp.Compare(a.Key, b.Key) })
	return groups, nil
}

// ByCategory, ByTag, ByStep, ByBasis and ByEligible are keys for GroupBy.
func ByCategory(l *Line) string { return l.Category }

// ByTag groups by removal, replacement and disposal.
func ByTag(l *Line) string { return string(l.Tag) }

// ByStep groups by the activity in which a line is paid.
func ByStep(l *Line) string { return l.Step }

// ByEligible groups by whether the programme pays.
func ByEligible(l *Line) string { return string(l.Eligible) }

// ByBasis groups by where prices come from, riprep's own reference catalog apart from others; what has no price has the key "".
func ByBasis(l *Line) string {
	if l.Known && l.Reference {
		return "reference catalog"
	}
	return string(l.Basis)
}
