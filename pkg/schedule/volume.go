package schedule

import "math"

// The step rule is that of the volume algorithm (Barahona and Anbil 2000): every trial starts from the best prices and
// goes along the running average of the subgradients, whose limit is the primal solution of the relaxation.
const (
	patience  = 15    // trials without progress that shorten the step
	shorten   = 0.75  // by this factor
	grow      = 1.1   // what a trial with progress lengthens it by
	firstStep = 0.05  // share of a Polyak step in the beginning
	openBelow = 5e-4  // where prices have settled enough to open the packs
	openStep  = 0.003 // share of a Polyak step then
	leastStep = 1e-5  // and in the end
	firstTurn = 0.3   // weight of the newest subgradient in the average, at most
	calmer    = 0.85  // factor by which it falls with the step: where trials fail, one subgradient says little
	calmTurn  = 0.03  // down to this
	leastTurn = 0.015 // what it falls to with time; a longer memory is slow to forget where the prices once were
	turnEvery = 100   // trials after which that is reconsidered
)

// The units of the rows, relative to those of resources. A reservoir row gathers everything before it and a lag row all
// periods between two starts, so both swing wider; measured on generated plans (0.1 to 1 for either costs 0 to 15 % of the
// bound at 300 trials).
const (
	levelUnit = 0.1
	lagUnit   = 0.25
)

// advance judges the trial that was just priced and makes the next one.
func (r *relaxation) advance(value float64, upper *best) {
	if !r.began {
		r.began, r.value = true, value
		copy(r.top, r.price)
		copy(r.dir, r.slope)
	} else {
		gg, gv, vv := r.products()
		// the weight that makes the new average shortest
		turn := r.turn
		if den := gg - 2*gv + vv; den > 0 {
			turn = min(max((vv-gv)/den, r.turn/10), r.turn)
		}
		dir := r.dir[:len(r.slope)]
		for i, g := range r.slope {
			dir[i] += turn * (g - dir[i])
		}
		if value > r.value {
			if gv >= 0 {
				r.theta = min(r.theta*grow, 2)
			}
			r.value, r.stale = value, 0
			copy(r.top, r.price)
		} else if r.stale++; r.stale >= patience {
			r.stale = 0
			r.theta = max(r.theta*shorten, leastStep)
			r.turn = max(r.turn*calmer, min(r.turn, calmTurn))
		}
		if r.iterations%turnEvery == 0 {
			if r.value < r.marked+0.01*math.Abs(r.marked) {
				r.turn = max(r.turn/2, leastTurn)
			}
			r.marked = r.value
		}
	}
	r.step(upper)
}

// products gives the inner products of the subgradient and its average, as far as prices can follow them.
func (r *relaxation) products() (gg, gv, vv float64) {
	n := r.oweAt
	slope, dir, top, price, weight := r.slope[:n], r.dir[:n], r.top[:n], r.price[:n], r.weight[:n]
	for i, g := range slope {
		v := dir[i]
		if v < 0 && top[i] <= 0 {
			v = 0
		}
		if g < 0 && price[i] <= 0 {
			g = 0
		}
		w := weight[i]
		gg += g * g * w
		gv += g * v * w
		vv += v * v * w
	}
	return r.productsOwed(gg, gv, vv)
}

// step goes from the best prices along the averaged subgradient.
func (r *relaxation) step(upper *best) {
	target := r.value + 0.5*math.Abs(r.value) + 1
	if upper != nil {
		if !r.aimed {
			r.aimed, r.theta, r.stale = true, firstStep, 0
		}
		target = max(float64(upper.values[r.k]), r.value+1e-4*math.Abs(r.value))
	}
	n := r.oweAt
	dir, top, price, weight := r.dir[:n], r.top[:n], r.price[:n], r.weight[:n]
	norm := r.normOwed()
	for i, d := range dir {
		if d > 0 || top[i] > 0 {
			norm += d * d * weight[i]
		}
	}
	if norm <= 0 {
		return
	}
	length := r.theta * (target - r.value) / norm
	for i, d := range dir {
		price[i] = max(0, top[i]+length*d*weight[i])
	}
	r.stepOwed(length)
	r.work += int64(8 * len(r.rhs))
}
