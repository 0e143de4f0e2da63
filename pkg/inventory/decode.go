package inventory

import (
	"fmt"
	"strings"

	"github.com/riprep/riprep/internal/strict"
)

// Ranges that catch a slip of the hand: no carrier of the programme comes near the upper ends.
const (
	maxSubscribers = 100_000_000
	maxQuantity    = 1_000_000
	maxCoverageKM  = 300    // radius of one site; extended-range macro cells reach 200
	maxLinkKM      = 20_000 // half around the Earth
)

func decodeOperator(m *strict.Map) Operator {
	o := Operator{ID: m.ID("id", strict.Required)}
	m.Label("operator", o.ID)
	o.Name = m.String("name")
	if o.Name == "" {
		o.Name = o.ID
	}
	o.FRN, _ = strict.Parse(m, "frn", parseFRN)
	if n, ok := m.Int("customers", 0, maxSubscribers); ok {
		o.Customers = &n
	}
	o.Kind = m.Enum("kind", OperatorKinds)
	o.Source = m.String("source")
	m.Done()
	return o
}

// parseFRN reads an FCC registration number.
func parseFRN(s string) (string, error) {
	if len(s) != 10 || strings.Trim(s, "0123456789") != "" {
		return "", fmt.Errorf("%q: not an FCC registration number (want ten digits)", s)
	}
	return s, nil
}

// decodeSite also reports whether the subscribers are stated.
func (l *loader) decodeSite(m *strict.Map) (s Site, stated bool) {
	s = Site{ID: m.ID("id", strict.Required), Pos: m.Pos()}
	m.Label("site", s.ID)
	s.Name = m.String("name")
	if s.Name == "" {
		s.Name = s.ID
	}
	s.Kind = m.Enum("kind", SiteKinds, strict.Required)
	if loc := m.Map("location"); loc != nil {
		s.Location = decodeLocation(loc)
	}
	s.Region = m.ID("region")
	s.Subscribers, stated = m.Int("subscribers", 0, maxSubscribers)
	// A number that is there and wrong is one fault, not two.
	stated = stated || m.Has("subscribers")
	s.Emergency = m.Enum("emergency", []string{"sole", "shared"})
	s.Sensitive = m.IDs("sensitive")
	s.Application = m.ID("application")
	m.List("closed", func(m *strict.Map) { s.Closed = append(s.Closed, decodeClosure(m)) })
	s.Neighbors = l.idRefs(m, asNeighbor, s.ID)
	if km, ok := m.Float("coverage_km", 0, maxCoverageKM); ok {
		s.CoverageKM = &km
	}
	m.Done()
	return s, stated
}

func decodeLocation(m *strict.Map) *Location {
	lat, okLat := m.Float("lat", -90, 90, strict.Required)
	lon, okLon := m.Float("lon", -180, 180, strict.Required)
	m.Done()
	if !okLat || !okLon {
		return nil
	}
	return &Location{Lat: lat, Lon: lon}
}

func decodeClosure(m *strict.Map) Closure {
	var c Closure
	c.From, _ = strict.Parse(m, "from", ParseMonthDay, strict.Required)
	c.To, _ = strict.Parse(m, "to", ParseMonthDay, strict.Required)
	c.Work = m.Enums("work", WorkKinds)
	c.Why = m.String("why")
	m.Done()
	return c
}

func (l *loader) decodeElement(m *strict.Map) Element {
	e := Element{ID: m.ID("id", strict.Required), Pos: m.Pos()}
	m.Label("element", e.ID)
	e.Site = l.idRef(m, asSite, e.ID)
	e.Domain = m.Enum("domain", Domains, strict.Required)
	e.Role = m.Enum("role", Roles, strict.Required)
	e.Vendor = m.String("vendor", strict.Required) // "unknown" is an answer; silence is none
	e.Model = m.String("model")
	e.PartNumber = m.String("part_number")
	e.Quantity = 1
	if n, ok := m.Int("quantity", 1, maxQuantity); ok {
		e.Quantity = n
	}
	e.Generations = m.Enums("generations", Generations)
	e.Acquired, _ = strict.Parse(m, "acquired", ParseDate)
	e.Serials = m.Strings("serials")
	if len(e.Serials) > e.Quantity {
		m.Fault("serials", "raise the quantity, or make it several elements",
			"%d serials for a quantity of %d", len(e.Serials), e.Quantity)
	}
	m.List("parts", func(m *strict.Map) { e.Parts = append(e.Parts, decodePart(m)) })
	e.CoupledWith = l.idRefs(m, asCoupled, e.ID)
	e.Uplinks = l.idRefs(m, asUplink, e.ID)
	if yes, ok := m.Bool("gateway"); ok {
		e.Gateway = &yes
	}
	m.Done()
	return e
}

func decodePart(m *strict.Map) Part {
	p := Part{Vendor: m.String("vendor", strict.Required), Model: m.String("model"), Role: m.String("role")}
	m.Done()
	return p
}

func (l *loader) decodeLink(m *strict.Map) Link {
	k := Link{Pos: m.Pos()}
	k.A = l.idRef(m, asA, "")
	k.B = l.idRef(m, asB, "")
	if k.A != "" && k.A == k.B {
		m.Fault("b", "", "link of %q with itself", k.A)
		k.B = ""
	}
	k.Kind = m.Enum("kind", LinkKinds)
	if km, ok := m.Float("km", 0, maxLinkKM); ok {
		k.KM = &km
	}
	m.Done()
	return k
}
