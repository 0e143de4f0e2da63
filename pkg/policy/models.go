package policy

import (
	"regexp/syntax"
	"strings"
)

// modelHit is a family that a model or part number belongs to, or a vendor's name that stands in the model.
type modelHit struct {
	vendor *Vendor
	family *Family // nil where the model names the vendor
}

// loud reports whether the hit contradicts another stated maker: names that several makers use do not.
func (h modelHit) loud() bool { return h.family == nil || !h.family.Shared }

// modelIndex finds families. Patterns are tried at the begin of each of a model's first words ("OptiX RTN 950"), and only
// those that can begin with the word's first byte.
type modelIndex struct {
	names   *nameIndex
	byFirst [256][]modelHit
	any     []modelHit
	parts   []modelHit
}

// firstWords is how many words of a model are looked at for the begin of a family's name.
const firstWords = 4

func newModelIndex(vendors []*Vendor, names *nameIndex) *modelIndex {
	x := &modelIndex{names: names}
	for _, v := range vendors {
		for i := range v.Families {
			f := &v.Families[i]
			h := modelHit{v, f}
			switch {
			case f.re == nil: // the decoder has said so
			case f.On == "part_number":
				x.parts = append(x.parts, h)
			default:
				if c, ok := firstByte(f.Pattern); ok {
					x.byFirst[c] = append(x.byFirst[c], h)
				} else {
					x.any = append(x.any, h)
				}
			}
		}
	}
	return x
}

// firstByte returns the one byte that every text matched by an anchored pattern begins with, if there is one.
func firstByte(pattern string) (byte, bool) {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return 0, false
	}
	re = re.Simplify()
	for re.Op == syntax.OpConcat && len(re.Sub) > 1 && re.Sub[0].Op == syntax.OpBeginText {
		re = re.Sub[1]
		for re.Op == syntax.OpConcat || re.Op == syntax.OpCapture {
			re = re.Sub[0]
		}
		if re.Op == syntax.OpLiteral && re.Flags&syntax.FoldCase == 0 && re.Rune[0] < 0x80 {
			return byte(re.Rune[0]), true
		}
	}
	return 0, false
}

// match returns at most one hit per vendor: its loudest, and of those the first in the data.
func (x *modelIndex) match(model, partNumber string) []modelHit {
	var hits []modelHit
	add := func(h modelHit) {
		for i := range hits {
			if hits[i].vendor == h.vendor {
				if h.loud() && !hits[i].loud() {
					hits[i] = h
				}
				return
			}
		}
		hits = append(hits, h)
	}
	text := modelForm(model)
	for words, from := 0, 0; words < firstWords && from < len(text); words++ {
		rest := text[from:]
		for _, h := range x.byFirst[rest[0]] {
			if h.family.re.MatchString(rest) {
				add(h)
			}
		}
		for _, h := range x.any {
			if h.family.re.MatchString(rest) {
				add(h)
			}
		}
		space := strings.IndexByte(rest, ' ')
		if space < 0 {
			break
		}
		from += space + 1
	}
	if part := strings.ReplaceAll(modelForm(partNumber), " ", ""); part != "" {
		for _, h := range x.parts {
			if h.family.re.MatchString(part) {
				add(h)
			}
		}
	}
	for _, v := range x.named(text) {
		add(modelHit{vendor: v})
	}
	return hits
}

// named returns the vendors whose name stands as a word in a model, as in "Huawei BBU3910". Short names of affiliates and
// brands are left out: three letters in a model number mean many things.
func (x *modelIndex) named(text string) []*Vendor {
	const short = 6
	var out []*Vendor
	words := strings.Split(strings.ToLower(text), " ")
	for i := 0; text != "" && i < len(words); i++ {
		h, n := x.names.at(words[i:])
		if n > 0 && h.apart == nil && (h.aff == nil && h.exact || len(words[i]) >= short || isHan(words[i])) {
			out = append(out, h.vendor)
			i += n - 1
		}
	}
	return out
}
