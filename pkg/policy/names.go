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

// nameMatch is what a name was recognised as. Where the method decides there is one hit; otherwise hits are candidates.
type nameMatch struct {
	method Method
	hits   []hit
	empty  bool // for Unstated: there is no text at all
}

func (m nameMatch) decides() bool {
	switch m.method {
	case ByExact, ByAlias, ByAffiliate, ByBrand, Apart:
		return true
	}
	return false
}

// dated reports whether when gear was obtained decides whose it is.
func (m nameMatch) dated() bool {
	return slices.ContainsFunc(m.hits, func(h hit) bool { return h.aff != nil && !(h.aff.From.IsZero() && h.aff.Until.IsZero()) })
}

// nameIndex recognises names. It is built once and only read afterwards.
type nameIndex struct {
	keys     map[string]hit // folded words joined by a space, legal forms at the end left out
	squashed map[string]hit // the same without the spaces
	neutral  map[string]bool
	hanWords []string // neutral words in Chinese characters, longest first: they stand without spaces
	unstated map[string]bool
	longest  map[string]int // words of the longest key that begins with a word
	watched  []watchKey     // squashed names of vendors that some regime names, for resemblance
}

type watchKey struct {
	key   string
	shape uint64
	hit   hit
}

// newNameIndex indexes the vendors' names. named says which vendors a regime names; only for those resemblance matters. A
// name that stands for two vendors is a fault.
func newNameIndex(r *strict.Reader, vendors []*Vendor, words Words, named map[string]bool) *nameIndex {
	x := &nameIndex{
		keys: make(map[string]hit), squashed: make(map[string]hit),
		neutral: make(map[string]bool), unstated: make(map[string]bool), longest: make(map[string]int),
	}
	for _, w := range words.Neutral {
		w = strings.Join(fold(w), "")
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
		x.unstated[strings.Join(fold(w), "")] = true
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
	for key, h := range x.squashed {
		if h.apart == nil && named[h.vendor.ID] {
			x.watched = append(x.watched, watchKey{key, shape(key), h})
		}
	}
	slices.SortFunc(x.watched, func(a, b watchKey) int { return strings.Compare(a.key, b.key) })
	return x
}

func (x *nameIndex) add(r *strict.Reader, at strict.Pos, name string, h hit) {
	words := x.bare(fold(name))
	if len(words) == 0 {
		return // the decoder has said so
	}
	key := strings.Join(words, " ")
	old, taken := x.keys[key]
	if taken && !old.same(h) {
		r.Fault(at, "", "name %q of %q: means %q already", clip(name), h.vendor.ID, old.vendor.ID)
		return
	}
	if !taken || h.exact {
		x.keys[key] = h
	}
	x.longest[words[0]] = max(x.longest[words[0]], len(words))
	if squash := strings.Join(words, ""); len(squash) >= 3 {
		if old, taken := x.squashed[squash]; !taken || old.same(h) {
			x.squashed[squash] = x.keys[key]
		}
	}
}

// bare leaves out the neutral words at the end, unless nothing would be left.
func (x *nameIndex) bare(words []string) []string {
	n := len(words)
	for n > 0 && x.neutral[words[n-1]] {
		n--
	}
	if n == 0 {
		return words
	}
	return words[:n]
}

// match recognises a maker's name.
func (x *nameIndex) match(s string) nameMatch {
	if len(s) > maxRead {
		return nameMatch{method: Unstated}
	}
	words := fold(s)
	if x.unstated[strings.Join(words, "")] || len(words) == 0 && !maskedLetters(s) {
		return nameMatch{method: Unstated, empty: strings.TrimSpace(s) == ""}
	}
	if m := x.cover(words); m.method != Unlisted {
		return m
	}
	if h, ok := x.squashed[strings.Join(x.bare(words), "")]; ok {
		return decided(h, false)
	}
	if plain, changed := unmask(s); changed {
		if m := x.cover(fold(plain)); len(m.hits) > 0 {
			return nameMatch{method: ByLookalike, hits: m.hits}
		}
	}
	return x.resembling(words)
}

// cover reads the words as known names, longest first, and neutral words.
func (x *nameIndex) cover(words []string) nameMatch {
	var hits []hit
	rest, read, skipped := 0, 0, false
	for i := 0; i < len(words); {
		h, n := x.at(words[i:])
		switch {
		case n > 0:
			if !slices.ContainsFunc(hits, h.same) {
				hits = append(hits, h)
			}
			i += n
			read++
		case x.isNeutral(words[i]):
			skipped = true
			i++
		default:
			rest++
			i++
		}
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

// at returns the longest known name that the words begin with, and how many words it takes.
func (x *nameIndex) at(words []string) (hit, int) {
	for n := min(len(words), x.longest[words[0]]); n > 0; n-- {
		if h, ok := x.keys[strings.Join(words[:n], " ")]; ok {
			return h, n
		}
	}
	if bare := x.trimHan(words[0]); bare != words[0] {
		if h, ok := x.keys[bare]; ok {
			return h, 1
		}
	}
	return hit{}, 0
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

// resembling looks for names that the words were perhaps meant for.
func (x *nameIndex) resembling(words []string) nameMatch {
	method := Unlisted
	var hits []hit
	propose := func(m Method, w *watchKey) {
		if method == Unlisted {
			method = m
		}
		if !slices.ContainsFunc(hits, w.hit.same) {
			hits = append(hits, w.hit)
		}
	}
	tries := slices.Clone(words)
	if len(words) > 1 {
		tries = append(tries, strings.Join(x.bare(words), ""))
	}
	for _, word := range tries {
		if x.neutral[word] {
			continue
		}
		letters := shape(word)
		for i := range x.watched {
			w := &x.watched[i]
			switch {
			case nearShaped(word, w.key, letters, w.shape):
				propose(ByNear, w)
			case letters&w.shape == w.shape && inside(word, w.key):
				propose(ByContains, w)
			}
		}
	}
	return nameMatch{method: method, hits: hits}
}

// inside reports whether a word contains a name: anywhere for names that are long or Chinese, at the begin for short ones
// (ZTE is in "aztec").
func inside(word, key string) bool {
	if len(word) <= len(key) {
		return false
	}
	if len(key) >= 5 {
		return strings.Contains(word, key)
	}
	return strings.HasPrefix(word, key)
}

func isHan(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.Han, r)
}

// maskedLetters reports whether a text without letters has signs that stand for letters, such as Ⓗ.
func maskedLetters(s string) bool {
	plain, changed := unmask(s)
	return changed && len(fold(plain)) > 0
}
