package scenario

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// Estimate is what a plan's prices take beside the catalog: the year that they are brought to, taxes, contingency, and what is
// bought once for the whole network.
type Estimate struct {
	Year        int         // that prices are brought to; of the start where not stated
	Index       *cost.Index // nil where prices are taken as they stand
	Tax         *Tax
	Contingency *cost.Rate // of all other lines, nil for none
	Network     []NetworkItem
}

// Tax is what states take on what is bought.
type Tax struct {
	Rates      map[string]cost.Rate // by state
	Other      *cost.Rate           // for all other states, nil where they have no rate
	Categories []string             // cost categories that are taxed; empty means goods, see Goods
	Source     string
}

// NetworkItem is bought for the whole network, on a day.
type NetworkItem struct {
	Item        string
	Quantity    cost.Quantity
	Tag         cost.Tag
	On          inventory.Date
	Application string // that it is claimed in, "" where not stated
	Note        string
	Pos         strict.Pos
}

var tagWords = []string{string(cost.Removal), string(cost.Replacement), string(cost.Disposal)}

// goodsLayers and goodsCategories are what is taken to be goods, and not services, where a tax does not say what it is on.
var (
	goodsLayers     = []string{"core", "radio", "transport", "fixed-access"}
	goodsCategories = []string{"spares", "materials"}
)

// Goods reports whether a line is for goods where nobody says: equipment, spares and materials.
func Goods(layer, category string) bool {
	return slices.Contains(goodsLayers, layer) || slices.Contains(goodsCategories, category)
}

// On reports whether a line of a layer and category is taxed.
func (t *Tax) On(layer, category string) bool {
	if len(t.Categories) == 0 {
		return Goods(layer, category)
	}
	return slices.Contains(t.Categories, category)
}

// Rate is that of a state, and whether there is one.
func (t *Tax) Rate(state string) (cost.Rate, bool) {
	if r, ok := t.Rates[state]; ok && state != "" {
		return r, true
	}
	if t.Other != nil {
		return *t.Other, true
	}
	return 0, false
}

const maxYear = 2200

func (s *Scenario) decodeEstimate(m *strict.Map) {
	e := &s.Estimate
	year, stated := m.Int("year", 1990, maxYear)
	e.Year = year
	if !stated {
		e.Year = s.Start.Year()
	}
	e.Index = s.decodeIndex(m.Map("index"))
	e.Tax = decodeTax(m.Map("tax"))
	if r, ok := strict.Parse(m, "contingency", parsePart); ok {
		e.Contingency = &r
	}
	m.List("network", func(m *strict.Map) { e.Network = append(e.Network, decodeNetworkItem(m)) })
	s.Pos["estimate.index"] = m.At("index")
	m.Done()
	s.silent(e.Contingency == nil && !m.Has("contingency"), "estimate.contingency", "none", "no contingency is stated; early estimates proved many times too low")
	s.silent(e.Tax == nil, "estimate.tax", "none", "no sales tax is stated")
	s.silent(e.Index == nil, "estimate.index", "none", "prices are taken as they stand, whatever their year")
}

func (s *Scenario) decodeIndex(m *strict.Map) *cost.Index {
	if m == nil {
		return nil
	}
	x := &cost.Index{Levels: map[int]cost.Rate{}, Source: m.String("source", strict.Required)}
	levels := m.Map("levels", strict.Required)
	for _, key := range keysOnce(levels) {
		year, err := strconv.Atoi(key)
		if err != nil || year < 1990 || year > maxYear {
			levels.Has(key) // known, so that it is reported once
			levels.Fault(key, "", "index level of %q: not a year (want 1990 to %d)", key, maxYear)
			continue
		}
		if level, ok := strict.Parse(levels, key, parseLevel); ok {
			x.Levels[year] = level
		}
	}
	levels.Done()
	m.Done()
	return x
}

// parseLevel reads the level of an index.
func parseLevel(text string) (cost.Rate, error) {
	r, err := cost.ParseRate(text, 0, 999_999*cost.FullRate)
	if err == nil && r == 0 {
		err = fmt.Errorf("%q: an index level is above 0", text)
	}
	return r, err
}

func decodeTax(m *strict.Map) *Tax {
	if m == nil {
		return nil
	}
	t := &Tax{Rates: map[string]cost.Rate{}, Categories: m.Strings("categories"), Source: m.String("source", strict.Required)}
	states := m.Map("states")
	for _, key := range keysOnce(states) {
		if _, err := inventory.ParseState(key); err != nil {
			states.Has(key) // known, so that it is reported once
			states.Fault(key, "", "tax of %s", err)
			continue
		}
		if r, ok := strict.Parse(states, key, parsePart); ok {
			t.Rates[key] = r
		}
	}
	states.Done()
	if r, ok := strict.Parse(m, "other", parsePart); ok {
		t.Other = &r
	}
	m.Done()
	return t
}

func decodeNetworkItem(m *strict.Map) NetworkItem {
	it := NetworkItem{
		Item:        m.ID("item", strict.Required),
		Quantity:    cost.One,
		Tag:         cost.Tag(m.Enum("tag", tagWords, strict.Required)),
		Application: m.ID("application"),
		Note:        m.String("note"),
		Pos:         m.Pos(),
	}
	if q, ok := strict.Parse(m, "quantity", cost.ParseQuantity); ok {
		it.Quantity = q
	}
	it.On, _ = strict.Parse(m, "on", inventory.ParseDate, strict.Required)
	m.Done()
	return it
}
