package schedule

import (
	"fmt"

	"github.com/riprep/riprep/pkg/schedule/internal/lcg"
)

// diagnosisWork is what one question of the diagnosis may cost, in nanoseconds of the reference core.
const diagnosisWork = 2_000_000_000

// whyInfeasible finds a minimal set of limits that leave no schedule within windows and lags: every limit is stated under an
// assumption of its own, the solver names assumptions that clash, and those that are not needed are dropped one by one.
func (s *solver) whyInfeasible() []Clash {
	solver := lcg.New(&s.stop)
	var ids []limitID
	var on []lcg.Lit
	limits := make([]int64, s.m.nK)
	for k := range limits {
		limits[k] = noLimit
	}
	e := encode(s.m, solver, limits, func(id limitID) lcg.Lit {
		ids, on = append(ids, id), append(on, solver.NewBool())
		return on[len(on)-1]
	})
	solver.Otherwise(e.earliest)
	core := on
	if solver.Solve(on, solver.Work()+diagnosisWork) == lcg.Conflicting {
		core = append([]lcg.Lit(nil), solver.Core()...)
	}
	for i := len(core) - 1; i >= 0; i-- {
		rest := append(append([]lcg.Lit(nil), core[:i]...), core[i+1:]...)
		if a := solver.Solve(rest, solver.Work()+diagnosisWork); a == lcg.Conflicting || a == lcg.Impossible {
			core = rest
		}
	}
	var why []Clash
	for i, l := range on {
		for _, c := range core {
			if c == l {
				why = append(why, s.m.clashOf(ids[i], len(core)))
			}
		}
	}
	if len(why) == 0 {
		why = []Clash{{Kind: LimitLag, Index: -1, Period: -1, Text: "lags and windows leave no schedule"}}
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
