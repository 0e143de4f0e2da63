package planner

import (
	"cmp"
	"context"
	"slices"

	"github.com/riprep/riprep/pkg/schedule"
)

// A tight cap makes a first schedule hard to find: an order by place in the network, or by risk, is late with too much. So one is looked
// for that has what counts under the caps move as early as it can, weighed by how much it counts, with the caps left out. If it keeps them
// it is a schedule of the problem; if not, nothing is said by that.

// urgency is what each package counts under the caps, in millionths of what must move by their days; what must come before a package is as
// urgent. What cannot move by the day of a cap does not count under it.
func (m *model) urgency() []int64 {
	urgent := make([]int64, len(m.c.Packages))
	for k := range m.caps {
		b := &m.caps[k]
		s := &m.c.shares[b.duty]
		for _, l := range s.lots {
			if slices.ContainsFunc(l.packages, func(i int) bool { return m.leastToCutover(&m.c.Packages[i]) > b.periods }) {
				continue
			}
			for _, i := range l.packages {
				urgent[i] += max(1, l.weight*1_000_000/int64(len(l.packages))/(s.covered-s.allowed))
			}
		}
	}
	for changed := true; changed; {
		changed = false
		for i := range urgent {
			for _, before := range slices.Concat(m.order.after[i], m.order.newFirst[i]) {
				if urgent[before] < urgent[i] {
					urgent[before], changed = urgent[i], true
				}
			}
		}
	}
	return urgent
}

// inCapOrder schedules what is most urgent first, and the rest as a spreadsheet would. It is nothing where no cap binds.
func (m *model) inCapOrder() schedule.Solution {
	if len(m.caps) == 0 || m.broke {
		return schedule.Solution{}
	}
	urgent, order, n := m.urgency(), m.spreadsheetOrder(), len(m.c.Packages)
	slices.SortStableFunc(order[:n], func(a, b int) int { return cmp.Compare(urgent[b], urgent[a]) })
	modes := make([]int, len(m.problem.Groups))
	for i := range modes {
		modes[i] = -1
	}
	sol, ok := schedule.InOrder(m.problem, order, modes)
	if !ok {
		return schedule.Solution{}
	}
	return sol
}

// withoutCaps searches a schedule that has the urgent move early, with the caps left out, and gives it as one of the problem if it keeps them.
func (m *model) withoutCaps(ctx context.Context, o Options) (schedule.Solution, error) {
	if len(m.caps) == 0 {
		return schedule.Solution{}, nil
	}
	p := m.problem
	p.Budgets = slices.Clone(p.Budgets)
	for i := range m.caps {
		b := &m.caps[i]
		p.Budgets[b.budget].Capacity = m.c.shares[b.duty].covered
		for n, budget := range b.lots {
			if budget >= 0 {
				p.Budgets[budget].Capacity = int64(2 * len(m.c.shares[b.duty].lots[n].packages))
			}
		}
	}
	p.Objectives = []schedule.Objective{{Name: "what counts under the caps", Kind: schedule.Sum}}
	urgent := m.urgency()
	p.Activities = slices.Clone(p.Activities)
	for a := range p.Activities {
		act := &p.Activities[a]
		act.Modes = slices.Clone(act.Modes)
		for k := range act.Modes {
			act.Modes[k].Costs = nil
			if i := act.Group; i < len(urgent) && a == m.cutover(i) {
				cost := schedule.Cost{Rate: urgent[i]}
				if act.Modes[k].Absent {
					cost = schedule.Cost{Fixed: urgent[i] * int64(m.s.Horizon+1)}
				}
				act.Modes[k].Costs = []schedule.Cost{cost}
			}
		}
	}
	sol, err := schedule.Solve(ctx, p, schedule.Options{Seed: o.Seed, Effort: firstEffort, Workers: o.Workers})
	if err != nil || sol.Starts == nil {
		return schedule.Solution{}, err
	}
	return m.adopt(sol), nil
}

// adopt gives the starts of a schedule the modes that they have under the caps; nothing if it does not keep them.
func (m *model) adopt(sol schedule.Solution) schedule.Solution {
	sol = schedule.Solution{Modes: slices.Clone(sol.Modes), Starts: sol.Starts}
	late := make([][]int, len(m.c.Packages)) // package → caps that it is late for
	for i := range m.c.Packages {
		was := m.ways[i][sol.Modes[i]]
		done := 0
		if was.option >= 0 {
			a := m.cutover(i)
			done = sol.Starts[a] + m.problem.Activities[a].Modes[sol.Modes[i]].Duration
		}
		at := slices.IndexFunc(m.ways[i], func(w manner) bool { return w.option == was.option && (w.by == 0 || done <= w.by) })
		sol.Modes[i], late[i] = at, m.ways[i][at].late
	}
	for k := range m.caps {
		for n, l := range m.c.shares[m.caps[k].duty].lots {
			if g := m.caps[k].groups[n]; g >= 0 {
				sol.Modes[g] = boolInt(slices.ContainsFunc(l.packages, func(i int) bool { return slices.Contains(late[i], k) }))
			}
		}
	}
	if schedule.Check(m.problem, sol) != nil {
		return schedule.Solution{}
	}
	return sol
}
