package sanitize

import (
	"strings"
	"unicode/utf8"
)

// CSV returns s as a text cell that a spreadsheet does not take for a formula: it is Terminal's text, with an apostrophe
// before it where it begins with one of = + - @ (also in their full width, and behind blanks), or where s began with a
// tab or a line end. Quotes and separators are the CSV writer's business. CSV(CSV(s)) == CSV(s).
//
// It is for words: a number of one's own, which may begin with a minus, does not go through it.
func CSV(s string) string {
	t := Terminal(s)
	begins := strings.TrimLeft(t, " \u00a0\u3000")
	first, _ := utf8.DecodeRuneInString(begins)
	if strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\r") || strings.HasPrefix(s, "\n") ||
		begins != "" && strings.ContainsRune("=+-@＝＋－＠", first) {
		return "'" + t
	}
	return t
}
