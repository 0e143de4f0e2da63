package policy

import (
	"math/bits"
	"unicode/utf8"
)

// mostSlips is the most that slipsAllowed returns.
const mostSlips = 2

// slipsAllowed is how many slips of the pen a word may be away from a known name to count as perhaps meant for it. Short
// names have many honest neighbours (ZTE: ATE, ZTT), so there only two exchanged letters count.
func slipsAllowed(key string) int {
	switch n := len(key); {
	case n <= 4:
		return 0
	case n == 5:
		return 1
	default:
		return mostSlips
	}
}

// shape is the set of letters of a word, a bit for each; characters beyond ASCII share bits.
func shape(word string) uint64 {
	var set uint64
	for i := 0; i < len(word); i++ {
		set |= 1 << (word[i] % 64)
	}
	return set
}

// near reports whether word is at most the allowed number of slips (insert, omit, replace, exchange neighbours) away from
// key. Both are folded words; only ASCII keys have neighbours.
func near(word, key string) bool { return nearShaped(word, key, shape(word), shape(key)) }

// nearShaped is near with the shapes at hand: a slip brings at most one letter in and takes at most one out, which rules
// out nearly every pair of words without a look at the order of their letters.
func nearShaped(word, key string, wordShape, keyShape uint64) bool {
	n, most := len(key), slipsAllowed(key)
	switch d := len(word) - n; {
	case d > most || -d > most || n < 3:
		return false
	case bits.OnesCount64(wordShape&^keyShape) > most || bits.OnesCount64(keyShape&^wordShape) > most:
		return false
	case word == key || !ascii(word) || !ascii(key):
		return false
	}
	if most == 0 {
		return exchanged(word, key)
	}
	slips := distance(word, key, most)
	// Two slips in six letters leave little of the name: they count only where the shape is kept.
	if slips == 2 && n == 6 && (len(word) != n || word[0] != key[0]) {
		return false
	}
	return slips <= most
}

// exchanged reports whether the words differ by one exchange of neighbours.
func exchanged(a, b string) bool {
	for i := 0; len(a) == len(b) && i+1 < len(a); i++ {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		}
	}
	return false
}

// distance is the optimal string alignment distance, or any number above most once it is sure to be.
func distance(a, b string, most int) int {
	const width = 64
	if len(b) >= width || len(a) >= width {
		return most + 1
	}
	var rows [3][width]int
	for j := 0; j <= len(b); j++ {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		prev2, prev, row := &rows[(i+1)%3], &rows[(i+2)%3], &rows[i%3]
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], prev2[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > most {
			return most + 1
		}
	}
	return rows[len(a)%3][len(b)]
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
