package filing

import (
	"iter"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/report/grid"
)

// span is from the first to the last day of a phase over some packages.
type span struct {
	packages    int
	first, last inventory.Date
}

func (s *span) add(first, last inventory.Date) {
	if s.packages == 0 || first.Before(s.first) {
		s.first = first
	}
	s.last = latest(s.last, last)
	s.packages++
}

// plannedTimeline has the phases of the plan, for each application and for each location. Without a plan it is empty.
func (b *book) plannedTimeline() (iter.Seq[[]grid.Cell], error) {
	var rows [][]grid.Cell
	add := func(application, scope, location string, packages []int) {
		for phase := range Phases {
			var s span
			for _, i := range packages {
				if a := b.activity(i, phase); a != nil {
					s.add(a.Start, a.Finish)
				}
			}
			if s.packages > 0 {
				rows = append(rows, []grid.Cell{
					grid.Text(application), grid.Text(scope), grid.Text(location), grid.Text(Phases[phase].Kind), grid.Int(s.packages), grid.Date(s.first), grid.Date(s.last),
				})
			}
		}
	}
	for _, a := range b.applications {
		packages := b.packages(a)
		add(a, "application", "", packages)
		bySite := map[string][]int{}
		var sites []string
		for _, i := range packages {
			id := b.Case.Packages[i].Site.ID
			if bySite[id] == nil {
				sites = append(sites, id)
			}
			bySite[id] = append(bySite[id], i)
		}
		for _, id := range sites {
			add(a, "location", id, bySite[id])
		}
	}
	return rowsOf(rows), nil
}

// timelineKept holds every step of every package against the plan.
func (b *book) timelineKept() (iter.Seq[[]grid.Cell], error) {
	return func(yield func([]grid.Cell) bool) {
		for _, a := range b.applications {
			for _, i := range b.packages(a) {
				for phase := range Phases {
					k, ok := b.against(i, phase)
					if !ok {
						continue
					}
					p := &b.Case.Packages[i]
					if !yield([]grid.Cell{
						grid.Text(a), grid.Text(p.Site.ID), grid.Text(p.ID), grid.Text(Phases[phase].Kind), grid.Date(k.planned), grid.Date(k.done),
						grid.Int(k.late), grid.Text(k.state), grid.Text(b.reasonsOf(i, k)),
					}) {
						return
					}
				}
			}
		}
	}, nil
}
