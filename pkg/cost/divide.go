package cost

import "errors"

// ErrDivisor says that an amount cannot be divided among none or less than none.
var ErrDivisor = errors.New("an amount can be divided by 1 or more only")

// Per returns c / n, such as an amount per site, rounded to the nearest cent, half away from zero. The parts do not add up
// to the amount again; Split makes parts that do.
func (c Cents) Per(n int) (Cents, error) {
	if n < 1 {
		return 0, ErrDivisor
	}
	return mulDiv(c, false, 1, uint64(n))
}
