package filing

import (
	"fmt"
	"strings"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
)

// NetworkWide is the location of what is bought for the whole network.
const NetworkWide = "network-wide"

// Line is a line of the estimate with its place: by the plan where there is one, else of the cheapest options.
type Line struct {
	Application string
	Location    string // site, or NetworkWide
	Package     string // "" for the whole network
	Vendor      string // of the document that prices it
	cost.Line
}

// findLines gathers the estimate. All lines are kept, whatever application is wanted; rows leave the others out.
func (b *book) findLines() {
	vendors := map[string]string{}
	for _, p := range b.Case.In.Quotes.Prices() {
		vendors[p.Document.Reference] = p.Document.Vendor
	}
	add := func(application, location, pkg string, lines []cost.Line) {
		for i := range lines {
			l := Line{Application: application, Location: location, Package: pkg, Vendor: vendors[lines[i].Document], Line: lines[i]}
			if e, ok := b.elementAt(l.Element); ok {
				l.Location = e.Site
			}
			b.lines = append(b.lines, l)
		}
	}
	if b.Plan == nil {
		for _, row := range b.Case.Estimate().Rows {
			site := b.Case.Site(row.Site)
			add(site.Application, site.ID, row.Package, row.Lines)
		}
	}
	for i := range b.Case.Packages {
		p := &b.Case.Packages[i]
		if planned := b.planned[p.ID]; planned != nil {
			add(p.Site.Application, p.Site.ID, p.ID, planned.Lines)
		}
	}
	for i := range b.Case.Network {
		n := &b.Case.Network[i]
		add(n.Application, NetworkWide, "", []cost.Line{n.Line})
	}
}

func (b *book) elementAt(id string) (*inventory.Element, bool) {
	if id == "" {
		return nil, false
	}
	if b.elements == nil {
		b.elements = map[string]int{}
		for i := range b.Case.In.Inventory.Elements {
			b.elements[b.Case.In.Inventory.Elements[i].ID] = i
		}
	}
	i, ok := b.elements[id]
	if !ok {
		return nil, false
	}
	return &b.Case.In.Inventory.Elements[i], true
}

// justification says why a line has to be justified, and what it lacks before it can be filed.
func (b *book) justification(l *Line) string {
	var out []string
	item, listed := b.catalogItem(l.Item)
	switch {
	case !l.Known:
		return l.Source
	case l.Basis == cost.FromCatalog && l.Reference:
		out = append(out, "the price is of riprep's own reference catalog: take the programme's figure or a quote")
	case l.Basis != cost.FromCatalog && listed && item.High != nil && l.UnitPrice > *item.High:
		of := "the catalog's range"
		if item.Reference {
			of = "the range of riprep's own reference catalog"
		}
		low := "0.00"
		if item.Low != nil {
			low = item.Low.String()
		}
		out = append(out, fmt.Sprintf("justify the price: above %s, %s to %s", of, low, *item.High))
	}
	if !l.ValidUntil.IsZero() && l.ValidUntil.Before(b.AsOf) {
		out = append(out, "the quote held until "+l.ValidUntil.String())
	}
	switch l.Eligible {
	case cost.EligiblePartly:
		out = append(out, "attach the quote for the comparable replacement")
	case cost.Arguable:
		out = append(out, "to be argued case by case")
	}
	return strings.Join(out, "; ")
}

// catalogItem is an item of the catalog in prices of the plan's year, or as it stands where they cannot be brought to it.
func (b *book) catalogItem(id string) (cost.Item, bool) {
	it, ok := b.Case.In.Catalog.Item(id)
	if !ok || it.PartOf() {
		return it, false
	}
	e := &b.Case.In.Scenario.Estimate
	if e.Index != nil && it.PriceYear != e.Year {
		if brought, err := e.Index.Item(it, e.Year); err == nil {
			it = brought
		}
	}
	return it, true
}
