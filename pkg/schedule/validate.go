package schedule

import (
	"errors"
	"fmt"
	"math"
	"sync/atomic"
)

// Limits on the size of a problem. They keep every sum of the engine inside int64 and every table inside memory; a
// planning problem is orders of magnitude below them.
const (
	MaxHorizon = 1 << 20 // periods
	maxOffset  = 1 << 30 // durations, lags and offsets of flows, in periods
	maxTotal   = int64(1) << 60
)

// Validate reports everything that makes a problem meaningless, all faults joined into one error (errors.Join), each
// with its place and the value at fault. A problem that validates can be solved without overflow: the sum over all
// activities of the dearest mode, in every objective, resource, budget and reservoir, stays below 2^60, and so does the largest
// overdraft. Validate does not ask whether a schedule exists; Solve does.
func Validate(p *Problem) error {
	return validateUntil(p, nil)
}

// validateUntil is Validate; when stop is set it reports what it has seen so far.
func validateUntil(p *Problem, stop *atomic.Bool) error {
	if p == nil {
		return errors.New("problem is nil")
	}
	v := &validation{p: p, stop: stop}
	v.shape()
	v.capacities()
	v.covers()
	for a := range p.Activities {
		if v.stopped() {
			return errors.Join(v.faults...)
		}
		v.activity(a)
	}
	v.totals()
	for k := range p.Objectives {
		v.charge(k)
	}
	v.lags()
	return errors.Join(v.faults...)
}

type validation struct {
	p      *Problem
	faults []error
	stop   *atomic.Bool // nil for never
}

func (v *validation) stopped() bool { return v.stop != nil && v.stop.Load() }

func (v *validation) fault(format string, args ...any) {
	v.faults = append(v.faults, fmt.Errorf(format, args...))
}

func (v *validation) shape() {
	p := v.p
	if p.Horizon < 1 || p.Horizon > MaxHorizon {
		v.fault("horizon %d: want 1 to %d periods", p.Horizon, MaxHorizon)
	}
	if len(p.Objectives) == 0 {
		v.fault("no objective: want at least one")
	}
	for k, o := range p.Objectives {
		if o.Kind != Sum && o.Kind != Makespan && o.Kind != Overdraft {
			v.fault("objective %d %q: unknown kind %d", k, o.Name, o.Kind)
		}
	}
	for g, grp := range p.Groups {
		if grp.Modes < 1 || grp.Modes > math.MaxInt16 {
			v.fault("group %d %q: %d modes: want 1 to %d", g, grp.Name, grp.Modes, math.MaxInt16)
		}
	}
}

func (v *validation) capacities() {
	p := v.p
	for r, res := range p.Resources {
		place := fmt.Sprintf("resource %d %q", r, res.Name)
		v.length(place+": capacity", len(res.Capacity))
		for t, c := range res.Capacity {
			if c < 0 || c > maxTotal {
				v.fault("%s: period %d: capacity %d: want 0 to 2^60", place, t, c)
				break
			}
		}
	}
	for b, bud := range p.Budgets {
		if bud.Capacity < 0 || bud.Capacity > maxTotal {
			v.fault("budget %d %q: capacity %d: want 0 to 2^60", b, bud.Name, bud.Capacity)
		}
	}
	for i, res := range p.Reservoirs {
		place := fmt.Sprintf("reservoir %d %q", i, res.Name)
		v.length(place+": supply", len(res.Supply))
		for t, s := range res.Supply {
			if s < -maxTotal || s > maxTotal {
				v.fault("%s: period %d: supply %d: want -2^60 to 2^60", place, t, s)
				break
			}
		}
		if res.MaxDraw == nil {
			continue
		}
		v.length(place+": max draw", len(res.MaxDraw))
		for t, d := range res.MaxDraw {
			if d < 0 || d > maxTotal {
				v.fault("%s: period %d: max draw %d: want 0 to 2^60", place, t, d)
				break
			}
		}
	}
}

// covers looks at what the set function says of itself, but for what its callback answers: that is asked for later.
func (v *validation) covers() {
	fn, ok := v.p.Overlap.(Covering)
	if !ok {
		return
	}
	for i, c := range fn.Covers() {
		place := fmt.Sprintf("set function: cover %d", i)
		v.length(place+": capacity", len(c.Capacity))
		total := int64(0)
		for thing, w := range c.Weights {
			if w < 0 || w > maxTotal {
				v.fault("%s: weight %d of thing %d: want 0 to 2^60", place, w, thing)
				break
			}
			total = satAdd(total, w)
		}
		if total > maxTotal {
			v.fault("%s: all weights together are %d: want at most 2^60", place, total)
		}
		for t, q := range c.Capacity {
			if q < 0 || q > maxTotal {
				v.fault("%s: period %d: capacity %d: want 0 to 2^60", place, t, q)
				break
			}
		}
		if c.Takes == nil && len(c.Weights) > 0 {
			v.fault("%s: nothing says what activities take away", place)
		}
	}
}

func (v *validation) length(place string, n int) {
	if n != v.p.Horizon {
		v.fault("%s: %d entries: want one per period, %d", place, n, v.p.Horizon)
	}
}

func (v *validation) activity(a int) {
	p := v.p
	act := &p.Activities[a]
	place := fmt.Sprintf("activity %d %q", a, act.Name)
	if act.Group < 0 || act.Group >= len(p.Groups) {
		v.fault("%s: group %d: there are %d groups", place, act.Group, len(p.Groups))
	} else if want := p.Groups[act.Group].Modes; len(act.Modes) != want {
		v.fault("%s: %d modes: its group %q has %d", place, len(act.Modes), p.Groups[act.Group].Name, want)
	}
	for m := range act.Modes {
		v.mode(place, m, &act.Modes[m])
	}
}

