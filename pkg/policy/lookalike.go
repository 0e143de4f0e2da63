package policy

import (
	"strings"
	"unicode/utf8"
)

// lookalikes are pairs of a letter and the ASCII letter that it can be mistaken for. Capitals and small letters are
// listed apart, because they are mistaken for different letters (Cyrillic Н and н).
const lookalikes = "" +
	// Cyrillic
	"АAВBЕEЅSІIЈJКKМMНHОOРPСCТTУYХXԜWѴVԌGԚQ" + "аaсcеeһhіiјjоoрpԛqѕsуyхxԝwѵvкkтtмmнhвbӏlԁdɡg" +
	// Greek
	"ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX" + "αaγyεeηnιiκkνvοoρpτtυuχxωw"

var lookalikeOf = func() map[rune]rune {
	m := make(map[rune]rune)
	for s := lookalikes; s != ""; {
		from, n := utf8.DecodeRuneInString(s)
		to, k := utf8.DecodeRuneInString(s[n:])
		m[from] = to
		s = s[n+k:]
	}
	return m
}()

// unmask replaces letters of other scripts, mathematical letters and digits by the ASCII letters that they look like. It
// reports whether it changed anything.
func unmask(s string) (string, bool) {
	changed := false
	out := strings.Map(func(r rune) rune {
		to := unmaskRune(r)
		changed = changed || to != r
		return to
	}, s)
	return out, changed
}

func unmaskRune(r rune) rune {
	const digits = "olzeas.t.g" // what 0 to 9 stand in for; a dot is for nothing
	switch {
	case '0' <= r && r <= '9':
		if c := digits[r-'0']; c != '.' {
			return rune(c)
		}
	case r < utf8.RuneSelf:
	case 0x1d400 <= r && r <= 0x1d6a3: // mathematical letters, 52 to an alphabet
		i := (r - 0x1d400) % 52
		if i < 26 {
			return 'A' + i
		}
		return 'a' + i - 26
	case 0x24b6 <= r && r <= 0x24cf: // circled letters
		return 'A' + r - 0x24b6
	case 0x24d0 <= r && r <= 0x24e9:
		return 'a' + r - 0x24d0
	default:
		if to, ok := lookalikeOf[r]; ok {
			return to
		}
	}
	return r
}
