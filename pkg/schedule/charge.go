package schedule

import "math/bits"

// charge is an Overdraft objective laid out for the search. With J(t) what has been charged by the end of period t and W(t)
// the balance without any charge,
//
//	J(0) = 0,  J(t+1) = J(t) + φ(J(t) − W(t)),  φ(debt) = round(max(0, debt) × num / den)
//
// and J(H−1) is the value. φ does not fall, so J + φ(J − W) does not fall with J and does not rise with W: by induction over
// the periods, of two schedules the one with the lower balance in every period is charged at least as much. All that is left
// out, pruned and bounded for this objective rests on that, together with the rule that no mode ever gives back more than
// it has drawn: one activity more never lowers the value, and a balance that no schedule exceeds gives a lower bound.
type charge struct {
	k, v     int     // objective and reservoir
	shift    []int64 // per period: own − supply, so that W = level + shift
	num, den uint64  // without a common divisor
	inv      float64 // 1/den
}

// newRate lays out what a debt is charged.
func newRate(num, den int64) charge {
	a, b := uint64(num), uint64(den)
	for b != 0 {
		a, b = b, a%b
	}
	return charge{num: uint64(num) / a, den: uint64(den) / a, inv: 1 / float64(uint64(den)/a)}
}

func (m *model) compileCharges() {
	for k, o := range m.p.Objectives {
		if o.Kind != Overdraft {
			continue
		}
		c := newRate(o.Charge.Num, o.Charge.Den)
		c.k, c.v, c.shift = k, o.Charge.Reservoir, make([]int64, m.h)
		for t := range c.shift {
			c.shift[t] = o.Charge.Own[t] - m.supply[c.v*m.h+t]
		}
		m.charges = append(m.charges, c)
	}
}

// chargeOf is the Overdraft that objective k is, nil where it is none.
func (m *model) chargeOf(k int) *charge {
	for i := range m.charges {
		if m.charges[i].k == k {
			return &m.charges[i]
		}
	}
	return nil
}

// on is φ: what a debt is charged for one period, half a unit rounded up.
func (c *charge) on(debt int64) int64 {
	if debt <= 0 {
		return 0
	}
	high, low := bits.Mul64(uint64(debt), c.num)
	if high == 0 && low < 1<<61 && c.den < 1<<61 {
		// A division is the dearest step by far, so the quotient is guessed and put right: −den ≤ 2·rest < den in the end.
		q := int64(float64(low) * c.inv)
		den, twice := int64(c.den), 2*(int64(low)-q*int64(c.den))
		for ; twice >= den; twice -= 2 * den {
			q++
		}
		for ; twice < -den; twice += 2 * den {
			q--
		}
		return q
	}
	if high >= c.den { // more than 2^64: only Validate sees it
		return noCap
	}
	q, rest := bits.Div64(high, low, c.den)
	if rest >= c.den-rest { // 2·rest ≥ den, in a form that cannot overflow
		q++
	}
	return int64(min(q, uint64(noCap)))
}

// total is J(H−1) where w gives the balance without charges.
func (c *charge) total(h int, w func(t int) int64) int64 {
	sum := int64(0)
	for t := range h - 1 {
		sum += c.on(sum - w(t))
	}
	return sum
}

// bears is the largest debt that is charged no more than the limit for one period; noCap where there is none so large.
func (c *charge) bears(limit int64) int64 {
	if c.num == 0 || c.on(noCap) <= limit {
		return noCap
	}
	lo, hi := int64(0), int64(noCap) // on(lo) ≤ limit < on(hi)
	for hi-lo > 1 {
		if mid := lo + (hi-lo)/2; c.on(mid) <= limit {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// idleOverdraft is the value where nothing flows.
func (m *model) idleOverdraft(c *charge) int64 {
	return c.total(m.h, func(t int) int64 { return m.supply[c.v*m.h+t] + c.shift[t] })
}

// leastOverdraft is a lower bound: every group takes, in each period on its own, as little out of the reservoir as any of its
// modes and starts allow. No schedule has a higher balance than that in any period, so none is charged less.
func (m *model) leastOverdraft(c *charge) int64 {
	out := make([]int64, m.h)
	for g := range int32(m.nG) {
		if m.stopped() {
			return 0
		}
		for t, least := range m.leastOutOf(g, c.v) {
			out[t] += least
		}
	}
	return c.total(m.h, func(t int) int64 { return m.supply[c.v*m.h+t] + c.shift[t] - out[t] })
}
