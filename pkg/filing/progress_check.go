package filing

import (
	"fmt"
	"slices"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
)

// checker looks up what a progress file refers to.
type checker struct {
	r            *strict.Reader
	c            *planner.Case
	elements     map[string]int
	packages     map[string]int
	sites        map[string]bool
	applications map[string]bool
	hints        int // that are still looked for: one costs a pass over all ids
}

// Check reports what the progress refers to that is not there, units that the inventory does not have, and what stands twice.
func (p *Progress) Check(r *strict.Reader, c *planner.Case) {
	k := &checker{r: r, c: c, elements: map[string]int{}, packages: map[string]int{}, sites: map[string]bool{}, applications: map[string]bool{}, hints: strict.MaxShown}
	inv := c.In.Inventory
	for i := range inv.Elements {
		k.elements[inv.Elements[i].ID] = i
	}
	for i := range c.Packages {
		k.packages[c.Packages[i].ID] = i
	}
	for i := range inv.Sites {
		k.sites[inv.Sites[i].ID] = true
	}
	for _, id := range Applications(c) {
		k.applications[id] = true
	}
	k.steps(p)
	k.orders(p)
	k.units(p)
	k.invoices(p)
	k.delays(p)
}

func (k *checker) steps(p *Progress) {
	first := map[string]strict.Pos{}
	for i := range p.Steps {
		d := &p.Steps[i]
		if at, twice := first[d.Package]; twice {
			k.r.Fault(d.Pos, "join the two", "package %q: stands twice (first at line %d)", d.Package, at.Line)
			continue
		}
		first[d.Package] = d.Pos
		k.pkg(d.Pos, "", d.Package)
	}
}

func (k *checker) orders(p *Progress) {
	first := map[string]strict.Pos{}
	for i := range p.Orders {
		o := &p.Orders[i]
		what := fmt.Sprintf("order %q: ", o.Order)
		if at, twice := first[o.Order]; twice {
			k.r.Fault(o.Pos, "give each line of an order a name of its own", "%sstands twice (first at line %d)", what, at.Line)
		}
		first[o.Order] = o.Pos
		if o.Package != "" {
			k.pkg(o.Pos, what, o.Package)
		}
		k.item(o.Pos, what, o.Item)
		k.application(o.Pos, what, o.Application)
	}
}

func (k *checker) delays(p *Progress) {
	for i := range p.Delays {
		d := &p.Delays[i]
		what := fmt.Sprintf("delay %q: ", d.Reason)
		for _, id := range d.Packages {
			k.pkg(d.Pos, what, id)
		}
		for _, id := range d.Sites {
			if !k.sites[id] {
				k.r.Fault(d.Pos, "", "%ssite %q: no such site", what, id)
			}
		}
		k.application(d.Pos, what, d.Application)
	}
}

func (k *checker) invoices(p *Progress) {
	type key struct{ vendor, invoice string }
	first := map[key]strict.Pos{}
	for i := range p.Invoices {
		v := &p.Invoices[i]
		what := fmt.Sprintf("invoice %q: ", v.Invoice)
		if at, twice := first[key{v.Vendor, v.Invoice}]; twice {
			k.r.Fault(v.Pos, "an invoice is paid once", "%sstands twice for vendor %q (first at line %d)", what, v.Vendor, at.Line)
		}
		first[key{v.Vendor, v.Invoice}] = v.Pos
		k.application(v.Pos, what, v.Application)
		for j := range v.Lines {
			k.line(v, &v.Lines[j], what)
		}
	}
}

func (k *checker) line(v *Invoice, l *InvoiceLine, what string) {
	k.item(l.Pos, what, l.Item)
	if l.Package == "" || !k.pkg(l.Pos, what, l.Package) {
		return
	}
	p := &k.c.Packages[k.packages[l.Package]]
	if l.Element != "" {
		at, ok := k.elements[l.Element]
		switch {
		case !ok:
			k.r.Fault(l.Pos, "", "%selement %q: no such element", what, l.Element)
		case !slices.Contains(p.Elements, at):
			k.r.Fault(l.Pos, "", "%selement %q: not in package %q", what, l.Element, l.Package)
		}
	}
	if v.Application != "" && p.Site.Application != v.Application {
		k.r.Fault(l.Pos, "put its lines on an invoice of the application they belong to", "%spackage %q belongs to application %q, not %q",
			what, l.Package, p.Site.Application, v.Application)
	}
}