func (v *validation) mode(place string, m int, md *Mode) {
	p := v.p
	fault := func(format string, args ...any) {
		v.fault("%s: mode %d: %s", place, m, fmt.Sprintf(format, args...))
	}
	if md.Costs != nil && len(md.Costs) != len(p.Objectives) {
		fault("%d costs: want one per objective, %d", len(md.Costs), len(p.Objectives))
	}
	for k, c := range md.Costs {
		if c.Rate < 0 {
			fault("objective %d: rate %d is negative", k, c.Rate)
		}
	}
	if md.Duration < 0 || md.Duration > maxOffset {
		fault("duration %d: want 0 to 2^30", md.Duration)
	}
	if md.Release < 0 || md.Release > maxOffset {
		fault("release %d: want 0 to 2^30", md.Release)
	}
	if md.Due < 0 || md.Due > maxOffset {
		fault("due %d: want 0 (the horizon) to 2^30", md.Due)
	}
	if md.Closed != nil && len(md.Closed) != p.Horizon {
		fault("closed: %d entries: want one per period, %d", len(md.Closed), p.Horizon)
	}
	for _, d := range md.Demands {
		if d.Resource < 0 || d.Resource >= len(p.Resources) {
			fault("demand of resource %d: there are %d resources", d.Resource, len(p.Resources))
		}
		if d.Amount < 0 {
			fault("demand of resource %d: amount %d is negative", d.Resource, d.Amount)
		}
	}
	for _, u := range md.Uses {
		if u.Budget < 0 || u.Budget >= len(p.Budgets) {
			fault("use of budget %d: there are %d budgets", u.Budget, len(p.Budgets))
		}
		if u.Amount < 0 {
			fault("use of budget %d: amount %d is negative", u.Budget, u.Amount)
		}
	}
	bad := false
	for _, f := range md.Flows {
		if f.Reservoir < 0 || f.Reservoir >= len(p.Reservoirs) {
			fault("flow of reservoir %d: there are %d reservoirs", f.Reservoir, len(p.Reservoirs))
			bad = true
		}
		if f.Offset < 0 || f.Offset > maxOffset {
			fault("flow of reservoir %d: offset %d: want 0 to 2^30", f.Reservoir, f.Offset)
			bad = true
		}
		if f.Amount < -maxTotal || f.Amount > maxTotal {
			fault("flow of reservoir %d: amount %d: want -2^60 to 2^60", f.Reservoir, f.Amount)
			bad = true
		}
	}
	if !bad {
		v.flowRule(fault, md)
	}
}

// flowRule demands that what an activity has drawn so far never becomes a gift. Quadratic in the flows of one mode, of
// which there are a handful; saturating sums keep it safe before totals has been seen.
func (v *validation) flowRule(fault func(string, ...any), md *Mode) {
	for _, f := range md.Flows {
		sum := int64(0)
		for _, e := range md.Flows {
			if e.Reservoir == f.Reservoir && e.Offset <= f.Offset {
				sum = satAdd(sum, e.Amount)
			}
		}
		if sum > 0 {
			fault("reservoir %d: by offset %d the flows add up to +%d: more comes back than was drawn", f.Reservoir, f.Offset, sum)
			return
		}
	}
}

// totals bounds the worst sums that a schedule can produce.
func (v *validation) totals() {
	p := v.p
	h := int64(min(max(p.Horizon, 1), MaxHorizon))
	check := func(what string, i int, per func(*Mode) int64) {
		total := int64(0)
		for a := range p.Activities {
			if v.stopped() {
				return
			}
			worst := int64(0)
			for m := range p.Activities[a].Modes {
				worst = max(worst, per(&p.Activities[a].Modes[m]))
			}
			total = satAdd(total, worst)
		}
		if total > maxTotal {
			v.fault("%s %d: the amounts of all activities add up to more than 2^60", what, i)
		}
	}
	for k := range p.Objectives {
		check("objective", k, func(md *Mode) int64 {
			if k >= len(md.Costs) {
				return 0
			}
			return satAdd(satAbs(md.Costs[k].Fixed), satMul(max(md.Costs[k].Rate, 0), h))
		})
	}
	for r := range p.Resources {
		check("resource", r, func(md *Mode) (sum int64) {
			for _, d := range md.Demands {
				if d.Resource == r {
					sum = satAdd(sum, max(d.Amount, 0))
				}
			}
			return satMul(sum, h)
		})
	}
	for b := range p.Budgets {
		check("budget", b, func(md *Mode) (sum int64) {
			for _, u := range md.Uses {
				if u.Budget == b {
					sum = satAdd(sum, max(u.Amount, 0))
				}
			}
			return sum
		})
	}
	for r := range p.Reservoirs {
		check("reservoir", r, func(md *Mode) (sum int64) {
			for _, f := range md.Flows {
				if f.Reservoir == r {
					sum = satAdd(sum, satAbs(f.Amount))
				}
			}
			return sum
		})
	}
}

func satAbs(a int64) int64 {
	if a == math.MinInt64 {
		return math.MaxInt64
	}
	if a < 0 {
		return -a
	}
	return a
}

// satAdd adds and stays at the end of the range instead of wrapping.
func satAdd(a, b int64) int64 {
	switch {
	case b > 0 && a > math.MaxInt64-b:
		return math.MaxInt64
	case b < 0 && a < math.MinInt64-b:
		return math.MinInt64
	}
	return a + b
}

// satMul multiplies two numbers that are not negative.
func satMul(a, b int64) int64 {
	if a != 0 && b > math.MaxInt64/a {
		return math.MaxInt64
	}
	return a * b
}
