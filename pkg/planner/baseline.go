package planner

import (
	"cmp"
	"slices"

	"github.com/riprep/riprep/pkg/schedule"
)

// baseline schedules in the order of a spreadsheet, under the same limits: core, then transport, then the sites region
// by region in the order of the inventory, each package as early as it fits in the option that is done first.
func (m *model) baseline() schedule.Solution {
	if len(m.problem.Activities) == 0 {
		return m.nothing()
	}
	if m.broke { // lists look at the money only where they spend it
		return schedule.Solution{}
	}
	modes := make([]int, len(m.problem.Groups))
	for i := range modes {
		modes[i] = -1
	}
	sol, ok := schedule.InOrder(m.problem, m.spreadsheetOrder(), modes)
	if !ok {
		return schedule.Solution{}
	}
	return sol
}

func (m *model) spreadsheetOrder() []int {
	region := map[string]int{}
	for _, site := range m.c.In.Inventory.Sites {
		if _, ok := region[site.Region]; !ok {
			region[site.Region] = len(region)
		}
	}
	order := make([]int, len(m.c.Packages))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		p, q := &m.c.Packages[a], &m.c.Packages[b]
		pr, qr := min(domainRank(p.Domain), 2), min(domainRank(q.Domain), 2)
		if pr != qr || pr < 2 {
			return cmp.Compare(pr, qr)
		}
		return cmp.Compare(region[p.Site.Region], region[q.Site.Region])
	})
	for g := len(order); g < len(m.problem.Groups); g++ { // a milestone waits for nothing but what it gathers
		order = append(order, g)
	}
	return order
}
