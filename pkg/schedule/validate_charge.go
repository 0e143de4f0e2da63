package schedule

// charge looks at objective k, an Overdraft.
//
// Nothing the search computes for it can overflow. With D the most that all activities can draw (below 2^60, see totals) no
// balance without charges falls below Own(t) − D in any schedule, complete or not. What is charged never falls when balances
// do (charge.go), so the charges on Own(t) − D are the largest there can be. They are computed here, and must stay below
// 2^60; a debt is then below 2^60 + 2^60 + 2^60, and its product with Num is formed in 128 bits.
func (v *validation) charge(k int) {
	o := &v.p.Objectives[k]
	c := o.Charge
	fault := func(format string, args ...any) {
		v.fault("objective %d %q: "+format, append([]any{k, o.Name}, args...)...)
	}
	if o.Kind != Overdraft {
		if c != nil {
			fault("it has a charge, but is no overdraft")
		}
		return
	}
	if c == nil {
		fault("an overdraft without a charge")
		return
	}
	before := len(v.faults)
	if c.Reservoir < 0 || c.Reservoir >= len(v.p.Reservoirs) {
		fault("charge on reservoir %d: there are %d reservoirs", c.Reservoir, len(v.p.Reservoirs))
	}
	if c.Num < 0 {
		fault("charge: num %d is negative", c.Num)
	}
	if c.Den < 1 {
		fault("charge: den %d: want 1 or more", c.Den)
	}
	if len(c.Own) != v.p.Horizon {
		fault("charge: own: %d entries: want one per period, %d", len(c.Own), v.p.Horizon)
	}
	for t, own := range c.Own {
		if own < -maxTotal || own > maxTotal {
			fault("charge: period %d: own %d: want -2^60 to 2^60", t, own)
			break
		}
	}
	if len(v.faults) > before {
		return
	}
	rate := newRate(c.Num, c.Den)
	drawn, sum := v.mostDrawn(c.Reservoir), int64(0)
	for t := range len(c.Own) - 1 {
		if sum = satAdd(sum, rate.on(satAdd(sum, satAdd(drawn, -c.Own[t])))); sum > maxTotal {
			fault("charge: by period %d it can add up to more than 2^60", t+1)
			return
		}
	}
}

// mostDrawn is what all activities together can have drawn from a reservoir at most, nothing given back.
func (v *validation) mostDrawn(reservoir int) int64 {
	total := int64(0)
	for a := range v.p.Activities {
		worst := int64(0)
		for m := range v.p.Activities[a].Modes {
			sum := int64(0)
			for _, f := range v.p.Activities[a].Modes[m].Flows {
				if f.Reservoir == reservoir && f.Amount < 0 {
					sum = satAdd(sum, satAbs(f.Amount))
				}
			}
			worst = max(worst, sum)
		}
		total = satAdd(total, worst)
	}
	return total
}
