package schedule

import "math"

// An overdraft is relaxed by pricing its debts. Let ρ = num/den, W(t) the balance without charges, and E the charges without
// rounding: E(0) = 0, E(t+1) = E(t) + ρ·D(t) with D(t) = max(0, E(t) − W(t)). For any prices with
//
//	0 ≤ μ(t) ≤ ρ·(1 + Σ_{u>t} μ(u)),   t ≤ H−2,   μ(H−1) = 0
//
// it holds that E(H−1) ≥ Σ_t μ(t)·(−W(t)): because D ≥ 0 and μ(t) − ρ·Σ_{u>t} μ(u) ≤ ρ,
//
//	E(H−1) = Σ_t ρ·D(t) ≥ Σ_t D(t)·(μ(t) − ρ·Σ_{u>t} μ(u)) = Σ_t μ(t)·(D(t) − E(t)) ≥ Σ_t μ(t)·(−W(t))
//
// for Σ_t D(t)·ρ·Σ_{u>t} μ(u) = Σ_u μ(u)·E(u). So a debt is priced like the level of a reservoir whose supply is what it has
// of its own, only that its prices have a ceiling: a row for each period. Rounding takes off at most half a unit per period,
// which is itself charged from then on: J(t) ≥ E(t) − r(t) with r(t+1) = (1+ρ)·r(t) + ½, as J + ρ·max(0, J − W) does not fall
// with J and grows no faster than 1+ρ. What r(H−1) comes to is taken off the bound.
type owed struct {
	c        *charge // in focus; nil where a sum is
	rho      float64 // a little less than ρ
	rounding float64 // a little more than r(H−1)
	full     []bool  // per period: the best price is at its ceiling
}

// usable tells whether the rounding leaves anything worth computing.
func (o *owed) usable() bool { return o.rounding < 1e15 }

// safety is how far ρ is moved to the safe side: far more than the rounding errors of the sums that the ceilings are made of.
const safety = 1e-9

// focusOwed makes rows for the debts of the objective in focus, if it is an overdraft.
func (r *relaxation) focusOwed() {
	r.owed = owed{c: r.m.chargeOf(r.k), full: make([]bool, r.m.h)}
	h := r.m.h
	for i, q := range r.m.supply {
		r.rhs[r.levelAt+i] = float64(q)
	}
	for t := range len(r.rhs) - r.oweAt {
		r.rhs[r.oweAt+t] = 0
	}
	c := r.owed.c
	if c == nil {
		return
	}
	rho := float64(c.num) / float64(c.den)
	r.owed.rho = rho * (1 - safety)
	if rho > 0 {
		rho *= 1 + safety
		r.owed.rounding = (1 + safety) * math.Expm1(float64(h-1)*math.Log1p(rho)) / rho / 2
	}
	for t := range h {
		r.rhs[r.oweAt+t] = float64(r.m.supply[c.v*h+t] + c.shift[t])
		r.weight[r.oweAt+t] = r.weight[r.levelAt+c.v*h+t]
	}
}

// boundDebts lets the levels of reservoirs keep the overdrafts before the one in focus: where no more than a value may be
// charged altogether, no more may be charged for any one period, and so no balance may be lower than what is charged that.
func (r *relaxation) boundDebts(upper *best) {
	h := r.m.h
	for i := range r.m.charges {
		c := &r.m.charges[i]
		if c.k >= r.k || upper == nil {
			continue
		}
		debt := c.bears(upper.values[c.k])
		for t := range h - 1 {
			own := r.m.supply[c.v*h+t] + c.shift[t]
			r.rhs[r.levelAt+c.v*h+t] = min(float64(r.m.supply[c.v*h+t]), float64(own+debt))
		}
	}
}

// accumulateOwed adds the prices of debts to those of levels, and those of cuts.
func (r *relaxation) accumulateOwed(price, later []float64) {
	h := r.m.h
	add := func(v int, of func(t int) float64) {
		row, sum := later[v*(h+1):(v+1)*(h+1)], 0.0
		for t := h - 1; t >= 0; t-- {
			sum += of(t)
			row[t] += sum
		}
	}
	if r.owed.c != nil {
		add(r.owed.c.v, func(t int) float64 { return price[r.oweAt+t] })
	}
	for i, cut := range r.cuts {
		if p := price[r.cutAt+i]; p > 0 && cut != nil {
			add(r.m.charges[i/cutsEach].v, func(t int) float64 { return p * cut[t] })
		}
	}
}

// slopeOwed fills in what is out of the reservoirs in the present pick, before anything is taken off.
func (r *relaxation) slopeOwed() {
	h := r.m.h
	for i, cut := range r.cuts {
		if cut == nil {
			continue
		}
		sum := 0.0
		for t, out := range r.slope[r.levelAt+r.m.charges[i/cutsEach].v*h:][:h] {
			sum += cut[t] * out
		}
		r.slope[r.cutAt+i] = sum
	}
	if c := r.owed.c; c != nil {
		copy(r.slope[r.oweAt:r.oweAt+h-1], r.slope[r.levelAt+c.v*h:r.levelAt+c.v*h+h-1])
		r.slope[r.oweAt+h-1] = r.rhs[r.oweAt+h-1] // the last balance is not charged: its price stays 0
	}
}

// productsOwed adds what the debts contribute to products.
func (r *relaxation) productsOwed(gg, gv, vv float64) (float64, float64, float64) {
	for i := r.oweAt; i < len(r.slope); i++ {
		g, v, full := r.slope[i], r.dir[i], r.owed.full[i-r.oweAt]
		if v < 0 && r.top[i] <= 0 || v > 0 && full {
			v = 0
		}
		if g < 0 && r.price[i] <= 0 || g > 0 && full {
			g = 0
		}
		w := r.weight[i]
		gg, gv, vv = gg+g*g*w, gv+g*v*w, vv+v*v*w
	}
	return gg, gv, vv
}

// normOwed is the debts' part of the squared length of a step, as far as their prices can follow it.
func (r *relaxation) normOwed() float64 {
	if r.owed.c == nil {
		return 0
	}
	norm, sum := 0.0, 0.0
	for i := len(r.dir) - 1; i >= r.oweAt; i-- {
		full := r.top[i] >= r.owed.rho*(1+sum)*(1-safety)
		sum += r.top[i]
		if d := r.dir[i]; d > 0 && !full || d < 0 && r.top[i] > 0 {
			norm += d * d * r.weight[i]
		}
		r.owed.full[i-r.oweAt] = full
	}
	return norm
}

// stepOwed moves the prices of debts, as far as their ceilings allow.
func (r *relaxation) stepOwed(length float64) {
	if r.owed.c == nil {
		return
	}
	sum := 0.0
	for i := len(r.dir) - 1; i >= r.oweAt; i-- {
		r.price[i] = min(max(0, r.top[i]+length*r.dir[i]*r.weight[i]), r.owed.rho*(1+sum))
		sum += r.price[i]
	}
}
