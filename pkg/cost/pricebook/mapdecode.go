package pricebook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
)

var mapKind = strict.Kind{Name: "catalog-map", Major: 1, Single: true}

// translated are the fields whose words a map may translate. Of an id it says which item of ours the file's is, so that it
// goes before that one.
var translated = []field{id, layer, category, unit, currency, verified, confidence}

// Decimals, Thousands and Rounds are the words of a map's number.
var (
	Decimals  = []string{".", ","}
	Thousands = []string{",", ".", " ", "'"}
	Rounds    = []string{"cents"}
)

// LoadMap reads a map. Its faults go to r; what could be read is returned in any case, never nil.
func LoadMap(r *strict.Reader, path string) *Map {
	m := &Map{number: number{decimal: "."}}
	r.File(path, mapKind, m.decode)
	return m
}

func (m *Map) decode(d *strict.Map) {
	m.Title = d.String("title")
	m.Note = d.String("note")
	m.sheet = d.String("sheet")
	columns := d.Map("columns", strict.Required)
	m.pos = columns.Pos()
	m.decodeColumns(columns)
	m.decodeDefaults(d.Map("defaults"))
	m.decodeValues(d.Map("values"))
	m.decodeIDFrom(d)
	m.number.decode(d.Map("number"))
	for _, word := range d.Strings("unknown") {
		m.unknown = append(m.unknown, fold(word))
	}
	d.List("skip", func(d *strict.Map) { m.skip = append(m.skip, decodeSkip(d)) })
	if columns != nil {
		m.complete(d)
	}
	d.Done()
}

func (m *Map) decodeColumns(d *strict.Map) {
	for f := range fields {
		var opts []strict.Option
		if f == name {
			opts = append(opts, strict.Required)
		}
		m.columns[f] = headings(d, fieldNames[f], opts...)
	}
	d.Done()
}

// headings reads one heading, or a list of headings of which a file has one.
func headings(d *strict.Map, key string, opts ...strict.Option) []string {
	var names []string
	if d.IsList(key) {
		names = d.Strings(key, opts...)
	} else if s := d.String(key, opts...); s != "" {
		names = []string{s}
	}
	for _, s := range names {
		if fold(s) == "" {
			d.Fault(key, "write the heading as the file has it", "%s %q: a heading that is empty", key, s)
		}
	}
	return names
}

func (m *Map) decodeDefaults(d *strict.Map) {
	m.defaults[layer] = d.Enum("layer", cost.Layers)
	m.defaults[category] = tidy(d.String("category"))
	m.defaults[unit] = tidy(d.String("unit"))
	m.defaults[currency] = d.Enum("currency", cost.Currencies)
	if y, ok := d.Int("price_year", cost.FirstYear, cost.LastYear); ok {
		m.defaults[year] = strconv.Itoa(y)
	}
	m.defaults[source] = tidy(d.String("source"))
	if v, ok := d.Bool("verified"); ok {
		m.defaults[verified] = strconv.FormatBool(v)
	}
	m.defaults[confidence] = d.Enum("confidence", cost.Confidences)
	d.Done()
}

func (m *Map) decodeValues(d *strict.Map) {
	for _, f := range translated {
		key := fieldNames[f]
		sub := d.Map(key)
		for _, word := range sub.Keys() {
			var ours string
			switch f {
			case id:
				ours = sub.ID(word, strict.Required)
			case layer:
				ours = sub.Enum(word, cost.Layers)
			case currency:
				ours = sub.Enum(word, cost.Currencies)
			case confidence:
				ours = sub.Enum(word, cost.Confidences)
			case verified:
				ours = sub.Enum(word, []string{"true", "false"})
			default:
				ours = tidy(sub.String(word, strict.Required))
			}
			if m.values[f] == nil {
				m.values[f] = make(map[string]string)
			}
			if first, ok := m.values[f][fold(word)]; ok && first != ours {
				sub.Fault(word, "blanks and case make no difference", "%s %q: stands twice", key, word)
			}
			m.values[f][fold(word)] = ours
		}
		sub.Done()
		if sub != nil && len(m.columns[f]) == 0 {
			d.Fault(key, "name its column, or take the words away", "values of %s, which has no column", key)
		}
	}
	d.Done()
}

func (m *Map) decodeIDFrom(d *strict.Map) {
	for _, word := range d.Enums("id_from", fieldNames[:]) {
		f := field(slices.Index(fieldNames[:], word))
		m.idFrom = append(m.idFrom, f)
		if len(m.columns[f]) == 0 && m.defaults[f] == "" {
			d.Fault("id_from", "name its column", "id_from %q: has neither a column nor a default", word)
		}
	}
}

func (n *number) decode(d *strict.Map) {
	if s := d.Enum("decimal", Decimals); s != "" {
		n.decimal = s
	}
	n.thousands = d.Enum("thousands", Thousands)
	if n.thousands == n.decimal {
		d.Fault("thousands", "", "thousands %q: the decimal sign too", n.thousands)
	}
	for _, sign := range d.Strings("currency") {
		if sign = strings.TrimSpace(sign); sign == "" || strings.ContainsAny(sign, "0123456789.,'-()") {
			d.Fault("currency", "such as $ or USD", "currency %q: not a sign that stands beside an amount", sign)
			continue
		}
		n.signs = append(n.signs, sign)
	}
	n.round = d.Enum("round", Rounds) != ""
	d.Done()
}

func decodeSkip(d *strict.Map) skip {
	s := skip{column: headings(d, "column", strict.Required)}
	s.empty, _ = d.Bool("empty")
	s.words = d.Strings("words")
	if !s.empty && len(s.words) == 0 {
		d.Fault("column", "say empty: true, or words: [Total]", "a condition that no cell meets")
	}
	d.Done()
	return s
}

// complete reports what no row could get: a field that neither a column nor a default has.
func (m *Map) complete(d *strict.Map) {
	for _, f := range []field{layer, category, unit, year, source} {
		if len(m.columns[f]) == 0 && m.defaults[f] == "" && !d.Map("defaults").Has(fieldNames[f]) {
			d.Fault("columns", fmt.Sprintf("name the column, or state defaults: {%s: …}", fieldNames[f]), "%s has neither a column nor a default", fieldNames[f])
		}
	}
	if !slices.ContainsFunc(prices, func(f field) bool { return len(m.columns[f]) > 0 }) {
		d.Fault("columns", "", "no column for low, typical or high: a catalog without prices")
	}
	if len(m.columns[id]) == 0 && len(m.idFrom) == 0 {
		d.Fault("columns", "name the column of the item numbers, or say id_from: [category, item]", "no column for id, and no id_from")
	}
}

// SchemaKeys lists the keys that the decoder asks for, by the mapping they stand in; the schema of the kind must list the
// same.
func SchemaKeys() map[string][]string {
	return map[string][]string{
		"catalog-map": strict.Asked(func(d *strict.Map) {
			d.Has("riprep") // asked for by the reader, before the decoder sees the document
			new(Map).decode(d)
		}),
		"columns":  strict.Asked(new(Map).decodeColumns),
		"defaults": strict.Asked(new(Map).decodeDefaults),
		"values":   strict.Asked(new(Map).decodeValues),
		"number":   strict.Asked(new(number).decode),
		"skip":     strict.Asked(func(d *strict.Map) { decodeSkip(d) }),
	}
}
