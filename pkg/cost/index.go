package cost

import (
	"errors"
	"fmt"
)

// Index says how dear things were in each year, in a unit of its own: a price of one year is brought to another by the
// relation of the two levels. riprep ships none; the scenario states one, with its source.
type Index struct {
	Levels map[int]Rate // year → level, above 0
	Source string
}

// ErrYear says that an index has no level for a year.
var ErrYear = errors.New("no level for the year")

// Bring returns c × level(to) / level(from), rounded once, or ErrYear or ErrOverflow.
func (x *Index) Bring(c Cents, from, to int) (Cents, error) {
	if from == to {
		return c, nil
	}
	a, b := x.Levels[from], x.Levels[to]
	switch {
	case a <= 0:
		return 0, fmt.Errorf("%d: %w", from, ErrYear)
	case b <= 0:
		return 0, fmt.Errorf("%d: %w", to, ErrYear)
	}
	return mulDiv(c, false, uint64(b), uint64(a))
}

// Item brings the prices of a catalog item to a year. A part of something else has no year.
func (x *Index) Item(it Item, to int) (Item, error) {
	if it.PartOf() || it.PriceYear == to {
		return it, nil
	}
	for _, price := range []**Cents{&it.Low, &it.Typical, &it.High} {
		if *price == nil {
			continue
		}
		c, err := x.Bring(**price, it.PriceYear, to)
		if err != nil {
			return it, err
		}
		*price = &c
	}
	return it, nil
}

// Text says how a price of a year was brought to another, such as "2018 to 2027, 251.1 to 330.5".
func (x *Index) Text(from, to int) string {
	if from == to {
		return ""
	}
	return fmt.Sprintf("%d to %d, %s to %s", from, to, x.Levels[from], x.Levels[to])
}
