package chart

import (
	"fmt"
	"image/color"

	"gonum.org/v1/plot/vg"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

// exposure draws the risk that is still in the network, and how many subscribers have clean paths.
func exposure(d *view.Document) *picture {
	p := d.Plan
	pic, rows := over(d, "Exposure")
	if rows == nil {
		return pic
	}
	var sum int64
	for i := range p.Periods {
		sum += p.Periods[i].Exposure
	}
	t := &p.Totals
	pic.sub = fmt.Sprintf("%s risk-%ss in all; %s; subscribers on a clean path: %s of %s at the start, %s at the end",
		grid.Group(sum), view.PeriodName(p), view.LastCutover(p), grid.Group(int64(t.CleanAtStart)), grid.Group(int64(t.Subscribers)), grid.Group(int64(t.CleanAtEnd)))
	pic.about = "Exposure and clean paths over time: " + pic.sub
	risk := func(r *planner.PeriodRow) int64 { return r.Exposure }
	clean := func(r *planner.PeriodRow) int64 { return int64(r.CleanSubscribers) }
	every := func(r *planner.PeriodRow) int64 { return int64(r.CleanEverySubscribers) }
	pic.legend = []entry{
		filled("risk of the gear that still carries traffic", red, 1), stroke("working path clean", blue, 1.8, nil), stroke("every path clean", green, 1.8, dashes),
	}
	top := panel{words: "risk", weight: 1}
	top.ticks, top.min, top.max = countTicks(0, most(rows, risk), 7)
	top.draw = func(s *sheet, at place) {
		points := steps(at, rows, p.PeriodDays, risk)
		area := append([]vg.Point{{X: points[0].X, Y: at.y0}}, points...)
		area = append(area, vg.Point{X: points[len(points)-1].X, Y: at.y0})
		s.FillPolygon(color.RGBA{0xf4, 0xd3, 0xbf, 0xff}, area) // a light tint of the line
		s.line(red, 1.8, nil, points...)
	}
	low := panel{words: "subscribers on clean paths", weight: 1}
	low.ticks, low.min, low.max = countTicks(0, max(int64(t.Subscribers), most(rows, clean)), 7)
	low.draw = func(s *sheet, at place) {
		s.line(blue, 1.8, nil, steps(at, rows, p.PeriodDays, clean)...)
		s.line(green, 1.8, dashes, steps(at, rows, p.PeriodDays, every)...)
	}
	pic.panels = []panel{top, low}
	return pic
}

func most(rows []planner.PeriodRow, of func(*planner.PeriodRow) int64) (n int64) {
	for i := range rows {
		n = max(n, of(&rows[i]))
	}
	return n
}

// steps is the line of a value that holds for a period.
func steps(at place, rows []planner.PeriodRow, days int, of func(*planner.PeriodRow) int64) []vg.Point {
	var out []vg.Point
	for i := range rows {
		day, y := rows[i].Start.Sub(rows[0].Start), at.y(float64(of(&rows[i])))
		out = append(out, vg.Point{X: at.x(day), Y: y}, vg.Point{X: at.x(day + days), Y: y})
	}
	return out
}
