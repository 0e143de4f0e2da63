package policy

import (
	"math/bits"
	"slices"
	"strings"
)

// modelHit is what a model, part number or object identifier says of who made the gear.
type modelHit struct {
	vendor *Vendor
	aff    *Affiliate  // of the name or number, nil where it is the vendor's own
	apart  *NotName    // nil unless it is the name, family or number of one kept apart from the vendor
	family *Family     // nil where it is known by a name or number alone
	named  bool        // the maker's name stands in the model
	number *Enterprise // of the SNMP agent, nil where it is none
	fits   bool        // the text says what it fits or resembles, and not what it is
	signs  signs
}

// signs are what speaks for a maker in a model and part number; see nameMatch.byModel.
type signs uint8

const (
	signName   signs = 1 << iota // the model begins with a name of the maker
	signFamily                   // it is of a family that no other maker uses
	signPart                     // the part number is one that no other maker uses
)

// loud reports whether the hit contradicts another stated maker: names that several makers use do not, nor does what a
// thing is compatible with.
func (h modelHit) loud() bool {
	switch {
	case h.fits:
		return false
	case h.number != nil:
		return !h.number.Shared
	}
	return h.named || h.family != nil && !h.family.Shared
}

// hit is the maker that the hit speaks for.
func (h modelHit) hit() hit { return hit{vendor: h.vendor, aff: h.aff, apart: h.apart} }

// of reports whether the hit speaks for a maker.
func (h modelHit) of(m hit) bool { return h.vendor == m.vendor && h.apart == m.apart }

// told reports whether a model and part number say by two signs that agree who made the gear.
func (h modelHit) told() bool {
	return !h.fits && bits.OnesCount8(uint8(h.signs)) > 1 && (h.aff == nil || h.aff.Relation != "oem")
}

// modelIndex finds families. Patterns are tried at the begin of each of a model's first words ("OptiX RTN 950"), and only
// those that can begin as the text does.
type modelIndex struct {
	names  *nameIndex
	fits   map[string]bool // words that say what a thing fits
	models *beginIndex
	parts  *beginIndex

	numbers map[*Family]int // from 1; families are shared by the indexes of a process, and not changed
}

// firstWords is how many words of a model are looked at for the begin of a family's name.
const firstWords = 4

func newModelIndex(vendors []*Vendor, words Words, names *nameIndex) *modelIndex {
	x := &modelIndex{names: names, fits: make(map[string]bool), models: &beginIndex{}, parts: &beginIndex{}, numbers: make(map[*Family]int)}
	for _, w := range words.Fits {
		x.fits[squash(foldText(w))] = true
	}
	add := func(v *Vendor, apart *NotName, families []Family) {
		for i := range families {
			f := &families[i]
			x.numbers[f] = len(x.numbers) + 1
			h := modelHit{vendor: v, apart: apart, family: f}
			switch {
			case f.re == nil: // the decoder has said so
			case f.On == "part_number":
				x.parts.add(h)
			default:
				x.models.add(h)
			}
		}
	}
	for _, v := range vendors {
		add(v, nil, v.Families)
		for i := range v.Apart {
			add(v, &v.Apart[i], v.Apart[i].Families)
		}
	}
	return x
}

// hits gathers at most one hit per maker: of its families the first that no other maker uses, or else the first.
type hits []modelHit

func (hs hits) add(h modelHit) hits {
	for i := range hs {
		o := &hs[i]
		if !o.of(h.hit()) {
			continue
		}
		o.signs |= h.signs
		o.named = o.named || h.named
		if h.aff != nil && o.aff == nil {
			o.aff = h.aff
		}
		if h.family != nil && (o.family == nil || o.family.Shared && !h.family.Shared) {
			o.family, o.fits = h.family, h.fits
		}
		return hs
	}
	return append(hs, h)
}

