package page

import (
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/report/view"
)

// Closure is a stretch of days, both included, on which some work is not possible at a site: one year's of a season.
type Closure struct {
	Site int   `json:"site"` // word: its id
	From int   `json:"from"`
	To   int   `json:"to"`
	Work []int `json:"work"` // words
	Why  int   `json:"why"`  // word
}

// newClosures lays the seasons of the sites out over the horizon.
func newClosures(d *view.Document, w *words) []Closure {
	out := []Closure{}
	if d.Case == nil {
		return out
	}
	first, last := d.Plan.Start, d.Plan.Start.AddDays(d.Plan.Horizon*d.Plan.PeriodDays-1)
	type season struct{ from, to inventory.MonthDay }
	known := map[season][][2]int{} // many sites have the same
	for i := range d.Case.In.Inventory.Sites {
		s := &d.Case.In.Inventory.Sites[i]
		for k := range s.Closed {
			c := &s.Closed[k]
			at := season{c.From, c.To}
			if _, ok := known[at]; !ok {
				known[at] = stretches(c, first, last)
			}
			for _, days := range known[at] {
				out = append(out, Closure{w.of(s.ID), days[0], days[1], w.all(c.Work), w.of(c.Why)})
			}
		}
	}
	return out
}

// stretches are the days of a season from first to last, run by run.
func stretches(c *inventory.Closure, first, last inventory.Date) [][2]int {
	var out [][2]int
	inside := false
	for d := first; !d.After(last); d = d.AddDays(1) {
		was := inside
		inside = c.Contains(d)
		switch {
		case inside && !was:
			out = append(out, [2]int{day(d), day(d)})
		case inside:
			out[len(out)-1][1] = day(d)
		}
	}
	return out
}
