package cost

import (
	"fmt"

	"github.com/riprep/riprep/internal/strict"
)

var catalogKind = strict.Kind{Name: "catalog", Major: 1}

// Layers, Confidences and Currencies are the words that a catalog may use. There is one currency because riprep knows no
// exchange rates.
var (
	Layers      = []string{"core", "radio", "transport", "fixed-access", "site", "services", "removal-disposal", "software"}
	Confidences = []string{"high", "medium", "low"}
	Currencies  = []string{"USD"}
)

// FirstYear and LastYear bound the years that a price may be of.
const FirstYear, LastYear = 1990, 2200

// What an item is that does not say: in the only currency, and as what nobody vouches for, which counts least.
const (
	DefaultCurrency   = "USD"
	DefaultConfidence = "low"
)

// catalogFile is one file of the kind catalog/v1 while it is decoded.
type catalogFile struct {
	items   []Item
	first   map[string]strict.Pos // where an id stands first in this file
	catalog *Catalog              // of the built-in file: these items alone
	year    int                   // the document's price_year, 0 where it states none
}

func (f *catalogFile) decode(m *strict.Map) {
	m.String("title")
	m.String("note")
	f.year, _ = m.Int("price_year", FirstYear, LastYear)
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
		Currency:   m.Enum("currency", Currencies),
		PriceYear:  year,
		Source:     m.String("source", strict.Required),
		Confidence: m.Enum("confidence", Confidences),
		Pos:        m.Pos(),
	}
	if it.Currency == "" {
		it.Currency = DefaultCurrency
	}
	if it.Confidence == "" {
		it.Confidence = DefaultConfidence
	}
	if y, ok := m.Int("price_year", FirstYear, LastYear); ok {
		it.PriceYear = y
	} else if year == 0 && !m.Has("price_year") {
		m.Fault("price_year", "state it here, or once for all items at the top of the file", "item %q: no key \"price_year\"", it.ID)
	}
	it.Verified, _ = m.Bool("verified")
	it.Check(func(key, hint, message string) { m.Fault(key, hint, "item %q: %s", it.ID, message) })
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

// Check reports what cannot be in the prices of an item, whatever they were read from: key is the price that is wrong.
func (it *Item) Check(fault func(key, hint, message string)) {
	ordered := func(lowKey string, low *Cents, highKey string, high *Cents) {
		if low != nil && high != nil && *low > *high {
			fault(lowKey, "want low ≤ typical ≤ high", fmt.Sprintf("%s %s is above %s %s", lowKey, *low, highKey, *high))
		}
	}
	ordered("low", it.Low, "typical", it.Typical)
	ordered("typical", it.Typical, "high", it.High)
	if it.Typical == nil {
		ordered("low", it.Low, "high", it.High)
	}
	if it.PartOf() && (it.High != nil && *it.High > mostPercent || it.Typical != nil && *it.Typical > mostPercent) {
		fault("high", "5.00 is a twentieth of what it is a part of", fmt.Sprintf("more than %s percent", mostPercent))
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
