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
	if s == "" || plain(s[0]) {
		return t
	}
	begins := strings.TrimLeft(t, " \u00a0\u3000")
	first, _ := utf8.DecodeRuneInString(begins)
	if strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\r") || strings.HasPrefix(s, "\n") ||
		begins != "" && strings.ContainsRune("=+-@＝＋－＠", first) {
		return "'" + t
	}
	return t
}

// plain reports whether a text that begins with c begins with it for a spreadsheet too, and means nothing else there.
func plain(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' }
