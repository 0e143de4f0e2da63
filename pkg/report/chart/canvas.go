package chart

import (
	"image/color"
	"strings"
	"sync"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	stdfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/riprep/riprep/pkg/report/grid"
)

// The colours of Okabe and Ito, which people tell apart who see colours otherwise. Marks differ in shape too.
var (
	ink     = color.RGBA{0x22, 0x22, 0x22, 0xff}
	faint   = color.RGBA{0x66, 0x66, 0x66, 0xff}
	lines   = color.RGBA{0xdd, 0xdd, 0xdd, 0xff}
	paper   = color.RGBA{0xff, 0xff, 0xff, 0xff}
	grey    = color.RGBA{0xb5, 0xb5, 0xb5, 0xff}
	blue    = color.RGBA{0x00, 0x72, 0xb2, 0xff}
	sky     = color.RGBA{0x56, 0xb4, 0xe9, 0xff}
	green   = color.RGBA{0x00, 0x9e, 0x73, 0xff}
	orange  = color.RGBA{0xe6, 0x9f, 0x00, 0xff}
	red     = color.RGBA{0xd5, 0x5e, 0x00, 0xff}
	magenta = color.RGBA{0xcc, 0x79, 0xa7, 0xff}
)

// fonts are the two faces of a chart. They come with riprep: the same letters on every machine.
var fonts = sync.OnceValue(func() *font.Cache {
	var faces font.Collection
	for _, f := range []struct {
		weight stdfont.Weight
		ttf    []byte
	}{{stdfont.WeightNormal, liberationsansregular.TTF}, {stdfont.WeightBold, liberationsansbold.TTF}} {
		face, err := opentype.Parse(f.ttf)
		if err != nil { // not what riprep was built with
			panic("the font of charts: " + err.Error())
		}
		faces = append(faces, font.Face{Font: font.Font{Typeface: "Liberation", Variant: "Sans", Weight: f.weight}, Face: face})
	}
	return font.NewCache(faces)
})

func letters(size vg.Length, weight stdfont.Weight, c color.Color) text.Style {
	return text.Style{
		Color: c, Font: font.Font{Typeface: "Liberation", Variant: "Sans", Weight: weight, Size: size}, Handler: text.Plain{Fonts: fonts()},
		YAlign: text.YCenter,
	}
}

// sheet is what a chart is drawn on; places are points from its lower left corner.
type sheet struct {
	draw.Canvas
	pixels bool // letters are drawn with the font of charts, and not by the reader
}

func newSheet(c vg.Canvas, w, h vg.Length, pixels bool) *sheet {
	s := &sheet{draw.NewCanvas(c, w, h), pixels}
	s.box(0, 0, w, h, paper)
	return s
}

// box fills a rectangle.
func (s *sheet) box(x0, y0, x1, y1 vg.Length, c color.Color) {
	s.FillPolygon(c, []vg.Point{{X: x0, Y: y0}, {X: x1, Y: y0}, {X: x1, Y: y1}, {X: x0, Y: y1}})
}

// frame draws the outline of a rectangle.
func (s *sheet) frame(x0, y0, x1, y1 vg.Length, c color.Color) {
	s.line(c, 0.8, nil, vg.Point{X: x0, Y: y0}, vg.Point{X: x1, Y: y0}, vg.Point{X: x1, Y: y1}, vg.Point{X: x0, Y: y1}, vg.Point{X: x0, Y: y0})
}

// line draws a line through points, dashed where dash says so.
func (s *sheet) line(c color.Color, width vg.Length, dash []vg.Length, points ...vg.Point) {
	if len(points) > 1 {
		s.StrokeLines(draw.LineStyle{Color: c, Width: width, Dashes: dash}, points)
	}
}

func (s *sheet) text(style text.Style, x, y vg.Length, words string) {
	if words = clean(words); s.pixels {
		words = boxed(words)
	}
	s.FillText(style, vg.Point{X: x, Y: y}, words)
}

// clean makes words of others harmless, and leaves out what has no place in XML.
func clean(words string) string {
	return strings.Map(func(r rune) rune {
		if r == '\ufffe' || r == '\uffff' {
			return '\ufffd'
		}
		return r
	}, grid.Clean(words))
}

// clip cuts words that are wider than room, with a sign.
func clip(style text.Style, words string, room vg.Length) string {
	words = clean(words)
	if style.Width(words) <= room {
		return words
	}
	runes := []rune(words)
	runes = runes[:min(len(runes), 200)]
	for len(runes) > 0 && style.Width(string(runes)+"…") > room {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}

// boxed puts a box in the place of letters that the font of charts does not have; the font would draw nothing.
func boxed(words string) string {
	face := fonts().Lookup(font.Font{Typeface: "Liberation", Variant: "Sans"}, 10)
	var buf sfnt.Buffer
	return strings.Map(func(r rune) rune {
		if i, err := face.Face.GlyphIndex(&buf, r); err != nil || i == 0 {
			return '□'
		}
		return r
	}, words)
}
