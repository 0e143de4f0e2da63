package chart

import (
	"fmt"

	"gonum.org/v1/plot/vg"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/view"
)

// told are the periods up to the last quarter in which something happens.
func told(p *planner.Plan) []planner.PeriodRow {
	quarters := view.Quarters(p)
	if len(quarters) == 0 || p.PeriodDays < 1 {
		return nil
	}
	return p.Periods[:quarters[len(quarters)-1].AfterPeriod]
}

// over begins a chart of periods; rows is empty where there is nothing to draw.
func over(d *view.Document, title string) (pic *picture, rows []planner.PeriodRow) {
	pic, rows = named(d, title), told(d.Plan)
	if len(rows) == 0 {
		pic.empty = "nothing happens in this plan"
		return pic, nil
	}
	pic.start = rows[0].Start
	pic.days = rows[len(rows)-1].Start.Sub(pic.start) + d.Plan.PeriodDays
	return pic, rows
}

// cash draws what is spent and comes back, period by period, and the cash that is left, with its lowest point and the credit line.
func cash(d *view.Document) *picture {
	p := d.Plan
	pic, rows := over(d, "Cash")
	if rows == nil {
		return pic
	}
	t := &p.Totals
	pic.sub = fmt.Sprintf("cost %s, paid back within the horizon %s; lowest cash %s in the %s of %s", t.Cost.Grouped(), t.Reimbursed.Grouped(), t.LowestCash.Grouped(), view.PeriodName(p), t.LowestCashOn)
	pic.about = "Spending, reimbursement and cash over time: " + pic.sub
	var low, high cost.Cents
	for i := range rows {
		r := &rows[i]
		low, high = min(low, r.Cash, -r.Spend), max(high, r.Cash, r.Reimbursed)
	}
	limit, credit := creditLimit(d)
	if credit {
		low = min(low, -limit)
	}
	pic.legend = []entry{stroke("cash at the end of the "+view.PeriodName(p), ink, 1.8, nil), outlined("paid back", green), filled("spent", red, 1)}
	if credit {
		pic.legend = append(pic.legend, stroke("end of the credit line, "+(-limit).Grouped(), magenta, 1.6, dashes))
	}
	q := panel{words: "US dollars", weight: 1}
	q.ticks, q.min, q.max = moneyTicks(low, high)
	q.draw = func(s *sheet, at place) {
		first := rows[0].Start
		zero := at.y(0)
		var line []vg.Point
		var lowest vg.Point
		found := false
		for i := range rows {
			r := &rows[i]
			x0, x1 := bar(at, r.Start.Sub(first), p.PeriodDays)
			if r.Spend != 0 {
				s.box(x0, at.y(-float64(r.Spend)), x1, zero, red)
			}
			if r.Reimbursed != 0 {
				s.frame(x0, zero, x1, at.y(float64(r.Reimbursed)), green)
			}
			y := at.y(float64(r.Cash))
			from, to := at.x(r.Start.Sub(first)), at.x(r.Start.Sub(first)+p.PeriodDays)
			line = append(line, vg.Point{X: from, Y: y}, vg.Point{X: to, Y: y})
			if r.Start == t.LowestCashOn {
				lowest, found = vg.Point{X: (from + to) / 2, Y: y}, true
			}
		}
		s.line(faint, 0.8, nil, vg.Point{X: at.x0, Y: zero}, vg.Point{X: at.x1, Y: zero})
		if credit {
			y := at.y(-float64(limit))
			s.line(magenta, 1.6, dashes, vg.Point{X: at.x0, Y: y}, vg.Point{X: at.x1, Y: y})
		}
		s.line(ink, 1.8, nil, line...)
		if found {
			s.point(at, lowest.X, lowest.Y, ink, fmt.Sprintf("lowest: %s, %s", t.LowestCash.Grouped(), t.LowestCashOn), true)
		}
	}
	pic.panels = []panel{q}
	return pic
}

var dashes = []vg.Length{6, 3}

// creditLimit is how far cash may fall below zero, where there is a line.
func creditLimit(d *view.Document) (limit cost.Cents, ok bool) {
	if d.Case == nil || d.Case.In.Scenario.Funding.Credit == nil {
		return 0, false
	}
	return d.Case.In.Scenario.Funding.Credit.Limit, true
}

// bar is where the bar of a period stands, with a little room between bars.
func bar(at place, day, days int) (x0, x1 vg.Length) {
	x0, x1 = at.x(day), at.x(day+days)
	room := (x1 - x0) * 0.12
	return x0 + room, x1 - room
}