// pkg reports whether there is a package.
func (k *checker) pkg(at strict.Pos, what, id string) bool {
	if _, ok := k.packages[id]; ok || id == "" {
		return ok
	}
	hint := "a package has the id of its first element; riprep estimate DIR lists them"
	if _, ok := k.elements[id]; ok {
		hint = "an element of that id is there, but it is not the first of a package"
	} else if k.hints--; k.hints >= 0 {
		ids := make([]string, len(k.c.Packages))
		for i := range k.c.Packages {
			ids[i] = k.c.Packages[i].ID
		}
		if near := strict.Nearest(id, ids); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
	}
	k.r.Fault(at, hint, "%spackage %q: no such package", what, id)
	return false
}

func (k *checker) application(at strict.Pos, what, id string) {
	if id != "" && !k.applications[id] {
		k.r.Fault(at, "sites name the application that they belong to", "%sapplication %q: no site belongs to it", what, id)
	}
}

// item reports what no catalog has. Taxes and contingency are lines of an estimate without being items.
func (k *checker) item(at strict.Pos, what, id string) {
	if id == "" || id == "sales-tax" || id == "contingency" {
		return
	}
	if _, ok := k.c.In.Catalog.Item(id); !ok {
		k.r.Fault(at, "name an item that a catalog has, or state the category alone", "%sitem %q: no catalog has it", what, id)
	}
}

// units checks the records of units against the inventory: how many there are, and by what serial numbers.
func (k *checker) units(p *Progress) {
	units := map[string]int{}
	type serial struct{ element, serial string }
	seen := map[serial]strict.Pos{}
	for i := range p.Units {
		u := &p.Units[i]
		at, ok := k.elements[u.Element]
		if !ok {
			hint := ""
			if k.hints--; k.hints >= 0 {
				if near := strict.Nearest(u.Element, elementIDs(k.c.In.Inventory)); near != "" {
					hint = fmt.Sprintf("did you mean %q?", near)
				}
			}
			k.r.Fault(u.Pos, hint, "element %q: no such element", u.Element)
			continue
		}
		e := &k.c.In.Inventory.Elements[at]
		units[e.ID] += u.Quantity
		if n := units[e.ID]; n > e.Quantity && n-u.Quantity <= e.Quantity {
			k.r.Fault(u.Pos, "correct the quantity here or in the inventory", "element %q: %d units recorded, the inventory has %d", e.ID, n, e.Quantity)
		}
		for j, s := range slices.Concat(u.Serials, u.ExtraSerials) {
			if first, twice := seen[serial{e.ID, s}]; twice {
				k.r.Fault(u.Pos, "", "element %q: serial %q stands twice (first at line %d)", e.ID, s, first.Line)
			}
			seen[serial{e.ID, s}] = u.Pos
			switch there := slices.Contains(e.Serials, s); {
			case j < len(u.Serials) && !there:
				hint := "put it under extra_serials where the inventory lacks it"
				if near := strict.Nearest(s, e.Serials); near != "" {
					hint = fmt.Sprintf("did you mean %q? Or put it under extra_serials", near)
				}
				k.r.Fault(u.Pos, hint, "element %q: serial %q: not in the inventory", e.ID, s)
			case j >= len(u.Serials) && there:
				k.r.Fault(u.Pos, "put it under serials", "element %q: extra serial %q: the inventory has it", e.ID, s)
			}
		}
	}
}

func elementIDs(inv *inventory.Inventory) []string {
	ids := make([]string, len(inv.Elements))
	for i := range inv.Elements {
		ids[i] = inv.Elements[i].ID
	}
	return ids
}
