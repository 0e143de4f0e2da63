package schedule

import "math"

// A cut is what an overdraft of at most V means for schedules that are to be good in a later objective: for any μ within the
// ceilings above
//
//	Σ μ(t)·out(t) ≤ V + r(H−1) + Σ μ(t)·own(t)
//
// where out is what is out of the reservoir. There are two: with the prices that gave the best bound of the overdraft, and with what a
// unit costs at the margin of the best schedule, which is the tangent there.
const cutsEach = 2

// cutBelow makes the cuts of the overdraft that was in focus, when an objective after it comes into focus.
func (r *relaxation) cutBelow(level int) {
	c := r.owed.c
	if c == nil || r.upper == nil || level <= c.k || !r.owed.usable() {
		return
	}
	for i := range r.m.charges {
		if r.m.charges[i].k != c.k {
			continue
		}
		r.cuts[cutsEach*i] = append([]float64(nil), r.top[r.oweAt:r.oweAt+r.m.h]...)
		st := newState(r.m)
		st.load(r.upper)
		r.cuts[cutsEach*i+1] = r.tangent(st, i)
		for n := cutsEach * i; n < cutsEach*(i+1); n++ {
			r.scaleCut(n, c, float64(r.upper.values[c.k])+r.owed.rounding)
		}
	}
}

// tangent is the prices at which the balances of a schedule are charged.
func (r *relaxation) tangent(st *state, i int) []float64 {
	c, h := &r.m.charges[i], r.m.h
	mu, sum := make([]float64, h), 0.0
	st.refresh(i)
	for t := h - 2; t >= 0; t-- {
		if st.debts[i].charged[t] > st.level[c.v*h+t]+c.shift[t] {
			mu[t] = r.owed.rho * (1 + sum)
		}
		sum += mu[t]
	}
	return mu
}

// scaleCut states a cut in the unit in which its largest price is 1, as most is the largest overdraft wanted, not rounded. More is
// added than all rounding errors can amount to.
func (r *relaxation) scaleCut(n int, c *charge, most float64) {
	cut, largest, h := r.cuts[n], 0.0, r.m.h
	for _, mu := range cut {
		largest = max(largest, mu)
	}
	if largest < 1e-15 {
		r.cuts[n] = nil
		return
	}
	rhs, magnitude, sum := most, most, 0.0
	for t := range cut {
		own := cut[t] * float64(r.m.supply[c.v*h+t]+c.shift[t])
		rhs, magnitude = rhs+own, magnitude+math.Abs(own)
		cut[t] /= largest
		sum += cut[t]
	}
	r.rhs[r.cutAt+n] = (rhs + magnitude*safety + 1) / largest
	unit := 1 / math.Sqrt(r.weight[r.levelAt+c.v*h])
	r.weight[r.cutAt+n] = 1 / (unit * unit * sum)
}
