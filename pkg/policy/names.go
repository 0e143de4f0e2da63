package policy

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/riprep/riprep/internal/strict"
)

// hit is what a known name stands for: a vendor itself, one of its affiliates, or a name kept apart from it.
type hit struct {
	vendor *Vendor
	aff    *Affiliate // nil where the name is the vendor's own
	apart  *NotName   // nil unless the name is kept apart from the vendor
	exact  bool       // the vendor's canonical name or id, not an alias
}

func (h hit) same(o hit) bool { return h.vendor == o.vendor && h.aff == o.aff && h.apart == o.apart }

// dated reports whether when gear was obtained decides whose it is.
func (h hit) dated() bool { return h.aff != nil && h.aff.dated() }

// source is where it comes from that the name is the maker's.
func (h hit) source() Provenance {
	switch {
	case h.apart != nil:
		return h.apart.Provenance
	case h.aff != nil:
		return h.aff.Provenance
	}
	return h.vendor.Provenance
}

// nameMatch is what a name was recognised as. Where the method decides there is one hit; otherwise hits are candidates.
type nameMatch struct {
	method Method
	hits   []hit
	told   *modelHit // what decided, where the name states no maker
	empty  bool      // for Unstated: there is no text at all
}

func (m nameMatch) decides() bool {
	switch m.method {
	case ByExact, ByAlias, ByAffiliate, ByBrand, Apart, ByEnterprise, BySigns:
		return true
	}
	return false
}

// nameIndex recognises names. It is built once and only read afterwards.
type nameIndex struct {
	keys     map[string]hit // folded words joined by a space, legal forms at the end left out
	squashed map[string]hit // the same without the spaces
	neutral  map[string]bool
	hanWords []string // neutral words in Chinese characters, longest first: they stand without spaces
	unstated map[string]bool
	longest  map[string]int // words of the longest key that begins with a word
	watched  *watchIndex    // squashed names of vendors that some regime names, for resemblance
}

