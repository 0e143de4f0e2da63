package chart

import (
	"image/color"
	"math"

	stdfont "golang.org/x/image/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/view"
)

// picture is a chart: words above, panels that share their days, and a line below.
type picture struct {
	title, sub string
	about      string // what it shows, for readers that see no picture
	foot       string
	labels     []string // words of others in it
	start      inventory.Date
	days       int // that are drawn
	left       vg.Length
	tall       vg.Length // 0 for the usual height
	legend     []entry
	panels     []panel
	dates      []mark // days of a name, across all panels
	empty      string // said where there is nothing to draw
}

// entry is a mark with what it stands for.
type entry struct {
	words string
	draw  func(s *sheet, x0, y0, x1, y1 vg.Length)
}

// mark is a day with its name.
type mark struct {
	on    inventory.Date
	words string
}

// panel is a part of a chart with an axis of its own. Its values are drawn by draw, whose x gives the place of a day and y
// that of a value.
type panel struct {
	words    string
	weight   float64 // its part of the height
	min, max float64
	ticks    []tick
	draw     func(s *sheet, at place)
}

// place turns days and values into places.
type place struct {
	x0, y0, x1, y1 vg.Length
	x              func(day int) vg.Length
	y              func(value float64) vg.Length
}

const (
	height = vg.Length(506.25) // 675 pixels
	edge   = vg.Length(18)
	above  = vg.Length(92) // of the panels: title, what it is, legend
	below  = vg.Length(46)
	gap    = vg.Length(26)
)

func (p *picture) height() vg.Length {
	if p.tall > 0 {
		return p.tall
	}
	return height
}

// named begins a chart of a plan.
func named(d *view.Document, title string) *picture {
	p := d.Plan
	name := view.OperatorName(p)
	return &picture{title: title + ": " + clean(name), labels: []string{name}, start: p.Start, left: 92, foot: provenance(p)}
}

// provenance is what a chart says of its plan when it stands alone.
func provenance(p *planner.Plan) string {
	return "riprep " + clean(p.Engine.Version) + ", plan of " + clean(p.Operator.ID) + " from " + p.Start.String() + ", " + view.StatusNote(p)
}

// sayMissing says that letters are missing in the font.
func (p *picture) sayMissing() {
	for _, l := range p.labels {
		if l = clean(l); boxed(l) != l {
			p.foot += ". A box stands for a letter that the font of this picture does not have"
			return
		}
	}
}

func (p *picture) draw(s *sheet) {
	h := p.height()
	small, body := letters(8, stdfont.WeightNormal, faint), letters(10, stdfont.WeightNormal, faint)
	bold := letters(15, stdfont.WeightBold, ink)
	room := width - 2*edge
	s.text(bold, edge, h-24, clip(bold, p.title, room))
	s.text(body, edge, h-43, clip(body, p.sub, room))
	s.text(small, edge, 12, clip(small, p.foot, room))
	if p.empty != "" {
		style := letters(12, stdfont.WeightNormal, ink)
		style.XAlign = text.XCenter
		s.text(style, width/2, h/2, p.empty)
		return
	}
	p.drawLegend(s, h-63)
	total := 0.0
	for _, q := range p.panels {
		total += q.weight
	}
	space := h - above - below - gap*vg.Length(len(p.panels)-1)
	top := h - above
	for i := range p.panels {
		q := &p.panels[i]
		bottom := top - space*vg.Length(q.weight/total)
		at := place{x0: p.left, x1: width - edge - 12, y0: bottom, y1: top}
		at.x = func(day int) vg.Length {
			return at.x0 + (at.x1-at.x0)*vg.Length(float64(day)/float64(max(1, p.days)))
		}
		at.y = func(v float64) vg.Length {
			return at.y0 + (at.y1-at.y0)*vg.Length((v-q.min)/(q.max-q.min))
		}
		p.drawPanel(s, q, at, i == len(p.panels)-1)
		top = bottom - gap
	}
}

