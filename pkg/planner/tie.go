package planner

import "github.com/riprep/riprep/pkg/schedule"

// addTies ties together what may be deferred. Gear that others need goes only when none of them stays, which would be
// without it; and nobody moves whose new gear needs a successor that is not built.
func (m *model) addTies() {
	if !m.s.Deferral {
		return
	}
	t := m.choices
	users := make([][]int, len(m.c.Packages)) // package → those that wait for its new gear
	for i, first := range m.order.newFirst {
		for _, q := range first {
			users[q] = append(users[q], i)
		}
	}
	for i := range m.c.Packages {
		t.tie("needs "+m.c.Packages[i].ID, i, false, m.order.kept[i], true)
		t.tie("new gear of "+m.c.Packages[i].ID, i, true, users[i], false)
	}
}

// ties states them as budgets: the one that the others look at uses up all of it, and each of them one. What uses it is an
// activity without duration that is there in every mode, since one that does not take place uses nothing.
type ties struct {
	m      *model
	choice map[int]int // package → that activity
}

// tie forbids that one package stays, or with false goes, while some of the others stay or go as theyStay has it.
func (t ties) tie(name string, one int, stays bool, others []int, theyStay bool) {
	if len(others) == 0 {
		return
	}
	problem := &t.m.problem
	b := len(problem.Budgets)
	problem.Budgets = append(problem.Budgets, schedule.Budget{Name: name, Capacity: int64(len(others))})
	use := func(p int, stays bool, amount int64) {
		modes := problem.Activities[t.activity(p)].Modes
		for k, option := range t.m.options[p] {
			if (option < 0) == stays {
				modes[k].Uses = append(modes[k].Uses, schedule.Use{Budget: b, Amount: amount})
			}
		}
	}
	use(one, stays, int64(len(others)))
	for _, p := range others {
		use(p, theyStay, 1)
	}
}

func (t ties) activity(p int) int {
	a, ok := t.choice[p]
	if !ok {
		a = len(t.m.problem.Activities)
		t.choice[p] = a
		t.m.problem.Activities = append(t.m.problem.Activities, schedule.Activity{
			Name: t.m.c.Packages[p].ID + " choice", Group: p, Modes: make([]schedule.Mode, len(t.m.options[p])),
		})
	}
	return a
}
