package cost

import (
	"slices"
	"strconv"
)

// Change is one way in which two catalogs differ: an item that one of them has alone, or a field of an item of both.
type Change struct {
	What     string // added | removed | changed
	ID       string
	Field    string // of a changed item, as a file calls it; "" of an added or removed one
	Old, New string // of the field, as a file has it; "" where a price is unknown
	Amount   *Cents // New less Old, where both are prices
	PerMille *int64 // Amount in thousandths of Old, which are tenths of a percent; nil where Old is nothing
}

// Differ compares the items of two catalogs by id. The changes are in the order of the ids, and of one item in the order in
// which a file has its fields; equal counts the items that are the same in all of them. Which file an item comes from is
// not compared.
func Differ(a, b *Catalog) (changes []Change, equal int) {
	var ids []string
	for _, c := range []*Catalog{a, b} {
		for _, it := range c.Items() {
			ids = append(ids, it.ID)
		}
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		old, before := a.Item(id)
		now, after := b.Item(id)
		switch {
		case !before:
			changes = append(changes, Change{What: "added", ID: id})
		case !after:
			changes = append(changes, Change{What: "removed", ID: id})
		default:
			found := differ(&old, &now)
			if len(found) == 0 {
				equal++
			}
			changes = append(changes, found...)
		}
	}
	return changes, equal
}

// differ compares the fields of two items of one id.
func differ(old, now *Item) []Change {
	var out []Change
	text := func(field, a, b string) {
		if a != b {
			out = append(out, Change{What: "changed", ID: now.ID, Field: field, Old: a, New: b})
		}
	}
	price := func(field string, a, b *Cents) {
		switch {
		case a == nil && b == nil, a != nil && b != nil && *a == *b:
			return
		case a == nil:
			text(field, "", b.String())
			return
		case b == nil:
			text(field, a.String(), "")
			return
		}
		c := Change{What: "changed", ID: now.ID, Field: field, Old: a.String(), New: b.String()}
		if amount, err := b.Sub(*a); err == nil {
			c.Amount = &amount
			c.PerMille = perMille(amount, *a)
		}
		out = append(out, c)
	}
	text("layer", old.Layer, now.Layer)
	text("category", old.Category, now.Category)
	text("item", old.Name, now.Name)
	text("unit", old.Unit, now.Unit)
	price("low", old.Low, now.Low)
	price("typical", old.Typical, now.Typical)
	price("high", old.High, now.High)
	text("currency", old.Currency, now.Currency)
	text("price_year", strconv.Itoa(old.PriceYear), strconv.Itoa(now.PriceYear))
	text("source", old.Source, now.Source)
	text("verified", strconv.FormatBool(old.Verified), strconv.FormatBool(now.Verified))
	text("confidence", old.Confidence, now.Confidence)
	return out
}

// perMille is part / of in thousandths, half away from zero; nil where it is no number or one too large to mean anything.
func perMille(part, of Cents) *int64 {
	if of <= 0 {
		return nil
	}
	c, err := mulDiv(part, false, 1000, uint64(of))
	if err != nil {
		return nil
	}
	n := int64(c)
	return &n
}
