package schedule

import (
	"fmt"
	"math/big"
)

// Check tells every constraint that a solution breaks; an empty answer means that the schedule is valid. It is written
// to be obviously right and shares nothing with the search: it adds everything up period by period from the problem
// itself. Where Values are given they are recomputed and compared. The problem must be valid (see Validate).
func Check(p Problem, s Solution) []Clash {
	c := &checker{p: &p, s: &s}
	if !c.shape() {
		return c.found
	}
	c.windows()
	c.lags()
	c.resources()
	c.budgets()
	c.reservoirs()
	c.overlaps()
	c.values()
	return c.found
}

// Evaluate computes the objectives of a schedule: one value per objective. modes has one entry per group, starts one per
// activity; the start of an absent activity is not looked at.
func Evaluate(p Problem, modes, starts []int) []int64 {
	values := make([]int64, len(p.Objectives))
	for a, act := range p.Activities {
		md := act.Modes[modes[act.Group]]
		completion := int64(starts[a] + md.Duration)
		for k, o := range p.Objectives {
			switch {
			case o.Kind == Makespan && !md.Absent:
				values[k] = max(values[k], completion)
			case o.Kind == Sum && md.Costs != nil:
				values[k] += md.Costs[k].Fixed
				if !md.Absent {
					values[k] += md.Costs[k].Rate * completion
				}
			}
		}
	}
	for k, o := range p.Objectives {
		if o.Kind == Overdraft {
			values[k] = overdraft(&p, o.Charge, modes, starts)
		}
	}
	return values
}

// overdraft follows a balance from period to period and adds up what its debts are charged. It counts without a limit of size
// and shares nothing with charge.go.
func overdraft(p *Problem, c *Charge, modes, starts []int) int64 {
	flows := make([]int64, p.Horizon)
	for a, act := range p.Activities {
		md := act.Modes[modes[act.Group]]
		for _, f := range md.Flows {
			if t := starts[a] + f.Offset; !md.Absent && f.Reservoir == c.Reservoir && t < p.Horizon {
				flows[t] += f.Amount
			}
		}
	}
	balance, charged, charge := new(big.Int), new(big.Int), new(big.Int)
	own := int64(0)
	num, den, half := big.NewInt(c.Num), big.NewInt(c.Den), big.NewInt(c.Den)
	num.Lsh(num, 1)
	den.Lsh(den, 1)
	for t := range p.Horizon {
		balance.Sub(balance, charge)
		charged.Add(charged, charge)
		balance.Add(balance, big.NewInt(c.Own[t]-own))
		balance.Add(balance, big.NewInt(flows[t]))
		own = c.Own[t]
		charge.SetInt64(0)
		if balance.Sign() < 0 { // round(debt × num / den) = ⌊(debt × 2num + den) / 2den⌋
			charge.Neg(balance)
			charge.Mul(charge, num)
			charge.Add(charge, half)
			charge.Quo(charge, den)
		}
	}
	return charged.Int64()
}

type checker struct {
	p     *Problem
	s     *Solution
	found []Clash
}

func (c *checker) clash(kind LimitKind, index, period int, amount int64, activities []int, format string, args ...any) {
	c.found = append(c.found, Clash{Kind: kind, Index: index, Period: period, Amount: amount, Activities: activities,
		Text: fmt.Sprintf(format, args...)})
}

func (c *checker) malformed(activities []int, format string, args ...any) {
	c.clash(LimitMalformed, -1, -1, 0, activities, format, args...)
}

// mode is the chosen mode of an activity.
func (c *checker) mode(a int) *Mode {
	act := &c.p.Activities[a]
	return &act.Modes[c.s.Modes[act.Group]]
}

func (c *checker) name(a int) string { return c.p.Activities[a].Name }

// shape reports whether the solution fits the problem so far that the other checks can be made.
func (c *checker) shape() bool {
	if len(c.s.Modes) != len(c.p.Groups) {
		c.malformed(nil, "%d modes for %d groups", len(c.s.Modes), len(c.p.Groups))
	}
	if len(c.s.Starts) != len(c.p.Activities) {
		c.malformed(nil, "%d starts for %d activities", len(c.s.Starts), len(c.p.Activities))
	}
	if len(c.found) > 0 {
		return false
	}
	for g, m := range c.s.Modes {
		if m < 0 || m >= c.p.Groups[g].Modes {
			c.malformed(nil, "group %q: mode %d: it has %d", c.p.Groups[g].Name, m, c.p.Groups[g].Modes)
		}
	}
	if len(c.found) > 0 {
		return false
	}
	for a, start := range c.s.Starts {
		switch absent := c.mode(a).Absent; {
		case absent && start != -1:
			c.malformed([]int{a}, "activity %q: start %d, but it is absent in mode %d", c.name(a), start, c.s.Modes[c.p.Activities[a].Group])
		case !absent && start < 0:
			c.malformed([]int{a}, "activity %q: start %d, but it takes place in mode %d", c.name(a), start, c.s.Modes[c.p.Activities[a].Group])
		case start > MaxHorizon:
			c.malformed([]int{a}, "activity %q: start %d is out of range", c.name(a), start)
		}
	}
	return len(c.found) == 0
}