// match reads a model and a part number.
func (x *modelIndex) match(model, partNumber string) []modelHit {
	var out hits
	if model != "" && len(model) <= maxRead {
		out = x.matchModel(foldText(model))
	}
	if part := squash(modelForm(partNumber)); part != "" {
		for _, h := range x.parts.at(part) {
			if h.family.re.MatchString(part) {
				if !h.family.Shared && h.family.solid() {
					h.signs = signPart
				}
				out = out.add(h)
			}
		}
	}
	// What speaks louder proposes first.
	slices.SortStableFunc(out, func(a, b modelHit) int {
		switch {
		case a.loud() == b.loud():
			return 0
		case a.loud():
			return -1
		}
		return 1
	})
	return out
}

// matchModel reads a model in its folded form.
func (x *modelIndex) matchModel(lower string) hits {
	var out hits
	text := strings.ToUpper(lower)
	fits := x.saysFits(lower)
	whose, named := x.begins(lower)
	if len(text) != len(lower) {
		named = 0 // capitals of other scripts can be longer: what comes after the name cannot be told
	}
	for words, from := 0, 0; words < firstWords && from < len(text); {
		if from >= named {
			words++ // the words of the maker's name do not count
		}
		rest := text[from:]
		for _, h := range x.models.at(rest) {
			span := h.family.re.FindStringIndex(rest)
			if span == nil {
				continue
			}
			if h.fits = fits; !h.family.Shared && h.family.solid() && !fits {
				h.signs = signFamily
				// The designation stands right after the name, or takes it in and says more than the name does.
				if named > 0 && h.of(whose) && from <= named+1 && from+span[1] > named {
					h.signs, h.aff = signName|signFamily, whose.aff
				}
			}
			out = out.add(h)
		}
		space := strings.IndexByte(rest, ' ')
		if space < 0 {
			break
		}
		from += space + 1
	}
	return x.named(out, lower, fits)
}

// saysFits reports whether a folded model says what a thing fits or resembles, as in "Huawei compatible SFP".
func (x *modelIndex) saysFits(text string) bool {
	for rest := text; rest != "" && len(x.fits) > 0; {
		word := firstWord(rest)
		if x.fits[word] {
			return true
		}
		rest = strings.TrimPrefix(rest[len(word):], " ")
	}
	return false
}

// begins returns whose names a folded model begins with, one after the other and with legal forms between them, and how
// many bytes they take; 0 for none. Of a maker's names the one with dates says the most.
func (x *modelIndex) begins(text string) (whose hit, end int) {
	for at := 0; at < len(text); {
		h, n := x.names.at(text[at:])
		switch word := firstWord(text[at:]); {
		case n > 0 && (end == 0 || h.vendor == whose.vendor && h.apart == whose.apart):
			if end == 0 || h.dated() {
				whose = h
			}
		case n == 0 && end > 0 && x.names.isNeutral(word):
			n = len(word)
		default:
			return whose, end
		}
		end = at + n
		at = end + 1
	}
	return whose, end
}

// named adds the makers whose name stands as a word in a model, as in "Huawei BBU3910". Short names of affiliates and
// brands are left out: three letters in a model number mean many things. A brand that the model begins with ("OptiX") may be
// a letter shorter.
func (x *modelIndex) named(out hits, text string, fits bool) hits {
	const short = 6
	for rest := text; rest != ""; {
		word := firstWord(rest)
		h, n := x.names.at(rest)
		if n == 0 {
			n = len(word)
		} else if h.aff == nil && (h.exact || h.apart != nil && len(word) > 2) || len(word) >= short || isHan(word) ||
			len(rest) == len(text) && len(word) >= short-1 && h.aff != nil && h.aff.Relation == "brand" && !h.dated() {
			out = out.add(modelHit{vendor: h.vendor, aff: h.aff, apart: h.apart, named: true, fits: fits})
		}
		rest = strings.TrimPrefix(rest[n:], " ")
	}
	return out
}
