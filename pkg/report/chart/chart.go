// Package chart draws single charts of a plan as SVG and PNG, for slides and letters: the work over time, cash, exposure,
// outage. Begin with SVG and PNG in this file.
//
//	picture.go  what a chart is made of, and where its parts go on the sheet
//	axis.go     ticks: days, money, counts
//	canvas.go   a sheet to draw on, its colours and its texts
//	gantt.go, cash.go, exposure.go, outage.go   the charts
//
// A place on the sheet is a float64; a figure never is: what is written beside a mark is made from the plan's whole numbers. The
// same document gives the same bytes.
package chart

import (
	"bytes"
	"fmt"
	"html"
	"io"
	"regexp"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"

	"github.com/riprep/riprep/pkg/report/view"
)

// dpi makes the sheet, 900 points wide, 1,200 pixels wide.
const dpi = 96

// pictureOf makes the chart of a name; see view.Charts.
func pictureOf(d *view.Document, name string) (*picture, error) {
	switch name {
	case "gantt", "":
		return gantt(d), nil
	case "cash":
		return cash(d), nil
	case "exposure":
		return exposure(d), nil
	case "outage":
		return outage(d), nil
	}
	return nil, fmt.Errorf("chart %q: not known (want %s)", name, strings.Join(view.Charts, ", "))
}

// SVG writes the chart that env asks for, the Gantt chart where it asks for none. Text stays text: the reader's own fonts show it.
func SVG(w io.Writer, d *view.Document, env view.Env) error {
	p, err := pictureOf(d, env.Chart)
	if err != nil {
		return err
	}
	c := vgsvg.New(width, p.height())
	p.draw(newSheet(c, width, p.height(), false))
	var out bytes.Buffer
	if _, err := c.WriteTo(&out); err != nil {
		return err
	}
	_, err = w.Write(finished(out.Bytes(), p))
	return err
}

// head is the opening of the svg element.
var head = regexp.MustCompile(`(?s)<svg .*?>\n`)

// finished gives an SVG its title and its description for readers that see no picture, and other fonts to choose from. Neither
// pattern can stand in a text: quotes in those are escaped, and there are no tabs.
func finished(svg []byte, p *picture) []byte {
	svg = bytes.ReplaceAll(svg, []byte("\n\t"), []byte(" "))
	svg = bytes.ReplaceAll(svg, []byte(`style="font-family:Liberation Sans;`), []byte(`style="font-family:Liberation Sans,Arial,Helvetica,sans-serif;`))
	words := fmt.Sprintf("<title>%s</title>\n<desc>%s</desc>\n", html.EscapeString(clean(p.title)), html.EscapeString(clean(p.about)))
	at := head.FindIndex(svg)
	if at == nil {
		return svg
	}
	return append(append(bytes.Clone(svg[:at[1]]), words...), svg[at[1]:]...)
}

// PNG writes it as pixels. Letters that the font of the picture does not have are drawn as boxes, and the picture says so.
func PNG(w io.Writer, d *view.Document, env view.Env) error {
	p, err := pictureOf(d, env.Chart)
	if err != nil {
		return err
	}
	p.sayMissing()
	c := vgimg.NewWith(vgimg.UseWH(width, p.height()), vgimg.UseDPI(dpi))
	p.draw(newSheet(c, width, p.height(), true))
	_, err = vgimg.PngCanvas{Canvas: c}.WriteTo(w)
	return err
}

// SVGFiles are all charts, each in a file.
func SVGFiles(d *view.Document, _ view.Env) ([]view.File, error) { return files(d, ".svg", SVG), nil }

// PNGFiles are all charts, each in a file.
func PNGFiles(d *view.Document, _ view.Env) ([]view.File, error) { return files(d, ".png", PNG), nil }

func files(d *view.Document, ext string, encode func(io.Writer, *view.Document, view.Env) error) []view.File {
	var out []view.File
	for _, name := range view.Charts {
		out = append(out, view.File{Name: name + ext, Encode: func(w io.Writer) error { return encode(w, d, view.Env{Chart: name}) }})
	}
	return out
}

// width of every sheet.
const width = vg.Length(900)