func (c *checker) windows() {
	for a, start := range c.s.Starts {
		md := c.mode(a)
		if md.Absent {
			continue
		}
		end := start + md.Duration
		if start < md.Release {
			c.clash(LimitWindow, -1, start, int64(md.Release-start), []int{a}, "activity %q starts in period %d, released in %d", c.name(a), start, md.Release)
		}
		if md.Due > 0 && end > md.Due {
			c.clash(LimitWindow, -1, md.Due, int64(end-md.Due), []int{a}, "activity %q completes at %d, due by %d", c.name(a), end, md.Due)
		}
		if end > c.p.Horizon {
			c.clash(LimitHorizon, -1, c.p.Horizon, int64(end-c.p.Horizon), []int{a}, "activity %q completes at %d, after the horizon %d", c.name(a), end, c.p.Horizon)
		}
		for t := start; t < min(end, len(md.Closed)); t++ {
			if md.Closed[t] {
				c.clash(LimitWindow, -1, t, 1, []int{a}, "activity %q occupies period %d, which is closed", c.name(a), t)
				break
			}
		}
	}
}

func (c *checker) lags() {
	for l, lag := range c.p.Lags {
		from, to := c.mode(lag.From), c.mode(lag.To)
		if from.Absent || to.Absent {
			continue
		}
		earliest := c.s.Starts[lag.From] + from.Duration + lag.Min
		if start := c.s.Starts[lag.To]; start < earliest {
			c.clash(LimitLag, l, start, int64(earliest-start), []int{lag.From, lag.To}, "activity %q starts in period %d, %d after %q completes allows %d", c.name(lag.To), start, lag.Min, c.name(lag.From), earliest)
		}
	}
}

// running lists the activities that occupy period t and satisfy keep.
func (c *checker) running(t int, keep func(*Mode) bool) []int {
	var who []int
	for a, start := range c.s.Starts {
		md := c.mode(a)
		if !md.Absent && start <= t && t < start+md.Duration && keep(md) {
			who = append(who, a)
		}
	}
	return who
}

func (c *checker) resources() {
	for r, res := range c.p.Resources {
		used := make([]int64, c.p.Horizon)
		for a, start := range c.s.Starts {
			md := c.mode(a)
			if md.Absent {
				continue
			}
			for _, d := range md.Demands {
				for t := start; d.Resource == r && t < min(start+md.Duration, c.p.Horizon); t++ {
					used[t] += d.Amount
				}
			}
		}
		for t, u := range used {
			if u <= res.Capacity[t] {
				continue
			}
			who := c.running(t, func(md *Mode) bool {
				for _, d := range md.Demands {
					if d.Resource == r && d.Amount > 0 {
						return true
					}
				}
				return false
			})
			c.clash(LimitResource, r, t, u-res.Capacity[t], who, "resource %q: period %d: %d in use, %d there", res.Name, t, u, res.Capacity[t])
		}
	}
}

func (c *checker) budgets() {
	for b, bud := range c.p.Budgets {
		used := int64(0)
		var who []int
		for a := range c.s.Starts {
			md := c.mode(a)
			if md.Absent {
				continue
			}
			for _, u := range md.Uses {
				if u.Budget == b && u.Amount > 0 {
					used += u.Amount
					if len(who) == 0 || who[len(who)-1] != a {
						who = append(who, a)
					}
				}
			}
		}
		if used > bud.Capacity {
			c.clash(LimitBudget, b, -1, used-bud.Capacity, who, "budget %q: %d used, %d there", bud.Name, used, bud.Capacity)
		}
	}
}

func (c *checker) reservoirs() {
	for v, res := range c.p.Reservoirs {
		change := make([]int64, c.p.Horizon) // in the period itself
		drawn := make([]int64, c.p.Horizon)
		by := make([][]int, c.p.Horizon) // who draws in the period
		for a, start := range c.s.Starts {
			md := c.mode(a)
			if md.Absent {
				continue
			}
			for _, f := range md.Flows {
				t := start + f.Offset
				if f.Reservoir != v || t >= c.p.Horizon {
					continue
				}
				change[t] += f.Amount
				if f.Amount < 0 {
					drawn[t] -= f.Amount
					by[t] = append(by[t], a)
				}
			}
		}
		net := int64(0)
		var before []int // drew so far
		for t := range c.p.Horizon {
			net += change[t]
			before = append(before, by[t]...)
			if level := res.Supply[t] + net; level < 0 {
				c.clash(LimitReservoir, v, t, -level, append([]int(nil), before...), "reservoir %q: period %d: %d below zero", res.Name, t, -level)
			}
			if res.MaxDraw != nil && drawn[t] > res.MaxDraw[t] {
				c.clash(LimitDraw, v, t, drawn[t]-res.MaxDraw[t], by[t], "reservoir %q: period %d: %d drawn, at most %d allowed", res.Name, t, drawn[t], res.MaxDraw[t])
			}
		}
	}
}

func (c *checker) overlaps() {
	if c.p.Overlap == nil {
		return
	}
	running := make([][]int, c.p.Horizon)
	for a, start := range c.s.Starts {
		if md := c.mode(a); !md.Absent && md.Exclusive {
			for t := start; t < min(start+md.Duration, c.p.Horizon); t++ {
				running[t] = append(running[t], a)
			}
		}
	}
	for t, who := range running {
		if len(who) == 0 {
			continue
		}
		set := make([]Running, len(who))
		for i, a := range who {
			set[i] = Running{Activity: a, Mode: c.s.Modes[c.p.Activities[a].Group]}
		}
		if !c.p.Overlap.Allowed(t, set) {
			c.clash(LimitOverlap, -1, t, 0, who, "period %d: %d activities may not run together", t, len(who))
		}
	}
}

func (c *checker) values() {
	if c.s.Values == nil {
		return
	}
	want := Evaluate(*c.p, c.s.Modes, c.s.Starts)
	if len(c.s.Values) != len(want) {
		c.malformed(nil, "%d values for %d objectives", len(c.s.Values), len(want))
		return
	}
	for k := range want {
		if c.s.Values[k] != want[k] {
			c.malformed(nil, "objective %q: value %d, the schedule gives %d", c.p.Objectives[k].Name, c.s.Values[k], want[k])
		}
	}
}
