package cost

import "math/bits"

// mulDiv returns round(c × b / d), negated where negative is set. The product is formed in 128 bits and divided once; the
// quotient goes to the nearest cent, and a half cent away from zero. This is the only place in riprep where money is
// rounded. d must be positive.
func mulDiv(c Cents, negative bool, b, d uint64) (Cents, error) {
	if !c.bounded() {
		return 0, ErrOverflow
	}
	if c < 0 {
		negative = !negative
	}
	high, low := bits.Mul64(magnitude(int64(c)), b)
	if high >= d { // the quotient would not fit 64 bits
		return 0, ErrOverflow
	}
	q, rest := bits.Div64(high, low, d)
	if q >= uint64(Limit) {
		return 0, ErrOverflow
	}
	if rest >= d-rest { // 2·rest ≥ d, in a form that cannot overflow
		q++
	}
	out := Cents(q)
	if negative {
		out = -out
	}
	if !out.bounded() {
		return 0, ErrOverflow
	}
	return out, nil
}
