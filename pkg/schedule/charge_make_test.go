package schedule

import (
	"math/rand/v2"
	"slices"
)

// indebted makes an overdraft of objective k of a problem: on a reservoir that it has, or on a new one that its activities draw
// from. Part of the supply is borrowed, and rates are high, so that what is charged varies with every start.
func indebted(p Problem, k int, r *rand.Rand) Problem {
	p.Objectives = append([]Objective(nil), p.Objectives...)
	if len(p.Reservoirs) == 0 || r.IntN(3) == 0 {
		p = drawing(p, r)
	}
	v := r.IntN(len(p.Reservoirs))
	c := &Charge{Reservoir: v, Num: int64(1 + r.IntN(9)), Den: int64(4 + r.IntN(50))}
	borrowed := int64(r.IntN(16))
	for _, s := range p.Reservoirs[v].Supply {
		if s > 1000 {
			s = int64(r.IntN(6)) // ample supply, all borrowed but for that
		}
		c.Own = append(c.Own, s-borrowed)
	}
	p.Objectives[k] = Objective{Name: "overdraft", Kind: Overdraft, Charge: c}
	return p
}

// drawing adds a reservoir that binds nobody, and flows into and out of it.
func drawing(p Problem, r *rand.Rand) Problem {
	v := len(p.Reservoirs)
	ample := Reservoir{Name: "ample"}
	for range p.Horizon {
		ample.Supply = append(ample.Supply, 1_000_000)
	}
	p.Reservoirs = append(append([]Reservoir(nil), p.Reservoirs...), ample)
	return withModes(p, func(md *Mode) {
		if out := int64(r.IntN(12)); out > 0 && r.IntN(4) > 0 {
			md.Flows = append(append([]Flow(nil), md.Flows...), Flow{v, r.IntN(2), -out}, Flow{v, 2 + r.IntN(3), r.Int64N(out + 1)})
		}
	})
}

// inflated multiplies all amounts of money, so that rounding to whole units hardly matters.
func inflated(p Problem, by int64) Problem {
	times := func(in []int64) (out []int64) {
		for _, x := range in {
			out = append(out, by*x)
		}
		return out
	}
	p.Reservoirs = append([]Reservoir(nil), p.Reservoirs...)
	for v := range p.Reservoirs {
		p.Reservoirs[v].Supply = times(p.Reservoirs[v].Supply)
		if p.Reservoirs[v].MaxDraw != nil {
			p.Reservoirs[v].MaxDraw = times(p.Reservoirs[v].MaxDraw)
		}
	}
	p.Objectives = append([]Objective(nil), p.Objectives...)
	for k := range p.Objectives {
		if c := p.Objectives[k].Charge; c != nil {
			p.Objectives[k].Charge = &Charge{c.Reservoir, times(c.Own), c.Num, c.Den}
		}
	}
	return withModes(p, func(md *Mode) {
		md.Flows = append([]Flow(nil), md.Flows...)
		for i := range md.Flows {
			md.Flows[i].Amount *= by
		}
	})
}

// smallDebt is a problem that can be enumerated, with an overdraft as its only, first, second or third objective, or with
// two.
func smallDebt(seed uint64) Problem {
	p, r := small(seed), rand.New(rand.NewPCG(seed, 31))
	switch seed % 6 {
	case 0: // alone
		p.Objectives = p.Objectives[:1]
		p = withModes(p, func(md *Mode) { md.Costs = nil })
		p = indebted(p, 0, r)
	case 1, 2:
		p = indebted(p, 0, r)
	case 3, 4:
		p = indebted(p, 1, r)
	default:
		p = indebted(indebted(p, 1, r), 0, r)
	}
	if seed%5 == 0 {
		p = inflated(p, 1000)
	}
	return p
}

// owing is a network whose first or second objective is what a credit line costs: part of the supply is borrowed at 8.5 % a year,
// by the week. The other objective is exposure.
func owing(n int, seed uint64, first bool) Problem {
	p := network(n, seed)
	supply := p.Reservoirs[0].Supply
	c := &Charge{Reservoir: 0, Num: 85 * 7, Den: 1000 * 365}
	for _, s := range supply {
		c.Own = append(c.Own, s-supply[p.Horizon-1]*2/5)
	}
	interest, k := Objective{Name: "interest", Kind: Overdraft, Charge: c}, 1
	p.Objectives = []Objective{p.Objectives[0], interest}
	if first {
		k = 0
		slices.Reverse(p.Objectives)
	}
	return withModes(p, func(md *Mode) {
		exposure := md.Costs[0]
		md.Costs = []Cost{exposure, exposure}
		md.Costs[k] = Cost{}
	})
}
