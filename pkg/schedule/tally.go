package schedule

import (
	"fmt"
	"slices"
)

// tally counts which limits stood in the way while schedules were built, so that an answer without a schedule can say
// what to look at.
type tally struct {
	m      *model
	counts []tallied // one per limit: lag, window, overlap, resources, budgets, reservoirs, draws
}

type tallied struct {
	n      int64
	period int32
	acts   [4]int32 // the last few different activities that it stopped, +1; 0 is none
}

const (
	tallyLag = iota
	tallyWindow
	tallyOverlap
	tallyFirst // of the indexed ones
)

func newTally(m *model) tally {
	return tally{m: m, counts: make([]tallied, tallyFirst+m.nR+m.nB+2*m.nV)}
}

func (t *tally) slot(why blocker) int {
	m := t.m
	switch why.kind {
	case LimitLag:
		return tallyLag
	case LimitOverlap:
		return tallyOverlap
	case LimitResource:
		return tallyFirst + int(why.index)
	case LimitBudget:
		return tallyFirst + m.nR + int(why.index)
	case LimitReservoir:
		return tallyFirst + m.nR + m.nB + int(why.index)
	case LimitDraw:
		return tallyFirst + m.nR + m.nB + m.nV + int(why.index)
	}
	return tallyWindow
}

func (t *tally) add(why blocker, a int32) {
	c := &t.counts[t.slot(why)]
	if c.n == 0 {
		c.period = why.period
	}
	c.n++
	if a >= 0 && !slices.Contains(c.acts[:], a+1) {
		copy(c.acts[1:], c.acts[:3])
		c.acts[0] = a + 1
	}
}

// merge adds another stream's counts.
func (t *tally) merge(o *tally) {
	for i := range t.counts {
		c, d := &t.counts[i], &o.counts[i]
		if c.n == 0 {
			c.period, c.acts = d.period, d.acts
		}
		c.n += d.n
	}
}

// reasons lists the limits by how often they stood in the way, most often first.
func (t *tally) reasons() []Clash {
	total := int64(0)
	order := make([]int, 0, len(t.counts))
	for i, c := range t.counts {
		total += c.n
		if c.n > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch ca, cb := t.counts[a].n, t.counts[b].n; {
		case ca > cb:
			return -1
		case ca < cb:
			return 1
		}
		return 0
	})
	var out []Clash
	for _, i := range order {
		c := t.counts[i]
		kind, index, what := t.name(i)
		clash := Clash{Kind: kind, Index: index, Period: int(c.period), Text: fmt.Sprintf("%s: stood in the way in %d of %d attempts that failed", what, c.n, total)}
		for _, a := range c.acts {
			if a > 0 {
				clash.Activities = append(clash.Activities, int(a-1))
			}
		}
		slices.Sort(clash.Activities)
		out = append(out, clash)
	}
	return out
}

func (t *tally) name(i int) (LimitKind, int, string) {
	m := t.m
	switch i {
	case tallyLag:
		return LimitLag, -1, "lags between activities"
	case tallyWindow:
		return LimitWindow, -1, "release, due and closed periods"
	case tallyOverlap:
		return LimitOverlap, -1, "activities that may not run together"
	}
	i -= tallyFirst
	if i < m.nR {
		return LimitResource, i, fmt.Sprintf("resource %q", m.p.Resources[i].Name)
	}
	if i -= m.nR; i < m.nB {
		return LimitBudget, i, fmt.Sprintf("budget %q", m.p.Budgets[i].Name)
	}
	if i -= m.nB; i < m.nV {
		return LimitReservoir, i, fmt.Sprintf("reservoir %q", m.p.Reservoirs[i].Name)
	}
	i -= m.nV
	return LimitDraw, i, fmt.Sprintf("reservoir %q, what may be drawn in one period", m.p.Reservoirs[i].Name)
}
