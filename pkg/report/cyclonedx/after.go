package cyclonedx

import (
	"fmt"
	"slices"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/riprep/riprep/pkg/cost"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/products"
)

// unknownItem is the item of a line that stands for a successor that is not known.
const unknownItem = "unknown"

// replacements adds what a package brings in: of its lines those that stand for a product, each in the place of an element, in
// the order of the estimate. An element whose successor is not known gets one that says so.
func (b *builder) replacements(w *planner.PlannedPackage) {
	if !goes(w) {
		return
	}
	for i := range w.Lines {
		l := &w.Lines[i]
		if l.Element == "" || l.Tag != cost.Replacement {
			continue
		}
		product := b.product(w, l)
		if product == nil && l.Item != unknownItem {
			continue // what is bought with a product: a licence, a part of the price
		}
		b.replacement(w, l, product)
	}
}

// product is the one that a line is the price of, nil where it is of none. Where two are one item of the catalog, it is the one
// that takes over the role of the element.
func (b *builder) product(w *planner.PlannedPackage, l *cost.Line) *products.Product {
	var found *products.Product
	role := b.role(l.Element)
	all := b.d.Case.In.Products.Products
	for i := range all {
		p := &all[i]
		if p.Item == l.Item && slices.Contains(w.Products, p.ID) && (found == nil || slices.Contains(p.Roles, role)) {
			found = p
		}
	}
	return found
}

func (b *builder) role(element string) string {
	if e := b.elements[element]; e != nil {
		return e.Role
	}
	return ""
}

func (b *builder) replacement(w *planner.PlannedPackage, l *cost.Line, product *products.Product) {
	ref := "new:" + l.Element
	if n := len(b.came[l.Element]); n > 0 {
		ref = fmt.Sprintf("%s/%d", ref, n+1)
	}
	b.came[l.Element] = append(b.came[l.Element], ref)
	role := b.role(l.Element)
	var p properties
	p.add("cdx:device:quantity", l.Quantity.String())
	p.add("cdx:device:function", role)
	p.add("cdx:device:location", b.siteName(w.Site))
	p.add("riprep:state", stateAfter)
	p.add("riprep:site", w.Site)
	p.add("riprep:domain", w.Domain)
	p.add("riprep:replaces", l.Element)
	vendor, model := "", l.Name
	if product != nil {
		vendor, model = product.Vendor, product.Model
		p.add("riprep:product", product.ID)
		p.add("riprep:part_number", product.PartNumber)
		p.add("riprep:origin", product.Origin)
		p.all("riprep:generation", product.Generations)
	} else {
		p.add("riprep:product", "unknown")
	}
	planned(&p, w)
	c := device(ref, vendor, model, role+" in the place of "+l.Element, p)
	if product != nil {
		c.Components = productParts(ref, product)
	}
	b.put(c, stateAfter)
}

// productParts are the pieces inside a product.
func productParts(ref string, product *products.Product) *[]cdx.Component {
	e := inventory.Element{}
	for _, part := range product.Parts {
		e.Parts = append(e.Parts, inventory.Part(part))
	}
	list := parts(&e)
	if list != nil {
		for i := range *list {
			(*list)[i].BOMRef = fmt.Sprintf("%s/part:%d", ref, i+1)
		}
	}
	return list
}
