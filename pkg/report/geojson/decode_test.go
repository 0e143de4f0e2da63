package geojson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// maxBytes is the largest file that Decode reads.
const maxBytes = 256 << 20

// Decode reads what Encode writes: the same collection comes back. It is strict: another kind of file, a key that is not
// known, a place that is none or an amount that is none is an error, which names the feature by its number from 1.
func Decode(r io.Reader) (*Collection, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxBytes {
		return nil, fmt.Errorf("geojson: larger than %d bytes", maxBytes)
	}
	var file struct {
		head
		Features []json.RawMessage `json:"features"`
	}
	if err := exactly(text, &file); err != nil {
		return nil, fmt.Errorf("geojson: %w", err)
	}
	if file.Type != "FeatureCollection" || file.Riprep != Version {
		return nil, fmt.Errorf("geojson: type %q, riprep %q: want FeatureCollection and %s", file.Type, file.Riprep, Version)
	}
	c := &Collection{Name: file.Name}
	for i, f := range file.Features {
		if err := c.add(f); err != nil {
			return nil, fmt.Errorf("geojson: feature %d: %w", i+1, err)
		}
	}
	return c, nil
}

func (c *Collection) add(text []byte) error {
	var f feature
	if err := exactly(text, &f); err != nil {
		return err
	}
	if f.Type != "Feature" {
		return fmt.Errorf("type %q: want Feature", f.Type)
	}
	var kind struct{ What string }
	if err := json.Unmarshal(f.Properties, &kind); err != nil {
		return err
	}
	switch kind.What {
	case "site":
		var s siteFeature
		if err := exactly(f.Properties, &s); err != nil {
			return err
		}
		if s.Site.Site != f.ID || f.ID == "" {
			return fmt.Errorf("id %q, site %q: want the same", f.ID, s.Site.Site)
		}
		place, err := f.Geometry.point()
		if err != nil {
			return err
		}
		s.Place = place
		c.Sites = append(c.Sites, s.Site)
	case "link":
		var l linkFeature
		if err := exactly(f.Properties, &l); err != nil {
			return err
		}
		if f.ID != "" {
			return fmt.Errorf("id %q: a link has none", f.ID)
		}
		way, err := f.Geometry.track()
		if err != nil {
			return err
		}
		l.Track = way
		c.Links = append(c.Links, l.Link)
	default:
		return fmt.Errorf("what %q: want site or link", kind.What)
	}
	return nil
}

// exactly reads one JSON value with no key that is not known and nothing behind it.
func exactly(text []byte, v any) error {
	if len(text) == 0 {
		return errors.New("nothing there")
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("more than one value")
	}
	return nil
}

// point is the place of a Point, nil where there is no geometry.
func (g *geometry) point() (*inventory.Location, error) {
	if g == nil {
		return nil, nil
	}
	if g.Type != "Point" {
		return nil, fmt.Errorf("geometry %q: want Point", g.Type)
	}
	var p position
	if err := exactly(g.Coordinates, &p); err != nil {
		return nil, err
	}
	l, err := p.location()
	return &l, err
}

// track is the way of a LineString or a MultiLineString, nil where there is no geometry.
func (g *geometry) track() ([][]inventory.Location, error) {
	if g == nil {
		return nil, nil
	}
	var lines [][]position
	switch g.Type {
	case "LineString":
		lines = [][]position{nil}
		if err := exactly(g.Coordinates, &lines[0]); err != nil {
			return nil, err
		}
	case "MultiLineString":
		if err := exactly(g.Coordinates, &lines); err != nil {
			return nil, err
		}
		if len(lines) < 2 {
			return nil, errors.New("MultiLineString: want at least two lines")
		}
	default:
		return nil, fmt.Errorf("geometry %q: want LineString or MultiLineString", g.Type)
	}
	out := make([][]inventory.Location, len(lines))
	for i, line := range lines {
		if len(line) < 2 {
			return nil, errors.New("a line: want at least two positions")
		}
		for _, p := range line {
			l, err := p.location()
			if err != nil {
				return nil, err
			}
			out[i] = append(out[i], l)
		}
	}
	return out, nil
}

func (p position) location() (inventory.Location, error) {
	if p[0] < -180 || p[0] > 180 || p[1] < -90 || p[1] > 90 {
		return inventory.Location{}, fmt.Errorf("position [%v, %v]: want a longitude and a latitude in degrees", p[0], p[1])
	}
	return inventory.Location{Lat: p[1], Lon: p[0]}, nil
}

// UnmarshalJSON wants two numbers; to an array encoding/json gives any count.
func (p *position) UnmarshalJSON(text []byte) error {
	var all []float64
	if err := json.Unmarshal(text, &all); err != nil {
		return err
	}
	if len(all) != 2 {
		return fmt.Errorf("position %s: want a longitude and a latitude", text)
	}
	*p = position(all)
	return nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Day) UnmarshalJSON(text []byte) error {
	var s *string
	if err := json.Unmarshal(text, &s); err != nil {
		return err
	}
	*d = Day{}
	if s == nil {
		return nil
	}
	day, err := inventory.ParseDate(*s)
	d.Date = day
	return err
}

// UnmarshalJSON reads what MarshalJSON writes.
func (a *Amount) UnmarshalJSON(text []byte) error {
	var s string
	if err := json.Unmarshal(text, &s); err != nil {
		return err
	}
	amount, err := cost.ParseCents(s)
	a.Cents = amount
	return err
}
