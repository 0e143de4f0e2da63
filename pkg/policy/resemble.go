package policy

import (
	"math/bits"
	"slices"
	"strings"
)

// watchKey is a name that other names are compared with for resemblance.
type watchKey struct {
	key   string // squashed
	shape uint64
	hit   hit
}

// watchIndex finds the names that a word was perhaps meant for without comparing it with each of them: a slip changes the
// length by one at most, and a name inside a word shows by its first two bytes.
type watchIndex struct {
	keys     []watchKey // in alphabetical order, in which candidates are named
	byLength [][]int    // indices of the keys of a length
	letters  uint64     // the shape of all keys together
	anywhere pairs
	atBegin  pairs // of short keys: ZTE is in "aztec"
}

// pairs are indices of keys by the first two bytes, with a bit for each pair that there is: nearly every look ends there.
type pairs struct {
	there [1 << 16 / 64]uint64
	keys  map[uint16][]int
}

func (p *pairs) add(key string, i int) {
	at := uint16(key[0])<<8 | uint16(key[1])
	p.there[at/64] |= 1 << (at % 64)
	p.keys[at] = append(p.keys[at], i)
}

func (p *pairs) at(a, b byte) []int {
	at := uint16(a)<<8 | uint16(b)
	if p.there[at/64]&(1<<(at%64)) == 0 {
		return nil
	}
	return p.keys[at]
}

// longKey is how many bytes a name has that counts where it stands in the midst of a word.
const longKey = 5

func newWatchIndex(keys []watchKey) *watchIndex {
	w := &watchIndex{keys: keys, anywhere: pairs{keys: make(map[uint16][]int)}, atBegin: pairs{keys: make(map[uint16][]int)}}
	slices.SortFunc(w.keys, func(a, b watchKey) int { return strings.Compare(a.key, b.key) })
	for i := range w.keys {
		key := w.keys[i].key
		for len(w.byLength) <= len(key) {
			w.byLength = append(w.byLength, nil)
		}
		w.byLength[len(key)] = append(w.byLength[len(key)], i)
		w.letters |= w.keys[i].shape
		if len(key) >= longKey {
			w.anywhere.add(key, i)
		} else {
			w.atBegin.add(key, i)
		}
	}
	return w
}

// resemblance is a key that a word resembles.
type resemblance struct {
	key  int
	near bool
}

// find returns what a folded word resembles, in the keys' order.
func (w *watchIndex) find(word string) []resemblance {
	var out []resemblance
	if letters := shape(word); bits.OnesCount64(letters&^w.letters) <= mostSlips && ascii(word) {
		for n := max(0, len(word)-mostSlips); n <= len(word)+mostSlips && n < len(w.byLength); n++ {
			for _, i := range w.byLength[n] {
				if nearShaped(word, w.keys[i].key, letters, w.keys[i].shape) {
					out = append(out, resemblance{i, true})
				}
			}
		}
	}
	for from := 0; from+1 < len(word); from++ {
		if from == 0 {
			out = w.inside(out, word, w.atBegin.at(word[0], word[1]))
		}
		out = w.inside(out, word[from:], w.anywhere.at(word[from], word[from+1]))
	}
	if len(out) > 1 {
		slices.SortFunc(out, func(a, b resemblance) int { return a.key - b.key })
	}
	return out
}

// inside adds those of some keys that a word begins with. A word that is all of a name of several words, written as one
// beside others, is among them.
func (w *watchIndex) inside(out []resemblance, word string, keys []int) []resemblance {
	for _, i := range keys {
		if strings.HasPrefix(word, w.keys[i].key) && !slices.ContainsFunc(out, func(r resemblance) bool { return r.key == i }) {
			out = append(out, resemblance{i, false})
		}
	}
	return out
}

// resembling looks for names that a folded text was perhaps meant for: its words one by one, and all of it without spaces.
func (x *nameIndex) resembling(text string) nameMatch {
	method := Unlisted
	var hits []hit
	look := func(word string) {
		if x.neutral[word] {
			return
		}
		for _, r := range x.watched.find(word) {
			if method == Unlisted {
				method = ByContains
				if r.near {
					method = ByNear
				}
			}
			if h := x.watched.keys[r.key].hit; !slices.ContainsFunc(hits, h.same) {
				hits = append(hits, h)
			}
		}
	}
	for rest := text; rest != ""; {
		word := firstWord(rest)
		look(word)
		rest = strings.TrimPrefix(rest[len(word):], " ")
	}
	if strings.IndexByte(text, ' ') >= 0 {
		look(squash(x.bare(text)))
	}
	return nameMatch{method: method, hits: hits}
}
