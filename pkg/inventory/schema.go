package inventory

import "github.com/riprep/riprep/internal/strict"

// SchemaKeys returns the keys that the decoders ask for, sorted, by the part of the file that they stand in: inventory
// (the document itself), operator, site, location, closure, tower, space, element, need, part, link. The JSON Schema of the kind is checked
// against it. The keys of only are generations.
func SchemaKeys() map[string][]string {
	l := newLoader(&strict.Reader{})
	return map[string][]string{
		"inventory": strict.Asked(l.document),
		"operator":  strict.Asked(func(m *strict.Map) { decodeOperator(m) }),
		"site":      strict.Asked(func(m *strict.Map) { l.decodeSite(m) }),
		"location":  strict.Asked(func(m *strict.Map) { decodeLocation(m) }),
		"closure":   strict.Asked(func(m *strict.Map) { decodeClosure(m) }),
		"tower":     strict.Asked(func(m *strict.Map) { decodeTower(m) }),
		"space":     strict.Asked(func(m *strict.Map) { decodeSpace(m) }),
		"need":      strict.Asked(func(m *strict.Map) { l.decodeNeed(m, &Element{}) }),
		"element":   strict.Asked(func(m *strict.Map) { l.decodeElement(m) }),
		"part":      strict.Asked(func(m *strict.Map) { decodePart(m) }),
		"link":      strict.Asked(func(m *strict.Map) { l.decodeLink(m) }),
	}
}
