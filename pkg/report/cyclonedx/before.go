package cyclonedx

import (
	"cmp"
	"fmt"
	"strconv"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/riprep/riprep/pkg/inventory"
	"github.com/riprep/riprep/pkg/planner"
	"github.com/riprep/riprep/pkg/report/view"
)

// The states of a component: what riprep:state says.
const (
	stateBefore = "before" // the plan takes it out
	stateBoth   = "both"   // it stays
	stateAfter  = "after"  // the plan brings it in
)

// builder makes the components of a document.
type builder struct {
	d        *view.Document
	sites    map[string]*inventory.Site
	elements map[string]*inventory.Element
	findings map[string]*planner.FindingRow
	packages map[string]*planner.PlannedPackage
	links    map[string][]string // element → what is joined to it
	came     map[string][]string // element → refs of what takes its place
	state    map[string]string   // ref → state
	all      []cdx.Component     // those that are there, in the order of the inventory, then those that come
}

func newBuilder(d *view.Document) *builder {
	b := &builder{
		d: d, sites: map[string]*inventory.Site{}, elements: map[string]*inventory.Element{}, findings: map[string]*planner.FindingRow{}, packages: map[string]*planner.PlannedPackage{},
		links: map[string][]string{}, came: map[string][]string{}, state: map[string]string{},
	}
	inv := d.Case.In.Inventory
	for i := range inv.Sites {
		b.sites[inv.Sites[i].ID] = &inv.Sites[i]
	}
	for i := range d.Plan.Findings {
		b.findings[d.Plan.Findings[i].Element] = &d.Plan.Findings[i]
	}
	for i := range d.Plan.Packages {
		b.packages[d.Plan.Packages[i].ID] = &d.Plan.Packages[i]
	}
	for _, l := range inv.Links {
		km := ""
		if l.KM != nil {
			km = fmt.Sprintf(", %s km", strconv.FormatFloat(*l.KM, 'f', -1, 64))
		}
		b.links[l.A] = append(b.links[l.A], l.Kind+" to "+l.B+km)
		b.links[l.B] = append(b.links[l.B], l.Kind+" to "+l.A+km)
	}
	for i := range inv.Elements {
		b.elements[inv.Elements[i].ID] = &inv.Elements[i]
		b.element(&inv.Elements[i])
	}
	for i := range d.Plan.Packages {
		b.replacements(&d.Plan.Packages[i])
	}
	return b
}

func (b *builder) put(c cdx.Component, state string) {
	b.state[c.BOMRef] = state
	b.all = append(b.all, c)
}

func elementRef(id string) string { return "element:" + id }

// packageOf is the package that an element is in, nil where it is in none.
func (b *builder) packageOf(element string) *planner.PlannedPackage {
	if f := b.findings[element]; f != nil && f.Package != "" {
		return b.packages[f.Package]
	}
	return nil
}

// goes reports whether the plan takes the gear of a package out: it does not where the package is deferred, or where a
// function alone is replaced.
func goes(w *planner.PlannedPackage) bool { return w != nil && !w.Deferred() && w.Method != "function" }

// element adds gear that is there.
func (b *builder) element(e *inventory.Element) {
	state, w := stateBoth, b.packageOf(e.ID)
	if goes(w) {
		state = stateBefore
	}
	var p properties
	p.add("cdx:device:quantity", strconv.Itoa(e.Quantity))
	p.add("cdx:device:function", e.Role)
	p.add("cdx:device:location", b.siteName(e.Site))
	p.add("cdx:device:sku", e.ID)
	p.all("cdx:device:serialNumber", e.Serials)
	p.add("riprep:state", state)
	p.add("riprep:site", e.Site)
	p.add("riprep:domain", e.Domain)
	p.add("riprep:part_number", e.PartNumber)
	p.all("riprep:generation", e.Generations)
	p.day("riprep:acquired", e.Acquired)
	p.add("riprep:origin", e.Origin)
	p.all("riprep:coupled_with", e.CoupledWith)
	p.all("riprep:link", b.links[e.ID])
	b.verdict(&p, b.findings[e.ID])
	planned(&p, w)
	c := device(elementRef(e.ID), e.Vendor, cmp.Or(e.Model, e.PartNumber, e.ID), e.Role+" at "+b.siteName(e.Site), p)
	c.Components = parts(e)
	b.put(c, state)
}

func (b *builder) siteName(id string) string {
	if s := b.sites[id]; s != nil {
		return cmp.Or(s.Name, id)
	}
	return id
}

// verdict is what the rules say to it.
func (b *builder) verdict(p *properties, f *planner.FindingRow) {
	if f == nil {
		return
	}
	p.add("riprep:verdict", f.Verdict)
	p.add("riprep:maker", f.Maker)
	p.add("riprep:regime", f.Regime)
	p.add("riprep:rule", f.Rule)
	p.add("riprep:demand", f.Demand)
	p.add("riprep:recognised_by", f.Method)
	p.add("riprep:confidence", f.Confidence)
	p.add("riprep:evidence", f.Evidence)
	p.day("riprep:since", f.Since)
	p.add("riprep:removal", f.Removal)
	p.day("riprep:remove_by", f.RemoveBy)
	p.add("riprep:buy", f.Buy)
	p.add("riprep:buy_by", f.BuyBy)
	p.add("riprep:reimbursable", f.Reimbursable)
	p.add("riprep:reimbursable_by", f.ReimbursableBy)
	p.add("riprep:settle", f.Settle)
}

// planned is what the plan does with it.
func planned(p *properties, w *planner.PlannedPackage) {
	if w == nil {
		return
	}
	p.add("riprep:package", w.ID)
	p.add("riprep:method", w.Method)
	p.add("riprep:option", w.Option)
	p.add("riprep:application", w.Application)
	p.day("riprep:covered_until", w.CoveredUntil)
	if c := w.Cutover(); c != nil {
		p.day("riprep:cutover", c.Start)
	}
	p.day("riprep:finish", view.DatesOf(w).Finish)
}

// parts are the pieces inside an element.
func parts(e *inventory.Element) *[]cdx.Component {
	if len(e.Parts) == 0 {
		return nil
	}
	out := make([]cdx.Component, len(e.Parts))
	for i := range e.Parts {
		part := &e.Parts[i]
		var p properties
		p.add("cdx:device:function", part.Role)
		p.add("riprep:part_number", part.PartNumber)
		out[i] = device(fmt.Sprintf("%s/part:%d", elementRef(e.ID), i+1), part.Vendor, cmp.Or(part.Model, part.PartNumber, part.Role, "part"), "", p)
	}
	return &out
}
