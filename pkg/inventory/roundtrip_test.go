package inventory

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/riprep/riprep/internal/strict"
	"pgregory.net/rapid"
)

// encode writes an inventory as YAML: the inverse of Load. Texts are quoted in YAML's double-quoted style, which can
// hold any text that is allowed.
func encode(inv *Inventory) string {
	var b strings.Builder
	w := func(format string, args ...any) { fmt.Fprintf(&b, format, args...) }
	o := inv.Operator
	w("riprep: inventory/v1\noperator:\n  id: %s\n", quote(o.ID))
	text(&b, "  ", "name", o.Name, "frn", o.FRN, "kind", o.Kind, "source", o.Source)
	if o.Customers != nil {
		w("  customers: %d\n", *o.Customers)
	}
	w("sites:\n")
	for _, s := range inv.Sites {
		w("  - id: %s\n", quote(s.ID))
		text(&b, "    ", "name", s.Name, "kind", s.Kind, "region", s.Region, "emergency", s.Emergency, "application", s.Application)
		w("    subscribers: %d\n", s.Subscribers)
		if s.Location != nil {
			w("    location: {lat: %v, lon: %v}\n", s.Location.Lat, s.Location.Lon)
		}
		if s.CoverageKM != nil {
			w("    coverage_km: %v\n", *s.CoverageKM)
		}
		list(&b, "sensitive", s.Sensitive)
		list(&b, "neighbors", s.Neighbors)
		for i, c := range s.Closed {
			if i == 0 {
				w("    closed:\n")
			}
			w("      - from: %s\n        to: %s\n", c.From, c.To)
			text(&b, "        ", "why", c.Why)
			list(&b, "    work", c.Work)
		}
	}
	w("elements:\n")
	for _, e := range inv.Elements {
		w("  - id: %s\n    quantity: %d\n", quote(e.ID), e.Quantity)
		text(&b, "    ", "site", e.Site, "domain", e.Domain, "role", e.Role, "vendor", e.Vendor, "model", e.Model,
			"part_number", e.PartNumber, "acquired", e.Acquired.String())
		list(&b, "generations", e.Generations)
		list(&b, "bands", e.Bands)
		list(&b, "uses", e.Uses)
		text(&b, "    ", "sys_object_id", e.SysObjectID, "origin", e.Origin)
		if e.Premises != nil {
			w("    premises: %d\n", *e.Premises)
		}
		list(&b, "serials", e.Serials)
		list(&b, "coupled_with", e.CoupledWith)
		list(&b, "uplinks", e.Uplinks)
		if e.Gateway != nil {
			w("    gateway: %v\n", *e.Gateway)
		}
		for i, p := range e.Parts {
			if i == 0 {
				w("    parts:\n")
			}
			w("      - vendor: %s\n", quote(p.Vendor))
			text(&b, "        ", "model", p.Model, "role", p.Role)
		}
	}
	w("links:\n")
	for _, k := range inv.Links {
		w("  - a: %s\n    b: %s\n", quote(k.A), quote(k.B))
		text(&b, "    ", "kind", k.Kind)
		if k.KM != nil {
			w("    km: %v\n", *k.KM)
		}
	}
	return b.String()
}

// quote is YAML's double-quoted style: like JSON's, with characters outside of ASCII as they are.
func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(s) + `"`
}

func text(b *strings.Builder, indent string, pairs ...string) {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			fmt.Fprintf(b, "%s%s: %s\n", indent, pairs[i], quote(pairs[i+1]))
		}
	}
}

func list(b *strings.Builder, key string, words []string) {
	for i, s := range words {
		if i == 0 {
			fmt.Fprintf(b, "    %s: [", key)
		} else {
			b.WriteString(", ")
		}
		b.WriteString(quote(s))
	}
	if len(words) > 0 {
		b.WriteString("]\n")
	}
}

