package rollup

import (
	"cmp"
	"slices"
)

// worstBy is one question: which plans answer it, and which of two is worse (less than 0: a).
type worstBy struct {
	id, title string
	has       func(*Plan) bool
	compare   func(a, b *Plan) int
}

var worstCases = []worstBy{
	{"finish", "Latest finish", func(p *Plan) bool { return !p.Finish.IsZero() }, func(a, b *Plan) int {
		switch {
		case a.Finish.After(b.Finish):
			return -1
		case b.Finish.After(a.Finish):
			return 1
		}
		return 0
	}},
	{"spare_days", "Least spare days before a term", func(p *Plan) bool { return p.SpareDays != nil }, func(a, b *Plan) int { return cmp.Compare(*a.SpareDays, *b.SpareDays) }},
	{"lowest_cash", "Lowest cash", func(p *Plan) bool { return !p.LowestCashOn.IsZero() }, func(a, b *Plan) int { return cmp.Compare(a.LowestCash, b.LowestCash) }},
	{"own", "Most money of the operator's own", func(p *Plan) bool { return p.Own != nil }, func(a, b *Plan) int { return cmp.Compare(*b.Own, *a.Own) }},
	{"exposure_gap", "Widest gap to the best possible exposure", func(p *Plan) bool { g, ok := p.Gap(); return ok && g > 0 }, func(a, b *Plan) int {
		x, _ := a.Gap()
		y, _ := b.Gap()
		return cmp.Compare(y, x)
	}},
	{"cost", "Highest cost", func(*Plan) bool { return true }, func(a, b *Plan) int { return cmp.Compare(b.Cost, a.Cost) }},
	{"exposure", "Most exposure", func(p *Plan) bool { return p.Exposure != nil }, func(a, b *Plan) int { return cmp.Compare(*b.Exposure, *a.Exposure) }},
}

// setWorst finds the worst cases, of each operator its worst unit: else one large operator under many scenarios would fill every
// list. Where there is but one operator its units are set side by side. Exposure has a unit, by the period of the plan: only plans of the unit that most of them have
// are set side by side, and a note says so.
func (r *Rollup) setWorst() {
	unit := r.exposureUnit()
	for _, q := range worstCases {
		w := Worst{ID: q.id, Title: q.title}
		for i := range r.Units {
			p := r.Units[i].Plan
			if p != nil && q.has(p) && (q.id != "exposure" || p.ExposureUnit == unit) {
				w.Units = append(w.Units, i)
			}
		}
		slices.SortStableFunc(w.Units, func(i, k int) int { return q.compare(r.Units[i].Plan, r.Units[k].Plan) })
		if len(r.Operators) > 1 {
			w.Units = r.oncePerOperator(w.Units)
		}
		if len(w.Units) > 0 {
			w.Units = slices.Clone(w.Units[:min(len(w.Units), WorstRows)])
			r.Worst = append(r.Worst, w)
		}
	}
}

// oncePerOperator keeps the first unit of each operator, up to as many as a list has.
func (r *Rollup) oncePerOperator(units []int) (out []int) {
	seen := map[string]bool{}
	for _, i := range units {
		if name := r.Units[i].Operator; !seen[name] {
			seen[name] = true
			out = append(out, i)
		}
		if len(out) == WorstRows {
			break
		}
	}
	return out
}

// exposureUnit is the unit that most plans have their exposure in; of two with as many the first by its name.
func (r *Rollup) exposureUnit() string {
	n := map[string]int{}
	best := ""
	for i := range r.Units {
		if p := r.Units[i].Plan; p != nil && p.Exposure != nil {
			n[p.ExposureUnit]++
		}
	}
	for u, k := range n {
		if best == "" || k > n[best] || k == n[best] && u < best {
			best = u
		}
	}
	return best
}
