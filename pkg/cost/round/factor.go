package round

import (
	"math/bits"
	"strconv"

	"github.com/riprep/riprep/pkg/cost"
)

// Factor is a part of a whole, 0 ≤ Part ≤ Whole, exactly.
type Factor struct{ Part, Whole cost.Cents }

// Known is false where the whole is nothing: then there is no factor.
func (f Factor) Known() bool { return f.Whole > 0 }

// Rate is the factor in billionths, rounded down, so that 1 means all of it.
func (f Factor) Rate() cost.Rate {
	q, _ := f.times(uint64(cost.FullRate))
	return cost.Rate(q)
}

// Percent is the factor for people, to the nearest tenth, a half up: 39.5%. What is less than all is never shown as 100%,
// nor what is more than nothing as 0%.
func (f Factor) Percent() string {
	switch q, rest := f.times(1000); {
	case !f.Known():
		return ""
	case f.Part == f.Whole:
		return "100%"
	case f.Part == 0:
		return "0%"
	case rest >= uint64(f.Whole)-rest && q == 999:
		return ">99.9%"
	case rest < uint64(f.Whole)-rest && q == 0:
		return "<0.1%"
	case rest >= uint64(f.Whole)-rest:
		return tenths(q + 1)
	default:
		return tenths(q)
	}
}

// times is Part × n / Whole, rounded down, and the remainder; 0 where the factor is not known.
func (f Factor) times(n uint64) (q, rest uint64) {
	if !f.Known() {
		return 0, 0
	}
	high, low := bits.Mul64(uint64(f.Part), n)
	return bits.Div64(high, low, uint64(f.Whole)) // Part ≤ Whole, so the quotient is at most n
}

func tenths(n uint64) string {
	return strconv.FormatUint(n/10, 10) + "." + strconv.FormatUint(n%10, 10) + "%"
}

// Factor is what an application has of what was approved for it. Of one whose amount is not known it is the factor of the
// lines that it is within, where they all have the same to nine decimals.
func (r *Result) Factor(s *Share) Factor {
	if s.Application.Approved != nil {
		return Factor{s.Allocated, *s.Application.Approved}
	}
	var out Factor
	for _, id := range s.Application.Within {
		f := r.lines[id]
		if out.Known() && f.Rate() != out.Rate() {
			return Factor{}
		}
		out = f
	}
	return out
}
