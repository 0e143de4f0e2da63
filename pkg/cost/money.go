package cost

import (
	"errors"
	"strings"
)

// Cents is an exact amount of money in cents of the currency. It may be negative.
type Cents int64

// Limit bounds every amount: magnitudes stay below it, ten trillion in units of the currency. The largest amount below
// it still has the 15 significant digits that a spreadsheet keeps.
const Limit Cents = 1_000_000_000_000_000

// ErrOverflow says that a result has no place below Limit in magnitude.
var ErrOverflow = errors.New("amount too large")

// ParseCents reads a plain decimal such as 2500000.00: an optional minus sign, digits, at most two decimals. There are no
// separators, no exponent, no plus sign and no leading zeros, and the magnitude is below Limit.
func ParseCents(s string) (Cents, error) {
	n, err := parseDecimal(s, 2, int64(Limit))
	switch err {
	case nil:
		return Cents(n), nil
	case errPlaces:
		return 0, refuse(s, "more than two decimals")
	case errTooLarge:
		return 0, refuse(s, "an amount this large is not supported (want less than 10000000000000)")
	default:
		return 0, refuse(s, "not an amount (want digits and at most two decimals, such as 2500000.00)")
	}
}

// ParsePrice is ParseCents for amounts that cannot be negative.
func ParsePrice(s string) (Cents, error) {
	c, err := ParseCents(s)
	if err == nil && c < 0 {
		return 0, refuse(s, "negative (want 0 or more)")
	}
	return c, err
}

// ParseRounded is ParsePrice for a text with any number of decimals, and rounds to the nearest cent, half away from zero.
// rounded says that there was something to round. It is for prices that were computed elsewhere, where the user asks for it.
func ParseRounded(s string) (c Cents, rounded bool, err error) {
	whole, fraction, _ := strings.Cut(s, ".")
	if len(fraction) <= 2 {
		c, err = ParsePrice(s)
		return c, false, err
	}
	if !allDigits(fraction) {
		return 0, false, refuse(s, "not an amount (want digits and decimals, such as 2500000.005)")
	}
	if c, err = ParsePrice(whole + "." + fraction[:2]); err != nil {
		return 0, false, err
	}
	tenth, err := mulDiv(Cents(fraction[2]-'0'), false, 1, 10) // what stands behind the tenths of a cent cannot tip a half
	if err != nil {
		return 0, false, err
	}
	c, err = c.Add(tenth)
	return c, strings.Trim(fraction[2:], "0") != "", err
}

// String is the plain decimal with two decimals, such as 2500000.00; ParseCents reads it back.
func (c Cents) String() string { return formatDecimal(int64(c), 2, 2) }

// Grouped is the amount for people, such as 2,500,000.00. ParseCents does not read it.
func (c Cents) Grouped() string {
	s := c.String()
	digits := strings.TrimPrefix(s, "-")
	whole, cents := digits[:len(digits)-3], digits[len(digits)-3:]
	var b strings.Builder
	b.WriteString(s[:len(s)-len(digits)])
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(whole[i])
	}
	b.WriteString(cents)
	return b.String()
}

// bounded says whether the amount is one that may exist.
func (c Cents) bounded() bool { return -Limit < c && c < Limit }

// Add returns c + d, or ErrOverflow.
func (c Cents) Add(d Cents) (Cents, error) {
	// Both operands are far from the ends of int64, so the sum is exact before it is judged.
	if sum := c + d; c.bounded() && d.bounded() && sum.bounded() {
		return sum, nil
	}
	return 0, ErrOverflow
}

// Sub returns c − d, or ErrOverflow.
func (c Cents) Sub(d Cents) (Cents, error) {
	if diff := c - d; c.bounded() && d.bounded() && diff.bounded() {
		return diff, nil
	}
	return 0, ErrOverflow
}

// Mul returns c × n, or ErrOverflow.
func (c Cents) Mul(n int64) (Cents, error) {
	return mulDiv(c, n < 0, magnitude(n), 1)
}

// Times returns c × r, rounded to the nearest cent, half away from zero, or ErrOverflow.
func (c Cents) Times(r Rate) (Cents, error) {
	return mulDiv(c, r < 0, magnitude(int64(r)), uint64(FullRate))
}

// TimesQuantity returns c × q, rounded to the nearest cent, half away from zero, or ErrOverflow.
func (c Cents) TimesQuantity(q Quantity) (Cents, error) {
	return mulDiv(c, q < 0, magnitude(int64(q)), uint64(One))
}

// Sum adds amounts exactly. ErrOverflow means that the sum up to some place in the order given is out of range.
func Sum(amounts ...Cents) (Cents, error) {
	var total Cents
	for _, a := range amounts {
		var err error
		if total, err = total.Add(a); err != nil {
			return 0, err
		}
	}
	return total, nil
}
