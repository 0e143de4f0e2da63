package cost

import "errors"

// Quantity is an exact count of units in thousandths: 1.5 crew weeks are 1500. It is not negative.
type Quantity int64

// One is one unit.
const One Quantity = 1000

const quantityLimit = 1_000_000_000 * One

// ErrQuantity says that a number of units is negative or has no place below a billion.
var ErrQuantity = errors.New("quantity too large or negative")

// ParseQuantity reads a plain decimal such as 1.5 with at most three decimals, not negative and below a billion.
func ParseQuantity(s string) (Quantity, error) {
	n, err := parseDecimal(s, 3, int64(quantityLimit))
	switch {
	case err == errPlaces:
		return 0, refuse(s, "more than three decimals")
	case err == errTooLarge:
		return 0, refuse(s, "want less than 1000000000")
	case err != nil:
		return 0, refuse(s, "not a quantity (want digits and at most three decimals, such as 1.5)")
	case len(s) > 0 && s[0] == '-':
		return 0, refuse(s, "negative (want 0 or more)")
	}
	return Quantity(n), nil
}

// String is the shortest plain decimal, such as 1.5; ParseQuantity reads it back.
func (q Quantity) String() string { return formatDecimal(int64(q), 3, 0) }

// Units is a whole number of units, or ErrQuantity.
func Units(n int) (Quantity, error) { return One.Times(n) }

// Times returns q × n, such as a quantity for each of n units of gear, or ErrQuantity.
func (q Quantity) Times(n int) (Quantity, error) {
	if q < 0 || q >= quantityLimit || n < 0 || q > 0 && int64(n) >= (int64(quantityLimit)+int64(q)-1)/int64(q) {
		return 0, ErrQuantity
	}
	return q * Quantity(n), nil
}

// Add returns q + p, or ErrQuantity.
func (q Quantity) Add(p Quantity) (Quantity, error) {
	if q < 0 || p < 0 || q >= quantityLimit || p >= quantityLimit || q+p >= quantityLimit {
		return 0, ErrQuantity
	}
	return q + p, nil
}
