package cost

import (
	"github.com/riprep/riprep/internal/strict"
)

var catalogKind = strict.Kind{Name: "catalog", Major: 1}

// Layers and Confidences are the words that a catalog may use.
var (
	Layers      = []string{"core", "radio", "transport", "fixed-access", "site", "services", "removal-disposal", "software"}
	Confidences = []string{"high", "medium", "low"}
)

// currencies has one entry because riprep knows no exchange rates.
var currencies = []string{"USD"}

const firstYear, lastYear = 1990, 2200

// catalogFile is one file of the kind catalog/v1 while it is decoded.
type catalogFile struct {
	items []Item
	first map[string]strict.Pos // where an id stands first in this file
	year  int                   // the document's price_year, 0 where it states none
}

func (f *catalogFile) decode(m *strict.Map) {
	m.String("title")
	m.String("note")
	f.year, _ = m.Int("price_year", firstYear, lastYear)
	m.List("items", f.item, strict.Required)
	m.Done()
}

func (f *catalogFile) item(m *strict.Map) {
	it := decodeItem(m, f.year)
	if it.ID == "" {
		return // the missing id is a fault already
	}
	if at, ok := f.first[it.ID]; ok {
		m.Fault("id", "give each item an id of its own", "item %q stands twice (first at line %d)", it.ID, at.Line)
		return
	}
	if f.first == nil {
		f.first = make(map[string]strict.Pos)
	}
	f.first[it.ID] = m.At("id")
	f.items = append(f.items, it)
}

// decodeItem reads one item; year is its price year where it states none itself.
func decodeItem(m *strict.Map, year int) Item {
	it := Item{
		ID:         m.ID("id", strict.Required),
		Layer:      m.Enum("layer", Layers, strict.Required),
		Category:   m.String("category", strict.Required),
		Name:       m.String("item", strict.Required),
		Unit:       m.String("unit", strict.Required),
		Low:        price(m, "low"),
		Typical:    price(m, "typical"),
		High:       price(m, "high"),
		Currency:   m.Enum("currency", currencies),
		PriceYear:  year,
		Source:     m.String("source", strict.Required),
		Confidence: m.Enum("confidence", Confidences),
		Pos:        m.Pos(),
	}
	if it.Currency == "" {
		it.Currency = currencies[0]
	}
	if it.Confidence == "" {
		it.Confidence = "low" // what nobody vouches for counts least
	}
	if y, ok := m.Int("price_year", firstYear, lastYear); ok {
		it.PriceYear = y
	} else if year == 0 && !m.Has("price_year") {
		m.Fault("price_year", "state it here, or once for all items at the top of the file", "item %q: no key \"price_year\"", it.ID)
	}
	it.Verified, _ = m.Bool("verified")
	ordered(m, it.ID, "low", it.Low, "typical", it.Typical)
	ordered(m, it.ID, "typical", it.Typical, "high", it.High)
	if it.Typical == nil {
		ordered(m, it.ID, "low", it.Low, "high", it.High)
	}
	if it.PartOf() && it.High != nil && *it.High > mostPercent || it.PartOf() && it.Typical != nil && *it.Typical > mostPercent {
		m.Fault("high", "5.00 is a twentieth of what it is a part of", "item %q: more than %s percent", it.ID, mostPercent)
	}
	m.Done()
	return it
}

// mostPercent is ten times of what an item is a part of: more is a slip of the hand.
const mostPercent Cents = 1000_00

// price returns nil where no price is stated: unknown is not zero.
func price(m *strict.Map, key string) *Cents {
	c, ok := strict.Parse(m, key, ParsePrice)
	if !ok {
		return nil
	}
	return &c
}

func ordered(m *strict.Map, id, lowKey string, low *Cents, highKey string, high *Cents) {
	if low != nil && high != nil && *low > *high {
		m.Fault(lowKey, "want low ≤ typical ≤ high", "item %q: %s %s is above %s %s", id, lowKey, *low, highKey, *high)
	}
}

// SchemaKeys lists the keys that the decoder asks for, by the mapping they stand in; the schema of the kind must list the
// same.
func SchemaKeys() map[string][]string {
	return map[string][]string{
		"catalog": strict.Asked(func(m *strict.Map) {
			m.Has("riprep") // asked for by the reader, before the decoder sees the document
			new(catalogFile).decode(m)
		}),
		"item": strict.Asked(func(m *strict.Map) { decodeItem(m, 0) }),
	}
}
