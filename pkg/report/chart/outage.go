package chart

import (
	"fmt"
	"image/color"

	"gonum.org/v1/plot/vg"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

// outage draws who is out of service, period by period, against the limits of the scenario.
func outage(d *view.Document) *picture {
	p := d.Plan
	pic, rows := over(d, "Outage")
	if rows == nil {
		return pic
	}
	t := &p.Totals
	pic.sub = fmt.Sprintf("%s subscriber-hours; worst moment: %s of %s subscribers, %s of them without any 911 coverage",
		grid.Group(t.SubscriberHours), grid.Group(int64(t.SubscribersOut)), grid.Group(int64(t.Subscribers)), grid.Group(int64(t.NoEmergency)))
	pic.about = "Subscribers and sites out of service, and subscriber-hours, over time: " + pic.sub
	subscribers, sites, hours := outageLimits(d)
	pic.legend = []entry{filled("subscribers, worst moment", blue, 1), filled("sites, worst moment", green, 0.6), filled("subscriber-hours", orange, 0.35)}
	if subscribers != nil || sites != nil || hours != nil {
		pic.legend = append(pic.legend, stroke("limit", magenta, 1.6, dashes))
	}
	name := view.PeriodName(p)
	pic.panels = []panel{
		bars(p, rows, "subscribers out of service at the worst moment of the "+name, 1.3, blue, subscribers, func(r *planner.PeriodRow) int64 { return int64(r.SubscribersOut) }),
		bars(p, rows, "sites out of service at that of sites", 0.7, green, sites, func(r *planner.PeriodRow) int64 { return int64(r.SitesOut) }),
		bars(p, rows, "subscriber-hours of the "+name, 1, orange, hours, func(r *planner.PeriodRow) int64 { return r.SubscriberHours }),
	}
	return pic
}

// bars is a panel of one value, with its limit, and its largest marked.
func bars(p *planner.Plan, rows []planner.PeriodRow, words string, weight float64, c color.Color, limit *int64, of func(*planner.PeriodRow) int64) panel {
	q := panel{words: words, weight: weight}
	high := most(rows, of)
	if limit != nil {
		q.words += fmt.Sprintf(", limit %s", grid.Group(*limit))
		if *limit <= 3*max(1, high) { // one that is far off would flatten the values; it is said in words
			high = max(high, *limit)
		}
	}
	q.ticks, q.min, q.max = countTicks(0, high, int64(5*weight))
	q.draw = func(s *sheet, at place) {
		worst := -1
		for i := range rows {
			n := of(&rows[i])
			if n == 0 {
				continue
			}
			if worst < 0 || n > of(&rows[worst]) {
				worst = i
			}
			x0, x1 := bar(at, rows[i].Start.Sub(rows[0].Start), p.PeriodDays)
			s.box(x0, at.y0, x1, at.y(float64(n)), c)
		}
		if limit != nil && float64(*limit) <= q.max {
			y := at.y(float64(*limit))
			s.line(magenta, 1.6, dashes, vg.Point{X: at.x0, Y: y}, vg.Point{X: at.x1, Y: y})
		}
		if worst >= 0 {
			r := &rows[worst]
			x0, x1 := bar(at, r.Start.Sub(rows[0].Start), p.PeriodDays)
			s.point(at, (x0+x1)/2, at.y(float64(of(r))), ink, fmt.Sprintf("%s, %s", grid.Group(of(r)), r.Start), false)
		}
	}
	return q
}

// outageLimits are those that the scenario states; nil where it states none.
func outageLimits(d *view.Document) (subscribers, sites, hours *int64) {
	if d.Case == nil {
		return nil, nil, nil
	}
	o := &d.Case.In.Scenario.Outage
	if o.Subscribers != nil {
		n := int64(o.Subscribers.Of(d.Plan.Totals.Subscribers))
		subscribers = &n
	}
	if o.Sites != nil {
		n := int64(*o.Sites)
		sites = &n
	}
	return subscribers, sites, o.SubscriberHoursPerPeriod
}
