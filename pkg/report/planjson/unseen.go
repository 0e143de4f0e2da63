package planjson

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"
)

// escapeUnseen writes the characters that steer a terminal or turn text around as \uXXXX. The JSON encoder has done so
// with those below space; in its output such characters stand inside strings only, where the two forms mean the same.
func escapeUnseen(text []byte) []byte {
	if bytes.IndexFunc(text, unseen) < 0 {
		return text
	}
	out := make([]byte, 0, len(text)+64)
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		if unseen(r) && r <= 0xffff {
			out = fmt.Appendf(out, `\u%04x`, r)
		} else {
			out = append(out, text[:n]...)
		}
		text = text[n:]
	}
	return out
}

// unseen reports control and format characters; the line's end and the spaces of the indentation are none. What stands for
// a character that is none is treated alike, because the encoder does so where it meets one.
func unseen(r rune) bool {
	return r >= 0x7f && (r == utf8.RuneError || unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r))
}