// newNameIndex indexes the vendors' names. named says which vendors a regime names; only for those resemblance matters. A
// name that stands for two vendors is a fault.
func newNameIndex(r *strict.Reader, vendors []*Vendor, words Words, named map[string]bool) *nameIndex {
	x := &nameIndex{
		keys: make(map[string]hit), squashed: make(map[string]hit),
		neutral: make(map[string]bool), unstated: make(map[string]bool), longest: make(map[string]int),
	}
	for _, w := range words.Neutral {
		w = squash(foldText(w))
		x.neutral[w] = true
		if isHan(w) {
			x.hanWords = append(x.hanWords, w)
		}
	}
	slices.SortFunc(x.hanWords, func(a, b string) int {
		if d := len(b) - len(a); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	for _, w := range words.Unstated {
		x.unstated[squash(foldText(w))] = true
	}
	for _, v := range vendors {
		x.add(r, v.Pos, v.Name, hit{vendor: v, exact: true})
		x.add(r, v.Pos, v.ID, hit{vendor: v, exact: true})
		for _, s := range v.Aliases {
			x.add(r, v.Pos, s, hit{vendor: v})
		}
		for i := range v.Affiliates {
			a := &v.Affiliates[i]
			for _, s := range a.names() {
				x.add(r, a.Pos, s, hit{vendor: v, aff: a})
			}
		}
		for i := range v.Apart {
			n := &v.Apart[i]
			for _, s := range n.names() {
				x.add(r, n.Pos, s, hit{vendor: v, apart: n})
			}
		}
	}
	var watched []watchKey
	for key, h := range x.squashed {
		if h.apart == nil && named[h.vendor.ID] {
			watched = append(watched, watchKey{key, shape(key), h})
		}
	}
	x.watched = newWatchIndex(watched)
	return x
}

func (x *nameIndex) add(r *strict.Reader, at strict.Pos, name string, h hit) {
	key := x.bare(foldText(name))
	if key == "" {
		return // the decoder has said so
	}
	old, taken := x.keys[key]
	if taken && !old.same(h) {
		r.Fault(at, "", "name %q of %q: means %q already", clip(name), h.vendor.ID, old.vendor.ID)
		return
	}
	if !taken || h.exact {
		x.keys[key] = h
	}
	first := firstWord(key)
	x.longest[first] = max(x.longest[first], 1+strings.Count(key, " "))
	if whole := squash(key); len(whole) >= 3 {
		if old, taken := x.squashed[whole]; !taken || old.same(h) {
			x.squashed[whole] = x.keys[key]
		}
	}
}

// bare leaves out the neutral words at the end of a folded text, unless nothing would be left.
func (x *nameIndex) bare(text string) string {
	for left := text; left != ""; {
		last := left[strings.LastIndexByte(left, ' ')+1:]
		if !x.neutral[last] {
			return left
		}
		left = strings.TrimSuffix(left[:len(left)-len(last)], " ")
	}
	return text
}

// match recognises a maker's name.
func (x *nameIndex) match(s string) nameMatch {
	if len(s) > maxRead || steers(s) {
		return nameMatch{method: Unstated}
	}
	text := foldText(s)
	if unstated, _ := lookup(x.unstated, text); unstated || text == "" && !maskedLetters(s) {
		return nameMatch{method: Unstated, empty: strings.TrimSpace(s) == ""}
	}
	if m := x.cover(text); m.method != Unlisted {
		return m
	}
	if h, ok := lookup(x.squashed, x.bare(text)); ok {
		return decided(h, false)
	}
	if plain, changed := unmask(s); changed {
		if m := x.cover(foldText(plain)); len(m.hits) > 0 {
			return nameMatch{method: ByLookalike, hits: m.hits}
		}
	}
	return x.resembling(text)
}

// cover reads a folded text as known names, longest first, and neutral words.
func (x *nameIndex) cover(text string) nameMatch {
	var hits []hit
	rest, read, skipped := 0, 0, false
	for text != "" {
		h, n := x.at(text)
		switch word := firstWord(text); {
		case n > 0:
			if !slices.ContainsFunc(hits, h.same) {
				hits = append(hits, h)
			}
			read++
		case x.isNeutral(word):
			skipped = true
			n = len(word)
		default:
			rest++
			n = len(word)
		}
		text = strings.TrimPrefix(text[n:], " ")
	}
	switch {
	case len(hits) == 0:
		return nameMatch{method: Unlisted}
	case rest > 0:
		return nameMatch{method: ByContains, hits: hits}
	}
	for _, h := range hits[1:] {
		if h.vendor != hits[0].vendor || h.apart != nil || hits[0].apart != nil {
			return nameMatch{method: ByContains, hits: hits}
		}
	}
	// Names of one vendor beside each other, as in "HiSilicon (Huawei)": the one with dates says the most.
	pick := hits[0]
	for _, h := range hits {
		if h.aff != nil && (pick.aff == nil || !h.aff.Until.IsZero()) && (pick.aff == nil || pick.aff.Until.IsZero()) {
			pick = h
		}
	}
	return decided(pick, !skipped && read == 1)
}

func decided(h hit, bare bool) nameMatch {
	m := nameMatch{method: ByAlias, hits: []hit{h}}
	switch {
	case h.apart != nil:
		m.method = Apart
	case h.aff == nil && h.exact && bare:
		m.method = ByExact
	case h.aff == nil:
	case h.aff.Relation == "oem":
		m.method = ByOEM
	case h.aff.Relation == "brand":
		m.method = ByBrand
	default:
		m.method = ByAffiliate
	}
	return m
}

// at returns the longest known name that a folded text begins with, and how many bytes it takes; 0 for none.
func (x *nameIndex) at(text string) (hit, int) {
	first := firstWord(text)
	for n := x.longest[first]; n > 0; n-- {
		if end, ok := wordsEnd(text, n); ok {
			if h, ok := x.keys[text[:end]]; ok {
				return h, end
			}
		}
	}
	if bare := x.trimHan(first); bare != first {
		if h, ok := x.keys[bare]; ok {
			return h, len(first)
		}
	}
	return hit{}, 0
}

// wordsEnd returns where the first n words of a folded text end, if it has as many.
func wordsEnd(text string, n int) (int, bool) {
	end := -1
	for ; n > 0; n-- {
		if end == len(text) {
			return 0, false
		}
		i := strings.IndexByte(text[end+1:], ' ')
		if i < 0 {
			end = len(text)
		} else {
			end += 1 + i
		}
	}
	return end, true
}

func (x *nameIndex) isNeutral(word string) bool {
	return x.neutral[word] || isHan(word) && x.trimHan(word) == ""
}

// trimHan takes neutral Chinese words off both ends of a word, as 深圳 and 有限公司 off a company's full name.
func (x *nameIndex) trimHan(word string) string {
	if !isHan(word) {
		return word
	}
	for again := true; again; {
		again = false
		for _, w := range x.hanWords {
			if len(word) >= len(w) && strings.HasSuffix(word, w) {
				word, again = word[:len(word)-len(w)], true
			}
			if len(word) >= len(w) && strings.HasPrefix(word, w) {
				word, again = word[len(w):], true
			}
		}
	}
	return word
}

func isHan(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.Han, r)
}

// maskedLetters reports whether a text without letters has signs that stand for letters, such as Ⓗ.
func maskedLetters(s string) bool {
	plain, changed := unmask(s)
	return changed && foldText(plain) != ""
}
