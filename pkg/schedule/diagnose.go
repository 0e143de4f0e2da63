package schedule

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/pkg/schedule/internal/lcg"
)

// diagnosis asks which limits clash: every limit is stated under an assumption of its own.
type diagnosis struct {
	solver *lcg.Solver
	ids    []limitID
	on     []lcg.Lit // per limit: it counts
	until  int64     // work to stop at; an answer that is not there by then leaves more limits than need be
}

// whyInfeasible finds a minimal set of limits that leave no schedule within windows and lags. It may use what is left of the
// effort, and a long round in any case. If it is told to stop, the set is all limits.
func (s *solver) whyInfeasible() []Clash {
	d := diagnosis{solver: lcg.New(&s.stop), until: max(s.effort-s.work, longTurn)}
	u := s.m.unlimited()
	if s.stop.Load() {
		return s.m.anyLimit()
	}
	e := encode(u, d.solver, noLimits(s.m.nK), func(id limitID) lcg.Lit {
		d.ids, d.on = append(d.ids, id), append(d.on, d.solver.NewBool())
		return d.on[len(d.on)-1]
	})
	if s.stop.Load() {
		return s.m.anyLimit()
	}
	d.solver.Otherwise(e.earliest)
	core := d.minimal()
	s.work += d.solver.Work()
	var why []Clash
	for i, l := range d.on {
		if slices.Contains(core, l) {
			why = append(why, s.m.clashOf(d.ids[i], len(core)))
		}
	}
	if len(why) == 0 {
		why = []Clash{{Kind: LimitLag, Index: -1, Period: -1, Text: "lags and windows leave no schedule"}}
	}
	return why
}

// minimal drops limits one by one while the rest still clash.
func (d *diagnosis) minimal() []lcg.Lit {
	core := d.clashing(d.on, d.on)
	for _, l := range slices.Backward(d.on) {
		if i := slices.Index(core, l); i >= 0 {
			core = d.clashing(slices.Delete(slices.Clone(core), i, i+1), core)
		}
	}
	return core
}

// clashing is the part of the given limits that the solver found to clash, or otherwise, where it found none.
func (d *diagnosis) clashing(on, otherwise []lcg.Lit) []lcg.Lit {
	switch d.solver.Solve(on, d.until) {
	case lcg.Conflicting:
		return slices.Clone(d.solver.Core())
	case lcg.Impossible:
		return nil
	}
	return otherwise
}

// unlimited is the model with windows that calendars, dates and lags alone have narrowed. Those of m owe something to its limits
// as well: a start that a capacity or a supply rules out is gone for good there.
func (m *model) unlimited() *model {
	p := *m.p
	plenty := slices.Repeat([]int64{maxTotal}, m.h)
	p.Resources, p.Reservoirs = slices.Clone(p.Resources), slices.Clone(p.Reservoirs)
	for r := range p.Resources {
		p.Resources[r].Capacity = plenty
	}
	for v := range p.Reservoirs {
		p.Reservoirs[v].Supply = plenty
		if p.Reservoirs[v].MaxDraw != nil {
			p.Reservoirs[v].MaxDraw = plenty
		}
	}
	u := compileUntil(&p, m.stop)
	if u.stopped() {
		return u
	}
	u.tighten()
	u.p, u.capacity, u.supply, u.maxDraw, u.charges = m.p, m.capacity, m.supply, m.maxDraw, m.charges
	return u
}

// anyLimit names all limits there are.
func (m *model) anyLimit() []Clash {
	var ids []limitID
	for r := range m.nR {
		ids = append(ids, limitID{LimitResource, r})
	}
	for b := range m.nB {
		ids = append(ids, limitID{LimitBudget, b})
	}
	for v := range m.nV {
		ids = append(ids, limitID{LimitReservoir, v})
		if m.p.Reservoirs[v].MaxDraw != nil {
			ids = append(ids, limitID{LimitDraw, v})
		}
	}
	if m.overlap != nil {
		ids = append(ids, limitID{LimitOverlap, -1})
	}
	var why []Clash
	for _, id := range ids {
		why = append(why, m.clashOf(id, len(ids)))
	}
	return why
}

// clashOf names one of n limits that together leave no schedule.
func (m *model) clashOf(id limitID, n int) Clash {
	c := Clash{Kind: id.kind, Index: id.index, Period: -1}
	switch id.kind {
	case LimitResource:
		c.Text = fmt.Sprintf("resource %q", m.p.Resources[id.index].Name)
	case LimitBudget:
		c.Text = fmt.Sprintf("budget %q", m.p.Budgets[id.index].Name)
	case LimitReservoir:
		c.Text = fmt.Sprintf("reservoir %q", m.p.Reservoirs[id.index].Name)
	case LimitDraw:
		c.Text = fmt.Sprintf("draws from reservoir %q", m.p.Reservoirs[id.index].Name)
	default:
		c.Text = "what may run at the same time"
	}
	if n == 1 {
		c.Text += " cannot be kept within windows and lags"
	} else {
		c.Text += fmt.Sprintf(" is one of %d limits that cannot all be kept within windows and lags", n)
	}
	return c
}
