package chart

import (
	"cmp"
	"fmt"
	"image/color"
	"slices"
	"strconv"

	stdfont "golang.org/x/image/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"

	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/grid"
	"github.com/riprep/riprep/pkg/report/view"
)

// mostBars is how many rows a Gantt chart has; above it packages share a row.
const mostBars = 60

// kinds are the activities as they are drawn, a later one over an earlier one. Their heights differ, not their colours alone.
var kinds = []struct {
	kind string
	c    color.Color
	part vg.Length // of the height of a row
}{
	{"prepare", grey, 0.28}, {"dispose", magenta, 0.2}, {"remove", orange, 0.42}, {"test", green, 0.7}, {"install", sky, 0.56}, {"cutover", red, 0.9},
}

// gantt draws the work over time: a row for each package, or where those are many for each domain and region.
func gantt(d *view.Document) *picture {
	p := d.Plan
	pic := named(d, "Work over time")
	rows, grouped := view.Bars(p, mostBars)
	if len(rows) == 0 || p.Totals.Finish.IsZero() || p.PeriodDays < 1 {
		pic.empty = "no work is planned"
		return pic
	}
	if n := int64(len(view.Deferred(p))); n > 0 {
		pic.sub = fmt.Sprintf("; %s deferred, not drawn", grid.Group(n))
	}
	pic.sub = fmt.Sprintf("%s packages at %s sites; %s, finish %s", grid.Group(int64(p.Totals.Packages)), grid.Group(int64(p.Totals.Sites)), view.LastCutover(p), p.Totals.Finish) + pic.sub
	pic.about = "Gantt chart: " + pic.sub
	pic.days = max(1, p.Totals.Finish.Sub(p.Start)+1) + p.PeriodDays
	for i := range p.Applications {
		if a := &p.Applications[i]; !a.Term.IsZero() {
			pic.dates = append(pic.dates, mark{a.Term, "term " + clean(a.ID)})
			if over := a.Term.Sub(p.Totals.Finish); over > 0 && over < pic.days/4 { // shown where it does not squeeze the work
				pic.days = max(pic.days, a.Term.Sub(p.Start)+1+p.PeriodDays)
			}
		}
	}
	for _, k := range kinds {
		if k.kind != "test" || view.Tested(p) {
			words := k.kind
			if grouped && k.kind == "cutover" {
				words = "cutovers in the " + view.PeriodName(p) + ", the higher the more; to the right their sum"
			}
			pic.legend = append(pic.legend, filled(words, k.c, k.part))
		}
	}
	pitch := vg.Length(15)
	if len(rows) <= 24 {
		pitch = 20
	}
	pic.tall = max(height*0.6, above+below+pitch*vg.Length(len(rows)))
	style := letters(9, stdfont.WeightNormal, ink)
	pic.left = 60
	q := panel{weight: 1, min: 0, max: float64(len(rows))}
	for i := range rows {
		label := rows[i].Label
		if w := rows[i].Packages[0]; !grouped && w.SiteName != "" && clean(w.SiteName) != label {
			label += "  " + clean(w.SiteName)
		}
		pic.labels = append(pic.labels, label)
		label = clip(style, label, 210)
		pic.left = max(pic.left, edge+8+style.Width(label))
		q.ticks = append(q.ticks, tick{float64(len(rows)-i) - 0.5, label, false})
	}
	q.draw = func(s *sheet, at place) {
		for i := range rows {
			y := at.y(float64(len(rows)-i) - 0.5)
			if i%2 == 1 {
				s.box(at.x0, y-pitch/2, at.x1, y+pitch/2, color.RGBA{0xf6, 0xf6, 0xf6, 0xff})
			}
			drawBar(s, at, p, &rows[i], grouped, y, pitch)
		}
	}
	pic.panels = []panel{q}
	return pic
}

// drawBar draws the activities of a row around the height y.
func drawBar(s *sheet, at place, p *planner.Plan, b *view.Bar, grouped bool, y, pitch vg.Length) {
	for _, k := range kinds {
		if grouped && k.kind == "cutover" {
			continue
		}
		half := pitch * k.part / 2
		for _, span := range spans(b, k.kind, p) {
			s.box(at.x(span[0]), y-half, at.x(span[1]), y+half, k.c)
		}
	}
	if grouped {
		drawCutovers(s, at, p, b, y, pitch)
	}
}

// spans are the days [from, after) on which a row has an activity of a kind, joined where they meet: a row of many packages is
// drawn as few boxes.
func spans(b *view.Bar, kind string, p *planner.Plan) [][2]int {
	var all [][2]int
	for _, w := range b.Packages {
		for i := range w.Activities {
			if a := &w.Activities[i]; a.Kind == kind {
				all = append(all, [2]int{a.Start.Sub(p.Start), a.Finish.Sub(p.Start) + 1})
			}
		}
	}
	slices.SortFunc(all, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	var out [][2]int
	for _, x := range all {
		if n := len(out); n > 0 && x[0] <= out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], x[1])
			continue
		}
		out = append(out, x)
	}
	return out
}

// drawCutovers draws how many cutovers begin in each period.
func drawCutovers(s *sheet, at place, p *planner.Plan, b *view.Bar, y, pitch vg.Length) {
	count, most, all := map[int]int{}, 0, 0
	for _, w := range b.Packages {
		if a := w.Cutover(); a != nil {
			t := a.Start.Sub(p.Start) / p.PeriodDays
			count[t]++
			most = max(most, count[t])
			all++
		}
	}
	var periods []int
	for t := range count {
		periods = append(periods, t)
	}
	slices.Sort(periods) // the same bytes each time
	bottom := y - pitch*0.45
	for _, t := range periods {
		x0, x1 := bar(at, t*p.PeriodDays, p.PeriodDays)
		s.box(x0, bottom, x1, bottom+pitch*0.9*vg.Length(float64(count[t])/float64(most)), red)
	}
	style := letters(8, stdfont.WeightNormal, faint)
	style.XAlign = text.XRight
	s.text(style, at.x1+24, y, strconv.Itoa(all))
}