// operators generates inventories that are valid in every respect that Load checks.
func operators(t *rapid.T) *Inventory {
	word := rapid.StringMatching(`[a-z0-9äßø€#&*!|>%@:?~-]{1,9}`) // marks of YAML among them
	prose := rapid.StringMatching(`([A-Za-z"'\\ :{}\[\],#&*!|>%@~\n\t-]|é|漢|😀){0,20}`)
	or := func(words []string) string { return rapid.SampledFrom(append([]string{""}, words...)).Draw(t, "word") }
	some := func(words []string) []string {
		var out []string
		for _, w := range words {
			if rapid.IntRange(0, 3).Draw(t, "take") == 0 {
				out = append(out, w)
			}
		}
		return out
	}
	float := func(lo, hi float64) *float64 {
		if !rapid.Bool().Draw(t, "stated") {
			return nil
		}
		return ptr(rapid.Float64Range(lo, hi).Draw(t, "number"))
	}
	name := func(id string) string {
		if s := prose.Draw(t, "name"); s != "" {
			return s
		}
		return id
	}
	inv := &Inventory{Operator: Operator{ID: word.Draw(t, "id"), Kind: or(OperatorKinds), Source: prose.Draw(t, "source")}}
	inv.Operator.Name = name(inv.Operator.ID)
	if rapid.Bool().Draw(t, "frn") {
		inv.Operator.FRN = rapid.StringMatching(`[0-9]{10}`).Draw(t, "frn")
		inv.Operator.Customers = ptr(rapid.IntRange(0, maxSubscribers).Draw(t, "customers"))
	}
	siteIDs := rapid.SliceOfNDistinct(word, 1, 5, rapid.ID).Draw(t, "sites")
	for i, id := range siteIDs {
		s := Site{
			ID: id, Name: name(id), Kind: rapid.SampledFrom(SiteKinds).Draw(t, "kind"), Emergency: or([]string{"sole", "shared"}),
			Subscribers: rapid.IntRange(0, maxSubscribers).Draw(t, "subscribers"), CoverageKM: float(0, maxCoverageKM),
			Neighbors: some(siteIDs[:i]), Sensitive: some([]string{"military", "x"}),
		}
		if lat := float(-90, 90); lat != nil {
			s.Location = &Location{*lat, rapid.Float64Range(-180, 180).Draw(t, "lon")}
		}
		for range rapid.IntRange(0, 2).Draw(t, "closed") {
			day := func() MonthDay {
				return MustDate("2024-01-01").AddDays(rapid.IntRange(0, 365).Draw(t, "day")).MonthDay()
			}
			s.Closed = append(s.Closed, Closure{From: day(), To: day(), Work: some(WorkKinds), Why: prose.Draw(t, "why")})
		}
		inv.Sites = append(inv.Sites, s)
	}
	ids := rapid.SliceOfNDistinct(word, 0, 6, rapid.ID).Draw(t, "elements")
	for i, id := range ids {
		e := Element{
			ID: id, Site: rapid.SampledFrom(siteIDs).Draw(t, "site"), Domain: rapid.SampledFrom(Domains).Draw(t, "domain"),
			Role: rapid.SampledFrom(Roles).Draw(t, "role"), Vendor: word.Draw(t, "vendor"), Model: prose.Draw(t, "model"),
			PartNumber: prose.Draw(t, "part"), Quantity: rapid.IntRange(1, maxQuantity).Draw(t, "quantity"),
			Generations: some(Generations), Uplinks: some(append(ids[:i:i], ids[i+1:]...)),
		}
		for _, other := range inv.Elements {
			if other.Site == e.Site && rapid.Bool().Draw(t, "coupled") {
				e.CoupledWith = append(e.CoupledWith, other.ID)
			}
		}
		for n := range min(e.Quantity, 3) {
			e.Serials = append(e.Serials, strconv.Itoa(n)+prose.Draw(t, "serial"))
		}
		if rapid.Bool().Draw(t, "dated") {
			e.Acquired = MustDate("1971-01-01").AddDays(rapid.IntRange(0, 83000).Draw(t, "acquired"))
			e.Gateway = ptr(rapid.Bool().Draw(t, "gateway"))
			e.Origin, e.SysObjectID, e.Bands, e.Uses = "CN", "1.3.6.1.4.1.2011.2", []string{"b12", "n78"}, []string{"ordinary"}
			e.Premises = ptr(rapid.IntRange(0, maxSubscribers).Draw(t, "premises"))
			e.Parts = []Part{{Vendor: word.Draw(t, "part"), Model: prose.Draw(t, "part"), Role: or([]string{"chipset"})}}
		}
		inv.Elements = append(inv.Elements, e)
	}
	for i := 1; i < len(ids); i++ {
		if rapid.Bool().Draw(t, "link") {
			inv.Links = append(inv.Links, Link{A: ids[i], B: ids[rapid.IntRange(0, i-1).Draw(t, "end")], Kind: or(LinkKinds), KM: float(0, maxLinkKM)})
		}
	}
	return inv
}

// What is written down and loaded is what was there.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := operators(t)
		text := encode(want)
		got, faults := parse(text)
		if faults != nil {
			t.Fatalf("%v\n%s", faults, text)
		}
		if diff := same(want, got); diff != "" {
			t.Fatalf("%s\n%s", diff, text)
		}
	})
}

// FuzzLoad looks for text that loading does not answer: with a panic, or with neither a fault nor an inventory.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(full))
	f.Add([]byte(`{"riprep": "inventory/v1", "operator": {"id": "a"}, "sites": [{"id": "s", "kind": "tower"}]}`))
	f.Add([]byte("riprep: inventory/v1\noperator: {id: a}\nsites: &a [{id: s, kind: tower, sensitive: *a}, *a]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := &strict.Reader{Limits: strict.Limits{Expand: 50_000}}
		inv := Parse(r, "fuzz.yaml", data)
		faults := r.Faults()
		for _, fault := range faults {
			if strings.ContainsFunc(fault.Error()+fault.Hint, func(c rune) bool { return c < ' ' || c >= 0x7f && c <= 0x9f }) {
				t.Errorf("control character in %q", fault.Error())
			}
			if fault.Message == "" || fault.Pos.File == "" {
				t.Errorf("fault without place or words: %+v", fault)
			}
		}
		if faults != nil {
			return
		}
		// What loads without a fault can be written down and loads again as the same.
		if inv.Operator.ID == "" || len(inv.Sites) == 0 {
			t.Fatalf("no fault, and no inventory: %+v", inv)
		}
		again, faults := parse(encode(inv))
		if faults != nil {
			t.Fatalf("%v\n%s", faults, encode(inv))
		}
		// The encoder states subscribers where the file left them out: 0 is the same.
		if diff := same(inv, again); diff != "" {
			t.Error(diff)
		}
	})
}