// drawPanel draws the lines behind the values, the values, and what names them.
func (p *picture) drawPanel(s *sheet, q *panel, at place, last bool) {
	label := letters(9, stdfont.WeightNormal, ink)
	for _, t := range q.ticks {
		y := at.y(t.value)
		if t.line {
			s.line(lines, 0.6, nil, vg.Point{X: at.x0, Y: y}, vg.Point{X: at.x1, Y: y})
		}
		right := label
		right.XAlign = text.XRight
		s.text(right, at.x0-6, y, clip(right, t.words, at.x0-edge-6))
	}
	style := label
	style.XAlign = text.XCenter
	for _, t := range dayTicks(p.start, p.days) {
		x := at.x(t.day)
		s.line(lines, 0.6, nil, vg.Point{X: x, Y: at.y0}, vg.Point{X: x, Y: at.y1})
		if last {
			s.line(faint, 0.8, nil, vg.Point{X: x, Y: at.y0}, vg.Point{X: x, Y: at.y0 - 4})
			s.text(style, x, at.y0-13, t.words)
		}
	}
	q.draw(s, at)
	for _, m := range p.dates {
		if day := m.on.Sub(p.start) + 1; day > 0 && day <= p.days { // the end of that day
			x := at.x(day)
			s.line(ink, 1, []vg.Length{2, 2}, vg.Point{X: x, Y: at.y0}, vg.Point{X: x, Y: at.y1})
			name := letters(8, stdfont.WeightNormal, ink)
			name.XAlign = text.XRight
			s.text(name, x-3, at.y1-6, clip(name, m.words, 160))
		}
	}
	s.line(faint, 0.8, nil, vg.Point{X: at.x0, Y: at.y0}, vg.Point{X: at.x1, Y: at.y0})
	s.text(letters(9, stdfont.WeightBold, ink), at.x0, at.y1+8, q.words)
}

func (p *picture) drawLegend(s *sheet, y vg.Length) {
	style := letters(9, stdfont.WeightNormal, ink)
	x := edge
	for _, e := range p.legend {
		e.draw(s, x, y-5, x+22, y+5)
		s.text(style, x+27, y, e.words)
		x += 27 + style.Width(e.words) + 18
	}
}

// filled, outlined and stroke are what stands in a legend.
func filled(words string, c color.Color, part vg.Length) entry {
	return entry{words, func(s *sheet, x0, y0, x1, y1 vg.Length) {
		middle, half := (y0+y1)/2, (y1-y0)/2*part
		s.box(x0, middle-half, x1, middle+half, c)
	}}
}

func outlined(words string, c color.Color) entry {
	return entry{words, func(s *sheet, x0, y0, x1, y1 vg.Length) { s.frame(x0, y0, x1, y1, c) }}
}

func stroke(words string, c color.Color, wide vg.Length, dash []vg.Length) entry {
	return entry{words, func(s *sheet, x0, y0, x1, y1 vg.Length) {
		s.line(c, wide, dash, vg.Point{X: x0, Y: (y0 + y1) / 2}, vg.Point{X: x1, Y: (y0 + y1) / 2})
	}}
}

// point draws a ring with words beside it, on the side where there is room: above it, or below.
func (s *sheet) point(at place, x, y vg.Length, c color.Color, words string, low bool) {
	const r = vg.Length(4)
	var ring vg.Path
	ring.Move(vg.Point{X: x + r, Y: y})
	ring.Arc(vg.Point{X: x, Y: y}, r, 0, 2*math.Pi)
	ring.Close()
	s.SetLineStyle(draw.LineStyle{Color: c, Width: 1.8})
	s.Stroke(ring)
	style := letters(9, stdfont.WeightBold, ink)
	dx := vg.Length(8)
	if x+dx+style.Width(words) > at.x1 {
		style.XAlign, dx = text.XRight, -8
	}
	dy := vg.Length(9)
	if low && y-dy-6 > at.y0 || y+dy+6 > at.y1 {
		dy = -dy
	}
	w := style.Width(words)
	left := x + dx
	if dx < 0 {
		left -= w
	}
	s.box(left-2, y+dy-6, left+w+2, y+dy+6, color.NRGBA{0xff, 0xff, 0xff, 0xc0}) // legible above lines, which show through
	s.text(style, x+dx, y+dy, words)
}
