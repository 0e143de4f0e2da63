package inventory

import (
	"fmt"
	"slices"
	"strings"

	"github.com/riprep/riprep/internal/strict"
)

// Ranges that catch a slip of the hand: no carrier of the programme comes near the upper ends.
const (
	maxSubscribers = 100_000_000
	maxQuantity    = 1_000_000
	maxCoverageKM  = 300    // radius of one site; extended-range macro cells reach 200
	maxLinkKM      = 20_000 // half around the Earth
	maxPercent     = 1000   // of what a tower may bear
	maxSpace       = 1_000_000
)

func decodeOperator(m *strict.Map) Operator {
	o := Operator{ID: m.ID("id", strict.Required)}
	m.Label("operator", o.ID)
	o.Name = m.String("name")
	if o.Name == "" {
		o.Name = o.ID
	}
	o.FRN, _ = strict.Parse(m, "frn", ParseFRN)
	if n, ok := m.Int("customers", 0, maxSubscribers); ok {
		o.Customers = &n
	}
	o.Kind = m.Enum("kind", OperatorKinds)
	o.Country, _ = strict.Parse(m, "country", ParseCountry)
	o.State, _ = strict.Parse(m, "state", ParseState)
	o.Source = m.String("source")
	m.Done()
	return o
}

// ParseFRN reads an FCC registration number.
func ParseFRN(s string) (string, error) {
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
	s.Country, _ = strict.Parse(m, "country", ParseCountry)
	s.State, _ = strict.Parse(m, "state", ParseState)
	s.Address = m.String("address")
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
	s.Cluster = m.ID("cluster")
	s.Only = decodeOnly(m, m.Map("only"), s.Subscribers)
	s.Roaming = m.Enum("roaming", RoamingWords)
	s.Tower = decodeTower(m.Map("tower"))
	s.Space = decodeSpace(m.Map("space"))
	m.Done()
	return s, stated
}

// decodeOnly reads only: {2g: 120}.
func decodeOnly(site, m *strict.Map, subscribers int) []Only {
	var out []Only
	all := 0
	for _, g := range Generations {
		if n, ok := m.Int(g, 0, maxSubscribers); ok {
			out = append(out, Only{g, n})
			all += n
		}
	}
	m.Done()
	if all > subscribers {
		site.Fault("only", "they are a part of the subscribers", "only: %d devices of one generation among %d subscribers", all, subscribers)
	}
	return out
}

func decodeTower(m *strict.Map) *Tower {
	if m == nil {
		return nil
	}
	t := &Tower{Limit: 100}
	t.Load, _ = m.Float("load", 0, maxPercent, strict.Required)
	t.Added, _ = m.Float("added", 0, maxPercent, strict.Required)
	if limit, ok := m.Float("limit", 0, maxPercent); ok {
		t.Limit = limit
	}
	m.Done()
	return t
}

func decodeSpace(m *strict.Map) *Space {
	if m == nil {
		return nil
	}
	s := &Space{}
	s.Free, _ = m.Float("free", 0, maxSpace, strict.Required)
	s.Needed, _ = m.Float("needed", 0, maxSpace, strict.Required)
	s.Unit = m.String("unit")
	m.Done()
	return s
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
	e.Domain = m.Enum("domain", Domains)
	e.Role = m.Enum("role", Roles)
	e.Vendor = m.String("vendor", strict.Required) // "unknown" is an answer; silence is none
	e.Model = m.String("model")
	e.PartNumber = m.String("part_number")
	e.SysObjectID, _ = strict.Parse(m, "sys_object_id", ParseObjectID)
	e.Origin, _ = strict.Parse(m, "origin", ParseCountry)
	e.Quantity = 1
	if n, ok := m.Int("quantity", 1, maxQuantity); ok {
		e.Quantity = n
	}
	e.Generations = m.Enums("generations", Generations)
	e.Bands = Bands(m, "bands")
	e.Uses = m.Enums("uses", Uses)
	if n, ok := m.Int("premises", 0, maxSubscribers); ok {
		e.Premises = &n
	}
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
	m.List("needs", func(m *strict.Map) { e.Needs = append(e.Needs, l.decodeNeed(m, &e)) })
	e.SupportedUntil, _ = strict.Parse(m, "supported_until", ParseDate)
	m.Done()
	return e
}

func (l *loader) decodeNeed(m *strict.Map, of *Element) Need {
	n := Need{Generations: m.Enums("generations", Generations), On: l.idRefs(m, asNeed, of.ID, strict.Required)}
	for _, g := range n.Generations {
		if !slices.Contains(of.Generations, g) { // it would be a need of nothing, and what is needed would seem to be idle
			m.Fault("generations", "name generations that the element has, or none where it needs this as a whole",
				"needs for %s, which is none of its generations", g)
		}
	}
	if m.IsList("on") && m.Len("on") == 0 {
		m.Fault("on", "name the element, or several of which one is enough: on: [bsc-1]", "needs nothing")
	}
	m.Done()
	return n
}

func decodePart(m *strict.Map) Part {
	p := Part{Vendor: m.String("vendor", strict.Required), Model: m.String("model"), PartNumber: m.String("part_number"), Role: m.String("role")}
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
