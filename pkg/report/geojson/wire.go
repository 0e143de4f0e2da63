package geojson

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"

	"github.com/riprep/riprep/pkg/inventory"
)

// Version stands in a file as "riprep": the kind of its properties.
const Version = "geojson/v1"

// head is a file but for its features, which are written and read one by one.
type head struct {
	Type   string `json:"type"`
	Riprep string `json:"riprep"`
	Name   string `json:"name"`
}

type feature struct {
	Type       string          `json:"type"`
	ID         string          `json:"id,omitempty"`
	Geometry   *geometry       `json:"geometry"`
	Properties json.RawMessage `json:"properties"` // of a siteFeature or a linkFeature
}

// What says of which of the two kinds the properties are.
type siteFeature struct {
	What string `json:"what"`
	Site
}

type linkFeature struct {
	What string `json:"what"`
	Link
}

// geometry is a Point, a LineString or a MultiLineString.
type geometry struct {
	Type        string          `json:"type"`
	Coordinates json.RawMessage `json:"coordinates"`
}

// position is longitude, latitude, in this order.
type position [2]float64

// Write writes the collection, each feature on a line of its own.
func (c *Collection) Write(w io.Writer) error {
	out := bufio.NewWriter(w)
	top, err := json.Marshal(head{"FeatureCollection", Version, c.Name})
	if err != nil {
		return err
	}
	_, _ = out.Write(bytes.TrimSuffix(top, []byte("}"))) // Flush tells of an error
	_, _ = out.WriteString(`,"features":[`)
	between := "\n"
	write := func(id string, g *geometry, properties any) error {
		p, err := json.Marshal(properties)
		if err != nil {
			return err
		}
		text, err := json.Marshal(feature{"Feature", id, g, p})
		if err != nil {
			return err
		}
		_, _ = out.WriteString(between)
		_, _ = out.Write(text)
		between = ",\n"
		return nil
	}
	for i := range c.Sites {
		s := &c.Sites[i]
		var g *geometry
		if s.Place != nil {
			g = shape("Point", at(*s.Place))
		}
		if err := write(s.Site, g, siteFeature{"site", *s}); err != nil {
			return err
		}
	}
	for i := range c.Links {
		if err := write("", track(c.Links[i].Track), linkFeature{"link", c.Links[i]}); err != nil {
			return err
		}
	}
	_, _ = out.WriteString("\n]}\n")
	return out.Flush()
}

func at(l inventory.Location) position { return position{l.Lon, l.Lat} }

func track(parts [][]inventory.Location) *geometry {
	lines := make([][]position, len(parts))
	for i, part := range parts {
		for _, l := range part {
			lines[i] = append(lines[i], at(l))
		}
	}
	switch len(lines) {
	case 0:
		return nil
	case 1:
		return shape("LineString", lines[0])
	}
	return shape("MultiLineString", lines)
}

func shape(kind string, coordinates any) *geometry {
	text, err := json.Marshal(coordinates)
	if err != nil {
		return nil // a place that is no number, which no inventory and no file has
	}
	return &geometry{kind, text}
}

// MarshalJSON is the day, or null.
func (d Day) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(d.String())
}

// MarshalJSON is the amount in plain decimals.
func (a Amount) MarshalJSON() ([]byte, error) { return json.Marshal(a.String()) }
