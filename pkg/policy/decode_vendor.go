package policy

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/inventory"
)

var vendorsKind = strict.Kind{Name: "vendors", Major: 1, Single: true}

const (
	maxPattern = 200  // bytes of a pattern's text
	maxProgram = 2000 // instructions of the compiled pattern
)

func decodeVendors(m *strict.Map) (vs []*Vendor, w Words) {
	m.Text("riprep")
	m.List("vendors", func(vm *strict.Map) { vs = append(vs, decodeVendor(vm)) })
	if wm := m.Map("words"); wm != nil {
		w = decodeWords(wm)
	}
	m.Done()
	return vs, w
}

func decodeWords(m *strict.Map) Words {
	w := Words{Neutral: m.Strings("neutral"), Unstated: m.Strings("unstated"), Fits: m.Strings("fits")}
	m.Done()
	return w
}

func decodeVendor(m *strict.Map) *Vendor {
	v := &Vendor{
		ID:      m.ID("id", strict.Required),
		Name:    name(m),
		Aliases: aliases(m),
		Note:    m.String("note"),
		Pos:     m.Pos(),
	}
	m.List("affiliates", func(am *strict.Map) { v.Affiliates = append(v.Affiliates, decodeAffiliate(am)) })
	m.List("families", func(fm *strict.Map) { v.Families = append(v.Families, decodeFamily(fm)) })
	m.List("apart", func(nm *strict.Map) { v.Apart = append(v.Apart, decodeNotName(nm)) })
	v.SNMP = decodeSNMP(m)
	v.Provenance = decodeProvenance(m)
	m.Done()
	return v
}

// name reads a name that the recogniser can hold: not longer than what it reads of an inventory, and with letters in it.
func name(m *strict.Map) string {
	s := m.String("name", strict.Required)
	checkName(m, "name", s)
	return s
}

func aliases(m *strict.Map) []string {
	list := m.Strings("aliases")
	for _, s := range list {
		checkName(m, "aliases", s)
	}
	return list
}

func checkName(m *strict.Map, key, s string) {
	switch {
	case len(s) > maxRead:
		m.Fault(key, "", "%s: a name of more than %d bytes", key, maxRead)
	case s != "" && len(fold(s)) == 0:
		m.Fault(key, "", "%s %q: has no letters or digits", key, s)
	}
}

func decodeAffiliate(m *strict.Map) Affiliate {
	a := Affiliate{
		Name:     name(m),
		Aliases:  aliases(m),
		Relation: m.Enum("relation", Relations, strict.Required),
		Note:     m.String("note"),
		Pos:      m.Pos(),
	}
	a.From, _ = strict.Parse(m, "from", inventory.ParseDate)
	a.Until, _ = strict.Parse(m, "until", inventory.ParseDate)
	if !a.Until.IsZero() && a.Until.Before(a.From) {
		m.Fault("until", "", "until %s: before from %s", a.Until, a.From)
	}
	a.SNMP = decodeSNMP(m)
	a.Provenance = decodeProvenance(m)
	m.Done()
	return a
}

func decodeNotName(m *strict.Map) NotName {
	n := NotName{Name: name(m), Aliases: aliases(m), Why: m.String("why", strict.Required), Pos: m.Pos()}
	m.List("families", func(fm *strict.Map) { n.Families = append(n.Families, decodeFamily(fm)) })
	n.SNMP = decodeSNMP(m)
	n.Provenance = decodeProvenance(m)
	m.Done()
	return n
}

func decodeFamily(m *strict.Map) Family {
	f := Family{
		ID:     m.ID("id", strict.Required),
		On:     m.Enum("on", []string{"model", "part_number"}),
		Domain: m.Enum("domain", inventory.Domains),
		Role:   m.Enum("role", inventory.Roles),
		Also:   m.Enums("also", inventory.Roles),
		Pos:    m.Pos(),
	}
	if f.On == "" {
		f.On = "model"
	}
	f.Shared, _ = m.Bool("shared")
	if text, _, ok := m.Text("pattern", strict.Required); ok {
		re, err := compile(text)
		if err != nil {
			m.Fault("pattern", "a pattern is RE2, begins with ^ and is matched against the model in capitals, with single spaces for punctuation",
				"pattern %q: %s", clip(text), err)
		}
		f.Pattern, f.re = text, re
	}
	f.Provenance = decodeProvenance(m)
	m.Done()
	return f
}

// compile accepts only patterns whose cost is bounded: RE2 is linear in the text, and the program's size is limited here.
func compile(text string) (*regexp.Regexp, error) {
	if len(text) > maxPattern {
		return nil, fmt.Errorf("longer than %d bytes", maxPattern)
	}
	if !strings.HasPrefix(text, "^") {
		return nil, fmt.Errorf("does not begin with ^")
	}
	parsed, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		return nil, err
	}
	if prog, err := syntax.Compile(parsed.Simplify()); err != nil || len(prog.Inst) > maxProgram {
		return nil, fmt.Errorf("too large")
	}
	re, err := regexp.Compile(text)
	if err != nil {
		return nil, err
	}
	if re.MatchString("") {
		return nil, fmt.Errorf("matches the empty text")
	}
	return re, nil
}
