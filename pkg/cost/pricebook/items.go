package pricebook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/riprep/riprep/internal/strict"
	"github.com/riprep/riprep/pkg/cost"
)

// row makes an item of a record, or faults.
func (in *importing) row(r *record) {
	for i := range in.m.skip {
		if in.m.skip[i].leaves(r.cells[int(fields)+i].text) {
			in.book.Skipped++
			return
		}
	}
	if !slices.ContainsFunc(r.cells[:fields], func(c cell) bool { return c.text != "" || c.formula }) {
		return // a remark in a column that only skip looks at
	}
	before := in.faulty
	in.faulty = false
	if it := in.item(r); !in.faulty {
		in.book.Items = append(in.book.Items, it)
		if it.Low == nil && it.Typical == nil && it.High == nil {
			in.book.Unpriced++
		}
	}
	in.faulty = in.faulty || before
}

func (in *importing) item(r *record) cost.Item {
	var text [fields]string
	var bad [fields]bool // a fault said so
	for f := range fields {
		if !slices.Contains(prices, f) {
			s, ok := in.text(r, f)
			text[f], bad[f] = s, !ok
		}
	}
	word := func(f field, otherwise string, allowed []string) string {
		if bad[f] {
			return ""
		}
		return in.word(r, f, or(text[f], otherwise), allowed)
	}
	it := cost.Item{
		Layer: word(layer, "", cost.Layers), Category: text[category], Name: text[name], Unit: text[unit],
		Low: in.price(r, low), Typical: in.price(r, typical), High: in.price(r, high),
		Currency:   word(currency, cost.DefaultCurrency, cost.Currencies),
		Source:     text[source],
		Verified:   word(verified, "false", []string{"false", "true"}) == "true",
		Confidence: word(confidence, cost.DefaultConfidence, cost.Confidences),
		Pos:        strict.Pos{File: in.path, Line: r.line, Column: 1},
	}
	if !bad[year] {
		it.PriceYear = in.year(r, text[year])
	}
	for _, f := range []field{category, name, unit, source} {
		if text[f] == "" && !bad[f] {
			in.empty(r, f)
			bad[f] = true
		}
	}
	it.Check(func(key, hint, message string) {
		f := field(slices.Index(fieldNames[:], key))
		in.at(r, f, hint, "%s", message)
	})
	if !bad[id] && !slices.ContainsFunc(in.m.idFrom, func(f field) bool { return bad[f] }) {
		it.ID = in.id(r, &text)
	}
	return it
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// text is what a row says of a field, in our words where the map has them; where it says nothing the map's default. A source
// that is the map's gets the place of the row. ok is false where the cell is a fault.
func (in *importing) text(r *record, f field) (s string, ok bool) {
	if !in.usable(r, f) {
		return "", false
	}
	if s = tidy(r.cells[f].text); s == "" {
		s = in.m.defaults[f]
		if f == source && s != "" {
			if s += ", line " + strconv.Itoa(r.line); in.book.Sheet != "" {
				s = fmt.Sprintf("%s, sheet %s row %d", in.m.defaults[f], tidy(in.book.Sheet), r.line)
			}
		}
	} else if ours, ok := in.m.values[f][fold(s)]; ok {
		s = ours
	}
	if why := strict.Refuses(s); why != "" {
		in.at(r, f, "change the cell; only text can stand in it", "%s: %s", fieldNames[f], why)
		return "", false
	}
	return s, true
}

// usable reports whether a cell has a value, and counts the formulas; an error of the spreadsheet, or a formula without its
// value, is a fault.
func (in *importing) usable(r *record, f field) bool {
	switch c := &r.cells[f]; {
	case c.unsaved:
		in.at(r, f, "open the file in a spreadsheet and save it, so that the values are saved too; where a formula came to an empty text clear the cell", "%s: a formula without a saved value", fieldNames[f])
		return false
	case c.kind == failed:
		in.at(r, f, "", "%s: the formula came to the error %.40s", fieldNames[f], c.text)
		return false
	case c.formula:
		in.book.Formulas++
	}
	return true
}

// word is one of some words.
func (in *importing) word(r *record, f field, s string, allowed []string) string {
	switch {
	case slices.Contains(allowed, s):
		return s
	case s == "":
		in.empty(r, f)
	case slices.Contains(allowed, strings.ToLower(s)):
		return strings.ToLower(s)
	case slices.Contains(allowed, strings.ToUpper(s)):
		return strings.ToUpper(s)
	default:
		hint := fmt.Sprintf("say in the map which of %s it is: values: {%s: {%.60q: %s}}", strings.Join(allowed, ", "), fieldNames[f], s, allowed[0])
		if f == currency {
			hint = "riprep knows no exchange rates: bring the list in " + strings.Join(allowed, ", ")
		}
		in.at(r, f, hint, "%s %.80q: not known", fieldNames[f], s)
	}
	return ""
}

func (in *importing) empty(r *record, f field) {
	hint := "fill the cell"
	if f != name {
		hint = fmt.Sprintf("fill the cell, or state defaults: {%s: …} in the map", fieldNames[f])
	}
	in.at(r, f, hint+"; rows that are no items are left out with skip", "%s: empty", fieldNames[f])
}

// price is the amount of a field, nil where the row has none: unknown, and not zero.
func (in *importing) price(r *record, f field) *cost.Cents {
	c := &r.cells[f]
	if folded := fold(c.text); folded != "" && slices.Contains(in.m.unknown, folded) {
		return nil
	}
	if !in.usable(r, f) || tidy(c.text) == "" {
		return nil
	}
	if c.kind == truth {
		in.at(r, f, "", "%s %q: not an amount", fieldNames[f], c.text)
		return nil
	}
	a, err := in.m.number.parse(*c)
	if err != nil {
		hint := in.m.number.hint(tidy(c.text))
		if strings.Contains(err.Error(), "more than two decimals") {
			hint = "where prices were computed say number: {round: cents}, and they are rounded to the nearest cent"
		} else if c.kind == numeric {
			hint = ""
		}
		in.at(r, f, hint, "%s %s", fieldNames[f], err)
		return nil
	}
	if a.noise {
		in.book.Noise++
	}
	if a.rounded {
		in.book.Rounded++
	}
	return &a.cents
}

// year reads a year, 0 where there is none.
func (in *importing) year(r *record, s string) int {
	if s == "" {
		in.empty(r, year)
		return 0
	}
	plain := s
	if r.cells[year].kind == numeric && tidy(r.cells[year].text) != "" {
		if p, _, err := significant(s); err == nil {
			plain = p
		}
	}
	n, err := strconv.Atoi(plain)
	if err != nil || n < cost.FirstYear || n > cost.LastYear {
		in.at(r, year, "a day is not read: give the year as a number", "price_year %.40q: want %d to %d", s, cost.FirstYear, cost.LastYear)
		return 0
	}
	return n
}

// id is what the file calls the item, or is made of some of its fields as the map says.
func (in *importing) id(r *record, text *[fields]string) string {
	s := text[id]
	if len(in.m.idFrom) > 0 {
		var parts []string
		for _, f := range in.m.idFrom {
			if slices.Contains(prices, f) {
				parts = append(parts, r.cells[f].text)
				continue
			}
			parts = append(parts, text[f])
		}
		s = slug(strings.Join(parts, " "))
	}
	switch {
	case s == "" && len(in.m.idFrom) > 0:
		in.at(r, in.m.idFrom[0], "", "id: nothing to make it of")
		return ""
	case s == "":
		in.at(r, id, "fill the cell, or say id_from: [category, item]", "id: empty")
		return ""
	case !strict.IsID(s):
		in.at(r, id, "say id_from: [id], which makes one of it", "id %.140q: has a blank in it, or more than %d bytes", s, strict.MaxID)
		return ""
	}
	from := r.cells[id]
	if from.line == 0 {
		from = in.firstCell(r)
	}
	if first, twice := in.first[s]; twice {
		hint := "give each item an id of its own"
		if len(in.m.idFrom) > 0 {
			hint = "name more fields in id_from"
		}
		in.say(r, from, hint, "item %q stands twice (first at %s)", s, or(in.where(first), "line "+strconv.Itoa(int(first.line))))
		return s
	}
	in.first[s] = from
	return s
}

// firstCell is the first cell of a row that holds something.
func (in *importing) firstCell(r *record) cell {
	for _, c := range r.cells {
		if c.line > 0 {
			return c
		}
	}
	return cell{line: clamp(r.line)}
}

// slug makes an id of words: small letters and digits, with a dash for all that stands between them.
func slug(s string) string {
	var b strings.Builder
	dash := false
	for _, c := range s {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			dash = b.Len() > 0
			continue
		}
		c = unicode.ToLower(c)
		if b.Len()+5 > strict.MaxID { // what is cut alike stands twice, and that is a fault
			break
		}
		if dash {
			b.WriteByte('-')
			dash = false
		}
		b.WriteRune(c)
	}
	return b.String()
}

// at adds a fault at the cell of a field, or at the row where the field has none.
func (in *importing) at(r *record, f field, hint, format string, args ...any) {
	c := r.cells[f]
	if c.line != 0 && int(c.line) != r.line && in.book.Sheet != "" { // merged from above: the cell of this row
		c.line = clamp(r.line)
	}
	in.say(r, c, hint, format, args...)
}

func (in *importing) say(r *record, c cell, hint, format string, args ...any) {
	if c.line == 0 {
		c = cell{line: clamp(r.line)}
	}
	words := fmt.Sprintf(format, args...)
	if at := in.where(c); at != "" {
		words = at + ": " + words
	}
	in.fault(c, hint, "%s", words)
}
