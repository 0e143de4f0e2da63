// Package kml gives a plan to globes and map programs that read KML 2.2: sites in a folder for each region, coloured by what
// becomes of them, with a span of time from the start of the work to the last day on which covered gear carries traffic.
//
// Begin with Encode. wire.go has the elements in the order in which KML wants them. A file asks for nothing from anywhere:
// it names no icon, and has no description, which globes would take for HTML.
package kml

import (
	"encoding/xml"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/riprep/riprep/internal/sanitize"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/report/view"
)

// colours are those of the outcomes, as KML has them: opacity, blue, green, red.
var colours = map[string]string{
	"planned": "ffd07000", "deferred": "ff2040e0", "stays": "ff1020a0", "unknown": "ff00c0f0", "clean": "ff50a030",
}

// Encode writes the sites, by region in the order of the inventory, and then the links between them.
func Encode(w io.Writer, d *view.Document, _ view.Env) error {
	f, err := draw(d)
	if err != nil {
		return err
	}
	return f.write(w)
}

func (f *file) write(w io.Writer) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(f); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func draw(d *view.Document) (*file, error) {
	sites, err := view.Sites(d)
	if err != nil {
		return nil, err
	}
	f := &file{Document: document{Name: view.OperatorName(d.Plan), Open: 1}}
	for _, outcome := range view.Outcomes {
		f.Document.Styles = append(f.Document.Styles, style{ID: outcome, Icon: &iconStyle{colours[outcome], 1}})
	}
	f.Document.Styles = append(f.Document.Styles, style{ID: "link", Line: &lineStyle{"ff808080", 2}})
	at := map[string]int{}
	for i := range sites {
		s := &sites[i]
		k, ok := at[s.Region]
		if !ok {
			k = len(f.Document.Folders)
			at[s.Region] = k
			name := words(s.Region)
			if name == "" {
				name = "no region"
			}
			f.Document.Folders = append(f.Document.Folders, folder{Name: name})
		}
		f.Document.Folders[k].Placemarks = append(f.Document.Folders[k].Placemarks, site(s))
	}
	links := folder{Name: "links"}
	for _, l := range view.Links(d.Case.In.Inventory) {
		if l.From.Location != nil && l.To.Location != nil {
			links.Placemarks = append(links.Placemarks, link(&l))
		}
	}
	if len(links.Placemarks) > 0 {
		f.Document.Folders = append(f.Document.Folders, links)
	}
	return f, nil
}

func site(s *view.Site) placemark {
	p := placemark{Name: words(s.Name), StyleURL: "#" + s.Outcome()}
	if p.Name == "" {
		p.Name = s.ID
	}
	if !s.Start.IsZero() {
		p.Time = &timeSpan{Begin: s.Start.String()}
		if s.Staying == 0 { // else covered gear stays that is in no package; the day is zero where a package is deferred
			p.Time.End = s.CoveredUntil.String()
		}
	}
	if s.Location != nil {
		p.Point = &point{position(*s.Location)}
	}
	var packages []string
	for _, w := range slices.Concat(s.Packages, s.Shared) {
		packages = append(packages, w.ID)
	}
	p.add("site", s.ID)
	p.add("kind", s.Kind)
	p.add("state", s.State)
	p.add("address", words(s.Address))
	p.add("application", s.Application)
	p.add("subscribers", strconv.Itoa(s.Subscribers))
	p.add("emergency", s.Emergency)
	p.add("outcome", s.Outcome())
	p.add("elements", strconv.Itoa(s.Elements))
	p.add("covered", strconv.Itoa(s.Covered))
	p.add("unknown", strconv.Itoa(s.Unknown))
	p.add("packages", strings.Join(packages, " "))
	p.add("deferred", strconv.Itoa(s.Deferred))
	p.add("start", s.Start.String())
	p.add("finish", s.Finish.String())
	p.add("covered_until", s.CoveredUntil.String())
	p.add("cost", s.Cost.String())
	p.add("reimbursable", s.Reimbursable.String())
	p.add("unknown_prices", strconv.Itoa(s.UnknownPrices))
	return p
}

func link(l *view.Link) placemark {
	p := placemark{Name: l.A + " – " + l.B, StyleURL: "#link"}
	var lines []lineString
	for _, part := range view.Track(*l.From.Location, *l.To.Location) {
		var places []string
		for _, at := range part {
			places = append(places, position(at))
		}
		lines = append(lines, lineString{Tessellate: 1, Coordinates: strings.Join(places, " ")})
	}
	if len(lines) == 1 {
		p.Line = &lines[0]
	} else {
		p.Multi = &multi{lines}
	}
	p.add("kind", l.Kind)
	if l.KM != nil {
		p.add("km", number(*l.KM))
	}
	return p
}

// add gives the placemark a value; what is not stated is left out.
func (p *placemark) add(name, value string) {
	if value != "" {
		p.Data = append(p.Data, data{name, value})
	}
}

// position is longitude, latitude, altitude; on the ground, whatever that is.
func position(l inventory.Location) string { return number(l.Lon) + "," + number(l.Lat) + ",0" }

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// words are a name of somebody else's; encoding/xml escapes what XML would take for markup.
func words(s string) string { return sanitize.Terminal(s) }
